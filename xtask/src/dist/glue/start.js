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

// For pages of other people, which are not to be troubled with a fault here: `tell` is, once, and from then on nothing runs any more. What a trap
// leaves half done cannot be trusted.
let told;
let ended;

function guard(tell) {
  const guarded = told;
  told = tell;
  if (guarded) return;
  const own = wasm;
  let depth = 0;
  const within = (run) => (...given) => {
    // What called what was cut off must not go on either.
    if (ended && depth) throw ended;
    if (ended) return;
    depth += 1;
    try {
      return run(...given);
    } catch (error) {
      if (error instanceof WebAssembly.RuntimeError || /call stack|recursion/.test(error)) ended = error;
      if (!ended || depth > 1) throw error;
    } finally {
      depth -= 1;
      if (ended && !depth) {
        // Whoever still reads an answer there finds none.
        new Uint8Array(own.memory.buffer).fill(0);
        told(ended);
      }
    }
  };
  const all = { __proto__: null };
  for (const name in own) all[name] = typeof own[name] === "function" ? within(own[name]) : own[name];
  wasm = all;
}

export { start as default, guard };
