//! Rooms in other people's pages. The loader (`public/embed/dossier.js`) makes the elements and their shadow roots, and calls what is here
//! once a reader uses one of them. Content is loaded once for each bundle; each element has a route of its own, and nothing else in common.

use crate::load::load;
use crate::store::{Asked, Ground, Guest, Store, source};
use dossier_bundle::Bundle;
use dossier_query::{Paths, Route, Source};
use dossier_view::node::{Mounted, mount};
use dossier_view::prelude::Owner;
use dossier_view::{Failure, Places};
use js_sys::Function;
use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::{HtmlElement, ShadowRoot};

/// Content that elements show.
struct Content {
    address: String,
    bundle: Arc<Bundle>,
    faults: usize,
    source: Option<Rc<Asked>>,
}

/// An element's room. Dropped, it takes its signals and effects along.
struct Open {
    store: Store,
    mounted: Option<Mounted>,
    owner: Owner,
}

thread_local! {
    static CONTENTS: RefCell<Vec<Content>> = const { RefCell::new(Vec::new()) };
    static OPEN: RefCell<Vec<Option<Open>>> = const { RefCell::new(Vec::new()) };
}

/// Loads the bundle at `address`. `done` is given an empty text, or the code of what went wrong; `other` means that the other form of the
/// reader can show it.
#[wasm_bindgen]
pub fn load_content(address: String, done: Function) {
    // Another room may have given it already.
    let _ = any_spawner::Executor::init_wasm_bindgen();
    wasm_bindgen_futures::spawn_local(async move {
        let code = match load(&address, &|_| ()).await {
            Ok(loaded) if !Store::shows(&loaded.bundle) => "other",
            Ok(loaded) => {
                let content = Content { address, bundle: loaded.bundle, faults: loaded.faults, source: None };
                CONTENTS.with_borrow_mut(|contents| contents.push(content));
                ""
            }
            Err(failure) => code(&failure),
        };
        // A listener that fails is its own affair.
        let _ = done.call1(&JsValue::NULL, &code.into());
    });
}

/// Opens a room in `place`, behind `shadow`, that shows the content loaded from `content`. Its links lead below `root`, where the site has so
/// many pages of each `list`, and pages of `items`; none of either for a site of a single page. `tell` is given words and addresses: `ready`,
/// with a code if the site has no such topic or item, `error` and a code, `view` and the address of what is shown now, `navigate` and an address about to be opened (`false` keeps it from being).
/// Answers with the number of the room.
#[wasm_bindgen]
#[expect(clippy::too_many_arguments, reason = "they come from a script, which would have to build an object")]
pub fn open_guest(
    content: &str,
    place: HtmlElement,
    shadow: ShadowRoot,
    root: String,
    lists: u32,
    items: bool,
    whole: bool,
    query: &str,
    tell: Function,
) -> usize {
    let number = OPEN.with_borrow_mut(|open| {
        let free = open.iter().position(Option::is_none).unwrap_or(open.len());
        if free == open.len() {
            open.push(None);
        }
        free
    });
    let asked = Route::parse(query);
    let found = CONTENTS.with_borrow_mut(|contents| {
        let found = contents.iter_mut().find(|other| other.address == content)?;
        let (bundle, faults) = (found.bundle.clone(), found.faults);
        Some((found.source.get_or_insert_with(|| source(bundle, &asked.0)).clone(), faults))
    });
    let Some((source, faults)) = found else { return number };
    let paths = (lists > 0).then(|| Paths { bundle: Source::bundle(&*source).clone(), lists, items });
    let places = Places { root, paths };
    let owner = Owner::new();
    let ground = Ground::guest(Guest { shadow, whole, tell: tell.clone() });
    let opened = move |store: &Store, outcome: Result<(), Failure>| {
        let store = store.clone();
        // What is at hand answers before its room is in the list.
        wasm_bindgen_futures::spawn_local(async move {
            let mounted = outcome.map(|()| {
                OPEN.with_borrow_mut(|open| {
                    if let Some(room) = open.get_mut(number).and_then(Option::as_mut).filter(|room| room.store.is(&store)) {
                        room.mounted = Some(room.owner.with(|| mount(&place, || store.clone().open(faults))));
                    }
                });
            });
            let (what, code) = mounted.map_or_else(|failure| ("error", code(&failure)), |()| ("ready", store.lacks()));
            let _ = tell.call2(&JsValue::NULL, &what.into(), &code.into());
        });
    };
    let store = owner.with(|| Store::begin(source, content.to_owned(), places, ground, asked, Box::new(opened)));
    OPEN.with_borrow_mut(|open| open[number] = Some(Open { store, mounted: None, owner }));
    number
}

/// Shows something else in a room.
#[wasm_bindgen]
pub fn change_guest(number: usize, query: &str) {
    let store = OPEN.with_borrow(|open| open.get(number).and_then(Option::as_ref).map(|room| room.store.clone()));
    if let Some(store) = store {
        store.show_address(query);
    }
}

/// Ends a room. Its nodes stay where they are.
#[wasm_bindgen]
pub fn close_guest(number: usize) {
    let room = OPEN.with_borrow_mut(|open| open.get_mut(number).and_then(Option::take));
    if let Some(room) = room {
        room.store.end();
        drop(room.mounted);
        room.owner.cleanup();
    }
}

/// What an error event says.
fn code(failure: &Failure) -> &'static str {
    match failure {
        Failure::Offline => "offline",
        Failure::NotFound => "not-found",
        Failure::Refused(_) => "refused",
        Failure::TimedOut => "timed-out",
        Failure::Interrupted => "interrupted",
        Failure::NotContent => "not-content",
        Failure::Empty => "empty",
        Failure::Damaged(_) => "damaged",
        Failure::TooNew(_) => "too-new",
    }
}
