//! A whole archive, asked while one of its files holds something else: so each reader meets what comes before and after it. A question
//! must end in an answer or in a fault that names a file.

use crate::specimen::{self, Specimen};
use chrono::NaiveDate;
use dossier_archive::{Archive, Take};
use dossier_bundle::{ItemIx, Kind, Language, PartialDate, TopicIx};
use dossier_query::{Dates, Filters, Question, Sort, Source};

/// What is searched for, one by one: nothing, a word, several, a beginning, slips, phrases, minus, another script.
const TEXTS: [&str; 12] = [
    "",
    "security",
    "sec",
    "policy strategy",
    "secuirty",
    "\"security policys\"",
    "policy -\"arctic defence\"",
    "安全保障",
    "sikkerhetn",
    "the",
    "zebra policy",
    "-security",
];

/// Rounds after which a question that is not answered never will be.
const ROUNDS: usize = 40;

/// Which specimen, which of its files, and which question, as numbers; then what the file is to hold.
pub fn replaced(bytes: &[u8]) {
    let mut take = Take(bytes);
    let (Ok(which), Ok(file), Ok(asked)) = (take.number(), take.number(), take.number()) else { return };
    let specimen = &specimen::ALL[which as usize % specimen::ALL.len()];
    let address = specimen.contents.keys().nth(file as usize % specimen.contents.len()).expect("the number is below their count");
    // The byte that names the shelf stays, else nothing is read.
    let content = [&specimen.contents[address][..1], take.0].concat();
    ask_all(specimen, asked, &|wanted| if wanted == address { &content } else { &specimen.contents[wanted] });
}

/// Asks one question, and what a page asks of its answer.
pub fn ask_all<'c>(specimen: &Specimen, asked: u32, content: &dyn Fn(&str) -> &'c [u8]) {
    let archive = Archive::new(specimen.bundle.clone());
    let (question, today) = (question(asked), NaiveDate::from_ymd_opt(2022, 6, 1).expect("a day"));
    let answer = ask(&archive, content, &|archive| archive.answer(&question, today));
    for item in answer.map_or(Vec::new(), |answer| answer.items).into_iter().take(1) {
        look_at(&archive, content, item);
        ask(&archive, content, &|archive| archive.neighbours(&question, today, item));
    }
    if asked.is_multiple_of(3) {
        let found = ask(&archive, content, &|archive| archive.find(&format!("i{}", asked % 100)));
        found.flatten().into_iter().for_each(|item| look_at(&archive, content, item));
    }
}

fn look_at<'c>(archive: &Archive, content: &dyn Fn(&str) -> &'c [u8], item: ItemIx) {
    ask(archive, content, &|archive| archive.card(item));
    ask(archive, content, &|archive| archive.whole(item));
    ask(archive, content, &|archive| archive.versions(item));
    ask(archive, content, &|archive| archive.related(item, 5));
}

/// Asks until there is an answer or a fault.
fn ask<'c, T>(archive: &Archive, content: &dyn Fn(&str) -> &'c [u8], question: &dyn Fn(&Archive) -> Option<T>) -> Option<T> {
    for _ in 0..ROUNDS {
        let answer = question(archive);
        let (wanted, fault) = (archive.wanted(), archive.fault());
        if wanted.is_empty() {
            assert!(answer.is_some() || fault.is_some(), "no answer, no file wanted, and no fault");
            return answer;
        }
        for address in wanted {
            if archive.put(&address, content(&address).to_vec()).is_err() {
                return None;
            }
        }
    }
    panic!("after {ROUNDS} rounds there is still no answer");
}

/// A question for each number.
fn question(asked: u32) -> Question {
    let pick = |by: u32, among: u32| asked / by % among;
    let date = |text: &str| PartialDate::parse(text);
    let mut filters = Filters::default();
    if pick(12, 2) == 1 {
        filters.dates = Dates::Between { from: date("2020-11-07"), to: date("2022-02") };
    }
    if pick(24, 3) == 1 {
        filters.types = vec!["y1".to_owned(), "y2".to_owned()];
    }
    if pick(24, 3) == 2 {
        filters.languages = Language::new("nb").into_iter().collect();
    }
    Question {
        topic: Some(TopicIx(pick(72, 5) as u16)).filter(|topic| topic.0 < 4),
        kind: [None, Some(Kind::News), Some(Kind::Document)][pick(360, 3) as usize],
        text: TEXTS[pick(1, 12) as usize].to_owned(),
        filters,
        sort: [Sort::BestMatch, Sort::Newest, Sort::Title, Sort::Oldest][pick(1080, 4) as usize],
        page: 1 + pick(4320, 2),
        page_size: 10,
        language: Language::ENGLISH,
    }
}
