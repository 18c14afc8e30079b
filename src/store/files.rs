//! Files that a source wants: fetched, checked against what the bundle names, uncompressed, and handed over. What is not the file that
//! was wanted never gets further than the check.

use super::Store;
use super::source::Asked;
use crate::fetch::{Wish, fetch, is_aborted, is_web_page, uncompress};
use dossier_bundle::lean::{joined, parted_at_last, until};
use dossier_query::Source;
use dossier_view::Failure;
use std::cell::Cell;
use std::rc::Rc;
use web_sys::{AbortController, RequestCache};

/// More bytes than a file can have, compressed or not; what has more is not read to its end.
const MOST: usize = 16 << 20;

/// A file on its way.
pub(super) struct Flight {
    /// Its address, relative to the bundle's.
    pub(super) file: String,
    /// The number of the last route that wanted it.
    pub(super) wanted_by: Cell<u32>,
    abort: Option<AbortController>,
}

impl Flight {
    /// Gives the file up.
    pub(super) fn abort(&self) {
        if let Some(abort) = &self.abort {
            abort.abort();
        }
    }
}

impl Store {
    /// Sends for a file.
    pub(super) fn fetch(&self, file: String, wanted_by: u32) {
        let flight = Rc::new(Flight { file, wanted_by: Cell::new(wanted_by), abort: AbortController::new().ok() });
        self.flights.borrow_mut().push(flight.clone());
        let store = self.clone();
        wasm_bindgen_futures::spawn_local(async move {
            let outcome = bring(&flight, &beside(&store.base, &flight.file), store.source.as_ref()).await;
            store.landed(&flight, outcome);
        });
    }
}

/// Fetches a file and hands it over; once more past all caches if it is damaged, since one of them may keep a damaged copy.
async fn bring(flight: &Flight, address: &str, source: &Asked) -> Result<(), Failure> {
    let mut cache = RequestCache::Default;
    loop {
        let wish = Wish { address, cache, most: MOST, abort: flight.abort.as_ref(), arrived: &|_| () };
        let bytes = fetch(&wish).await?;
        let outcome = hand_over(&flight.file, &bytes, source).await;
        if outcome.is_ok() || cache == RequestCache::Reload || is_aborted(wish.abort) {
            return outcome;
        }
        cache = RequestCache::Reload;
    }
}

async fn hand_over(file: &str, bytes: &[u8], source: &Asked) -> Result<(), Failure> {
    let refused = |problem| if is_web_page(bytes) { Failure::NotContent } else { Failure::Damaged(problem) };
    let content = Source::check(source, file, bytes).map_err(refused)?;
    let content = uncompress(bytes.get(content).unwrap_or_default(), MOST).await?;
    Source::put(source, file, content).map_err(Failure::Damaged)
}

/// The address of a file that stands beside the bundle.
fn beside(bundle: &str, file: &str) -> String {
    let folder = parted_at_last(until(bundle, "?#"), "/").map(|(folder, _)| [folder, "/"].concat());
    joined(&[folder.unwrap_or_default().as_str(), file], "")
}
