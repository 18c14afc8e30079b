//! What the first search needs is made ready ahead of it, in slices short enough to go unnoticed.

use dossier_query::Memory;
use dossier_view::prelude::window;
use gloo_timers::future::TimeoutFuture;
use std::sync::Arc;

/// Items between two looks at the clock.
const STEP: usize = 50;
/// Milliseconds of work in one go.
const SLICE: f64 = 8.0;
/// Milliseconds between two slices, and before the first.
const PAUSE: u32 = 50;

/// Folds the text of all items, a slice at a time.
pub(super) fn in_slices(memory: Arc<Memory>) {
    wasm_bindgen_futures::spawn_local(async move {
        let all = memory.bundle().items.len();
        let mut done = 0;
        while done < all {
            TimeoutFuture::new(PAUSE).await;
            let begun = now();
            while done < all && now() - begun < SLICE {
                memory.prepare(done..(done + STEP).min(all));
                done += STEP;
            }
        }
    });
}

fn now() -> f64 {
    window().performance().map_or(0.0, |performance| performance.now())
}
