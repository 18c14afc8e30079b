// Hands the rows to Pagefind as its own records, a few at a time.
import { item, lines } from "../../lib/rows.js";
import { load } from "../../lib/packages.js";

const [rows, folder] = process.argv.slice(2);
const { close, createIndex } = await load("pagefind/lib/index.js");
// One index for all languages: else a page only searches that of its own.
const { index, errors } = await createIndex({ forceLanguage: "en" });
if (!index) throw new Error(errors.join("; "));

// The months in which an item is: twelve for a year.
const months = ({ date, coarse }) => {
  if (!date) return ["none"];
  return coarse ? Array.from({ length: 12 }, (_, month) => `${date}-${String(month + 1).padStart(2, "0")}`) : [date.slice(0, 7)];
};
const record = (one) => ({
  url: `/${one.id}`,
  content: `${one.title}\n${one.summary}\n${one.body}`,
  language: "en",
  meta: { id: one.id, title: one.title, type: one.type, date: one.date ?? "", summary: one.summary },
  filters: { type: [one.type], month: months(one) },
  sort: { date: one.first ?? "0000" },
});
let row = 0;
let waiting = [];
for (const line of lines(rows)) {
  waiting.push(index.addCustomRecord(record(item(line, row++))));
  if (waiting.length === 200) {
    await Promise.all(waiting);
    waiting = [];
  }
}
await Promise.all(waiting);
const written = await index.writeFiles({ outputPath: `${folder}/pagefind` });
if (written.errors.length) throw new Error(written.errors.join("; "));
await close();
