//! Markup of one part of a page: what stands in `main`, in an `article` or in `body`, without what is around the text.

use super::super::node::escaped;
use html5ever::tokenizer::{Tag, TagKind};
use std::collections::BTreeMap;

/// Elements around the text of a page.
const AROUND: [&str; 6] = ["nav", "header", "footer", "aside", "form", "dialog"];

/// One part of a page.
#[derive(Default)]
pub(super) struct Part {
    pub(super) html: String,
    /// How many elements of its own name are open; none before it begins and after it ends.
    pub(super) depth: usize,
    ended: bool,
    /// The element that is being left out, and how many of its name are open in it.
    leaving: Option<(String, usize)>,
    pub(super) left_out: BTreeMap<String, u64>,
}

impl Part {
    /// Takes a tag; `own` is the element that holds the part.
    pub(super) fn tag(&mut self, tag: &Tag, own: &str) {
        let name: &str = &tag.name;
        let opens = tag.kind == TagKind::StartTag;
        if name == own {
            if opens && !self.ended {
                self.depth += 1;
            } else if !opens && self.depth > 0 {
                self.depth -= 1;
                self.ended = self.depth == 0;
                self.leaving = None;
            }
            return;
        }
        if self.depth == 0 {
            return;
        }
        if let Some((leaving, open)) = &mut self.leaving {
            if leaving == name {
                *open = if opens { *open + 1 } else { *open - 1 };
                if *open == 0 {
                    self.leaving = None;
                }
            }
            return;
        }
        // The header of an article holds its heading.
        if opens && AROUND.contains(&name) && (own == "body" || name != "header") {
            *self.left_out.entry(name.to_owned()).or_default() += 1;
            self.leaving = Some((name.to_owned(), 1));
            return;
        }
        self.push(tag);
    }

    /// Takes text.
    pub(super) fn text(&mut self, text: &str) {
        if self.depth > 0 && self.leaving.is_none() {
            self.html.push_str(&escaped(text));
        }
    }

    fn push(&mut self, tag: &Tag) {
        self.html.push_str(if tag.kind == TagKind::StartTag { "<" } else { "</" });
        self.html.push_str(&tag.name);
        for attribute in &tag.attrs {
            self.html.push(' ');
            self.html.push_str(&attribute.name.local);
            self.html.push_str("=\"");
            self.html.push_str(&escaped(&attribute.value));
            self.html.push('"');
        }
        self.html.push('>');
    }
}
