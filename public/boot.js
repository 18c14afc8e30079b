// Starts the reader and watches it. Runs before the first paint, outside the WebAssembly, so that a reader's machine that
// cannot load, start or keep up the program still ends in a readable page. It never builds markup from text.
(() => {
  "use strict";
  const script = document.currentScript;
  const root = document.documentElement;
  const SILENT_START = 25000; // milliseconds after which a program that says nothing is given up

  const words = {
    en: {
      failed: "This page could not be started",
      failedText: "Its program could not be loaded, or this browser cannot run it. A newer browser or another network may help.",
      stopped: "This page has stopped working",
      stoppedText: "What you see stays readable, but nothing on it reacts any more.",
      reload: "Reload the page",
      data: "Read the content as data (JSON)",
    },
    nb: {
      failed: "Denne siden kunne ikke startes",
      failedText: "Programmet kunne ikke lastes, eller nettleseren kan ikke kjøre det. En nyere nettleser eller et annet nett kan hjelpe.",
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

  let told = false;
  let started = false;

  const element = (name, text, attributes = {}) => {
    const made = document.createElement(name);
    made.textContent = text;
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    return made;
  };

  // One page or bar for every way to fail: before the reader stands, in its place; afterwards, above it.
  const tell = (error) => {
    if (told) return;
    told = true;
    const asked = new URLSearchParams(location.search).get("lang");
    const language = [asked, ...navigator.languages].find((tag) => tag && words[tag.slice(0, 2).replace("no", "nb")]);
    const tag = (language || "en").slice(0, 2).replace("no", "nb");
    const say = words[tag];
    const place = document.getElementById("dossier") || document.body;
    const box = element("div", "", { class: started ? "crash-bar" : "trouble crash", role: "alert", lang: tag });
    box.append(element(started ? "p" : "h1", started ? say.stopped : say.failed), element("p", started ? say.stoppedText : say.failedText));
    const reload = element("button", say.reload, { type: "button", class: "main-button" });
    reload.addEventListener("click", () => location.reload());
    const data = element("a", say.data, { href: root.dataset.bundle || "bundle.json" });
    const actions = element("p", "");
    actions.append(reload, " ", data);
    box.append(actions);
    if (error) box.append(element("p", String(error.message || error).slice(0, 300), { class: "detail" }));
    if (started) {
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
    if (root.dataset.dossier !== "ready") return;
    started = true;
    told = false;
  }).observe(root, { attributes: true, attributeFilter: ["data-dossier"] });
  // A program that never comes, or starts and says nothing. One that comes after all takes the page's place.
  const giveUp = () => root.dataset.dossier === "loading" && document.querySelector(".skeleton-page") && tell();
  let limit = setTimeout(giveUp, SILENT_START);
  start("app", "wasm");
})();
