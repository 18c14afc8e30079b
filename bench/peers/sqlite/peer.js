// SQLite with full-text search (FTS5), read by WebAssembly in a worker through ranges of bytes over HTTP.
import { file } from "../../lib/packages.js";

const dist = (name) => file(`sql.js-httpvfs/dist/${name}`);

export default {
  what: "SQLite FTS5 over HTTP ranges (sql.js-httpvfs 0.8); hits newest first: ranking would read more pages",
  program: (rows, folder) => ["python3", new URL("build.py", import.meta.url).pathname, rows, `${folder}/archive.sqlite3`],
  engine: new URL("engine.js", import.meta.url),
  files: { "httpvfs.js": dist("index.js"), "sqlite.worker.js": dist("sqlite.worker.js"), "sql-wasm.wasm": dist("sql-wasm.wasm") },
};
