//! What wasm-bindgen writes, made smaller: the WebAssembly and the script that stands between it and the browser.
//!
//! 1. `trim`: code in the script that no browser able to run the reader needs, and the start, which is `start.js` here.
//! 2. `exports`: what the script takes from the WebAssembly gets a short name; what it does not take goes.
//! 3. `imports`: what the script gives to the WebAssembly becomes a list, and its place in the list its name.
//! 4. `wasm`: the same names in the binary.
//! 5. `split`: what the first list does not need becomes a binary of its own.
//! 6. `order`: functions that are alike stand side by side in each, which then compresses better (2 %).
//!
//! Both files change together or not at all: a name that is in one and not in the other is an error, never a guess.

mod edit;
mod exports;
mod imports;
mod order;
mod split;
mod trim;
mod wasm;

#[cfg(test)]
pub(super) mod sample;

use super::javascript::{self, Kind};
use anyhow::{Context, Result};

/// Name of the one module that the WebAssembly imports from.
const MODULE: &str = "a";
/// What `start.js` calls the rest of the program. Packaging puts its name there; a program in one part has none.
pub(super) const REST: &str = "rest.wasm";

/// The program, ready to be shipped.
pub(super) struct Program {
    /// The script. Where it says [`REST`], the name of what is the rest belongs.
    pub(super) script: String,
    pub(super) first: Vec<u8>,
    /// What comes after the first list, if it is apart.
    pub(super) rest: Option<Vec<u8>>,
}

/// The script and the WebAssembly with short names, in two parts or in one.
pub(super) fn shorten(script: &str, binary: &[u8], in_parts: bool) -> Result<Program> {
    let names = wasm::names(binary).context("the WebAssembly")?;
    let script = trim::trim(script).context("the script beside the WebAssembly")?;
    let script = if in_parts { script } else { script.replace(REST, "") };
    let (script, exports) = exports::rename(&script, &names.exports)?;
    let script = imports::to_list(&script, &names.module, &names.imports)?;
    let short = wasm::rename(binary, MODULE, &exports)?;
    let (first, rest) = if in_parts {
        let (first, rest) = split::split(&short, binary).context("the WebAssembly cannot be split")?;
        (first, Some(order::sorted(&rest)?))
    } else {
        (short, None)
    };
    Ok(Program { script: javascript::minify(&script, Kind::Module)?, first: order::sorted(&first)?, rest })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn short(in_parts: bool) -> Program {
        shorten(&sample::script(), &sample::wasm(), in_parts).unwrap()
    }

    #[test]
    fn all_files_agree() {
        let Program { script, first, rest } = short(false);
        let names = wasm::names(&first).unwrap();
        assert_eq!((names.module.as_str(), names.imports), ("a", vec!["0".to_owned(), "1".to_owned()]));
        assert_eq!(names.exports, ["memory", "a", "b", "c"]);
        assert!(rest.is_none() && !script.contains(REST));
        for wanted in ["=>{e.remove()}", ".title", ".memory", "export function start_page", " as default,", " as guard}"] {
            assert!(script.contains(wanted), "{wanted} is not in {script}");
        }
        for unwanted in ["__wb", "wasm_bindgen", "initSync", "arguments", "dossier-reader"] {
            assert!(!script.contains(unwanted), "{unwanted} is in {script}");
        }
    }

    #[test]
    fn a_program_in_parts_names_its_rest() {
        let Program { script, rest, .. } = short(true);
        assert!(script.contains(REST) && rest.is_some(), "{script}");
    }

    #[test]
    fn a_name_in_one_file_only_is_refused() {
        for (what, old, new) in [
            ("an import that the script lacks", "__wbg_remove_58de54ec71e7974a", "__wbg_delete_58de54ec71e7974a"),
            ("an export that the WebAssembly lacks", "wasm.__wbindgen_export", "wasm.__wbindgen_other"),
            ("another module", "./dossier-reader_bg.js", "./other_bg.js"),
        ] {
            assert!(shorten(&sample::script().replace(old, new), &sample::wasm(), false).is_err(), "{what}");
        }
    }

    #[test]
    fn same_input_same_bytes() {
        for in_parts in [false, true] {
            let (once, again) = (short(in_parts), short(in_parts));
            assert_eq!((once.script, once.first, once.rest), (again.script, again.first, again.rest));
        }
    }
}
