//! The list once more, as plainly as it can be said: item by item, straight from the bundle.

use crate::said::{PLAIN, said};
use chrono::NaiveDate;
use dossier_bundle::{Bundle, Item, ItemIx, Language, TopicIx};
use dossier_query::{Question, Sort};
use std::cmp::Reverse;

/// The whole list in order; titles must be in small letters.
pub(crate) fn list(bundle: &Bundle, question: &Question, today: NaiveDate) -> Vec<ItemIx> {
    let readable = |item: &Item| question.filters.languages.is_empty() || question.filters.languages.contains(&item.language);
    let items = (0..).zip(bundle.items.iter().map(|item| &**item));
    let candidates: Vec<(u32, &Item)> = items.filter(|(_, item)| is_present(bundle, question, item) && readable(item)).collect();
    let scores = said(bundle, &question.text, PLAIN).scores;
    let mut list: Vec<(u32, &Item)> = candidates
        .iter()
        .filter(|(place, item)| {
            // Seen unless another version of the work is nearer to the reader.
            let nearness = |item: &Item| (distance(bundle, &question.language, &item.language), item.language.clone());
            let same_work = |other: &Item| item.work.is_some() && other.work == item.work && other.kind == item.kind;
            candidates.iter().filter(|(_, other)| same_work(other)).all(|(_, version)| nearness(version) >= nearness(item))
                && matches(bundle, question, today, item)
                && scores[*place as usize].is_some()
        })
        .copied()
        .collect();
    // Newest first; of one first day the more precise first; then as written.
    list.sort_by_key(|(place, item)| {
        (item.date.is_none(), Reverse(item.date.map(|date| date.days().start)), item.date.map(|date| date.days().end), *place)
    });
    match question.sort {
        Sort::Newest => {}
        Sort::BestMatch => list.sort_by_key(|(place, _)| Reverse(scores[*place as usize])),
        Sort::Oldest => {
            list.reverse();
            let undated = list.iter().take_while(|(_, item)| item.date.is_none()).count();
            list.rotate_left(undated);
            let dated = list.len() - undated;
            list[dated..].reverse();
        }
        Sort::Title => list.sort_by_key(|(_, item)| item.title.clone()),
    }
    list.into_iter().map(|(place, _)| ItemIx(place)).collect()
}

fn is_present(bundle: &Bundle, question: &Question, item: &Item) -> bool {
    let below = |mut topic: TopicIx, root: TopicIx| loop {
        if topic == root {
            return true;
        }
        match bundle.topic(topic).parent {
            Some(parent) => topic = parent,
            None => return false,
        }
    };
    let in_topic = question.topic.is_none_or(|root| item.topics.iter().any(|topic| below(*topic, root)));
    in_topic && question.kind.is_none_or(|kind| kind == item.kind)
}

fn distance(bundle: &Bundle, reader: &Language, language: &Language) -> usize {
    let mut order: Vec<&Language> = vec![reader];
    order.extend(&bundle.site.languages);
    for (place, wish) in order.iter().enumerate() {
        if *wish == language {
            return 2 * place;
        }
        if wish.primary() == language.primary() {
            // A later wish for exactly this language is further away than a form of an earlier one.
            return 2 * place + 1;
        }
    }
    usize::MAX
}

fn matches(bundle: &Bundle, question: &Question, today: NaiveDate, item: &Item) -> bool {
    let filters = &question.filters;
    let typed = filters.types.is_empty() || item.type_ix.is_some_and(|ix| filters.types.contains(&bundle.type_of(ix).id));
    let published =
        filters.publishers.is_empty() || item.publishers.iter().any(|ix| filters.publishers.contains(&bundle.publisher(*ix).id));
    let dated = match filters.dates.days(today, bundle.site.session_start) {
        (None, None) => true,
        (from, to) => item.date.is_some_and(|date| {
            let mut day = date.days().start;
            while day < date.days().end {
                if from.is_none_or(|from| day >= from) && to.is_none_or(|to| day < to) {
                    return true;
                }
                day = day.succ_opt().unwrap();
            }
            false
        }),
    };
    typed && published && dated
}
