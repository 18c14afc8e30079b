//! Stems by Snowball's algorithms, one for each language that has one. Browsers carry none of this: what a search text means is looked up
//! among the forms that were written down.

use dossier_bundle::Language;
use dossier_query::Stemmer;
use snowball_stemmers_rs::{Algorithm, Stemmer as Snowball};

/// Makes terms of forms by the item's language; a form of any other language is its own term.
#[derive(Clone, Copy, Debug, Default)]
pub struct Stems;

/// The longest form that is stemmed. Words are shorter; the rest are runs of letters that mean nothing.
const LONGEST: usize = 64;

impl Stemmer for Stems {
    fn stem(&self, language: &Language, form: &str, out: &mut String) {
        let algorithm = algorithm(language.primary()).filter(|_| form.len() <= LONGEST && !form.bytes().any(|byte| byte.is_ascii_digit()));
        let Some(algorithm) = algorithm else { return out.push_str(form) };
        let stem = Snowball::create(algorithm).stem(form);
        // A word must not vanish, nor become something of which there is no end.
        let sound = !stem.is_empty() && stem.len() <= 2 * form.len() && !stem.contains(char::is_whitespace);
        out.push_str(if sound { &stem } else { form });
    }
}

fn algorithm(language: &str) -> Option<Algorithm> {
    Some(match language {
        "ar" => Algorithm::Arabic,
        "da" => Algorithm::Danish,
        "de" => Algorithm::German,
        "el" => Algorithm::Greek,
        "en" => Algorithm::English,
        "es" => Algorithm::Spanish,
        "fi" => Algorithm::Finnish,
        "fr" => Algorithm::French,
        "hu" => Algorithm::Hungarian,
        "it" => Algorithm::Italian,
        "nb" | "nn" | "no" => Algorithm::Norwegian,
        "nl" => Algorithm::Dutch,
        "pt" => Algorithm::Portuguese,
        "ro" => Algorithm::Romanian,
        "ru" => Algorithm::Russian,
        "sv" => Algorithm::Swedish,
        "ta" => Algorithm::Tamil,
        "tr" => Algorithm::Turkish,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const LANGUAGES: [&str; 22] = [
        "ar", "da", "de", "el", "en", "es", "fi", "fr", "hu", "it", "nb", "nn", "no", "nl", "pt", "ro", "ru", "sv", "ta", "tr", "se", "und",
    ];

    fn stem(language: &str, form: &str) -> String {
        let mut out = String::new();
        Stems.stem(&Language::new(language).unwrap(), form, &mut out);
        out
    }

    fn check(language: &str, forms: &[&str], term: &str) {
        for form in forms {
            assert_eq!(stem(language, form), term, "{language} {form}");
        }
    }

    #[test]
    fn forms_of_a_word_have_one_term() {
        check("en", &["defence", "defences"], "defenc");
        check("en-gb", &["minister", "ministers"], "minist");
        check("nb", &["regjering", "regjeringen", "regjeringens"], "regjering");
        check("nn", &["melding", "meldinga", "meldingar"], "melding");
        check("de", &["haus", "hauser"], "haus");
        check("fr", &["nation", "nations"], "nation");
        check("ru", &["оборона", "обороны"], "оборон");
        check("ar", &["الدفاع"], "دفاع");
    }

    #[test]
    fn what_has_no_stem_stays() {
        check("se", &["raddehus"], "raddehus");
        check("en", &["2023s"], "2023s");
        check("en", &["安全"], "安全");
        for language in LANGUAGES {
            check(language, &["a"], "a");
        }
    }

    proptest! {
        #[test]
        fn no_word_vanishes_or_swells(form in "[a-z]{1,20}|[а-я]{1,20}|[α-ω]{1,20}|[ء-ي]{1,20}|[஀-௿]{1,20}|\\PC{1,20}") {
            for language in LANGUAGES {
                let term = stem(language, &form);
                prop_assert!(!term.is_empty() && term.len() <= 2 * form.len());
            }
        }
    }
}
