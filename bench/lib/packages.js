// The packages of package.json, installed in the user's cache rather than here: where they are, and how to load them.
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const home = process.env.DOSSIER_BENCH_PACKAGES;
if (!home) throw new Error("DOSSIER_BENCH_PACKAGES is not set: run `cargo xtask bench archive`");

// A file of a package.
export const file = (path) => join(home, "node_modules", path);

// A package written as a module, by the file that its own package.json names.
export const load = (path) => import(pathToFileURL(file(path)));

// A package that can be required.
export const required = createRequire(join(home, "package.json"));
