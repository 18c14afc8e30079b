// Put into every page before its own first script: changes what is searched and filtered as a person's input does, and tells when the
// outcome is painted. It knows the page by the hooks that every reader has: the search field, the fields `from` and `to`, the types
// with `data-value`, and the list whose `data-shown` is the query string of what it shows, written together with its entries.
(() => {
  const find = (selector) => document.querySelector(selector);
  // A message is handled after the frame's own work: style, layout, paint.
  const painted = () =>
    new Promise((done) =>
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => done(performance.now());
        port2.postMessage(null);
      }),
    );
  // The times at which something was true in the document, and painted.
  const once = (isTrue) =>
    new Promise((done) => {
      const check = () => {
        if (!isTrue()) return;
        watch.disconnect();
        const changed = performance.now();
        painted().then((at) => done({ changed, at }));
      };
      const watch = new MutationObserver(check);
      watch.observe(document, { subtree: true, childList: true, attributes: true });
      check();
    });

  const state = (query) => {
    const parameters = new URLSearchParams(query);
    return { q: parameters.get("q") ?? "", from: parameters.get("from") ?? "", to: parameters.get("to") ?? "", type: parameters.get("type") ?? "" };
  };
  const shown = () => {
    const list = find("[data-shown]");
    return list && state(list.dataset.shown);
  };
  const same = (one, other) => !!one && Object.keys(other).every((name) => one[name] === other[name]);
  // A count that is still going on is not written into the attribute.
  const total = () => {
    const status = find("[role=status][data-count]");
    return status ? Number(status.dataset.count) : null;
  };

  const type = (input, text, event) => {
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set.call(input, text);
    input.dispatchEvent(new Event(event, { bubbles: true }));
  };
  const box = (id) => find(`[data-facet=type] [data-value="${id}"] input`);
  const tick = (id) => {
    // The rest of a long group.
    if (!box(id)) find("[data-facet=type] button[aria-expanded=false]")?.click();
    box(id)?.click();
  };
  const change = (wanted, before) => {
    if (wanted.q !== before.q) {
      find("input[type=search]").focus();
      type(find("input[type=search]"), wanted.q, "input");
    }
    if (wanted.from !== before.from || wanted.to !== before.to) {
      for (const name of ["from", "to"]) type(find(`#${name}`), wanted[name], "input");
      find("#to").dispatchEvent(new Event("change", { bubbles: true }));
    }
    if (wanted.type !== before.type) [before.type, wanted.type].filter(Boolean).forEach(tick);
  };

  // When the program of a page that was made ahead has taken over; until then nothing hears of a change.
  const running = () =>
    new Promise((done) => {
      const root = document.documentElement;
      const check = () => {
        if (root.dataset.dossier === "loading") return;
        watch.disconnect();
        done();
      };
      const watch = new MutationObserver(check);
      watch.observe(root, { attributes: true, attributeFilter: ["data-dossier"] });
      check();
    });

  // The browser's account of memory leaves WebAssembly out.
  const memories = [];
  for (const name of ["instantiate", "instantiateStreaming"]) {
    const original = WebAssembly[name];
    WebAssembly[name] = async (...given) => {
      const made = await original.apply(WebAssembly, given);
      const { exports } = made.instance ?? made;
      memories.push(...Object.values(exports).filter((one) => one instanceof WebAssembly.Memory));
      return made;
    };
  }

  // Milliseconds that the program thought about a change, before it drew anything: between its marks, in all rounds together.
  const computing = () => {
    const at = (name) => performance.getEntriesByName(name, "mark").map(({ startTime }) => startTime);
    const [asked, answered] = [at("dossier:ask"), at("dossier:answer")];
    return answered.reduce((sum, end, place) => sum + end - asked[place], 0);
  };

  window.bench = {
    // Bytes of WebAssembly in this thread.
    memory: () => memories.reduce((sum, { buffer }) => sum + buffer.byteLength, 0),
    // When the first list was painted.
    list: once(() => find("[data-shown] [data-id]")),
    // When the first list or item was painted.
    content: once(() => find("[data-shown] [data-id]") || find("main article")),
    // Searches and filters for this; gives milliseconds to the changed document, to painted, and to exact totals painted.
    // Fails after so many seconds, with what is shown instead.
    async set(wanted, seconds) {
      await running();
      const before = shown() ?? state("");
      wanted = { ...before, ...wanted };
      const start = performance.now();
      ["dossier:ask", "dossier:answer"].forEach((name) => performance.clearMarks(name));
      const seen = once(() => same(shown(), wanted));
      change(wanted, before);
      const late = new Promise((_, fail) =>
        setTimeout(() => fail(new Error(`more than ${seconds} s for ${JSON.stringify(wanted)}: shown is ${find("[data-shown]")?.dataset.shown}`)), seconds * 1000),
      );
      const { changed, at } = await Promise.race([seen, late]);
      // A list that says so is still being filled.
      const counted = await Promise.race([once(() => total() !== null && !find("[data-shown][aria-busy=true]")), late]);
      return { computing: computing(), changed: changed - start, painted: at - start, counted: counted.at - start, at, total: total() };
    },
    // What stands there: ids in order, and the types that have any.
    read: () => ({
      ids: [...document.querySelectorAll("[data-shown] [data-id]")].map((entry) => entry.dataset.id),
      types: Object.fromEntries(
        [...document.querySelectorAll("[data-facet=type] [data-value]")]
          .map((value) => [value.dataset.value, Number(value.dataset.count)])
          .filter(([, count]) => count > 0),
      ),
    }),
    // Shows all values of the types, once there is a list and what its page adds with the next frame.
    async unfold() {
      await window.bench.list;
      await painted();
      find("[data-facet=type] button[aria-expanded=false]")?.click();
      await painted();
    },
  };
})();
