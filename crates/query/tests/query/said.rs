//! Text search once more, as plainly as it can be said: sets of strings, no columns, no numbers for words. Knows ASCII words and
//! Chinese characters, and plain quotes.

use dossier_bundle::{Block, Bundle, Inline, Item, Language};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// What becomes of a search text.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Said {
    pub(crate) scores: Vec<Option<u32>>,
    pub(crate) any: bool,
    pub(crate) instead: Vec<(String, Vec<String>)>,
    pub(crate) hits: Vec<String>,
}

/// What is known of languages: an own stemmer, common terms.
#[derive(Clone, Copy)]
pub(crate) struct Tongue {
    pub(crate) stem: fn(&str, &str) -> String,
    pub(crate) common: &'static [&'static str],
}

/// Nothing known.
pub(crate) const PLAIN: Tongue = Tongue { stem: |_, form| form.to_owned(), common: &[] };

/// A form of each item with where it stands: field, then position in it.
struct Written {
    language: Language,
    /// Title, series, summary, body.
    fields: [Vec<String>; 4],
}

struct Content {
    tongue: Tongue,
    items: Vec<Written>,
    /// The terms of each form.
    forms: BTreeMap<String, BTreeSet<String>>,
    /// The items that have each term.
    having: BTreeMap<String, BTreeSet<usize>>,
}

type Terms = BTreeMap<String, u32>;

/// A thing sought: words, whether it is open at its end.
struct Wish {
    words: Vec<String>,
    open: bool,
}

/// A thing with its meaning.
struct Meant {
    /// Terms with penalties for each word; none for one that only keeps its place.
    words: Vec<Option<Terms>>,
    phrase: bool,
    together: bool,
    weight: u32,
}

pub(crate) fn said(bundle: &Bundle, text: &str, tongue: Tongue) -> Said {
    let (wanted, unwanted) = wishes(text);
    if wanted.is_empty() && unwanted.is_empty() {
        return Said { scores: vec![Some(0); bundle.items.len()], ..Said::default() };
    }
    let content = Content::new(bundle, tongue);
    let mut said = Said::default();
    let mut hits = BTreeSet::new();
    let wanted: Vec<Meant> = wanted.iter().map(|wish| content.meaning(wish, false, &mut said.instead, &mut hits)).collect();
    let unwanted: Vec<Meant> = unwanted.iter().map(|wish| content.meaning(wish, true, &mut Vec::new(), &mut BTreeSet::new())).collect();
    said.hits = hits.into_iter().collect();
    let judged = |item: &Written| {
        let banned = unwanted.iter().any(|thing| content.tier(thing, item).is_some());
        (!banned).then(|| wanted.iter().map(|thing| content.tier(thing, item)).collect::<Vec<_>>())
    };
    let judged: Vec<Option<Vec<Option<u32>>>> = content.items.iter().map(judged).collect();
    let all = |tiers: &Vec<Option<u32>>| tiers.iter().all(Option::is_some);
    said.any = wanted.len() >= 2 && !judged.iter().flatten().any(all);
    let weights: u32 = wanted.iter().map(|thing| thing.weight).sum();
    let score = |tiers: &Vec<Option<u32>>| {
        let matches = if said.any { tiers.iter().any(Option::is_some) } else { all(tiers) };
        let sum: u32 = wanted.iter().zip(tiers).map(|(thing, tier)| thing.weight * tier.unwrap_or(0)).sum();
        matches.then(|| (4 * sum).checked_div(weights).unwrap_or(0))
    };
    said.scores = judged.iter().map(|tiers| tiers.as_ref().and_then(score)).collect();
    said
}

fn is_han(c: char) -> bool {
    ('\u{4E00}'..='\u{9FFF}').contains(&c)
}

fn words_of(text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for word in text.split(|c: char| !c.is_ascii_alphanumeric() && !is_han(c)) {
        let letters: Vec<char> = word.chars().collect();
        for run in letters.chunk_by(|one, other| is_han(*one) == is_han(*other)) {
            if is_han(run[0]) && run.len() > 1 {
                words.extend(run.windows(2).map(|pair| pair.iter().collect::<String>()));
            } else {
                words.push(run.iter().collect::<String>().to_ascii_lowercase());
            }
        }
    }
    words
}

fn wishes(text: &str) -> (Vec<Wish>, Vec<Wish>) {
    let (mut wanted, mut unwanted): (Vec<Wish>, Vec<Wish>) = (Vec::new(), Vec::new());
    let mut rest = text.trim_start().to_owned();
    while !rest.is_empty() {
        let minus = rest.starts_with('-');
        if minus {
            rest.remove(0);
        }
        let (inner, after, open) = if let Some(phrase) = rest.strip_prefix('"') {
            match phrase.find('"') {
                Some(end) => (phrase[..end].to_owned(), phrase[end + 1..].to_owned(), false),
                None => (phrase.to_owned(), String::new(), true),
            }
        } else {
            let end = rest.find([' ', '"']).unwrap_or(rest.len());
            (rest[..end].to_owned(), rest[end..].to_owned(), true)
        };
        after.trim_start().clone_into(&mut rest);
        let words = words_of(&inner);
        let group = if minus { &mut unwanted } else { &mut wanted };
        if !words.is_empty() {
            group.retain(|wish| wish.words != words);
            group.push(Wish { words, open });
        }
    }
    let last = wanted.len();
    for (place, wish) in (1..).zip(&mut wanted) {
        wish.open &= place == last;
    }
    (wanted, unwanted)
}

fn text_of(item: &Item) -> String {
    let paragraph = |block: &Block| match block {
        Block::Paragraph(inlines) => inlines.iter().map(|inline| if let Inline::Text(text) = inline { text } else { "" }).collect(),
        _ => String::new(),
    };
    item.body.iter().map(paragraph).collect::<Vec<_>>().join(" ")
}

impl Content {
    fn new(bundle: &Bundle, tongue: Tongue) -> Self {
        let mut content = Self { tongue, items: Vec::new(), forms: BTreeMap::new(), having: BTreeMap::new() };
        for (place, item) in bundle.items.iter().enumerate() {
            let series = item.series.as_ref().map(ToString::to_string).unwrap_or_default();
            let fields = [words_of(&item.title), words_of(&series), words_of(&item.summary), words_of(&text_of(item))];
            for form in fields.iter().flatten() {
                let term = (tongue.stem)(item.language.as_str(), form);
                content.having.entry(term.clone()).or_default().insert(place);
                content.forms.entry(form.clone()).or_default().insert(term);
            }
            content.items.push(Written { language: item.language.clone(), fields });
        }
        content
    }

    fn items_of(&self, term: &str) -> u32 {
        self.having[term].len() as u32
    }

    fn exact(&self, word: &str) -> BTreeSet<String> {
        self.forms.get(word).cloned().unwrap_or_default()
    }

    /// The best completions, and the forms that make them.
    fn longer(&self, word: &str) -> (BTreeSet<String>, BTreeSet<String>) {
        let exact = self.exact(word);
        if word.chars().count() < 3 && !word.chars().all(is_han) {
            return Default::default();
        }
        let begins = |form: &&String| form.starts_with(word) && form.as_str() != word;
        let mut terms: Vec<&String> = self.forms.iter().filter(|(form, _)| begins(form)).flat_map(|(_, terms)| terms).collect();
        terms.retain(|term| !exact.contains(*term));
        terms.sort_by_key(|term| (Reverse(self.items_of(term)), *term));
        terms.dedup();
        let best: BTreeSet<String> = terms.into_iter().take(8).cloned().collect();
        let forms = self.forms.iter().filter(|(form, terms)| begins(form) && !terms.is_disjoint(&best)).map(|(form, _)| form.clone());
        let forms = forms.collect();
        (best, forms)
    }

    fn near(&self, word: &str) -> Vec<String> {
        let mut near: Vec<(usize, Reverse<u32>, String)> = Vec::new();
        for (form, terms) in &self.forms {
            let edits = edits(word, form);
            if edits > 0 {
                near.push((edits, Reverse(terms.iter().map(|term| self.items_of(term)).max().unwrap()), form.clone()));
            }
        }
        near.sort();
        near.into_iter().take(4).map(|(.., form)| form).collect()
    }

    fn meaning(&self, wish: &Wish, unwanted: bool, instead: &mut Vec<(String, Vec<String>)>, hits: &mut BTreeSet<String>) -> Meant {
        let phrase = wish.words.len() > 1;
        let is_common = |word: &String| {
            let exact = self.exact(word);
            phrase && !exact.is_empty() && exact.iter().all(|term| self.tongue.common.contains(&term.as_str()))
        };
        let together = wish.words.iter().all(is_common);
        let mut words = Vec::new();
        for (place, word) in (1..).zip(&wish.words) {
            if is_common(word) && !together {
                words.push(None);
                continue;
            }
            let mut terms: Terms = self.exact(word).into_iter().map(|term| (term, 0)).collect();
            let last = wish.open && place == wish.words.len();
            if !unwanted {
                hits.extend(
                    self.forms.iter().filter(|(_, of)| of.iter().any(|term| terms.contains_key(term))).map(|(form, _)| form.clone()),
                );
                if last || (terms.is_empty() && !phrase) {
                    let (longer, forms) = self.longer(word);
                    terms.extend(longer.into_iter().map(|term| (term, 1)));
                    hits.extend(forms);
                }
                if terms.is_empty() {
                    let mut near = self.near(word);
                    near.truncate(if phrase && !last { 1 } else { 4 });
                    terms.extend(near.iter().flat_map(|form| self.exact(form)).map(|term| (term, 3)));
                    hits.extend(near.iter().cloned());
                    if !near.is_empty() {
                        instead.push((word.clone(), near));
                    }
                }
            }
            words.push(Some(terms));
        }
        let having = |terms: &Terms| terms.keys().map(|term| self.items_of(term)).sum::<u32>();
        let count = self.items.len() as u32;
        let having = words.iter().flatten().map(having).min().unwrap().max(1).min(count.max(1));
        let mut weight = 1;
        while (count / having) >> weight > 0 {
            weight += 1;
        }
        Meant { words, phrase, together, weight }
    }

    fn tier(&self, thing: &Meant, item: &Written) -> Option<u32> {
        let mut lowest = u32::MAX;
        for terms in thing.words.iter().flatten() {
            let tiers = terms.iter().filter_map(|(term, penalty)| Some(self.impact(term, item)?.saturating_sub(*penalty).max(1)));
            lowest = lowest.min(tiers.max()?);
        }
        if !thing.phrase || thing.together {
            return Some(lowest);
        }
        // Common words at either end keep no place.
        let first = thing.words.iter().position(Option::is_some)?;
        let last = thing.words.iter().rposition(Option::is_some)?;
        let words = &thing.words[first..=last];
        let fits = |(terms, form): (&Option<Terms>, &String)| {
            terms.as_ref().is_none_or(|terms| terms.contains_key(&(self.tongue.stem)(item.language.as_str(), form)))
        };
        let stands = |field: &Vec<String>| field.windows(words.len()).any(|window| words.iter().zip(window).all(fits));
        item.fields.iter().any(stands).then(|| (lowest + 2).min(15))
    }

    fn impact(&self, term: &str, item: &Written) -> Option<u32> {
        let language = item.language.as_str();
        let times = |field: usize| item.fields[field].iter().filter(|form| (self.tongue.stem)(language, form) == term).count();
        let length = |field: usize| item.fields[field].len();
        let title = 512 * times(0) * 16 / (8 + length(0));
        let summary = 128 * times(2) * 50 / (25 + length(2));
        let body = 64 * times(3) * 600 / (300 + length(3));
        let sum = title + 384 * times(1) + summary + body;
        (0..4).any(|field| times(field) > 0).then(|| (1 + 14 * sum / (sum + 384)).min(15) as u32)
    }
}

/// 1 or 2 for a near form, else 0.
fn edits(word: &str, form: &str) -> usize {
    let (word, form): (Vec<char>, Vec<char>) = (word.chars().collect(), form.chars().collect());
    let number = |letters: &[char]| letters.iter().any(|c| c.is_ascii_digit() || is_han(*c));
    let n = word.len();
    if number(&word) || number(&form) || n < 4 {
        return 0;
    }
    let head = form.starts_with(&word[..n / 2]);
    match apart(&word, &form, 3) {
        1 if head || form.ends_with(&word[n / 2..]) => 1,
        2 if n >= 8 && (head || form.ends_with(&word[n - n / 2..])) => 2,
        _ => 0,
    }
}

/// How many edits two words are apart, by trying; gives up at `most`.
fn apart(one: &[char], other: &[char], most: usize) -> usize {
    match (one, other) {
        _ if most == 0 => 0,
        ([a, one @ ..], [b, other @ ..]) if a == b => apart(one, other, most),
        ([], rest) | (rest, []) => rest.len().min(most),
        ([_, one_rest @ ..], [_, other_rest @ ..]) => {
            let less = most - 1;
            let mut best = apart(one_rest, other_rest, less).min(apart(one_rest, other, less)).min(apart(one, other_rest, less)) + 1;
            if let ([a, b, one_rest @ ..], [c, d, other_rest @ ..]) = (one, other)
                && (a, b) == (d, c)
            {
                best = best.min(apart(one_rest, other_rest, less) + 1);
            }
            best
        }
    }
}
