//! Keys within the topic tabs, as the ARIA Authoring Practices give them for tabs with manual activation:
//! arrows, Home and End move the focus, Enter and Space open. Only keys pressed on a tab are looked at.

use dossier_view::prelude::document;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;
use web_sys::KeyboardEvent;

/// Moves the focus between tabs, or opens the focused one. Enter follows the link by itself.
pub(super) fn tabs(event: &KeyboardEvent) {
    // With another key they are the browser's: Alt and an arrow go back.
    if event.alt_key() || event.ctrl_key() || event.meta_key() || event.shift_key() {
        return;
    }
    let target = event.target().and_then(|target| target.dyn_into::<HtmlElement>().ok());
    let Some(tab) = target.filter(|target| target.get_attribute("role").as_deref() == Some("tab")) else { return };
    let Some(list) = tab.parent_element() else { return };
    let right_to_left = document().document_element().is_some_and(|root| root.get_attribute("dir").as_deref() == Some("rtl"));
    let (forward, backward) = if right_to_left { ("ArrowLeft", "ArrowRight") } else { ("ArrowRight", "ArrowLeft") };
    let key = event.key();
    let other = if key == forward {
        tab.next_element_sibling().or_else(|| list.first_element_child())
    } else if key == backward {
        tab.previous_element_sibling().or_else(|| list.last_element_child())
    } else {
        match key.as_str() {
            "Home" => list.first_element_child(),
            "End" => list.last_element_child(),
            " " => {
                event.prevent_default();
                tab.click();
                return;
            }
            _ => return,
        }
    };
    event.prevent_default();
    if let Some(other) = other.and_then(|other| other.dyn_into::<HtmlElement>().ok())
        && other.focus().is_err()
    {
        crate::marks::warn("dossier: a tab refused the focus");
    }
}
