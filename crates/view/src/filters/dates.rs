//! The date filter: presets, two fields that take partial dates as people write them, and the timeline.

use super::timeline::timeline;
use crate::context::{Step, expect_room, expect_speech};
use crate::text::{self, Words};
use dossier_query::{DateFault, Dates, Preset, Rejected, typed_span};
use leptos::prelude::*;
use leptos::{ev, html};

/// What is typed but not (yet) a range. It holds only for the range it was typed over: when that changes, it is void.
#[derive(Clone, Debug, Default, PartialEq)]
struct Draft {
    over: Dates,
    from: String,
    to: String,
    fault: (Option<DateFault>, Option<DateFault>),
}

/// The date filter.
pub(super) fn dates() -> AnyView {
    let room = expect_room();
    let words = expect_speech().words;
    let shown = room.shown;
    let chosen = Memo::new(move |_| shown.with(|shown| shown.route.filters.dates));
    let kept = RwSignal::new(None::<Draft>);
    // What the fields say: the draft while there is one for the range in force, else that range.
    let draft = Memo::new(move |_| {
        let over = chosen.get();
        kept.get().filter(|draft| draft.over == over).unwrap_or_else(|| shown.with(|shown| draft_of(over, &shown.rejected, words)))
    });
    let apply = {
        let room = room.clone();
        move || {
            let typed = draft.get_untracked();
            match typed_span(&typed.from, &typed.to, &words.months) {
                Ok(dates) => {
                    kept.set(None);
                    // A preset that was not touched says nothing in the fields, and so must not be taken away by leaving them.
                    let untouched = dates == Dates::Any && matches!(chosen.get_untracked(), Dates::Preset(_));
                    if !untouched && dates != chosen.get_untracked() {
                        room.change(Step::New, |route| route.with_dates(dates));
                    }
                }
                Err(fault) => kept.set(Some(Draft { fault, ..typed })),
            }
        }
    };
    let from = field("from", words.from, Signal::derive(move || draft.with(|draft| (draft.from.clone(), draft.fault.0))), words, {
        move |text| kept.set(Some(Draft { from: text, fault: (None, None), ..draft.get_untracked() }))
    });
    let to = field("to", words.to, Signal::derive(move || draft.with(|draft| (draft.to.clone(), draft.fault.1))), words, {
        move |text| kept.set(Some(Draft { to: text, fault: (None, None), ..draft.get_untracked() }))
    });
    let submit = {
        let apply = apply.clone();
        move |event: ev::SubmitEvent| {
            event.prevent_default();
            apply();
        }
    };
    let fields = html::form().class("date-fields").on(ev::submit, submit).on(ev::change, move |_| apply()).child((
        from,
        to,
        html::p().id("date-hint").class("hint").child(words.date_hint),
        html::button().r#type("submit").class("visually-hidden").attr("tabindex", "-1").child(words.date),
    ));
    html::fieldset().class("facet dates").child((html::legend().child(words.date), presets(chosen, words), fields, timeline())).into_any()
}

/// What the fields say for a range in force. Dates of an address that could not be read stand there too, with what is wrong with them.
fn draft_of(over: Dates, rejected: &[Rejected], words: &'static Words) -> Draft {
    let say = |date: Option<_>| date.map(|date| text::date(date, words)).unwrap_or_default();
    let (from, to) = match over {
        Dates::Between { from, to } => (say(from), say(to)),
        Dates::Any | Dates::Preset(_) => Default::default(),
    };
    let refused = |name: &str| rejected.iter().find(|refused| refused.parameter == name).map(|refused| refused.value.clone());
    let (from, to) = (refused("from").unwrap_or(from), refused("to").unwrap_or(to));
    let fault = typed_span(&from, &to, &words.months).err().unwrap_or_default();
    Draft { over, from, to, fault }
}

fn presets(chosen: Memo<Dates>, words: &'static Words) -> AnyView {
    let room = expect_room();
    let mut offered = vec![
        (Dates::Any, words.any_time),
        (Dates::Preset(Preset::Last30Days), words.last_30_days),
        (Dates::Preset(Preset::ThisYear), words.this_year),
    ];
    if room.bundle.site.session_start.is_some() {
        offered.push((Dates::Preset(Preset::ThisSession), words.this_session));
    }
    let buttons = offered.into_iter().map(|(dates, label)| {
        let room = room.clone();
        html::button()
            .r#type("button")
            .class("preset")
            .attr("aria-pressed", move || if chosen.get() == dates { "true" } else { "false" })
            .on(ev::click, move |_| room.change(Step::New, |route| route.with_dates(dates)))
            .child(label)
    });
    html::div().class("presets").child(buttons.collect_view()).into_any()
}

/// One date field with its message beside it.
fn field(
    id: &'static str,
    label: &'static str,
    state: Signal<(String, Option<DateFault>)>,
    words: &'static Words,
    typed: impl Fn(String) + Send + Sync + 'static,
) -> AnyView {
    let fault = Memo::new(move |_| state.with(|(_, fault)| fault.as_ref().map(|fault| say(fault, words))));
    let message = move || html::p().id(format!("{id}-message")).class("message").attr("role", "alert").child(fault.get());
    html::div()
        .class("field")
        .child((
            html::label().r#for(id).child(label),
            html::input()
                .id(id)
                .r#type("text")
                .attr("autocomplete", "off")
                .attr("maxlength", "60")
                .attr("aria-describedby", format!("{id}-message date-hint"))
                .attr("aria-invalid", move || fault.get().is_some().then_some("true"))
                .prop("value", move || state.with(|(text, _)| text.clone()))
                .on(ev::input, move |event| typed(event_target_value(&event))),
            message,
        ))
        .into_any()
}

fn say(fault: &DateFault, words: &'static Words) -> &'static str {
    let say = &words.fault;
    match fault {
        DateFault::Empty | DateFault::NotADate => say.not_a_date,
        DateFault::NoSuchDay { .. } => say.no_such_day,
        DateFault::NoSuchMonth => say.no_such_month,
        DateFault::YearOutOfRange => say.year,
        DateFault::NoYear => say.no_year,
        DateFault::TwoDigitYear => say.two_digits,
        DateFault::AmbiguousMonth => say.ambiguous,
        DateFault::Reversed => say.reversed,
    }
}
