//! Questions over content, and their answers: filters, facets, timeline, search, sort, paging, and the route that a URL spells.
//!
//! Everything here is a pure function of its arguments. "Today" is one of them; nothing reads a clock, a network or a page,
//! and nothing writes.

mod answer;
mod memory;
mod question;
mod route;
mod source;
pub mod text;
mod typed_date;

pub use answer::{Answer, Count, MonthCount, Search, Timeline, Way};
pub use memory::{Memory, Neighbours, TitleKeys, alphabet, language_rank, title_sort_key};
pub use question::{PAGE_SIZE, Question, SCREENFUL};
pub use route::{Dates, Filters, LONGEST_ID, LONGEST_TEXT, MOST_VALUES, Paths, Preset, Rejected, Route, Sort, View};
pub use source::Source;
pub use text::{Lexicon, Stemmer, marks};
pub use typed_date::{DateFault, DateWords, typed_date, typed_range, typed_span};
