//! What hosts read: headers and redirects for those that take them from files, and a word to those that would leave files out.
//!
//! What is sent with every answer is what the preview sends. Hosts that know these files ask again for what is not said to stay, so nothing is said
//! of that: two values for one header would be joined. Everything that a name does not pin to its bytes is to be asked for again each time.

use super::Options;
use super::feeds::{Feed, Form};
use super::press::Press;
use crate::serve::headers::{ALWAYS, APART, CONTENT, CONTENT_SECURITY_POLICY, active_end};
use anyhow::{Context, Result};
use dossier_bundle::{Kind, TopicIx};
use std::collections::BTreeSet;
use std::fs::{self, OpenOptions};
use std::io::{ErrorKind, Write};
use std::path::Path;
use url::Url;

/// The file of redirects, to which `redirects` adds those from older addresses.
pub(super) const REDIRECTS: &str = "_redirects";
const HEADERS: &str = "_headers";

/// Files that are named by what is in them.
const NAMED: [&str; 3] = ["assets/*", "archive/*", "embed/dossier-*.js"];

/// Names under which feed readers look for a feed, and its form.
const USUAL: [(&str, Form); 4] = [("feed.xml", Form::Atom), ("atom.xml", Form::Atom), ("rss.xml", Form::Atom), ("feed.json", Form::Json)];

/// Most ends of files that have a rule each. Cloudflare reads a hundred rules.
const MOST_ENDS: usize = 90;

/// Where a site will be: the path of its root, and the origin, if it is known.
struct Place {
    root: String,
    origin: String,
}

/// Writes them, but for what depends on files that are not there yet.
pub(super) fn write(press: &Press<'_>) -> Result<()> {
    let place = Place::of(press.options);
    press.write(HEADERS, place.headers().as_bytes())?;
    press.write(REDIRECTS, redirects(press, &place.root).as_bytes())?;
    // Without it, GitHub Pages leaves out files whose names begin with an underscore.
    press.write(".nojekyll", b"")
}

/// Adds what keeps files apart that came along with the content and could act in the site's name: a rule for each end of their names, in the
/// letters in which it is spelt there, since hosts tell paths apart by case, and types not.
pub(super) fn keep_apart(folder: &Path, options: &Options) -> Result<()> {
    let mut ends = BTreeSet::new();
    active_ends(&folder.join(CONTENT), &mut ends)?;
    let rules = Place::of(options).apart(&ends);
    let path = folder.join(HEADERS);
    let append = || OpenOptions::new().append(true).open(&path)?.write_all(rules.as_bytes());
    append().with_context(|| format!("cannot write {}", path.display()))
}

fn active_ends(folder: &Path, ends: &mut BTreeSet<String>) -> Result<()> {
    let what = || format!("cannot read {}", folder.display());
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
        entries => entries.with_context(what)?,
    };
    for entry in entries {
        let entry = entry.with_context(what)?;
        if entry.file_type().with_context(what)?.is_dir() {
            active_ends(&entry.path(), ends)?;
        } else if let Some(end) = entry.file_name().to_str().and_then(active_end) {
            ends.insert(end.to_owned());
        }
    }
    Ok(())
}

impl Place {
    fn of(options: &Options) -> Self {
        let address = options.address.as_deref().and_then(|address| Url::parse(address).ok());
        let origin = address.as_ref().map(|address| address.origin().ascii_serialization()).unwrap_or_default();
        Self { root: address.as_ref().map_or("/", Url::path).to_owned(), origin }
    }

    /// With the site's origin, if it is known, beside `'self'`: in a frame that is kept apart from everything WebKit takes `'self'` for nothing at all.
    fn named(&self, value: &str) -> String {
        let parts = ["script-src 'self'", "style-src 'self'", "connect-src 'self'"];
        let origin = &self.origin;
        let add = |value: String, part: &str| if origin.is_empty() { value } else { value.replace(part, &format!("{part} {origin}")) };
        parts.into_iter().fold(value.to_owned(), add)
    }

    fn headers(&self) -> String {
        let root = &self.root;
        let always: Vec<String> = ALWAYS.iter().map(|(name, value)| format!("  {name}: {}\n", self.named(value))).collect();
        let pinned = NAMED.map(|folder| format!("{root}{folder}\n  Cache-Control: public, max-age=31536000, immutable\n"));
        [&[root, "*\n"].concat(), &always.concat(), &pinned.concat()].map(String::as_str).concat()
    }

    /// Some hosts join the policies of two rules, and some take the later one, so this one says all.
    fn apart(&self, ends: &BTreeSet<String>) -> String {
        let policy = format!("  content-security-policy: {}; {APART}\n", self.named(CONTENT_SECURITY_POLICY));
        let rule = |end: &str| format!("{}{CONTENT}*{end}\n{policy}", self.root);
        if ends.len() > MOST_ENDS { rule("") } else { ends.iter().map(|end| rule(&format!(".{end}"))).collect() }
    }
}

/// To the feed of the first topic's news, from names that people try.
fn redirects(press: &Press<'_>, root: &str) -> String {
    let bundle = press.bundle();
    if press.options.address.is_none() || bundle.topics.is_empty() {
        return String::new();
    }
    let language = dossier_view::text::page_language(None, &bundle.site);
    let feed = Feed { topic: TopicIx(0), kind: Kind::News, language };
    let line = |(name, form)| feed.address(bundle, form).map(|address| format!("{root}{name} {root}{address} 302\n"));
    USUAL.into_iter().filter_map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::serve::headers::ACTIVE;

    #[test]
    fn the_policy_is_the_one_that_is_tested() {
        let tested = include_str!("../../../../tests/e2e/harness/host.rs").replace("\\\n", " ");
        let words: String = tested.split_whitespace().collect::<Vec<_>>().join(" ");
        for (name, value) in ALWAYS.iter().filter(|(name, _)| *name != "access-control-allow-origin") {
            assert!(words.contains(value), "{name}: {value}");
        }
    }

    fn place(root: &str, origin: &str) -> Place {
        Place { root: root.to_owned(), origin: origin.to_owned() }
    }

    #[test]
    fn no_header_is_given_twice_for_a_file() {
        let text = place("/room/", "").headers();
        assert!(text.starts_with("/room/*\n  content-security-policy: default-src 'none'; script-src 'self' 'wasm-unsafe-eval';"));
        assert!(text.contains("\n/room/assets/*\n  Cache-Control: public, max-age=31536000, immutable\n"));
        assert_eq!(text.matches("Cache-Control").count(), NAMED.len());
    }

    /// Rules for a site that has these files, among others.
    fn check(files: &[&str], expected: &[&str]) {
        let folder = tempfile::tempdir().unwrap();
        for file in files {
            let path = folder.path().join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "").unwrap();
        }
        let mut ends = BTreeSet::new();
        active_ends(&folder.path().join(CONTENT), &mut ends).unwrap();
        let text = place("/room/", "https://example.org").apart(&ends);
        let (paths, policies): (Vec<_>, Vec<_>) = text.lines().partition(|line| line.starts_with('/'));
        assert_eq!(paths, expected, "{files:?}");
        assert_eq!(policies.len(), paths.len());
        for policy in policies {
            assert!(
                policy.starts_with("  content-security-policy: default-src 'none'; script-src 'self' https://example.org "),
                "{policy}"
            );
            assert!(policy.ends_with("; sandbox"), "{policy}");
            assert!(policy.len() < 2_000, "Cloudflare reads no longer lines");
        }
    }

    #[test]
    fn files_that_came_along_cannot_act_for_the_site() {
        check(&[], &[]);
        check(&["icon.svg", "files/a.pdf", "files/a/b.png", "files/a/svg", "files/xml/c"], &[]);
        check(
            &["files/a.svg", "files/b/c.svg", "files/b/D.Svg", "files/b/c/e.XHTML", "files/f.atom"],
            &["/room/files/*.Svg", "/room/files/*.XHTML", "/room/files/*.atom", "/room/files/*.svg"],
        );
    }

    #[test]
    fn too_many_spellings_have_one_rule() {
        let ends: BTreeSet<String> = (0..=MOST_ENDS).map(|number| format!("svg{number}")).collect();
        assert!(place("/", "").apart(&ends).starts_with("/files/*\n"));
        assert_eq!(place("/", "").apart(&ends).lines().count(), 2);
    }

    #[test]
    fn snippets_for_other_hosts_say_the_same() {
        let page = include_str!("../../../../docs/deploy.md");
        let apart = format!("^/{CONTENT}.*\\.({})", ACTIVE.join("|"));
        assert_eq!(page.matches(&apart).count(), 3, "{apart}");
        assert!(page.contains(&format!("Content-Security-Policy: {CONTENT_SECURITY_POLICY}\n")));
        for (name, value) in &ALWAYS[1..] {
            let lines = page.lines().map(str::to_ascii_lowercase);
            let found = lines.filter(|line| [" ", ": "].iter().any(|sign| line.contains(&format!("{name}{sign}{value}"))));
            assert_eq!(found.count(), 4, "{name}: {value}");
        }
    }

    #[test]
    fn a_site_that_knows_its_address_names_itself() {
        let text = place("/", "https://example.org").headers();
        for part in [
            "script-src 'self' https://example.org 'wasm-unsafe-eval';",
            "style-src 'self' https://example.org;",
            "connect-src 'self' https://example.org;",
            "img-src 'self' https:;",
        ] {
            assert!(text.contains(part), "{part} is not in {text}");
        }
    }
}
