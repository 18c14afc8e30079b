// For engines that only search: lists, ranges and counts over all items, which are loaded first; the index comes with the first search.

const within = (one, from, to) => (!from && !to) || (!!one.first && (!to || one.first <= to) && (!from || one.last >= from));
const loaded = fetch("items.json").then((reply) => reply.json());
let engine;

// `open()` gives a function from a text to places, best first.
export const overItems = (open) => async ({ q, from, to, type }) => {
  const all = await loaded;
  const found = q ? (await (engine ??= open()))(q).map((place) => all[place]) : all;
  const types = {};
  const items = [];
  let total = 0;
  for (const one of found) {
    if (!within(one, from, to)) continue;
    types[one.type] = (types[one.type] ?? 0) + 1;
    if (type && one.type !== type) continue;
    total += 1;
    if (items.length < 20) items.push(one);
  }
  return { total, items, types };
};
