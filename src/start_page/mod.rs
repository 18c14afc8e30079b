//! Starts the page: loads the bundle, then mounts the running page in place of the skeleton; every failure becomes a page too.

mod takeover;

use crate::later::after;
use crate::load::{self, load};
use crate::marks;
use crate::store::{Ground, Store};
use dossier_bundle::Language;
use dossier_query::Route;
use dossier_view::node::{IntoNode, Node};
use dossier_view::prelude::*;
use dossier_view::text::{Words, words_for};
use dossier_view::{Failure, Trouble, trouble};
use std::cell::{Cell, RefCell};
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
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

/// The stage of the moment, and a signal that tells of the next one. A clone is the same.
#[derive(Clone)]
struct Stages {
    now: Rc<RefCell<Stage>>,
    turn: RwSignal<u32>,
}

impl Stages {
    fn set(&self, stage: Stage) {
        self.now.replace(stage);
        self.turn.set(self.turn.get_untracked().wrapping_add(1));
    }
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
    let now = Rc::new(RefCell::new(Stage::Trouble(Trouble::Loading { received: 0, slow: false })));
    first(Stages { now, turn: RwSignal::new(0) }, root);
}

/// Loads and settles what is to be seen. `seen` is called whenever that has changed.
async fn begin(stages: Stages, seen: Rc<dyn Fn()>) {
    let received = Rc::new(Cell::new(0));
    let slow = Rc::new(Cell::new(false));
    let progress: Rc<dyn Fn()> = {
        let (stages, received, seen) = (stages.clone(), received.clone(), seen.clone());
        Rc::new(move || {
            stages.set(Stage::Trouble(Trouble::Loading { received: received.get(), slow: true }));
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
            Ok((store, faults)) => stages.set(Stage::Open(store, faults)),
            Err(failure) => {
                stages.set(Stage::Trouble(Trouble::Failed(failure)));
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
fn first(stages: Stages, root: HtmlElement) {
    let readable = !Ground::PAGE.is_blank();
    let mounted = Cell::new(false);
    let shown = stages.clone();
    let mount = move || {
        let open = matches!(*shown.now.borrow(), Stage::Open(..));
        if (open || !readable) && !mounted.replace(true) {
            let focus = takeover::focused(&root);
            root.set_text_content(None);
            // The page lives as long as the document.
            std::mem::forget(dossier_view::node::mount(&root, || page(shown.clone())));
            takeover::focus(&root, &focus);
        }
    };
    start(begin(stages, Rc::new(mount)));
}

/// Another load, asked for by the reader.
fn retry(stages: &Stages) {
    stages.set(Stage::Trouble(Trouble::Loading { received: 0, slow: false }));
    start(begin(stages.clone(), Rc::new(|| ())));
}

/// Boxed, so that the two starts share the code of what they start.
fn start(work: impl Future<Output = ()> + 'static) {
    let work: Pin<Box<dyn Future<Output = ()>>> = Box::pin(work);
    wasm_bindgen_futures::spawn_local(work);
}

fn page(stages: Stages) -> Node {
    let retried = stages.clone();
    let again: Rc<dyn Fn()> = Rc::new(move || retry(&retried));
    let make = move || {
        stages.turn.get();
        let now = stages.now.borrow().clone();
        match now {
            Stage::Trouble(now) => trouble(now, early_words(), again.clone()),
            Stage::Open(store, faults) => {
                marks::after_paint(Box::new(|| {
                    marks::mark("dossier:list");
                    marks::state("ready");
                }));
                store.open(faults)
            }
        }
    };
    make.into_node()
}

/// Words for pages without content: in the language of the address, else in one of the browser's, else in the page's own.
fn early_words() -> &'static Words {
    let search = window().location().search().unwrap_or_default();
    let asked = Route::parse(&search).0.language;
    let preferred = window().navigator().languages().iter().filter_map(|tag| tag.as_string()).find_map(|tag| Language::new(&tag));
    words_for(&asked.or(preferred).unwrap_or(Language::ENGLISH))
}
