//! Running text as nodes.

use super::blocks::Notes;
use crate::link::outward;
use crate::node::{IntoNode, Node, NodeIterator, html};
use dossier_bundle::Inline;

/// The nodes of `content`.
pub(super) fn inlines(content: &[Inline], notes: &Notes<'_>) -> Node {
    content.iter().map(|piece| inline(piece, notes)).into_group().into_node()
}

fn inline(piece: &Inline, notes: &Notes<'_>) -> Node {
    match piece {
        Inline::Text(text) => text.clone().into_node(),
        Inline::Emphasis(content) => html::em().child(inlines(content, notes)).into_node(),
        Inline::Strong(content) => html::strong().child(inlines(content, notes)).into_node(),
        Inline::Code(text) => html::code().child(text.clone()).into_node(),
        Inline::Link { url, content } => {
            html::a().href(outward(url)).rel(url.is_absolute().then_some("noopener")).child(inlines(content, notes)).into_node()
        }
        Inline::Span { language, content } => html::span()
            .lang(language.as_str().to_owned())
            .dir(if language.is_right_to_left() { "rtl" } else { "ltr" })
            .child(inlines(content, notes))
            .into_node(),
        Inline::NoteRef(label) => note_reference(label, notes),
        Inline::Break => html::br().into_node(),
    }
}

/// A number that leads to its footnote; nothing if the text has no such footnote.
fn note_reference(label: &str, notes: &Notes<'_>) -> Node {
    let Some(number) = notes.number(label) else { return Node::Nothing };
    let link = html::a()
        .id(notes.is_first(label).then(|| [notes.prefix, "note-ref-", &number].concat()))
        .href(["#", notes.prefix, "note-", &number].concat())
        .attr("role", "doc-noteref")
        .aria_label(notes.words.note.with([&number]))
        .child(number);
    html::sup().child(link).into_node()
}
