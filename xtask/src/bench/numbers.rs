//! Percentiles.

/// The smallest of `values` that at least `percent` of them do not exceed (nearest rank); 0 of none.
pub(super) fn percentile(values: impl IntoIterator<Item = f64>, percent: usize) -> f64 {
    let mut sorted: Vec<f64> = values.into_iter().collect();
    sorted.sort_by(f64::total_cmp);
    let rank = (sorted.len() * percent).div_ceil(100).max(1);
    sorted.get(rank - 1).copied().unwrap_or(0.0)
}

/// The largest of `values`; 0 of none.
pub(super) fn largest(values: impl IntoIterator<Item = f64>) -> f64 {
    values.into_iter().fold(0.0, f64::max)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nearest_ranks() {
        let check = |values: &[f64], percent, expected: f64| {
            assert!((percentile(values.iter().copied(), percent) - expected).abs() < 1e-9, "{percent} % of {values:?}");
        };
        let hundred: Vec<f64> = (1..=100).rev().map(f64::from).collect();
        check(&hundred, 50, 50.0);
        check(&hundred, 95, 95.0);
        check(&hundred, 100, 100.0);
        check(&[3.0, 1.0], 50, 1.0);
        check(&[3.0, 1.0], 95, 3.0);
        check(&[7.0], 50, 7.0);
        check(&[], 95, 0.0);
        assert!((largest([1.0, 4.0, 2.0]) - 4.0).abs() < 1e-9);
    }
}
