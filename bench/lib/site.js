// A finished site as a host sends it: text compressed with brotli, everything else as it is.
import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";
import { isApp } from "./server.js";

const TEXT = /\.(html|css|js|json|wasm|svg|webmanifest)$/;

// Compresses a folder and weighs it: files and bytes of content, which is all but the app, and bytes of the app.
export function finish(folder) {
  const weight = { files: 0, bytes: 0, app: 0 };
  const names = readdirSync(folder, { recursive: true });
  // What a builder compressed itself is done again, the same for everybody.
  const [packed, plain] = [names.filter((name) => /\.(br|gz)$/.test(name)), names.filter((name) => !/\.(br|gz)$/.test(name))];
  packed.forEach((name) => rmSync(join(folder, name)));
  for (const name of plain) {
    const file = join(folder, name);
    if (statSync(file).isDirectory()) continue;
    const bytes = sent(file);
    if (isApp(`/${name}`)) weight.app += bytes;
    else [weight.files, weight.bytes] = [weight.files + 1, weight.bytes + bytes];
  }
  return weight;
}

function sent(file) {
  const { size } = statSync(file);
  if (!TEXT.test(file)) return size;
  // The best quality takes two seconds a megabyte.
  const quality = size < 2 ** 21 ? 11 : size < 2 ** 26 ? 9 : 5;
  const params = { [constants.BROTLI_PARAM_QUALITY]: quality, [constants.BROTLI_PARAM_LGWIN]: 24 };
  const small = brotliCompressSync(readFileSync(file), { params });
  writeFileSync(`${file}.br`, small);
  return small.length;
}
