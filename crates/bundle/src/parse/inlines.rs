//! Running text.

use super::blocks::{LEVELS, Reference, Text};
use super::text::{is_blank, running};
use super::{Code, flat, values};
use crate::Inline;
use crate::json::At;
use crate::problem::quoted;

/// Whether anything of a running text can be seen.
pub(super) fn is_visible(content: &[Inline]) -> bool {
    content.iter().any(|inline| match inline {
        Inline::Text(text) | Inline::Code(text) => !is_blank(text),
        Inline::Emphasis(content) | Inline::Strong(content) | Inline::Link { content, .. } | Inline::Span { content, .. } => {
            is_visible(content)
        }
        Inline::NoteRef(_) => true,
        Inline::Break => false,
    })
}

/// Adds a piece; neighbouring texts become one.
fn push(out: &mut Vec<Inline>, inline: Inline) {
    match (out.last_mut(), inline) {
        (_, Inline::Text(text)) if text.is_empty() => {}
        (Some(Inline::Text(before)), Inline::Text(text)) => before.push_str(&text),
        (_, inline) => out.push(inline),
    }
}

fn push_all(out: &mut Vec<Inline>, inlines: Vec<Inline>) {
    for inline in inlines {
        push(out, inline);
    }
}

impl Text<'_> {
    /// A text, a piece of text or a list of them, `depth` levels below the body.
    pub(super) fn inlines(&mut self, at: &At<'_>, depth: usize) -> Vec<Inline> {
        let mut out = Vec::new();
        if at.text().is_some() || at.is_object() {
            self.inline(at, depth, &mut out);
        } else {
            if !at.is_list() {
                self.log.wrong_type(at, "a text, a piece of text or a list of them");
            }
            for element in at.elements() {
                self.inline(&element, depth, &mut out);
            }
        }
        out
    }

    fn inline(&mut self, at: &At<'_>, depth: usize, out: &mut Vec<Inline>) {
        if let Some(text) = at.text() {
            push(out, Inline::Text(running(text, at, self.log).into_owned()));
            return;
        }
        if !at.is_object() {
            self.log.wrong_type(at, "a list of texts and pieces of text");
            return;
        }
        if depth >= LEVELS {
            self.too_deep(at);
            return push_all(out, flat::text(at.value));
        }
        match at.get("type").and_then(|at| at.text()).unwrap_or_default() {
            "emphasis" => self.wrap(at, depth, out, Inline::Emphasis),
            "strong" => self.wrap(at, depth, out, Inline::Strong),
            "code" => out.extend(self.letters(at).map(Inline::Code)),
            "link" => self.link(at, depth, out),
            "span" => match at.get("language").and_then(|at| values::language(&at, self.log)) {
                Some(language) => self.wrap(at, depth, out, |content| Inline::Span { language, content }),
                None => self.unwrapped(at, depth, out),
            },
            "noteRef" => self.note_reference(at, out),
            "break" => out.push(Inline::Break),
            other => {
                let named = at.get("type");
                let text = || match named {
                    Some(_) => format!("{} is not a type of running text. Its words are shown plainly.", quoted(other)),
                    None => "A piece of running text must have a \"type\". Its words are shown plainly.".to_owned(),
                };
                self.log.add(Code::UnknownInline, &named.unwrap_or(*at), text);
                push_all(out, flat::text(at.value));
            }
        }
    }

    fn wrap(&mut self, at: &At<'_>, depth: usize, out: &mut Vec<Inline>, wrapped: impl FnOnce(Vec<Inline>) -> Inline) {
        let content = self.content(at, "content", depth);
        if !content.is_empty() {
            out.push(wrapped(content));
        }
    }

    /// The content of a piece without the piece.
    fn unwrapped(&mut self, at: &At<'_>, depth: usize, out: &mut Vec<Inline>) {
        push_all(out, self.content(at, "content", depth));
    }

    fn link(&mut self, at: &At<'_>, depth: usize, out: &mut Vec<Inline>) {
        let url = values::required_url(at, "Its words are shown without a link.", self.log);
        if self.in_link {
            self.log.add(Code::NestedLink, at, || "A link cannot stand in a link. Only the outer one is kept.".to_owned());
            return self.unwrapped(at, depth, out);
        }
        let Some(url) = url else { return self.unwrapped(at, depth, out) };
        self.in_link = true;
        let mut content = self.content(at, "content", depth);
        self.in_link = false;
        if !is_visible(&content) {
            content = vec![Inline::Text(url.as_str().to_owned())];
        }
        out.push(Inline::Link { url, content });
    }

    fn note_reference(&mut self, at: &At<'_>, out: &mut Vec<Inline>) {
        let label = values::label(at, self.log);
        if label.is_empty() {
            self.log.missing(at, "label", "The reference is left out.");
            return;
        }
        if self.lost.get(&label).is_none() {
            self.references.push(Reference { label: label.clone(), start: at.start, pointer: at.pointer() });
            out.push(Inline::NoteRef(label));
        }
    }
}
