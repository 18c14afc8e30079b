//! Sources of hostile sizes take no longer than their length accounts for.

use super::*;

#[test]
fn hostile_sizes_are_quick() {
    let attributes: String = (0..200_000).fold(String::new(), |text, n| text + &format!("a{n} "));
    for source in [
        format!("<p {attributes}>deep"),
        "<p ".repeat(100_000),
        "<!--".repeat(100_000),
        "&".repeat(300_000),
        "<p a='".repeat(100_000),
        format!("<p a='{}>", "<x".repeat(300_000)),
        "<x".repeat(300_000),
    ] {
        let started = std::time::SystemTime::UNIX_EPOCH.elapsed().unwrap();
        to_blocks(&source, Format::Html, &context());
        let took = std::time::SystemTime::UNIX_EPOCH.elapsed().unwrap().saturating_sub(started);
        assert!(took.as_secs() < 20, "{took:?} for {:?}…", &source[..20]);
    }
}

#[test]
fn as_many_links_as_headings() {
    // Words, numbers, repeated words and ids that are not there: each way of finding a heading, ten thousand times.
    for link in ["heading-number-N", "part-N", "same-N", "gone-N"] {
        let source = (1..=10_000).fold(String::new(), |text, n| {
            let link = link.replace('N', &n.to_string());
            let heading = if link.starts_with("same") { "Same".to_owned() } else { format!("Heading number {n}") };
            text + &format!("## {heading}\n\n[x](#{link})\n\n")
        });
        let started = std::time::SystemTime::UNIX_EPOCH.elapsed().unwrap();
        let (blocks, _) = to_blocks(&source, Format::Markdown, &context());
        let took = std::time::SystemTime::UNIX_EPOCH.elapsed().unwrap().saturating_sub(started);
        assert!(took.as_secs() < 5, "{took:?} for {link}");
        let base = "https://example.org/";
        let last = match link {
            "gone-N" => addresses(&blocks).pop().filter(|address| address.starts_with(base)).map(|_| "#part-10000".to_owned()),
            // The first is none's second.
            "same-N" => addresses(&blocks).get(9_998).cloned(),
            _ => addresses(&blocks).pop(),
        };
        assert_eq!(last.as_deref(), Some("#part-10000"), "{link}");
    }
}
