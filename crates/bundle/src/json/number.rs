//! Numbers, read digit by digit: no field holds a fraction, and the standard library's reader of those is large.

use super::Json;
use crate::lean::{number, parted};

/// Digits before the point from which on a number is beyond the common floating-point format (IEEE 754 binary64).
const ENDLESS: i64 = 310;

/// What a number says; `None` if it is too large for common programs to read at all.
pub(super) fn read(text: &str) -> Option<Json<'static>> {
    let (mantissa, exponent) = parted(text, "eE").unwrap_or((text, "0"));
    let (whole, fraction) = parted(mantissa, ".").unwrap_or((mantissa, ""));
    let digits = crate::lean::joined(&[whole.trim_start_matches('-'), fraction], "");
    let digits = digits.trim_start_matches('0');
    if digits.is_empty() {
        return Some(Json::Whole(0));
    }
    let size = number(exponent.trim_start_matches(['-', '+'])).and_then(|size| i32::try_from(size).ok()).unwrap_or(i32::MAX);
    let size = i64::from(size);
    let power = if exponent.starts_with('-') { -size } else { size } - length(fraction);
    if power + length(digits) >= ENDLESS {
        return None;
    }
    let value = if text.starts_with('-') { None } else { times_ten(digits, power) };
    Some(value.map_or(Json::Number, Json::Whole))
}

fn length(text: &str) -> i64 {
    i64::try_from(text.len()).unwrap_or(i64::MAX)
}

/// The digits times ten to the power of `power`, if that is a whole number that can be held.
fn times_ten(digits: &str, power: i64) -> Option<u64> {
    let kept = digits.trim_end_matches('0');
    let power = power + length(digits) - length(kept);
    number(kept)?.checked_mul(10_u64.checked_pow(u32::try_from(power).ok()?)?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(text: &str, expected: Option<Json<'static>>) {
        assert_eq!(read(text), expected, "{text}");
    }

    #[test]
    fn whole_numbers_however_written() {
        for text in ["2", "2.0", "0.2e1", "20e-1", "2E0", "0.02e+2"] {
            check(text, Some(Json::Whole(2)));
        }
        check("-0", Some(Json::Whole(0)));
        check("0e999999999999", Some(Json::Whole(0)));
        check("18446744073709551615", Some(Json::Whole(u64::MAX)));
        check("18446744073709551616", Some(Json::Number));
        check("1.5", Some(Json::Number));
        check("-2", Some(Json::Number));
        check("1e-999999999999", Some(Json::Number));
        check("1e308", Some(Json::Number));
        check("1e309", None);
        check("1e999999999999", None);
        check(&"9".repeat(400), None);
    }

    proptest! {
        #[test]
        fn agrees_with_floating_point(digits in 0..1_000_000_u32, point in 0..7_usize, exponent in -8..8_i32) {
            let mut text = format!("{digits:07}");
            text.insert(7 - point, '.');
            let float: f64 = format!("{text}0e{exponent}").parse().unwrap();
            let whole = (float.fract() == 0.0).then(|| format!("{float}"));
            let found = match read(&format!("{text}0e{exponent}")) { Some(Json::Whole(number)) => Some(number.to_string()), _ => None };
            prop_assert_eq!(found, whole);
        }
    }
}
