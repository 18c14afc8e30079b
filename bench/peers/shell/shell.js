// The page that every peer gets, so that only their engines differ. An engine is a module `engine.js` with
// `query({ q, from, to, type }) -> { total, items, types }`: how many, the first twenty, and counts by type or null for none.
import { query } from "./engine.js";

// The types of the rows.
const TYPES = "act announcement consultation guidance news-story press-release report speech statement strategy white-paper".split(" ");
const find = (selector) => document.querySelector(selector);
const [text, from, to, types, status, list] = ["input[type=search]", "#from", "#to", "fieldset", "[role=status]", "ul"].map(find);
let asked = 0;
let type = "";

const element = (name, attributes, ...children) => {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
};
const entry = ({ id, title, type, date, summary }) =>
  element("li", { "data-id": id }, element("h3", {}, element("a", { href: `#${id}` }, title)), element("small", {}, `${date ?? ""} ${type}`), element("p", {}, summary));
const value = (id, count) => {
  const box = element("input", { type: "checkbox" });
  box.checked = id === type;
  box.addEventListener("change", () => update(box.checked ? id : ""));
  return element("label", { "data-value": id, "data-count": count }, box, `${id} ${count}`);
};

async function update(chosen = type) {
  type = chosen;
  const own = ++asked;
  const state = { q: text.value.trim(), from: from.value, to: to.value, type };
  const { total, items, types: counts } = await query(state);
  if (own !== asked) return;
  list.replaceChildren(...items.map(entry));
  types.replaceChildren(...TYPES.map((id) => value(id, counts?.[id] ?? 0)));
  status.textContent = `${total} results`;
  status.dataset.count = total;
  list.dataset.shown = new URLSearchParams(Object.entries(state).filter(([, value]) => value));
}

text.addEventListener("input", () => update());
to.addEventListener("change", () => update());
update();
