//! Addresses under which items were found before: a small page at each that leads on, for hosts that know no redirects, and lines for those
//! that do. Never takes the place of a page of the site.

use super::press::Press;
use super::shell::escaped;
use anyhow::{Context, Result};
use dossier_query::Route;
use std::fmt::Write as _;
use std::fs;
use std::io::ErrorKind;

/// Most lines that hosts read; the pages do the same for the rest.
const MOST_LINES: usize = 1_900;

/// Writes a page for each alias; how many.
pub(super) fn write(press: &Press<'_>, left_out: &mut Vec<String>) -> Result<u64> {
    let mut written = 0;
    let mut refused = Vec::new();
    for (alias, id) in &press.options.aliases {
        let address = address(alias);
        let path = press.file(&address);
        let what = || format!("cannot write {}", path.display());
        let text = page(press, &address, id);
        let made = path.parent().map_or(Ok(()), fs::create_dir_all).and_then(|()| fs::File::create_new(&path));
        match made {
            Ok(mut file) => std::io::Write::write_all(&mut file, text.as_bytes()).with_context(what)?,
            Err(error) if is_taken(error.kind()) => {
                refused.push(alias.as_str());
                continue;
            }
            Err(error) => return Err(error).with_context(what),
        }
        written += 1;
    }
    if let Some(first) = refused.first() {
        left_out.push(format!("{} redirects from addresses that the site itself has, such as {first}", refused.len()));
    }
    Ok(written)
}

/// Whether a name is taken by another file, or one on the way to it is.
fn is_taken(error: ErrorKind) -> bool {
    matches!(error, ErrorKind::AlreadyExists | ErrorKind::NotADirectory | ErrorKind::IsADirectory)
}

/// For hosts that read redirects from a file: lines from the old paths to the new ones, `root` before both.
pub(super) fn lines(press: &Press<'_>, root: &str) -> String {
    let mut lines = String::new();
    for (alias, id) in press.options.aliases.iter().take(MOST_LINES) {
        // Writing to a text cannot fail.
        _ = writeln!(lines, "{root}{} {root}{} 301", encoded(alias), target(press, id));
    }
    lines
}

/// The address of the page for an alias: a file where that is called as pages are, else a folder.
fn address(alias: &str) -> String {
    let is_page = [".html", ".htm"].iter().any(|end| alias.to_ascii_lowercase().ends_with(end));
    [encoded(alias), if is_page { String::new() } else { "/".to_owned() }].concat()
}

fn encoded(path: &str) -> String {
    path.split('/').map(crate::import::beside::escaped).collect::<Vec<_>>().join("/")
}

/// The item's page, from the site's root.
fn target(press: &Press<'_>, id: &str) -> String {
    let address = press.paths.address(&Route { item: Some(id.to_owned()), ..Route::default() });
    if address.is_empty() { "./".to_owned() } else { address }
}

fn page(press: &Press<'_>, address: &str, id: &str) -> String {
    let to = target(press, id);
    let way = escaped(&["../".repeat(address.matches('/').count()).as_str(), &to].concat());
    let canonical = press.absolute(&to).map_or_else(|| way.clone(), |to| escaped(&to));
    let language = dossier_view::text::page_language(None, &press.bundle().site);
    let title = escaped(press.bundle().site.title.get(&language));
    format!(
        "<!DOCTYPE html>\n<html lang=\"{language}\">\n<head>\n<meta charset=\"utf-8\">\n<title>{title}</title>\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<link rel=\"canonical\" href=\"{canonical}\">\n\
         <meta http-equiv=\"refresh\" content=\"0; url={way}\">\n</head>\n<body>\n<p><a href=\"{way}\">{title}: {}</a></p>\n</body>\n</html>\n",
        escaped(id)
    )
}
