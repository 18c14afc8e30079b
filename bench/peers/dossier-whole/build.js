// Imports the rows into one bundle and puts the reader beside it.
import { spawnSync } from "node:child_process";
import { cpSync } from "node:fs";

const [rows, folder] = process.argv.slice(2);
const settings = new URL("../dossier/settings.toml", import.meta.url).pathname;
cpSync(process.env.DOSSIER_READER_DIST, folder, { recursive: true });
const options = ["import", "jsonl", "--map", settings, "--out", `${folder}/bundle.json`, rows];
const { status, stderr } = spawnSync(process.env.DOSSIER_PUBLISHER, options, { encoding: "utf8" });
// 2 is for problems in content, which made-up rows may have.
if (status !== 0 && status !== 2) throw new Error(stderr.trim().split("\n").at(-1));
