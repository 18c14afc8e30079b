//! The lists of types and of publishers: declared entries first, then those that items imply.

use super::localized::Languages;
use super::text::{NAME, line};
use super::{localized, values};
use crate::Localized;
use crate::json::At;
use crate::lean::{Places, is_word, lower, push_number};
use crate::problem::{Code, Log, Severity, nearest, quoted};

/// A list of names that items refer to by id or by title.
pub(super) struct Names {
    entries: Vec<(String, Localized)>,
    /// Place by id, title, or text met in an item.
    places: Places,
    declared: usize,
    /// Whether there are no others than those declared.
    closed: bool,
    unknown: Code,
    what: &'static str,
}

impl Names {
    /// An empty list; `unknown` is what to note for names that are implied although some are declared.
    pub(super) fn new(unknown: Code, what: &'static str) -> Self {
        Self { entries: Vec::new(), places: Places::default(), declared: 0, closed: false, unknown, what }
    }

    /// Makes it a list that knows these entries, by their ids, and takes no others.
    pub(super) fn close(&mut self, ids: &mut dyn Iterator<Item = &str>) {
        for (place, id) in ids.enumerate() {
            self.places.add(id, place as u32);
        }
        self.closed = true;
    }

    /// Reads an entry `{id, title}`.
    pub(super) fn declare(&mut self, at: &At<'_>, languages: &Languages, log: &mut Log) {
        if !at.is_object() {
            log.wrong_type(at, "a list of objects");
            return;
        }
        let Some(id) = values::id(at, "The entry is left out.", log) else { return };
        if self.places.get(&id).is_some() {
            let text = || format!("There is already a {} with the id {}. This one is left out.", self.what, quoted(&id));
            log.add(Code::DuplicateName, at, text);
            return;
        }
        let mut title = localized::read(at, "title", NAME, languages, log);
        if title.is_empty() {
            log.missing(at, "title", "The id is shown instead.");
            title = Localized::plain(id.clone());
        }
        if self.add(id, title).is_none() {
            self.report_full(at, log);
        }
    }

    /// Ends the declared part: titles are names too, where they are not another entry's id.
    pub(super) fn index(&mut self) {
        self.declared = self.entries.len();
        for (place, (_, title)) in self.entries.iter().enumerate() {
            for text in title.by_language.values().chain([&title.default]) {
                self.places.add(text, place as u32);
            }
        }
    }

    /// The entry that an item's text means; one is made if there is none and the list is open.
    pub(super) fn find(&mut self, text: &str, at: &At<'_>, log: &mut Log) -> Option<u16> {
        let text = text.trim();
        if let Some(place) = self.places.get(text) {
            return Some(place as u16);
        }
        let title = line(text, NAME, at, log);
        let slug = slug(&title);
        if let Some(place) = self.places.get(&slug).or_else(|| self.places.get(&title)) {
            self.places.add(text, place);
            return Some(place as u16);
        }
        if self.closed {
            let text = || format!("The {} {} is not in the bundle's list. It is left out.", self.what, quoted(&title));
            log.note(Severity::Error, self.unknown, at.start, || (at.pointer(), text(), None));
            return None;
        }
        if self.declared > 0 {
            let text = || format!("The {} {} is not in the bundle's list. It was added.", self.what, quoted(&title));
            let advice = || {
                let known = self.entries[..self.declared].iter().flat_map(|(id, title)| [id.as_str(), title.default.as_str()]);
                match nearest(&title, known) {
                    Some(known) => format!("Did you mean {}?", quoted(known)),
                    None => format!("Add it to the list of {}s.", self.what),
                }
            };
            log.advise(self.unknown, at, text, advice);
        }
        let mut id = slug;
        if id.is_empty() {
            id.push_str(self.what);
            id.push('-');
            push_number(&mut id, self.entries.len() as u32 + 1, 1);
        }
        while self.places.get(&id).is_some() {
            id.push('-');
        }
        let place = self.add(id, Localized::plain(title));
        match place {
            Some(place) => _ = self.places.add(text, u32::from(place)),
            None => self.report_full(at, log),
        }
        place
    }

    fn add(&mut self, id: String, title: Localized) -> Option<u16> {
        let place = u16::try_from(self.entries.len()).ok()?;
        self.places.add(&id, u32::from(place));
        self.entries.push((id, title));
        Some(place)
    }

    fn report_full(&self, at: &At<'_>, log: &mut Log) {
        log.add(Code::TooMany, at, || format!("There are more than 65,536 {}s. This one is left out.", self.what));
    }

    /// Id and title of all entries.
    pub(super) fn into_entries(self) -> impl Iterator<Item = (String, Localized)> {
        self.entries.into_iter()
    }
}

/// A text as an id: letters and digits in lower case, hyphens for everything between.
fn slug(text: &str) -> String {
    let mut slug = String::new();
    let mut apart = false;
    for c in text.chars() {
        if !is_word(c) {
            apart = !slug.is_empty();
            continue;
        }
        if apart {
            slug.push('-');
        }
        apart = false;
        slug.push(lower(c));
    }
    if let Some((end, _)) = slug.char_indices().nth(200) {
        slug.truncate(end);
    }
    slug
}

#[cfg(test)]
mod tests {
    use super::slug;

    #[test]
    fn slugs() {
        assert_eq!(slug("Speech/statement"), "speech-statement");
        assert_eq!(slug(" Råd & «møter» "), "råd-møter");
        assert_eq!(slug("???"), "");
    }
}
