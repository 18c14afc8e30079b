//! Where the reader lands after a step: which element has the focus, and how far down the page is.

use super::ground::Ground;
use super::history;
use crate::later::before_paint;
use crate::marks;
use dossier_view::prelude::*;
use dossier_view::shown::{Page, Shown};
use web_sys::{FocusOptions, HtmlElement, ScrollIntoViewOptions, ScrollLogicalPosition};

/// What happens to focus and scroll after a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Landing {
    /// Another page: its top, and its heading unless the focus is in the frame (a tab, the search field).
    Top,
    /// Another page of the same list: the head of the list.
    List,
    /// The same list narrowed or sorted: nothing moves.
    Stay,
}

impl Landing {
    /// The landing of a step from `before` to `now`.
    pub(super) fn after(before: &Shown, now: &Shown) -> Self {
        let same_list = matches!((&before.page, &now.page), (Page::List(_), Page::List(_)))
            && before.route.view == now.route.view
            && before.topic() == now.topic()
            && before.route.language == now.route.language;
        match same_list {
            false => Self::Top,
            true if now.route.page != before.route.page && now.route.page > 1 => Self::List,
            true if before.route.page > 1
                && before.route.filters == now.route.filters
                && before.route.text == now.route.text
                && before.route.sort == now.route.sort =>
            {
                Self::List
            }
            true => Self::Stay,
        }
    }

    /// Lands, once what was asked for is in the page.
    /// `before` is the element that had the focus.
    pub(super) fn land(self, ground: Ground, before: Option<String>) {
        before_paint(Box::new(move || {
            match self {
                Self::Top => {
                    if ground.as_guest().is_none() {
                        window().scroll_to_with_x_and_y(0.0, 0.0);
                        reveal_tab();
                    }
                    if ground.focus_holder().is_none() {
                        focus(&ground, "heading");
                    }
                }
                Self::List => {
                    if let Some(heading) = ground.element("results-heading") {
                        heading.scroll_into_view();
                    }
                    focus(&ground, "results-heading");
                }
                Self::Stay => keep_focus(&ground, before.as_deref().unwrap_or_default()),
            }
            marks::after_paint(Box::new(|| marks::mark("dossier:results")));
        }));
    }
}

/// More of a page has come that was there already: who reads it is left alone. `before` is the element that had the focus.
pub(super) fn stay(ground: Ground, before: Option<String>) {
    if let Some(before) = before {
        before_paint(Box::new(move || keep_focus(&ground, &before)));
    }
}

/// Gives the focus to the successor of the element `before`, if that has gone.
fn keep_focus(ground: &Ground, before: &str) {
    if ground.focus_holder().is_none() {
        focus(ground, successor(ground, before));
    }
}

/// What takes the focus of an element that was made anew or went away: the element itself if it is there again, the timeline for
/// one of its bars, else the head of the results or of the page.
fn successor<'a>(ground: &Ground, id: &'a str) -> &'a str {
    match ground.element(id) {
        Some(_) => id,
        None if id.starts_with("bar-") => "timeline",
        None if ground.element("results-heading").is_some() => "results-heading",
        None => "heading",
    }
}

/// Lands where the reader was when this entry of the history was left, else where its address points. `moved` tells whether
/// another page is shown than before.
pub(super) fn land_again(moved: bool) {
    let place = history::place();
    before_paint(Box::new(move || {
        if moved {
            reveal_tab();
        }
        match (place, history::fragment()) {
            (Some(place), _) => {
                if let Some(id) = place.focus.as_deref() {
                    focus(&Ground::PAGE, id);
                }
                window().scroll_to_with_x_and_y(0.0, f64::from(place.scroll));
            }
            // A page made ahead has been scrolled by the browser, and perhaps by its reader since.
            (None, Some(target)) if moved || window().scroll_y().is_ok_and(|top| top == 0.0) => target.scroll_into_view(),
            (None, _) if moved => window().scroll_to_with_x_and_y(0.0, 0.0),
            (None, _) => {}
        }
        if moved && Ground::PAGE.focus_holder().is_none() {
            focus(&Ground::PAGE, "heading");
        }
        marks::after_paint(Box::new(|| marks::mark("dossier:results")));
    }));
}

/// Brings the selected tab into sight where the row of tabs is wider than the screen.
fn reveal_tab() {
    let Ok(Some(tab)) = document().query_selector("[role=tab][aria-selected=true]") else { return };
    let options = ScrollIntoViewOptions::new();
    options.set_block(ScrollLogicalPosition::Nearest);
    options.set_inline(ScrollLogicalPosition::Nearest);
    tab.scroll_into_view_with_scroll_into_view_options(&options);
}

fn focus(ground: &Ground, id: &str) {
    let Some(target) = ground.element(id) else { return };
    let options = FocusOptions::new();
    options.set_prevent_scroll(true);
    if HtmlElement::focus_with_options(&target, &options).is_err() {
        marks::warn("dossier: an element refused the focus");
    }
}
