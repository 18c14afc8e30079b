//! The table of contents of an archive: what it means, and that a damaged one is never half believed.

use dossier_bundle::{Archive, Bundle, Code, Folder, Problem, Severity, parse, wire};

const ROOT: &str = "00112233445566778899aabbccddeeff";

fn with(fields: &str) -> (Bundle, Vec<Problem>) {
    parse(format!("{{\"format\": \"dossier-bundle/1\", \"site\": {{\"title\": \"S\"}}, {fields}}}").as_bytes())
}

/// The archive of these parts, which must be without a fault.
fn read(parts: &str) -> Archive {
    let (bundle, problems) = with(&format!("\"archive\": {{\"format\": \"dossier-archive/1\", \"parts\": {parts}, \"later\": [1]}}"));
    assert_eq!(problems, [], "{parts}");
    bundle.archive.unwrap()
}

/// Demands one fatal problem, at this place, and that nothing is shown.
fn check(archive: &str, code: Code, pointer: &str) {
    let (bundle, problems) = with(&format!("\"items\": [{{\"id\": \"a\", \"title\": \"A\"}}], \"archive\": {archive}"));
    let found: Vec<_> = problems.iter().map(|problem| (problem.code, problem.severity, problem.pointer.as_str())).collect();
    assert_eq!(found, [(code, Severity::Fatal, pointer)], "{}", &archive[..archive.len().min(300)]);
    assert_eq!(bundle, Bundle::default());
}

fn check_parts(parts: &str, pointer: &str) {
    check(&format!("{{\"format\": \"dossier-archive/1\", \"parts\": {parts}}}"), Code::BadArchive, &format!("/archive/parts{pointer}"));
}

fn check_shelves(shelves: &str, pointer: &str) {
    check_parts(&format!("[{{\"items\": 1, \"shelves\": {shelves}}}]"), &format!("/0/shelves{pointer}"));
}

/// A list of so many full folders, and one with `last` files.
fn folders(full: usize, last: u32) -> String {
    format!("[{}[\"{ROOT}\", {last}]]", format!("[\"{ROOT}\", 4096],").repeat(full))
}

#[test]
fn parts_shelves_and_folders() {
    let cards = folders(1, 7);
    let archive = read(&format!(
        "[{{\"items\": 70_000, \"shelves\": {{\"cards\": {cards}, \"bodies\": [], \"ids\": null}}, \"x\": 1}}, {{\"items\": 3, \"shelves\": {{}}}}]"
    ).replace('_', ""));
    assert_eq!((archive.items(), archive.parts.len()), (70_003, 2));
    let shelf = archive.parts[0].shelf("cards").unwrap();
    assert_eq!((shelf.files(), shelf.folders.len()), (4_103, 2));
    assert_eq!(shelf.folders[1], Folder { root: *b"\x00\x11\x22\x33\x44\x55\x66\x77\x88\x99\xAA\xBB\xCC\xDD\xEE\xFF", files: 7 });
    assert_eq!((shelf.folders[1].name().as_str(), archive.parts[0].shelf("rows")), (ROOT, None));
    assert_eq!(archive.parts[0].shelves.iter().map(|shelf| shelf.name.as_str()).collect::<Vec<_>>(), ["cards", "bodies"]);
    assert_eq!(archive.parts[0].shelf("bodies").unwrap().files(), 0);
}

#[test]
fn what_is_just_not_too_much_is_kept() {
    let part = |items: u64, shelves: &str| format!("{{\"items\": {items}, \"shelves\": {{{shelves}}}}}");
    let shelves: Vec<_> = (0..64).map(|number| format!("\"{number}\": []")).collect();
    assert_eq!(read(&format!("[{}]", vec![part(1 << 25, &shelves.join(",")); 64].join(","))).items(), 1 << 31);
    assert_eq!(read(&format!("[{}]", part(1, &format!("\"cards\": {}", folders(4095, 4096))))).parts[0].shelves[0].files(), 1 << 24);
    assert_eq!(read("[]").items(), 0);
}

#[test]
fn it_is_written_without_items_and_reads_again() {
    let (bundle, _) = with(&format!(
        "\"archive\": {{\"format\": \"dossier-archive/1\", \"parts\": [{{\"items\": 9, \"shelves\": {{\"z\": {}, \"a\": []}}}}]}}",
        folders(0, 1)
    ));
    let text = wire::write(&bundle);
    assert!(text.contains(&format!("\"shelves\":{{\"z\":[[\"{ROOT}\",1]],\"a\":[]}}")) && !text.contains("\"items\": ["), "{text}");
    assert_eq!(parse(text.as_bytes()), (bundle, vec![]));
}

#[test]
fn items_beside_it_are_ignored() {
    let archive = "\"archive\": {\"format\": \"dossier-archive/1\", \"parts\": []}";
    let (bundle, problems) = with(&format!("\"items\": [{{\"id\": \"a\", \"title\": \"A\"}}], {archive}"));
    let found: Vec<_> = problems.iter().map(|problem| (problem.code, problem.severity, problem.pointer.as_str())).collect();
    assert_eq!(found, [(Code::ItemsBesideArchive, Severity::Warning, "/items")]);
    assert!(bundle.items.is_empty() && bundle.archive.is_some());
    for nothing in ["[]", "null"] {
        assert_eq!(with(&format!("\"items\": {nothing}, {archive}")).1, [], "{nothing}");
    }
    let (bundle, problems) = with("\"archive\": null, \"items\": []");
    assert_eq!((bundle.archive, problems), (None, vec![]));
}

#[test]
fn other_formats_are_named() {
    for (format, code) in [
        ("\"dossier-archive/2\"", Code::FormatTooNew),
        ("\"dossier-archive/10.3\"", Code::FormatTooNew),
        ("\"dossier-archive/\"", Code::WrongFormat),
        ("\"dossier-bundle/1\"", Code::WrongFormat),
        ("\"dossier-bundle/2\"", Code::WrongFormat),
        ("[\"dossier-archive/1\"]", Code::WrongFormat),
    ] {
        check(&format!("{{\"parts\": 7, \"format\": {format}}}"), code, "/archive/format");
    }
    check("{\"parts\": []}", Code::WrongFormat, "/archive");
}

#[test]
fn damage_is_fatal() {
    for archive in ["7", "[]", "\"\"", "true"] {
        check(archive, Code::BadArchive, "/archive");
    }
    check("{\"format\": \"dossier-archive/1\"}", Code::BadArchive, "/archive");
    check("{\"format\": \"dossier-archive/1\", \"parts\": [], \"x\": 1e999}", Code::BadArchive, "/archive");
    check("{\"format\": \"dossier-archive/1\", \"parts\": [], \"x\": \"\\ud800\"}", Code::BadArchive, "/archive");
    check(&format!("{{\"x\": {}{}}}", "[".repeat(100_000), "]".repeat(100_000)), Code::BadArchive, "/archive");
    check_parts("{}", "");
    check_parts("[3]", "/0");
    check_parts("[{\"shelves\": {}}]", "/0");
    check_parts("[{\"items\": 1}]", "/0");
    for items in ["-1", "1.5", "\"1\"", "2147483649", "18446744073709551616"] {
        check_parts(&format!("[{{\"items\": {items}, \"shelves\": {{}}}}]"), "/0/items");
    }
    check_parts(&format!("[{}]", vec!["{\"items\": 0, \"shelves\": {}}"; 65].join(",")), "");
    check_parts(&format!("[{}]", ["{\"items\": 1431655766, \"shelves\": {}}"; 3].join(",")), "");
}

#[test]
fn damaged_shelves_are_fatal() {
    check_shelves("[]", "");
    check_shelves("{\"cards\": 3}", "/cards");
    check_shelves("{\"cards\": [], \"cards\": []}", "/cards");
    let many: Vec<_> = (0..65).map(|number| format!("\"{number}\": []")).collect();
    check_shelves(&format!("{{{}}}", many.join(",")), "");
    for folder in ["3", "[]", "{}", &format!("[\"{ROOT}\"]"), &format!("[\"{ROOT}\", 1, 1]"), &format!("\"{ROOT}\"")] {
        check_shelves(&format!("{{\"cards\": [{folder}]}}"), "/cards/0");
    }
    for name in ["\"\"", "7", "\"../../../../../../../../../secret\"", &format!("\"{ROOT}0\""), &format!("\"{}\"", ROOT.to_uppercase())] {
        check_shelves(&format!("{{\"cards\": [[{name}, 1]]}}"), "/cards/0/0");
    }
    for files in ["0", "4097", "-1", "1.5", "\"1\"", "null", "4294967297"] {
        check_shelves(&format!("{{\"cards\": [[\"{ROOT}\", {files}]]}}"), "/cards/0/1");
    }
    check_shelves(&format!("{{\"cards\": [[\"{ROOT}\", 4095], [\"{ROOT}\", 1]]}}"), "/cards/1");
    check_shelves(&format!("{{\"cards\": {}}}", folders(4096, 1)), "/cards");
}
