//! What each target begins with: real files, with the numbers that they are read by.

use crate::specimen::{ALL, main, thinned};
use dossier_archive::Put;
use dossier_archive::format::terms::{Directory, Record, Shard, Span};
use dossier_archive::format::{self, index::ROWS};

/// The seeds of a target.
pub fn of(target: &str) -> Vec<Vec<u8>> {
    let (specimen, items) = (main(), main().items());
    let shelf = |name: &str| specimen.shelf(name);
    let plain = |files: &[&[u8]]| -> Vec<Vec<u8>> { files.iter().map(|file| file.to_vec()).collect() };
    let terms = Directory::read(shelf(format::TERMS)[0]).expect("it was just written");
    let shards = 1 + terms.shards.len();
    match target {
        "seal" => seals(),
        "index" => plain(&shelf(format::INDEX)),
        "cube" => {
            let buckets = specimen.index.buckets.len() as u32;
            (0..).zip(shelf(format::CUBES)).map(|(place, file)| with(&[place % 2, buckets], file)).collect()
        }
        "rows" => rows(),
        "days" => plain(&shelf(format::DAYS)),
        "gone" => plain(&thinned().shelf(format::GONE)),
        "titles" => {
            let counts = std::iter::once(items).chain(specimen.index.topics.iter().copied());
            shelf(format::TITLES).into_iter().zip(counts).map(|(file, rows)| with(&[rows], file)).collect()
        }
        "ids" => {
            let ids = shelf(format::IDS);
            ids.into_iter().enumerate().map(|(place, file)| with(&[format::ids::hash(&format!("i{place}")), items], file)).collect()
        }
        "head" => plain(&shelf(format::HEADS)),
        "bodies" => shelf(format::BODIES).into_iter().map(|file| with(&[specimen.index.body_block, items], file)).collect(),
        "cards" => plain(&shelf(format::CARDS)),
        "terms_directory" => plain(&shelf(format::TERMS)[..1]),
        "terms_shard" => plain(&shelf(format::TERMS)[1..shards]),
        "terms_completions" => plain(&shelf(format::TERMS)[shards..]),
        "postings" => streams(format::POSTINGS, &|record| record.postings, &|df| vec![df, items]),
        "tiers" => streams(format::TIERS, &|record| record.tiers, &|df| vec![df]),
        "positions" => shelf(format::POSITIONS).into_iter().map(|file| with(&[3, 4], file)).collect(),
        "spelling_directory" => plain(&shelf(format::SPELLING)[..1]),
        "spelling_forms" => plain(&shelf(format::SPELLING)[1..]),
        "answers" => answers(),
        _ => Vec::new(),
    }
}

fn with(numbers: &[u32], file: &[u8]) -> Vec<u8> {
    let mut put = Put::default();
    for number in numbers {
        put.number(*number);
    }
    put.0.extend_from_slice(file);
    put.0
}

fn seals() -> Vec<Vec<u8>> {
    let place = |address: &str| address.rsplit('/').next().and_then(|name| name.strip_suffix(".bin")?.parse().ok()).unwrap_or(0);
    let files = |address: &str| {
        main().sealed.keys().filter(|other| other.rsplit_once('/').map(|of| of.0) == address.rsplit_once('/').map(|of| of.0)).count()
    };
    let all = main().sealed.iter().enumerate().step_by(7);
    all.map(|(number, (address, file))| with(&[number as u32, place(address), files(address) as u32], file)).collect()
}

/// Files of places and of numbers.
fn rows() -> Vec<Vec<u8>> {
    let index = &main().index;
    let numbers = main().shelf(format::NUMBERS);
    let places = main().shelf(format::PLACES);
    let mut seeds = vec![with(&[0, 0, main().items()], places[0])];
    for (topic, rows) in (0_u16..).zip(&index.topics) {
        let (number, place) = (index.numbers_file(topic, 0).0, index.places_file(Some(topic), 0).0);
        for file in [numbers.get(number as usize), places.get(place as usize)].into_iter().flatten() {
            seeds.push(with(&[u32::from(topic) + 1, 0, (*rows).min(ROWS)], file));
        }
    }
    seeds
}

/// The bytes of each word in a shelf, with numbers made of how many items have it.
fn streams(shelf: &str, span: &dyn Fn(&Record) -> Option<Span>, numbers: &dyn Fn(u32) -> Vec<u32>) -> Vec<Vec<u8>> {
    let (terms, files) = (main().shelf(format::TERMS), main().shelf(shelf));
    let shards = Directory::read(terms[0]).map_or(0, |directory| directory.shards.len());
    let mut seeds = Vec::new();
    for shard in terms.iter().skip(1).take(shards).filter_map(|file| Shard::read(file, &main().index.buckets).ok()) {
        for record in &shard.terms {
            let bytes = span(record).and_then(|span| span.of(files.get(span.file as usize)?).ok());
            seeds.extend(bytes.map(|bytes| with(&numbers(record.df), bytes)));
        }
    }
    seeds.truncate(40);
    seeds
}

/// Every file in its own place, each under another question.
fn answers() -> Vec<Vec<u8>> {
    let mut seeds = Vec::new();
    for (which, specimen) in (0_u32..).zip(ALL.iter()) {
        for (number, file) in (0_u32..).zip(specimen.contents.values()) {
            seeds.push(with(&[which, number, number * 37 % 8640], &file[1..]));
        }
    }
    seeds
}
