//! Folders of real Markdown pages, and suites of front matter: nothing is lost on the way.

use crate::formats::import;
use crate::support::{files_of, run, unpacked};
use serde_json::{Value, json};
use std::fs;

/// A packed folder of pages: all but those passed over become items.
#[track_caller]
fn check_folder(name: &str, inside: &str, pages: usize, passed: usize) {
    let Some(folder) = unpacked(name) else { return };
    assert_eq!(files_of(&folder.path().join(inside), ".md").len(), pages);
    fs::write(folder.path().join("map.toml"), "[[topics]]\nid = \"all\"\ntitle = \"All\"\notherwise = true").unwrap();
    let said = run(folder.path(), &["import", "markdown", inside, "--out", "b.json", "--map", "map.toml", "--json"], b"");
    let report: Value = serde_json::from_str(&said.data).unwrap_or_else(|_| panic!("{}", said.talk));
    println!("{name}: {}", said.talk.lines().last().unwrap_or_default());
    assert_eq!(report["rows"], json!({"read": pages - passed, "shown": pages - passed, "refused": 0, "merged": 0}), "{}", said.talk);
    let (bundle, problems) = dossier_bundle::parse(&fs::read(folder.path().join("b.json")).unwrap());
    assert_eq!((bundle.items.len(), problems.first()), (pages - passed, None));
    assert!(bundle.items.iter().all(|item| item.date.is_some() || item.title != item.id));
}

#[test]
fn folders_of_real_pages() {
    // Of digital.gov one is a draft, and one the page of a folder.
    check_folder("markdown/digitalgov-news-md.tar.zst", "content", 2_084, 2);
    check_folder("markdown/rust-blog-md.tar.zst", "content", 754, 3);
    check_folder("markdown/legalize-ar-bad-yaml-20.tar.zst", "ar", 20, 0);
}

#[test]
fn suites_of_front_matter_cost_nothing_else() {
    for (name, end, mark) in [("hostile/yaml-test-suite.tar.zst", ".yaml", "---"), ("hostile/toml-test.tar.zst", ".toml", "+++")] {
        let Some(folder) = unpacked(name) else { continue };
        let pages = folder.path().join("pages");
        fs::create_dir(&pages).unwrap();
        let files = files_of(folder.path(), end);
        for (number, file) in files.iter().enumerate() {
            let page =
                [mark.as_bytes(), b"\ntitle_of_test: x\n", &fs::read(file).unwrap(), b"\n", mark.as_bytes(), b"\n# Heading\n\nText."]
                    .concat();
            fs::write(pages.join(format!("{number}.md")), page).unwrap();
        }
        let imported = import(folder.path(), "markdown", &["pages"]);
        println!("{name}: {}", imported.report["rows"]);
        let (shown, passed) =
            (imported.items.len(), imported.report["losses"].as_array().unwrap().iter().filter(|loss| loss["name"] == "draft").count());
        assert_eq!(shown + passed, files.len(), "{}", imported.report["refused"]);
    }
}
