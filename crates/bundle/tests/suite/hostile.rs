//! Bytes made to break readers.

use crate::corpora;
use dossier_bundle::{Bundle, Code, parse, wire};

/// Depth bombs at every place where something may nest.
#[test]
fn a_hundred_thousand_levels_are_a_problem() {
    const LEVELS: usize = 100_000;
    let nest = |open: &str, close: &str| format!("{}1{}", open.repeat(LEVELS), close.repeat(LEVELS));
    let bundle = |fields: &str| {
        format!(
            "{{\"format\": \"dossier-bundle/1\", \"site\": {{\"title\": \"S\"}}, \"items\": [{{\"id\": \"a\", \"title\": \"A\"}}], {fields}}}"
        )
    };
    for text in [
        "[".repeat(LEVELS),
        "{\"a\":".repeat(LEVELS),
        nest("[", "]"),
        bundle(&format!("\"x\": {}", nest("[", "]"))),
        bundle(&format!("\"topics\": [{}]", nest("{\"topics\":[", "]}"))),
        bundle(&format!("\"types\": {}", nest("[", "]"))),
        format!("{{\"format\": {}}}", nest("[", "]")),
        format!("{{\"format\": \"dossier-bundle/1\", \"site\": {}, \"items\": []}}", nest("{\"title\":", "}")),
        format!("{{\"format\": \"dossier-bundle/1\", \"site\": {{\"title\": \"S\"}}, \"items\": [{}]}}", nest("[", "]")),
        format!("{{\"format\": \"dossier-bundle/1\", \"site\": {{\"title\": \"S\"}}, \"items\": {}}}", nest("{\"a\":", "}")),
    ] {
        let (bundle, problems) = parse(text.as_bytes());
        let expected = problems.is_empty() && bundle.items.len() == 1;
        assert!(expected || !problems.is_empty(), "{}", &text[..60]);
    }
}

#[test]
fn deep_text_becomes_flat_text() {
    for (open, close) in [("{\"type\":\"quote\",\"content\":[", "]}"), ("{\"type\":\"strong\",\"content\":[", "]}")] {
        let inner = format!("{}\"the words\"{}", open.repeat(50), close.repeat(50));
        let body = if open.contains("quote") { inner } else { format!("{{\"type\":\"paragraph\",\"content\":{inner}}}") };
        let text = format!(
            "{{\"format\":\"dossier-bundle/1\",\"site\":{{\"title\":\"S\"}},\"items\":[{{\"id\":\"a\",\"title\":\"A\",\"body\":[{body}]}}]}}"
        );
        let (bundle, problems) = parse(text.as_bytes());
        assert_eq!(problems.iter().map(|problem| problem.code).collect::<Vec<_>>(), [Code::TooDeep]);
        assert!(format!("{:?}", bundle.items[0].body).contains("the words"));
        assert_eq!(parse(wire::write(&bundle).as_bytes()), (bundle, vec![]), "what was kept is not too deep");
    }
}

/// A bundle with `text` in every place that holds a text.
fn everywhere(text: &str) -> String {
    let text = serde_json::Value::from(text);
    serde_json::json!({
        "format": "dossier-bundle/1",
        "site": {"title": text, "description": text, "publisher": text, "languages": text, "home": text, "timezone": text, "session": text, "licence": {"title": text, "url": text}},
        "topics": [{"id": text, "title": text, "lead": text, "sections": [{"title": text, "body": text}], "links": [{"title": text, "url": text}]}],
        "items": [{
            "id": text, "title": text, "summary": text, "type": text, "publisher": text, "topics": text, "url": text, "date": text, "language": text, "status": text, "series": text,
            "files": [{"url": text, "title": text, "mediaType": text, "language": text}],
            "body": [text, {"type": text, "content": text}, {"type": "image", "url": text, "alt": text}, {"type": "code", "text": text},
                {"type": "paragraph", "content": [text, {"type": "link", "url": text, "content": text}, {"type": "noteRef", "label": text}]}, {"type": "footnote", "label": text, "content": text}],
        }],
    })
    .to_string()
}

/// Reads `text` in every place: no panic, no unsafe address, no turned or broken title, and what is left reads again.
fn check(text: &str) -> Bundle {
    let (bundle, _) = parse(everywhere(text).as_bytes());
    let shown = format!("{bundle:?}").to_lowercase();
    let written = wire::write(&bundle);
    for (at, _) in shown.match_indices("safeurl(\"") {
        let url: String = shown[at + 9..].chars().take_while(|c| *c != '"').filter(|c| !c.is_whitespace() && !c.is_control()).collect();
        for scheme in ["javascript:", "data:", "vbscript:", "file:", "blob:", "livescript:", "mocha:"] {
            assert!(!url.starts_with(scheme), "{url}");
        }
    }
    for item in &bundle.items {
        assert!(
            !item.title.chars().any(|c| c.is_control() || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')),
            "{:?}",
            item.title
        );
    }
    assert_eq!(parse(written.as_bytes()).0, bundle, "{text:?}");
    bundle
}

#[test]
fn a_few_payloads_everywhere() {
    for text in [
        "javascript:alert(1)",
        " \u{1}JaVa\tScript:alert(1)",
        "<img src=x onerror=alert(1)>",
        "data:text/html,<script>alert(1)</script>",
        "a\u{202E}b",
        "\u{2066}",
        "\0",
        "💥",
        "__proto__",
        "~/~0/~1",
        "\u{FEFF}",
        "e\u{301}",
        "\\",
        "//",
        "%00",
    ] {
        check(text);
    }
    let kept = check("<img src=x onerror=alert(1)>");
    assert_eq!(kept.items[0].title, "<img src=x onerror=alert(1)>", "markup is text");
}

#[test]
fn collected_payloads_everywhere() {
    let Some(dompurify) = corpora::read("hostile/dompurify-expect.json") else { return };
    let rows: serde_json::Value = serde_json::from_slice(&dompurify).unwrap();
    let mut payloads: Vec<String> = rows.as_array().unwrap().iter().map(|row| row["payload"].as_str().unwrap().to_owned()).collect();
    for (name, bytes) in corpora::unpack("hostile/blns.tar.zst") {
        if name.ends_with("blns.json") {
            payloads.extend(serde_json::from_slice::<Vec<String>>(&bytes).unwrap());
        }
    }
    for (_, bytes) in corpora::unpack("hostile/xss-payload-list.tar.zst") {
        payloads.extend(String::from_utf8_lossy(&bytes).lines().take(500).map(str::to_owned));
    }
    assert!(payloads.len() > 700, "only {} payloads", payloads.len());
    for payload in &payloads {
        check(payload);
    }
}

#[test]
fn the_json_layer_accepts_and_refuses_what_json_does() {
    let files = corpora::unpack("hostile/json-test-suite.tar.zst");
    let (mut accepted, mut refused) = (0, 0);
    for (name, bytes) in &files {
        let file = name.rsplit('/').next().unwrap_or_default();
        let (_, problems) = parse(bytes);
        let is_json = !problems.iter().any(|problem| matches!(problem.code, Code::NotJson | Code::NotUtf8));
        match file.get(..2) {
            Some("y_") => {
                accepted += 1;
                assert!(is_json, "{file} is JSON: {problems:?}");
            }
            Some("n_") => {
                refused += 1;
                assert!(!is_json, "{file} is not JSON: {problems:?}");
            }
            _ => {}
        }
    }
    assert!(files.is_empty() || (accepted > 90 && refused > 180), "{accepted} and {refused}");
}

/// Bundles whose reading would take minutes if the work grew with the square of their size.
#[test]
#[expect(clippy::disallowed_methods, reason = "runs natively, where there is a clock")]
fn large_lists_stay_cheap() {
    const MANY: usize = 20_000;
    let site = "\"format\":\"dossier-bundle/1\",\"site\":{\"title\":\"S\"}";
    let list = |entry: &dyn Fn(usize) -> String| (0..MANY).map(entry).collect::<Vec<_>>().join(",");
    let work = list(&|n| format!("{{\"id\":\"{n}\",\"title\":\"T\",\"language\":\"en-{n:08}\",\"translations\":{{\"en\":\"0\"}}}}"));
    let notes = list(&|n| {
        format!(
            "{{\"type\":\"footnote\",\"label\":\"{n}\"}},{{\"type\":\"paragraph\",\"content\":{{\"type\":\"noteRef\",\"label\":\"x{n}\"}}}}"
        )
    });
    let topics = list(&|n| format!("{{\"id\":\"{n}\",\"title\":\"T\"}}"));
    let filed = list(&|n| format!("\"{n}\""));
    let types = list(&|n| format!("{{\"id\":\"i{n}\",\"title\":\"T\",\"type\":\"speeck-{n}\"}}"));
    let begin = std::time::Instant::now();
    for (fields, code) in [
        (format!("\"items\":[{work}]"), Code::TooMany),
        (format!("\"items\":[{{\"id\":\"a\",\"title\":\"A\",\"body\":[{notes}]}}]"), Code::UnknownNote),
        (format!("\"topics\":[{topics}],\"items\":[{{\"id\":\"a\",\"title\":\"A\",\"topics\":[{filed}]}}]"), Code::TooMany),
        (format!("\"types\":[{topics}],\"items\":[{types}]"), Code::UnknownType),
    ] {
        let (bundle, problems) = parse(format!("{{{site},{fields}}}").as_bytes());
        assert!(!bundle.items.is_empty() && problems.iter().any(|problem| problem.code == code), "{code}");
    }
    assert!(begin.elapsed().as_secs() < 60, "took {:?}", begin.elapsed());
}
