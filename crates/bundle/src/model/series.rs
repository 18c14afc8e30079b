//! Numbered series of documents, such as the reports to a parliament.

use crate::lean::{is_word, number, push_number};
use std::fmt;

/// The place of a document in a numbered series: "Meld. St. 5 (2023–2024)".
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Series {
    /// Short name of the series as it is cited: "Meld. St.".
    pub code: String,
    /// The session or year in which the number counts.
    pub session: Option<Session>,
    /// Number within series and session.
    pub number: u32,
    /// What follows the number: the "S" of "Prop. 1 S (2023–2024)"; mostly empty.
    pub suffix: String,
}

/// A parliamentary session or a calendar year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Session {
    /// The year in which it begins.
    pub from: u16,
    /// The year in which it ends; the same for a calendar year.
    pub to: u16,
}

impl Series {
    /// Reads a citation: the words of the code, a number, perhaps a suffix without digits, perhaps a session in parentheses.
    /// `None` for anything else.
    pub fn parse(text: &str) -> Option<Self> {
        let (rest, session) = match text.trim().strip_suffix(')').and_then(|text| text.rsplit_once('(')) {
            Some((rest, session)) => (rest, Some(Session::parse(session)?)),
            None => (text, None),
        };
        let mut words = String::new();
        for word in rest.split_whitespace() {
            if !words.is_empty() {
                words.push(' ');
            }
            words.push_str(word);
        }
        let end = words.rfind(|c: char| c.is_ascii_digit())? + 1;
        let (head, suffix) = words.split_at_checked(end)?;
        let code = head.trim_end_matches(|c: char| c.is_ascii_digit());
        let number = u32::try_from(number(head.strip_prefix(code)?)?).ok()?;
        let code = code.trim();
        let named = code.chars().any(is_word);
        named.then(|| Self { code: code.to_owned(), session, number, suffix: suffix.trim().to_owned() })
    }

    /// The citation as it is shown.
    pub fn text(&self) -> String {
        let space = if self.code.ends_with(['/', '-']) { "" } else { " " };
        let mut text = self.code.clone();
        text.push_str(space);
        push_number(&mut text, self.number, 1);
        if !self.suffix.is_empty() {
            text.push(' ');
            text.push_str(&self.suffix);
        }
        if let Some(session) = self.session {
            text.push_str(" (");
            session.push(&mut text);
            text.push(')');
        }
        text
    }
}

impl Session {
    /// Reads `2023–2024` (also with a hyphen or another dash), `2023–24` or `2023`. `None` for anything else and where the end lies before the beginning.
    pub fn parse(text: &str) -> Option<Self> {
        let (from, to) = match text.split_once(['-', '\u{2010}', '\u{2011}', '\u{2012}', '–', '—', '/']) {
            Some((from, to)) => (from.trim(), to.trim()),
            None => (text.trim(), text.trim()),
        };
        let from = digits(from).filter(|_| from.len() == 4)?;
        let to = match (digits(to)?, to.len()) {
            (year, 4) => year,
            (year, 2) if year < from % 100 => from / 100 * 100 + 100 + year,
            (year, 2) => from / 100 * 100 + year,
            _ => return None,
        };
        (1 <= from && from <= to && to <= 9999).then_some(Self { from, to })
    }
}

impl Session {
    fn push(self, text: &mut String) {
        push_number(text, u32::from(self.from), 4);
        if self.from < self.to {
            text.push('–');
            push_number(text, u32::from(self.to), 4);
        }
    }
}

/// A number of two or four ASCII digits.
fn digits(text: &str) -> Option<u16> {
    let digits = number(text).filter(|_| matches!(text.len(), 2 | 4))?;
    u16::try_from(digits).ok()
}

impl fmt::Display for Series {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text())
    }
}

impl fmt::Display for Session {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = String::new();
        self.push(&mut text);
        f.write_str(&text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, canonical: Option<&str>) {
        let read = Series::parse(text);
        assert_eq!(read.as_ref().map(ToString::to_string).as_deref(), canonical, "{text:?}");
        if let Some(canonical) = canonical {
            assert_eq!(Series::parse(canonical), read, "{canonical:?} reads as {text:?} does");
        }
    }

    #[test]
    fn citations() {
        check("Meld. St. 5 (2023–2024)", Some("Meld. St. 5 (2023–2024)"));
        check(" Meld.  St. 5 (2023-2024) ", Some("Meld. St. 5 (2023–2024)"));
        check("Meld. St. 5 (2023 — 24)", Some("Meld. St. 5 (2023–2024)"));
        check("Meld. St. 5 (1999-00)", Some("Meld. St. 5 (1999–2000)"));
        check("St.meld. nr. 39 (2003-2004)", Some("St.meld. nr. 39 (2003–2004)"));
        check("Prop. 1 S (2023–2024)", Some("Prop. 1 S (2023–2024)"));
        check("NOU 2023: 5", Some("NOU 2023: 5"));
        check("COM(2023) 123 final", Some("COM(2023) 123 final"));
        check("A/RES/78/1", Some("A/RES/78/1"));
        check("Command Paper 12 (2024)", Some("Command Paper 12 (2024)"));
    }

    #[test]
    fn others_are_none() {
        for text in [
            "",
            "Meld. St.",
            "5 (2023–2024)",
            "Meld. St. 5 (later)",
            "Meld. St. 5 (2024–2023)",
            "Meld. St. 99999999999",
            "Meld. St. ٥",
            "()",
            ")(",
        ] {
            check(text, None);
        }
    }

    #[test]
    fn order_is_by_series_then_session_then_number() {
        let mut series = ["Prop. 1 S (2023-2024)", "Meld. St. 10 (2023-2024)", "Meld. St. 9 (2023-2024)", "Meld. St. 26 (2022-2023)"]
            .map(|text| Series::parse(text).unwrap());
        series.sort();
        let found = series.map(|series| series.to_string());
        assert_eq!(found, ["Meld. St. 26 (2022–2023)", "Meld. St. 9 (2023–2024)", "Meld. St. 10 (2023–2024)", "Prop. 1 S (2023–2024)"]);
    }
}
