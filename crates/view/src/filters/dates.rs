//! The date filter: presets, two fields that take partial dates as people write them, and the timeline.

use super::timeline::timeline;
use crate::context::{Room, Step, expect_room, expect_speech};
use crate::node::{Event, IntoNode, Node, NodeIterator, html};
use crate::prelude::*;
use crate::text::{self, Words};
use dossier_query::{DateFault, Dates, Preset, Rejected, typed_span};
use std::rc::Rc;

/// What is typed but not (yet) a range. It holds only for the range it was typed over: when that changes, it is void.
#[derive(Clone, Debug, Default, PartialEq)]
struct Draft {
    over: Dates,
    from: String,
    to: String,
    fault: (Option<DateFault>, Option<DateFault>),
}

/// The date filter.
pub(super) fn dates() -> Node {
    let state = Rc::new(State { room: expect_room(), words: expect_speech().words, kept: RwSignal::new(None) });
    let applied = state.clone();
    let submitted = state.clone();
    let submit = move |event: Event| {
        event.prevent_default();
        submitted.apply();
    };
    let words = state.words;
    let fields = html::form().class("date-fields").on("submit", submit).on("change", move |_| applied.apply()).child((
        field(Side::From, &state),
        field(Side::To, &state),
        messages(&state),
        html::button().type_("submit").class("visually-hidden").attr("tabindex", "-1").child(words.date),
    ));
    let legend = html::legend().child(words.date);
    html::fieldset().class("facet dates").child((legend, presets(&state), fields, timeline())).into_node()
}

/// The two fields.
#[derive(Clone, Copy)]
enum Side {
    From,
    To,
}

/// What the fields and buttons of the filter share.
struct State {
    room: Room,
    words: &'static Words,
    kept: RwSignal<Option<Draft>>,
}

impl State {
    /// The range in force.
    fn chosen(&self) -> Dates {
        self.room.shown.with(|shown| shown.route.filters.dates)
    }

    /// What the fields say: the draft while there is one for the range in force, else that range.
    fn draft(&self) -> Draft {
        let over = self.chosen();
        let kept = self.kept.get().filter(|draft| draft.over == over);
        kept.unwrap_or_else(|| self.room.shown.with(|shown| draft_of(over, &shown.rejected, self.words)))
    }

    /// What is wrong with a field.
    fn fault(&self, side: Side) -> Option<DateFault> {
        let (from, to) = self.draft().fault;
        match side {
            Side::From => from,
            Side::To => to,
        }
    }

    /// The name of a field.
    fn label(&self, side: Side) -> &'static str {
        match side {
            Side::From => self.words.from,
            Side::To => self.words.to,
        }
    }

    /// Keeps what is typed into a field.
    fn keep(&self, side: Side, text: String) {
        let mut draft = untrack(|| self.draft());
        draft.fault = (None, None);
        match side {
            Side::From => draft.from = text,
            Side::To => draft.to = text,
        }
        self.kept.set(Some(draft));
    }

    /// Narrows to what is typed, or says beside the field what is wrong with it.
    fn apply(&self) {
        let (chosen, typed) = untrack(|| (self.chosen(), self.draft()));
        match typed_span(&typed.from, &typed.to, &self.words.months) {
            Ok(dates) => {
                self.kept.set(None);
                // A preset that was not touched says nothing in the fields, and so must not be taken away by leaving them.
                let untouched = dates == Dates::Any && matches!(chosen, Dates::Preset(_));
                if !untouched && dates != chosen {
                    self.room.change(Step::New, &|route| route.with_dates(dates));
                }
            }
            Err(fault) => self.kept.set(Some(Draft { fault, ..typed })),
        }
    }
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

fn presets(state: &Rc<State>) -> Node {
    let words = state.words;
    let all = [
        (Dates::Any, words.any_time),
        (Dates::Preset(Preset::Last30Days), words.last_30_days),
        (Dates::Preset(Preset::ThisYear), words.this_year),
        (Dates::Preset(Preset::ThisSession), words.this_session),
    ];
    let offered = if state.room.bundle.site.session_start.is_some() { 4 } else { 3 };
    let buttons = all.into_iter().take(offered).map(|(dates, label)| {
        let (shown, chosen) = (state.clone(), state.clone());
        html::button()
            .type_("button")
            .class("preset")
            .attr("aria-pressed", move || if shown.chosen() == dates { "true" } else { "false" })
            .on("click", move |_| {
                chosen.kept.set(None);
                chosen.room.change(Step::New, &|route| route.with_dates(dates));
            })
            .child(label)
    });
    html::div().class("presets").child(buttons.into_group()).into_node()
}

/// One date field.
fn field(side: Side, state: &Rc<State>) -> Node {
    let (id, described_by) = match side {
        Side::From => ("from", "from-message date-hint"),
        Side::To => ("to", "to-message date-hint"),
    };
    let (value, typed, marked) = (state.clone(), state.clone(), state.clone());
    let text = move || match side {
        Side::From => value.draft().from,
        Side::To => value.draft().to,
    };
    let input = html::input()
        .id(id)
        .type_("text")
        .attr("autocomplete", "off")
        .attr("maxlength", "60")
        .attr("aria-describedby", described_by)
        .attr("aria-invalid", move || marked.fault(side).map(|_| "true"))
        .prop("value", text)
        .on("input", move |event| typed.keep(side, event_target_value(&event)));
    html::div().class("field").child((html::label().attr("for", id).child(state.label(side)), input)).into_node()
}

/// What is wrong with the fields, in the place where otherwise stands what may be written: nothing below moves.
fn messages(state: &Rc<State>) -> Node {
    let message = |side, id| {
        let told = state.clone();
        let text = move || told.fault(side).map(|fault| [told.label(side), ": ", say(fault, told.words)].concat());
        html::p().id(id).class("message").attr("role", "alert").child(text)
    };
    let hinted = state.clone();
    let hidden = move || (hinted.fault(Side::From).is_some() || hinted.fault(Side::To).is_some()).then_some("");
    let hint = html::p().id("date-hint").class("hint").attr("hidden", hidden).child(state.words.date_hint);
    html::div().class("messages").child((message(Side::From, "from-message"), message(Side::To, "to-message"), hint)).into_node()
}

fn say(fault: DateFault, words: &'static Words) -> &'static str {
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
