//! What is shown while there is no content: loading, and every way in which loading can fail.

use crate::node::{IntoNode, Node, html};
use crate::parts::size;
use crate::text::Words;
use dossier_bundle::lean::numeral;
use std::sync::Arc;

/// Why there is no content to show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// It is on its way.
    Loading {
        /// Bytes that have arrived.
        received: u64,
        /// Whether nothing has arrived for some seconds, or it all takes long.
        slow: bool,
    },
    /// It could not be had.
    Failed(Failure),
}

/// How loading failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// The browser has no connection, or none could be made.
    Offline,
    /// Status 404 or 410.
    NotFound,
    /// Another status that is no success.
    Refused(u16),
    /// Nothing arrived in time.
    TimedOut,
    /// The connection broke while data was arriving.
    Interrupted,
    /// A web page arrived.
    NotContent,
    /// Nothing at all arrived.
    Empty,
    /// What arrived cannot be read; the first problem's code and place.
    Damaged(String),
    /// What arrived is of a later format; its name.
    TooNew(String),
}

/// The page without content. `retry` starts anew.
pub fn trouble(trouble: Trouble, words: &'static Words, retry: Arc<dyn Fn() + Send + Sync>) -> Node {
    match trouble {
        Trouble::Loading { received, slow } => loading(received, slow, words),
        Trouble::Failed(failure) => failed(failure, words, retry),
    }
}

fn loading(received: u64, slow: bool, words: &'static Words) -> Node {
    let so_far = (slow && received > 0).then(|| html::p().child(words.received.with([&size(received, words)])));
    html::main()
        .id("main")
        .class("trouble")
        .lang(words.tag)
        .child((
            html::div().attr("role", "status").child((html::h1().child(words.loading), slow.then(|| html::p().child(words.slow)))),
            so_far,
        ))
        .into_node()
}

/// What the reader is told of a failure, and its technical detail.
pub(super) fn told(failure: &Failure, words: &Words) -> (String, Option<String>) {
    let (text, detail) = match failure {
        Failure::Offline => (words.offline, None),
        Failure::NotFound => (words.not_found, Some("404")),
        Failure::Refused(status) => return (words.refused.with([&numeral(u32::from(*status))]), None),
        Failure::TimedOut => (words.timed_out, None),
        Failure::Interrupted => (words.interrupted, None),
        Failure::NotContent => (words.not_content, None),
        Failure::Empty => (words.empty_answer, None),
        Failure::Damaged(problem) => (words.damaged, Some(problem.as_str())),
        Failure::TooNew(format) => (words.too_new_hint, Some(format.as_str())),
    };
    (text.to_owned(), detail.map(str::to_owned))
}

/// A technical detail.
pub(super) fn in_detail(detail: String, words: &'static Words) -> Node {
    html::p().class("detail").child((words.detail, " ", html::code().child(detail))).into_node()
}

fn failed(failure: Failure, words: &'static Words, retry: Arc<dyn Fn() + Send + Sync>) -> Node {
    let heading = if matches!(failure, Failure::TooNew(_)) { words.too_new } else { words.failed };
    let (text, detail) = told(&failure, words);
    let detail = detail.map(|detail| in_detail(detail, words));
    html::main()
        .id("main")
        .class("trouble")
        .lang(words.tag)
        .child(html::div().attr("role", "alert").child((
            html::h1().child(heading),
            html::p().child(text),
            detail,
            html::p().child(html::button().type_("button").class("main-button").on("click", move |_| retry()).child(words.retry)),
        )))
        .into_node()
}
