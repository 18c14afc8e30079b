//! One program as two: what the first list needs, and the rest, which comes after it.
//!
//! Both work in one memory and one table. Where a function of one part calls one of the other, it does so by the table; in the places of those that are
//! still to come stand functions of the same types that fetch the rest and call again (`start.js`: `fetch_now`), so that the two parts do what one would.

mod late;
mod program;
mod write;

use anyhow::{Context, Result, anyhow, bail};
use program::Program;
use wasm_encoder::reencode::Error;
use wasmparser::Validator;
use write::Plan;

/// The module from which the first part takes the function that fetches the rest, and the rest what the first part has.
const REST: &str = "rest";

/// The parts of a program. `named` is the same program, as long as its functions had names.
pub(super) fn split(binary: &[u8], named: &[u8]) -> Result<(Vec<u8>, Vec<u8>)> {
    let names = program::names(named)?;
    if !names.iter().any(|name| late::is_late(name)) {
        bail!("none of its functions has a name of `late.rs`");
    }
    parted(binary, |function| names.get(function as usize).is_some_and(|name| late::is_late(name)))
}

fn parted(binary: &[u8], is_late: impl Fn(u32) -> bool) -> Result<(Vec<u8>, Vec<u8>)> {
    let program = Program::read(binary)?;
    let late = program.put_off(is_late)?;
    let said = |error: Error<&'static str>| anyhow!("{error}");
    let plan = Plan::of(&program, late).map_err(said)?;
    let (first, rest) = (write::first(&plan, binary).map_err(said)?, write::rest(&plan, binary).map_err(said)?);
    for (what, part) in [("first part", &first), ("rest", &rest)] {
        Validator::new().validate_all(part).with_context(|| format!("the {what} is no WebAssembly"))?;
    }
    Ok((first, rest))
}

#[cfg(test)]
mod tests;
