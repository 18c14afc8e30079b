//! What is shown while there is no content: loading, and every way in which loading can fail.

use crate::node::{IntoNode, Node, html};
use crate::parts::size;
use crate::text::Words;
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
    let so_far = (slow && received > 0).then(|| html::p().child((words.received)(&size(received, words))));
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

fn failed(failure: Failure, words: &'static Words, retry: Arc<dyn Fn() + Send + Sync>) -> Node {
    let (heading, text, detail) = match failure {
        Failure::Offline => (words.failed, words.offline.to_owned(), None),
        Failure::NotFound => (words.failed, words.not_found.to_owned(), Some("404".to_owned())),
        Failure::Refused(status) => (words.failed, (words.refused)(status), None),
        Failure::TimedOut => (words.failed, words.timed_out.to_owned(), None),
        Failure::Interrupted => (words.failed, words.interrupted.to_owned(), None),
        Failure::NotContent => (words.failed, words.not_content.to_owned(), None),
        Failure::Empty => (words.failed, words.empty_answer.to_owned(), None),
        Failure::Damaged(problem) => (words.failed, words.damaged.to_owned(), Some(problem)),
        Failure::TooNew(format) => (words.too_new, words.too_new_hint.to_owned(), Some(format)),
    };
    let detail = detail.map(|detail| html::p().class("detail").child((words.detail, " ", html::code().child(detail))));
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
