// MiniSearch: everything in memory; the index is made beforehand.
import { file } from "../../lib/packages.js";

export default {
  what: "MiniSearch 7.2, index made beforehand",
  program: (rows, folder) => [process.execPath, "--max-old-space-size=16000", new URL("build.js", import.meta.url).pathname, rows, folder],
  engine: new URL("engine.js", import.meta.url),
  files: { "memory.js": new URL("../shell/memory.js", import.meta.url), "minisearch.js": file("minisearch/dist/es/index.js") },
};
