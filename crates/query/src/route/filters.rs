//! Small questions about filters.

use super::{Dates, Filters};

impl Filters {
    /// Whether nothing is narrowed.
    pub fn is_empty(&self) -> bool {
        self.count() == 0
    }

    /// How many things a reader could take away: every chosen value, and the dates as one.
    pub fn count(&self) -> usize {
        let dates = usize::from(self.dates != Dates::Any);
        dates + self.types.len() + self.publishers.len() + self.languages.len()
    }
}
