//! Whole numbers as text. The standard library has a reader and a writer for each of its types of numbers.

/// The number that ASCII digits spell; `None` for anything else, a sign too, and for what 64 bits cannot hold.
pub fn number(digits: &str) -> Option<u64> {
    let mut number = 0_u64;
    for byte in digits.bytes() {
        let digit = byte.wrapping_sub(b'0');
        if digit > 9 {
            return None;
        }
        number = number.checked_mul(10)?.checked_add(u64::from(digit))?;
    }
    (!digits.is_empty()).then_some(number)
}

/// Appends a number, with zeros before it up to `width` digits.
pub fn push_number(out: &mut String, number: impl Into<u64>, width: usize) {
    push(out, number.into(), width, "");
}

/// A number as text.
pub fn numeral(number: impl Into<u64>) -> String {
    grouped(number.into(), "")
}

/// A number as text, with `between` groups of three digits.
#[inline(never)]
pub fn grouped(number: u64, between: &str) -> String {
    let mut out = String::new();
    push(&mut out, number, 1, between);
    out
}

#[inline(never)]
fn push(out: &mut String, number: u64, width: usize, between: &str) {
    let mut digits = Vec::new();
    let mut rest = number;
    while rest > 0 || digits.len() < width.max(1) {
        digits.push(b'0' + (rest % 10) as u8);
        rest /= 10;
    }
    while let Some(digit) = digits.pop() {
        out.push(char::from(digit));
        if digits.len() % 3 == 0 && !digits.is_empty() {
            out.push_str(between);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(text: &str, expected: Option<u64>) {
        assert_eq!(number(text), expected, "{text:?}");
    }

    #[test]
    fn numbers_are_digits_alone() {
        check("0", Some(0));
        check("007", Some(7));
        check("18446744073709551615", Some(u64::MAX));
        check("18446744073709551616", None);
        for text in ["", "+1", "-1", "1.0", "٣", " 1", "1e2"] {
            check(text, None);
        }
    }

    proptest! {
        #[test]
        fn writes_as_the_standard_library_does(number: u64, width in 0..12_usize) {
            let mut out = String::from("x");
            push_number(&mut out, number, width);
            prop_assert_eq!(out, format!("x{number:0width$}"));
            prop_assert_eq!(numeral(number), number.to_string());
        }
    }
}
