// A reader at work: ranges and types, two hundred searches, and whether what was found is right. Milliseconds to painted.
import { memory, open, reason, within } from "../lib/browser.js";
import { cost } from "../lib/server.js";

// One tab, from its first list to its end.
export async function work(browser, host, peer, { questions, seconds, quality }) {
  host.log = [];
  const tab = await open(browser, host.address + (peer.ours ? "?view=search" : ""));
  const done = {};
  const ask = (all, what) => within(seconds * 3, tab.page.evaluate(asked, [all, seconds]), what);
  try {
    await within(seconds, tab.page.evaluate(() => window.bench.unfold()), "first list");
    done.filters = judged(await ask(questions.filters, "ranges and types"), questions.filters);
    await ask([{ q: questions.cold.q, from: "", to: "", type: "" }], "first search");
    const before = host.log.length;
    done.queries = await ask(questions.queries, "searches");
    done.bytes = cost(host.log.slice(before)).bytes / done.queries.length;
    if (quality) done.texts = judged(await ask(questions.texts, "words with ranges"), questions.texts);
    done.memory = await memory(browser, tab);
  } catch (error) {
    done.failed = reason(tab, error);
  }
  await tab.close();
  return done;
}

// In the page: one after another, for so many seconds at most. People pause; without that, each would wait for the screen to show the last.
export async function asked([all, seconds]) {
  const answers = [];
  const begun = performance.now();
  for (const { q, from, to, type } of all) {
    if (performance.now() - begun > seconds * 1000) break;
    const wanted = Object.fromEntries(Object.entries({ q, from, to, type }).filter(([, value]) => value !== undefined));
    await new Promise((later) => setTimeout(later, 50));
    answers.push({ ...(await window.bench.set(wanted, seconds)), ...window.bench.read() });
  }
  return answers;
}

const equal = (one, other) => JSON.stringify(Object.entries(one).sort()) === JSON.stringify(Object.entries(other).sort());

// What is right of each answer: the total, the counts by type where there is but one filter more, the first page where it has an order.
export function judged(answers, questions) {
  return answers.map((answer, place) => {
    const { total, types, ids } = questions[place];
    const right = { total: answer.total === total, types: equal(answer.types, types) };
    return ids ? { ...answer, right: { ...right, order: equal(answer.ids, ids) } } : { ...answer, right };
  });
}
