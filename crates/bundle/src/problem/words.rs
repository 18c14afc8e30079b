//! Words for messages: values quoted safely, and guesses at what was meant.

/// A value as a message quotes it: at most 60 characters, control and direction characters spelled out.
pub(crate) fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for (place, c) in text.chars().enumerate() {
        if place == 60 {
            out.push('…');
            break;
        }
        if c.is_control() || crate::parse::turns_direction(c) {
            out.extend(format!("\\u{{{:04X}}}", u32::from(c)).chars());
        } else {
            out.push(c);
        }
    }
    out.push('"');
    out
}

/// The candidate that differs least from `text`, if by no more than a slip of the keyboard (a third of its letters, at most 3).
///
/// Looks at 200 candidates and at texts of 40 characters at most, so that a hostile bundle cannot make it slow.
pub(crate) fn nearest<'a>(text: &str, candidates: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let wanted: Vec<char> = text.chars().flat_map(char::to_lowercase).take(41).collect();
    let most = (wanted.len() / 3).min(3);
    if wanted.len() > 40 {
        return None;
    }
    let near = |candidate: &&'a str| distance(&wanted, candidate, most);
    candidates.take(200).filter_map(|candidate| near(&candidate).map(|far| (far, candidate))).min().map(|(_, candidate)| candidate)
}

/// How many letters must be added, dropped or changed (Levenshtein distance, case ignored); `None` if over `most`.
fn distance(from: &[char], to: &str, most: usize) -> Option<usize> {
    let to: Vec<char> = to.chars().flat_map(char::to_lowercase).take(44).collect();
    if from.len().abs_diff(to.len()) > most {
        return None;
    }
    let mut row: Vec<usize> = (0..=to.len()).collect();
    for (i, a) in from.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, b) in to.iter().enumerate() {
            let changed = diagonal + usize::from(a != b);
            diagonal = row[j + 1];
            row[j + 1] = changed.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row.last().copied().filter(|far| *far <= most)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Option<&str>) {
        let candidates = ["security-policy", "nordic", "health"];
        assert_eq!(nearest(text, candidates.into_iter()), expected, "{text:?}");
    }

    #[test]
    fn slips_are_guessed_and_others_are_not() {
        check("securty-policy", Some("security-policy"));
        check("Nordik", Some("nordic"));
        check("helath", Some("health"));
        check("economy", None);
        check("", None);
    }

    #[test]
    fn quotes_show_what_cannot_be_seen() {
        assert_eq!(quoted("a\u{202E}b\0"), "\"a\\u{202E}b\\u{0000}\"");
        assert_eq!(quoted(&"x".repeat(90)).chars().count(), 63);
    }
}
