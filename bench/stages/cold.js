// A reader who comes for the first time: the first list, then the first search. Bytes, rounds, and milliseconds to painted.
import { open, reason, within } from "../lib/browser.js";
import { cost } from "../lib/server.js";

// A telephone on a poor line.
export const MOBILE = { slower: 4, line: { roundTrip: 150, bytesPerSecond: 1.6e6 / 8 } };
// A machine at a desk. The line is quick, yet slow enough to see which requests wait for which.
export const DESK = { slower: 1, line: { roundTrip: 10, bytesPerSecond: 1e8 } };

// One visit.
export async function visit(browser, host, peer, { cold, seconds, device }) {
  host.line = device.line;
  host.log = [];
  const tab = await open(browser, host.address + (peer.list ?? ""), device);
  const visit = {};
  let asked = [];
  try {
    visit.list = (await within(seconds, tab.page.evaluate(() => window.bench.list), "first list")).at;
    asked = [...host.log];
    // At once: nobody's page gets time to get ready for words between the two.
    const found = await tab.page.evaluate(([q, seconds]) => window.bench.set({ q }, seconds), [cold.q, seconds]);
    visit.result = found.at;
    visit.search = found.painted;
    visit.total = found.total;
    visit.cost = cost(await quiet(host));
  } catch (error) {
    visit.failed = reason(tab, error);
  }
  // What was asked for before the list was painted.
  visit.listCost = cost(asked);
  await tab.close();
  host.line = null;
  return visit;
}

// The log, once nothing has been asked for so many milliseconds.
export async function quiet(host, milliseconds = 400) {
  for (let known = -1; known !== host.log.length || host.log.some(({ ended, bytes }) => bytes && !ended); ) {
    known = host.log.length;
    await new Promise((later) => setTimeout(later, milliseconds));
  }
  return [...host.log];
}
