//! What is said while a page is on its way, and when a part of it could not be had. Both stand over or below what is shown, so
//! that nothing moves.

use super::trouble::{in_detail, told};
use crate::context::{Lack, Progress, expect_room, expect_speech, part};
use crate::node::{IntoNode, Node, html};

/// A quiet hint, or a bar that names what is lacking and offers to try again.
pub(super) fn progress() -> Node {
    let room = expect_room();
    let words = expect_speech().words;
    let progress = room.progress;
    let hint = move || progress.with(|now| *now == Progress::Slow).then(|| html::p().class("waiting").child(words.waiting));
    let bar = move || {
        progress.with(|now| {
            let Progress::Failed { lack, failure, file } = now else { return None };
            let (why, detail) = told(failure, words);
            let what = match lack {
                Lack::Page => words.no_page,
                Lack::Counts => words.no_counts,
                Lack::Entries => words.no_entries,
                Lack::Around => words.no_around,
            };
            let detail = detail.map_or_else(|| file.clone(), |detail| [file, ": ", &detail].concat());
            let room = room.clone();
            let retry = html::button().type_("button").class("main-button").on("click", move |_| room.actions.retry()).child(words.retry);
            Some(html::div().class("lack").part(part("error")).child((html::p().child((what, " ", why)), in_detail(detail, words), retry)))
        })
    };
    (html::div().attr("role", "status").child(hint), html::div().class("lack-bar").attr("role", "alert").child(bar)).into_node()
}
