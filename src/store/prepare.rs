//! What the first search needs is made ready ahead of it, in slices short enough to go unnoticed.

use crate::later::pause;
use crate::marks::now;
use crate::rest;
use dossier_bundle::Language;
use dossier_query::Memory;
use std::rc::Rc;

/// Items between two looks at the clock.
const STEP: usize = 50;
/// Milliseconds of work in one go.
const SLICE: f64 = 8.0;
/// Milliseconds between two slices, and before the first.
const PAUSE: u32 = 50;

/// Folds the text of all items and puts their titles in order, a slice at a time.
pub(super) fn in_slices(memory: Rc<Memory>, language: Language) {
    wasm_bindgen_futures::spawn_local(async move {
        pause(PAUSE).await;
        // Without the rest of the program there is no search either; the first one makes ready what it needs by itself.
        if rest::arrives().await.is_err() {
            return;
        }
        let all = memory.bundle().items.len();
        let mut keys = memory.title_keys(&language);
        let mut done = 0;
        loop {
            pause(PAUSE).await;
            let begun = now();
            let mut more = true;
            while more && now() - begun < SLICE {
                if done < all {
                    memory.prepare(done..(done + STEP).min(all));
                    done += STEP;
                } else {
                    more = memory.add_title_keys(&mut keys, STEP);
                }
            }
            if !more {
                break;
            }
        }
        pause(PAUSE).await;
        memory.order_titles(keys);
    });
}
