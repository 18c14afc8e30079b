// Loads and starts the WebAssembly, once however often it is asked for; after a failure the next call tries again.
// `module_or_path` is an address in full.
//
// What the first list does not need is a WebAssembly of its own, the rest, which works in the memory and the table of the first. It is sent for once
// the first is there, while that one waits for content. A function of the rest that is called before is fetched with it there and then (`fetch_now`).
const REST = "rest.wasm";
let wasm;
let starting;
let given;
let restAddress;
let restComing;
let restCame;
let isWhole = !REST;
let isFetchedNow = false;
const REST_LIMIT = 60000; // milliseconds
const REST_PAUSE = 1000; // milliseconds before the second try

async function instance(address, options) {
  const response = await fetch(address, options);
  if (!response.ok) throw new Error(`${response.status} ${response.url}`);
  // Browsers compile while they download, but only under the exact media type, which not every host gives.
  const streams = response.headers.get("Content-Type") === "application/wasm";
  const made = await (streams
    ? WebAssembly.instantiateStreaming(response, given)
    : WebAssembly.instantiate(await response.arrayBuffer(), given));
  return made.instance.exports;
}

async function load(address) {
  given = { ...__wbg_get_imports(), rest: [fetch_now] };
  wasm = await instance(address);
  given.rest = wasm;
  restAddress = new URL(REST, address).href;
  wasm.__wbindgen_start();
  const coming = rest_of_program();
  if (coming && !compilesWhileWaiting()) await coming;
  return wasm;
}

// Sends for the rest, if it is not on its way; nothing once it is there.
function rest_of_program() {
  if (isWhole) return;
  if (!restComing) {
    // What the first list waits for goes first.
    const fetched = () => instance(restAddress, { priority: "low", signal: AbortSignal.timeout?.(REST_LIMIT) });
    const again = () => new Promise((later) => setTimeout(later, REST_PAUSE)).then(fetched);
    restComing = new Promise((came, failed) => {
      restCame = came;
      fetched().catch(again).then(came, failed);
    }).then(
      () => (isWhole = true),
      () => {
        restComing = undefined;
        throw new Error(restAddress);
      },
    );
    // Whoever waits is told; nobody has to.
    restComing.catch(() => {});
  }
  return restComing;
}

function fetch_now() {
  // What the rest does not bring would be asked for ever.
  if (isFetchedNow) throw new WebAssembly.RuntimeError("a function is missing");
  try {
    const request = new XMLHttpRequest();
    request.open("GET", restAddress, false);
    request.overrideMimeType("text/plain; charset=x-user-defined");
    request.send();
    const bytes = Uint8Array.from(request.responseText, (byte) => byte.charCodeAt(0));
    new WebAssembly.Instance(new WebAssembly.Module(bytes), given);
  } catch (error) {
    // Whoever called cannot go on without.
    throw new WebAssembly.RuntimeError(`${restAddress}: ${error.message}`);
  }
  isFetchedNow = isWhole = true;
  if (restCame) restCame();
}

// Some browsers compile no more than 4 KiB while the page waits (Chromium before 115).
function compilesWhileWaiting() {
  const large = new Uint8Array(4200);
  // A module of nothing but one section for tools.
  large.set([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, 0, 0xdd, 0x20]);
  try {
    return !!new WebAssembly.Module(large);
  } catch {
    return false;
  }
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
// What whoever called gets in place of an answer: some look into it for an error.
const NOTHING = [];

function guard(tell) {
  const guarded = told;
  told = tell;
  if (guarded) return;
  const own = wasm;
  let depth = 0;
  const within = (run) => (...given) => {
    // What called what was cut off must not go on either.
    if (ended && depth) throw ended;
    if (ended) return NOTHING;
    depth += 1;
    try {
      return run(...given);
    } catch (error) {
      if (error instanceof WebAssembly.RuntimeError || /call stack|recursion/.test(error)) ended = error;
      if (!ended || depth > 1) throw error;
      return NOTHING;
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
