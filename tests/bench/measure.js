// Measures a page from before its first script on: from an event of the person's to the frame in which its outcome is painted, long
// tasks, layout shifts of every sort, and how many entries of lists are built. It changes nothing that a reader could notice.
(() => {
  const samples = [];
  const shifts = [];
  const tasks = [];
  const events = [];
  const known = new WeakSet();
  const most = { inDocument: 0, built: 0 };
  let kind = null; // what is being measured; null while nothing is
  let start = null; // the event that began it
  let shown; // what the list said when last looked at
  let waiting = null;

  const observers = [];
  const observe = (type, options, keep) => {
    const observer = new PerformanceObserver((list) => list.getEntries().forEach(keep));
    observer.observe({ type, buffered: true, ...options });
    observers.push(() => observer.takeRecords().forEach(keep));
  };
  const named = ({ node, previousRect: from, currentRect: to }) => {
    const name = !node ? "something removed" : node.id ? `#${node.id}` : `${node.nodeName.toLowerCase()} ${node.className || ""}`.trim();
    return `${name} (${Math.round(from.x)},${Math.round(from.y)} to ${Math.round(to.x)},${Math.round(to.y)})`;
  };
  observe("longtask", {}, (entry) => tasks.push({ at: entry.startTime, milliseconds: entry.duration }));
  observe("layout-shift", {}, (entry) => shifts.push({ at: entry.startTime, value: entry.value, what: (entry.sources || []).map(named).join(", ") }));
  observe("event", { durationThreshold: 16 }, (entry) => events.push({ at: entry.startTime, milliseconds: entry.duration }));

  // A message is handled after the frame's own work: style, layout, paint, and handing over to the compositor.
  const afterFrame = (then) => requestAnimationFrame(() => {
    const begun = performance.now();
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => then(begun, performance.now());
    port2.postMessage(null);
  });

  const measured = (changed) => {
    const begun = { kind, ...start };
    kind = null;
    afterFrame((frame, painted) => {
      samples.push({ ...begun, changed, frame, painted });
      if (waiting) waiting();
    });
  };

  // The earliest event counts: a click on a label is followed by one that the browser makes itself.
  const heard = (event) => {
    if (!kind || start || !event.isTrusted) return;
    start = { at: event.timeStamp, heard: performance.now() };
    if (kind === "empty frame") measured(start.heard);
  };
  for (const type of ["click", "keydown"]) addEventListener(type, heard, { capture: true, passive: true });

  const entries = (node) => (node.nodeType !== Node.ELEMENT_NODE ? [] : [...(node.matches("[data-id]") ? [node] : []), ...node.querySelectorAll("[data-id]")]);
  new MutationObserver((records) => {
    const changed = performance.now();
    const list = document.querySelector("[data-shown]");
    const now = list ? list.dataset.shown : undefined;
    const news = now !== shown && now !== undefined;
    shown = now;
    if (news && kind && start) measured(changed);
    const built = new Set(records.flatMap((record) => [...record.addedNodes].flatMap(entries)).filter((entry) => !known.has(entry)));
    built.forEach((entry) => known.add(entry));
    most.built = Math.max(most.built, built.size);
    most.inDocument = Math.max(most.inDocument, document.querySelectorAll("[data-id]").length);
  }).observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ["data-shown"] });

  window.dossierBench = {
    // The next click or key is of this kind. Gives how many were measured before.
    begin(next) {
      kind = next;
      start = null;
      return samples.length;
    },
    // Tells when more than `count` were measured.
    wait(count, done) {
      waiting = () => samples.length > count && done(true);
      waiting();
    },
    // The layout shifts since the last call.
    shifts() {
      observers.forEach((flush) => flush());
      return shifts.splice(0);
    },
    // When the first list was painted; none before.
    loaded: () => performance.getEntriesByName("dossier:list")[0]?.startTime ?? null,
    // Everything measured on this page.
    report() {
      observers.forEach((flush) => flush());
      const browser = ({ at }) => Math.max(0, ...events.filter((event) => Math.abs(event.at - at) < 1).map((event) => event.milliseconds));
      return { samples: samples.map((sample) => ({ ...sample, browser: browser(sample) })), tasks, most };
    },
  };
})();
