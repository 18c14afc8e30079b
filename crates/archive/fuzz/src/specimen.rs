//! Small archives with everything in them: languages, works, scripts, undated items, several topics and parts. Written, sealed and
//! opened as any other.

use dossier_archive::format::{self, Cell, Index, cube};
use dossier_archive::write::text::Sizes;
use dossier_archive::write::{Named, Options, memory, memory_continued};
use dossier_bundle::{Archive, Bundle, Folder, Kind};
use flate2::read::GzDecoder;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;
use std::sync::{Arc, LazyLock};

/// An archive, opened.
pub struct Specimen {
    /// The bundle, without items.
    pub bundle: Arc<Bundle>,
    /// The files as they are sent, by address.
    pub sealed: BTreeMap<String, Vec<u8>>,
    /// What is in them.
    pub contents: BTreeMap<String, Vec<u8>>,
    /// The index of the first part.
    pub index: Index,
    /// The cubes of the site and of each topic in the first part.
    pub cubes: Vec<Vec<Cell>>,
}

/// Several languages, works and scripts; one language, so that a single word is answered from the dictionary; two parts; a part from which
/// items are gone, some of them into a second one.
pub static ALL: LazyLock<[Specimen; 4]> = LazyLock::new(|| {
    let (many, one) = (bundle(&["en", "nb", "fr", "ja"]), bundle(&["en"]));
    let items = many.items.len();
    let (whole, cut) = (memory(&many, &[], &options()), memory(&many, &[0..items - 9, items - 9..items], &options()));
    // Of every eighth work nothing stays, since versions go together.
    let gone: BTreeSet<u32> = (0..one.items.len() as u32).filter(|item| item / 4 % 8 == 3).collect();
    let back = gone.iter().copied().filter(|item| item % 3 > 0).collect();
    let (files, archive, _) = memory_continued(&one, &gone, &back, &options());
    let alone = memory(&one, &[], &options());
    [
        Specimen::new(&many, whole.0, whole.1),
        Specimen::new(&one, alone.0, alone.1),
        Specimen::new(&many, cut.0, cut.1),
        Specimen::new(&one, files, archive),
    ]
});

/// The one from whose first part items are gone.
pub fn thinned() -> &'static Specimen {
    &ALL[3]
}

/// The one whose tables give single files their meaning.
pub fn main() -> &'static Specimen {
    &ALL[0]
}

impl Specimen {
    fn new(bundle: &Bundle, files: Vec<Named>, archive: Archive) -> Self {
        let bundle = Arc::new(Bundle { items: Vec::new(), archive: Some(archive), ..bundle.clone() });
        let sealed: BTreeMap<String, Vec<u8>> = files.into_iter().collect();
        let contents = sealed.iter().map(|(address, file)| (address.clone(), uncompressed(file))).collect();
        let mut specimen = Self { bundle, sealed, contents, index: Index::default(), cubes: Vec::new() };
        let types = specimen.bundle.types.len();
        specimen.index = Index::read(specimen.shelf(format::INDEX)[0], specimen.items(), types).expect("it was just written");
        let Index { buckets, keys, .. } = &specimen.index;
        let read = |bytes: &[u8], kind| cube::read(bytes, buckets.len() as u32, keys, kind).expect("it was just written");
        let both =
            |files: &[&[u8]]| cube::joined(&read(files[0], Kind::News), &read(files[1], Kind::Document)).expect("they are of one cube");
        specimen.cubes = specimen.shelf(format::CUBES).chunks(2).map(both).collect();
        specimen
    }

    /// Items of the first part.
    pub fn items(&self) -> u32 {
        self.bundle.archive.as_ref().map_or(0, |archive| archive.parts[0].items)
    }

    /// What is in the files of a shelf of the first part, in their order, without the byte that names the shelf.
    pub fn shelf(&self, name: &str) -> Vec<&[u8]> {
        let folders = self.bundle.archive.as_ref().and_then(|archive| archive.parts[0].shelf(name)).map_or(&[][..], |shelf| &shelf.folders);
        let addresses =
            |folder: &Folder| (0..folder.files).map(|place| format!("archive/{}/{place}.bin", folder.name())).collect::<Vec<_>>();
        folders.iter().flat_map(addresses).map(|address| &self.contents[&address][1..]).collect()
    }
}

fn options() -> Options {
    let words = Sizes { shard: 250, postings: 150, tiers: 100, positions: 200, spelling: 200, ..Sizes::of(0) };
    Options { words: Some(words), bucket: 12, card_block: Some(5), body_block: Some(4), ids: 30, ..Options::default() }
}

/// The content of a sealed file. The proof follows the compressed bytes, which end by themselves.
fn uncompressed(file: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::new();
    GzDecoder::new(file).read_to_end(&mut bytes).expect("it was just compressed");
    bytes
}

const WORDS: [&str; 17] = [
    "security",
    "secure",
    "sector",
    "secretary",
    "second",
    "strategy",
    "policy",
    "Arctic",
    "defence",
    "sikkerhet",
    "samarbeid",
    "nordområdene",
    "sécurité",
    "section",
    "安全保障",
    "2024",
    "the",
];

fn bundle(languages: &[&str]) -> Bundle {
    let items: Vec<Value> = (0..96).map(|place| item(place, languages)).collect();
    let named = |letter: char, count: usize| -> Vec<Value> {
        (0..count).map(|place| json!({"id": format!("{letter}{place}"), "title": format!("{letter} {place}")})).collect()
    };
    let mut topics = named('t', 3);
    topics[0]["topics"] = json!([{"id": "t9", "title": "below"}]);
    let whole = json!({
        "format": "dossier-bundle/1", "site": {"title": "Specimen", "languages": languages}, "topics": topics,
        "types": named('y', 4), "publishers": named('p', 4), "items": items,
    });
    dossier_bundle::parse(whole.to_string().as_bytes()).0
}

/// Every fourth item begins a work with a version in each language.
fn item(place: usize, languages: &[&str]) -> Value {
    let work = place / 4 * 4;
    let language = languages[place % languages.len()];
    let text = |from: usize, count: usize| -> String {
        let ending = |word: usize| ["", "s", "en", "ly", "iske", "al", "orisk", "t9"][word * 7 % 16 % 8];
        (from..from + count).map(|word| WORDS[word * word % WORDS.len()].to_owned() + ending(word) + " ").collect()
    };
    let date = match place % 20 {
        0 => String::new(),
        1 => "2021".to_owned(),
        2 => format!("2022-{:02}", place % 12 + 1),
        _ => format!("20{}-{:02}-{:02}", 20 + place / 60, place / 8 % 12 + 1, place * 5 % 28 + 1),
    };
    let topic = ["t0", "t1", "t2", "t9"][place % 4];
    let mut item = json!({
        "id": format!("i{place}"), "title": text(place, 3 + place % 4), "summary": text(place * 3, 9), "body": text(place * 5, 30),
        "kind": if place.is_multiple_of(3) { "document" } else { "news" }, "language": language, "date": date,
        "type": format!("y{}", place % 4), "publisher": [format!("p{}", place % 4), format!("p{}", place % 3)],
        "topics": [topic],
    });
    if languages.len() > 1 && work.is_multiple_of(8) {
        item["kind"] = json!("news");
        let versions = languages.iter().enumerate().filter(|(version, _)| work + version != place);
        item["translations"] = versions.map(|(version, of)| ((*of).to_owned(), json!(format!("i{}", work + version)))).collect();
    }
    item
}
