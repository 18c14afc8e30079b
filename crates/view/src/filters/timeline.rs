//! The timeline: how the matches spread over time, drawn from a real table whose every bar is a button that narrows to its period.

use crate::context::{Room, Step, expect_room, expect_speech};
use crate::node::{IntoNode, Node, NodeIterator, html};
use crate::shown::Listing;
use crate::text::{self, Words};
use dossier_bundle::PartialDate;
use dossier_bundle::lean::{ToList, numeral};
use dossier_query::{Dates, MonthCount, Timeline};

/// Months that are shown as months; a longer span is shown by year.
const MONTHS: usize = 24;

/// A bar: its period and how many items fall into it.
type Bar = (PartialDate, u32);

/// The timeline; nothing when everything falls into one period.
pub(super) fn timeline() -> Node {
    let room = expect_room();
    let words = expect_speech().words;
    let shown = room.shown;
    let table = move || {
        let (bars, counting) = shown.with(|shown| {
            let bars = |listing: &Listing| (bars(&listing.answer.timeline, shown.route.filters.dates), listing.answer.counting);
            shown.listing(bars)
        });
        if bars.len() < 2 {
            return None;
        }
        // While counts are on their way, bars keep their places and have no length.
        let most = if counting { 0 } else { bars.iter().map(|(_, count)| *count).max().unwrap_or(1).max(1) };
        let rows = bars.into_iter().map(|bar| row(bar, most, &room, words)).into_group();
        let head =
            html::tr().child((html::th().attr("scope", "col").child(words.period), html::th().attr("scope", "col").child(words.items)));
        let table = html::table().class("bars").child((
            html::caption().class("visually-hidden").child(words.timeline),
            html::thead().class("visually-hidden").child(head),
            html::tbody().child(rows),
        ));
        Some(html::div().id("timeline").class("timeline").attr("tabindex", "-1").child(table))
    };
    table.into_node()
}

/// One bar. Its count is exact unless `most` is 0.
fn row((period, count): Bar, most: u32, room: &Room, words: &'static Words) -> Node {
    let dates = Dates::Between { from: Some(period), to: Some(period) };
    let pressed = room.shown.with(|shown| shown.route.filters.dates == dates);
    let label = match period {
        PartialDate::Month(year, month) => {
            [words.months.short.get(usize::from(month) - 1).copied().unwrap_or_default(), " ", &numeral(year)].concat()
        }
        other => text::date(other, words),
    };
    // Narrowing to the period, or out of it again.
    let room = room.clone();
    let choose = move |_| room.change(Step::New, &|route| route.with_dates(if route.filters.dates == dates { Dates::Any } else { dates }));
    let exact = (most > 0).then_some(count);
    let share = exact.map_or(0, |count| (u64::from(count) * 100).div_ceil(u64::from(most)));
    let button = html::button()
        .id(["bar-", &period.text()].concat())
        .type_("button")
        .attr("aria-pressed", if pressed { "true" } else { "false" })
        .on("click", choose)
        .child((
            html::span().class("period").child(label),
            " ",
            html::span().class("visually-hidden").child(exact.map(|count| words.count.of(count, words))),
            html::span().class("bar").style("--_share", [&numeral(share), "%"].concat()),
        ));
    html::tr()
        .attr("data-count", exact.map(numeral))
        .child((html::th().attr("scope", "row").child(button), html::td().child(exact.map(|count| words.number(count)))))
        .into_node()
}

/// Bars by month for a short span, else by year; the latest first. With one year chosen, its months. Years without items are left out
/// where there are many.
fn bars(timeline: &Timeline, chosen: Dates) -> Vec<Bar> {
    let months = timeline.months.iter().copied();
    let within = match chosen {
        Dates::Between { from: Some(from), to: Some(to) } if from.year() == to.year() => Some(from.year()),
        _ => None,
    };
    if let Some(year) = within {
        return months.rev().filter(|month| month.year == year).map(by_month).to_list();
    }
    if timeline.years.is_empty() && timeline.months.len() <= MONTHS {
        return months.rev().map(by_month).to_list();
    }
    let mut years: Vec<(u16, u32)> = Vec::new();
    for month in months {
        match years.last_mut() {
            Some((year, count)) if *year == month.year => *count += month.count,
            _ => years.push((month.year, month.count)),
        }
    }
    for (year, count) in &timeline.years {
        match years.iter_mut().find(|(known, _)| known >= year) {
            Some((known, own)) if known == year => *own += count,
            _ => {
                let place = years.iter().position(|(known, _)| known > year).unwrap_or(years.len());
                years.insert(place, (*year, *count));
            }
        }
    }
    let many = years.len() > MONTHS;
    years.into_iter().rev().filter(|(_, count)| !many || *count > 0).map(|(year, count)| (PartialDate::Year(year), count)).to_list()
}

fn by_month(month: MonthCount) -> Bar {
    (PartialDate::Month(month.year, month.month), month.count)
}
