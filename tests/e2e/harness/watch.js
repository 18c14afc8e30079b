// Notes what goes wrong in a page, from its first moment on and across reloads; counts layout shifts and long tasks.
// It changes nothing that a reader could notice.
(() => {
  const key = "dossier-tests";
  const note = (kind, text) => {
    try {
      const seen = JSON.parse(sessionStorage.getItem(key) || "[]");
      if (seen.length < 50) sessionStorage.setItem(key, JSON.stringify([...seen, `${kind}: ${text}`]));
    } catch { /* A page without storage has nowhere to note anything. */ }
  };
  document.addEventListener("securitypolicyviolation", (event) => {
    note("policy", `${event.effectiveDirective} blocked ${event.blockedURI} at ${event.sourceFile}:${event.lineNumber} ${event.sample}`);
  });
  addEventListener("error", (event) => {
    const source = event.target && (event.target.src || event.target.href);
    // Of a WebAssembly the stack is all that tells where it stopped.
    const stack = event.error && event.error.stack ? `\n${event.error.stack}` : "";
    note("error", event.message ? event.message + stack : `could not load ${source}`);
  }, true);
  addEventListener("unhandledrejection", (event) => note("rejection", String(event.reason && event.reason.stack || event.reason)));
  const report = console.error;
  console.error = (...parts) => {
    note("console", parts.map(String).join(" "));
    report.apply(console, parts);
  };
  const watch = (type, keep) => {
    try {
      new PerformanceObserver((list) => list.getEntries().forEach(keep)).observe({ type, buffered: true });
    } catch { /* Not every browser measures this. */ }
  };
  window.dossierShifts = [];
  watch("layout-shift", (entry) => window.dossierShifts.push({
    value: entry.value,
    at: entry.startTime,
    what: (entry.sources || []).map(({ node, previousRect: p, currentRect: c }) => node && `${node.nodeName}.${node.className || ""}#${node.id || ""} from ${p.x} ${p.y} ${p.width} ${p.height} to ${c.x} ${c.y} ${c.width} ${c.height}`).join(", "),
  }));
  window.dossierLongTasks = [];
  watch("longtask", (entry) => window.dossierLongTasks.push({ at: entry.startTime, milliseconds: entry.duration }));
})();
