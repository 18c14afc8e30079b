// What only Dossier is asked: what each of its views costs beyond the app, by the shelves of its archive, and how it keeps house.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { memory, open, within } from "../lib/browser.js";
import { cost } from "../lib/server.js";
import { DESK, quiet } from "./cold.js";
import { asked, judged } from "./warm.js";

// Everything.
export async function own(browser, host, folder, { questions, seconds }) {
  host.line = DESK.line;
  const shelfOf = shelves(join(folder, "bundle.json"));
  const at = (query) => first(browser, host, query, seconds);
  const words = await at(`?view=search&q=${questions.cold.q}`);
  const permalinks = [];
  for (const id of questions.ids) permalinks.push(await at(`?item=${encodeURIComponent(id)}`));
  const withoutBody = ({ log }) => cost(log.filter(({ path }) => shelfOf(path) !== "bodies"));
  const told = {
    word: { painted: cost(words.painted), counted: cost(words.log) },
    permalinks: permalinks.map(withoutBody),
    ...(await changes(browser, host, { questions, seconds })),
  };
  host.line = null;
  return told;
}

// One view, come to from nowhere: the log when it was painted, and when nothing more came.
async function first(browser, host, query, seconds) {
  host.log = [];
  const tab = await open(browser, host.address + query);
  await within(seconds, tab.page.evaluate(() => window.bench.content), query);
  const painted = [...host.log];
  const log = await quiet(host);
  await tab.close();
  return { painted, log };
}

// Two hundred changes in one list, the cube at hand; then as many searches, and what memory is left in use.
async function changes(browser, host, { questions, seconds }) {
  const tab = await open(browser, `${host.address}?topic=government&view=news`);
  await within(seconds, tab.page.evaluate(() => window.bench.unfold()), "first list");
  const ask = (all) => within(seconds * 4, tab.page.evaluate(asked, [all, seconds]), "changes");
  // The first filter brings the cube.
  await ask([{ from: "2010", to: "2010", type: "" }]);
  const changes = [];
  for (const question of questions.changes) {
    await quiet(host, 60);
    host.log = [];
    const [answer] = judged(await ask([question]), [question]);
    changes.push({ ...answer, cost: cost(await quiet(host, 60)), few: question.few });
  }
  await ask(questions.queries);
  const held = await memory(browser, tab);
  await tab.close();
  return { changes, memory: held };
}

// Which shelf of the archive a file stands on; none for a bundle that has none.
function shelves(bundle) {
  const { archive } = JSON.parse(readFileSync(bundle, "utf8"));
  const names = new Map();
  for (const { shelves } of archive?.parts ?? []) for (const [name, folders] of Object.entries(shelves)) for (const [root] of folders) names.set(root, name);
  return (path) => names.get(path.split("/").at(-2));
}
