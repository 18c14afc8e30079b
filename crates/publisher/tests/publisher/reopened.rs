//! A site as its readers see it: questions answered from its files, and by going over all of its items.

use chrono::NaiveDate;
use dossier_archive::Archive;
use dossier_archive::write::text::Stems;
use dossier_archive::{format, seal};
use dossier_bundle::{Bundle, Folder, Item, ItemIx, Kind, Language, Part, TopicIx, complete_item, parse, parse_items};
use dossier_query::{Answer, Filters, Lexicon, Memory, Question, Sort, Source};
use flate2::read::GzDecoder;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;

pub(crate) struct Reopened {
    site: PathBuf,
    archive: Archive,
    pub(crate) bundle: Bundle,
}

impl Reopened {
    pub(crate) fn new(site: &Path) -> Self {
        let (bundle, problems) = parse(&fs::read(site.join("bundle.json")).unwrap());
        assert_eq!(problems, []);
        Self { site: site.to_owned(), archive: Archive::new(Arc::new(bundle.clone())), bundle }
    }

    pub(crate) fn parts(&self) -> &[Part] {
        &self.bundle.archive.as_ref().unwrap().parts
    }

    fn content(&self, folder: &Folder, place: u32) -> Vec<u8> {
        let file = fs::read(self.site.join(format!("archive/{}/{place}.bin", folder.name()))).unwrap();
        let end = seal::check(&file, place, folder.files, &folder.root).unwrap();
        let mut content = Vec::new();
        GzDecoder::new(&file[..end]).read_to_end(&mut content).unwrap();
        content
    }

    /// All items, in the order of the archive, with the works that their bodies tell of.
    pub(crate) fn items(&self) -> Vec<Item> {
        self.places().into_iter().flatten().collect()
    }

    /// What is gone from a part.
    pub(crate) fn gone(&self, part: &Part) -> format::Gone {
        let content = |shelf: &str| Some(self.content(&part.shelf(shelf)?.folders[0], 0));
        let index = format::Index::read(&content(format::INDEX).unwrap()[1..], part.items, self.bundle.types.len()).unwrap();
        content(format::GONE).map(|content| format::Gone::read(&content[1..], &index).unwrap()).unwrap_or_default()
    }

    /// For each place of the archive the item there; none where it is gone.
    fn places(&self) -> Vec<Option<Item>> {
        let mut items: Vec<Option<Item>> = Vec::new();
        for part in self.parts() {
            let start = items.len();
            let index = part.shelf(format::INDEX).unwrap().folders[0];
            let index = format::Index::read(&self.content(&index, 0)[1..], part.items, self.bundle.types.len()).unwrap();
            let mut cards = Vec::new();
            for folder in &part.shelf(format::CARDS).unwrap().folders {
                for place in 0..folder.files {
                    let (read, problems) = parse_items(&self.content(folder, place)[1..], &self.bundle);
                    assert_eq!(problems, Vec::new());
                    cards.extend(read);
                }
            }
            for folder in &part.shelf(format::BODIES).unwrap().folders {
                for place in 0..folder.files {
                    let content = self.content(folder, place);
                    let count = (start + part.items as usize - items.len()).min(index.body_block as usize);
                    let pack = format::bodies::read(&content[1..], count, part.items).unwrap();
                    for (ways, rest) in pack {
                        let own = items.len() as u32;
                        let card = &cards[own as usize - start];
                        let item = if rest.is_empty() {
                            card.clone()
                        } else {
                            let (item, problems) = complete_item(card, rest, &self.bundle);
                            assert_eq!(problems, Vec::new());
                            item.unwrap()
                        };
                        let first = ways.versions.iter().map(|place| start as u32 + place).chain([own]).min();
                        items.push(Some(Item { work: first.filter(|_| !ways.versions.is_empty()), ..(*item).clone() }));
                    }
                }
            }
            assert_eq!(items.len() - start, part.items as usize);
            for place in self.gone(part).places {
                items[start + place as usize] = None;
            }
        }
        items
    }

    /// Asks as a page does, and compares with what going over all items gives.
    pub(crate) fn check(&self) {
        let places = self.places();
        let place = |item: &ItemIx| ItemIx((0..).zip(&places).filter(|(_, item)| item.is_some()).nth(item.0 as usize).unwrap().0);
        let items: Vec<Item> = places.iter().flatten().cloned().collect();
        let bundle = Bundle { items: items.iter().cloned().map(Arc::new).collect(), archive: None, ..self.bundle.clone() };
        let memory = Memory::with_lexicon(Arc::new(bundle), Lexicon { stemmer: Arc::new(Stems), common: Vec::new() });
        let today = NaiveDate::from_ymd_opt(2026, 3, 1).unwrap();
        for question in self.questions() {
            let mut expected = memory.answer(&question, today);
            expected.items = expected.items.iter().map(place).collect();
            let answer = self.ask(&|archive| archive.answer(&question, today));
            let same = |answer: &Answer| {
                let mut answer = answer.clone();
                answer.search.hits.clear();
                answer
            };
            assert_eq!(same(&answer), same(&expected), "{question:?}");
        }
        for place in [0, items.len() / 2, items.len() - 1] {
            let found = self.ask(&|archive| archive.find(&items[place].id)).unwrap();
            assert_eq!(self.ask(&|archive| archive.whole(found)).body, items[place].body);
        }
        assert_eq!(self.ask(&|archive| archive.find("nobody")), None);
    }

    fn questions(&self) -> Vec<Question> {
        let question = Question {
            topic: Some(TopicIx(1)),
            kind: Some(Kind::Document),
            text: String::new(),
            filters: Filters::default(),
            sort: Sort::Newest,
            page: 1,
            page_size: 20,
            language: Language::ENGLISH,
        };
        let mut all = Vec::new();
        for topic in (0..self.bundle.topics.len() as u16).map(|topic| Some(TopicIx(topic))).chain([None]) {
            for (kind, language) in [(Some(Kind::News), "en"), (Some(Kind::Document), "nb"), (None, "nb")] {
                let language = Language::new(language).unwrap();
                let types = self.bundle.types.first().map(|of| of.id.clone()).into_iter().collect();
                all.push(Question { topic, kind, language: language.clone(), ..question.clone() });
                let filters = Filters { types, ..Filters::default() };
                all.push(Question { topic, kind, language, filters, sort: Sort::Oldest, page: 2, ..question.clone() });
            }
        }
        for text in ["number", "title 77", "\"words of 2190\"", "words -number", "2201"] {
            all.push(Question { topic: None, kind: None, text: text.to_owned(), sort: Sort::BestMatch, ..question.clone() });
        }
        all.push(Question { sort: Sort::Title, ..question });
        all
    }

    fn ask<T>(&self, question: &dyn Fn(&Archive) -> Option<T>) -> T {
        for _ in 0..12 {
            let answer = question(&self.archive);
            let wanted = self.archive.wanted();
            if let (Some(answer), true) = (answer, wanted.is_empty()) {
                return answer;
            }
            assert!(!wanted.is_empty(), "nothing is wanted: {:?}", self.archive.fault());
            for address in wanted {
                let file = fs::read(self.site.join(&address)).unwrap();
                let end = self.archive.check(&address, &file).unwrap();
                let mut bytes = Vec::new();
                GzDecoder::new(&file[end]).read_to_end(&mut bytes).unwrap();
                self.archive.put(&address, bytes).unwrap();
            }
        }
        panic!("there is still no answer");
    }
}
