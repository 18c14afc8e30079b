// What was agreed about the archive, and whether it is kept. The limits are here and nowhere else.
import { percentile, spread } from "./numbers.js";
import { searches } from "./table.js";

const kB = 1e3;
const MB = 1e6;
const middle = (all, read) => percentile((all ?? []).map(read), 0.5);
const kilobytes = (bytes) => `${(bytes / kB).toFixed(1)} kB`;
const megabytes = (bytes) => `${(bytes / MB).toFixed(1)} MB`;
const milliseconds = (value) => `${value.toFixed(1)} ms`;
const seconds = (value) => `${value.toFixed(1)} s`;
const plain = (value) => String(Math.round(value * 100) / 100);

// Compares the results of all sizes. What was not measured is not judged.
export function judge(results) {
  const judged = [];
  for (const result of results) {
    const { items, peers, own } = result;
    const ours = peers.dossier ?? {};
    const at = (size, other) => (items <= size ? other[0] : other[1]);
    const most = (what, seen, goal, show) => {
      if (!Number.isFinite(seen) || !Number.isFinite(goal)) return;
      judged.push({ kept: seen <= goal, items, what, goal: `at most ${show(goal)}`, seen: show(seen) });
    };
    building(result, results, most);

    const list = (ours.mobile ?? ours.cold)?.filter(({ listCost }) => listCost);
    if (list?.length) {
      most("first list of a topic, bytes beyond the app", middle(list, ({ listCost }) => listCost.bytes), 20 * kB, kilobytes);
      most("first list of a topic, rounds", middle(list, ({ listCost }) => listCost.rounds), 2, plain);
    }
    if (own?.failed) judged.push({ kept: false, items, what: "views of Dossier", goal: "measured", seen: own.failed });
    else if (own) {
      const { word, range, permalinks, changes, memory } = own;
      most("cube of the largest topic", range.shelves.cubes, at(100_000, [10 * kB, 40 * kB]), kilobytes);
      most("cold search for a word to its first titles, bytes", word.painted.bytes, at(100_000, [40 * kB, 50 * kB]), kilobytes);
      most("cold search for a word, rounds", word.painted.rounds, 3, plain);
      // The cards of the rest of the page come at the same time; they are no counts.
      const more = word.whole.bytes - word.painted.bytes - ((word.shelves.cards ?? 0) - (word.paintedShelves?.cards ?? 0));
      most("exact totals and counts of a search, bytes more", more, at(100_000, [20 * kB, 200 * kB]), kilobytes);
      most("permalink beyond app and body, most bytes of ten", Math.max(...permalinks.map(({ whole, shelves }) => whole.bytes - (shelves.bodies ?? 0))), 40 * kB, kilobytes);
      const each = changes.map(({ cost }) => cost.bytes);
      most(`${changes.length} changes in a list, bytes p50`, percentile(each, 0.5), 25 * kB, kilobytes);
      most(`${changes.length} changes in a list, bytes p95`, percentile(each, 0.95), 60 * kB, kilobytes);
      most(`${changes.length} changes in a list, computing p50`, percentile(changes.map(({ computing }) => computing), 0.5), 2, milliseconds);
      most(`${changes.length} changes in a list, computing p95`, percentile(changes.map(({ computing }) => computing), 0.95), 2, milliseconds);
      all(judged, items, `${changes.length} changes in a list`, changes);
      most("memory of the tab after changes and searches", memory.account * MB, 64 * MB, megabytes);
    }
    reading(result, results, most);
    const [run] = ours.warm ?? [];
    if (run?.filters) all(judged, items, "ranges and types", run.filters);
    if (run?.texts) all(judged, items, "words with ranges", run.texts);
  }
  return judged;
}

// Everything about them is right: totals, counts, order.
function all(judged, items, what, answers) {
  const fine = answers.filter(({ right }) => Object.values(right).every(Boolean)).length;
  judged.push({ kept: fine === answers.length, items, what: `${what}: totals, counts and order right`, goal: "all", seen: `${fine} of ${answers.length}` });
}

function building({ items, peers }, results, most) {
  const build = (name, size = items) => results.find((result) => result.items === size)?.peers[name]?.build ?? {};
  const ours = build("dossier");
  const [pagefind, sqlite] = [build("pagefind"), build("sqlite")];
  if (items === 10_000) {
    most("building, a tenth of Pagefind's time", ours.seconds, pagefind.seconds / 10, seconds);
    most("building, memory", ours.memory, 256 * MB, megabytes);
    most("building, 0.75 of Pagefind's bytes", ours.bytes, pagefind.bytes * 0.75, megabytes);
    most("building, a tenth of Pagefind's files", ours.files, pagefind.files / 10, plain);
  }
  if (items === 100_000) {
    most("building, SQLite's time", ours.seconds, sqlite.seconds, seconds);
    most("building, SQLite's bytes", ours.bytes, sqlite.bytes, megabytes);
    most("building, files", ours.files, 12_000, plain);
  }
  if (items === 1_000_000) {
    most("building, memory", ours.memory, 2 * 2 ** 30, megabytes);
    most("building, 12 times the time of 100,000", ours.seconds, build("dossier", 100_000).seconds * 12, seconds);
  }
}

// Times, beside those of the best of the others.
function reading({ items, peers }, results, most) {
  const others = Object.values(peers).filter(({ ours }) => !ours);
  const time = (peer, read) => spread((peer?.mobile ?? []).map(read)).median;
  const views = [
    ["first list", ({ list }) => list, 2200, 1 / 2],
    ["first result", ({ result }) => result, 3200, 2 / 3],
  ];
  for (const [what, read, limit, part] of views) {
    const seen = time(peers.dossier, read) / 1000;
    const best = Math.min(...others.map((peer) => time(peer, read)).filter(Number.isFinite)) / 1000;
    if (items === 10_000) {
      most(`telephone, ${what}`, seen, limit / 1000, seconds);
      most(`telephone, ${what}, ${part === 1 / 2 ? "half" : "two thirds"} of the best peer's`, seen, best * part, seconds);
    }
    if (items === 100_000) most(`telephone, ${what}, a third of the best peer's`, seen, best / 3, seconds);
    const smaller = time(results.find((result) => result.items === 100_000)?.peers.dossier, read) / 1000;
    if (items === 1_000_000) most(`telephone, ${what}, 1.3 times that of 100,000`, seen, smaller * 1.3, seconds);
  }
  const warm = (name) => spread((peers[name]?.warm ?? []).map((run) => percentile(searches(run), 0.5))).median;
  if (items <= 100_000) {
    most("a search at work p50, a quarter of Pagefind's", warm("dossier"), warm("pagefind") / 4, (value) => `${value.toFixed(1)} ms`);
    most("a search at work p50, half of SQLite's", warm("dossier"), warm("sqlite") / 2, (value) => `${value.toFixed(1)} ms`);
  }
}
