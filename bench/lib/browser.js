// A real Chromium: a fresh profile for every page, slowed down where asked, and how much memory a page has.
import { readFileSync } from "node:fs";
import { required } from "./packages.js";

const { chromium } = required("playwright-core");
const SWITCHES = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--ignore-certificate-errors",
  // A screen would add up to a sixtieth of a second to everything, and hide what is quicker.
  "--disable-gpu-vsync",
  "--disable-frame-rate-limit",
  // Memory is told at once rather than some time.
  "--enable-blink-features=ForceEagerMeasureMemory",
  "--js-flags=--expose-gc",
];
const MEASURE = new URL("page.js", import.meta.url);

// Starts it.
export const start = () => chromium.launch({ executablePath: process.env.DOSSIER_CHROMIUM, headless: true, args: SWITCHES });

// Opens a page with nothing kept from before, on a processor this many times slower.
export async function open(browser, address, { slower = 1 } = {}) {
  const profile = await browser.newContext({ ignoreHTTPSErrors: true, viewport: { width: 1280, height: 900 } });
  const page = await profile.newPage();
  const faults = [];
  page.on("console", (message) => message.type() === "error" && faults.push(message.text()));
  page.on("pageerror", (error) => faults.push(error.message));
  page.on("crash", () => faults.push("the tab crashed"));
  await page.addInitScript(readFileSync(MEASURE, "utf8"));
  if (slower > 1) {
    const session = await profile.newCDPSession(page);
    await session.send("Emulation.setCPUThrottlingRate", { rate: slower });
  }
  await page.goto(address, { waitUntil: "commit" });
  return { page, faults, close: () => within(10, profile.close(), "closing").catch(() => {}) };
}

// The page's answer, or a failure after so many seconds.
export function within(seconds, promise, what) {
  let timer;
  const late = new Promise((_, fail) => (timer = setTimeout(() => fail(new Error(`${what}: more than ${seconds} s`)), seconds * 1000)));
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

// Why a page failed, in one line: what it complained of itself comes first.
export function reason(tab, error) {
  const said = error.message.split("\n")[0].replace("page.evaluate: Error: ", "");
  return [...new Set([...tab.faults, said])].join("; ").slice(0, 200);
}

// Megabytes of a page: by the browser's own account (with workers, and with the WebAssembly of the page's own thread), and
// of the process that renders it, which holds everything and more.
export async function memory(browser, { page }) {
  const measured = page.evaluate(async () => {
    for (const _ of [1, 2]) globalThis.gc?.();
    return (await performance.measureUserAgentSpecificMemory()).bytes + window.bench.memory();
  });
  const account = await within(30, measured, "memory").catch(() => NaN);
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send("SystemInfo.getProcessInfo");
  await session.detach();
  const own = ({ id }) => Number(/RssAnon:\s+(\d+)/.exec(readFileSync(`/proc/${id}/status`, "utf8"))?.[1] ?? 0) * 1024;
  const process = Math.max(...processInfo.filter(({ type }) => type === "renderer").map(own));
  return { account: account / 1e6, process: process / 1e6 };
}
