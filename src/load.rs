//! Loading the bundle: fetch, then parse in slices, so that no frame waits for it.

use crate::fetch::{Wish, fetch, is_web_page};
use crate::later::pause;
use crate::marks::now;
use dossier_bundle::lean::{joined, push_number};
use dossier_bundle::{Bundle, Code, Parsing, Problem, Severity};
use dossier_view::Failure;
use dossier_view::prelude::document;
use std::sync::Arc;
use web_sys::RequestCache;

/// Where the bundle is, unless `<html data-bundle>` says otherwise.
const BUNDLE: &str = "bundle.json";
/// Milliseconds of parsing in one go; below the 50 of a long task.
const SLICE: f64 = 20.0;
/// Items between two looks at the clock.
const STEP: usize = 64;

/// A bundle, ready to be asked.
pub(crate) struct Loaded {
    pub(crate) bundle: Arc<Bundle>,
    pub(crate) faults: usize,
}

/// Fetches and parses a bundle. `arrived` is told how many bytes have come so far.
pub(crate) async fn load(address: &str, arrived: &dyn Fn(u64)) -> Result<Loaded, Failure> {
    let wish = Wish { address, cache: RequestCache::Default, most: usize::MAX, abort: None, arrived };
    let bytes = fetch(&wish).await?;
    if is_web_page(&bytes) { Err(Failure::NotContent) } else { parse(&bytes).await }
}

/// Where the page's bundle is: in full, since the page's own address will change.
pub(crate) fn address() -> String {
    let told = document().document_element().and_then(|root| root.get_attribute("data-bundle"));
    told.and_then(|told| crate::store::link(&told)).map_or_else(|| BUNDLE.to_owned(), |link| link.href())
}

async fn parse(bytes: &[u8]) -> Result<Loaded, Failure> {
    let mut parsing = Parsing::start(bytes);
    let mut slice = now();
    while !parsing.step(STEP).finished {
        if now() - slice > SLICE {
            pause(0).await;
            slice = now();
        }
    }
    pause(0).await;
    let (bundle, problems) = parsing.finish();
    if let Some(fatal) = problems.iter().find(|problem| problem.severity == Severity::Fatal) {
        return Err(failure(fatal, bytes));
    }
    for problem in &problems {
        crate::marks::warn(&describe(problem));
    }
    let faults = problems.iter().filter(|problem| problem.severity >= Severity::Warning).count();
    Ok(Loaded { bundle: Arc::new(bundle), faults })
}

fn failure(problem: &Problem, bytes: &[u8]) -> Failure {
    match problem.code {
        Code::FormatTooNew => Failure::TooNew(value_at(problem, bytes)),
        _ => Failure::Damaged(describe(problem)),
    }
}

/// The text value that a problem is about, as it stands in the file.
fn value_at(problem: &Problem, bytes: &[u8]) -> String {
    // A bundle that is no UTF-8 never gets as far as its format.
    let mut rest = str::from_utf8(bytes).unwrap_or_default();
    for _ in 1..problem.line {
        rest = rest.split_once('\n').unwrap_or_default().1;
    }
    let mut value = String::new();
    for character in rest.chars().skip(problem.column).take(40) {
        if matches!(character, '"' | '\n') {
            break;
        }
        value.push(character);
    }
    value
}

/// A problem in one line.
fn describe(problem: &Problem) -> String {
    let mut line = joined(&[&problem.text, " (", problem.code.as_str(), ", line "], "");
    push_number(&mut line, problem.line as u32, 0);
    line.push_str(", column ");
    push_number(&mut line, problem.column as u32, 0);
    line.push(')');
    line
}
