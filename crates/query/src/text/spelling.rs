//! Spelling: which forms are near to a word as typed. Decides that alone, not which of them are taken.

use super::tokens::is_unspaced;
use dossier_bundle::lean::ToList;

/// Characters from which on a word may differ by one edit, and by two.
const ONE_EDIT: usize = 4;
const TWO_EDITS: usize = 8;

/// A word as typed, ready to be compared with many forms.
#[derive(Clone, Debug)]
pub struct Typed {
    letters: Vec<char>,
    /// Most edits; 0 if it has no near forms.
    most: usize,
    head: String,
    /// The longer half at the end, for one edit.
    tail: String,
    /// The shorter one, for two.
    short_tail: String,
}

impl Typed {
    /// Prepares a folded word.
    pub fn new(word: &str) -> Self {
        let letters: Vec<char> = word.chars().to_list();
        let exact = letters.iter().any(|c| c.is_ascii_digit() || is_unspaced(*c));
        let most = match letters.len() {
            _ if exact => 0,
            TWO_EDITS.. => 2,
            ONE_EDIT.. => 1,
            _ => 0,
        };
        let half = letters.len() / 2;
        let text = |part: &[char]| part.iter().copied().collect();
        let (tail, short_tail) = (text(&letters[half..]), text(&letters[letters.len() - half..]));
        Self { head: text(&letters[..half]), tail, short_tail, letters, most }
    }

    /// Whether it may have near forms at all: it has at least four characters, no digits, and is of a spaced script.
    pub fn may_be_misspelt(&self) -> bool {
        self.most > 0
    }

    /// The first half of its characters, rounded down. Every near form begins with it or ends with [`Typed::tails`].
    pub fn head(&self) -> &str {
        &self.head
    }

    /// The last half of its characters rounded up, for forms one edit away; rounded down, for those two edits away.
    pub fn tails(&self) -> (&str, &str) {
        (&self.tail, &self.short_tail)
    }

    /// How many edits away a form is, 1 or 2; none if it is not near.
    ///
    /// An edit is a character more, less or other, or two neighbours swapped (optimal string alignment). Words of 4 to 7
    /// characters allow one, longer ones two. Half of the word as typed must be intact at the form's own beginning or end, which
    /// is true of any one edit but a swap across the middle: so forms can be found by their halves. Forms with digits are near to
    /// nothing: another number is another thing.
    pub fn edits(&self, form: &str) -> Option<u8> {
        let headed = form.starts_with(&self.head);
        if self.most == 0 || !(headed || form.ends_with(&self.short_tail)) {
            return None;
        }
        let other: Vec<char> = form.chars().to_list();
        if other.len().abs_diff(self.letters.len()) > self.most || other.iter().any(char::is_ascii_digit) {
            return None;
        }
        match distance(&self.letters, &other) {
            1 if headed || form.ends_with(&self.tail) => Some(1),
            2 if self.most == 2 => Some(2),
            _ => None,
        }
    }
}

/// Optimal string alignment: the fewest edits, no character edited twice.
fn distance(one: &[char], other: &[char]) -> usize {
    let mut before_last = Vec::new();
    let mut last = Vec::new();
    let mut row: Vec<usize> = (0..=other.len()).to_list();
    for (line, mine) in one.iter().enumerate() {
        before_last = std::mem::replace(&mut last, row);
        row = vec![line + 1];
        for (place, theirs) in other.iter().enumerate() {
            let replaced = last[place] + usize::from(mine != theirs);
            let mut best = replaced.min(last[place + 1] + 1).min(row[place] + 1);
            if line > 0 && place > 0 && *mine == other[place - 1] && *theirs == one[line - 1] {
                best = best.min(before_last[place - 1] + 1);
            }
            row.push(best);
        }
    }
    drop(before_last);
    row[other.len()]
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(word: &str, form: &str, expected: Option<u8>) {
        assert_eq!(Typed::new(word).edits(form), expected, "{word:?} {form:?}");
    }

    #[test]
    fn one_edit() {
        for form in ["artic", "arctics", "arctik", "ractic", "arcti", "archtic", "arctci"] {
            check("arctic", form, Some(1));
        }
        check("arctic", "arctic", None);
        check("arctic", "arcitc", Some(1));
        check("arctic", "artcic", None);
        check("arctic", "arctico1", None);
        check("arctic", "attics", None);
        check("nato", "nate", Some(1));
        check("nat", "nato", None);
    }

    #[test]
    fn two_edits_of_long_words() {
        check("sikkerhet", "sikkerheten", Some(2));
        check("sikkerhte", "sikerhet", None);
        check("sikkerehtt", "sikkerhet", Some(2));
        check("sikkrehett", "sikkerhet", None);
        check("forsvaret", "forsvarte", Some(1));
        check("security", "secretly", None);
        check("security", "xxcurity", Some(2));
        check("defense", "defences", None);
        check("securityx", "seucrity", None);
        check("abcdefgh", "axcdexgh", None);
    }

    #[test]
    fn numbers_and_unspaced_scripts_are_never_near() {
        check("2023a", "2024a", None);
        check("covidx", "covid1", None);
        check("安全保障", "安全保证", None);
        assert!(!Typed::new("安全保障").may_be_misspelt());
        assert!(!Typed::new("").may_be_misspelt());
    }

    #[test]
    fn letters_of_other_scripts() {
        check("безпасность", "безопасность", Some(1));
        check("الدفع", "الدفاع", Some(1));
    }

    /// The fewest edits by trying all, no character edited twice.
    fn by_trying(one: &[char], other: &[char]) -> usize {
        match (one, other) {
            ([], rest) | (rest, []) => rest.len(),
            ([a, one_rest @ ..], [b, other_rest @ ..]) => {
                let mut best = by_trying(one_rest, other_rest) + usize::from(a != b);
                best = best.min(by_trying(one_rest, other) + 1).min(by_trying(one, other_rest) + 1);
                if let ([a, b, one_rest @ ..], [c, d, other_rest @ ..]) = (one, other)
                    && (a, b) == (d, c)
                {
                    best = best.min(by_trying(one_rest, other_rest) + 1);
                }
                best
            }
        }
    }

    proptest! {
        #[test]
        fn the_distance_is_the_least(one in "[abc]{0,6}", other in "[abc]{0,6}") {
            let letters = |text: &str| text.chars().collect::<Vec<_>>();
            prop_assert_eq!(distance(&letters(&one), &letters(&other)), by_trying(&letters(&one), &letters(&other)));
        }

        #[test]
        fn near_forms_share_a_half(word in "[ab]{4,10}", form in "[ab]{2,12}") {
            let typed = Typed::new(&word);
            let (long, short) = typed.tails();
            match typed.edits(&form) {
                Some(1) => prop_assert!(form.starts_with(typed.head()) || form.ends_with(long)),
                Some(_) => prop_assert!(form.starts_with(typed.head()) || form.ends_with(short)),
                None => {}
            }
        }
    }
}
