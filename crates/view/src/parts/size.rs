//! Sizes of files.

use crate::text::Words;
use dossier_bundle::lean::numeral;

/// A size in decimal units (1 kB = 1,000 bytes), to two digits: `870 bytes`, `1.2 MB`, `48 MB`.
pub(crate) fn size(bytes: u64, words: &Words) -> String {
    let [byte, kilo, mega] = words.units;
    match bytes {
        0..1_000 => [&numeral(bytes), " ", byte].concat(),
        1_000..999_500 => scaled(bytes, 1_000, kilo, words),
        _ => scaled(bytes, 1_000_000, mega, words),
    }
}

fn scaled(bytes: u64, unit: u64, name: &str, words: &Words) -> String {
    let tenths = bytes.saturating_add(unit / 20) * 10 / unit;
    if tenths < 100 && !tenths.is_multiple_of(10) {
        [&numeral(tenths / 10), words.decimal, &numeral(tenths % 10), " ", name].concat()
    } else {
        [&numeral((bytes.saturating_add(unit / 2)) / unit), " ", name].concat()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::words_for;
    use dossier_bundle::Language;

    fn check(bytes: u64, expected: &str) {
        assert_eq!(size(bytes, words_for(&Language::ENGLISH)), expected, "{bytes}");
    }

    #[test]
    fn sizes() {
        check(0, "0 bytes");
        check(999, "999 bytes");
        check(1_000, "1 kB");
        check(1_250, "1.3 kB");
        check(48_400, "48 kB");
        check(999_499, "999 kB");
        check(999_500, "1 MB");
        check(1_240_000, "1.2 MB");
        check(15_600_000, "16 MB");
    }
}
