// Dossier with everything in one bundle, as a small site has it.
export default {
  what: "Dossier, one whole bundle",
  ours: true,
  program: (rows, folder) => [process.execPath, new URL("build.js", import.meta.url).pathname, rows, folder],
};
