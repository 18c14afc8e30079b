//! Points in time as mail, feeds and databases write them, and as people write those by hand: RFC 822 and 850, asctime, ISO 8601 in full and
//! short form, with days and weeks of the year, names of zones, and what is missing left out. Decides nothing about zones.

use chrono::{Days, NaiveDate, Weekday};

/// A day of the year it was written in, the time if there was one, and how far from UTC, in minutes, if that was said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Moment {
    pub(super) day: NaiveDate,
    /// Minutes since midnight.
    pub(super) minutes: i64,
    pub(super) offset: Option<i64>,
}

const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// Names of zones (RFC 822, section 5.1, and those of Europe and East Asia), in minutes.
const ZONES: [(&str, i64); 28] = [
    ("z", 0),
    ("ut", 0),
    ("utc", 0),
    ("gmt", 0),
    ("wet", 0),
    ("west", 60),
    ("bst", 60),
    ("cet", 60),
    ("met", 60),
    ("cest", 120),
    ("mest", 120),
    ("eet", 120),
    ("eest", 180),
    ("msk", 180),
    ("msd", 240),
    ("ist", 330),
    ("hkt", 480),
    ("sgt", 480),
    ("jst", 540),
    ("kst", 540),
    ("est", -300),
    ("edt", -240),
    ("cst", -360),
    ("cdt", -300),
    ("mst", -420),
    ("mdt", -360),
    ("pst", -480),
    ("pdt", -420),
];

/// Reads a point in time; `None` for what is none, or is not possible.
pub(super) fn read(text: &str) -> Option<Moment> {
    let text = text.trim();
    // Nothing that is longer is a date.
    if text.len() > 100 {
        return None;
    }
    iso(text).or_else(|| words(text))
}

/// Dates that begin with the year.
fn iso(text: &str) -> Option<Moment> {
    let (date, time) = match text.find(['T', 't', ' ']) {
        Some(at) => (&text[..at], text[at + 1..].trim()),
        None => (text, ""),
    };
    let (minutes, offset, more) = if time.is_empty() { (0, None, 0) } else { time_and_zone(time)? };
    let digits = |text: &str| -> Option<u32> { text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok())? };
    let date = date.replace(['/', '.'], "-");
    let parts: Vec<&str> = date.split('-').collect();
    let year = |text: &str| if text.len() == 4 { digits(text).map(u32::cast_signed) } else { None };
    let day = match parts.as_slice() {
        [year_part, month, day] if day.len() <= 2 && month.len() <= 2 => {
            NaiveDate::from_ymd_opt(year(year_part)?, digits(month)?, digits(day)?)?
        }
        [year_part, week, day] if week.len() == 3 && week.starts_with(['W', 'w']) => {
            of_week(year(year_part)?, digits(&week[1..])?, digits(day)?)?
        }
        [year_part, day] if day.len() == 3 && !day.starts_with(['W', 'w']) => NaiveDate::from_yo_opt(year(year_part)?, digits(day)?)?,
        [year_part, week] if week.len() == 3 => of_week(year(year_part)?, digits(week.get(1..)?)?, 1)?,
        [all] if all.len() == 8 => NaiveDate::from_ymd_opt(year(all.get(..4)?)?, digits(all.get(4..6)?)?, digits(all.get(6..)?)?)?,
        [all] if all.len() == 7 => NaiveDate::from_yo_opt(year(all.get(..4)?)?, digits(all.get(4..)?)?)?,
        _ => return None,
    };
    Some(Moment { day: day.checked_add_days(Days::new(more))?, minutes, offset })
}

fn of_week(year: i32, week: u32, day: u32) -> Option<NaiveDate> {
    let day = Weekday::try_from(u8::try_from(day.checked_sub(1)?).ok()?).ok()?;
    NaiveDate::from_isoywd_opt(year, week, day)
}

/// Dates that name the month in English.
fn words(text: &str) -> Option<Moment> {
    let lower = text.to_ascii_lowercase();
    // What is in brackets repeats the zone.
    let lower = lower.split('(').next().unwrap_or_default();
    let (mut day, mut month, mut year) = (None, None, None);
    let (mut minutes, mut offset, mut more) = (0, None, 0);
    for word in lower.split([' ', ',', '\t', '\n', '\r']).filter(|word| !word.is_empty()) {
        for part in split_date(word) {
            let number = part.trim_end_matches(['.', 't', 'h', 's', 'n', 'd', 'r']);
            let is_number = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
            if part.contains(':') && !part.starts_with(['+', '-']) && !part.starts_with("gmt") && !part.starts_with("utc") {
                let (time, zone, days) = time_and_zone(part)?;
                (minutes, offset, more) = (time, zone.or(offset), days);
            } else if is_number && number.len() <= 2 && day.is_none() {
                day = Some(number.parse::<u32>().ok()?);
            } else if is_number && year.is_none() && matches!(number.len(), 2 | 4) {
                let written: i32 = number.parse().ok()?;
                // RFC 2822, section 4.3, but that nothing is older than computers.
                year = Some(if number.len() == 4 { written } else { written + if written < 70 { 2000 } else { 1900 } });
            } else if let Some(found) = MONTHS.iter().position(|name| part.starts_with(name)).filter(|_| month.is_none()) {
                month = Some(found as u32 + 1);
            } else if let Some(zone) = zone(part) {
                offset = Some(zone);
            } else if !is_weekday(part) && !matches!(part, "at" | "of" | "the") {
                return None;
            }
        }
    }
    let date = NaiveDate::from_ymd_opt(year?, month?, day?)?;
    Some(Moment { day: date.checked_add_days(Days::new(more))?, minutes, offset })
}

/// `28-Sep-02` is three parts; `-0500` and `10:00-05:00` are one.
fn split_date(word: &str) -> Vec<&str> {
    let has_month = MONTHS.iter().any(|name| word.contains(name));
    if has_month && word.starts_with(|c: char| c.is_ascii_digit()) { word.split(['-', '/']).collect() } else { vec![word] }
}

fn is_weekday(word: &str) -> bool {
    ["mon", "tue", "wed", "thu", "fri", "sat", "sun"].iter().any(|day| word.starts_with(day))
}

/// Minutes since midnight, minutes from UTC, and how many days later: `24:00` is the next midnight.
fn time_and_zone(text: &str) -> Option<(i64, Option<i64>, u64)> {
    let end = text.find(|c: char| !c.is_ascii_digit() && !matches!(c, ':' | '.' | ',')).unwrap_or(text.len());
    let (time, zone_text) = (&text[..end], text[end..].trim());
    let digits = time.split(['.', ',']).next().unwrap_or_default();
    let parts: Vec<&str> = digits.split(':').collect();
    let number = |text: &str| text.parse::<i64>().ok().filter(|_| text.len() <= 2);
    let (hours, minutes, seconds) = match parts.as_slice() {
        [hours, minutes, seconds] => (number(hours)?, number(minutes)?, number(seconds)?),
        [hours, minutes] => (number(hours)?, number(minutes)?, 0),
        [all] if matches!(all.len(), 2 | 4 | 6) => {
            (number(&all[..2])?, number(all.get(2..4).unwrap_or("0"))?, number(all.get(4..6).unwrap_or("0"))?)
        }
        _ => return None,
    };
    if hours > 24 || minutes > 59 || seconds > 60 || (hours == 24 && minutes + seconds > 0) {
        return None;
    }
    let offset = if zone_text.is_empty() { None } else { Some(zone(&zone_text.to_ascii_lowercase())?) };
    Some((hours % 24 * 60 + minutes, offset, u64::from(hours == 24)))
}

fn zone(text: &str) -> Option<i64> {
    if let Some((_, minutes)) = ZONES.iter().find(|(name, _)| *name == text) {
        return Some(*minutes);
    }
    let text = text.strip_prefix("gmt").or_else(|| text.strip_prefix("utc")).unwrap_or(text);
    let (sign, rest) = if let Some(rest) = text.strip_prefix('+') { (1, rest) } else { (-1, text.strip_prefix(['-', '\u{2212}'])?) };
    let digits = rest.replace(':', "");
    let digits = if digits.len() <= 2 { format!("{digits:0>2}00") } else { format!("{digits:0>4}") };
    let valid = digits.len() == 4 && digits.bytes().all(|byte| byte.is_ascii_digit());
    let (hours, minutes): (i64, i64) = valid.then(|| Some((digits[..2].parse().ok()?, digits[2..].parse().ok()?)))??;
    (hours <= 15 && minutes < 60).then_some(sign * (hours * 60 + minutes))
}
