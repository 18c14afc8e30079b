//! What features read from their surroundings. Each context has one `provide_` and one `expect_` function; whoever mounts the view provides
//! them all, and only the reader's store writes them.
//!
//! Leptos keeps contexts in a map by type, with each owner; for two of them a pair does, at 2 kB less of WebAssembly. A live piece is made
//! again within what stood around it when it was made first, so that both ways give the same.

use crate::frame::Failure;
use crate::link::Places;
use crate::node::{Element, html};
use crate::prelude::*;
use crate::shown::Shown;
use crate::text::Words;
use dossier_bundle::{Bundle, Language};
use dossier_query::Route;
use std::cell::RefCell;
use std::ops::Deref;
use std::rc::Rc;
use std::sync::Arc;

/// How a change of route enters the browser's history.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// A new entry: *Back* returns to where the reader was.
    New,
    /// In place of the present entry: while typing.
    Replace,
}

/// How far the page that was asked for last has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Progress {
    /// It is shown.
    Shown,
    /// It is on its way; the page before it stays meanwhile.
    Waiting,
    /// It takes so long that the reader is told.
    Slow,
    /// Something of it could not be had.
    Failed {
        /// What the page lacks.
        lack: Lack,
        /// Why.
        failure: Failure,
        /// Address of the file that could not be had.
        file: String,
    },
}

/// What a page lacks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lack {
    /// Everything: another page is still shown.
    Page,
    /// How many items there are.
    Counts,
    /// The further entries of a list.
    Entries,
    /// What stands around an item.
    Around,
}

/// What a page can ask of whoever mounted it.
pub trait Actions {
    /// The route that was asked for last, which may not be shown yet.
    fn route(&self) -> Route;
    /// Goes to another route.
    fn go(&self, route: Route, step: Step);
    /// The reader is about to search: sends for what every search needs.
    fn foresee_search(&self);
    /// Tries again to get what could not be had.
    fn retry(&self);
    /// Copies the address of what is shown; `done` is told whether that was possible.
    fn copy_address(&self, done: Box<dyn Fn(bool)>);
    /// The appearance chosen on this device: `system`, `light` or `dark`.
    fn appearance(&self) -> &'static str;
    /// Chooses another.
    fn choose_appearance(&self, choice: &str);
}

/// In what way a page is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// It runs, and has the browser's page to itself.
    Running,
    /// It was made ahead: it has links where the running one has tabs, since tabs need a program.
    Made,
    /// It runs as a part of someone else's page, without header and footer.
    Guest {
        /// Whether it shows more than one list: a topic, with its name and its views.
        whole: bool,
    },
}

impl Form {
    /// The role of a named section, which is a landmark in a page of our own. Someone else's page gets none from us: several guests would give it
    /// several of one name.
    pub(crate) fn landmark(self) -> Option<&'static str> {
        matches!(self, Self::Guest { .. }).then_some("group")
    }

    /// A navigation, or a group in its place.
    pub(crate) fn navigation(self) -> Element {
        let role = self.landmark();
        if role.is_some() { html::div().attr("role", role) } else { html::nav() }
    }
}

/// Everything a page is made of. It does not change while it is mounted; a clone is the same room.
#[derive(Clone)]
pub struct Room(Rc<Parts>);

/// The parts of a [`Room`].
pub struct Parts {
    /// The content.
    pub bundle: Arc<Bundle>,
    /// Where the content came from.
    pub source: String,
    /// How many parts of the content had faults.
    pub faults: usize,
    /// In what way the page is there.
    pub form: Form,
    /// Where the site's pages are.
    pub places: Places,
    /// What is shown now.
    pub shown: ReadSignal<Arc<Shown>>,
    /// How far what was asked for has come.
    pub progress: ReadSignal<Progress>,
    /// Whether the browser says that it is connected.
    pub online: ReadSignal<bool>,
    /// What the page can ask for.
    pub actions: Box<dyn Actions>,
}

/// The language of the page and its words. Fixed below the place where the language is switched.
#[derive(Clone)]
pub struct Speech {
    /// Language of the page.
    pub language: Language,
    /// Its words.
    pub words: &'static Words,
}

/// What stands around a piece.
#[derive(Clone, Default)]
pub(crate) struct Around {
    room: Option<Room>,
    speech: Option<Speech>,
}

thread_local! {
    /// What stands around the piece that is being made.
    static AROUND: RefCell<Rc<Around>> = RefCell::default();
}

/// What stands around the piece that is being made.
#[inline(never)]
pub(crate) fn around() -> Rc<Around> {
    AROUND.with_borrow(Rc::clone)
}

/// Makes a piece with `around` around it. What it provides is for what it is made of alone.
pub(crate) fn within<T>(around: &Rc<Around>, make: impl FnOnce() -> T) -> T {
    let before = AROUND.replace(around.clone());
    let made = make();
    AROUND.set(before);
    made
}

/// Gives `room` to everything below.
pub fn provide_room(room: Room) {
    AROUND.set(Rc::new(Around { room: Some(room), speech: None }));
}

/// The room around.
#[inline(never)]
pub fn expect_room() -> Room {
    match &around().room {
        Some(room) => room.clone(),
        None => unreachable!("no room was provided"),
    }
}

/// Gives `speech` to everything below.
pub fn provide_speech(speech: Speech) {
    AROUND.set(Rc::new(Around { room: around().room.clone(), speech: Some(speech) }));
}

/// The language around.
#[inline(never)]
pub fn expect_speech() -> Speech {
    match &around().speech {
        Some(speech) => speech.clone(),
        None => unreachable!("no language was provided"),
    }
}

/// The name of an element for the style sheets of the page around a guest; a page of its own has nobody who would use it.
#[inline(never)]
pub(crate) fn part(name: &'static str) -> Option<&'static str> {
    matches!(expect_room().form, Form::Guest { .. }).then_some(name)
}

impl Room {
    /// A room of these parts.
    pub fn new(parts: Parts) -> Self {
        Self(Rc::new(parts))
    }

    /// Goes to what `change` makes of the route asked for last, so that no change is lost while another is on its way.
    pub fn change(&self, step: Step, change: &dyn Fn(&Route) -> Route) {
        self.actions.go(change(&self.actions.route()), step);
    }

    /// The route that is shown, read once.
    pub fn present(&self) -> Route {
        self.shown.with_untracked(|shown| shown.route.clone())
    }

    /// The first page in the present language.
    pub fn home(&self) -> Route {
        Route { language: self.present().language, ..Route::default() }
    }

    /// The overview of a topic in the present language.
    pub fn topic_route(&self, id: &str) -> Route {
        Route { topic: Some(id.to_owned()), ..self.home() }
    }
}

impl Deref for Room {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.0
    }
}
