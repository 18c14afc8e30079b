//! The route: what the reader looks at, spelled in the page's address.
//!
//! `address` reads and writes the spelling in a query string with the words of `ids`, `paths` that in a path, `moves` makes the route that a link or control leads to, `dates` turns a range
//! into days. Nothing here knows a bundle: whether an id exists is the question's business.

mod address;
mod dates;
mod filters;
mod ids;
mod moves;
mod paths;
mod percent;
#[cfg(test)]
mod tests;

use dossier_bundle::{Language, PartialDate};

pub use address::{LONGEST_ID, LONGEST_TEXT, MOST_VALUES};
pub use paths::Paths;

/// Everything that decides what a page shows. Two equal routes show the same thing (on the same day, for relative dates).
#[derive(Clone, Debug, PartialEq)]
pub struct Route {
    /// Language of the page; none for the site's first.
    pub language: Option<Language>,
    /// Id of the topic; none for the site's first.
    pub topic: Option<String>,
    /// What is shown of the topic.
    pub view: View,
    /// Id of the open item; shown in place of the view.
    pub item: Option<String>,
    /// Words to search for, as typed.
    pub text: String,
    /// What the list is narrowed to.
    pub filters: Filters,
    /// Order of the list; none for the view's own (best match when there is `text`, else newest).
    pub sort: Option<Sort>,
    /// Page of the list, from 1.
    pub page: u32,
    /// Version of the content for which the address was made (frozen permalinks).
    pub version: Option<String>,
}

impl Default for Route {
    fn default() -> Self {
        Self {
            language: None,
            topic: None,
            view: View::Overview,
            item: None,
            text: String::new(),
            filters: Filters::default(),
            sort: None,
            page: 1,
            version: None,
        }
    }
}

impl Route {
    /// Whether it shows a topic, or the first page of one of its lists, as it is: the whole list, in its own order.
    pub fn is_plain(&self) -> bool {
        let is_list = self.view != View::Search && self.item.is_none() && self.page == 1;
        is_list && self.text.is_empty() && self.filters.is_empty() && self.sort.is_none()
    }
}

/// What is shown of a topic.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum View {
    /// Lead, sections, and the latest of both lists.
    #[default]
    Overview,
    /// *What's new*: the list of news.
    News,
    /// *Documents*: the list of documents.
    Documents,
    /// Search over both lists and all topics.
    Search,
}

/// What a list is narrowed to: OR within a group, AND between groups.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filters {
    /// Range of dates.
    pub dates: Dates,
    /// Ids of types, in the order chosen, without repeats.
    pub types: Vec<String>,
    /// Ids of publishers, in the order chosen, without repeats.
    pub publishers: Vec<String>,
    /// Languages of the items, in the order chosen, without repeats.
    pub languages: Vec<Language>,
}

/// A range of dates, absolute or relative to today.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Dates {
    /// No narrowing.
    #[default]
    Any,
    /// From the first day of `from` to the last day of `to`; never both none.
    Between {
        /// The beginning; none for no limit.
        from: Option<PartialDate>,
        /// The end; none for no limit.
        to: Option<PartialDate>,
    },
    /// Relative to today.
    Preset(Preset),
}

/// A range of dates relative to today.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Preset {
    /// Today and the 29 days before it.
    Last30Days,
    /// The calendar year of today.
    ThisYear,
    /// The parliamentary session of today; only where the site says when sessions begin.
    ThisSession,
}

/// Order of a list. Undated items come last in both orders by date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Sort {
    /// By first day, latest first.
    Newest,
    /// By first day, earliest first.
    Oldest,
    /// By title.
    Title,
    /// By how well the text matches; newest where there is no text.
    BestMatch,
}

/// A parameter of an address that says nothing usable; the rest of the address still holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rejected {
    /// Name of the parameter, such as `from`.
    pub parameter: &'static str,
    /// What it said, decoded.
    pub value: String,
}
