//! What is loaded and what is selected. The only writer of signals that the view reads; everything that touches the browser's
//! history, focus, title and storage is here.

mod appearance;
mod clock;
mod copy;
mod files;
mod follow;
mod ground;
mod history;
mod keys;
mod landing;
mod places;
#[cfg(feature = "whole")]
mod prepare;
mod seek;
mod source;
mod title;

use dossier_bundle::Bundle;
use dossier_query::{Rejected, Route, Source};
use dossier_view::context::{Actions, Form, Progress, Room, Step};
use dossier_view::node::{IntoNode, Node, html};
use dossier_view::prelude::*;
use dossier_view::shown::{Missing, Page, Shown};
use dossier_view::{Failure, Places};
use files::Flight;
pub(crate) use ground::{Ground, Guest};
pub(crate) use places::link;
use seek::{By, Sought};
pub(crate) use source::{Asked, source};
use std::cell::{Cell, RefCell};
use std::ops::Deref;
use std::rc::Rc;
use std::sync::Arc;
use wasm_bindgen::JsCast;

/// Told once whether the first page can be shown.
pub(crate) type Opened = Box<dyn FnOnce(Result<(), Failure>)>;

/// Told once, with the store, whether its first page can be shown.
pub(crate) type Begun = Box<dyn FnOnce(&Store, Result<(), Failure>)>;

/// The content, and what of it is shown. A clone is the same store.
#[derive(Clone)]
pub(crate) struct Store(Rc<Parts>);

/// What a store holds.
pub(crate) struct Parts {
    source: Rc<Asked>,
    /// Address of the bundle, beside which its files stand.
    base: String,
    places: Places,
    ground: Ground,
    shown: RwSignal<Arc<Shown>>,
    progress: RwSignal<Progress>,
    sought: RefCell<Sought>,
    /// The number of what waits for the rest of the program.
    waiting: Cell<Option<u32>>,
    /// Files on their way.
    flights: RefCell<Vec<Rc<Flight>>>,
    /// Waits for the first page.
    opened: RefCell<Option<Opened>>,
    /// Whether its room is no more, and its signals with it.
    ended: Cell<bool>,
}

impl Deref for Store {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.0
    }
}

impl Store {
    /// Whether this form of the reader can show a bundle.
    pub(crate) fn shows(bundle: &Bundle) -> bool {
        source::shows(bundle)
    }

    /// The store of a bundle that was found at `base`. Goes after the page that the address names; `opened` is told what comes of it,
    /// at once if everything is at hand.
    pub(crate) fn start(bundle: Arc<Bundle>, base: String, opened: impl FnOnce(&Self, Result<(), Failure>) + 'static) {
        let places = places::places(&bundle);
        let asked = history::route(&places);
        Self::begin(source(bundle, &asked.0), base, places, Ground::PAGE, asked, Box::new(opened));
    }

    /// The store of a source whose files stand beside `base`, in a room on this ground. Goes after the page that is `asked` for.
    pub(crate) fn begin(
        source: Rc<Asked>,
        base: String,
        places: Places,
        ground: Ground,
        asked: (Route, Vec<Rejected>),
        opened: Begun,
    ) -> Self {
        // What stands here is never seen: nothing is mounted before the first page.
        let (route, rejected) = asked.clone();
        let nothing = Shown { route, rejected, today: clock::today(), page: Page::Empty, items: Vec::new(), complete: false };
        let store = Self(Rc::new(Parts {
            source,
            base,
            places,
            ground,
            shown: RwSignal::new(Arc::new(nothing)),
            progress: RwSignal::new(Progress::Shown),
            sought: RefCell::new(Sought::new(0, asked.clone(), By::History)),
            waiting: Cell::default(),
            flights: RefCell::default(),
            opened: RefCell::default(),
            ended: Cell::default(),
        }));
        let told = store.clone();
        *store.opened.borrow_mut() = Some(Box::new(move |outcome| opened(&told, outcome)));
        store.ask();
        store
    }

    /// Opens the room: the running page. The first page must be there.
    pub(crate) fn open(self, faults: usize) -> Node {
        let bundle = Source::bundle(&*self.source).clone();
        let guest = self.ground.as_guest().cloned();
        if guest.is_none() {
            history::take();
            title::keep(bundle.clone(), self.shown);
        }
        let online = RwSignal::new(window().navigator().on_line());
        let room = Room::new(dossier_view::context::Parts {
            bundle,
            source: self.base.clone(),
            form: guest.as_ref().map_or(Form::Running, |guest| Form::Guest { whole: guest.whole }),
            places: self.places.clone(),
            faults,
            shown: self.shown.read_only(),
            progress: self.progress.read_only(),
            online: online.read_only(),
            actions: Box::new(self.clone()),
        });
        let mut root = html::div().class("page-root");
        // Guests listen to nothing outside of their part of the page.
        if guest.is_none() {
            root = root.on_window("online", move |_| online.set(true)).on_window("offline", move |_| online.set(false));
            // The reader may have gone back or forward while the first page was on its way.
            self.follow_address();
            let store = self.clone();
            root = root.on_window("popstate", move |_| store.follow_address()).on_window("pagehide", |_| history::remember());
        }
        root.on("click", move |event| match &guest {
            None => follow::click(event.unchecked_ref(), &self),
            Some(guest) => follow::click_of_guest(event.unchecked_ref(), &self, guest),
        })
        .on("keydown", |event| keys::tabs(event.unchecked_ref()))
        .child(dossier_view::app(room))
        .into_node()
    }

    /// What the address names in vain, as an error event says it.
    pub(crate) fn lacks(&self) -> &'static str {
        self.shown.with_untracked(|shown| match shown.page {
            Page::Unknown(Missing::Topic) => "unknown-topic",
            Page::Unknown(Missing::Item) => "unknown-item",
            _ => "",
        })
    }

    /// Whether both are the same store.
    pub(crate) fn is(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }

    /// Shows what an address names.
    pub(crate) fn show_address(&self, query: &str) {
        self.seek(Route::parse(query), By::Step);
    }

    /// Ends: what is under way is given up, and what comes all the same finds nobody.
    pub(crate) fn end(&self) {
        self.ended.set(true);
        self.flights.borrow_mut().drain(..).for_each(|flight| flight.abort());
    }

    /// Goes to `route` as a step of the reader's.
    fn go_to(&self, route: Route, step: Step) {
        match self.ground.as_guest() {
            None => history::record(&route, step, &self.places),
            Some(guest) => _ = guest.tell("view", &self.places.address(&route)),
        }
        self.seek((route, Vec::new()), By::Step);
    }

    /// Shows what the address names after *Back* or *Forward*.
    fn follow_address(&self) {
        let asked = history::route(&self.places);
        if self.sought.borrow().route == asked.0 {
            landing::land_again(false);
        } else {
            self.seek(asked, By::History);
        }
    }
}

impl Actions for Store {
    fn route(&self) -> Route {
        self.sought.borrow().route.clone()
    }

    fn go(&self, route: Route, step: Step) {
        self.go_to(route, step);
    }

    fn foresee_search(&self) {
        self.foresee();
    }

    fn retry(&self) {
        self.seek_again();
    }

    fn copy_address(&self, done: Box<dyn Fn(bool)>) {
        let address = self.ground.as_guest().map(|_| self.places.address(&Actions::route(self)));
        copy::address(address, done);
    }

    fn appearance(&self) -> &'static str {
        appearance::kept()
    }

    fn choose_appearance(&self, choice: &str) {
        appearance::choose(choice);
    }
}
