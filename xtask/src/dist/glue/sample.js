/**
 * Starts the sample.
 */
export function start_page() {
    wasm.start_page();
}
function __wbg_get_imports() {
    const import0 = {
        __proto__: null,
        __wbg_remove_58de54ec71e7974a: function(arg0) {
            arg0.remove();
        },
        __wbg_title_0123456789abcdef: function() { return handleError(function () {
            return pass(document.title, wasm.__wbindgen_export);
        }, arguments); },
    };
    return {
        __proto__: null,
        "./dossier-reader_bg.js": import0,
    };
}
const REGISTRY = (typeof FinalizationRegistry === 'undefined')
    ? { register: () => {}, unregister: () => {} }
    : new FinalizationRegistry(state => state.free());

function handleError(f, args) {
    try {
        return f.apply(this, args);
    } catch (e) {
        REGISTRY.register(e, e);
    }
}

function pass(text, realloc) {
    if (realloc === undefined) {
        return text;
    }
    return realloc(encoder.encodeInto(text, new Uint8Array(wasm.memory.buffer)).written);
}
const encoder = new TextEncoder();
if (!('encodeInto' in cachedTextEncoder)) {
    encoder.encodeInto = pass;
}

let wasmModule, wasmInstance, wasm;
function finish(instance) {
    wasm = instance.exports;
    wasm.__wbindgen_start();
}
function initSync() {}
async function __wbg_init() {}
export { initSync, __wbg_init as default };
