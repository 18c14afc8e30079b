//! The order of lists. Each begins with the newest first, so that ties stay so.

use super::Memory;
use super::columns::UNDATED;
use super::pick::pick;
use super::scan::Scan;
use crate::text::{Folded, fold_char};
use crate::{Question, Sort};
use dossier_bundle::lean::sort_by;
use dossier_bundle::{Language, Site};
use std::sync::OnceLock;

/// The places of all matches in the order asked for.
pub(super) fn sorted(scan: &Scan<'_>, question: &Question) -> Vec<u32> {
    let columns = &scan.memory.columns;
    let mut list = columns.newest.clone();
    list.retain(|item| scan.is_match(*item as usize));
    match question.sort {
        Sort::Newest => {}
        Sort::Oldest => {
            let dated = list.iter().take_while(|item| columns.first[**item as usize] != UNDATED).count();
            list[..dated].reverse();
        }
        Sort::BestMatch => sort_by(&mut list, &|one, other| scan.scores[other as usize].cmp(&scan.scores[one as usize])),
        Sort::Title => {
            let ranks = scan.memory.titles.ranks(scan.memory, &question.language);
            sort_by(&mut list, &|one, other| ranks[one as usize].cmp(&ranks[other as usize]));
        }
    }
    list
}

/// For each item its place by title, made when the first list is sorted so.
#[derive(Debug, Default)]
pub(super) struct Titles([OnceLock<Vec<u32>>; 3]);

/// Where an alphabet has its own last letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Alphabet {
    /// Accented letters stand with their plain ones.
    Plain,
    /// … z æ ø å: Norwegian and Danish; Northern Sámi in Norway has them last too.
    Norwegian,
    /// … z å ä ö: Swedish and Finnish.
    Swedish,
}

impl Titles {
    fn ranks(&self, memory: &Memory, reader: &Language) -> &[u32] {
        let site = &memory.bundle.site;
        self.0[Alphabet::within(site, reader) as usize].get_or_init(|| {
            let mut keys = TitleKeys::new(site, reader);
            keys.add(memory, memory.bundle.items.len());
            keys.ranks()
        })
    }

    /// Takes keys that were made ahead.
    pub(super) fn take(&self, keys: TitleKeys) {
        self.0[keys.alphabet as usize].get_or_init(|| keys.ranks());
    }
}

/// The order of titles under way, made ahead of the first list that is sorted so.
#[derive(Debug)]
pub struct TitleKeys {
    alphabet: Alphabet,
    keys: Vec<String>,
}

impl TitleKeys {
    /// None yet, for a reader of this language.
    pub(super) fn new(site: &Site, reader: &Language) -> Self {
        Self { alphabet: Alphabet::within(site, reader), keys: Vec::new() }
    }

    /// Adds the keys of the next `count` items; whether any are left.
    pub(super) fn add(&mut self, memory: &Memory, count: usize) -> bool {
        let items = &memory.bundle.items;
        let next = items.iter().skip(self.keys.len()).take(count);
        self.keys.extend(next.map(|item| title_key(&item.title, self.alphabet)));
        self.keys.len() < items.len()
    }

    fn ranks(&self) -> Vec<u32> {
        let keys = &self.keys;
        let mut order = pick(keys.len(), &|_| true);
        sort_by(&mut order, &|one, other| keys[one as usize].cmp(&keys[other as usize]));
        let mut ranks = vec![0; keys.len()];
        for pair in order.windows(2) {
            let (before, here) = (pair[0] as usize, pair[1] as usize);
            ranks[here] = ranks[before] + u32::from(keys[before] != keys[here]);
        }
        ranks
    }
}

impl Alphabet {
    fn of(reader: &Language) -> Self {
        match reader.primary() {
            "nb" | "nn" | "no" | "da" | "se" => Self::Norwegian,
            "sv" | "fi" => Self::Swedish,
            _ => Self::Plain,
        }
    }

    fn within(site: &Site, reader: &Language) -> Self {
        let own = Self::of(reader);
        let of_site = || site.languages.iter().map(Self::of);
        if of_site().any(|other| other == own) { own } else { of_site().next().unwrap_or(Self::Plain) }
    }

    /// What stands for one of the last letters: a character directly after `z`.
    fn last_letter(self, c: char) -> Option<char> {
        match (self, c) {
            (Self::Norwegian, 'æ' | 'Æ' | 'ä' | 'Ä') | (Self::Swedish, 'å' | 'Å') => Some('{'),
            (Self::Norwegian, 'ø' | 'Ø' | 'ö' | 'Ö') | (Self::Swedish, 'ä' | 'Ä' | 'æ' | 'Æ') => Some('|'),
            (Self::Norwegian, 'å' | 'Å') | (Self::Swedish, 'ö' | 'Ö' | 'ø' | 'Ø') => Some('}'),
            _ => None,
        }
    }
}

/// The alphabet by which a site's titles are ordered for a reader, as a small number: readers with the same one see the same order.
/// It is one of those of the site's languages: the reader's if it is among them, else that of the first.
pub fn alphabet(site: &Site, reader: &Language) -> u8 {
    Alphabet::within(site, reader) as u8
}

/// What titles are compared by for a reader of this language.
pub fn title_sort_key(title: &str, site: &Site, reader: &Language) -> String {
    title_key(title, Alphabet::within(site, reader))
}

/// What titles are compared by: folded words with one space between them, so that case, accents and punctuation (also before
/// the first word) count for nothing; numbers by value; then letter by letter in the order of Unicode.
fn title_key(title: &str, alphabet: Alphabet) -> String {
    let mut key = String::with_capacity(title.len() + 4);
    let mut digits = String::new();
    let mut folded = String::new();
    for c in title.chars() {
        folded.clear();
        if let Some(letter) = alphabet.last_letter(c) {
            folded.push(letter);
        } else if fold_char(c, &mut folded) == Folded::Break {
            folded.push(' ');
        }
        for c in folded.chars() {
            if c.is_ascii_digit() {
                digits.push(c);
                continue;
            }
            push_number(&mut key, &mut digits);
            if c != ' ' || !(key.is_empty() || key.ends_with(' ')) {
                key.push(c);
            }
        }
    }
    push_number(&mut key, &mut digits);
    key.truncate(key.trim_end().len());
    key
}

/// A number by value: its length first, then its digits.
fn push_number(key: &mut String, digits: &mut String) {
    if digits.is_empty() {
        return;
    }
    let value = digits.trim_start_matches('0');
    key.push(char::from(b'0' + value.len().min(9) as u8));
    key.push_str(value);
    digits.clear();
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(language: &str, titles: &[&str]) {
        let alphabet = Alphabet::of(&Language::new(language).unwrap());
        let mut sorted = titles.to_vec();
        sorted.reverse();
        sorted.sort_by_key(|title| title_key(title, alphabet));
        assert_eq!(sorted, titles, "{language}");
    }

    #[test]
    fn titles_stand_in_the_order_of_the_language() {
        check("en", &["ångström", "“Apple”", "banana", "Éclair", "zebra", "Ж"]);
        check("nb", &["Apple", "zebra", "ære", "Øl", "Ål"]);
        check("sv", &["Apple", "zebra", "ål", "Ära", "öl"]);
        check("nb", &["(En) plan", "En-plan-2", "En plan til"]);
    }

    #[test]
    fn numbers_stand_by_value() {
        check("nb", &["Meld. St. 5", "Meld. St. 07", "Meld. St. 12", "Meld. St. 100", "Melding"]);
        check("en", &["0", "1", "1 a", "1 b", "2", "10", "a"]);
    }
}
