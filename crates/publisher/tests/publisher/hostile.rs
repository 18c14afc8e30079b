//! Lists of attacks as bodies: nothing that runs survives, whichever way a body is read.

use crate::support::{corpus, files_of, unpacked};
use dossier_bundle::{Block, Inline, Language};
use dossier_publisher::body::{Context, Format, to_blocks};

/// Asserts that every address in the blocks is of a harmless scheme, and that no text of a script is among the words.
#[track_caller]
fn check(payload: &str) {
    let context = Context { base: None, language: Language::ENGLISH, title: "" };
    for format in [Format::Html, Format::Markdown, Format::Auto] {
        let (blocks, _) = to_blocks(payload, format, &context);
        check_blocks(&blocks, payload);
        // Whatever the payload is, what stands before it in a script stays out of sight.
        let (blocks, _) = to_blocks(&format!("<script>MARKED</script>{payload}"), Format::Html, &context);
        assert!(!format!("{blocks:?}").contains("MARKED"), "{payload}");
    }
}

fn check_blocks(blocks: &[Block], payload: &str) {
    for block in blocks {
        check_block(block, payload);
    }
}

fn check_block(block: &Block, payload: &str) {
    match block {
        Block::Heading { content, .. } | Block::Paragraph(content) => check_inlines(content, payload),
        Block::List { items, .. } => items.iter().for_each(|item| check_blocks(item, payload)),
        Block::Table { caption, rows } => {
            check_inlines(caption, payload);
            rows.iter().flatten().for_each(|cell| check_inlines(&cell.content, payload));
        }
        Block::Quote(blocks) | Block::Footnote { blocks, .. } => check_blocks(blocks, payload),
        Block::Code(_) => {}
        Block::Image { url, caption, .. } => {
            check_address(url.as_str(), payload);
            check_inlines(caption, payload);
        }
    }
}

fn check_inlines(inlines: &[Inline], payload: &str) {
    for inline in inlines {
        match inline {
            Inline::Emphasis(content) | Inline::Strong(content) | Inline::Span { content, .. } => check_inlines(content, payload),
            Inline::Link { url, content } => {
                check_address(url.as_str(), payload);
                check_inlines(content, payload);
            }
            Inline::Text(_) | Inline::Code(_) | Inline::NoteRef(_) | Inline::Break => {}
        }
    }
}

fn check_address(address: &str, payload: &str) {
    let scheme = address.split(':').next().unwrap_or_default().to_ascii_lowercase();
    assert!(["http", "https", "mailto", "tel"].contains(&scheme.as_str()), "{address:?} of {payload:?}");
}

#[test]
fn sanitizer_payloads() {
    let Some(path) = corpus("hostile/dompurify-expect.json") else { return };
    let cases: Vec<serde_json::Value> = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let payloads: Vec<&str> = cases.iter().filter_map(|case| case["payload"].as_str()).collect();
    assert!(payloads.len() > 200);
    payloads.into_iter().for_each(check);
}

/// The files of a packed folder as texts.
fn texts(name: &str) -> Vec<String> {
    let Some(folder) = unpacked(name) else { return Vec::new() };
    let texts: Vec<String> =
        files_of(folder.path(), "").into_iter().map(|path| String::from_utf8_lossy(&std::fs::read(path).unwrap()).into_owned()).collect();
    assert!(!texts.is_empty());
    texts
}

#[test]
fn lists_of_scripts_and_naughty_strings() {
    for text in [texts("hostile/xss-payload-list.tar.zst"), texts("hostile/blns.tar.zst")].concat() {
        // Line by line as they are meant, every seventh without optimisation, and all at once.
        let step = if cfg!(debug_assertions) { 7 } else { 1 };
        text.lines().step_by(step).for_each(check);
        let context = Context { base: None, language: Language::ENGLISH, title: "" };
        check_blocks(&to_blocks(&text, Format::Auto, &context).0, "(all)");
    }
}
