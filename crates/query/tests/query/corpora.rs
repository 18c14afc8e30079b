//! Real titles: each is found by its own words and marked by them. Skipped, with a line that says so, where the corpora are
//! not at hand.

use crate::make::{item, language};
use crate::speed::everything;
use chrono::NaiveDate;
use dossier_bundle::{Block, Bundle, Item, ItemIx, Kind};
use dossier_query::text::{MOST_THINGS, MOST_WORDS, marks, tokens};
use dossier_query::{Memory, Question, Sort};
use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::sync::Arc;

fn corpora() -> PathBuf {
    let beside = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/corpora");
    std::env::var_os("DOSSIER_CORPORA").map_or_else(|| beside.into(), PathBuf::from)
}

/// The rows of a corpus as news; none if it is not at hand.
pub(crate) fn rows(name: &str) -> Option<Vec<Arc<Item>>> {
    let path = corpora().join(name);
    let Ok(file) = std::fs::File::open(&path) else {
        println!("skipped: no {}", path.display());
        return None;
    };
    let lines = BufReader::new(zstd::Decoder::new(file).unwrap()).lines();
    let row = |line: std::io::Result<String>| {
        let row: serde_json::Value = serde_json::from_str(&line.unwrap()).unwrap();
        let text = |field: &str| row[field].as_str().unwrap_or_default().to_owned();
        let tag = dossier_bundle::Language::new(&text("lang")).unwrap_or_else(|| language("und"));
        let body = vec![Block::Code(text("body"))];
        Arc::new(Item { summary: text("summary"), language: tag, body, ..item(&text("id"), Kind::News, &text("title"), &text("date")) })
    };
    Some(lines.map(row).filter(|item| item.title.chars().any(char::is_alphanumeric)).collect())
}

fn check(name: &str) {
    let Some(items) = rows(name) else { return };
    let memory = Memory::new(Arc::new(Bundle { items, ..Bundle::default() }));
    let today = NaiveDate::from_ymd_opt(2026, 1, 1).unwrap();
    let step = memory.bundle().items.len() / 60 + 1;
    for (place, item) in memory.bundle().items.iter().enumerate().step_by(step) {
        // Quotes and a minus are signs of their own.
        let plain = item.title.replace(['"', '“', '”', '„', '«', '»', '＂', '-'], " ");
        let shouted = plain.to_uppercase();
        for text in [plain.clone(), format!("\"{plain}\""), shouted] {
            let question = Question { text: text.clone(), sort: Sort::BestMatch, page_size: u32::MAX, ..everything() };
            let answer = memory.answer(&question, today);
            assert!(answer.items.contains(&ItemIx(place as u32)), "{name}: {text:?} finds itself");
            let (mut words, most) = (0, if text.starts_with('"') { MOST_WORDS } else { MOST_THINGS });
            tokens(&text, &mut |_| words += 1);
            if words > most {
                // What is left out of a long text is not marked either.
                continue;
            }
            let marked: Vec<&str> = marks(&item.title, &answer.search.hits).into_iter().map(|hit| &item.title[hit]).collect();
            let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).count();
            assert_eq!(letters(&marked.concat()), letters(&item.title), "{name}: {text:?} marks all of {:?}", item.title);
        }
    }
}

#[test]
fn real_titles_find_themselves() {
    check("news/regjeringen-lists-nb-nn-se.jsonl.zst");
    check("news/sametinget-nb-se-sma-smj.jsonl.zst");
    check("news/digital-agency-jp.jsonl.zst");
    check("news/whitehouse-index-2021-2026.jsonl.zst");
    check("docs/udhr-all-languages.jsonl.zst");
    check("docs/govuk-content-examples.jsonl.zst");
}
