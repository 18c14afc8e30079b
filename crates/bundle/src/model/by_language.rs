//! One value for each of a few languages.

use super::Language;
use crate::lean::ToList;
use crate::lean::sort_by;

/// Values by language, in the order of the languages' tags.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ByLanguage<T>(Vec<(Language, T)>);

impl<T> ByLanguage<T> {
    /// The value for exactly this language.
    pub fn get(&self, language: &Language) -> Option<&T> {
        self.iter().find(|(tag, _)| *tag == language).map(|(_, value)| value)
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Languages and values.
    pub fn iter(&self) -> impl Iterator<Item = (&Language, &T)> {
        self.0.iter().map(|(language, value)| (language, value))
    }

    /// The values.
    pub fn values(&self) -> impl Iterator<Item = &T> {
        self.0.iter().map(|(_, value)| value)
    }
}

impl<T> Default for ByLanguage<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

/// Of several values for one language the last one counts.
impl<T> FromIterator<(Language, T)> for ByLanguage<T> {
    fn from_iter<I: IntoIterator<Item = (Language, T)>>(pairs: I) -> Self {
        let mut pairs: Vec<Option<(Language, T)>> = pairs.into_iter().map(Some).to_list();
        let order = order(pairs.len(), &|place| pairs[place as usize].as_ref().map_or("", |(language, _)| language.as_str()));
        Self(order.into_iter().filter_map(|place| pairs[place as usize].take()).to_list())
    }
}

/// The places of so many languages in the order of their tags, of each language only the last.
fn order<'t>(count: usize, tag: &dyn Fn(u32) -> &'t str) -> Vec<u32> {
    let mut order: Vec<u32> = (0..count as u32).rev().to_list();
    sort_by(&mut order, &|one, other| tag(one).cmp(tag(other)));
    order.dedup_by(|one, other| tag(*one) == tag(*other));
    order
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_found_by_language_and_the_last_counts() {
        let tag = |text: &str| Language::new(text).unwrap();
        let made: ByLanguage<u8> = [(tag("nb"), 1), (tag("en"), 2), (tag("nb"), 3)].into_iter().collect();
        assert_eq!(made.iter().map(|(language, value)| (language.as_str(), *value)).collect::<Vec<_>>(), [("en", 2), ("nb", 3)]);
        assert_eq!((made.get(&tag("nb")), made.get(&tag("nn"))), (Some(&3), None));
    }
}
