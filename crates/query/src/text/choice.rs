//! Choice: which completions and which near forms of a word are taken when there are many. One after another is offered, in any
//! order, and only the best are kept.

use super::meaning::{Found, Term};
use dossier_bundle::lean::ToList;

/// Most terms by which a word is completed.
pub const MOST_COMPLETIONS: usize = 8;

/// Most forms that are taken for a word of other spelling.
pub const MOST_NEAR: usize = 4;

/// The best completions of a word: the terms that most items have, of those the smaller text.
#[derive(Debug)]
pub struct Completions<'a> {
    /// The terms of the word itself: no completions of it.
    exact: &'a [Term],
    /// Best first, each with its forms.
    best: Vec<(Term, Vec<String>)>,
}

impl<'a> Completions<'a> {
    /// None yet.
    pub fn new(exact: &'a [Term]) -> Self {
        Self { exact, best: Vec::new() }
    }

    /// Offers a form that is longer than the word and begins with it, and one of its terms, which so many items have.
    pub fn offer(&mut self, form: &str, term: &str, items: u32) {
        let after = |(other, _): &(Term, Vec<String>)| items < other.items || (items == other.items && term > other.text.as_str());
        if (self.best.len() == MOST_COMPLETIONS && self.best.last().is_some_and(after)) || self.exact.iter().any(|other| other.text == term)
        {
            return;
        }
        let place = self.best.iter().take_while(|other| after(other)).count();
        if self.best.get(place).is_none_or(|(other, _)| other.text != term) {
            self.best.insert(place, (Term { text: term.to_owned(), items }, Vec::new()));
            self.best.truncate(MOST_COMPLETIONS);
        }
        if let Some((_, forms)) = self.best.get_mut(place).filter(|(_, forms)| !forms.iter().any(|other| other == form)) {
            forms.push(form.to_owned());
        }
    }

    /// The best terms and the forms found of them.
    pub fn found(self) -> Found {
        let mut found = Found::default();
        for (term, forms) in self.best {
            found.terms.push(term);
            found.forms.extend(forms);
        }
        found
    }
}

/// The best near forms of a word: the fewest edits, then the most frequent one (by its most frequent term), then the smaller text.
#[derive(Debug, Default)]
pub struct Nearest(Vec<(String, u8, u32)>);

impl Nearest {
    /// Offers a form, so many edits away, whose most frequent term so many items have. Each form at most once.
    pub fn offer(&mut self, form: &str, edits: u8, items: u32) {
        let before = |other: &&(String, u8, u32)| {
            let better = other.1.cmp(&edits).then(items.cmp(&other.2)).then_with(|| other.0.as_str().cmp(form));
            better.is_lt()
        };
        let place = self.0.iter().take_while(before).count();
        if place < MOST_NEAR {
            self.0.insert(place, (form.to_owned(), edits, items));
            self.0.truncate(MOST_NEAR);
        }
    }

    /// The best forms, best first.
    pub fn forms(self) -> Vec<String> {
        self.0.into_iter().map(|(form, ..)| form).to_list()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::cmp::Reverse;
    use std::collections::BTreeSet;

    proptest! {
        #[test]
        fn the_best_completions_are_kept(offers in proptest::collection::vec((0..30u32, 0..12u32), 0..80)) {
            // A term's frequency is a function of it; "t3" is exact.
            let items = |term: u32| term * 7 % 5;
            let exact = [Term { text: "t3".to_owned(), items: 1 }];
            let mut completions = Completions::new(&exact);
            for (form, term) in &offers {
                completions.offer(&format!("f{form}"), &format!("t{term}"), items(*term));
            }
            let mut terms: Vec<(Reverse<u32>, String)> = offers.iter().map(|(_, term)| (Reverse(items(*term)), format!("t{term}"))).collect();
            terms.retain(|(_, text)| text != "t3");
            terms.sort();
            terms.dedup();
            terms.truncate(MOST_COMPLETIONS);
            let found = completions.found();
            prop_assert_eq!(found.terms.iter().map(|term| term.text.clone()).collect::<Vec<_>>(), terms.iter().map(|(_, text)| text.clone()).collect::<Vec<_>>());
            let kept = |term: &u32| terms.iter().any(|(_, text)| *text == format!("t{term}"));
            let forms: BTreeSet<String> = offers.iter().filter(|(_, term)| kept(term)).map(|(form, _)| format!("f{form}")).collect();
            prop_assert_eq!(found.forms.into_iter().collect::<BTreeSet<_>>(), forms);
        }

        #[test]
        fn the_nearest_forms_are_kept(offers in proptest::collection::btree_map("[a-d]{1,2}", (1..3u8, 0..3u32), 0..12), turned: bool) {
            let mut order: Vec<_> = offers.iter().collect();
            if turned {
                order.reverse();
            }
            let mut nearest = Nearest::default();
            for (form, (edits, items)) in &order {
                nearest.offer(form, *edits, *items);
            }
            order.sort_by_key(|(form, (edits, items))| (*edits, Reverse(*items), *form));
            prop_assert_eq!(nearest.forms(), order.into_iter().take(MOST_NEAR).map(|(form, _)| form.clone()).collect::<Vec<_>>());
        }
    }
}
