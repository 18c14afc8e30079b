// The page for iframes: one element, set up from the address, and word of its height to the page around. docs/embed.md says what may be set.
(() => {
  "use strict";
  const asked = new URLSearchParams(location.search);
  const KINDS = ["topic", "news", "documents", "item"];
  const NAMES = ["topic", "view", "item", "type", "publisher", "language", "from", "to", "q", "sort", "limit", "lang", "theme", "load"];
  const LOOKS = ["accent", "on-accent", "ground", "raised", "ink", "quiet-ink", "line", "text-size", "radius", "density"];
  const kind = KINDS.find((kind) => kind === asked.get("kind")) ?? "topic";
  const element = document.createElement(`dossier-${kind}`);
  // Where the content comes from is no setting: this page shows its own site's.
  for (const name of NAMES) {
    const values = asked.getAll(name).filter(Boolean);
    if (values.length) element.setAttribute(name, values.join(" "));
  }
  // Colours and sizes only: nothing that could fetch anything.
  for (const name of LOOKS) {
    const value = asked.get(name) ?? "";
    if (/^[#\w.%(), +-]{1,60}$/.test(value)) element.style.setProperty(`--dossier-${name}`, value);
  }
  const lang = asked.get("lang");
  if (lang) document.documentElement.lang = lang;
  element.append(...document.body.childNodes);
  document.body.append(element);
  element.addEventListener("dossier-ready", () => {
    const heading = element.shadowRoot.querySelector("h1, h2");
    if (heading) document.title = heading.textContent;
  });
  if (parent === window) return;
  let told = 0;
  new ResizeObserver(() => {
    const height = Math.ceil(element.getBoundingClientRect().height);
    // A height is no secret, and the page around is unknown here.
    if (height !== told) parent.postMessage({ v: 1, height }, "*");
    told = height;
  }).observe(element);
})();
