// The least that any page can do with the same file: fetch it, let the browser parse it, paint twenty titles. What the reader's
// loading is measured against.
(async () => {
  const { items } = await (await fetch("bundle.json")).json();
  const list = document.createElement("ul");
  for (const { title } of items.slice(0, 20)) list.append(Object.assign(document.createElement("li"), { textContent: title }));
  document.body.append(list);
  requestAnimationFrame(() => setTimeout(() => performance.mark("bare:list")));
})();
