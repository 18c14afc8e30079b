//! What a built site has for other people's pages: lists, descriptions, the script told about the site, and the page that writes snippets.

use base64::Engine as _;
use serde_json::Value;
use sha2::{Digest, Sha256, Sha384};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

const SCRIPT: &str = "((first,items)=>{})(\"\",0);";

/// A reader with as much of its files as a build reads.
fn reader(folder: &Path) {
    fs::create_dir_all(folder.join("embed")).unwrap();
    fs::write(folder.join("index.html"), include_str!("../../../../index.html")).unwrap();
    fs::write(folder.join("embed/dossier.js"), SCRIPT).unwrap();
    fs::write(folder.join("embed/dossier.js.br"), "old").unwrap();
    fs::write(folder.join("embed/site.json"), r#"{"version":1,"app":"a.js","wasm":"a.wasm","otherApp":"b.js","otherWasm":"b.wasm"}"#)
        .unwrap();
}

const CONTENT: &str = r#"{"format":"dossier-bundle/1","site":{"title":{"en":"Room","nb":"Rom"},"languages":["en","nb"]},
"topics":[{"id":"first","title":"First"},{"id":"a b","title":"<script>alert(1)</script>"},{"id":"EMPTY","title":"Nothing"}],
"types":[{"id":"speech","title":"Speech"}],
"items":[{"id":"one","kind":"news","type":"speech","title":"\"One\" <img src=x onerror=alert(1)>","date":"2024-06-14","topics":["first","a b"],"summary":"S & T","language":"en"},
{"id":"two","kind":"document","title":"To","date":"2023","topics":["a b"],"language":"nb"}]}"#;

/// Builds the content, and gives the files of the folder `embed` by their path.
fn built(options: &[&str]) -> (tempfile::TempDir, BTreeMap<String, String>) {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    reader(&at("reader"));
    fs::write(at("content.json"), CONTENT).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_dossier"));
    command.arg("build").arg(at("content.json")).arg("--out").arg(at("site")).args(options).env("DOSSIER_READER_DIST", at("reader"));
    let output = command.output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let mut files = BTreeMap::new();
    collect(&at("site/embed"), "", &mut files);
    (folder, files)
}

fn collect(folder: &Path, name: &str, files: &mut BTreeMap<String, String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let name = format!("{name}{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            collect(&entry.path(), &format!("{name}/"), files);
        } else if !["br", "gz"].contains(&name.rsplit('.').next().unwrap_or_default()) {
            files.insert(name, fs::read_to_string(entry.path()).unwrap());
        }
    }
}

#[test]
fn every_list_has_all_its_names() {
    let (_folder, files) = built(&[]);
    for name in ["news.html", "documents.html", "topic.html"] {
        let same = |other: String| {
            let links = |text: &str| text.replace("../", "");
            assert_eq!(links(&files[&other]), links(&files[name]), "{other}");
        };
        same(format!("en/{name}"));
        same(format!("t/first/{name}"));
        same(format!("en/t/first/{name}"));
        assert!(files.contains_key(&format!("nb/t/a b/{name}")) || files.contains_key(&format!("nb/t/a~20b/{name}")), "{:?}", files.keys());
    }
    let list = &files["t/a~20b/news.html"];
    assert!(list.contains("&quot;One&quot; &lt;img src=x onerror=alert(1)&gt;") && list.contains("S &amp; T"), "{list}");
    assert!(
        list.contains("href=\"../../../i/one/") && list.contains("data-type=\"speech\"") && list.contains("data-total=\"1\""),
        "{list}"
    );
    assert!(!files.values().any(|text| text.contains("<script>alert")), "content became markup");
    assert!(files["t/EMPTY/news.html"].contains("data-total=\"0\""));
}

#[test]
fn the_script_knows_the_site() {
    let (folder, files) = built(&["--address", "https://example.org/room"]);
    let script = &files["dossier.js"];
    assert_eq!(script, "((first,items)=>{})(\"en\",1);\n");
    assert!(!folder.path().join("site/embed/dossier.js.br").exists(), "an old compressed copy stays");
    let start = Sha256::digest(script).iter().take(8).fold(0_u64, |all, byte| all << 8 | u64::from(*byte));
    let pinned = format!("dossier-{start:016x}.js");
    assert_eq!(&files[&pinned], script);
    let integrity = format!("sha384-{}", base64::engine::general_purpose::STANDARD.encode(Sha384::digest(script)));
    for page in ["configure/index.html", "configure/nb/index.html"] {
        assert!(files[page].contains(&integrity) && files[page].contains(&pinned), "{page}");
        assert!(!files[page].contains("style=") && !files[page].contains("<script>"), "{page} has something inline");
    }
    assert!(files["configure/nb/index.html"].contains("lang=\"nb\"") && files["configure/nb/index.html"].contains("Lim inn dette"));
    let table: Value = serde_json::from_str(&files["site.json"]).unwrap();
    assert_eq!((&table["app"], &table["items"]), (&"a.js".into(), &true.into()));
    assert!(files["index.html"].contains("<title>Room</title>"));
}

#[test]
fn an_archive_begins_with_its_own_program() {
    let (_folder, files) = built(&["--force-archive"]);
    let table: Value = serde_json::from_str(&files["site.json"]).unwrap();
    assert_eq!((&table["app"], &table["otherWasm"]), (&"b.js".into(), &"a.wasm".into()));
    assert!(files["news.html"].contains("&quot;One&quot;"), "an archive has lists too");
}

#[test]
fn pasted_addresses_are_described() {
    let (folder, files) = built(&["--address", "https://example.org/room/"]);
    let described: Value = serde_json::from_str(&files["nb/t/a~20b/news.oembed.json"]).unwrap();
    assert_eq!((&described["type"], &described["version"], &described["provider_name"]), (&"rich".into(), &"1.0".into(), &"Rom".into()));
    let html = described["html"].as_str().unwrap();
    assert!(html.starts_with("<iframe src=\"https://example.org/room/embed/?kind=news&amp;topic=a+b&amp;lang=nb\" title=\""), "{html}");
    assert!(files["news.html"].contains("href=\"https://example.org/room/i/one/?view=news\""), "{}", files["news.html"]);
    for (page, file) in
        [("news", "news"), ("t/a~20b/documents", "t/a~20b/documents"), ("nb", "nb/topic"), ("nb/t/EMPTY/news", "nb/t/EMPTY/news")]
    {
        let text = fs::read_to_string(folder.path().join("site").join(page).join("index.html")).unwrap();
        let (_, rest) = text.split_once("type=\"application/json+oembed\"").unwrap_or_else(|| panic!("{page} says nothing"));
        let address = rest.split_once("href=\"").unwrap().1.split('"').next().unwrap();
        assert_eq!(address, format!("https://example.org/room/embed/{file}.oembed.json"));
        assert!(files.contains_key(&format!("{file}.oembed.json")), "{page} names a description that is not there");
    }
}

#[test]
fn same_input_same_bytes() {
    assert_eq!(built(&["--threads", "1"]).1, built(&["--threads", "4"]).1);
}
