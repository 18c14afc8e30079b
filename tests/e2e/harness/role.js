// Elements that may have the role, are seen, and hold the name somewhere: the browser's own computation decides among them.
const [role, name, within] = arguments;
const native = {
  button: "button, summary, input[type=button], input[type=submit]", checkbox: "input[type=checkbox]", combobox: "select",
  group: "fieldset, details, optgroup", heading: "h1, h2, h3, h4, h5, h6", link: "a[href]", list: "ul, ol", main: "main",
  navigation: "nav", radio: "input[type=radio]", region: "section", searchbox: "input[type=search]", status: "output",
  table: "table", textbox: "input:not([type]), input[type=text], textarea", article: "article", option: "option",
  disclosuretriangle: "summary",
}[role];
const selector = [`[role~="${role}"]`, native].filter(Boolean).join(", ");
const texts = (node) => [
  ...["aria-label", "alt", "title", "placeholder", "value"].map((attribute) => node.getAttribute(attribute)),
  ...(node.getAttribute("aria-labelledby") || "").split(/\s+/).map((id) => id && document.getElementById(id)?.textContent),
  ...[...(node.labels || [])].map((label) => label.textContent),
  node.textContent,
];
const flat = (text) => (text || "").replace(/\s+/g, " ").trim();
const holds = (node) => name === "" || texts(node).some((text) => flat(text).includes(flat(name)));
// A box without an extent of its own is still seen when something lies over it on purpose, as with styled check boxes.
const seen = (node) => !node.checkVisibility || node.checkVisibility({ visibilityProperty: true });
return [...(within || document).querySelectorAll(selector)].filter((node) => seen(node) && holds(node));
