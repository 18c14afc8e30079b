const $ = (selector) => document.querySelector(selector);
const deep = (element, selector) => element.shadowRoot?.querySelector(selector);
const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));
// Asks until the answer is a good one.
const until = async (what, ask) => {
  for (const end = performance.now() + 10000; ; await pause(15)) {
    const answer = await ask();
    if (answer) return answer;
    if (performance.now() > end) throw new Error(`waited in vain for ${what}: ${document.body.innerText.slice(0, 300)}`);
  }
};
const flat = (node) => (node?.textContent ?? "").replace(/\s+/g, " ").trim();
const shown = (element) => Array.from(element.shadowRoot.querySelectorAll(".entry a[part=title]"), flat);
const isLight = (element) => !!deep(element, ".light");
const isOpen = (element) => !!deep(element, ".results .entry, .overview, .item-body, .no-match") && !isLight(element);
const light = (element) => until(`the list made ahead of ${element.localName}`, () => isLight(element));
const open = async (element) => {
  await light(element);
  element.start();
  return until(`the program of ${element.localName}`, () => isOpen(element));
};
const click = (node) => node.dispatchEvent(new MouseEvent("click", { bubbles: true, composed: true, cancelable: true }));
// What became of an element, from its events.
const heard = (element) => {
  const all = [];
  for (const name of ["ready", "navigate", "view", "error"]) element.addEventListener(`dossier-${name}`, ({ detail }) => all.push([name, detail.code ?? detail.program ?? detail.href]));
  return all;
};
