//! What the driver measured, as it writes it. Times are milliseconds since the page began to load.

use serde::Deserialize;

/// With this share of the processors taken by other programs, times are not those of the reader alone.
pub(super) const BUSY: f64 = 0.25;
/// Waits for quiet before the first round.
const WAITS_OF_LOADS: usize = 2;

/// Everything.
#[derive(Deserialize)]
pub(super) struct Measured {
    /// One browser each.
    pub(super) runs: Vec<Run>,
}

/// A browser from its start to its end.
#[derive(Deserialize)]
pub(super) struct Run {
    /// How it names itself.
    pub(super) browser: String,
    pub(super) loads: Loads,
    pub(super) filtering: Filtering,
    /// Changes of topic and view.
    pub(super) tabs: Vec<Tab>,
    /// The page on which the interactions took place.
    pub(super) page: Page,
    /// Rounds of interactions.
    pub(super) rounds: usize,
    /// Share of the processors, 0–1, that other programs took before and after each wait for quiet: a wait before each of two loads,
    /// before each round, and after the last one. Empty where that is not known.
    pub(super) busy: Vec<[f64; 2]>,
}

#[derive(Deserialize)]
pub(super) struct Loads {
    pub(super) reader: Vec<Load>,
    /// Times until the bare page had shown the same file.
    pub(super) bare: Vec<f64>,
}

#[derive(Deserialize)]
pub(super) struct Load {
    pub(super) address: String,
    pub(super) shifts: Vec<Shift>,
    pub(super) page: Page,
}

#[derive(Deserialize)]
pub(super) struct Filtering {
    pub(super) shifts: Vec<Shift>,
}

#[derive(Deserialize)]
pub(super) struct Tab {
    pub(super) to: String,
    pub(super) shifts: Vec<Shift>,
}

/// A layout shift, of whatever cause.
#[derive(Deserialize)]
pub(super) struct Shift {
    pub(super) at: f64,
    pub(super) value: f64,
    pub(super) what: String,
}

#[derive(Deserialize)]
pub(super) struct Page {
    /// When the first list was painted.
    pub(super) loaded: f64,
    pub(super) samples: Vec<Sample>,
    /// Tasks of more than 50 ms; the browser tells of no others.
    pub(super) tasks: Vec<Task>,
    pub(super) most: Most,
}

#[derive(Deserialize)]
pub(super) struct Task {
    pub(super) at: f64,
    pub(super) milliseconds: f64,
}

/// Entries of lists.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Most {
    /// The most that were in the document after any update.
    pub(super) in_document: u32,
    /// The most new ones that any update put in.
    pub(super) built: u32,
}

/// One interaction.
#[derive(Clone, Deserialize)]
pub(super) struct Sample {
    pub(super) kind: String,
    /// When the event took place.
    pub(super) at: f64,
    /// When the page heard of it.
    pub(super) heard: f64,
    /// When the list had changed.
    pub(super) changed: f64,
    /// When the next frame began.
    pub(super) frame: f64,
    /// When that frame was done.
    pub(super) painted: f64,
    /// How long it took by the browser's own account, in steps of 8 ms; 0 if less than 16.
    pub(super) browser: f64,
}

impl Sample {
    /// From the event to painted.
    pub(super) fn total(&self) -> f64 {
        self.painted - self.at
    }
}

impl Run {
    /// What went on at `at`: an interaction, or a pause after one.
    pub(super) fn during(&self, at: f64, end: f64) -> &str {
        let met = self.page.samples.iter().find(|sample| sample.at <= end && at <= sample.painted);
        met.map_or("a pause", |sample| sample.kind.as_str())
    }

    /// Whether other programs were at work when the round of that moment began, or when it was over.
    pub(super) fn is_disturbed(&self, at: f64) -> bool {
        let before = self.page.samples.iter().filter(|sample| sample.painted < at).count();
        let round = before * self.rounds / self.page.samples.len().max(1);
        let wait = WAITS_OF_LOADS + round.min(self.rounds.saturating_sub(1));
        let (begun, over) = (self.busy.get(wait).map(|busy| busy[1]), self.busy.get(wait + 1).map(|busy| busy[0]));
        begun.into_iter().chain(over).any(|share| share > BUSY)
    }
}
