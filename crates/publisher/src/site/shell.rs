//! The file around a page: the reader's own `index.html`, with the page's markup in place of the skeleton. Knows that file by its marks.

use anyhow::{Context, Result};
use std::fs;
use std::path::Path;

/// The reader's page, cut at the places that differ from page to page.
pub(super) struct Shell {
    /// From after `<html …>` to the title.
    head: String,
    /// From after the title to the text for browsers without script.
    links: String,
    /// From there to the place of the page.
    before: String,
    /// What follows the page.
    after: String,
}

/// What goes into a shell.
pub(super) struct Inside<'a> {
    /// Attributes of `<html>`, with a space before each.
    pub(super) attributes: String,
    /// The title, unescaped.
    pub(super) title: &'a str,
    /// More of the head.
    pub(super) head: String,
    /// Said to browsers that run no script.
    pub(super) no_script: &'a str,
    /// The page.
    pub(super) markup: String,
    /// Where the site's files are, relative to the page.
    pub(super) root: &'a str,
}

const HTML: &str = "<html lang=\"en\" data-dossier=\"loading\">";
const TITLE: &str = "<title>Dossier</title>";
const NO_SCRIPT: (&str, &str) = ("<noscript>", "</noscript>");
const PLACE: (&str, &str) = ("<div id=\"dossier\">", "</div>\n</body>");

/// The reader's own page, saying which files the program will ask for first; nothing if it is another page.
pub(super) fn with_first_files(page: &str, files: &str) -> Option<String> {
    let (before, after) = page.split_once(HTML)?;
    Some([before, HTML.trim_end_matches('>'), " data-first=\"", &escaped(files), "\">", after].concat())
}

impl Shell {
    /// Reads the reader's page from a site.
    pub(super) fn read(folder: &Path) -> Result<Self> {
        let path = folder.join("index.html");
        let text = fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
        Self::cut(&text).with_context(|| format!("{} is not the page of the reader that this command knows", path.display()))
    }

    fn cut(text: &str) -> Option<Self> {
        let (_, rest) = text.split_once(HTML)?;
        let (head, rest) = rest.split_once(TITLE)?;
        let (links, rest) = rest.split_once(NO_SCRIPT.0)?;
        let (_, rest) = rest.split_once(NO_SCRIPT.1)?;
        let (before, rest) = rest.split_once(PLACE.0)?;
        let (_, after) = rest.split_once(PLACE.1)?;
        Some(Self { head: head.to_owned(), links: links.to_owned(), before: before.to_owned(), after: after.to_owned() })
    }

    /// The file of a page that no program takes over.
    pub(super) fn still(&self, inside: &Inside<'_>) -> String {
        let Inside { attributes, title, head, markup, root, .. } = inside;
        let (links, own) = (below(&without_program(&self.links), root), below(&self.head, root));
        let links = links.trim_start_matches('\n');
        [
            "<!DOCTYPE html>\n<html",
            attributes,
            ">",
            &own,
            "<title>",
            &escaped(title),
            "</title>",
            head,
            "\n",
            links,
            "\n<div id=\"dossier\">",
            markup,
            "</div>\n</body>",
            &self.after,
        ]
        .concat()
    }

    /// The file.
    pub(super) fn around(&self, inside: &Inside<'_>) -> String {
        let Inside { attributes, title, head, no_script, markup, root } = inside;
        let (links, own) = (below(&self.links, root), below(&self.head, root));
        let (title, no_script) = (escaped(title), escaped(no_script));
        let [begin, end] = [NO_SCRIPT.0, NO_SCRIPT.1];
        let [place, rest] = [PLACE.0, PLACE.1];
        [
            "<!DOCTYPE html>\n<html",
            attributes,
            " data-dossier=\"loading\">",
            &own,
            "<title>",
            &title,
            "</title>",
            head,
            &links,
            begin,
            "<p>",
            &no_script,
            "</p>",
            end,
            &self.before,
            place,
            markup,
            rest,
            &self.after,
        ]
        .concat()
    }
}

/// The head of the reader's page without what starts a program or fetches for one, one element a line.
fn without_program(links: &str) -> String {
    // The reader's elements stand one after another, some on one line.
    let lines = links.replace("></script>", ">").replace("><", ">\n<");
    let is_for_program = |line: &&str| ["<script", "rel=\"preload\"", "rel=\"modulepreload\""].iter().any(|mark| line.contains(mark));
    lines.lines().filter(|line| !is_for_program(line)).collect::<Vec<_>>().join("\n")
}

/// Addresses in the reader's page, relative to the site's root, made relative to a page below it.
fn below(text: &str, root: &str) -> String {
    let names = ["href=\"", "src=\"", "data-app=\"", "data-wasm=\"", "data-other-app=\"", "data-other-wasm=\""];
    let mut out = String::with_capacity(text.len() + 16 * root.len());
    let mut rest = text;
    while let Some((place, name)) = names.iter().filter_map(|name| Some((rest.find(&format!(" {name}"))?, name))).min() {
        let (before, after) = rest.split_at(place + 1 + name.len());
        out.push_str(before);
        let address = after.split('"').next().unwrap_or_default();
        if !address.starts_with(['/', '#']) && !address.contains(':') {
            out.push_str(root);
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

/// Text as it stands in markup, and within double quotes.
pub(super) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_readers_own_page_is_known() {
        let own = include_str!("../../../../index.html");
        let shell = Shell::cut(own).unwrap();
        let inside = Inside {
            attributes: " lang=\"nb\"".to_owned(),
            title: "A & B",
            head: "<meta name=\"x\">".to_owned(),
            no_script: "<none>",
            markup: "<p>page</p>".to_owned(),
            root: "../",
        };
        let page = shell.around(&inside);
        assert!(page.starts_with("<!DOCTYPE html>\n<html lang=\"nb\" data-dossier=\"loading\">\n<head>\n<meta charset=\"utf-8\">"));
        assert!(page.contains("<title>A &amp; B</title><meta name=\"x\">"));
        assert!(page.contains("<noscript><p>&lt;none&gt;</p></noscript>"));
        assert!(page.contains("<div id=\"dossier\"><p>page</p></div>\n</body>"));
        assert!(page.contains("href=\"../icon.png\"") && !page.contains("skeleton"));
    }

    #[test]
    fn pages_that_nothing_takes_over_fetch_no_program() {
        let links = "\n<link rel=\"icon\" href=\"i\">\n<link rel=\"preload\" as=\"fetch\" href=\"b\">\n<script src=\"s\"></script>\n\
             <link rel=\"modulepreload\" href=\"m\"><link rel=\"stylesheet\" href=\"c\"></head>";
        assert_eq!(without_program(links), "\n<link rel=\"icon\" href=\"i\">\n<link rel=\"stylesheet\" href=\"c\">\n</head>");
    }

    fn check(text: &str, expected: &str) {
        assert_eq!(below(text, "../../"), expected);
    }

    #[test]
    fn addresses_are_relative_to_the_page() {
        check("<link href=\"a.css\"><a href=\"#x\">", "<link href=\"../../a.css\"><a href=\"#x\">");
        check("<script src=\"b.js\" data-app=\"c.js\">", "<script src=\"../../b.js\" data-app=\"../../c.js\">");
        check("<a href=\"https://x.test/\" data-href=\"y\">", "<a href=\"https://x.test/\" data-href=\"y\">");
    }
}
