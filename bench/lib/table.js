// The results as Markdown. Ratios are to Dossier of the same run: what is twice as much says so, whatever the machine.
import { percentile, spread } from "./numbers.js";

const number = (value, digits = 0) => (Number.isFinite(value) ? value.toLocaleString("en", { maximumFractionDigits: digits }) : "–");
const size = (bytes) => (bytes >= 1e6 ? `${number(bytes / 1e6, 1)} MB` : Number.isFinite(bytes) ? `${number(bytes / 1e3)} kB` : "–");
const range = ({ median, least, most }, digits) =>
  Number.isFinite(median) ? `${number(median, digits)} (${number(least, digits)}–${number(most, digits)})` : "–";
const row = (...cells) => `| ${cells.join(" | ")} |`;
const head = (...cells) => [row(...cells), row(...cells.map(() => "---"))];

// Everything about one size.
export function tables({ items, cold, peers, own }) {
  const names = Object.keys(peers);
  const base = peers[["dossier", "dossier-whole"].find((name) => peers[name]?.build?.folder)];
  const ratio = (peer, read) => {
    const [own, theirs] = [base && read(base), read(peer)];
    return peer === base || !own || !Number.isFinite(theirs / own) ? "" : ` ×${number(theirs / own, theirs / own < 10 ? 1 : 0)}`;
  };
  const of = (stage) => names.filter((name) => peers[name][stage]?.length);
  const lines = [`\n## ${number(items)} items\n`, ...names.map((name) => `- **${name}**: ${peers[name].what}`)];

  lines.push("\nBuilding\n", ...head("", "seconds", "peak memory", "content as sent", "files", "app"));
  for (const name of names) {
    const made = peers[name].build;
    const told = (read, show) => show(read(made)) + ratio(peers[name], ({ build }) => read(build ?? {}));
    if (!made || made.failed) lines.push(row(name, made?.failed ?? "not built", "", "", "", ""));
    else
      lines.push(
        row(name, told((one) => one.seconds, (value) => number(value, 1)), told((one) => one.memory, size), told((one) => one.bytes, size), told((one) => one.files, number), size(made.app)),
      );
  }
  for (const [stage, title] of [["cold", "At a desk"], ["mobile", "On a telephone (processor 4 times slower, 150 ms, 1.6 Mbit/s)"]]) {
    if (!of(stage).length) continue;
    lines.push(
      `\n${title}: a new reader's first list, then a search for “${cold.q}” (in ${number(cold.items)} items). Median and range; bytes beyond the app\n`,
      ...head("", "list, ms", "list, bytes", "rounds", "first result, ms", "bytes", "rounds", ""),
    );
    for (const name of of(stage)) {
      const visits = peers[name][stage];
      const time = (read) => {
        return range(spread(visits.map(read)), 0) + ratio(peers[name], (peer) => spread((peer[stage] ?? []).map(read)).median);
      };
      const middle = (read) => percentile(visits.map(read), 0.5);
      lines.push(
        row(
          name,
          time((one) => one.list),
          size(middle((one) => one.listCost?.bytes)),
          number(middle((one) => one.listCost?.rounds)),
          time((one) => one.result),
          size(middle((one) => one.cost?.bytes)),
          number(middle((one) => one.cost?.rounds)),
          visits.find(({ failed }) => failed)?.failed ?? "",
        ),
      );
    }
  }
  if (of("warm").length) lines.push(...warm(peers, of("warm"), ratio));
  if (own && !own.failed) lines.push(...views(own));
  return lines.join("\n");
}

// What the views of Dossier fetch, and from where.
function views({ list, word, range, permalinks, filter, changes }) {
  const lines = ["\nViews of Dossier, come to from nowhere: bytes beyond the app\n", ...head("", "to painted", "rounds", "in all", "by shelf")];
  const parts = (shelves) => Object.entries(shelves).map(([name, bytes]) => `${name} ${number(bytes / 1e3, 1)}`).join(", ");
  for (const { what, painted, whole, shelves } of [list, word, range, ...permalinks.slice(0, 1)]) {
    lines.push(row(what, size(painted.bytes), painted.rounds, size(whole.bytes), `kB: ${parts(shelves)}`));
  }
  lines.push(row("the first range in that list", "", "", size(Object.values(filter).reduce((sum, bytes) => sum + bytes, 0)), `kB: ${parts(filter)}`));
  const each = (few) => spread(changes.filter((change) => change.few === few).map(({ cost }) => cost.bytes));
  for (const [few, what] of [[false, "a further change"], [true, "a further change with few results"]]) {
    const { median, least, most } = each(few);
    lines.push(row(what, "", "", size(median), `${size(least)}–${size(most)}`));
  }
  const { median, least, most } = spread(changes.map(({ computing }) => computing));
  lines.push(`\nThe program thinks about such a change for ${number(median, 1)} ms (${number(least, 1)}–${number(most, 1)}).`);
  return lines;
}

// Milliseconds of a run's searches.
export const searches = ({ queries = [] }) => queries.map(({ painted }) => painted);
// How many of a run's answers are right in this respect.
const share = (answers = [], name) => {
  const judged = answers.filter(({ right }) => name in right);
  return judged.length ? `${judged.filter(({ right }) => right[name]).length}/${judged.length}` : "–";
};

function warm(peers, names, ratio) {
  const lines = [
    "\nAt work: 200 searches in one tab, ms to painted; then what was right of 60 ranges with types, and of 40 words with ranges\n",
    ...head("", "p50", "p95", "in the document, p50", "range or type p50", "bytes a search", "totals", "counts by type", "order", "totals of words", "memory of the page, MB", "of its process", ""),
  ];
  for (const name of names) {
    const runs = peers[name].warm;
    const time = (quantile, read) => {
      const each = (all) => spread(all.map((run) => percentile(read(run), quantile)));
      return range(each(runs), 1) + ratio(peers[name], (peer) => each(peer.warm ?? []).median);
    };
    const [one] = runs;
    const done = one.queries && one.queries.length < 200 ? `${one.queries.length} searches in the time` : "";
    const held = (read) => number(percentile(runs.map(read), 0.5), 1);
    lines.push(
      row(
        name,
        time(0.5, searches),
        time(0.95, searches),
        time(0.5, ({ queries = [] }) => queries.map(({ changed }) => changed)),
        time(0.5, ({ filters = [] }) => filters.map(({ painted }) => painted)),
        size(percentile(runs.map(({ bytes }) => bytes), 0.5)),
        share(one.filters, "total"),
        share(one.filters, "types"),
        share(one.filters, "order"),
        share(one.texts, "total"),
        held(({ memory }) => memory?.account),
        held(({ memory }) => memory?.process),
        runs.find(({ failed }) => failed)?.failed ?? done,
      ),
    );
  }
  return lines;
}

// What was agreed, and whether it is kept.
export function figures(judged) {
  const lines = ["\n## Agreed\n", ...head("", "items", "what", "goal", "seen")];
  for (const { kept, items, what, goal, seen } of judged) lines.push(row(kept ? "kept" : "**missed**", number(items), what, goal, seen));
  return judged.length ? lines.join("\n") : "";
}
