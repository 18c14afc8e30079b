// Elements that show a part of a site in other people's pages: <dossier-topic>, <dossier-news>, <dossier-documents>, <dossier-item>.
// What is seen first comes from a page made ahead; the program is fetched only when somebody uses what needs it. docs/embed.md is the contract.
// The page around may have changed any built-in method of lists, so lists are walked by index.
//
// The publisher's command replaces what stands between the last brackets: the site's first language, if it has lists made ahead, and whether
// it has a page for each item.
((first, items) => {
  "use strict";
  // What is found in the page may go by names of the document's own, such as `<img name="currentScript">`.
  const home = new URL("..", Reflect.get(Document.prototype, "currentScript", document).src).href;
  // Attributes. The first ten are a question's words, of which the last three may have several values each.
  const NAMES = ["topic", "item", "lang", "q", "from", "to", "sort", "type", "publisher", "language", "view", "limit", "load", "src", "theme"];
  const PLAIN = 7;
  const WORDS = 10;

  // What is fetched once for all elements of the page. What failed may work another time.
  const kept = {};
  const once = (key, get) =>
    (kept[key] ??= get().catch((error) => {
      delete kept[key];
      throw error;
    }));
  // Documents that come in this way run nothing, and no text becomes markup here.
  const get = (address, type) =>
    once(address, () => new Promise((done, fail) => {
      const request = new XMLHttpRequest();
      request.open("GET", address);
      request.responseType = type;
      request.onloadend = () => (request.status === 200 && request.response ? done(request.response) : fail(Error(`${request.status} ${address}`)));
      request.send();
    }));
  const sheet = (root) =>
    once(`${root} `, async () => {
      const made = new CSSStyleSheet();
      made.replaceSync(await get(`${root}embed/style.css`, "text"));
      return made;
    });
  // The program with the site's content in it; the other form of the program where the first cannot show it.
  const program = (root) =>
    once(root, async () => {
      const site = await get(`${root}embed/site.json`, "json");
      const load = async (app, wasm, other) => {
        const made = await import(root + app);
        await made.default({ module_or_path: root + wasm });
        const code = await new Promise((done, fail) => {
          // A trap ends the program for good, and with it all that it shows.
          made.guard?.((error) => {
            error.code = "stopped";
            fail((broken[root] = error));
            running.forEach((end) => end(error));
          });
          made.load_content(`${root}bundle.json`, done);
        });
        if (code && !other) throw Error(code);
        if (code === "other") return load(site.otherApp, site.otherWasm);
        if (code) throw Object.assign(Error(code), { code });
        return { made, site };
      };
      return load(site.app, site.wasm, true);
    });

  // Why a site's program ended, and what ends each element that shows what it made.
  const broken = {};
  const running = new Set();

  let warned;

  // A part of a path, as the site's pages are called.
  const part = (id) =>
    encodeURIComponent(id).replace(/^\.|[!~*'()]|%[0-7]./g, (sign) => `~${sign[1] ? sign.slice(1).toLowerCase() : sign.charCodeAt(0).toString(16)}`);
  const values = (text) => text.trim().split(/[\s,]+/);
  const element = (name, ...inside) => {
    const made = document.createElement(name);
    for (let at = 0; at < inside.length; at += 1) made.append(inside[at]);
    return made;
  };

  // What is behind an element.
  const behind = (host) => {
    const shadow = host.attachShadow({ mode: "open" });
    const kind = host.localName.slice(8);
    // What stands in the element is shown until there is something better.
    const slot = element("slot");
    // What is seen: the page made ahead, or the program's room in its place; a line when neither could be had.
    let light, place, line;
    // The program's functions and the number of its room; where the site is; what was asked for, of the program and altogether.
    let made, room, root, asked, wish, watch;
    let turn = 0;

    const say = (name) => host.getAttribute(name) ?? "";
    const tell = (what, detail, cancelable = true) =>
      host.dispatchEvent(new CustomEvent(`dossier-${what}`, { bubbles: true, composed: true, cancelable, detail }));
    const query = (view) => {
      const out = new URLSearchParams();
      const add = (name, value) => value && out.append(name, value);
      add("view", view ?? (kind === "topic" ? say("view") : kind === "item" ? "" : kind));
      for (let at = 0; at < WORDS; at += 1) {
        const all = at < PLAIN ? [say(NAMES[at])] : values(say(NAMES[at]));
        for (let place = 0; place < all.length; place += 1) add(NAMES[at], all[place]);
      }
      return out.toString();
    };

    // A link, unlike an address, can be made of anything; what it says must be a place that can be asked.
    const where = () => {
      const src = say("src");
      const link = element("a");
      link.href = src.replace(/\/?$/, "/");
      return !src ? home : /^http/.test(link.protocol) ? link.href : "about:blank#";
    };

    const show = async () => {
      const now = where();
      const load = say("load");
      const all = `${now} ${query()} ${say("limit")} ${load}`;
      // One that was only moved goes on as it is, and so does one whose item is still to come.
      if (wish === all || (kind === "item" && !say("item"))) return;
      if (place && now === root) {
        wish = all;
        if (room >= 0 && asked !== query()) made.change_guest(room, (asked = query()));
        return;
      }
      if (place) close();
      wish = all;
      root = now;
      const mine = ++turn;
      const still = () => mine === turn && !place;
      try {
        const page = await ahead();
        const style = await sheet(root);
        if (!still()) return;
        shadow.adoptedStyleSheets = [style];
        put(page);
        tell("ready", { program: false });
        if (broken[root]) plain();
        else if (load === "now") near(start);
        if (load === "idle") near(() => (self.requestIdleCallback ?? setTimeout)(() => still() && start()));
      } catch (error) {
        // No such page, or a narrower question than it answers: the program knows more.
        if (still()) near(start);
      }
    };

    // The page made ahead, if it is the answer.
    const ahead = async () => {
      const is = kind === "item";
      if ((root === home && !(is ? items : first)) || say("q") || say("from") || say("to") || say("sort")) throw 0;
      // On its way together with the page.
      sheet(root).catch(() => {});
      const lang = say("lang");
      const folder = lang && lang !== first ? `${part(lang)}/` : "";
      const topic = say("topic");
      const address = is ? `${folder}i/${part(say("item"))}/` : `embed/${folder}${topic && `t/${part(topic)}/`}${kind}.html`;
      const page = (await get(root + address, "document")).querySelector(is ? ".item" : ".room");
      // Addresses are relative to where the page came from, but for those within it.
      const links = page.querySelectorAll("[href]:not([href^='#']), [src]");
      for (let at = 0; at < links.length; at += 1) {
        const name = links[at].href ? "href" : "src";
        links[at][name] = links[at][name];
      }
      return narrowed(document.importNode(page, true));
    };

    const narrowed = (page) => {
      const lists = page.querySelectorAll("[data-total]");
      for (let place = 0; place < lists.length; place += 1) {
        const { children, dataset } = lists[place];
        const all = children.length;
        const asked = parseInt(say("limit"), 10);
        const limit = asked > 0 ? asked : +dataset.limit;
        let narrow;
        for (let at = 0; at < children.length; ) {
          let fits = at < limit;
          for (let group = PLAIN; group < WORDS; group += 1) {
            const wanted = values(say(NAMES[group]));
            const own = values(children[at].dataset[NAMES[group]]);
            let shared = !wanted[0];
            narrow ||= !shared;
            for (let one = 0; one < wanted.length; one += 1) for (let other = 0; other < own.length; other += 1) shared ||= wanted[one] === own[other];
            fits &&= shared;
          }
          if (fits) at += 1;
          else children[at].remove();
        }
        // What is narrowed here, and goes on beyond what is at hand, is the program's to answer.
        if (narrow && dataset.total > all && children.length < limit) throw 0;
        if (dataset.total <= children.length) lists[place].parentNode.querySelector(".see-all")?.remove();
      }
      return page;
    };

    const put = (page) => {
      const made = element("div", page);
      made.className = "page-root light";
      clear();
      shadow.append((light = made));
    };

    // Takes away what the page or the program is better than.
    const clear = () => {
      light?.remove();
      line?.remove();
      slot.remove();
      light = line = undefined;
    };

    // Runs once the element comes near to what is seen.
    const near = (run) => {
      watch?.disconnect();
      watch = new IntersectionObserver((seen) => {
        if (seen[0].isIntersecting) {
          watch.disconnect();
          run();
        }
      }, { rootMargin: "200px" });
      watch.observe(host);
    };

    // The page made ahead, or a line, in place of the program that cannot be had.
    const plain = () => {
      if (light) {
        // It stays as it is, and what it cannot do is a link to where that is possible.
        for (let use; (use = light.querySelector("[data-view]")); ) use.removeAttribute("data-view");
      } else if (!host.firstElementChild) {
        const norwegian = /^(nb|nn|no)\b/.test(say("lang") || document.documentElement.lang);
        const link = element("a", norwegian ? "Les det hos utgiveren" : "Read it at its publisher");
        link.href = `${root}?${query()}`;
        line?.remove();
        line = element("p", norwegian ? "Dette kunne ikke vises her. " : "This could not be shown here. ", link);
        line.setAttribute("part", "error");
        shadow.append(line);
      }
    };
    const failed = (error) => {
      if (!warned) console.warn(`dossier: ${error.message}`);
      warned = true;
      const lacks = self.WebAssembly && /^(Type|Syntax)?Error$/.test(error.name) ? "unreachable" : "no-program";
      tell("error", { code: error.code ?? lacks, message: error.message });
    };
    // The program broke down. What it made goes, and what was there before comes back.
    const end = async (error) => {
      if (broken[root] !== error) return;
      const before = wish;
      close();
      wish = before;
      const mine = turn;
      const page = await ahead().catch(() => {});
      // Meanwhile the element may have been asked for something else.
      if (mine === turn) {
        if (page) put(page);
        plain();
      }
      failed(error);
    };

    const start = async (view) => {
      if (place) return;
      root = where();
      const own = (place = element("div"));
      const is = () => own === place;
      const fail = (error) => {
        close(light);
        plain();
        failed(error);
      };
      const told = (what, address) => {
        if (!is()) return;
        if (what === "navigate") return tell(what, { href: address });
        if (what === "view") tell(what, { href: address }, false);
        else if (what === "error") fail(Object.assign(Error(address), { code: address }));
        else {
          clear();
          if (address) tell("error", { code: address, message: address });
          else tell("ready", { program: true });
          // Whoever pressed a button finds the focus where it led.
          if (view) own.querySelector("#heading")?.focus({ preventScroll: true });
        }
      };
      light?.setAttribute("aria-busy", true);
      try {
        if (broken[root]) throw broken[root];
        const found = await program(root);
        const style = await sheet(root);
        if (!is()) return;
        ({ made } = found);
        shadow.adoptedStyleSheets = [style];
        shadow.append(own);
        asked = query();
        running.add(end);
        const opened = made.open_guest(`${root}bundle.json`, own, shadow, root, found.site.lists ?? 0, !!found.site.items, kind === "topic", query(view), told);
        if (is()) room = opened;
      } catch (error) {
        if (is()) fail(error);
      }
    };

    // Ends the program's part; and the page made ahead, but for one to be kept.
    const close = (keep) => {
      turn += 1;
      watch?.disconnect();
      running.delete(end);
      if (room >= 0) made.close_guest(room);
      place?.remove();
      room = place = undefined;
      if (keep) keep.removeAttribute("aria-busy");
      else {
        clear();
        wish = undefined;
        shadow.append(slot);
      }
    };

    shadow.append(slot);
    // Before anybody within: the address of the page around is not to follow a note.
    shadow.addEventListener("click", (event) => {
      const link = event.target.closest("a[href]");
      if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
      const to = link.getAttribute("href");
      const { view } = link.dataset;
      if (to[0] === "#") {
        const target = shadow.getElementById(to.slice(1));
        target?.scrollIntoView();
        target?.focus({ preventScroll: true });
      } else if (!light?.contains(link)) return;
      else if (view) start(view);
      else if (tell("navigate", { href: link.href })) return;
      event.preventDefault();
    }, true);
    return { show, start, close };
  };

  class Part extends HTMLElement {
    static observedAttributes = NAMES;
    #own;
    #due;

    connectedCallback() {
      this.#own ??= behind(this);
      // What was set before the element was one.
      for (let at = 0; at < NAMES.length; at += 1) {
        const name = NAMES[at];
        if (Object.hasOwn(this, name)) {
          const value = this[name];
          delete this[name];
          this[name] = value;
        }
      }
      this.attributeChangedCallback();
    }

    // One that is only moved is back at once, or never away.
    connectedMoveCallback() {}
    disconnectedCallback() {
      queueMicrotask(() => this.isConnected || this.#own.close());
    }

    // Several attributes that change together are one change.
    attributeChangedCallback() {
      if (!this.#own || this.#due) return;
      this.#due = true;
      queueMicrotask(() => {
        this.#due = false;
        if (this.isConnected) this.#own.show();
      });
    }

    // Starts the program now, as the first use does.
    start() {
      this.#own?.start();
    }
  }

  for (let at = 0; at < NAMES.length; at += 1) {
    const name = NAMES[at];
    // The browser has that one.
    if (name !== "lang") {
      Object.defineProperty(Part.prototype, name, {
        configurable: true,
        enumerable: true,
        get() {
          return this.getAttribute(name) ?? "";
        },
        set(value) {
          if (value == null) this.removeAttribute(name);
          else this.setAttribute(name, value);
        },
      });
    }
  }
  const KINDS = ["topic", "news", "documents", "item"];
  for (let at = 0; at < KINDS.length; at += 1) {
    const name = `dossier-${KINDS[at]}`;
    // Another loader may be here already; the first one serves the page.
    if (!customElements.get(name)) customElements.define(name, class extends Part {});
  }
})("", 0);
