//! Exact pieces of wasm-bindgen's script that the reader does not need, and what stands in their place.
//!
//! The version of wasm-bindgen is pinned. Should another one write other text, packaging stops and names the piece: nothing is guessed.

use anyhow::{Context, Result, bail};

/// From the first text to the second, both included, each to be found exactly as often as said.
struct Piece {
    from: &'static str,
    to: &'static str,
    instead: &'static str,
}

/// Every browser of the last five years has `FinalizationRegistry` and `encodeInto` (Safari as the last, in 14.1, and bulk memory, without
/// which the reader does not start, in 15); `boot.js` tells the others that the page cannot run. Strings are always passed with `realloc`. Functions that may throw get one wrapper each when they are made, not at each call.
const PIECES: &[Piece] = &[
    Piece { from: "(typeof FinalizationRegistry === 'undefined')", to: "\n    : new Fin", instead: "new Fin" },
    Piece { from: "if (!('encodeInto' in cachedTextEncoder)) {", to: "\n}\n", instead: "" },
    Piece { from: "    if (realloc === undefined) {", to: "\n    }\n", instead: "" },
    Piece {
        from: "function handleError(f, args) {",
        to: "f.apply(this, args);",
        instead: "const catching = (f) => (...args) => { try { return f(...args);",
    },
];

/// Where the part begins that loads and starts the WebAssembly. It goes to the end of the script.
const START: &str = "let wasmModule, wasmInstance, wasm;\n";
/// How it ends.
const END: &str = "export { initSync, __wbg_init as default };";
/// All that it may do with the WebAssembly, if anything: without reference types there is nothing to be made ready.
const CALL: &str = "wasm.__wbindgen_start();";

/// The script without them.
pub(super) fn trim(script: &str) -> Result<String> {
    if script.contains("catching") {
        bail!("it has the name `catching` already, which packaging uses");
    }
    let mut script = PIECES.iter().try_fold(script.to_owned(), |script, piece| replace(&script, piece))?;
    let start = script.find(START).with_context(|| missing(START))?;
    let old = &script[start + START.len()..];
    if !old.trim_end().ends_with(END) {
        bail!("{}", missing(END));
    }
    let calls = old.matches(CALL).count();
    if calls > 1 || old.matches("wasm.").count() != calls {
        bail!("its start does more than call `{CALL}`");
    }
    script.truncate(start);
    let start = include_str!("start.js");
    Ok(script + &if calls == 0 { start.replace(CALL, "") } else { start.to_owned() })
}

fn replace(script: &str, piece: &Piece) -> Result<String> {
    let (before, rest) = script.split_once(piece.from).with_context(|| missing(piece.from))?;
    let (_, after) = rest.split_once(piece.to).with_context(|| missing(piece.to))?;
    if after.contains(piece.from) {
        bail!("it has `{}` more than once", piece.from);
    }
    Ok([before, piece.instead, after].concat())
}

fn missing(text: &str) -> String {
    format!("it has no `{}`; was wasm-bindgen's version changed?", text.trim())
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;

    #[test]
    fn what_is_needless_goes_and_the_rest_stays() {
        let trimmed = trim(&sample::script()).unwrap();
        for gone in
            ["typeof FinalizationRegistry", "encodeInto' in", "realloc === undefined", "function handleError", "initSync", "wasmModule"]
        {
            assert!(!trimmed.contains(gone), "{gone}");
        }
        for kept in ["new FinalizationRegistry(", "encodeInto(", "realloc(", "function start_page", "module_or_path", "as default"] {
            assert!(trimmed.contains(kept), "{kept}");
        }
    }

    #[test]
    fn a_start_without_a_call_has_none() {
        let script = sample::script();
        assert_eq!(trim(&script).unwrap().matches(CALL).count(), 1);
        assert_eq!(trim(&script.replace(CALL, "")).unwrap().matches(CALL).count(), 0);
    }

    #[test]
    fn another_text_is_refused_by_name() {
        for piece in PIECES {
            let fault = trim(&sample::script().replace(piece.from, "other")).unwrap_err().to_string();
            assert!(fault.contains(piece.from.trim()), "{fault}");
            assert!(trim(&[piece.from, piece.to, &sample::script()].concat()).is_err(), "{} twice", piece.from);
        }
        for (old, new) in
            [(START, "let wasm;\n"), (END, "export { other };"), (CALL, "wasm.start();"), (CALL, "wasm.a(); wasm.__wbindgen_start();")]
        {
            assert!(trim(&sample::script().replace(old, new)).is_err(), "{new}");
        }
    }
}
