//! Links to headings. Pages number their headings (`#part-2`); authors write the words of one, as their generator made a name of them, or
//! the id that they gave it.

use super::inline;
use super::notes::{Note, Notes};
use dossier_bundle::{Block, Inline, SafeUrl};
use std::collections::HashMap;
use url::Url;

/// What is noted of a link to a heading that is not there.
pub(crate) const NO_HEADING: &str = "link to a heading that is not there";

/// The headings of a text that links can lead to. A text may have as many links as headings, so each is folded once, and found at once.
#[derive(Clone, Debug, Default)]
pub(crate) struct Headings {
    /// How many there are.
    count: usize,
    /// The places of those with the same letters, in order.
    places: HashMap<String, Vec<usize>>,
    /// Ids that the author gave, and the places of their headings; none for what is no heading of the finished text.
    named: HashMap<String, Option<usize>>,
}

impl Headings {
    /// Those of finished blocks. `named` has ids that the author gave, and the words of their headings.
    pub(super) fn of(blocks: &[Block], named: Vec<(String, String)>) -> Self {
        let words = blocks.iter().filter_map(|block| match block {
            Block::Heading { content, .. } => Some(inline::plain(content)),
            _ => None,
        });
        Self::with(words, named)
    }

    fn with(words: impl Iterator<Item = String>, named: Vec<(String, String)>) -> Self {
        let mut headings = Self::default();
        let mut firsts = HashMap::new();
        for words in words {
            let letters = letters(&words);
            if !letters.is_empty() {
                headings.places.entry(letters).or_default().push(headings.count);
            }
            firsts.entry(words).or_insert(headings.count);
            headings.count += 1;
        }
        for (id, words) in named {
            headings.named.entry(id).or_insert_with(|| firsts.get(&words).copied());
        }
        headings
    }

    /// The name that pages give the heading called `name` by its author.
    pub(crate) fn find(&self, name: &str) -> Option<String> {
        let decoded = crate::site::unescaped(name);
        let place = match self.named.get(&decoded) {
            Some(place) => *place,
            None => self.by_words(&decoded, 0).or_else(|| self.by_number(&decoded)),
        };
        place.map(given)
    }

    /// Of headings with the same words the second is `name-1`; `part-2` is the second of all.
    fn by_number(&self, name: &str) -> Option<usize> {
        let (words, number) = name.rsplit_once('-')?;
        let number: usize = number.parse().ok()?;
        let own = || number.checked_sub(1).filter(|place| *place < self.count && given(*place) == name);
        self.by_words(words, number).or_else(own)
    }

    fn by_words(&self, name: &str, number: usize) -> Option<usize> {
        self.places.get(&letters(name))?.get(number).copied()
    }
}

/// What pages call a heading.
fn given(place: usize) -> String {
    format!("part-{}", place + 1)
}

/// Generators differ in what becomes of spaces and signs, so only letters and digits count.
fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Gives every link to a heading the heading's name. One that is not there leads to the page that the text is from, or nowhere.
pub(super) fn settle(blocks: &mut [Block], headings: &Headings, base: Option<&Url>, notes: &mut Notes) {
    let mut settle = Settle { headings, base, notes };
    settle.blocks(blocks);
}

struct Settle<'s> {
    headings: &'s Headings,
    base: Option<&'s Url>,
    notes: &'s mut Notes,
}

impl Settle<'_> {
    fn blocks(&mut self, blocks: &mut [Block]) {
        for block in blocks {
            match block {
                Block::Heading { content, .. } | Block::Paragraph(content) | Block::Image { caption: content, .. } => self.inlines(content),
                Block::Quote(blocks) | Block::Footnote { blocks, .. } => self.blocks(blocks),
                Block::List { items, .. } => items.iter_mut().for_each(|item| self.blocks(item)),
                Block::Table { caption, rows } => {
                    self.inlines(caption);
                    rows.iter_mut().flatten().for_each(|cell| self.inlines(&mut cell.content));
                }
                Block::Code(_) => {}
            }
        }
    }

    fn inlines(&mut self, inlines: &mut Vec<Inline>) {
        for piece in std::mem::take(inlines) {
            match piece {
                Inline::Link { url, mut content } => {
                    self.inlines(&mut content);
                    match self.url(&url) {
                        Some(url) => inlines.push(Inline::Link { url, content }),
                        None => content.into_iter().for_each(|piece| inline::push(inlines, piece)),
                    }
                }
                Inline::Emphasis(mut content) => {
                    self.inlines(&mut content);
                    inlines.push(Inline::Emphasis(content));
                }
                Inline::Strong(mut content) => {
                    self.inlines(&mut content);
                    inlines.push(Inline::Strong(content));
                }
                Inline::Span { language, mut content } => {
                    self.inlines(&mut content);
                    inlines.push(Inline::Span { language, content });
                }
                // After a link that was taken away its words and those after it become one text.
                Inline::Text(text) => inline::push(inlines, Inline::Text(text)),
                other => inlines.push(other),
            }
        }
    }

    fn url(&mut self, url: &SafeUrl) -> Option<SafeUrl> {
        let Some(name) = url.as_str().strip_prefix('#') else { return Some(url.clone()) };
        let here = self.headings.find(name).and_then(|part| SafeUrl::new(&format!("#{part}")));
        let there = || self.base?.join(url.as_str()).ok().and_then(|url| SafeUrl::new(url.as_str()));
        let found = here.or_else(there);
        if found.is_none() {
            self.notes.add_about(Note::Link, NO_HEADING, url.as_str());
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(name: &str, expected: Option<&str>) {
        let words = ["Background", "What's new?", "Background", "Møte i 2024"].map(str::to_owned);
        let named = [("own-id", "What's new?"), ("own-id", "Background"), ("taken-out", "Its title")];
        let headings = Headings::with(words.into_iter(), named.map(|(id, words)| (id.to_owned(), words.to_owned())).to_vec());
        assert_eq!(headings.find(name).as_deref(), expected, "{name}");
    }

    #[test]
    fn headings_are_found() {
        check("background", Some("part-1"));
        check("background-1", Some("part-3"));
        check("background-2", None);
        check("whats-new", Some("part-2"));
        check("what-s-new", Some("part-2"));
        check("own-id", Some("part-2"));
        check("m%C3%B8te-i-2024", Some("part-4"));
        check("part-4", Some("part-4"));
        check("part-5", None);
        check("part-0", None);
        check("part-04", None);
        check("taken-out", None);
        check("", None);
        check("-", None);
    }
}
