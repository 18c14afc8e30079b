// Asks the database in the browser. Counts by type are only asked for with a filter: with words alone they would read far more.

// No module: it puts `createDbWorker` into the window.
const loaded = new Promise((done) => {
  const script = Object.assign(document.createElement("script"), { src: "httpvfs.js", onload: done });
  document.head.append(script);
});
const address = (name) => new URL(name, location.href).href;
const config = { from: "inline", config: { serverMode: "full", requestChunkSize: 4096, url: address("archive.sqlite3") } };
const opened = loaded.then(() => createDbWorker([config], address("sqlite.worker.js"), address("sql-wasm.wasm"))).then((worker) => worker.db);
let all;

export async function query({ q, from, to, type }) {
  const database = await opened;
  const words = q.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  const match = words.map((word, place) => `"${word}"${place === words.length - 1 ? "*" : ""}`).join(" AND ");
  const items = async (places) => {
    const found = await database.query(`select * from items where place in (${places.map(({ place }) => place).join()}) order by place`);
    return found;
  };
  if (!from && !to && !type) {
    if (!words.length) {
      all ??= (await database.query("select max(place) + 1 as total from items"))[0].total;
      return { total: all, items: await items(Array.from({ length: 20 }, (_, place) => ({ place }))), types: null };
    }
    const places = await database.query("select rowid as place from words where words match ? order by rowid", [match]);
    return { total: places.length, items: await items(places.slice(0, 20)), types: null };
  }
  // A year is a range of days itself: it may begin up to a year before the range asked for.
  const range = from || to ? "first >= date($from, '-366 days') and first <= $to and last >= $from" : "true";
  const found = words.length ? "place in (select rowid from words where words match $match)" : "true";
  const values = { $from: from || "0001-01-01", $to: to || "9999-12-31", $match: match, $type: type };
  const used = (sql) => Object.fromEntries(Object.entries(values).filter(([name]) => sql.includes(name)));
  const ask = (sql) => database.query(sql, used(sql));
  const counts = await ask(`select type, count(*) as total from narrow where ${range} and ${found} group by type`);
  const types = Object.fromEntries(counts.map(({ type, total }) => [type, total]));
  const places = await ask(`select place from narrow where ${range} and ${found} ${type ? "and type = $type" : ""} order by place limit 20`);
  const total = type ? (types[type] ?? 0) : counts.reduce((sum, { total }) => sum + total, 0);
  return { total, items: await items(places), types };
}
