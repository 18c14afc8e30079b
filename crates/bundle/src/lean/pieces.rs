//! Texts taken apart at single marks, which are characters of ASCII.

/// What stands before and after the first of the `marks` in `text`; `None` if it has none.
#[inline(never)]
pub fn parted<'a>(text: &'a str, marks: &str) -> Option<(&'a str, &'a str)> {
    let place = text.bytes().position(|byte| is_among(byte, marks))?;
    around(text, place)
}

/// The same for the last of them.
#[inline(never)]
pub fn parted_at_last<'a>(text: &'a str, marks: &str) -> Option<(&'a str, &'a str)> {
    let place = text.bytes().rposition(|byte| is_among(byte, marks))?;
    around(text, place)
}

/// All of a text up to the first of the `marks`.
pub fn until<'a>(text: &'a str, marks: &str) -> &'a str {
    parted(text, marks).map_or(text, |(before, _)| before)
}

/// What stands between `marks`, and before the first and after the last; all of a text without any.
pub fn pieces<'a>(text: &'a str, marks: &'static str) -> Pieces<'a> {
    Pieces { rest: Some(text), marks }
}

/// See [`pieces`].
#[derive(Debug)]
pub struct Pieces<'a> {
    rest: Option<&'a str>,
    marks: &'static str,
}

impl<'a> Iterator for Pieces<'a> {
    type Item = &'a str;

    #[inline(never)]
    fn next(&mut self) -> Option<&'a str> {
        let rest = self.rest?;
        let (piece, rest) = parted(rest, self.marks).map_or((rest, None), |(before, after)| (before, Some(after)));
        self.rest = rest;
        Some(piece)
    }
}

/// A byte of ASCII is never a part of another character.
fn is_among(byte: u8, marks: &str) -> bool {
    byte.is_ascii() && marks.bytes().any(|mark| mark == byte)
}

fn around(text: &str, place: usize) -> Option<(&str, &str)> {
    Some((text.get(..place)?, text.get(place + 1..)?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn parts_as_the_standard_library_does(text in "[a/?é日 ]{0,12}") {
            prop_assert_eq!(parted(&text, "/?"), text.split_once(['/', '?']));
            prop_assert_eq!(parted_at_last(&text, "/"), text.rsplit_once('/'));
            prop_assert_eq!(until(&text, "?"), text.split('?').next().unwrap());
            prop_assert_eq!(pieces(&text, "/?").collect::<Vec<_>>(), text.split(['/', '?']).collect::<Vec<_>>());
        }
    }
}
