// What is asked of everybody, and what is right: drawn by chance that is the same every time, answered by plain counting over the rows.
import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { random } from "./numbers.js";
import { newest, item, lines, within } from "./rows.js";
import { words } from "./words.js";

const PAGE = 20;

// The questions for these rows; kept beside them.
export function questions(file, total) {
  const kept = `${file}.questions.json`;
  const sources = [file, ...["truth.js", "words.js", "rows.js"].map((name) => new URL(name, import.meta.url).pathname)];
  if (existsSync(kept) && sources.every((source) => statSync(source).mtimeMs < statSync(kept).mtimeMs)) return JSON.parse(readFileSync(kept, "utf8"));
  const made = make(file, total);
  writeFileSync(kept, JSON.stringify(made));
  return made;
}

function make(file, total) {
  const found = words(file, total);
  const items = [];
  for (const line of lines(file)) {
    const { title, summary, body, ...rest } = item(line, items.length);
    items.push(rest);
  }
  const order = [...items].sort(newest);
  const chance = random(20260101);
  const pick = (all) => all[Math.floor(chance() * all.length)];
  const often = (word) => found.rows.get(word).length / total;
  const between = (low, high) => (word) => often(word) > low && often(word) <= high;
  // Rare, middling and frequent words of an item, where it has such.
  const bands = [between(0, 0.005), between(0.005, 0.05), between(0.05, 1)];
  const take = (sample, band) => pick(sample.filter(bands[band]).length ? sample.filter(bands[band]) : sample);

  const typed = Array.from({ length: 20 }, (_, place) => {
    const long = pick(found.samples).filter((word) => word.length >= 7);
    const word = take(long.length ? long : pick(found.samples), place % 3);
    return [2, 3, 4, 5, 6].map((length) => ({ q: word.slice(0, length), typed: true }));
  });
  const several = Array.from({ length: 100 }, (_, place) => {
    const sample = pick(found.samples);
    const count = [1, 1, 2, 2, 3][place % 5];
    return { q: [...new Set(Array.from({ length: count }, (_, nth) => take(sample, (place + nth) % 3)))].join(" ") };
  });

  const right = ({ q, from, to, type }) => {
    const having = q && q.split(" ").map((word) => new Set(found.rows.get(word)));
    const fits = order.filter((one) => (!having || having.every((rows) => rows.has(one.row))) && within(one, from, to));
    const types = {};
    for (const one of fits) types[one.type] = (types[one.type] ?? 0) + 1;
    const chosen = type ? fits.filter((one) => one.type === type) : fits;
    return { q, from, to, type, total: chosen.length, types, ids: q ? undefined : chosen.slice(0, PAGE).map(({ id }) => id) };
  };
  const day = (days) => new Date(Date.UTC(2000, 0, 1 + days)).toISOString().slice(0, 10);
  const range = (length) => {
    const first = Math.floor(chance() * 9000);
    return { from: day(first), to: day(Math.min(first + length, 9850)) };
  };
  const filters = Array.from({ length: 60 }, (_, place) => {
    const type = place % 3 === 2 ? pick(items).type : "";
    return right({ q: "", ...range([30, 365, 1500, 3650][place % 4]), type });
  });
  const sure = found.samples.map((sample) => sample.filter((word) => found.alone.has(word))).filter((sample) => sample.length > 1);
  if (sure.length < 5) throw new Error(`only ${sure.length} of the sampled items have words whose counts are beyond dispute`);
  const texts = Array.from({ length: 40 }, (_, place) => {
    const sample = pick(sure);
    const q = [...new Set(place % 2 ? [pick(sample), pick(sample)] : [pick(sample)])].join(" ");
    return right({ q, ...(place % 4 > 1 ? range(3650) : { from: "", to: "" }), type: "" });
  });
  // One word that one item in a hundred has, for the first search of a reader.
  const middle = [...found.rows.keys()].filter((word) => word.length > 4).sort((one, other) => Math.abs(often(one) - 0.01) - Math.abs(often(other) - 0.01));
  const cold = { q: middle[0], items: found.rows.get(middle[0]).length };
  return { cold, queries: [...several, ...typed.flat()], filters, texts, changes: changes(order, chance), ids: Array.from({ length: 10 }, () => pick(items).id) };
}

// Two hundred changes of a reader's in one list, all news: a range of months, a type, a publisher. A quarter matches fewer than one in a thousand.
function changes(order, chance) {
  const news = order.filter(({ kind }) => kind === "news");
  const rare = news.length / 1000;
  const pick = (all) => all[Math.floor(chance() * all.length)];
  const drawn = () => {
    const months = Math.floor(chance() * 318);
    const length = Math.floor(chance() ** 3 * 120);
    const month = (count) => new Date(Date.UTC(2000, count, 1)).toISOString().slice(0, 7);
    const one = pick(news);
    const change = { from: month(months), to: month(Math.min(months + length, 323)), type: chance() < 0.5 ? one.type : "" };
    const fits = news.filter((one) => within(one, `${change.from}-01`, `${change.to}-31`));
    const types = {};
    for (const one of fits) types[one.type] = (types[one.type] ?? 0) + 1;
    const chosen = change.type ? fits.filter(({ type }) => type === change.type) : fits;
    return { ...change, total: chosen.length, types, ids: chosen.slice(0, PAGE).map(({ id }) => id) };
  };
  const all = [];
  for (let few = 0, many = 0, tries = 0; all.length < 200 && tries < 2000; tries++) {
    const change = drawn();
    const isFew = change.total < rare;
    if (isFew ? few < 50 && ++few : many < 150 && ++many) all.push({ ...change, few: isFew });
  }
  return all;
}
