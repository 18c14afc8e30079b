//! Deadlines as a calendar (RFC 5545), one for each of the site's languages. Of each work in several languages it has one version, as lists do.
//!
//! Written by hand: the crates that write calendars put the clock into what is not said, and this says all of it.

use super::content::Content;
use super::moment::stamp;
use super::press::Press;
use super::survey::later;
use super::words;
use anyhow::Result;
use dossier_bundle::{Item, ItemIx, Language, PartialDate};
use dossier_query::language_rank;
use sha2::{Digest, Sha256};
use std::cmp::Reverse;
use std::fmt::Write;
use url::Url;

/// Deadlines of a calendar, the latest of all.
pub(super) const MOST: usize = 1_000;

/// Octets of a line (RFC 5545, 3.1).
const LINE: usize = 75;

/// Where the calendar of a language is, relative to the site's root.
pub(super) fn address(language: &Language) -> String {
    format!("deadlines.{language}.ics")
}

/// Writes the calendar of a language.
pub(super) fn write(press: &Press<'_>, content: &Content<'_>, language: &Language) -> Result<()> {
    let Some(site) = &press.options.address else { return Ok(()) };
    let host = Url::parse(site)?.host_str().unwrap_or_default().to_owned();
    let words = words::of(language);
    let mut latest = press.survey.deadlines.clone();
    latest.sort_by_key(|(deadline, item)| (Reverse(deadline.first_day()), *item));
    latest.truncate(MOST);
    latest.reverse();
    let mut out = String::new();
    let name = press.bundle().site.title.get(language);
    line(&mut out, "BEGIN", "VCALENDAR");
    line(&mut out, "VERSION", "2.0");
    line(&mut out, "PRODID", "-//Dossier//Dossier//EN");
    line(&mut out, "CALSCALE", "GREGORIAN");
    line(&mut out, "METHOD", "PUBLISH");
    let title = if name.is_empty() { words.deadlines.to_owned() } else { format!("{} – {name}", words.deadlines) };
    // The first is the standard's (RFC 7986), the second what most programs read.
    line(&mut out, "NAME", &text(&title));
    line(&mut out, "X-WR-CALNAME", &text(&title));
    for (deadline, item) in latest {
        if is_version_for(press, content, item, language)? {
            let item = content.ask(&|source| source.card(item))?;
            event(&mut out, press, (site, &host), &item, deadline, words);
        }
    }
    line(&mut out, "END", "VCALENDAR");
    press.write(&address(language), out.as_bytes())
}

/// Whether of all versions of a work that have a deadline this is the one for readers of `language`.
fn is_version_for(press: &Press<'_>, content: &Content<'_>, item: ItemIx, language: &Language) -> Result<bool> {
    let site = &press.bundle().site;
    let card = |item: ItemIx| content.ask(&|source| source.card(item));
    let rank = |of: &Item, item: ItemIx| (language_rank(site, language, &of.language), item);
    let own = rank(&*card(item)?, item);
    for other in content.ask(&|source| source.versions(item))? {
        let version = card(other)?;
        if version.deadline.is_some() && rank(&version, other) < own {
            return Ok(false);
        }
    }
    Ok(true)
}

fn event(out: &mut String, press: &Press<'_>, (site, host): (&str, &str), item: &Item, deadline: PartialDate, words: &words::Words) {
    let days = deadline.days();
    let day = |day: chrono::NaiveDate| day.format("%Y%m%d").to_string();
    line(out, "BEGIN", "VEVENT");
    line(out, "UID", &format!("{}@{host}", digest(&format!("{site} {}", item.id))));
    line(out, "DTSTAMP", &stamp(later(item.date, item.modified)));
    line(out, "DTSTART;VALUE=DATE", &day(days.start));
    // The first day that is not in it; the calendar's years have four digits.
    if days.end.to_string().len() == "2024-01-01".len() {
        line(out, "DTEND;VALUE=DATE", &day(days.end));
    }
    line(out, "SUMMARY", &text(&format!("{}: {}", words.deadline, item.title)));
    if !item.summary.is_empty() {
        line(out, "DESCRIPTION", &text(&item.summary));
    }
    line(out, "URL", &format!("{site}{}", press.paths.address(&press.item(item))));
    line(out, "TRANSP", "TRANSPARENT");
    line(out, "END", "VEVENT");
}

fn digest(text: &str) -> String {
    Sha256::digest(text).iter().take(16).fold(String::new(), |mut digits, byte| {
        _ = write!(digits, "{byte:02x}");
        digits
    })
}

/// A text as a value (RFC 5545, 3.3.11).
fn text(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | ';' | ',' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

/// Adds a line, folded where it is too long, never within a character.
fn line(out: &mut String, name: &str, value: &str) {
    let whole = format!("{name}:{value}");
    let mut used = 0;
    for c in whole.chars() {
        if used + c.len_utf8() > LINE {
            out.push_str("\r\n ");
            used = 1;
        }
        out.push(c);
        used += c.len_utf8();
    }
    out.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_folded() {
        let mut out = String::new();
        line(&mut out, "SUMMARY", &text(&"æ, ; \\ \n\u{7}".repeat(20)));
        assert!(out.split("\r\n").all(|line| line.len() <= LINE));
        assert_eq!(out.replace("\r\n ", ""), format!("SUMMARY:{}\r\n", "æ\\, \\; \\\\ \\n".repeat(20)));
    }
}
