//! Plain text: paragraphs parted by blank lines, line breaks kept.

use super::builder::Builder;

/// Tells `builder` the paragraphs of `source`.
pub(super) fn read(source: &str, builder: &mut Builder<'_>) {
    for line in source.lines() {
        if line.trim().is_empty() {
            builder.boundary();
        } else {
            builder.line_break();
            builder.text(line);
        }
    }
}
