// What only Dossier is asked: what each of its views costs beyond the app, by the shelves of its archive, and how it keeps house.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { memory, open, within } from "../lib/browser.js";
import { cost, isApp } from "../lib/server.js";
import { quiet } from "./cold.js";
import { asked, judged } from "./warm.js";

// So slow to answer that requests made together overlap, even on a busy machine: else they would count as rounds.
const LINE = { roundTrip: 100, bytesPerSecond: 1e8 };

// Everything.
export async function own(browser, host, folder, { questions, seconds }) {
  host.line = LINE;
  const shelfOf = shelves(join(folder, "bundle.json"));
  const at = async (what, query) => {
    const { painted, log } = await first(browser, host, query, seconds);
    return { what, painted: cost(painted), paintedShelves: byShelf(painted, shelfOf), whole: cost(log), shelves: byShelf(log, shelfOf) };
  };
  const list = await at("first list of a topic", "?topic=government&view=news");
  const word = await at("cold search for a word", `?view=search&q=${questions.cold.q}`);
  // The one above all topics has the cube of the site; this is the largest of those below it.
  const range = await at("a range of the largest topic", "?topic=security-policy&view=news&from=2010&to=2010");
  const permalinks = [];
  for (const id of questions.ids) permalinks.push(await at(`permalink to ${id}`, `?item=${encodeURIComponent(id)}`));
  const told = { list, word, range, permalinks, ...(await changes(browser, host, shelfOf, { questions, seconds })) };
  host.line = null;
  return told;
}

// Bytes of a log by the shelves that they came from.
function byShelf(log, shelfOf) {
  const bytes = {};
  for (const { path, bytes: sent } of log.filter(({ path }) => !isApp(path))) {
    const name = shelfOf(path) ?? path.slice(1);
    bytes[name] = (bytes[name] ?? 0) + sent;
  }
  return bytes;
}

// One view, come to from nowhere: the log when it was painted, and when nothing more came.
async function first(browser, host, query, seconds) {
  host.log = [];
  const tab = await open(browser, host.address + query);
  await within(seconds, tab.page.evaluate(() => window.bench.content), query);
  // What was still on its way had been sent for with the paint: counts, which may follow.
  const painted = host.log.filter(({ ended }) => ended);
  const log = await quiet(host);
  await tab.close();
  return { painted, log };
}

// Two hundred changes in one list, the cube at hand; then as many searches, and what memory is left in use.
async function changes(browser, host, shelfOf, { questions, seconds }) {
  const tab = await open(browser, `${host.address}?topic=government&view=news`);
  await within(seconds, tab.page.evaluate(() => window.bench.unfold()), "first list");
  const ask = (all) => within(seconds * 3, tab.page.evaluate(asked, [all, seconds]), "changes");
  host.log = [];
  await ask([{ from: "2010", to: "2010", type: "" }]);
  const filter = byShelf(await quiet(host), shelfOf);
  const changes = [];
  for (const question of questions.changes) {
    await quiet(host, 60);
    host.log = [];
    const [answer] = judged(await ask([question]), [question]);
    changes.push({ ...answer, cost: cost(await quiet(host, 60)), few: question.few });
  }
  // A search looks everywhere: it takes the filters of a list away, and so must what is waited for.
  await ask([{ from: "", to: "", type: "" }, ...questions.queries]);
  const held = await memory(browser, tab);
  await tab.close();
  return { filter, changes, memory: held };
}

// Which shelf of the archive a file stands on; none for a bundle that has none.
function shelves(bundle) {
  const { archive } = JSON.parse(readFileSync(bundle, "utf8"));
  const names = new Map();
  for (const { shelves } of archive?.parts ?? []) for (const [name, folders] of Object.entries(shelves)) for (const [root] of folders) names.set(root, name);
  return (path) => names.get(path.split("/").at(-2));
}
