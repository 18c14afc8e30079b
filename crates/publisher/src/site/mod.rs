//! What a site has beside its content: pages that need no script, made by the same renderer as the running reader.
//!
//! 1. `content` asks the site's own files, as a browser will, whole bundle or archive;
//! 2. `plan` says which pages there are;
//! 3. `room` makes each page's markup, `head` what machines read of it, `shell` the file around both;
//! 4. `pages` writes them, on all cores, and `embed` what other people's pages show of them.
//!
//! Works on a folder that holds the reader and the content. The same folder gives the same pages, whatever the day and the threads.

mod content;
mod embed;
mod head;
mod pages;
mod plan;
mod room;
mod shell;
mod words;

pub use pages::{Page, Written};

use anyhow::{Context, Result, bail};
use content::Contents;
use std::path::Path;
use url::Url;

/// What to write.
#[derive(Clone, Debug)]
pub struct Options {
    /// Where the site will be, ending with `/`: what names a page from outside needs it.
    pub address: Option<String>,
    /// How many pages of each list are written; the reader shows the rest.
    pub lists: u32,
    /// For at most so many item pages, in all languages together, each is written; for more, none.
    pub items: u32,
    /// How many threads work.
    pub threads: usize,
}

/// The address of a site as it was given, with the `/` at its end.
pub fn address(given: &str) -> Result<String> {
    let what = || format!("\"{given}\" is not the address of a site, such as \"https://example.org/room/\"");
    let mut url = Url::parse(given).with_context(what)?;
    if !matches!(url.scheme(), "https" | "http")
        || url.host_str().is_none_or(str::is_empty)
        || url.query().is_some()
        || url.fragment().is_some()
    {
        bail!("{}", what());
    }
    if !url.path().ends_with('/') {
        let path = format!("{}/", url.path());
        url.set_path(&path);
    }
    Ok(url.to_string())
}

/// Writes the pages of the site in `folder`; `done` is told how many of how many there are.
pub fn write(folder: &Path, options: &Options, done: &(dyn Fn(u64, u64) + Sync)) -> Result<Written> {
    let contents = Contents::read(folder)?;
    pages::write(&contents, options, done)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(given: &str, expected: Option<&str>) {
        assert_eq!(address(given).ok().as_deref(), expected, "{given}");
    }

    #[test]
    fn addresses_of_sites() {
        check("https://example.org", Some("https://example.org/"));
        check("https://example.org/a/room", Some("https://example.org/a/room/"));
        check("http://localhost:8000/", Some("http://localhost:8000/"));
        check("example.org", None);
        check("ftp://example.org/", None);
        check("https://example.org/?a", None);
    }
}
