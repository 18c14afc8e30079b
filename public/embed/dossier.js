// Elements that show a part of a site in other people's pages: <dossier-topic>, <dossier-news>, <dossier-documents>, <dossier-item>.
// The first entries come from a small file; the program is fetched only when somebody uses what needs it. docs/embed.md is the contract.
// The page around may have changed any built-in method of lists, so lists are walked by index.
(() => {
  "use strict";
  const script = document.currentScript;
  const home = new URL("..", script.src).href;
  const GROUPS = ["type", "publisher", "language"];
  const NAMES = ["topic", "news", "documents", "item"];
  const ATTRIBUTES = ["src", "topic", "view", "item", "type", "publisher", "language", "from", "to", "q", "sort", "limit", "lang", "theme", "start"];

  // What is fetched once for all elements of the page, by address.
  const fetched = new Map();
  const once = (key, get) => {
    if (!fetched.has(key)) {
      const promise = get();
      fetched.set(key, promise);
      // What failed may work another time.
      promise.catch(() => fetched.delete(key));
    }
    return fetched.get(key);
  };
  const get = async (address, how) => {
    const response = await fetch(address, { credentials: "omit" });
    if (!response.ok) throw new Error(`${response.status} ${address}`);
    return response[how]();
  };
  const json = (address) => once(address, () => get(address, "json"));
  const sheet = (address) =>
    once(address, async () => {
      const made = new CSSStyleSheet();
      made.replaceSync(await get(address, "text"));
      return made;
    });
  // The names of the site's files, as its own page says them.
  const files = (root) =>
    once(`${root} files`, async () => {
      const page = await get(`${root}index.html`, "text");
      const said = (name) => new RegExp(` data-${name}="([^"]*)"`).exec(page)?.[1];
      return { app: said("app"), wasm: said("wasm"), otherApp: said("other-app"), otherWasm: said("other-wasm"), style: said("guest-style"), lists: said("lists"), items: / data-items[ >]/.test(page) };
    });
  const program = (root, app, wasm) =>
    once(root + app, async () => {
      const made = await import(root + app);
      await made.default({ module_or_path: root + wasm });
      return made;
    });
  // The program with the content in it; the other form of the program where the first cannot show it.
  const content = (root) =>
    once(`${root} content`, async () => {
      const names = await files(root);
      const load = async (app, wasm) => {
        const made = await program(root, app, wasm);
        return [made, await new Promise((done) => made.load_content(`${root}bundle.json`, done))];
      };
      let [made, code] = await load(names.app, names.wasm);
      if (code === "other") [made, code] = await load(names.otherApp, names.otherWasm);
      if (code) throw Object.assign(new Error(code), { code });
      return made;
    });

  let warned = false;
  const warn = (error) => {
    if (!warned) console.warn(`dossier: ${error.message}`);
    warned = true;
  };

  const element = (name, properties, ...children) => {
    const made = document.createElement(name);
    const keys = Object.keys(properties ?? {});
    for (let at = 0; at < keys.length; at += 1) if (properties[keys[at]]) made.setAttribute(keys[at], properties[keys[at]]);
    for (let at = 0; at < children.length; at += 1) if (children[at]) made.append(children[at]);
    return made;
  };
  // A part of a path, as the site's pages are called.
  const part = (id) => {
    let out = "";
    for (const character of id) {
      const plain = /[\w-]/.test(character) || (character === "." && out);
      out += plain ? character : character > "\x7f" ? encodeURIComponent(character) : `~${character.charCodeAt(0).toString(16).padStart(2, "0")}`;
    }
    return out;
  };
  const list = (text) => (text ?? "").trim().split(/[\s,]+/);
  // Whether one of the values is wanted, or none in particular is.
  const shares = (wanted, own) => {
    if (!wanted[0]) return true;
    for (let at = 0; at < wanted.length; at += 1) {
      for (let other = 0; other < own.length; other += 1) if (wanted[at] === own[other]) return true;
    }
    return false;
  };

  class Part extends HTMLElement {
    static observedAttributes = ATTRIBUTES;
    #shadow = null;
    #light = null;
    #place = null;
    #made = null;
    #room = -1;
    #turn = 0;
    #due = false;
    #watch = null;

    connectedCallback() {
      if (!this.#shadow) {
        this.#shadow = this.attachShadow({ mode: "open" });
        // What stands in the element is shown until there is something better.
        this.#shadow.append(document.createElement("slot"));
        this.#shadow.addEventListener("click", (event) => this.#clicked(event));
      }
      this.#update();
    }

    disconnectedCallback() {
      // One that is only moved is back at once.
      queueMicrotask(() => this.isConnected || this.#close());
    }

    attributeChangedCallback() {
      this.#update();
    }

    /** Starts the program now, as the first use does. */
    start() {
      return this.#start();
    }

    get #kind() {
      return this.localName.slice("dossier-".length);
    }

    get #root() {
      const given = this.getAttribute("src");
      return given ? new URL(given.endsWith("/") ? given : `${given}/`, document.baseURI).href : home;
    }

    // Several attributes that change together are one change.
    #update() {
      if (this.#due || !this.isConnected) return;
      this.#due = true;
      queueMicrotask(() => {
        this.#due = false;
        if (this.isConnected) this.#show();
      });
    }

    #query(view) {
      const query = new URLSearchParams();
      const add = (name, value) => value && query.append(name, value);
      add("topic", this.getAttribute("topic"));
      const shown = view ?? (this.#kind === "topic" ? this.getAttribute("view") : this.#kind);
      if (shown === "news" || shown === "documents") add("view", shown);
      if (this.#kind === "item") add("item", this.getAttribute("item"));
      add("lang", this.getAttribute("lang"));
      add("q", this.getAttribute("q"));
      add("from", this.getAttribute("from"));
      add("to", this.getAttribute("to"));
      for (let name = 0; name < GROUPS.length; name += 1) {
        const values = list(this.getAttribute(GROUPS[name]));
        for (let at = 0; at < values.length; at += 1) add(GROUPS[name], values[at]);
      }
      add("sort", this.getAttribute("sort"));
      return query.toString();
    }

    async #show() {
      const turn = ++this.#turn;
      if (this.#room >= 0) {
        this.#made.change_guest(this.#room, this.#query());
        return;
      }
      const wish = this.getAttribute("start");
      if (this.#kind === "item" || wish === "now") return this.#near(() => this.#start());
      if (wish === "idle") (self.requestIdleCallback ?? setTimeout)(() => this.isConnected && this.#start());
      try {
        const pages = await this.#fragments();
        const sheets = [await sheet(this.#root + pages[0].style)];
        if (turn !== this.#turn || this.#room >= 0) return;
        this.#shadow.adoptedStyleSheets = sheets;
        this.#put(this.#draw(pages));
        this.#tell("ready", { program: false });
      } catch (error) {
        // A host without such files, or a narrower question than they answer: the program knows more.
        if (turn === this.#turn) this.#near(() => this.#start());
      }
    }

    async #fragments() {
      if (this.getAttribute("q") || this.getAttribute("from") || this.getAttribute("to") || this.getAttribute("sort")) throw new Error("no list made ahead");
      const language = this.getAttribute("lang");
      const topic = this.getAttribute("topic");
      const folder = `${this.#root}embed/${language ? `${part(language)}/` : ""}${topic ? `t/${part(topic)}/` : ""}`;
      const names = this.#kind === "topic" ? ["news", "documents"] : [this.#kind];
      const pages = [];
      for (let at = 0; at < names.length; at += 1) pages.push(json(`${folder}${names[at]}.json`));
      return Promise.all(pages);
    }

    // Runs once the element comes near to what is seen.
    #near(run) {
      this.#watch?.disconnect();
      this.#watch = new IntersectionObserver((seen) => {
        if (!seen[0].isIntersecting) return;
        this.#watch.disconnect();
        run();
      }, { rootMargin: "200px" });
      this.#watch.observe(this);
    }

    #put(node) {
      const root = element("div", { class: "page-root" }, node);
      this.#light?.remove();
      this.#light = root;
      this.#shadow.querySelector("slot")?.remove();
      this.#shadow.append(root);
    }

    #draw(pages) {
      const [first] = pages;
      const room = element("div", { class: "room", part: "room", lang: first.lang, dir: first.dir });
      const topic = this.#kind === "topic";
      const name = topic ? first.topic : first.heading;
      room.append(element("div", { class: "guest-head" }, element("h2", { part: "heading" }, name)));
      const lists = topic ? element("div", { class: "latest-lists" }) : room;
      for (let at = 0; at < pages.length; at += 1) {
        const page = pages[at];
        const [entries, narrowed] = this.#entries(page, topic ? 5 : 10);
        const section = topic ? element("section", null, element("h3", null, page.heading)) : room;
        section.append(entries.childElementCount ? entries : element("p", { class: "none" }, page.none));
        const more = element("p", { class: "guest-more" });
        if (narrowed || page.total > entries.childElementCount) more.append(element("a", { class: "see-all", href: this.#root + page.href }, narrowed ? page.heading : page.all));
        const use = element("button", { type: "button", class: "quiet", "data-view": page.kind, "data-href": this.#root + page.href }, page.filter);
        more.append(use);
        section.append(more);
        if (topic) lists.append(section);
      }
      if (topic) room.append(lists);
      return room;
    }

    #entries(page, usual) {
      const types = list(this.getAttribute("type"));
      const publishers = list(this.getAttribute("publisher"));
      const languages = list(this.getAttribute("language"));
      const limit = Math.min(Math.max(parseInt(this.getAttribute("limit"), 10) || usual, 1), 50);
      const narrowed = Boolean(types[0] || publishers[0] || languages[0]);
      const entries = element("ul", { class: "entries", part: "list", role: "list", "aria-label": page.heading });
      const all = page.entries;
      for (let at = 0; at < all.length && entries.childElementCount < limit; at += 1) {
        const one = all[at];
        if (!shares(types, [one.type]) || !shares(publishers, one.publishers) || !shares(languages, [one.lang])) continue;
        const tongue = one.lang === page.lang ? {} : { lang: one.lang, dir: one.dir };
        const facts = element("p", { class: "facts" }, one.typeName && element("span", { class: "type" }, one.typeName));
        facts.append(one.datetime ? element("time", { datetime: one.datetime }, one.date) : element("span", { class: "no-date" }, one.date));
        if (one.publisher) facts.append(element("span", { class: "publisher" }, one.publisher));
        if (one.language) facts.append(element("span", { class: "language" }, one.language));
        const link = element("a", { part: "title", href: this.#root + one.href, ...tongue }, one.title);
        const summary = one.summary && this.#kind !== "topic" && element("p", { class: "summary", ...tongue }, one.summary);
        entries.append(element("li", { class: "entry", part: "entry", "data-id": one.id }, element("h3", null, link), facts, summary));
      }
      // What is narrowed here, and goes on beyond what is at hand, is the program's to answer.
      if (narrowed && page.total > all.length && entries.childElementCount < limit) throw new Error("more than the list made ahead");
      return [entries, narrowed];
    }

    #clicked(event) {
      const use = event.target.closest?.("button[data-view]");
      if (use) {
        this.#start(use.dataset.view);
        return;
      }
      const link = event.target.closest?.("a[href]");
      const plain = event.button === 0 && !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
      // The program tells of its links itself.
      if (link && plain && this.#light?.contains(link) && !this.#tell("navigate", { href: link.href })) event.preventDefault();
    }

    async #start(view) {
      if (this.#room >= 0 || this.#place) return;
      const root = this.#root;
      const place = element("div", null);
      this.#place = place;
      this.toggleAttribute("data-busy", true);
      try {
        const [made, names] = [await content(root), await files(root)];
        const sheets = names.style ? [await sheet(root + names.style)] : [];
        if (!this.isConnected || this.#place !== place) return;
        this.#made = made;
        this.#shadow.adoptedStyleSheets = sheets;
        const told = (what, address) => this.#told(place, what, address, view);
        this.#shadow.append(place);
        const whole = this.#kind === "topic";
        this.#room = made.open_guest(`${root}bundle.json`, place, this.#shadow, root, Number(names.lists ?? 0), names.items, whole, this.#query(view), told);
      } catch (error) {
        this.#failed(place, error);
      }
    }

    #told(place, what, address, view) {
      if (this.#place !== place) return true;
      if (what === "ready") {
        this.toggleAttribute("data-busy", false);
        this.#light?.remove();
        this.#light = null;
        this.#shadow.querySelector("slot")?.remove();
        this.#tell("ready", { program: true });
        // Whoever pressed a button finds the focus where it led.
        if (view) place.querySelector("#heading")?.focus({ preventScroll: true });
      } else if (what === "error") {
        this.#failed(place, Object.assign(new Error(address), { code: address }));
      } else if (what === "view") {
        this.#tell("view", { href: address }, false);
      } else {
        return this.#tell("navigate", { href: address });
      }
      return true;
    }

    #failed(place, error) {
      this.toggleAttribute("data-busy", false);
      if (this.#room >= 0) this.#made.close_guest(this.#room);
      this.#room = -1;
      place.remove();
      if (this.#place === place) this.#place = null;
      warn(error);
      if (this.#light) {
        // The list stays as it is, and what it cannot do is a link to where that is possible.
        for (let use; (use = this.#light.querySelector("button")); ) use.replaceWith(element("a", { href: use.dataset.href }, use.textContent));
      } else {
        const norwegian = /^(nb|nn|no)\b/.test(this.getAttribute("lang") ?? document.documentElement.lang);
        const say = norwegian ? "Dette innholdet kunne ikke vises her." : "This content could not be shown here.";
        const read = norwegian ? "Les det hos utgiveren" : "Read it at its publisher";
        const query = this.#query();
        const line = element("p", { part: "error", role: "status" }, `${say} `, element("a", { href: this.#root + (query && `?${query}`) }, read));
        this.#shadow.querySelector("[part=error]")?.remove();
        this.#shadow.append(line);
      }
      const refused = typeof WebAssembly !== "object" || error instanceof WebAssembly.CompileError;
      this.#tell("error", { code: error.code ?? (refused ? "no-program" : "unreachable"), message: error.message });
    }

    #tell(what, detail, cancelable = true) {
      return this.dispatchEvent(new CustomEvent(`dossier-${what}`, { bubbles: true, composed: true, cancelable, detail }));
    }

    #close() {
      this.#turn += 1;
      this.#watch?.disconnect();
      if (this.#room >= 0) this.#made.close_guest(this.#room);
      this.#room = -1;
      this.#place?.remove();
      this.#place = null;
      this.#light?.remove();
      this.#light = null;
      if (this.#shadow && !this.#shadow.querySelector("slot")) this.#shadow.append(document.createElement("slot"));
    }
  }

  for (let at = 0; at < NAMES.length; at += 1) {
    const name = `dossier-${NAMES[at]}`;
    // Another loader may be here already; the first one serves the page.
    if (!customElements.get(name)) customElements.define(name, class extends Part {});
  }
})();
