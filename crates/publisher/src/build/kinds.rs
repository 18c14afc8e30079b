//! What a site's files are for, and how many bytes each purpose takes. Looks at names only.

use super::report::Size;
use anyhow::{Context, Result};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// Files and bytes by purpose.
pub(super) type Kinds = BTreeMap<&'static str, Size>;

/// Those of a site.
pub(super) fn kinds(site: &Path) -> Result<Kinds> {
    let mut kinds = Kinds::new();
    add(site, Path::new(""), &mut kinds)?;
    Ok(kinds)
}

fn add(site: &Path, below: &Path, kinds: &mut Kinds) -> Result<()> {
    let folder = site.join(below);
    let what = || format!("cannot read {}", folder.display());
    for entry in fs::read_dir(&folder).with_context(what)? {
        let entry = entry.with_context(what)?;
        let about = entry.metadata().with_context(what)?;
        let path = below.join(entry.file_name());
        if about.is_dir() {
            add(site, &path, kinds)?;
        } else if entry.file_name() != super::folder::LOCK {
            kinds.entry(kind(&path)).or_default().add(Size { files: 1, bytes: about.len() });
        }
    }
    Ok(())
}

/// What a file is for, by its path in the site.
fn kind(path: &Path) -> &'static str {
    let end = path.extension().and_then(|end| end.to_str()).unwrap_or_default();
    let first = path.iter().next().and_then(|part| part.to_str()).unwrap_or_default();
    match (first, end) {
        (_, "br" | "gz") => "copies",
        ("bundle.json" | "archive", _) => "content",
        ("assets", _) => "reader",
        ("files", _) => "files",
        ("feeds", _) | (_, "ics") => "feeds",
        (_, "html") => "pages",
        _ => "other",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn purposes() {
        for (path, expected) in [
            ("bundle.json", "content"),
            ("archive/0a/1.bin", "content"),
            ("bundle.json.gz", "copies"),
            ("assets/app-1.wasm", "reader"),
            ("assets/app-1.wasm.br", "copies"),
            ("i/a/index.html", "pages"),
            ("feeds/a/news.en.json", "feeds"),
            ("deadlines.en.ics", "feeds"),
            ("sitemap.xml", "other"),
            ("files/a/report.html", "files"),
            ("_headers", "other"),
        ] {
            assert_eq!(kind(Path::new(path)), expected, "{path}");
        }
    }
}
