//! Questions over content, and their answers: filters, facets, timeline, search, sort, paging, and the route that a URL spells.
//!
//! Everything here is a pure function of its arguments. "Today" is one of them; nothing reads a clock, a network or a page,
//! and nothing writes.

mod answer;
mod memory;
mod question;
mod route;
mod typed_date;

pub use answer::{Answer, Count, MonthCount, Timeline, Way};
pub use memory::Memory;
pub use question::{PAGE_SIZE, Question};
pub use route::{Dates, Filters, Preset, Rejected, Route, Sort, View};
pub use typed_date::{DateWords, typed_date, typed_range};
