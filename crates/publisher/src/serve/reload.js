// Added by `dossier serve` only.
const events = new EventSource("/dossier-reload");
let first = null;
events.onmessage = (event) => {
  const { state, problems } = JSON.parse(event.data);
  first ??= state;
  if (state !== first && !problems) location.reload();
  document.getElementById("dossier-problems")?.remove();
  if (!problems) return;
  const box = document.createElement("div");
  box.id = "dossier-problems";
  box.setAttribute("role", "alert");
  Object.assign(box.style, {
    position: "fixed", inset: "auto 0 0 0", zIndex: 9, maxHeight: "50vh", overflow: "auto", padding: "1rem",
    background: "#5c1010", color: "#fff", font: "0.875rem/1.5 ui-monospace, monospace", whiteSpace: "pre-wrap",
  });
  const close = document.createElement("button");
  close.type = "button";
  close.textContent = "Close";
  Object.assign(close.style, { float: "right", color: "#fff", borderColor: "#fff" });
  close.onclick = () => box.remove();
  box.append(close, problems);
  document.body.append(box);
};
