// What the benchmark says rests on these: counted and ordered right, rounds told from neighbours, each limit can be missed.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { judge } from "../lib/figures.js";
import { percentile } from "../lib/numbers.js";
import { newestFirst, within } from "../lib/rows.js";
import { cost, isApp } from "../lib/server.js";
import { questions } from "../lib/truth.js";

const row = (id, date, more = {}) => ({ id, kind: "news", type: "News story", title: "a", summary: "b", body: "c", date, topics: [], ...more });

// Does something with a file of rows.
function withRows(rows, use) {
  const folder = mkdtempSync(join(tmpdir(), "bench-"));
  const file = join(folder, "rows.jsonl");
  writeFileSync(file, rows.map((row) => `${JSON.stringify(row)}\n`).join(""));
  try {
    return use(file);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test("percentiles are nearest ranks, and pass over what is none", () => {
  assert.equal(percentile([3, 1, NaN, 2], 0.5), 2);
  assert.equal(percentile([3, 1], 0.95), 3);
  assert.equal(percentile([], 0.5), undefined);
});

test("newest first: days before a year, undated last, else as the rows are", () => {
  const rows = [row("none", null), row("year", "2020"), row("old", "2019-12-31"), row("day", "2020-01-01"), row("late", "2020-01-02"), row("same", "2020-01-01")];
  const order = withRows(rows, (file) => newestFirst(file).map(({ id }) => id));
  assert.deepEqual(order, ["late", "day", "same", "year", "old", "none"]);
});

test("a year is in every range that it overlaps, an undated item in none", () => {
  const year = { first: "2020-01-01", last: "2020-12-31" };
  for (const [from, to, expected] of [["2020-06-01", "2020-06-02", true], ["2020-12-31", "", true], ["", "2020-01-01", true], ["2021-01-01", "", false], ["", "2019-12-31", false]]) {
    assert.equal(within(year, from, to), expected, `${from} to ${to}`);
  }
  assert.equal(within({}, "", "2020-01-01"), false);
  assert.equal(within({}, "", ""), true);
});

test("rounds are requests that wait for others; the app and the bundle are none", () => {
  const entry = (path, begun, ended, bytes = 10) => ({ path, begun, ended, bytes });
  const log = [entry("/", 0, 1), entry("/bundle.json", 2, 3, 100), entry("/a/0.bin", 4, 8), entry("/a/1.bin", 5, 9), entry("/a/2.bin", 8, 12), entry("/app.wasm", 13, 14)];
  const { bytes, all, requests, rounds } = cost(log);
  assert.deepEqual([bytes, all, requests, rounds], [130, 150, 4, 2]);
  assert.deepEqual(["/", "/x/app.js", "/pagefind/wasm.en.pagefind", "/pagefind/pagefind-entry.json", "/db.sqlite3"].map(isApp), [true, true, true, false, false]);
});

test("questions are answered by plain counting; words with relatives are left out of what must be exact", () => {
  const bodies = ["zebrawood quixotic", "zebrawood", "harbour harbours", "quixotic lantern", "zebrawood lantern", "lantern mirador", "mirador zebrawood", "lantern quixotic"];
  const rows = Array.from({ length: 400 }, (_, place) => row(`n${place}`, `20${String(place % 25).padStart(2, "0")}-0${1 + (place % 9)}-11`, { body: bodies[place % 8] }));
  const { texts, filters, queries } = withRows(rows, (file) => questions(file, rows.length));
  assert.deepEqual([texts.length, filters.length, queries.length], [40, 60, 200]);
  for (const { q, from, to, total } of texts) {
    assert.ok(!q.includes("harbour"), q);
    const right = rows.filter(({ date, body }) => q.split(" ").every((word) => body.split(" ").includes(word)) && (!from || (date >= from && date <= to)));
    assert.equal(total, right.length, `${q} ${from} ${to}`);
  }
  for (const { from, to, type, total } of filters) {
    assert.equal(total, rows.filter(({ date }) => date >= from && date <= to).length, `${from} ${to} ${type}`);
  }
});

// A run at 10,000 items in which everything is as it should be.
function fine() {
  const change = { cost: { bytes: 10 }, computing: 1, right: { total: true } };
  const peer = (times, more = {}) => ({ mobile: [{ list: 1000 * times, result: 1000 * times, listCost: { bytes: 10, rounds: 1 } }], warm: [{ queries: [{ painted: times }] }], ...more });
  return {
    items: 10_000,
    peers: {
      dossier: peer(1, { ours: true, build: { seconds: 1, memory: 1, bytes: 1, files: 1 } }),
      pagefind: peer(10, { build: { seconds: 20, memory: 2, bytes: 20, files: 20 } }),
    },
    own: {
      word: { painted: { bytes: 10, rounds: 1 }, paintedShelves: { cards: 4 }, whole: { bytes: 20 }, shelves: { cards: 9 } },
      permalinks: [{ whole: { bytes: 50_000 }, shelves: { bodies: 20_000 } }],
      range: { shelves: { cubes: 10 } },
      changes: [change],
      memory: { account: 1 },
    },
  };
}

test("every limit can be missed", () => {
  const missed = (spoil) => {
    const result = fine();
    spoil(result);
    return judge([result]).filter(({ kept }) => !kept).map(({ what }) => what);
  };
  assert.deepEqual(missed(() => {}), []);
  const spoilers = [
    [(run) => (run.peers.dossier.build.seconds = 2.1), /a tenth of Pagefind's time/],
    [(run) => (run.peers.dossier.build.memory = 3e8), /memory/],
    [(run) => (run.peers.dossier.build.bytes = 16), /Pagefind's bytes/],
    [(run) => (run.peers.dossier.build.files = 3), /Pagefind's files/],
    [(run) => (run.peers.dossier.mobile[0].listCost.bytes = 20_001), /first list of a topic, bytes/],
    [(run) => (run.peers.dossier.mobile[0].listCost.rounds = 3), /first list of a topic, rounds/],
    [(run) => (run.peers.dossier.mobile[0].list = 2300), /telephone, first list$/],
    [(run) => (run.peers.pagefind.mobile[0].result = 1400), /telephone, first result, two thirds/],
    [(run) => (run.peers.dossier.warm[0].queries[0].painted = 3), /a quarter of Pagefind's/],
    [(run) => (run.own.range.shelves.cubes = 10_001), /cube/],
    [(run) => (run.own.word.painted.rounds = 4), /search for a word, rounds/],
    [(run) => (run.own.word.whole.bytes = 20_016), /bytes more/],
    [(run) => (run.own.changes[0].computing = 2.1), /computing p50/],
    [(run) => (run.own.permalinks[0].shelves.bodies = 0), /permalink/],
    [(run) => (run.own.changes[0].cost.bytes = 60_001), /bytes p50/],
    [(run) => (run.own.changes[0].right.total = false), /totals, counts and order right/],
    [(run) => (run.own.memory.account = 65), /memory of the tab/],
    [(run) => (run.own = { failed: "more than 9 s" }), /views of Dossier/],
  ];
  for (const [spoil, expected] of spoilers) assert.ok(missed(spoil).some((what) => expected.test(what)), `${expected}: ${missed(spoil)}`);
});
