// Loads and starts the WebAssembly, once however often it is asked for; after a failure the next call tries again.
// `module_or_path` is an address.
let wasm;
let starting;

async function load(address) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${response.status} ${response.url}`);
  const imports = __wbg_get_imports();
  // Browsers compile while they download, but only under the exact media type, which not every host gives.
  const streams = response.headers.get("Content-Type") === "application/wasm";
  const { instance } = await (streams
    ? WebAssembly.instantiateStreaming(response, imports)
    : WebAssembly.instantiate(await response.arrayBuffer(), imports));
  wasm = instance.exports;
  wasm.__wbindgen_start();
  return wasm;
}

function start({ module_or_path }) {
  starting = starting || load(module_or_path);
  starting.catch(() => (starting = undefined));
  return starting;
}

export { start as default };
