// Lets iframes of this site, marked with `data-dossier`, be as high as what they show. It hears one message, from such an iframe's own window
// and origin, and does nothing but set that iframe's height.
(() => {
  "use strict";
  // Not by the document's own names: what stands in the page may take those.
  const site = new URL(Reflect.get(Document.prototype, "currentScript", document).src).origin;
  addEventListener("message", ({ data, origin, source }) => {
    const height = data?.height;
    if (data?.v !== 1 || typeof height !== "number" || !(height > 0) || Object.keys(data).length !== 2) return;
    const frames = document.querySelectorAll("iframe[data-dossier]");
    for (let at = 0; at < frames.length; at += 1) {
      const frame = frames[at];
      const apart = frame.hasAttribute("sandbox") && !frame.sandbox.contains("allow-same-origin");
      if (frame.contentWindow !== source || new URL(frame.src).origin !== site || origin !== (apart ? "null" : site)) continue;
      frame.style.height = `${Math.min(Math.max(Math.ceil(height), 80), 20000)}px`;
    }
  });
})();
