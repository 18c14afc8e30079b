//! Where a room stands: it has the browser's page to itself, or it is a guest in someone else's, behind a shadow root. A guest has no part
//! in that page's address, title, scroll and focus.

use dossier_view::prelude::document;
use js_sys::Function;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, HtmlElement, ShadowRoot};

/// Where a room stands; a guest's host behind its shadow root.
#[derive(Clone)]
pub(crate) struct Ground(Option<Guest>);

/// What a guest knows of the page around.
#[derive(Clone)]
pub(crate) struct Guest {
    /// Behind it is the room.
    pub(crate) shadow: ShadowRoot,
    /// Whether it shows a topic with its views, or one list.
    pub(crate) whole: bool,
    /// Is told what happens, as a word and an address; answers `false` to an address that it wants to open itself.
    pub(crate) tell: Function,
}

impl Ground {
    /// The browser's page.
    pub(crate) const PAGE: Self = Self(None);

    /// A part of someone else's page.
    pub(crate) fn guest(guest: Guest) -> Self {
        Self(Some(guest))
    }

    /// What a guest knows; none in a page of our own.
    pub(super) fn as_guest(&self) -> Option<&Guest> {
        self.0.as_ref()
    }

    /// Whether nothing stands there yet but the skeleton of a page.
    pub(crate) fn is_blank(&self) -> bool {
        self.0.is_none() && document().query_selector(".skeleton-page").is_ok_and(|found| found.is_some())
    }

    /// The element with this id.
    pub(super) fn element(&self, id: &str) -> Option<HtmlElement> {
        let found = match &self.0 {
            None => document().get_element_by_id(id),
            Some(guest) => guest.shadow.get_element_by_id(id),
        };
        found?.dyn_into().ok()
    }

    /// What has the focus. The page's body holds it for want of another: the element that had it may be gone.
    pub(super) fn focus_holder(&self) -> Option<Element> {
        match &self.0 {
            None => document().active_element().filter(|element| element.tag_name() != "BODY"),
            Some(guest) => guest.shadow.active_element(),
        }
    }

    /// The id of the element that has the focus, empty if it has none; `None` if nothing has the focus.
    pub(super) fn focused(&self) -> Option<String> {
        self.focus_holder().map(|element| element.id())
    }
}

impl Guest {
    /// Tells the page around; whether it leaves the rest to us.
    pub(super) fn tell(&self, what: &str, address: &str) -> bool {
        // A listener that fails has decided nothing.
        let answer = self.tell.call2(&JsValue::NULL, &what.into(), &address.into()).unwrap_or(JsValue::TRUE);
        answer.as_bool() != Some(false)
    }
}
