//! Each rule of text search by an example: what is found, in which order, and what is said of it.

use crate::make::item;
use crate::speed::everything;
use chrono::NaiveDate;
use dossier_bundle::{Block, Bundle, Inline, Item, Kind, Language, Series};
use dossier_query::{Answer, Lexicon, Memory, Question, Sort, Stemmer};
use std::sync::Arc;

/// Id, title, summary, body; the newest first.
const ROWS: [(&str, &str, &str, &str); 13] = [
    ("strategy", "Security strategy", "The security policy of the coming years", ""),
    ("policy", "Policy on security", "", "A policy for all."),
    ("arctic", "Arctic exercise", "", "Security in the Arctic, and security of supply."),
    ("bill", "Bill", "Proposal", "On defence spending, by e-post and e-mail."),
    ("supply", "Security", "", ""),
    ("jp", "国の安全保障について", "防衛", ""),
    ("th", "ความมั่นคงแห่งชาติ", "", ""),
    ("ar", "الأَمْنُ القومي", "", ""),
    ("he", "בִּטָּחוֹן לאומי", "", ""),
    ("nb", "Øvelse på Svalbard", "Blåbærøl", ""),
    ("euro", "Sanctions 2024", "Sanction list", ""),
    ("long", "Sikkerhetspolitisk samarbeid", "", ""),
    ("mixed", "NATO2030 日本 plan", "", ""),
];

fn memory() -> Memory {
    let made = |(id, title, summary, body): (&str, &str, &str, &str)| {
        let body = vec![Block::Paragraph(vec![Inline::Text(body.to_owned())])];
        let series = (id == "bill").then(|| Series::parse("Prop. 1 S (2023–2024)").unwrap());
        Arc::new(Item { summary: summary.to_owned(), body, series, ..item(id, Kind::News, title, "") })
    };
    Memory::new(Arc::new(Bundle { items: ROWS.into_iter().map(made).collect(), ..Bundle::default() }))
}

fn answer(memory: &Memory, text: &str) -> Answer {
    let question = Question { text: text.to_owned(), sort: Sort::BestMatch, ..everything() };
    memory.answer(&question, NaiveDate::from_ymd_opt(2024, 1, 1).unwrap())
}

fn ids(memory: &Memory, answer: &Answer) -> String {
    answer.items.iter().map(|item| memory.bundle().item(*item).id.as_str()).collect::<Vec<_>>().join(" ")
}

/// What is found when every word must be.
fn check(text: &str, expected: &str) {
    let memory = memory();
    let answer = answer(&memory, text);
    assert_eq!((ids(&memory, &answer).as_str(), answer.search.any), (expected, false), "{text:?}");
}

/// What is found when no item has every word.
fn check_any(text: &str, expected: &str) {
    let memory = memory();
    let answer = answer(&memory, text);
    assert_eq!((ids(&memory, &answer).as_str(), answer.search.any), (expected, true), "{text:?}");
}

#[test]
fn words_are_whole_unless_they_are_the_last() {
    check("security", "strategy policy supply arctic");
    check("secur", "strategy policy supply arctic");
    check("se", "");
    check_any("ons strategy", "strategy");
    check("secur strategy", "strategy");
    check("policy secu", "policy strategy");
    check("\"secur\"", "strategy policy supply arctic");
    check("sanction sanctions", "euro");
}

#[test]
fn the_last_word_as_typed_stands_before_its_completions() {
    let memory = memory();
    // Both are in the item; the singular only in its summary. The completed title is worth one less than typed.
    assert_eq!(memory.scores("sanctions")[10], Some(4 * 10));
    assert_eq!(memory.scores("sanction")[10], Some(4 * 9));
    assert_eq!(memory.scores("\"sanction\"")[10], Some(4 * 6));
    assert_eq!(answer(&memory, "sanction").search.hits, ["sanction", "sanctions"]);
    assert_eq!(answer(&memory, "\"sanction\"").search.hits, ["sanction"]);
}

#[test]
fn a_beginning_is_completed_to_the_most_frequent_terms() {
    // "worda" in ten items, "wordb" in nine, and so on: the last two of ten are left out; so is the least of equals.
    let title = |place: usize| ('a'..='j').take(10 - place).map(|letter| format!("word{letter}")).collect::<Vec<_>>().join(" ");
    let made = |place: usize| Arc::new(item(&format!("i{place}"), Kind::News, &title(place), ""));
    let memory = Memory::new(Arc::new(Bundle { items: (0..10).map(made).collect(), ..Bundle::default() }));
    let expected: Vec<String> = ('a'..='h').map(|letter| format!("word{letter}")).collect();
    assert_eq!(answer(&memory, "wor").search.hits, expected);
    assert_eq!(answer(&memory, "wo").search.hits, [""; 0]);
    let once = Arc::new(item("", Kind::News, "wordj wordi wordh wordg wordf worde wordd wordc wordb worda", ""));
    let memory = Memory::new(Arc::new(Bundle { items: vec![once], ..Bundle::default() }));
    assert_eq!(answer(&memory, "word").search.hits, expected);
}

#[test]
fn slips_are_forgiven() {
    check("secuirty", "strategy policy supply arctic");
    check("sikkerhetspoltisk", "long");
    check("sikkerhetpoltisk samarbeid", "long");
    check("arctik exercise", "arctic");
    // A swap across the middle leaves no half intact.
    check("secruity", "");
    check("bull", "bill");
    check("bul", "");
    check_any("sanctions 2025", "euro");
    let memory = memory();
    let search = answer(&memory, "arctik exercise").search;
    assert_eq!(search.instead, [("arctik".to_owned(), vec!["arctic".to_owned()])]);
    assert_eq!(search.hits, ["arctic", "exercise"]);
    assert_eq!(memory.scores("exercse")[2], memory.scores("exercise")[2].map(|score| score - 3 * 4));
}

#[test]
fn phrases_stand_side_by_side() {
    check("\"security policy\"", "strategy");
    check("\"policy security\"", "");
    check("\"security strategy the\"", "");
    check("\"security pol", "strategy");
    check("\"security pol\"", "");
    check("\"secuirty policy\"", "strategy");
    check("e-post", "bill");
    check("e-mai", "bill");
    check("post-e", "");
    check("\"and security of\" arctic", "arctic");
}

#[test]
fn a_minus_takes_away() {
    check("security -policy", "supply arctic");
    check("security -\"security policy\"", "policy supply arctic");
    check("security -secur", "strategy policy supply arctic");
    check("-security -policy -bill", "jp th ar he nb euro long mixed");
}

#[test]
fn some_words_where_no_item_has_all() {
    let memory = memory();
    check_any("exercise svalbard security", "arctic nb strategy policy supply");
    check_any("exercise svalbard -arctic", "nb");
    check_any("zebras zebra", "");
    check("zebra", "");
    // Of 13 items one has each of two words, and four have the third: weights 4, 4 and 2.
    assert_eq!(memory.scores("exercise svalbard security")[2], Some(4 * (4 * 10 + 2 * 6) / 10));
}

#[test]
fn every_script() {
    check("安全保障", "jp");
    check("安", "jp");
    check("安保", "");
    check("保障 国", "jp");
    check("มั่นคง", "th");
    check("الامن", "ar");
    check("الأمن القوم", "ar");
    check("بطحون", "");
    check("בטחון", "he");
    check("BLÅBÆRØL ovelse", "nb");
    check("nato2030日本", "mixed");
    check("日本 plan", "mixed");
}

#[test]
fn numbers_and_series() {
    check("prop 1", "bill");
    check("\"prop 1 s\"", "bill");
    check("2023-2024", "bill");
    check("2024-2023", "");
    check("2024", "euro bill");
    check("2023–2024 e-post", "bill");
}

#[test]
fn what_asks_for_nothing_lists_everything() {
    for text in ["", "   ", "😀 🎉", "\u{FFFD}", "-", "\"\"", ".*?^$", "';--"] {
        let answer = answer(&memory(), text);
        assert_eq!((answer.total as usize, answer.search), (ROWS.len(), dossier_query::Search::default()), "{text:?}");
    }
}

#[test]
fn hostile_texts_are_answered() {
    check("the of and", "arctic");
    check_any("' OR 1=1; DROP TABLE items --", "bill");
    check("s[e]c{2,}(urity)+ .*", "");
    check(&"a".repeat(10_000), "");
    check(&"安".repeat(10_000), "");
    check(&"\" -".repeat(3_000), "strategy policy arctic bill supply jp th ar he nb euro long mixed");
    check(&"security ".repeat(1_000), "strategy policy supply arctic");
    check("security 😀 \u{FFFD}", "strategy policy supply arctic");
}

#[test]
fn all_of_the_archive_decides_whether_some_words_do() {
    let memory = memory();
    // Another topic has the item with both words: so in this one nothing is found, and nothing looser is tried.
    let nowhere = Question { kind: Some(Kind::Document), text: "arctic exercise".to_owned(), ..everything() };
    let found = memory.answer(&nowhere, NaiveDate::from_ymd_opt(2024, 1, 1).unwrap());
    assert_eq!((found.total, found.search.any), (0, false));
}

/// Every form is its own term.
struct Same;

impl Stemmer for Same {
    fn stem(&self, _: &Language, form: &str, out: &mut String) {
        out.push_str(form);
    }
}

#[test]
fn common_words_of_a_phrase_keep_a_place() {
    let lexicon = Lexicon { stemmer: Arc::new(Same), common: ["the", "of", "on", "and", "in"].map(str::to_owned).to_vec() };
    let memory = Memory::with_lexicon(memory().bundle().clone(), lexicon);
    let check = |text: &str, expected: &str| assert_eq!(ids(&memory, &answer(&memory, text)), expected, "{text:?}");
    check("\"policy of the coming\"", "strategy");
    check("\"policy in and coming\"", "strategy");
    check("\"policy of coming\"", "");
    check("\"the security strategy of\"", "strategy");
    check("\"of the\"", "strategy arctic");
    check("\"the of\" -years", "arctic");
    check("\"the and\"", "arctic");
    check("\"and the\" security", "arctic");
    check("security -\"the of\"", "policy supply");
    check("\"the\"", "strategy arctic");
    // All terms of a phrase of common words are required, but not side by side; nothing is added for standing so.
    assert_eq!(memory.scores("\"the of\"")[0], memory.scores("\"of\"")[0].min(memory.scores("\"the\"")[0]));
}
