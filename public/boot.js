// Starts the reader and watches it. Runs before the first paint, outside the WebAssembly, so that a reader's machine that
// cannot load, start or keep up the program still ends in a readable page. It never builds markup from text.
(() => {
  "use strict";
  const script = document.currentScript;
  const root = document.documentElement;
  const SILENT_START = 25000; // milliseconds after which a program that says nothing is given up
  const dataAddress = new URL(root.dataset.bundle || "bundle.json", document.baseURI).href;

  const words = {
    en: {
      failed: "This page could not be started",
      failedText: "Its program could not be loaded, or this browser cannot run it. A newer browser or another network may help.",
      limited: "Search and filters could not be started",
      limitedText: "Everything else on this page works: it can be read, and its links lead on.",
      stopped: "This page has stopped working",
      stoppedText: "What you see stays readable, but nothing on it reacts any more.",
      reload: "Reload the page",
      data: "Read the content as data (JSON)",
    },
    nb: {
      failed: "Denne siden kunne ikke startes",
      failedText: "Programmet kunne ikke lastes, eller nettleseren kan ikke kjøre det. En nyere nettleser eller et annet nett kan hjelpe.",
      limited: "Søk og filtre kunne ikke startes",
      limitedText: "Alt annet på siden virker: Den kan leses, og lenkene fører videre.",
      stopped: "Denne siden har sluttet å virke",
      stoppedText: "Det du ser, kan fortsatt leses, men ingenting på siden reagerer lenger.",
      reload: "Last siden på nytt",
      data: "Les innholdet som data (JSON)",
    },
  };

  try {
    const theme = localStorage.getItem("dossier-appearance");
    if (theme === "light" || theme === "dark") root.dataset.theme = theme;
  } catch {
    // Storage is forbidden here: the system's appearance it is.
  }

  // Relative to this page, whatever its address becomes.
  for (const link of document.querySelectorAll("link[rel=icon], link[rel=manifest]")) link.href = link.href;

  // A page made ahead shows its list as a whole; an address that asks for less of it waits for the program.
  const asks = (names) => new RegExp(`[?&](${names})=`).test(location.search);
  const another = "q|from|to|type|publisher|language|sort|page|item";
  if (asks(`${another}|topic|view`)) root.dataset.asked = "";

  let told = false;
  let started = false;

  const element = (name, text, attributes = {}) => {
    const made = document.createElement(name);
    made.textContent = text;
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    return made;
  };

  // The file that the program will ask for first, by topic: it can come together with the program, unless the address asks for more.
  const first = new URLSearchParams(root.dataset.first).get(new URLSearchParams(location.search).get("topic") || "");
  if (first && !asks(`${another}|lang`) && !location.search.includes("view=search")) {
    document.head.append(element("link", "", { rel: "preload", as: "fetch", crossorigin: "", href: first }));
  }

  // Whether the page was made ahead, and can be read without the program.
  const isReadable = () => document.querySelector("#dossier .room") !== null;

  // One page or bar for every way to fail: before the reader stands, in its place; afterwards, or where the page can be read, above it.
  const tell = (error) => {
    if (told) return;
    told = true;
    const asked = new URLSearchParams(location.search).get("lang");
    const language = [asked, ...navigator.languages].find((tag) => tag && words[tag.slice(0, 2).replace("no", "nb")]);
    const tag = (language || "en").slice(0, 2).replace("no", "nb");
    const say = words[tag];
    const place = document.getElementById("dossier") || document.body;
    const above = started || isReadable();
    const what = started ? "stopped" : above ? "limited" : "failed";
    delete root.dataset.asked;
    const box = element("div", "", { class: above ? "crash-bar" : "trouble crash", role: "alert", lang: tag });
    box.append(element(above ? "p" : "h1", say[what]), element("p", say[`${what}Text`]));
    const reload = element("button", say.reload, { type: "button", class: "main-button" });
    reload.addEventListener("click", () => location.reload());
    const data = element("a", say.data, { href: dataAddress });
    const actions = element("p", "");
    actions.append(reload, " ", data);
    box.append(actions);
    if (error) box.append(element("p", String(error.message || error).slice(0, 300), { class: "detail" }));
    if (above) {
      place.prepend(box);
    } else {
      const main = element("main", "", { id: "main" });
      main.append(box);
      place.replaceChildren(main);
    }
    root.dataset.dossier = "error";
  };

  // A trap of the WebAssembly ends the program; other errors on the page are not ours to report.
  const isTrap = (error) => error instanceof WebAssembly.RuntimeError || /call stack|too much recursion/i.test(error?.message ?? "");
  if (typeof WebAssembly === "object") {
    addEventListener("error", (event) => isTrap(event.error) && tell(event.error));
    addEventListener("unhandledrejection", (event) => isTrap(event.reason) && tell(event.reason));
  }

  const ready = new Promise((done) => {
    if (document.readyState === "loading") addEventListener("DOMContentLoaded", done, { once: true });
    else done();
  });

  // There are two programs, one for bundles that hold their items and one for archives. A page names first the one for its content; a program
  // that meets the other kind of content asks for the other one.
  const start = async (app, wasm) => {
    try {
      const address = (name) => new URL(script.dataset[name], document.baseURI).href;
      const program = await import(address(app));
      await program.default({ module_or_path: address(wasm) });
      await ready;
      program.start_page();
      clearTimeout(limit);
      limit = setTimeout(giveUp, SILENT_START);
    } catch (error) {
      await ready;
      tell(error);
    }
  };

  new MutationObserver(() => {
    if (root.dataset.dossier === "other") {
      root.dataset.dossier = "loading";
      start("otherApp", "otherWasm");
    }
    // The program could not have the content, and left the page that was made ahead as it is.
    if (root.dataset.dossier === "error" && !started && isReadable()) tell();
    if (root.dataset.dossier !== "ready") return;
    started = true;
    told = false;
  }).observe(root, { attributes: true, attributeFilter: ["data-dossier"] });
  // A program that never comes, or starts and says nothing. One that comes after all takes the page's place.
  const giveUp = () => root.dataset.dossier === "loading" && (isReadable() || document.querySelector(".skeleton-page")) && tell();
  let limit = setTimeout(giveUp, SILENT_START);
  start("app", "wasm");
})();
