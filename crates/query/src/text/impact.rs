//! Impact: how much a term matters in an item, as a small number. Depends on that item alone, never on the rest of the content, so
//! that it can be written down once.

/// How often a term occurs in each field of an item.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// In its title.
    pub title: u32,
    /// In its place in a series.
    pub series: u32,
    /// In its summary.
    pub summary: u32,
    /// In its text.
    pub body: u32,
}

/// How many tokens each field of an item has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Lengths {
    /// Its title.
    pub title: u32,
    /// Its summary.
    pub summary: u32,
    /// Its text.
    pub body: u32,
}

/// The upper bound of impacts and of tiers; the lower one is 1.
pub const MOST_IMPACT: u8 = 15;

/// The impact of a term that occurs in an item, 1 to [`MOST_IMPACT`].
///
/// After BM25F (Robertson, Zaragoza and Taylor, 2004): a title is worth eight times the text, a series six times, a summary twice;
/// each field is normed around a usual length (8, 25 and 300 tokens); and more of the same adds less and less. In whole numbers,
/// cut off at each division.
pub fn impact(counts: Counts, lengths: Lengths) -> u8 {
    let times = u64::from;
    let title = 512 * times(counts.title) * 16 / (8 + times(lengths.title));
    let series = 384 * times(counts.series);
    let summary = 128 * times(counts.summary) * 50 / (25 + times(lengths.summary));
    let body = 64 * times(counts.body) * 600 / (300 + times(lengths.body));
    let sum = title + series + summary + body;
    (1 + 14 * sum / (sum + 384)).min(u64::from(MOST_IMPACT)) as u8
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(counts: [u32; 4], lengths: [u32; 3], expected: u8) {
        let [title, series, summary, body] = counts;
        let [title_length, summary_length, body_length] = lengths;
        let lengths = Lengths { title: title_length, summary: summary_length, body: body_length };
        assert_eq!(impact(Counts { title, series, summary, body }, lengths), expected, "{counts:?} {lengths:?}");
    }

    #[test]
    fn impacts() {
        // One of eight words of a title: 512 of 896, times 14, is 8.
        check([1, 0, 0, 0], [8, 0, 0], 9);
        check([1, 0, 0, 0], [1, 0, 0], 10);
        check([1, 0, 0, 0], [40, 0, 0], 5);
        check([0, 1, 0, 0], [8, 0, 0], 8);
        check([0, 0, 1, 0], [8, 25, 0], 4);
        check([0, 0, 0, 1], [8, 25, 300], 3);
        check([0, 0, 0, 1], [8, 25, 100_000], 1);
        check([0, 0, 0, 20], [8, 25, 300], 11);
        check([1, 1, 1, 9], [8, 25, 300], 12);
        check([u32::MAX; 4], [1, 1, 1], 14);
    }
}
