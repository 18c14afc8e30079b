// Asks MiniSearch.
import { overItems } from "./memory.js";
import MiniSearch from "./minisearch.js";

export const query = overItems(async () => {
  const text = await (await fetch("index.json")).text();
  const index = MiniSearch.loadJSON(text, { idField: "place", fields: ["title", "summary", "body"] });
  // The last word may still be being typed.
  const options = { combineWith: "AND", boost: { title: 3, summary: 2 }, prefix: (_, place, all) => place === all.length - 1 };
  return (q) => index.search(q, options).map(({ id }) => id);
});
