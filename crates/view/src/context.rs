//! What features read from their surroundings. Each context is a type of its own with one `provide_` and one `expect_` function;
//! whoever mounts the view provides them all, and only the reader's store writes them.

use crate::shown::Shown;
use crate::text::Words;
use dossier_bundle::{Bundle, Language};
use dossier_query::Route;
use leptos::prelude::*;
use std::sync::Arc;

/// How a change of route enters the browser's history.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// A new entry: *Back* returns to where the reader was.
    New,
    /// In place of the present entry: while typing.
    Replace,
}

/// Everything a page is made of. Cheap to clone; it does not change while it is mounted.
#[derive(Clone)]
pub struct Room {
    /// The content.
    pub bundle: Arc<Bundle>,
    /// How many parts of the content had faults.
    pub faults: usize,
    /// What is shown now.
    pub shown: Signal<Arc<Shown>>,
    /// Goes to another route.
    pub go: Callback<(Route, Step)>,
    /// Copies the address of what is shown; answers whether that was possible.
    pub copy_address: Callback<Callback<bool>>,
    /// The appearance chosen on this device: `system`, `light` or `dark`.
    pub appearance: Signal<&'static str>,
    /// Chooses another.
    pub set_appearance: Callback<String>,
    /// Whether the browser says that it is connected.
    pub online: Signal<bool>,
}

/// The language of the page and its words. Fixed below the place where the language is switched.
#[derive(Clone)]
pub struct Speech {
    /// Language of the page.
    pub language: Language,
    /// Its words.
    pub words: &'static Words,
}

/// Gives `room` to everything below.
pub fn provide_room(room: Room) {
    provide_context(RoomContext(room));
}

/// The room around.
pub fn expect_room() -> Room {
    expect_context::<RoomContext>().0
}

/// Gives `speech` to everything below.
pub fn provide_speech(speech: Speech) {
    provide_context(SpeechContext(speech));
}

/// The language around.
pub fn expect_speech() -> Speech {
    expect_context::<SpeechContext>().0
}

#[derive(Clone)]
struct RoomContext(Room);

#[derive(Clone)]
struct SpeechContext(Speech);

impl Room {
    /// The present route, tracked.
    pub fn route(&self) -> Route {
        self.shown.with(|shown| shown.route.clone())
    }

    /// Goes to what `change` makes of the present route.
    pub fn change(&self, step: Step, change: impl FnOnce(&Route) -> Route) {
        let route = self.shown.with_untracked(|shown| change(&shown.route));
        self.go.run((route, step));
    }
}
