//! Numbered series of documents, such as the reports to a parliament.

/// The place of a document in a numbered series: "Meld. St. 5 (2023–2024)".
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Series {
    /// Short name of the series as it is cited: "Meld. St.".
    pub code: String,
    /// The session or year in which the number counts.
    pub session: Option<Session>,
    /// Number within series and session.
    pub number: u32,
}

/// A parliamentary session or a calendar year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Session {
    /// The year in which it begins.
    pub from: u16,
    /// The year in which it ends; the same for a calendar year.
    pub to: u16,
}
