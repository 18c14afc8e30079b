//! The site: names, languages and settings.

use super::localized::{self, Languages};
use super::text::{NAME, PARAGRAPH};
use super::{Code, Log, values};
use crate::json::At;
use crate::lean::{number, parted};
use crate::problem::quoted;
use crate::{Language, Licence, Site};
use chrono::NaiveDate;

/// Reads `site`.
pub(super) fn read(at: &At<'_>, log: &mut Log) -> Site {
    if !at.is_object() {
        log.wrong_type(at, "an object");
        return Site::default();
    }
    let languages = read_languages(at, log);
    let first = Languages { first: languages.first().cloned().unwrap_or(Language::ENGLISH) };
    let title = localized::read(at, "title", NAME, &first, log);
    if title.is_empty() {
        log.missing(at, "title", "The reading room has no name.");
    }
    Site {
        title,
        description: localized::read(at, "description", PARAGRAPH, &first, log),
        publisher: localized::read(at, "publisher", NAME, &first, log),
        languages,
        licence: licence(at, &first, log),
        home: values::url(at, "home", log),
        timezone: timezone(at, log),
        session_start: session(at, log),
    }
}

fn read_languages(site: &At<'_>, log: &mut Log) -> Vec<Language> {
    let mut languages = Vec::new();
    values::one_or_many(site, "languages", log, &mut |text, at, log| {
        if let Some(language) = values::tag(text, at, log).filter(|language| !languages.contains(language)) {
            languages.push(language);
        }
    });
    if languages.is_empty() {
        languages.push(Language::ENGLISH);
    }
    languages
}

fn licence(site: &At<'_>, languages: &Languages, log: &mut Log) -> Option<Licence> {
    let at = site.get("licence")?;
    if !at.is_object() {
        log.wrong_type(&at, "an object with \"title\" and \"url\"");
        return None;
    }
    let licence = Licence { title: localized::read(&at, "title", NAME, languages, log), url: values::url(&at, "url", log) };
    (licence != Licence::default()).then_some(licence)
}

/// Only the shape of the name is checked: the names themselves change more often than this crate does.
fn timezone(site: &At<'_>, log: &mut Log) -> Option<String> {
    let at = site.get("timezone")?;
    let text = values::text(&at, log)?.trim();
    let named = text.len() <= 64 && text.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'/' | b'_' | b'-' | b'+'));
    if !named {
        let text = || format!("{} is not the name of a time zone.", quoted(text));
        log.advise(Code::BadTimezone, &at, text, || "Write an IANA name such as Europe/Oslo.".to_owned());
    }
    named.then(|| text.to_owned())
}

/// Month and day on which a session begins, which must exist in every year.
fn session(site: &At<'_>, log: &mut Log) -> Option<(u8, u8)> {
    let at = site.get("session")?;
    let text = values::text(&at, log)?.trim();
    let day = read_month_and_day(text);
    if day.is_none() {
        let text = || format!("{} is not a month and a day.", quoted(text));
        log.advise(Code::BadDate, &at, text, || "Write the first day of a session as 10-01.".to_owned());
    }
    day
}

fn read_month_and_day(text: &str) -> Option<(u8, u8)> {
    let (month, day) = parted(text, "-").filter(|(month, day)| month.len() == 2 && day.len() == 2)?;
    let (month, day) = (number(month)? as u32, number(day)? as u32);
    NaiveDate::from_ymd_opt(2023, month, day).map(|_| (month as u8, day as u8))
}
