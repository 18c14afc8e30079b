// Dossier: the archive form.
export default {
  what: "Dossier, archive",
  ours: true,
  program: (rows, folder) => {
    const settings = new URL("settings.toml", import.meta.url).pathname;
    return [process.env.DOSSIER_PUBLISHER, "build", rows, "--out", folder, "--settings", settings];
  },
  // Another folder is put beside and renamed, so there must be none.
  makesFolder: true,
};
