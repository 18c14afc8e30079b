// Asks Pagefind in the browser.
const opened = import("./pagefind/pagefind.js").then(async (pagefind) => {
  await pagefind.init();
  return pagefind;
});

const months = (from, to) => {
  const all = [];
  let [year, month] = from.slice(0, 7).split("-").map(Number);
  for (const last = to.slice(0, 7); ; ) {
    const text = `${year}-${String(month).padStart(2, "0")}`;
    if (text > last) return all;
    all.push(text);
    [year, month] = month === 12 ? [year + 1, 1] : [year, month + 1];
  }
};

export async function query({ q, from, to, type }) {
  const pagefind = await opened;
  const filters = {};
  if (type) filters.type = type;
  if (from || to) filters.month = { any: months(from || "2000-01", to || "2026-12") };
  const { results, filters: counts } = await pagefind.search(q || null, { filters, ...(q ? {} : { sort: { date: "desc" } }) });
  const first = await Promise.all(results.slice(0, 20).map((result) => result.data()));
  return { total: results.length, items: first.map(({ meta }) => meta), types: counts.type ?? {} };
}
