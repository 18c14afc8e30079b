//! Whether readers find what they half remember in one archive of many languages: small content whose every hit is known, and all real
//! content at once. The real one is run with
//! `cargo test -p dossier-archive --release --test archive -- --ignored --nocapture known_item`.

#![allow(clippy::print_stdout, reason = "a test says what it skipped and measured")]

use crate::at_hand::AtHand;
use crate::equal::{options, today};
use crate::half_remembered::{Random, SAMPLED, cut_short, having, rarest, with_slip};
use crate::make::{item, language};
use dossier_archive::write::Options;
use dossier_bundle::{Block, Bundle, Inline, Item, Kind};
use dossier_query::{Filters, Question, Sort, Source};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;

/// Those that only stand in the way.
const BESIDE: [&str; 2] = ["news/digital-agency-jp.jsonl.zst", "docs/udhr-all-languages.jsonl.zst"];

/// Items tried of each corpus, evenly spread: 2,000 together.
const SAMPLE: usize = 250;

/// Least share found, of 100: by a title's three rarest words, by those with the last one cut short, by those with a slip in one.
const LEAST: [usize; 3] = [97, 93, 93];

/// The same if words are rare that few items of the whole archive have, not of the item's own corpus. In 48 titles of 2,000 that leaves
/// words which more than three titles share, such as those of a series of briefings: no order has all of these among the first three.
const LEAST_OF_ARCHIVE: [usize; 3] = [96, 93, 93];

/// Found and tried, by each kind of words.
#[derive(Clone, Copy, Default)]
struct Tally {
    found: [usize; 3],
    tried: [usize; 3],
}

impl Tally {
    fn add(&mut self, other: Self) {
        for kind in 0..3 {
            self.found[kind] += other.found[kind];
            self.tried[kind] += other.tried[kind];
        }
    }
}

#[test]
#[ignore = "writes and asks an archive of 30,000 items: takes long but in release form"]
fn known_item() {
    let corpora: Vec<Vec<Arc<Item>>> = SAMPLED.iter().chain(&BESIDE).map_while(|name| rows(name)).collect();
    if corpora.len() < SAMPLED.len() + BESIDE.len() {
        return;
    }
    let items: Vec<Arc<Item>> = corpora.concat();
    let of_archive = having(&items);
    let archive = AtHand::new(&Bundle { items, ..Bundle::default() }, &[], &Options { threads: 2, ..Options::default() });
    let (mut own, mut whole) = (Tally::default(), Tally::default());
    for (name, items) in SAMPLED.iter().zip(&corpora) {
        println!("{name}, rare in it:");
        own.add(quality(&archive, items, &having(items)));
        println!("{name}, rare in the archive:");
        whole.add(quality(&archive, items, &of_archive));
    }
    println!("all, rare in the corpus: {}\nall, rare in the archive: {}", said(&own), said(&whole));
    for (tally, least) in [(own, LEAST), (whole, LEAST_OF_ARCHIVE)] {
        assert!((0..3).all(|kind| 100 * tally.found[kind] >= least[kind] * tally.tried[kind]), "{}", said(&tally));
    }
}

/// How many of a sample of items are found, by each kind of words.
fn quality(archive: &AtHand, items: &[Arc<Item>], having: &BTreeMap<String, u32>) -> Tally {
    let (mut random, mut tally) = (Random(7), Tally::default());
    let sample = SAMPLE.min(items.len());
    for place in 0..sample {
        let item = &items[place * items.len() / sample];
        let words = rarest(item, having);
        for (kind, text) in [Some(words.join(" ")), cut_short(&words), with_slip(&words, &mut random)].into_iter().enumerate() {
            let Some(text) = text.filter(|text| !text.is_empty()) else { continue };
            let found = finds(archive, &text, item);
            tally.tried[kind] += 1;
            tally.found[kind] += usize::from(found);
            if !found {
                println!("  missed: {text:?} of {:?}", item.title);
            }
        }
    }
    println!("  {}", said(&tally));
    tally
}

fn said(tally: &Tally) -> String {
    let share = |kind: usize| {
        let (found, tried) = (tally.found[kind], tally.tried[kind]);
        format!("{:.1} % ({found} of {tried})", found as f64 / tried.max(1) as f64 * 100.0)
    };
    format!("words {}, cut short {}, with a slip {}", share(0), share(1), share(2))
}

/// The rows of a corpus as news; none if it is not at hand. No crate that uncompresses them is worth having for one test.
fn rows(name: &str) -> Option<Vec<Arc<Item>>> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpora");
    let path = std::env::var_os("DOSSIER_CORPORA").map_or(beside, PathBuf::from).join(name);
    let Some(output) = Command::new("zstd").arg("-dcq").arg(&path).output().ok().filter(|output| output.status.success()) else {
        println!("skipped: no {}, or no zstd to read it with", path.display());
        return None;
    };
    let rows = output.stdout.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()).enumerate().map(|(place, line)| {
        let row: serde_json::Value = serde_json::from_slice(line).unwrap();
        let text = |field: &str| row[field].as_str().unwrap_or_default().to_owned();
        let tag = dossier_bundle::Language::new(&text("lang")).unwrap_or_else(|| language("und"));
        let body = vec![Block::Code(text("body"))];
        let made = item(&format!("{name}:{place}"), Kind::News, &text("title"), &text("date"));
        Arc::new(Item { summary: text("summary"), language: tag, body, ..made })
    });
    Some(rows.filter(|item| item.title.chars().any(char::is_alphanumeric)).collect())
}

/// Whether the item, or one of the same title, is among the first three that a reader of its language sees.
fn finds(archive: &AtHand, text: &str, item: &Item) -> bool {
    let question = Question { page_size: 3, language: item.language.clone(), ..asking(text) };
    let (answer, _) = archive.ask(|archive| archive.answer(&question, today()));
    answer.items.iter().any(|found| archive.ordered.item(*found).title == item.title)
}

fn asking(text: &str) -> Question {
    Question {
        topic: None,
        kind: None,
        text: text.to_owned(),
        filters: Filters::default(),
        sort: Sort::BestMatch,
        page: 1,
        page_size: 20,
        language: language("en"),
    }
}

/// Id, language, title, body; the newest first.
const ROWS: [(&str, &str, &str, &str); 16] = [
    ("jp", "ja", "国の安全保障について", "防衛力の整備と国際協力。"),
    ("jp2", "ja", "全国の保障制度", "安心して暮らせる社会。"),
    ("th", "th", "ความมั่นคงแห่งชาติ", "ยุทธศาสตร์ชาติยี่สิบปี"),
    ("ar", "ar", "الأَمْنُ القَوْمِيّ", "تُعزِّزُ الدَّوْلَةُ التعاون الدولي."),
    ("he", "he", "בִּטָּחוֹן לאומי", "שיתוף פעולה בין מדינות"),
    ("nb", "nb", "Kommunene får mer makt", "Regjeringen styrker lokaldemokratiet."),
    ("nb2", "nb", "En kommune i nord", "Fylket og byen samarbeider."),
    ("nn", "nn", "Kommunane får nye oppgåver", "Regjeringa styrkjer lokaldemokratiet."),
    ("se", "se", "Gielddat ožžot eanet válddi", "Ráđđehus nanne báikkálaš demokratiija."),
    ("de", "de", "Verordnungen über Häuser", "Die Länder arbeiten zusammen."),
    ("de2", "de", "Die Verordnung zum Haus", "Straßenbau und Verkehr."),
    ("fr", "fr", "Les décisions du conseil", "Les États coopèrent."),
    ("fr2", "fr", "Une décision nationale", "Le conseil se réunit."),
    ("el", "el", "Εθνική ασφάλεια", "Διεθνής συνεργασία"),
    ("ru", "ru", "Национальная безопасность", "Сотрудничество государств"),
    ("en", "en", "Municipal power", "The government gives municipalities more power."),
];

/// What is found in small content by forms that are there, however small the files.
#[track_caller]
fn check(text: &str, expected: &str) {
    check_instead(text, expected, &[]);
}

/// What is found by forms that nothing has, and those of like spelling that stand in for them.
#[track_caller]
fn check_instead(text: &str, expected: &str, instead: &[(&str, &[&str])]) {
    let made = |(id, tag, title, body): (&str, &str, &str, &str)| {
        let body = vec![Block::Paragraph(vec![Inline::Text(body.to_owned())])];
        Arc::new(Item { language: language(tag), body, ..item(id, Kind::News, title, "") })
    };
    let bundle = Bundle { items: ROWS.into_iter().map(made).collect(), ..Bundle::default() };
    let owned = |(typed, forms): &(&str, &[&str])| ((*typed).to_owned(), forms.iter().map(|form| (*form).to_owned()).collect());
    let instead: Vec<(String, Vec<String>)> = instead.iter().map(owned).collect();
    for options in [Options::default(), options()] {
        let archive = AtHand::new(&bundle, &[], &options);
        let (answer, _) = archive.ask(|archive| archive.answer(&asking(text), today()));
        let found = archive.ids(&answer.items).join(" ");
        assert_eq!((found.as_str(), answer.search.any, answer.search.instead), (expected, false, instead.clone()), "{text:?}");
    }
}

#[test]
fn scripts_without_spaces() {
    check("安全", "jp");
    check("安全保障", "jp");
    check("保障", "jp2 jp");
    check("国", "jp2 jp");
    check("防衛力", "jp");
    check("มั่นคง", "th");
    check("ยุทธศาสตร์", "th");
}

#[test]
fn points_and_marks() {
    check("الأَمْنُ", "ar");
    check("الامن", "ar");
    check("القومي", "ar");
    check("تعزز الدولة", "ar");
    check("בטחון", "he");
    check("בִּטָּחוֹן", "he");
    check("εθνικη", "el");
}

#[test]
fn inflections() {
    check("kommune", "nb nb2 nn");
    check("kommunene", "nb nb2 nn");
    check("kommunane", "nb nb2 nn");
    check("verordnung", "de de2");
    check("VERORDNUNGEN", "de de2");
    check("décision", "fr2 fr");
    check("decisions", "fr2 fr");
    check("национальная безопасность", "ru");
}

#[test]
fn phrases() {
    check("\"安全保障\"", "jp");
    check("\"保障安全\"", "");
    check("\"มั่นคงแห่งชาติ\"", "th");
    check("\"الامن القومي\"", "ar");
    check("\"القومي الامن\"", "");
    check("«kommune får mer»", "nb");
    check("\"får kommunene\"", "");
    check("„Verordnung über“", "de");
    check("« décision du conseil »", "fr");
    check("\"décisions nationale\"", "fr2");
}

#[test]
fn forms_that_nothing_has() {
    check_instead("kommuner makt", "nb", &[("kommuner", &["kommune", "kommunene"])]);
    check_instead("häusern", "de de2", &[("hausern", &["hauser"])]);
    check_instead("безопасности", "ru", &[("безопасности", &["безопасность"])]);
    check_instead("«kommuner får mer»", "nb", &[("kommuner", &["kommune"])]);
    check_instead("\"décisions nationales\"", "fr2", &[("nationales", &["nationale"])]);
}
