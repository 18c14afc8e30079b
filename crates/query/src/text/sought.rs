//! What a search text asks for: words and phrases, wanted and not. Knows no content, so a word here may mean nothing at all.

use super::tokens::tokens;

/// Most things wanted, and most not wanted; further ones are left out.
pub const MOST_THINGS: usize = 16;

/// Most words of one phrase; further ones are left out.
pub const MOST_WORDS: usize = 32;

/// All that a search text asks for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sought {
    /// What must be found.
    pub wanted: Vec<Thing>,
    /// What must not be found: a minus before it.
    pub unwanted: Vec<Thing>,
}

/// One thing to look for: a word, or a phrase of several.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Thing {
    /// Its words in order, folded; at least one.
    pub words: Vec<String>,
    /// Whether its last word may still be being typed: it is the last thing wanted, and no quote closes it.
    pub open: bool,
}

impl Sought {
    /// Reads a search text. Words are parted by white space; quotes of any language hold a phrase together; a minus directly before
    /// a word or phrase excludes it. What folds to several tokens (`2023-2024`, a word of an unspaced script) is a phrase. What has
    /// no letters or digits asks for nothing, and a repeated thing only once, where it stands last.
    pub fn read(text: &str) -> Self {
        let mut sought = Self::default();
        let mut full = false;
        let mut rest = text.trim_start();
        while !rest.is_empty() {
            let unwanted = rest.strip_prefix('-');
            let (thing, after) = next(unwanted.unwrap_or(rest));
            rest = after.trim_start();
            let Some(thing) = thing else { continue };
            let group = if unwanted.is_some() { &mut sought.unwanted } else { &mut sought.wanted };
            if group.len() < MOST_THINGS {
                group.retain(|other| other.words != thing.words);
                group.push(thing);
            } else {
                full |= unwanted.is_none();
            }
        }
        for thing in &mut sought.unwanted {
            thing.open = false;
        }
        let last = if full { usize::MAX } else { sought.wanted.len().wrapping_sub(1) };
        for (place, thing) in sought.wanted.iter_mut().enumerate() {
            thing.open &= place == last;
        }
        sought
    }

    /// Whether nothing is asked for.
    pub fn is_empty(&self) -> bool {
        self.wanted.is_empty() && self.unwanted.is_empty()
    }
}

impl Thing {
    fn new(text: &str, open: bool) -> Option<Self> {
        let mut words = Vec::new();
        tokens(text, &mut |form| words.push(form.to_owned()));
        // What was left out stands where typing goes on.
        let open = open && words.len() <= MOST_WORDS;
        words.truncate(MOST_WORDS);
        (!words.is_empty()).then_some(Self { words, open })
    }
}

/// The first word or phrase of a text that does not begin with white space, and what follows it.
fn next(text: &str) -> (Option<Thing>, &str) {
    if let Some(phrase) = text.strip_prefix(is_quote) {
        return match phrase.split_once(is_quote) {
            Some((inner, after)) => (Thing::new(inner, false), after),
            None => (Thing::new(phrase, true), ""),
        };
    }
    let end = text.find(|c: char| c.is_whitespace() || is_quote(c)).unwrap_or(text.len());
    let (word, after) = text.split_at_checked(end).unwrap_or_default();
    (Thing::new(word, true), after)
}

fn is_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '«' | '»' | '＂')
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Things as words with a space between them; `…` after those that are open.
    fn check(text: &str, wanted: &[&str], unwanted: &[&str]) {
        let sought = Sought::read(text);
        let plain =
            |group: &[Thing]| group.iter().map(|thing| thing.words.join(" ") + if thing.open { "…" } else { "" }).collect::<Vec<_>>();
        assert_eq!(plain(&sought.wanted), wanted, "{text:?}");
        assert_eq!(plain(&sought.unwanted), unwanted, "{text:?}");
    }

    #[test]
    fn words_and_phrases() {
        check("", &[], &[]);
        check(" Nato  toppmøte ", &["nato", "toppmote…"], &[]);
        check("\"Security Policy\" x", &["security policy", "x…"], &[]);
        check("«en melding» „til“", &["en melding", "til"], &[]);
        check("\"security pol", &["security pol…"], &[]);
        check("2023-2024 e-post", &["2023 2024", "e post…"], &[]);
        check("a\"b c\"d", &["a", "b c", "d…"], &[]);
        check("安全保障", &["安全 全保 保障…"], &[]);
        check("\"安\"", &["安"], &[]);
    }

    #[test]
    fn a_minus_excludes() {
        check("a -b", &["a…"], &["b"]);
        check("-\"b c\" a", &["a…"], &["b c"]);
        check("- a", &["a…"], &[]);
        check("--b -b", &[], &["b"]);
        check("!! -… 😀 \u{FFFD}", &[], &[]);
    }

    #[test]
    fn repeats_count_once() {
        check("nato møte NATO", &["mote", "nato…"], &[]);
        check("nato \"nato\"", &["nato"], &[]);
    }

    #[test]
    fn only_so_many() {
        let many: Vec<String> = (0..40).map(|number| format!("a{number} -b{number}")).collect();
        let sought = Sought::read(&many.join(" "));
        assert_eq!((sought.wanted.len(), sought.unwanted.len()), (MOST_THINGS, MOST_THINGS));
        assert!(sought.wanted.iter().all(|thing| !thing.open), "the last one is not the last typed");
        let sought = Sought::read(&"安全".repeat(5_000));
        assert_eq!((sought.wanted.len(), sought.wanted[0].words.len(), sought.wanted[0].open), (1, MOST_WORDS, false));
    }
}
