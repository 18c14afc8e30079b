//! The focus goes along when a page that could be read already becomes the running one: both have the same elements in the same places.

use dossier_view::prelude::document;
use wasm_bindgen::JsCast;
use web_sys::{Element, FocusOptions, HtmlElement};

/// The way to the element that has the focus: for each element on it how many stand before it. Empty if nothing in `root` has it.
pub(super) fn focused(root: &Element) -> Vec<u32> {
    let mut way = Vec::new();
    let mut now = document().active_element().filter(|element| root.contains(Some(element)));
    while let Some(element) = now.filter(|element| element != root) {
        let (mut place, mut before) = (0, element.previous_element_sibling());
        while let Some(sibling) = before {
            place += 1;
            before = sibling.previous_element_sibling();
        }
        way.push(place);
        now = element.parent_element();
    }
    way
}

/// Gives the focus to the element at the end of the way.
pub(super) fn focus(root: &Element, way: &[u32]) {
    let mut now = Some(root.clone());
    for place in way.iter().rev() {
        now = now.and_then(|element| element.first_element_child());
        for _ in 0..*place {
            now = now.and_then(|element| element.next_element_sibling());
        }
    }
    if let Some(Ok(element)) = now.filter(|_| !way.is_empty()).map(JsCast::dyn_into::<HtmlElement>) {
        let options = FocusOptions::new();
        options.set_prevent_scroll(true);
        // An element that refuses the focus leaves it to the page.
        let _ = element.focus_with_options(&options);
    }
}
