// The publisher's command, told what to write. Without pages, unless they are what is measured: nobody else here writes any.
const settings = new URL("settings.toml", import.meta.url).pathname;

export const program = (...what) => (rows, folder) => [process.env.DOSSIER_PUBLISHER, "build", rows, "--out", folder, "--settings", settings, ...what];
