//! Names of formats with their major versions: the one this program reads, a later one, or something else. Both others are fatal.

use super::{Code, Log, Severity};
use crate::json::At;
use crate::lean::{pieces, until};

/// Whether `name` is `wanted`, a name and version 1 such as `dossier-bundle/1`; if not, that is noted. `at` is where the name
/// stands, or the object that lacks it.
pub(super) fn is(name: Option<&str>, wanted: &str, at: &At<'_>, log: &mut Log) -> bool {
    if name == Some(wanted) {
        return true;
    }
    let version = name.and_then(|name| name.strip_prefix(wanted.trim_end_matches('1'))).map(|version| until(version, "."));
    let digits = version.filter(|digits| !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()));
    match digits.map(|digits| digits.trim_start_matches('0')) {
        Some(major) if major.len() > 1 || major > "1" => {
            let text = || format!("The {} is of version {major} of the format; this program reads version 1.", noun(wanted));
            let advice = || Some("Use a newer version of Dossier.".to_owned());
            log.note(Severity::Fatal, Code::FormatTooNew, at.start, || (at.pointer(), text(), advice()));
        }
        _ => {
            let text = || match at.name() {
                "format" => "\"format\" does not name a format that this program reads.".to_owned(),
                _ => "\"format\" is missing.".to_owned(),
            };
            let advice = || Some(format!("Write \"format\": \"{wanted}\"."));
            log.note(Severity::Fatal, Code::WrongFormat, at.start, || (at.pointer(), text(), advice()));
        }
    }
    false
}

/// What a format is of: `bundle` of `dossier-bundle/1`.
fn noun(format: &str) -> &str {
    pieces(format, "-/").nth(1).unwrap_or_default()
}
