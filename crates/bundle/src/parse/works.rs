//! Joins items that are translations of each other into works. A work never holds two items of the same language:
//! a list shows one item of each work, and so would hide the other.

use super::reader::{Reader, Translation};
use super::{Code, Log, Severity};
use crate::Item;
use crate::lean::ToList;
use crate::problem::quoted;
use std::sync::Arc;

/// Sets [`Item::work`].
pub(super) fn join(reader: &mut Reader, log: &mut Log) {
    let translations = reader.translations.take().unwrap_or_default();
    let mut works = Works::new(if translations.is_empty() { 0 } else { reader.items.len() });
    for of_item in translations.chunk_by(|a, b| a.item == b.item) {
        for translation in of_item {
            let fault = match reader.ids.get(&translation.target) {
                None => Some(Fault::Unknown),
                Some(other) => works.join(translation.item, other, &reader.items).err(),
            };
            if let Some(fault) = fault {
                let text = || fault.text(translation, &reader.items);
                log.note(Severity::Warning, fault.code(), translation.start, || (pointer(translation), text(), None));
            }
        }
        log.close(Some(&reader.items[of_item[0].item as usize].id));
    }
    works.number(&mut reader.items);
}

/// Versions of one work; far more than there are languages in any bundle, and few enough to compare each with each.
const MOST: usize = 1_000;

/// Why two items are not joined.
#[derive(Clone, Copy)]
enum Fault {
    /// The other one is not there.
    Unknown,
    /// There would be too many versions.
    Crowd,
    /// This item would be the second in its language.
    Clash(u32),
}

impl Fault {
    fn code(self) -> Code {
        match self {
            Self::Unknown => Code::UnknownItem,
            Self::Crowd => Code::TooMany,
            Self::Clash(_) => Code::TranslationClash,
        }
    }

    fn text(self, translation: &Translation, items: &[Arc<Item>]) -> String {
        match self {
            Self::Unknown => {
                let (target, language) = (quoted(&translation.target), &translation.language);
                format!("The translation into {language}, {target}, is not among the items that can be shown.")
            }
            Self::Crowd => format!("A work may have {MOST} versions at most. This one stays apart."),
            Self::Clash(item) => {
                let id = quoted(&items[item as usize].id);
                format!("{id} is in a language in which this work already has a version. They are listed apart.")
            }
        }
    }
}

fn pointer(translation: &Translation) -> String {
    let key = translation.key.replace('~', "~0").replace('/', "~1");
    format!("/items/{}/translations/{key}", translation.written)
}

/// Sets of items that grow together.
struct Works {
    /// The items of the set that each item is in, in no order; empty for those in none.
    members: Vec<Vec<u32>>,
    /// The item under which the set of each item is kept.
    homes: Vec<u32>,
}

impl Works {
    fn new(items: usize) -> Self {
        Self { members: vec![Vec::new(); items], homes: (0..items as u32).to_list() }
    }

    /// Joins the sets of two items, unless that would bring two versions in one language together.
    fn join(&mut self, one: u32, other: u32, items: &[Arc<Item>]) -> Result<(), Fault> {
        let (home, away) = (self.homes[one as usize], self.homes[other as usize]);
        if home == away {
            return Ok(());
        }
        let (mine, theirs) = (self.set(home), self.set(away));
        if mine.len() + theirs.len() > MOST {
            return Err(Fault::Crowd);
        }
        let language = |item: &u32| &items[*item as usize].language;
        if let Some(clash) = theirs.iter().find(|item| mine.iter().any(|own| language(own) == language(item))) {
            return Err(Fault::Clash(*clash));
        }
        for item in &theirs {
            self.homes[*item as usize] = home;
        }
        self.members[away as usize].clear();
        self.members[home as usize] = [mine, theirs].concat();
        Ok(())
    }

    fn set(&self, home: u32) -> Vec<u32> {
        let members = &self.members[home as usize];
        if members.is_empty() { vec![home] } else { members.clone() }
    }

    /// Numbers the sets in the order of their first items.
    fn number(&self, items: &mut [Arc<Item>]) {
        let mut next = 0;
        for place in 0..self.homes.len() {
            if items[place].work.is_none() && !self.members[self.homes[place] as usize].is_empty() {
                for member in &self.members[self.homes[place] as usize] {
                    // Nobody else holds an item while the bundle is being read.
                    if let Some(item) = Arc::get_mut(&mut items[*member as usize]) {
                        item.work = Some(next);
                    }
                }
                next += 1;
            }
        }
    }
}
