//! Rules that need neither a site nor a target.

use super::generations::{Generation, Generations, Row, is_inside, kept_from, rows};
use super::inventory::Local;
use super::names::{headers, kind};
use super::plan::{Keep, Plan};
use super::state::{State, There};
use super::target::Version;
use chrono::{DateTime, TimeDelta, Utc};
use proptest::prelude::*;

fn day(day: i64) -> DateTime<Utc> {
    DateTime::<Utc>::UNIX_EPOCH + TimeDelta::days(day)
}

#[test]
fn generations_are_kept_by_number_and_by_age() {
    // Published on these days; on day 100 those are kept that are among so many newest or were current within so many days.
    #[track_caller]
    fn check(days: &[i64], (count, within): (usize, i64), expected: u64) {
        let generations: Vec<Generation> =
            (1..).zip(days).map(|(number, on)| Generation { number, time: day(*on), ..Generation::default() }).collect();
        assert_eq!(kept_from(&generations, count, day(100 - within)), expected, "{days:?}");
    }
    check(&[], (3, 30), 0);
    check(&[1], (1, 0), 1);
    check(&[1, 2, 3, 4, 5], (3, 30), 3);
    check(&[1, 2, 3, 4, 5], (1, 0), 5);
    check(&[1, 2, 3, 4, 5], (9, 0), 1);
    // The second was current until day 80.
    check(&[1, 2, 80, 90, 95], (1, 30), 2);
    check(&[1, 2, 69, 90, 95], (1, 30), 3);
    check(&[1, 2, 70, 90, 95], (4, 30), 2);
    // Clocks that ran ahead keep more, never less.
    check(&[1, 200, 3, 4], (1, 30), 1);
}

fn local(path: &str) -> Local {
    let kind = kind(path, path.starts_with("archive/") || path.starts_with("assets/"));
    Local { path: path.to_owned(), bytes: 1, sha256: [1; 32], kind, headers: headers(path, kind, false) }
}

const ALL: [&str; 11] = [
    "archive/00112233445566778899aabbccddeeff/0.bin",
    "assets/app-0a0e743bb0ccb939.js",
    "bundle.json",
    "bundle.json.minisig",
    "embed/dossier-0a0e743bb0ccb939.js",
    "i/a/index.html",
    "i/b/index.html",
    "index.html",
    "robots.txt",
    "t/a/feed.atom",
    "t/a/index.html",
];

/// The stages in which files are written of which these are at the target.
#[track_caller]
fn check_stages(there: &[&str], has_bundle: bool, expected: &[&[&str]]) {
    let files: Vec<Local> = ALL.into_iter().map(local).collect();
    let there: Vec<There> = ALL.iter().map(|path| if there.contains(path) { There::Other } else { There::Absent }).collect();
    let state = State { bundle: has_bundle.then(Version::default), ..State::default() };
    let keep = Keep { generations: 3, days: 30, withdraw: false };
    let plan = Plan::new(&files, &there, &state, keep, day(1));
    let stages: Vec<Vec<&str>> = plan.stages.iter().map(|stage| stage.iter().map(|place| ALL[*place]).collect()).collect();
    assert_eq!(stages, expected);
    assert!(!plan.is_empty(&state));
}

#[test]
fn no_page_is_written_before_what_it_leads_to() {
    let hashed: &[&str] = &[ALL[0], ALL[1], ALL[4]];
    let (bundle, beside): (&[&str], &[&str]) = (&[ALL[2]], &[ALL[3]]);
    // Nobody knows the place yet: its front page comes last.
    let (deep, front, feeds): (&[&str], &[&str], &[&str]) = (&[ALL[5], ALL[6], ALL[10]], &[ALL[7]], &[ALL[8], ALL[9]]);
    check_stages(&[], false, &[hashed, bundle, beside, deep, front, feeds]);
    // What is new comes before `bundle.json`, what replaces something after it.
    check_stages(&[ALL[2], ALL[5], ALL[7], ALL[10]], true, &[hashed, &[ALL[6]], bundle, beside, &[ALL[5], ALL[10]], front, feeds]);
}

#[test]
fn unchanged_is_nothing_to_do() {
    let files: Vec<Local> = ALL.into_iter().map(local).collect();
    let keep = Keep { generations: 3, days: 30, withdraw: false };
    let first = Plan::new(&files, &vec![There::Absent; ALL.len()], &State::default(), keep, day(1));
    let state = State { notes: first.notes, bundle: Some(Version::default()), ..State::default() };
    let again = Plan::new(&files, &vec![There::Same; ALL.len()], &state, keep, day(90));
    assert!(again.is_empty(&state) && again.number == 1);
    // A file that is gone makes another state of the site, though nothing is written.
    let fewer = Plan::new(&files[..10], &[There::Same; 10], &state, keep, day(90));
    assert!(!fewer.is_empty(&state) && fewer.number == 2 && fewer.stages.is_empty());
}

#[test]
fn notes_of_others_are_not_believed() {
    let rows: Vec<Row> = rows(&ALL.map(local), 1).into_values().collect();
    let generation = Generation { number: 1, ..Generation::default() };
    let good = Generations::new(vec![generation.clone()], rows.clone());
    assert_eq!(Generations::read(&good.text().unwrap()).unwrap(), good);
    let refused = |notes: &Generations, words: &str| {
        let error = Generations::read(&notes.text().unwrap()).unwrap_err().to_string();
        assert!(error.contains(words), "{error}");
    };
    for path in ["../a", "/a", "a//b", "a/../b", ".", "", "a/", ".dossier/lock", "a\\b", "a\nb"] {
        let row = Row { path: path.to_owned(), ..rows[2].clone() };
        refused(&Generations::new(vec![generation.clone()], vec![row]), "which no site can have");
    }
    let folder = Row { files: Some(4_097), ..rows[0].clone() };
    refused(&Generations::new(vec![generation.clone()], vec![folder]), "which no site can have");
    refused(&Generations::new(vec![generation.clone(), generation], rows), "in no order");
    let text = String::from_utf8(good.text().unwrap()).unwrap();
    assert!(Generations::read(text.replace("robots", "sitemap").as_bytes()).unwrap_err().to_string().contains("damaged"));
    assert!(Generations::read(text.replace("generations/1", "generations/2").as_bytes()).unwrap_err().to_string().contains("format"));
}

proptest! {
    #[test]
    fn nothing_panics(bytes: Vec<u8>, path: String) {
        let _ = Generations::read(&bytes);
        let _ = (is_inside(&path), kind(&path, false), headers(&path, kind(&path, true), true));
    }
}
