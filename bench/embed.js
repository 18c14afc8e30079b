// What somebody else's page shows first of a site: an element of Dossier beside a page of Pagefind's components and a list written by hand,
// which fetches a small file and makes twenty entries of it. All by turns, from one host, on a telephone with a poor line: a processor 4 times
// slower, 150 ms a round trip and two more for a connection, 1.6 Mbit/s. Called by `cargo xtask bench embed` with a folder to work in.
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync } from "node:zlib";
import { open, start, within } from "./lib/browser.js";
import { percentile } from "./lib/numbers.js";
import { load } from "./lib/packages.js";
import { serve } from "./lib/server.js";

const LINE = { roundTrip: 150, bytesPerSecond: 200_000 };
const SLOWER = 4;
const TURNS = 9;
const ITEMS = 300;
const SHOWN = 20;

const folder = process.argv[2];
const site = join(folder, "site");
rmSync(site, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });

// Items of ordinary length.
const WORDS = "ministry report on the security policy of northern waters presents new measures for energy supply health research and regional development in cooperation with neighbouring countries after public hearing".split(" ");
const words = (seed, count) => Array.from({ length: count }, (_, at) => WORDS[(seed * 31 + at * at * 7 + at * 13) % WORDS.length]).join(" ");
const day = (at) => new Date(Date.UTC(2024, 5, 1) - at * 86400000 * 3).toISOString().slice(0, 10);
const items = Array.from({ length: ITEMS }, (_, at) => ({ id: `item-${at}`, kind: "news", type: "report", title: `${words(at, 9)} ${at}`, summary: words(at + 7, 24), date: day(at), topics: ["policy"], body: [words(at + 3, 200)] }));

// The sites.
const bundle = { format: "dossier-bundle/1", site: { title: "Room", languages: ["en"] }, topics: [{ id: "policy", title: "Policy" }], types: [{ id: "report", title: "Report" }], items };
writeFileSync(join(folder, "content.json"), JSON.stringify(bundle));
execFileSync(process.env.DOSSIER_PUBLISHER, ["build", join(folder, "content.json"), "--out", site, "--force"], { stdio: "ignore" });
const { close, createIndex } = await load("pagefind/lib/index.js");
const { index } = await createIndex({ forceLanguage: "en" });
for (const { id, title, summary, date, body } of items) {
  await index.addCustomRecord({ url: `/i/${id}/`, content: `${title}\n${summary}\n${body}`, language: "en", meta: { title, date }, sort: { date } });
}
await index.writeFiles({ outputPath: join(site, "pagefind") });
await close();
mkdirSync(join(site, "hand"));
const few = items.slice(0, SHOWN).map(({ id, title, summary, date }) => ({ id, title, summary, date }));
writeFileSync(join(site, "hand/list.json"), JSON.stringify(few));
writeFileSync(join(site, "hand/list.css"), "#list{font:17px/1.5 system-ui;list-style:none;padding:0}#list li{padding:1rem 0;border-bottom:1px solid #ccc}#list a{color:#123f70}#list h3{margin:0}#list p{margin:.25rem 0;color:#444}");
writeFileSync(join(site, "hand/list.js"), `(async () => {
  const answer = await fetch("hand/list.json");
  const items = await answer.json();
  const list = document.querySelector("#list");
  for (const item of items) {
    const entry = document.createElement("li");
    const heading = document.createElement("h3");
    const link = document.createElement("a");
    link.href = "i/" + item.id + "/";
    link.textContent = item.title;
    heading.append(link);
    const date = document.createElement("p");
    date.textContent = item.date;
    const summary = document.createElement("p");
    summary.textContent = item.summary;
    entry.append(heading, date, summary);
    list.append(entry);
  }
})();
`);
const page = (head, body) => `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Host</title>${head}</head><body><h1>Their page</h1><p>Their text.</p>${body}</body></html>`;
const search = 'addEventListener("load",()=>{const manager=PagefindComponents.getInstanceManager();manager.getInstance("default").triggerSearch("ministry")});';
writeFileSync(join(site, "search.js"), search);
// What each is called, its page, and what is true once its first list is there.
const PEERS = {
  "Dossier, element": [page('<script src="embed/dossier.js" async crossorigin></script>', `<dossier-news limit="${SHOWN}"></dossier-news>`), `document.querySelector("dossier-news")?.shadowRoot?.querySelectorAll(".entry").length >= ${SHOWN}`],
  "list by hand": [page('<link rel="stylesheet" href="hand/list.css"><script src="hand/list.js" async></script>', '<ul id="list"></ul>'), `document.querySelectorAll("#list li").length >= ${SHOWN}`],
  "Pagefind, components": [
    page('<link rel="stylesheet" href="pagefind/pagefind-component-ui.css"><script type="module" src="pagefind/pagefind-component-ui.js"></script><script src="search.js"></script>', "<pagefind-input></pagefind-input><pagefind-results></pagefind-results>"),
    'document.querySelectorAll("pagefind-results a[href*=item]").length >= 1',
  ],
};
const names = Object.keys(PEERS);
names.forEach((name, at) => writeFileSync(join(site, `host-${at}.html`), PEERS[name][0]));
const compress = (place) => {
  for (const name of readdirSync(place)) {
    const path = join(place, name);
    if (statSync(path).isDirectory()) compress(path);
    else if (/\.(html|js|css|json)$/.test(name) && !existsSync(`${path}.br`)) writeFileSync(`${path}.br`, brotliCompressSync(readFileSync(path)));
  }
};
compress(site);

const tls = { key: readFileSync(join(folder, "key.pem")), cert: readFileSync(join(folder, "certificate.pem")) };
const told = Object.fromEntries(names.map((name) => [name, []]));
const browser = await start();
for (let turn = 0; turn < TURNS; turn++) {
  for (const [at, name] of names.entries()) {
    // A host of its own each time: every connection is a new one.
    const host = await serve(site, tls);
    host.line = LINE;
    const tab = await open(browser, `${host.address}host-${at}.html`, { slower: SLOWER });
    const seen = `new Promise((done) => { const look = () => { if (document.querySelector("h1") && ${PEERS[name][1]}) requestAnimationFrame(() => { const { port1, port2 } = new MessageChannel(); port1.onmessage = () => done(performance.now()); port2.postMessage(null); }); else requestAnimationFrame(look); }; look(); })`;
    try {
      const milliseconds = await within(60, tab.page.evaluate(seen), name);
      const bytes = host.log.filter(({ path }) => !/^\/host-|favicon/.test(path)).reduce((sum, { bytes }) => sum + bytes, 0);
      told[name].push({ milliseconds, bytes });
    } catch (error) {
      console.error(name, [...new Set(tab.faults)].join("; "), error.message.split("\n")[0]);
    }
    await tab.close();
    host.close();
  }
}
await browser.close();

const rows = names.map((name) => ({ name, milliseconds: percentile(told[name].map((one) => one.milliseconds), 0.5), bytes: percentile(told[name].map((one) => one.bytes), 0.5), turns: told[name].length }));
const own = rows[0];
console.log("| first list in somebody else's page | ms to painted, median | Dossier's share | bytes before use | turns |\n|---|---|---|---|---|");
for (const { name, milliseconds, bytes, turns } of rows) console.log(`| ${name} | ${Math.round(milliseconds)} | ${(own.milliseconds / milliseconds).toFixed(2)} | ${Math.round(bytes)} | ${turns} |`);
const figures = [
  ["at most 0.5 of Pagefind's components", own.milliseconds / rows[2].milliseconds, 0.5],
  ["at most 1.3 of a list by hand", own.milliseconds / rows[1].milliseconds, 1.3],
  ["at most 12,000 bytes before use", own.bytes, 12_000],
];
for (const [what, found, limit] of figures) {
  const kept = found <= limit;
  console.log(`${kept ? "kept" : "MISSED"}: ${what}: ${found > 100 ? Math.round(found) : found.toFixed(2)}`);
  if (!kept) process.exitCode = 2;
}
