// Builds every peer's site from the same rows, as a program of its own with limits, and weighs what came out.
import { cpSync, existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { run } from "../lib/child.js";
import { finish } from "../lib/site.js";

const shell = (name) => new URL(`../peers/shell/${name}`, import.meta.url);

// Sites of the run before. They are removed when nothing is measured any more: for minutes after a quarter of a million files are gone, a file system
// may look for a place for each new one among them (ext4), which makes whoever writes many twice as slow.
const before = [];

function aside(folder) {
  const old = `${folder}.before`;
  rmSync(old, { recursive: true, force: true });
  if (existsSync(folder)) renameSync(folder, old);
  before.push(old);
}

// Removes them.
export function clear() {
  for (const old of before) rmSync(old, { recursive: true, force: true });
}

// Gives the weight of the site, the seconds and the memory that it took; or why not.
export async function build(peer, { rows, folder, limits }) {
  aside(folder);
  // Our own command makes the folder itself, by a rename.
  mkdirSync(peer.ours ? join(folder, "..") : folder, { recursive: true });
  const [program, ...options] = peer.program(rows, folder);
  try {
    const took = await run(program, options, limits);
    // The common page is nobody's work.
    const files = peer.ours ? {} : { ...peer.files, "engine.js": peer.engine };
    if (!peer.ours) for (const name of ["index.html", "shell.css", "shell.js"]) files[name] = shell(name);
    for (const [name, source] of Object.entries(files)) cpSync(source, join(folder, name));
    return { folder, ...took, ...finish(folder) };
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    return { failed: error.message };
  }
}
