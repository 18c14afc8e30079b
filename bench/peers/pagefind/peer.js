// Pagefind: an index in many small files, made by a native program and read by WebAssembly in a worker. It has no ranges of dates:
// months are values of a filter, so a range of days is answered as one of months.
export default {
  what: "Pagefind 1.6 (Node API)",
  program: (rows, folder) => [process.execPath, new URL("build.js", import.meta.url).pathname, rows, folder],
  engine: new URL("engine.js", import.meta.url),
  files: {},
};
