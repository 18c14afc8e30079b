// The page that writes snippets: reads its form, shows what that makes, and puts the lines together. It knows the site from the form's data.
(() => {
  "use strict";
  const form = document.getElementById("settings");
  const preview = document.getElementById("preview");
  const lines = document.getElementById("snippet");
  const policy = document.getElementById("policy");
  const said = document.getElementById("said");
  const data = form.dataset;
  const here = new URL(data.root, location.href).href;
  // Where the site is, or will be.
  const site = data.address || here;
  const { origin } = new URL(site);

  const control = (name) => form.elements[name];
  const chosen = (name) => (control(name).multiple ? [...control(name).selectedOptions].map((option) => option.value) : [control(name).value.trim()]).filter(Boolean);
  const path = (name) => control(name).selectedOptions[0]?.dataset.path ?? "";
  const escaped = (text) => text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
  const attributes = (pairs) => pairs.map(([name, value]) => (value === "" ? ` ${name}` : ` ${name}="${escaped(value)}"`)).join("");

  // The settings as pairs, without what is as it would be anyway.
  const settings = () => {
    const kind = control("kind").value;
    const pairs = [];
    const add = (name, values) => values.length && pairs.push([name, values.join(" ")]);
    if (kind === "item") {
      add("item", chosen("item"));
    } else {
      if (control("topic").selectedIndex > 0) add("topic", chosen("topic"));
      for (const name of ["type", "publisher", "language", "from", "to", "limit"]) add(name, chosen(name));
    }
    if (control("lang").selectedIndex > 0) add("lang", chosen("lang"));
    if (control("theme").value !== "auto") add("theme", chosen("theme"));
    return pairs;
  };
  const looks = () => {
    const pairs = [];
    if (control("own-accent").checked) {
      const accent = control("accent").value;
      // What stands on that colour is black or white, whichever is read better (relative luminance, WCAG 2).
      const parts = [1, 3, 5].map((at) => parseInt(accent.slice(at, at + 2), 16) / 255).map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
      pairs.push(["accent", accent], ["on-accent", 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2] > 0.179 ? "#000000" : "#ffffff"]);
    }
    if (chosen("size").length) pairs.push(["text-size", `${chosen("size")[0]}px`]);
    if (control("density").value !== "1") pairs.push(["density", control("density").value]);
    if (chosen("radius").length) pairs.push(["radius", `${chosen("radius")[0]}px`]);
    return pairs;
  };
  // The place on the site that a plain link leads to.
  const place = () => {
    const kind = control("kind").value;
    if (kind === "item") return `${path("lang")}?item=${encodeURIComponent(control("item").value.trim())}`;
    const topic = path("topic");
    const list = kind === "topic" ? "" : `${kind}/`;
    return topic.includes("?") ? `${path("lang")}${list}${topic}` : `${path("lang")}${topic}${list}`;
  };
  const label = () => {
    const kind = control("kind");
    const name = kind.value === "item" ? control("item").value : control("topic").selectedOptions[0]?.textContent ?? "";
    return [data.title, name, kind.value === "item" || kind.value === "topic" ? "" : kind.selectedOptions[0].textContent].filter(Boolean).join(": ");
  };
  const height = () => Math.min(Math.max(Number(control("height").value) || 480, 80), 5000);
  const address = (base) => {
    const query = new URLSearchParams([["kind", control("kind").value], ...settings(), ...looks()]);
    return `${base}embed/?${query}`;
  };

  const ofElement = () => {
    const pinned = control("pin").checked;
    const script = [["src", `${site}embed/${pinned ? data.loader : "dossier.js"}`], ["async", ""], ["crossorigin", ""]];
    if (pinned) script.push(["integrity", data.integrity]);
    const style = ["display:block", `min-height:${height()}px`, ...looks().map(([name, value]) => `--dossier-${name}:${value}`)].join(";");
    const name = `dossier-${control("kind").value}`;
    const link = `<a${attributes([["href", site + place()]])}>${escaped(label())}</a>`;
    return [`<script${attributes(script)}></script>`, `<${name}${attributes([["src", site], ...settings(), ["style", style]])}>${link}</${name}>`].join("\n");
  };
  const SANDBOX = "allow-scripts allow-popups allow-popups-to-escape-sandbox";
  const ofFrame = () => {
    const pairs = [["src", address(site)], ["title", label()], ["data-dossier", ""], ["loading", "lazy"], ["width", "100%"], ["height", String(height())], ["sandbox", SANDBOX], ["style", "border:0"]];
    const link = `<a${attributes([["href", site + place()]])}>${escaped(label())}</a>`;
    return [`<iframe${attributes(pairs)}>${link}</iframe>`, `<script${attributes([["src", `${site}embed/frame.js`], ["async", ""]])}></script>`].join("\n");
  };
  // What the preview shows, without what only elements know.
  const ofList = (element) => {
    const room = element.shadowRoot?.querySelector(".light .room, .light .item")?.cloneNode(true);
    if (!room) return data.noStatic;
    for (const gone of room.querySelectorAll("[hidden], [data-view], .actions")) gone.remove();
    for (const node of [room, ...room.querySelectorAll("*")]) {
      for (const { name } of [...node.attributes]) if (!["href", "src", "lang", "dir", "datetime", "alt"].includes(name)) node.removeAttribute(name);
    }
    for (const link of room.querySelectorAll("[href]")) link.setAttribute("href", link.href.replace(here, site));
    return new XMLSerializer().serializeToString(room).replaceAll(' xmlns="http://www.w3.org/1999/xhtml"', "");
  };
  const POLICIES = {
    element: `script-src ${origin} 'wasm-unsafe-eval'; connect-src ${origin}; img-src https:`,
    iframe: `frame-src ${origin}; script-src ${origin}`,
    static: "",
  };

  const show = () => {
    const way = control("way").value;
    const kind = control("kind").value;
    for (const field of form.querySelectorAll("[data-for]")) {
      const name = field.dataset.for;
      const item = kind === "item";
      field.hidden = name === "item" ? !item : item && ["topic", "type", "publisher", "language", "from", "to", "limit"].includes(name);
    }
    policy.value = POLICIES[way];
    said.textContent = "";
    if (way === "iframe") {
      const frame = document.createElement("iframe");
      for (const [name, value] of Object.entries({ src: address(here), title: label(), sandbox: SANDBOX, "data-dossier": "", height: height() })) frame.setAttribute(name, value);
      preview.replaceChildren(frame);
      lines.value = ofFrame();
      return;
    }
    const element = document.createElement(`dossier-${kind}`);
    for (const [name, value] of [["src", here], ...settings()]) element.setAttribute(name, value);
    for (const [name, value] of looks()) element.style.setProperty(`--dossier-${name}`, value);
    element.style.minHeight = `${height()}px`;
    if (way === "element") lines.value = ofElement();
    else {
      const now = () => (lines.value = ofList(element));
      element.addEventListener("dossier-ready", now);
      element.addEventListener("dossier-error", now);
    }
    // A preview is for looking: its links stay here.
    element.addEventListener("dossier-navigate", (event) => event.preventDefault());
    preview.replaceChildren(element);
  };

  let due;
  form.addEventListener("input", () => {
    clearTimeout(due);
    due = setTimeout(show, 250);
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  for (const button of document.querySelectorAll("[data-copy]")) {
    button.addEventListener("click", async () => {
      const text = document.getElementById(button.dataset.copy);
      text.select();
      try {
        await navigator.clipboard.writeText(text.value);
        said.textContent = data.copied;
      } catch {
        said.textContent = data.notCopied;
      }
    });
  }
  show();
})();
