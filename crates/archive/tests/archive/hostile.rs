//! Hostile archives and questions: whatever a host sends and a table of contents says, each question ends in what `query::Memory`
//! answers or in a fault that is named; never in a panic, never in another answer.

mod lies;
mod questions;

use crate::at_hand::AtHand;
use crate::equal::{options, today, without_hits};
use crate::{generated, wordy};
use dossier_archive::Archive;
use dossier_archive::write::text::Stems;
use dossier_bundle::{Bundle, ItemIx, Kind, Part, TopicIx};
use dossier_query::{Answer, Filters, Lexicon, Memory, Question, Sort, Source};
use flate2::read::GzDecoder;
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;
use std::sync::Arc;

type Files = BTreeMap<String, Vec<u8>>;

/// An archive whose every file is at hand, and what is asked of it.
struct Specimen {
    at_hand: AtHand,
    asked: Vec<(Question, Answer)>,
}

/// Rounds after which a question that is not answered never will be.
const ROUNDS: usize = 24;

fn sample<T>(strategy: impl Strategy<Value = T>, fits: impl Fn(&T) -> bool) -> T {
    let mut runner = TestRunner::deterministic();
    let mut samples = std::iter::repeat_with(|| strategy.new_tree(&mut runner).unwrap().current());
    samples.find(|sample| fits(sample)).unwrap()
}

fn specimen(questions: usize) -> Specimen {
    let bundle = sample(wordy::bundle(), |bundle| bundle.items.len() > 30);
    let wordy = sample(proptest::collection::vec(wordy::question(), questions), |_| true);
    let others = sample(proptest::collection::vec(generated::question(), questions), |_| true);
    // As a topic opens, from its head.
    let first = |topic| Question {
        topic: Some(TopicIx(topic)),
        kind: Some(Kind::News),
        text: String::new(),
        filters: Filters::default(),
        sort: Sort::Newest,
        page: 1,
        language: bundle.site.languages[0].clone(),
        ..others[0].clone()
    };
    let heads: Vec<Question> = (0..4).map(first).collect();
    let at_hand = AtHand::new(&bundle, &[], &options());
    let memory = memory(&at_hand);
    let asked =
        wordy.into_iter().chain(others).chain(heads).map(|question| (question.clone(), memory.answer(&question, today()))).collect();
    Specimen { at_hand, asked }
}

fn memory(at_hand: &AtHand) -> Memory {
    Memory::with_lexicon(at_hand.ordered.clone(), Lexicon { stemmer: Arc::new(Stems), common: Vec::new() })
}

/// Asks as a page does: what is wanted is fetched, checked and uncompressed. The error says what is wrong.
fn ask<T>(archive: &Archive, files: &Files, question: &dyn Fn(&Archive) -> Option<T>) -> Result<T, String> {
    for _ in 0..ROUNDS {
        let (answer, wanted, fault) = (question(archive), archive.wanted(), archive.fault());
        if wanted.is_empty() {
            return answer.ok_or_else(|| fault.unwrap_or_else(|| panic!("no answer, no file wanted, and no fault")));
        }
        for address in wanted {
            let file = files.get(&address).ok_or_else(|| format!("{address}: 404"))?;
            let content = archive.check(&address, file)?;
            archive.put(&address, uncompressed(&file[content])?)?;
        }
    }
    panic!("after {ROUNDS} rounds there is still no answer");
}

fn uncompressed(content: &[u8]) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    GzDecoder::new(content).read_to_end(&mut bytes).map_err(|error| error.to_string())?;
    Ok(bytes)
}

/// Asks everything of an archive with this table of contents and these files. Whatever is answered must be right. The faults met.
fn faults(specimen: &Specimen, parts: Vec<Part>, files: &Files) -> BTreeSet<String> {
    let contents = Some(dossier_bundle::Archive { parts });
    let archive = Archive::new(Arc::new(Bundle { archive: contents, items: Vec::new(), ..Bundle::clone(&specimen.at_hand.ordered) }));
    let mut faults = BTreeSet::new();
    for (question, expected) in &specimen.asked {
        let seen = |archive: &Archive| {
            let answer = archive.answer(question, today());
            if let Some(early) = answer.as_ref().filter(|answer| answer.counting) {
                assert!(early.total <= expected.total && expected.items.starts_with(&early.items), "{question:?}: {early:?} {expected:?}");
            }
            answer
        };
        match ask(&archive, files, &seen) {
            Ok(answer) => assert_eq!(without_hits(answer), without_hits(expected.clone()), "{question:?} {faults:?}"),
            Err(fault) => _ = faults.insert(fault),
        }
    }
    for (place, item) in specimen.at_hand.ordered.items.iter().enumerate() {
        match ask(&archive, files, &|archive| archive.find(&item.id)) {
            Ok(found) => assert_eq!(found.map(|found| found.0 as usize), Some(place), "{faults:?}"),
            Err(fault) => _ = faults.insert(fault),
        }
        match ask(&archive, files, &|archive| archive.card(ItemIx(place as u32))) {
            Ok(card) => assert_eq!((&card.id, &card.title), (&item.id, &item.title), "{faults:?}"),
            Err(fault) => _ = faults.insert(fault),
        }
    }
    faults
}

fn parts(specimen: &Specimen) -> Vec<Part> {
    specimen.at_hand.archive.bundle().archive.clone().unwrap().parts
}

/// The addresses of a shelf's files, in their order.
fn addresses(part: &Part, shelf: &str) -> Vec<String> {
    let folders = part.shelf(shelf).map_or(&[][..], |shelf| &shelf.folders);
    folders.iter().flat_map(|folder| (0..folder.files).map(|place| format!("archive/{}/{place}.bin", folder.name()))).collect()
}

fn shelves(part: &Part) -> Vec<String> {
    part.shelves.iter().filter(|shelf| shelf.files() > 0).map(|shelf| shelf.name.clone()).collect()
}

/// The first, the middle and the last file.
fn some(addresses: &[String]) -> BTreeSet<&String> {
    [addresses.first(), addresses.get(addresses.len() / 2), addresses.last()].into_iter().flatten().collect()
}

#[test]
fn nothing_is_wrong_with_the_specimen() {
    let specimen = specimen(60);
    assert_eq!(faults(&specimen, parts(&specimen), &specimen.at_hand.files), BTreeSet::new());
    assert_eq!(shelves(&parts(&specimen)[0]).len(), 15);
}

#[test]
fn a_file_that_is_not_there_is_named_and_the_rest_answers() {
    let specimen = specimen(15);
    let part = &parts(&specimen)[0];
    for shelf in shelves(part) {
        let mut met = 0;
        for address in some(&addresses(part, &shelf)) {
            let mut files = specimen.at_hand.files.clone();
            files.remove(address);
            let found = faults(&specimen, parts(&specimen), &files);
            assert!(found.iter().all(|fault| *fault == format!("{address}: 404")), "{shelf}: {found:?}");
            met += found.len();
        }
        assert!(met > 0, "nothing asked for {shelf}");
    }
}

#[test]
fn a_question_is_answered_once_its_file_has_come() {
    let specimen = specimen(15);
    let part = &parts(&specimen)[0];
    for shelf in shelves(part) {
        let mut files = specimen.at_hand.files.clone();
        let address = &addresses(part, &shelf)[0];
        let file = files.remove(address).unwrap();
        let archive = Archive::new(specimen.at_hand.archive.bundle().clone());
        for (question, expected) in &specimen.asked {
            if ask(&archive, &files, &|archive| archive.answer(question, today())).is_err() {
                let late = [(address.clone(), file.clone())].into_iter().chain(files.clone()).collect();
                let answer = ask(&archive, &late, &|archive| archive.answer(question, today()));
                assert_eq!(answer.map(without_hits), Ok(without_hits(expected.clone())), "{shelf} {question:?}");
                break;
            }
        }
    }
}

#[test]
fn a_file_that_is_another_is_not_taken() {
    let specimen = specimen(1);
    let archive = &specimen.at_hand.archive;
    let mut other = Bundle::clone(&specimen.at_hand.ordered);
    Arc::make_mut(&mut other.items[7]).title.push('!');
    let (generation, _, _) = dossier_archive::write::memory(&other, &[], &options());
    let all: Vec<(&String, &Vec<u8>)> = specimen.at_hand.files.iter().collect();
    let mut refused = 0;
    let mut check = |address: &str, file: &[u8]| {
        if specimen.at_hand.files[address] != file {
            let fault = archive.check(address, file).expect_err(address);
            assert!(!fault.is_empty());
            refused += 1;
        }
    };
    for (place, (address, file)) in all.iter().enumerate() {
        check(address, &[]);
        check(address, &file[..file.len() - 1]);
        check(address, &file[..file.len() / 2]);
        check(address, &[file.as_slice(), &[0]].concat());
        check(address, &[file.as_slice(); 2].concat());
        check(address, b"<!doctype html><title>Not found</title>");
        for at in [0, file.len() / 3, file.len() / 2, file.len() - 1] {
            let mut flipped = (*file).clone();
            flipped[at] ^= 1 << (at % 8);
            check(address, &flipped);
        }
        check(address, all[(place + 1) % all.len()].1);
        check(address, all[(place + all.len() / 2) % all.len()].1);
        check(address, &generation[place % generation.len()].1);
    }
    assert!(refused > all.len() * 11);
    for address in ["", "archive", "archive/x/0.bin", "../bundle.json", "archive/00000000000000000000000000000000/0.bin"] {
        assert!(archive.check(address, all[0].1).is_err() && archive.put(address, Vec::new()).is_err(), "{address}");
    }
    let first = all[0].0;
    for wrong in [first.replace(".bin", ""), first.replace("/0.bin", "/4096.bin"), first.replace("/0.bin", "/-1.bin"), first.to_uppercase()]
    {
        assert!(archive.check(&wrong, all[0].1).is_err(), "{wrong}");
    }
}

#[test]
fn what_is_far_too_large_for_its_shelf_is_not_kept() {
    let specimen = specimen(1);
    let (archive, part) = (&specimen.at_hand.archive, &parts(&specimen)[0]);
    for shelf in ["ids", "terms", "spelling"] {
        let (address, file) = (&addresses(part, shelf)[0], &specimen.at_hand.files[&addresses(part, shelf)[0]]);
        let mut content = uncompressed(&file[archive.check(address, file).unwrap()]).unwrap();
        content.resize(1 << 20, 0);
        assert_eq!(archive.put(address, content.clone()), Ok(()), "{shelf}");
        content.push(0);
        assert_eq!(archive.put(address, content).unwrap_err(), "it is larger than a file of its shelf may be", "{shelf}");
    }
}
