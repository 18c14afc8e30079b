// The publisher's command, told which form to write.
const settings = new URL("settings.toml", import.meta.url).pathname;

export const program = (form) => (rows, folder) => [process.env.DOSSIER_PUBLISHER, "build", rows, "--out", folder, "--settings", settings, form];
