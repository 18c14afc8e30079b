// Indexes the rows.
import { writeFileSync } from "node:fs";
import { load } from "../../lib/packages.js";
import { newestFirst } from "../../lib/rows.js";
import { writeItems } from "../shell/items.js";

const [rows, folder] = process.argv.slice(2);
const { default: MiniSearch } = await load("minisearch/dist/es/index.js");
const items = newestFirst(rows);
const index = new MiniSearch({ idField: "place", fields: ["title", "summary", "body"] });
index.addAll(items);
writeFileSync(`${folder}/index.json`, JSON.stringify(index));
writeItems(`${folder}/items.json`, items);
