//! `dossier check`: exit codes and reports.

use crate::support::run;
use serde_json::Value;

const GOOD: &str = r#"{"format": "dossier-bundle/1", "site": {"title": "Room"}, "topics": [{"id": "t", "title": "T"}],
"items": [{"id": "a", "title": "A", "kind": "news", "topics": ["t"]}]}"#;
const BAD: &str = r#"{"format": "dossier-bundle/1", "site": {"title": "Room"}, "topics": [{"id": "t", "title": "T"}],
"items": [{"id": "a", "title": "A", "kind": "news", "topics": ["t"], "date": "2024-13-01"},
{"id": "a", "title": "B", "kind": "news", "topics": ["t"]}]}"#;
const WARNED: &str = r#"{"format": "dossier-bundle/1", "site": {"title": "Room"}, "topics": [{"id": "t", "title": "T"}],
"items": [{"id": "a", "title": "A", "kind": "page", "topics": ["t"]}]}"#;

#[track_caller]
fn check(content: &[u8], arguments: &[&str], code: i32, said: &[&str]) {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("b.json"), content).unwrap();
    let arguments: Vec<&str> = ["check", "b.json"].into_iter().chain(arguments.iter().copied()).collect();
    let found = run(folder.path(), &arguments, b"");
    assert_eq!(found.code, code, "{}{}", found.data, found.talk);
    for words in said {
        assert!(found.data.contains(words), "{words:?} is not in\n{}", found.data);
    }
}

#[test]
fn exit_codes_tell_good_from_bad() {
    check(GOOD.as_bytes(), &[], 0, &["1 item shown, 0 left out, 0 warnings"]);
    check(
        BAD.as_bytes(),
        &[],
        2,
        &["error[bad-date]", "b.json:2:78", "\"2024-13-01\"", "^^^^^^^^^^^^", "error[duplicate-id]", "1 item shown, 1 left out, 2 errors"],
    );
    check(WARNED.as_bytes(), &[], 0, &["warning[unknown-kind]", "1 warning\n"]);
    check(WARNED.as_bytes(), &["--strict"], 2, &["1 warning\n"]);
    check(b"{\"format\": ", &[], 2, &["fatal[not-json]", "0 items shown"]);
    check(b"\xFF\xFE", &[], 2, &["fatal[not-utf8]"]);
    check(b"", &[], 2, &["fatal["]);
    check(
        format!("{}\n", GOOD.replace("Room", &"é\u{1b}[2J".repeat(200_000).replace('\u{1b}', "\\u001b"))).as_bytes(),
        &[],
        0,
        &["too-long"],
    );
}

#[test]
fn the_worst_problems_come_first_where_there_are_too_many() {
    let head = WARNED.split_once(r#"{"id": "a""#).unwrap().0;
    let one = |number: i32| format!(r#"{{"id": "a{number}", "title": "A", "kind": "page", "topics": ["t"]}}, "#);
    let warned = (0..250).map(one).collect::<Vec<_>>().concat();
    let bundle = format!(r#"{head}{warned}{{"id": "last"}}]}}"#);
    check(
        bundle.as_bytes(),
        &[],
        2,
        &["error[missing-field]", "… and 51 more problems, none of them worse", "250 items shown, 1 left out, 1 error, 250 warnings"],
    );
}

#[test]
fn files_beside_a_bundle_are_looked_for() {
    let bundle = GOOD.replace("\"kind\"", "\"files\": [{\"url\": \"b.json\"}, {\"url\": \"gone.pdf\"}], \"kind\"");
    check(bundle.as_bytes(), &["--strict"], 0, &["note[missing-file]: There is no file \"gone.pdf\"", "b.json:2:75", "0 warnings, 1 note"]);
}

#[test]
fn json_is_one_object_with_everything() {
    let folder = tempfile::tempdir().unwrap();
    let found = run(folder.path(), &["check", "-", "--json"], BAD.as_bytes());
    assert_eq!(found.code, 2);
    let report: Value = serde_json::from_str(&found.data).unwrap();
    assert_eq!(report["counts"]["shown"], 1);
    assert_eq!(report["counts"]["leftOut"], 1);
    let codes: Vec<_> = report["problems"].as_array().unwrap().iter().map(|problem| problem["code"].as_str().unwrap()).collect();
    assert_eq!(codes, ["bad-date", "duplicate-id"]);
    assert_eq!(report["problems"][0]["pointer"], "/items/0/date");
    assert_eq!((report["problems"][0]["line"].as_u64(), report["problems"][0]["column"].as_u64()), (Some(2), Some(78)));
}

#[test]
fn what_cannot_be_read_fails() {
    let folder = tempfile::tempdir().unwrap();
    for arguments in [["check", "missing.json"], ["check", "."]] {
        let found = run(folder.path(), &arguments, b"");
        assert_eq!((found.code, found.data.as_str()), (1, ""), "{}", found.talk);
        assert!(found.talk.starts_with("dossier: ") && found.talk.lines().count() == 1, "{}", found.talk);
    }
    std::fs::write(folder.path().join("b.json"), GOOD).unwrap();
    let found = run(folder.path(), &["check", "missing.json", "b.json"], b"");
    assert_eq!(found.code, 1);
    assert!(found.data.contains("1 item shown"), "the other file is checked all the same: {}", found.data);
}

#[test]
fn reports_obey_no_terminal_codes() {
    let folder = tempfile::tempdir().unwrap();
    let bundle = BAD.replace("2024-13-01", "\u{202E}\u{9b}31m2024");
    std::fs::write(folder.path().join("b.json"), bundle).unwrap();
    let found = run(folder.path(), &["check", "b.json"], b"");
    assert!(!found.data.contains(['\u{202E}', '\u{9b}', '\u{1b}']), "{:?}", found.data);
}
