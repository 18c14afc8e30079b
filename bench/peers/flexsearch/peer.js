// FlexSearch: everything in memory; the index is made beforehand.
import { file } from "../../lib/packages.js";

export default {
  what: "FlexSearch 0.8, beginnings of words, index made beforehand",
  program: (rows, folder) => [process.execPath, "--max-old-space-size=16000", new URL("build.js", import.meta.url).pathname, rows, folder],
  engine: new URL("engine.js", import.meta.url),
  files: { "memory.js": new URL("../shell/memory.js", import.meta.url), "flexsearch.js": file("flexsearch/dist/flexsearch.bundle.module.min.js") },
};
