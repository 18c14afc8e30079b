//! Starts the page: loads the bundle, then mounts the running page in place of the skeleton; every failure becomes a page too.

mod takeover;

use crate::later::after;
use crate::load::{self, load};
use crate::marks;
use crate::store::Store;
use dossier_bundle::Language;
use dossier_query::Route;
use dossier_view::node::Node;
use dossier_view::prelude::*;
use dossier_view::text::{Words, words_for};
use dossier_view::{Failure, Trouble, trouble};
use std::cell::Cell;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use std::sync::Arc;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::HtmlElement;

/// What stands in the page at the moment.
#[derive(Clone)]
enum Stage {
    Trouble(Trouble),
    /// The first page is there; so many parts of the content had faults.
    Open(Store, usize),
}

/// Milliseconds of loading after which the reader is told about it.
const SLOW: u32 = 4_000;

/// Starts the reader in the element `#dossier`. Called once, by `boot.js`.
#[wasm_bindgen]
pub fn start_page() {
    // The reader as shipped has no messages to show (`cargo xtask dist`); there a panic is a trap, which `boot.js` sees.
    #[cfg(debug_assertions)]
    std::panic::set_hook(Box::new(|info| {
        web_sys::console::error_1(&info.to_string().into());
        marks::state("error");
    }));
    marks::mark("dossier:boot");
    if any_spawner::Executor::init_wasm_bindgen().is_err() {
        marks::warn("dossier: the page was started twice");
        return;
    }
    let Some(root) = document().get_element_by_id("dossier").and_then(|root| root.dyn_into::<HtmlElement>().ok()) else {
        web_sys::console::error_1(&"dossier: the page has no element #dossier".into());
        return;
    };
    let stage = RwSignal::new(Stage::Trouble(Trouble::Loading { received: 0, slow: false }));
    first(stage, root);
}

/// Loads and settles what is to be seen. `seen` is called whenever that has changed.
async fn begin(stage: RwSignal<Stage>, seen: Rc<dyn Fn()>) {
    let received = Rc::new(Cell::new(0));
    let slow = Rc::new(Cell::new(false));
    let progress: Rc<dyn Fn()> = {
        let (received, seen) = (received.clone(), seen.clone());
        Rc::new(move || {
            stage.set(Stage::Trouble(Trouble::Loading { received: received.get(), slow: true }));
            seen();
        })
    };
    let alarm = {
        let (slow, progress) = (slow.clone(), progress.clone());
        let tell = move || {
            slow.set(true);
            progress();
        };
        after(SLOW, Box::new(tell))
    };
    let arrived = |bytes| {
        received.set(bytes);
        if slow.get() {
            progress();
        }
    };
    let settle = move |outcome: Result<(Store, usize), Failure>| {
        alarm.cancel();
        match outcome {
            Ok((store, faults)) => stage.set(Stage::Open(store, faults)),
            Err(failure) => {
                stage.set(Stage::Trouble(Trouble::Failed(failure)));
                marks::after_paint(Box::new(|| marks::state("error")));
            }
        }
        seen();
    };
    match load(&load::address(), &arrived).await {
        // The other form of the reader can; `boot.js` starts it.
        Ok(loaded) if !Store::shows(&loaded.bundle) => marks::state("other"),
        Ok(loaded) => Store::start(loaded.bundle, load::address(), move |store, outcome| {
            settle(outcome.map(|()| (store.clone(), loaded.faults)));
        }),
        Err(failure) => settle(Err(failure)),
    }
}

/// The first load. Meanwhile the page stays as it was made: a skeleton, in whose place comes whatever comes of it; or a page that can be read
/// already, in whose place comes the same page, running. That one is worth more than any trouble: `boot.js` says above it what went wrong.
fn first(stage: RwSignal<Stage>, root: HtmlElement) {
    let readable = root.query_selector(".skeleton-page").is_ok_and(|found| found.is_none());
    let mounted = Cell::new(false);
    let mount = move || {
        let open = stage.with_untracked(|stage| matches!(stage, Stage::Open(..)));
        if (open || !readable) && !mounted.replace(true) {
            let focus = takeover::focused(&root);
            root.set_text_content(None);
            // The page lives as long as the document.
            std::mem::forget(dossier_view::node::mount(&root, || page(stage)));
            takeover::focus(&root, &focus);
        }
    };
    start(begin(stage, Rc::new(mount)));
}

/// Another load, asked for by the reader.
fn retry(stage: RwSignal<Stage>) {
    stage.set(Stage::Trouble(Trouble::Loading { received: 0, slow: false }));
    start(begin(stage, Rc::new(|| ())));
}

/// Boxed, so that the two starts share the code of what they start.
fn start(work: impl Future<Output = ()> + 'static) {
    let work: Pin<Box<dyn Future<Output = ()>>> = Box::pin(work);
    wasm_bindgen_futures::spawn_local(work);
}

fn page(stage: RwSignal<Stage>) -> Node {
    let again: Arc<dyn Fn() + Send + Sync> = Arc::new(move || retry(stage));
    Node::Live(Box::new(move || match stage.get() {
        Stage::Trouble(now) => trouble(now, early_words(), again.clone()),
        Stage::Open(store, faults) => {
            marks::after_paint(Box::new(|| {
                marks::mark("dossier:list");
                marks::state("ready");
            }));
            store.open(faults)
        }
    }))
}

/// Words for pages without content: in the language of the address, else in one of the browser's, else in the page's own.
fn early_words() -> &'static Words {
    let search = window().location().search().unwrap_or_default();
    let asked = Route::parse(&search).0.language;
    let preferred = window().navigator().languages().iter().filter_map(|tag| tag.as_string()).find_map(|tag| Language::new(&tag));
    words_for(&asked.or(preferred).unwrap_or(Language::ENGLISH))
}
