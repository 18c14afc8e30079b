//! From a route to what is shown of it, in as many rounds as it takes: ask; show what came; fetch what is wanted; ask again.
//!
//! Content that is all at hand answers at once, so the page changes in the frame of the click. A newer route ends the rounds of the
//! one before it: requests that it does not want as well are given up. What could not be had never takes away what is shown.

use super::files::Flight;
use super::landing::{self, Landing};
use super::{Store, clock, history};
use crate::later::{after, with_next_paint};
use crate::marks::{after_paint, mark};
use crate::rest;
use dossier_query::{Rejected, Route, Source};
use dossier_view::Failure;
use dossier_view::context::{Lack, Progress};
use dossier_view::prelude::{document, window};
use dossier_view::shown::{Page, Shown};
use std::rc::Rc;
use std::sync::Arc;

/// Milliseconds of waiting after which the reader is told.
const SLOW: u32 = 300;
/// Milliseconds after which is asked again with the files that have come, though others are still on their way.
const TOGETHER: u32 = 10;

/// Pixels of CSS. Whoever has scrolled further may look at what is not there while a list has its first entries only.
const NEAR_TOP: f64 = 1000.0;

/// How the reader came to a route.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum By {
    /// By a link or control.
    Step,
    /// By *Back* or *Forward*.
    History,
}

/// What the reader asked for last, and how far it has come.
pub(super) struct Sought {
    /// Counts what was asked for since the page began.
    number: u32,
    /// What was asked for.
    pub(super) route: Route,
    rejected: Vec<Rejected>,
    by: By,
    /// Whether something of it is shown.
    shown: bool,
    /// Whether all of it is shown, or some of it could not be had: nothing is waited for any more.
    settled: bool,
    /// Whether it will be asked for again in a moment.
    again: bool,
    /// Files that came or could not be had; each is fetched once.
    tried: Vec<String>,
    /// The first of them that could not be had.
    failed: Option<(String, Failure)>,
}

impl Sought {
    pub(super) fn new(number: u32, (route, rejected): (Route, Vec<Rejected>), by: By) -> Self {
        Self { number, route, rejected, by, shown: false, settled: false, again: false, tried: Vec::new(), failed: None }
    }
}

impl Store {
    /// Goes after a route, in place of the one before.
    pub(super) fn seek(&self, asked: (Route, Vec<Rejected>), by: By) {
        let number = self.sought.borrow().number + 1;
        *self.sought.borrow_mut() = Sought::new(number, asked, by);
        self.ask();
        let wanted = |flight: &Rc<Flight>| flight.wanted_by.get() == number;
        self.flights.borrow_mut().retain(|flight| {
            let stays = wanted(flight);
            if !stays {
                flight.abort();
            }
            stays
        });
    }

    /// Tries once more to get what could not be had.
    pub(super) fn seek_again(&self) {
        let mut sought = self.sought.borrow_mut();
        sought.settled = false;
        sought.tried.clear();
        sought.failed = None;
        drop(sought);
        // The bar with its button goes away, and the focus shall not.
        let focus = self.ground.focused();
        self.ask();
        landing::stay(self.ground.clone(), focus);
    }

    /// One round.
    pub(super) fn ask(&self) {
        if self.ended.get() {
            return;
        }
        if self.waits_for_rest() {
            return;
        }
        let mut sought = self.sought.borrow_mut();
        let number = sought.number;
        mark("dossier:ask");
        let asked = Shown::of(&sought.route, &sought.rejected, &*self.source, clock::today());
        mark("dossier:answer");
        let first = !sought.shown;
        sought.again = false;
        sought.settled = asked.as_ref().is_some_and(|now| now.complete);
        sought.shown |= asked.is_some();
        let (complete, shown) = (sought.settled, sought.shown);
        drop(sought);
        let wanted = Source::wanted(&*self.source);
        // Between the first of it and all of it there is nothing new to see.
        if let Some(now) = asked
            && (first || complete)
        {
            if first && complete {
                self.show_by_parts(now, number);
            } else {
                self.show(now, first);
            }
            // The rest is sent for once the first is painted: a dozen requests would keep the paint waiting. A bundle at hand lacks nothing.
            if !complete && cfg!(feature = "archive") {
                let store = self.clone();
                let send = move || {
                    if store.sought.borrow().number == number && !store.ended.get() {
                        store.pursue(wanted, number);
                    }
                };
                after_paint(Box::new(send));
                self.tell(Progress::Shown);
                return;
            }
        }
        if !self.pursue(wanted, number) {
            return;
        }
        if shown {
            self.tell(Progress::Shown);
        } else {
            self.wait();
        }
    }

    /// Shows a page of which nothing is lacking: of a long list what a screen holds is painted before the rest is made, unless the
    /// reader is further down, or nobody looks.
    fn show_by_parts(&self, now: Shown, number: u32) {
        let fresh = number == 0 && self.ground.is_blank();
        let by_step = || self.sought.borrow().by == By::Step && window().scroll_y().is_ok_and(|top| top < NEAR_TOP);
        let at_top = if fresh { history::begins_at_top() } else { by_step() };
        // A guest grows and shrinks in one go, for the sake of what stands below it.
        let is_seen = self.ground.as_guest().is_none() && !document().hidden();
        let part = if at_top && is_seen { now.screenful(fresh) } else { None };
        let Some(part) = part else { return self.show(now, true) };
        self.show(part, true);
        let store = self.clone();
        let part = self.shown.get_untracked();
        // Also where the reader has gone on meanwhile and waits for something else.
        let go_on = move || {
            if !store.ended.get() && store.shown.with_untracked(|shown| Arc::ptr_eq(shown, &part)) {
                store.show(now, false);
            }
        };
        with_next_paint(Box::new(go_on));
    }

    /// Whether what is asked for needs the rest of the program, and that is still to come.
    fn waits_for_rest(&self) -> bool {
        let sought = self.sought.borrow();
        let (number, is_search) = (sought.number, !sought.route.text.is_empty());
        // A reader of another language than the site's sees other versions of what is in several.
        let languages = &Source::bundle(&*self.source).site.languages;
        let is_own = sought.route.language.as_ref().is_none_or(|language| languages.contains(language));
        if is_own && sought.route.is_plain() && sought.rejected.is_empty() {
            return false;
        }
        drop(sought);
        if self.waiting.get() == Some(number) {
            return true;
        }
        let store = self.clone();
        let go_on = move |came: Result<(), String>| {
            if store.ended.get() || store.sought.borrow().number != number {
                return;
            }
            store.waiting.take();
            if let Err(file) = came {
                store.sought.borrow_mut().failed = Some((file, Failure::Interrupted));
                store.give_up(None);
            } else {
                store.ask();
            }
        };
        let waits = rest::is_awaited(Box::new(go_on));
        if waits {
            self.waiting.set(Some(number));
            if is_search {
                self.foresee();
            }
            self.wait();
        }
        waits
    }

    /// Sends for files. Whether there is hope: where something is missing and nothing is on its way there is none, which is told.
    fn pursue(&self, wanted: Vec<String>, number: u32) -> bool {
        let lacking = wanted.first().cloned();
        self.send_for(wanted, number);
        let hope = self.sought.borrow().settled || self.flights.borrow().iter().any(|flight| flight.wanted_by.get() == number);
        if !hope {
            self.give_up(lacking);
        }
        hope
    }

    /// Sends for what every search needs, before there are words to search for: a round less to wait for.
    pub(super) fn foresee(&self) {
        if !cfg!(feature = "archive") {
            // Files are never wanted, and what fetches them is not shipped.
            return;
        }
        Source::foresee_search(&*self.source);
        let number = self.sought.borrow().number;
        self.send_for(Source::wanted(&*self.source), number);
    }

    /// Sends for the files that are not tried yet.
    fn send_for(&self, wanted: Vec<String>, number: u32) {
        for file in wanted {
            if self.sought.borrow().tried.contains(&file) {
                continue;
            }
            let under_way = self.flights.borrow().iter().find(|flight| flight.file == file).cloned();
            match under_way {
                Some(flight) => flight.wanted_by.set(number),
                None => self.fetch(file, number),
            }
        }
    }

    /// A file came, or could not be had.
    pub(super) fn landed(&self, flight: &Rc<Flight>, outcome: Result<(), Failure>) {
        let before = self.flights.borrow().len();
        self.flights.borrow_mut().retain(|other| !Rc::ptr_eq(other, flight));
        if self.flights.borrow().len() == before {
            // It was given up; if it came all the same, it is there for the next question.
            return;
        }
        let mut sought = self.sought.borrow_mut();
        sought.tried.push(flight.file.clone());
        if let Err(failure) = outcome
            && sought.failed.is_none()
        {
            sought.failed = Some((flight.file.clone(), failure));
        }
        if sought.settled {
            return;
        }
        let number = sought.number;
        if self.flights.borrow().is_empty() {
            drop(sought);
            self.ask();
            return;
        }
        if sought.again {
            return;
        }
        sought.again = true;
        drop(sought);
        let store = self.clone();
        let ask = move || {
            let sought = store.sought.borrow();
            let due = sought.number == number && sought.again;
            drop(sought);
            if due {
                store.ask();
            }
        };
        after(TOGETHER, Box::new(ask)).forget();
    }

    /// Shows a page, or more of it.
    fn show(&self, mut now: Shown, first: bool) {
        let before = self.shown.get_untracked();
        now.keep_places(&before, Source::bundle(&*self.source));
        let now = Arc::new(now);
        let opened = self.opened.borrow_mut().take();
        let landing = Landing::after(&before, &now);
        let focus = self.ground.focused();
        self.shown.set(now);
        if let Some(opened) = opened {
            opened(Ok(()));
        } else if !first {
            landing::stay(self.ground.clone(), focus);
        } else if self.sought.borrow().by == By::Step {
            landing.land(self.ground.clone(), focus);
        } else {
            landing::land_again(true);
        }
    }

    /// Nothing is left to fetch, and something is missing.
    fn give_up(&self, lacking: Option<String>) {
        let mut sought = self.sought.borrow_mut();
        sought.settled = true;
        // Every file may have come and passed for whole, and the question is open still.
        let unknown = || (lacking.unwrap_or_default(), Failure::Damaged(Source::fault(&*self.source).unwrap_or_default()));
        let (file, failure) = sought.failed.clone().unwrap_or_else(unknown);
        let is_shown = sought.shown;
        drop(sought);
        let opened = self.opened.borrow_mut().take();
        if let Some(opened) = opened {
            opened(Err(failure));
            return;
        }
        let lack = self.shown.with_untracked(|shown| match &shown.page {
            _ if !is_shown => Lack::Page,
            Page::Item(_) => Lack::Around,
            Page::List(listing) if !listing.answer.counting => Lack::Entries,
            _ => Lack::Counts,
        });
        self.tell(Progress::Failed { lack, failure, file });
    }

    /// The page asked for is not there yet; after a while the reader is told.
    fn wait(&self) {
        let waits = self.progress.with_untracked(|now| matches!(now, Progress::Waiting | Progress::Slow));
        if waits {
            return;
        }
        self.tell(Progress::Waiting);
        let store = self.clone();
        let tell = move || {
            if !store.ended.get() && store.progress.with_untracked(|now| *now == Progress::Waiting) {
                store.tell(Progress::Slow);
            }
        };
        after(SLOW, Box::new(tell)).forget();
    }

    fn tell(&self, progress: Progress) {
        if self.progress.with_untracked(|now| *now != progress) {
            self.progress.set(progress);
        }
    }
}
