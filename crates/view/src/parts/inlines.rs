//! Running text as nodes.

use super::blocks::Notes;
use dossier_bundle::Inline;
use leptos::html;
use leptos::prelude::*;

/// The nodes of `content`.
pub(super) fn inlines(content: &[Inline], notes: &Notes) -> AnyView {
    content.iter().map(|piece| inline(piece, notes)).collect_view().into_any()
}

fn inline(piece: &Inline, notes: &Notes) -> AnyView {
    match piece {
        Inline::Text(text) => text.clone().into_any(),
        Inline::Emphasis(content) => html::em().child(inlines(content, notes)).into_any(),
        Inline::Strong(content) => html::strong().child(inlines(content, notes)).into_any(),
        Inline::Code(text) => html::code().child(text.clone()).into_any(),
        Inline::Link { url, content } => {
            html::a().href(url.as_str().to_owned()).rel(url.is_absolute().then_some("noopener")).child(inlines(content, notes)).into_any()
        }
        Inline::Span { language, content } => html::span()
            .lang(language.to_string())
            .dir(if language.is_right_to_left() { "rtl" } else { "ltr" })
            .child(inlines(content, notes))
            .into_any(),
        Inline::NoteRef(label) => note_reference(label, notes),
        Inline::Break => html::br().into_any(),
    }
}

/// A number that leads to its footnote; nothing if the text has no such footnote.
fn note_reference(label: &str, notes: &Notes) -> AnyView {
    let Some(number) = notes.number(label) else { return ().into_any() };
    let link = html::a()
        .id(format!("note-ref-{number}"))
        .href(format!("#note-{number}"))
        .attr("role", "doc-noteref")
        .aria_label((notes.words.note)(number))
        .child(number.to_string());
    html::sup().child(link).into_any()
}
