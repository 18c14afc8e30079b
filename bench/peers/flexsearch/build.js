// Indexes the rows.
import { writeFileSync } from "node:fs";
import { required } from "../../lib/packages.js";
import { newestFirst } from "../../lib/rows.js";
import { writeItems } from "../shell/items.js";

const [rows, folder] = process.argv.slice(2);
const { Index } = required("flexsearch");
const items = newestFirst(rows);
const index = new Index({ tokenize: "forward" });
items.forEach(({ place, title, summary, body }) => index.add(place, `${title}\n${summary}\n${body}`));
const parts = [];
await index.export((name, text) => {
  if (!text) return;
  parts.push(name);
  writeFileSync(`${folder}/${name}.json`, text);
});
writeFileSync(`${folder}/index.json`, JSON.stringify(parts));
writeItems(`${folder}/items.json`, items);
