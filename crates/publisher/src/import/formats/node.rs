//! One element of a feed with all that is in it: small, and no deeper than a reader of it can bear.

use super::xml::{Element, Step, Xml};
use crate::body::{self, Note, Notes};

/// Elements nested deeper than this are only their text.
const DEEPEST: usize = 60;
/// Most elements in one; of others only the text is kept.
const MOST: usize = 20_000;

/// An element and what is in it.
#[derive(Clone, Debug, Default)]
pub(super) struct Node {
    pub(super) element: Element,
    pub(super) parts: Vec<Part>,
}

/// A piece of an element's content.
#[derive(Clone, Debug)]
pub(super) enum Part {
    Text(String),
    Node(Node),
}

impl Node {
    /// Reads all of an element that has just begun.
    pub(super) fn read(element: Element, xml: &mut Xml<'_>, notes: &mut Notes) -> Self {
        let mut stack = vec![Self { element, parts: Vec::new() }];
        let (mut flat, mut count) = (0_usize, 0);
        while let Some(top) = stack.last_mut() {
            match xml.next() {
                Step::Text(text) => match top.parts.last_mut() {
                    Some(Part::Text(before)) => before.push_str(&text),
                    _ => top.parts.push(Part::Text(text.into_owned())),
                },
                Step::Open(_) if flat > 0 || stack.len() >= DEEPEST || count >= MOST => {
                    if flat == 0 {
                        notes.add(Note::Text, "elements nested too deep, or too many; their text is kept");
                    }
                    flat += 1;
                }
                Step::Open(element) => {
                    count += 1;
                    stack.push(Self { element, parts: Vec::new() });
                }
                Step::Close if flat > 0 => flat -= 1,
                Step::Close | Step::End => {
                    let Some(done) = stack.pop() else { break };
                    match stack.last_mut() {
                        Some(parent) => parent.parts.push(Part::Node(done)),
                        None => return done,
                    }
                }
            }
        }
        Self::default()
    }

    pub(super) fn name(&self) -> &str {
        &self.element.name
    }

    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.element.get(name).map(str::trim).filter(|value| !value.is_empty())
    }

    pub(super) fn children(&self) -> impl Iterator<Item = &Node> {
        self.parts.iter().filter_map(|part| match part {
            Part::Node(node) => Some(node),
            Part::Text(_) => None,
        })
    }

    pub(super) fn child(&self, name: &str) -> Option<&Node> {
        self.children().find(|node| node.name() == name)
    }

    /// All text in it.
    pub(super) fn text(&self) -> String {
        let mut text = String::new();
        self.push_text(&mut text);
        text.trim().to_owned()
    }

    fn push_text(&self, text: &mut String) {
        for part in &self.parts {
            match part {
                Part::Text(more) => text.push_str(more),
                Part::Node(node) => node.push_text(text),
            }
        }
    }

    /// What is in it as HTML.
    pub(super) fn inner_html(&self) -> String {
        let mut html = String::new();
        self.push_inner(&mut html);
        html.trim().to_owned()
    }

    fn push_inner(&self, html: &mut String) {
        for part in &self.parts {
            match part {
                Part::Text(text) => push_escaped(html, text),
                Part::Node(node) => node.push_html(html),
            }
        }
    }

    fn push_html(&self, html: &mut String) {
        let name = self.name().rsplit(':').next().unwrap_or_default();
        html.push('<');
        html.push_str(name);
        for (attribute, value) in &self.element.attributes {
            html.push(' ');
            html.push_str(attribute);
            html.push_str("=\"");
            push_escaped(html, value);
            html.push('"');
        }
        html.push('>');
        if !matches!(name, "br" | "img" | "hr" | "wbr" | "col" | "input" | "meta" | "link" | "area" | "source" | "track") {
            self.push_inner(html);
            html.push_str("</");
            html.push_str(name);
            html.push('>');
        }
    }
}

/// Plain text as a field of a row holds it: as it is, for the rules of a mapping to see; as HTML only where it would be taken for that.
pub(super) fn field(text: &str) -> String {
    let line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let is_taken = text.contains(['<', '&']) && line(&body::to_plain(text).0) != line(text);
    if is_taken { escaped(text) } else { text.to_owned() }
}

/// Text as HTML writes it.
pub(super) fn escaped(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    push_escaped(&mut html, text);
    html
}

fn push_escaped(html: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            c => html.push(c),
        }
    }
}
