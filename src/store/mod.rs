//! What is loaded and what is selected. The only writer of signals that the view reads; everything that touches the browser's
//! history, focus, title and storage is here.

mod appearance;
mod clock;
mod copy;
mod follow;
mod history;
mod keys;
mod landing;
mod online;
mod prepare;
mod title;

use dossier_bundle::Bundle;
use dossier_query::{Memory, Rejected, Route};
use dossier_view::context::{Actions, Parts, Room, Step};
use dossier_view::node::{IntoNode, Node, html};
use dossier_view::prelude::*;
use dossier_view::shown::Shown;
use dossier_view::text::page_language;
use landing::Landing;
use std::sync::Arc;
use wasm_bindgen::JsCast;

/// Opens the room: the running page of `bundle`, at the route that the address names.
pub(crate) fn open(bundle: Arc<Bundle>, source: String, faults: usize) -> Node {
    let store = Store::new(bundle.clone());
    history::watch(store.clone());
    title::keep(bundle.clone(), store.shown);
    let shown = store.shown.read_only();
    let room = Room::new(Parts { bundle, source, faults, shown, online: online::watch(), actions: Box::new(store.clone()) });
    landing::land_again(false);
    html::div()
        .class("page-root")
        .on("click", move |event| follow::click(event.unchecked_ref(), &store))
        .on("keydown", |event| keys::tabs(event.unchecked_ref()))
        .child(dossier_view::app(room))
        .into_node()
}

impl Actions for Store {
    fn go(&self, route: Route, step: Step) {
        self.go_to(route, step);
    }

    fn copy_address(&self, done: Box<dyn Fn(bool)>) {
        copy::address(done);
    }

    fn appearance(&self) -> &'static str {
        appearance::kept()
    }

    fn choose_appearance(&self, choice: &str) {
        appearance::choose(choice);
    }
}

/// The content, and what of it is shown.
#[derive(Clone)]
struct Store {
    memory: Arc<Memory>,
    shown: RwSignal<Arc<Shown>>,
}

impl Store {
    fn new(bundle: Arc<Bundle>) -> Self {
        let memory = Arc::new(Memory::new(bundle));
        let (route, rejected) = history::route();
        prepare::in_slices(memory.clone(), page_language(route.language.as_ref(), &memory.bundle().site));
        let shown = RwSignal::new(ask(&memory, route, rejected));
        Self { memory, shown }
    }

    /// Goes to `route` as a step of the reader's.
    fn go_to(&self, route: Route, step: Step) {
        let before = self.shown.get_untracked();
        history::record(&route, step);
        let now = ask(&self.memory, route, Vec::new());
        let landing = Landing::after(&before, &now);
        let focus = landing::focused();
        self.shown.set(now);
        landing.land(focus);
    }

    /// Shows what the address names after *Back* or *Forward*.
    fn follow_address(&self) {
        let (route, rejected) = history::route();
        let moved = self.shown.with_untracked(|shown| shown.route != route);
        if moved {
            self.shown.set(ask(&self.memory, route, rejected));
        }
        landing::land_again(moved);
    }
}

fn ask(memory: &Memory, route: Route, rejected: Vec<Rejected>) -> Arc<Shown> {
    Arc::new(Shown::of(route, rejected, memory, clock::today()))
}
