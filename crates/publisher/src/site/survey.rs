//! One look at every card of the site, for what no single question asks: when something last changed, what there is by list and language,
//! and which items have a deadline.

use super::content::{Content, Contents};
use super::pool::Pool;
use anyhow::Result;
use dossier_bundle::{ItemIx, Kind, Language, PartialDate};
use std::collections::BTreeMap;
use std::ops::Range;

/// Cards that are looked at in one go.
const STRETCH: usize = 4_096;

/// What was seen.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Survey {
    /// The newest change of any item.
    pub(super) changed: Option<PartialDate>,
    /// Items by language and list.
    pub(super) counts: BTreeMap<(Language, Kind), u32>,
    /// Items with a deadline, in their order.
    pub(super) deadlines: Vec<(PartialDate, ItemIx)>,
}

/// Looks at all cards.
pub(super) fn survey(contents: &Contents, pool: &Pool<'_>) -> Result<Survey> {
    let all = contents.places();
    let stretches: Vec<Range<u32>> = (0..all).step_by(STRETCH).map(|start| start..all.min(start + STRETCH as u32)).collect();
    let parts = pool.each(&stretches, &|| contents.open(), &stretch)?;
    Ok(parts.into_iter().fold(Survey::default(), Survey::and))
}

fn stretch(content: &Content<'_>, items: &Range<u32>) -> Result<Survey> {
    let mut survey = Survey::default();
    for item in content.contents.items_at(items.clone()) {
        let card = content.ask(&|source| source.card(item))?;
        survey.changed = later(survey.changed, later(card.date, card.modified));
        *survey.counts.entry((card.language.clone(), card.kind)).or_default() += 1;
        survey.deadlines.extend(card.deadline.map(|deadline| (deadline, item)));
    }
    Ok(survey)
}

impl Survey {
    fn and(mut self, other: Self) -> Self {
        self.changed = later(self.changed, other.changed);
        for (place, count) in other.counts {
            *self.counts.entry(place).or_default() += count;
        }
        self.deadlines.extend(other.deadlines);
        self
    }
}

/// The later of two dates, by the first day that each may mean.
pub(super) fn later(one: Option<PartialDate>, other: Option<PartialDate>) -> Option<PartialDate> {
    match (one, other) {
        (Some(one), Some(other)) => Some(if other.first_day() > one.first_day() { other } else { one }),
        (one, other) => one.or(other),
    }
}
