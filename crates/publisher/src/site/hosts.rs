//! What hosts read: headers and redirects for those that take them from files, and a word to those that would leave files out.
//!
//! What is sent with every answer is what the preview sends. Hosts that know these files ask again for what is not said to stay, so nothing is said
//! of that: two values for one header would be joined. Everything that a name does not pin to its bytes is to be asked for again each time.

use super::feeds::{Feed, Form};
use super::press::Press;
use crate::serve::headers::{ACTIVE, ALWAYS, APART, CONTENT, CONTENT_SECURITY_POLICY};
use anyhow::Result;
use dossier_bundle::{Kind, TopicIx};
use url::Url;

/// The file of redirects, to which `redirects` adds those from older addresses.
pub(super) const REDIRECTS: &str = "_redirects";

/// Files that are named by what is in them.
const NAMED: [&str; 3] = ["assets/*", "archive/*", "embed/dossier-*.js"];

/// Names under which feed readers look for a feed, and its form.
const USUAL: [(&str, Form); 4] = [("feed.xml", Form::Atom), ("atom.xml", Form::Atom), ("rss.xml", Form::Atom), ("feed.json", Form::Json)];

/// Writes them.
pub(super) fn write(press: &Press<'_>) -> Result<()> {
    let root = press.options.address.as_deref().and_then(|address| Url::parse(address).ok());
    let origin = root.as_ref().map(|root| root.origin().ascii_serialization()).unwrap_or_default();
    let root = root.as_ref().map_or("/", Url::path);
    press.write("_headers", headers(root, &origin).as_bytes())?;
    press.write(REDIRECTS, redirects(press, root).as_bytes())?;
    // Without it, GitHub Pages leaves out files whose names begin with an underscore.
    press.write(".nojekyll", b"")
}

/// With the site's origin, if it is known, beside `'self'`: in a frame that is kept apart from everything WebKit takes `'self'` for nothing at all.
fn headers(root: &str, origin: &str) -> String {
    let named = |value: &str| {
        let parts = ["script-src 'self'", "style-src 'self'", "connect-src 'self'"];
        let add = |value: String, part: &str| if origin.is_empty() { value } else { value.replace(part, &format!("{part} {origin}")) };
        parts.into_iter().fold(value.to_owned(), add)
    };
    let always: Vec<String> = ALWAYS.iter().map(|(name, value)| format!("  {name}: {}\n", named(value))).collect();
    let pinned = NAMED.map(|folder| format!("{root}{folder}\n  Cache-Control: public, max-age=31536000, immutable\n"));
    // Some hosts join the policies of two rules, and some take the later one, so this one says all. Paths are told apart by case, types are not.
    let policy = format!("  content-security-policy: {}; {APART}\n", named(CONTENT_SECURITY_POLICY));
    let ends = ACTIVE.into_iter().flat_map(|end| [end.to_owned(), end.to_ascii_uppercase()]);
    let apart: Vec<String> = ends.map(|end| format!("{root}{CONTENT}*.{end}\n{policy}")).collect();
    [[root, "*\n"].concat(), always.concat(), pinned.concat(), apart.concat()].concat()
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

    #[test]
    fn the_policy_is_the_one_that_is_tested() {
        let tested = include_str!("../../../../tests/e2e/harness/host.rs").replace("\\\n", " ");
        let words: String = tested.split_whitespace().collect::<Vec<_>>().join(" ");
        for (name, value) in ALWAYS.iter().filter(|(name, _)| *name != "access-control-allow-origin") {
            assert!(words.contains(value), "{name}: {value}");
        }
    }

    #[test]
    fn no_header_is_given_twice_for_a_file() {
        let text = headers("/room/", "");
        assert!(text.starts_with("/room/*\n  content-security-policy: default-src 'none'; script-src 'self' 'wasm-unsafe-eval';"));
        assert!(text.contains("\n/room/assets/*\n  Cache-Control: public, max-age=31536000, immutable\n"));
        assert_eq!(text.matches("Cache-Control").count(), NAMED.len());
        assert!(!text.contains("pdf"));
        assert!(text.lines().all(|line| line.len() < 2_000), "Cloudflare reads no longer lines");
    }

    #[test]
    fn files_that_came_along_cannot_act_for_the_site() {
        let text = headers("/room/", "https://example.org");
        for end in ["svg", "SVG", "html", "xhtml", "xml"] {
            let (_, rest) = text.split_once(&format!("\n/room/files/*.{end}\n")).unwrap();
            let policy = rest.lines().next().unwrap();
            assert!(
                policy.starts_with("  content-security-policy: default-src 'none'; script-src 'self' https://example.org "),
                "{policy}"
            );
            assert!(policy.ends_with("; sandbox"), "{policy}");
        }
        // Cloudflare reads so many rules.
        assert!(text.lines().filter(|line| line.starts_with('/')).count() < 100);
    }

    #[test]
    fn a_site_that_knows_its_address_names_itself() {
        let text = headers("/", "https://example.org");
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
