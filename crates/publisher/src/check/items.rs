//! What is wrong with items although each can be read: pictures that say nothing to those who cannot see them, links to items that are
//! not there, works that a language lacks.

use super::content::at;
use super::finding::Finding;
use crate::body::visit::{Piece, each};
use crate::import::losses::Place;
use dossier_bundle::{Bundle, Item, Language, SafeUrl, Severity};
use dossier_query::Route;
use std::collections::{BTreeMap, BTreeSet};

/// All of it; `places` has where each item stands.
pub(super) fn check(bundle: &Bundle, places: &[Place], address: Option<&str>) -> Vec<Finding> {
    let ids: BTreeSet<&str> = bundle.items.iter().map(|item| item.id.as_str()).collect();
    let mut findings = Vec::new();
    for (item, place) in bundle.items.iter().zip(places) {
        each(&item.body, &mut |piece| findings.extend(of_piece(piece, item, place, &ids, address)));
    }
    findings.extend(translations(bundle, places));
    findings
}

fn of_piece(piece: Piece<'_>, item: &Item, place: &Place, ids: &BTreeSet<&str>, address: Option<&str>) -> Option<Finding> {
    match piece {
        Piece::Link(url) => {
            let id = item_of(url, address).filter(|id| !ids.contains(id.as_str()))?;
            let text = format!("This leads to the item \"{id}\", which is not there.");
            Some(Finding::new(Severity::Warning, "dead-link", at(place), text).at(url.as_str()).of(&item.id))
        }
        Piece::Picture { url, alt, caption } if alt.trim().is_empty() && caption.is_empty() => {
            let text = "A picture without words for those who cannot see it.".to_owned();
            let name = url.as_str().rsplit('/').next().unwrap_or_default();
            let found = Finding::new(Severity::Warning, "missing-alt", at(place), text).at(name).of(&item.id);
            Some(found.advise("Say what it shows: `![what it shows](picture.png)`, or `alt=\"…\"` in HTML."))
        }
        Piece::Picture { .. } => None,
    }
}

/// The item that an address of the site leads to: `?item=ID`, or the path of its page.
fn item_of(url: &SafeUrl, address: Option<&str>) -> Option<String> {
    let within = match address {
        Some(address) => url.as_str().strip_prefix(address).unwrap_or(url.as_str()),
        None => url.as_str(),
    };
    let query = within.strip_prefix('?')?;
    Route::parse(query.split('#').next().unwrap_or_default()).0.item
}

/// Works that lack a version in one of the site's languages.
fn translations(bundle: &Bundle, places: &[Place]) -> Vec<Finding> {
    let languages = &bundle.site.languages;
    if languages.len() < 2 {
        return Vec::new();
    }
    let mut works: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    let mut alone = Vec::new();
    for (place, item) in bundle.items.iter().enumerate() {
        match item.work {
            Some(work) => works.entry(work).or_default().push(place),
            None => alone.push(vec![place]),
        }
    }
    let finding = |versions: Vec<usize>| {
        let has = |language: &&Language| !versions.iter().any(|place| bundle.items[*place].language == **language);
        let lacks: Vec<String> = languages.iter().filter(has).map(Language::to_string).collect();
        let first = versions.first().copied().filter(|_| !lacks.is_empty())?;
        let text = format!("There is no version of this item in {}.", lacks.join(", "));
        Some(Finding::new(Severity::Note, "missing-translation", at(&places[first]), text).of(&bundle.items[first].id))
    };
    works.into_values().chain(alone).filter_map(finding).collect()
}
