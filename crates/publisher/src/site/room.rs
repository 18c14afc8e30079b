//! The markup of a page: the renderer's, with nobody there to act.

use super::content::Contents;
use super::press::Press;
use dossier_bundle::Language;
use dossier_query::Route;
use dossier_view::context::{Actions, Form, Parts, Progress, Room, Step};
use dossier_view::node::{IntoNode, Node, html, to_html};
use dossier_view::prelude::{Owner, RwSignal};
use dossier_view::shown::{Page, Shown};
use dossier_view::{Places, app};
use std::sync::Arc;

/// The markup of what stands in `#dossier`. The files of the site are found under `root`.
pub(super) fn markup(contents: &Contents, places: Places, root: &str, shown: Shown) -> String {
    within(contents, places, root, shown, app)
}

/// The markup of a page of `language` that no program takes over: `main` in the site's frame. `languages` are its addresses in each of them.
pub(super) fn still(
    press: &Press<'_>,
    places: Places,
    root: &str,
    language: &Language,
    languages: &[(Language, String)],
    main: Node,
) -> String {
    // No topic and no item: nothing in the frame is marked as present.
    let shown = Shown {
        route: press.home(language),
        rejected: Vec::new(),
        today: press.contents.today,
        page: Page::Empty,
        items: Vec::new(),
        complete: true,
    };
    within(press.contents, places, root, shown, |room| dossier_view::still(room, languages, main))
}

fn within(contents: &Contents, places: Places, root: &str, shown: Shown, page: impl FnOnce(Room) -> Node) -> String {
    let owner = Owner::new();
    let markup = owner.with(|| {
        let actions = Box::new(Nobody(shown.route.clone()));
        let room = Room::new(Parts {
            bundle: contents.bundle.clone(),
            source: format!("{root}bundle.json"),
            faults: contents.faults,
            form: Form::Made,
            places,
            shown: RwSignal::new(Arc::new(shown)).read_only(),
            progress: RwSignal::new(Progress::Shown).read_only(),
            online: RwSignal::new(true).read_only(),
            actions,
        });
        to_html(html::div().class("page-root").child(page(room)).into_node())
    });
    owner.cleanup();
    markup
}

/// A page that is only written has nobody who acts on it.
struct Nobody(Route);

impl Actions for Nobody {
    fn route(&self) -> Route {
        self.0.clone()
    }

    fn go(&self, _: Route, _: Step) {}

    fn foresee_search(&self) {}

    fn retry(&self) {}

    fn copy_address(&self, _: Box<dyn Fn(bool)>) {}

    fn appearance(&self) -> &'static str {
        "system"
    }

    fn choose_appearance(&self, _: &str) {}
}
