//! The outermost object of a bundle, split in one scan. Its parts stay text until somebody reads them, so that the work can be
//! spread over many small steps and needs little memory at a time.

use super::Cursor;

/// The fields of a bundle. What is not listed here is not kept.
const FIELDS: [&str; 7] = ["format", "site", "topics", "types", "publishers", "items", "archive"];

/// Where the fields of a bundle stand in its source, in bytes. Of a repeated field the last one counts.
#[derive(Default)]
pub(crate) struct Top {
    fields: [Option<usize>; FIELDS.len()],
    /// Fields that came more than once.
    pub(crate) repeated: Vec<&'static str>,
}

impl Top {
    /// Splits a well-formed `source` that is an object.
    pub(crate) fn scan(source: &str) -> Self {
        let mut top = Self::default();
        let mut cursor = Cursor::new(source, 0);
        cursor.peek();
        cursor.enter();
        while cursor.more() {
            let key = cursor.text().unwrap_or_default();
            let start = cursor.peek().0;
            if let Some(place) = FIELDS.iter().position(|field| *field == key)
                && top.fields[place].replace(start).is_some()
            {
                top.repeated.push(FIELDS[place]);
            }
            cursor.skip();
        }
        top
    }

    /// Where the value of a field begins.
    pub(crate) fn field(&self, name: &str) -> Option<usize> {
        let place = FIELDS.iter().position(|field| *field == name)?;
        self.fields[place]
    }
}

/// Where the elements of the list that begins at `start` begin; `None` if it is no list.
pub(crate) fn elements(source: &str, start: usize) -> Option<Vec<usize>> {
    let mut cursor = Cursor::new(source, start);
    if cursor.peek().1 != b'[' {
        return None;
    }
    cursor.enter();
    let mut starts = Vec::new();
    while cursor.more() {
        starts.push(cursor.peek().0);
        cursor.skip();
    }
    Some(starts)
}
