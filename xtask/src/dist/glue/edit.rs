//! Changes at places of a text. Places are those of the text as it was read, whatever the order of the changes.

use anyhow::{Result, bail};
use oxc::span::Span;

/// Puts each new text in its place. Fails where two places overlap.
pub(super) fn apply(text: &str, mut edits: Vec<(Span, String)>) -> Result<String> {
    edits.sort_by_key(|(span, _)| span.start);
    let mut out = String::with_capacity(text.len());
    let mut done = 0;
    for (span, new) in edits {
        let (start, end) = (span.start as usize, span.end as usize);
        let Some(kept) = text.get(done..start) else { bail!("two changes overlap at byte {start}") };
        out.push_str(kept);
        out.push_str(&new);
        done = end;
    }
    out.push_str(text.get(done..).unwrap_or_default());
    Ok(out)
}

/// The text at a place.
pub(super) fn at(text: &str, span: Span) -> &str {
    text.get(span.start as usize..span.end as usize).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_those_of_the_old_text() {
        let edits = vec![(Span::new(4, 5), "long".to_owned()), (Span::new(0, 1), String::new())];
        assert_eq!(apply("a b c d", edits).unwrap(), " b long d");
        let overlapping = vec![(Span::new(0, 3), String::new()), (Span::new(2, 4), String::new())];
        assert!(apply("a b c d", overlapping).is_err());
    }
}
