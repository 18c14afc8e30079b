// Asks FlexSearch.
import FlexSearch from "./flexsearch.js";
import { overItems } from "./memory.js";

export const query = overItems(async () => {
  const index = new FlexSearch.Index({ tokenize: "forward" });
  const parts = await (await fetch("index.json")).json();
  await Promise.all(parts.map(async (name) => index.import(name, await (await fetch(`${name}.json`)).text())));
  return (q) => index.search(q, { limit: 1e9 });
});
