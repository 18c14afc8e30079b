// The archive beside its peers: for every size, the stages one after another; within a stage all peers by turns, again and again, so that
// whatever else the machine does meets all of them. Called by `cargo xtask bench archive` with one argument, a file of settings.
//
// 1. build: every peer makes its site of the same rows;
// 2. cold: first list and first search of a new reader, at a desk;
// 3. mobile: the same on a telephone with a poor line;
// 4. warm: ranges, types and searches in one tab, and memory; with `quality` also whether words with ranges are counted right;
// 5. own: what is agreed about Dossier alone.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { start } from "./lib/browser.js";
import { judge } from "./lib/figures.js";
import { serve } from "./lib/server.js";
import { figures, tables } from "./lib/table.js";
import { questions } from "./lib/truth.js";
import { build, clear } from "./stages/build.js";
import { DESK, MOBILE, visit } from "./stages/cold.js";
import { own } from "./stages/own.js";
import { work } from "./stages/warm.js";

const settings = JSON.parse(readFileSync(process.argv[2], "utf8"));
const { folder, stages, seconds, repeats } = settings;
const tls = { key: readFileSync(settings.key), cert: readFileSync(settings.certificate) };
const peers = {};
for (const name of settings.peers) peers[name] = (await import(`./peers/${name}/peer.js`)).default;
const say = (...words) => console.error(" ", ...words);

const all = [];
for (const { items, rows } of settings.sizes) all.push(await measure(items, rows));
clear();
const judged = judge(all);
console.log(figures(judged));
if (judged.some(({ kept }) => !kept)) process.exitCode = 2;

async function measure(items, rows) {
  const raw = join(folder, `archive-${items}.json`);
  const kept = existsSync(raw) ? JSON.parse(readFileSync(raw, "utf8")) : { items, peers: {} };
  const result = { ...kept, peers: { ...kept.peers } };
  for (const [name, { what, ours }] of Object.entries(peers)) result.peers[name] = { ...result.peers[name], what, ours };
  const save = () => writeFileSync(raw, JSON.stringify(result, null, 1));
  console.error(`== ${items} items: what to ask`);
  const asked = questions(rows, items);
  result.cold = asked.cold;

  if (stages.includes("build")) {
    console.error(`== ${items} items: build`);
    for (const [name, peer] of Object.entries(peers)) {
      const made = await build(peer, { rows, folder: join(folder, "sites", String(items), name), limits: settings.limits });
      result.peers[name].build = made;
      say(name, made.failed ?? `${made.seconds.toFixed(1)} s, ${Math.round(made.memory / 1e6)} MB, ${(made.bytes / 1e6).toFixed(1)} MB in ${made.files} files`);
      save();
    }
  }

  const there = Object.keys(peers).filter((name) => result.peers[name].build?.folder && existsSync(result.peers[name].build.folder));
  const hosts = {};
  for (const name of there) hosts[name] = await serve(result.peers[name].build.folder, tls);
  // By turns; one that failed is not asked again. Every visit has a browser of its own: a crash is nobody else's.
  const turns = async (stage, times, visit) => {
    console.error(`== ${items} items: ${stage}`);
    for (const name of there) result.peers[name][stage] = [];
    for (let turn = 0; turn < times; turn++) {
      for (const name of there) {
        const told = result.peers[name][stage];
        if (told.some(({ failed }) => failed)) continue;
        const browser = await start();
        told.push(await visit(browser, hosts[name], peers[name]));
        await browser.close();
        if (told.at(-1).failed) say(name, told.at(-1).failed);
      }
      save();
    }
  };
  for (const [stage, device] of [["cold", DESK], ["mobile", MOBILE]]) {
    if (stages.includes(stage)) await turns(stage, repeats[stage], (browser, host, peer) => visit(browser, host, peer, { cold: asked.cold, seconds, device }));
  }
  const quality = stages.includes("quality");
  if (stages.includes("warm")) await turns("warm", repeats.warm, (browser, host, peer) => work(browser, host, peer, { questions: asked, seconds, quality }));
  if (stages.includes("own") && there.includes("dossier")) {
    console.error(`== ${items} items: own`);
    const browser = await start();
    const told = own(browser, hosts.dossier, result.peers.dossier.build.folder, { questions: asked, seconds });
    result.own = await told.catch((error) => ({ failed: error.message.split("\n")[0] }));
    if (result.own.failed) say(result.own.failed);
    await browser.close();
    save();
  }
  Object.values(hosts).forEach((host) => host.close());
  console.log(tables(result));
  return result;
}
