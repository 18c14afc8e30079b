//! Publishing to an object store.

use super::site::{begin, end, publish, refused, seen, site, write};
use super::store::{Damage, Store};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;

const DAY_1: [&str; 2] = ["--time", "2026-01-01T10:00:00Z"];

#[test]
fn what_is_there_is_not_written_again() {
    let (folder, store) = (tempfile::tempdir().unwrap(), Store::start());
    let here = folder.path();
    let files = site(20, "First");
    write(&here.join("site"), &files);
    let report = publish(here, &store, &DAY_1);
    assert_eq!(seen(&store.folder("site")), files);
    assert_eq!((report["uploaded"]["files"].as_u64(), &report["generation"]), (Some(files.len() as u64), &1.into()));
    let headers: BTreeMap<String, [String; 3]> = store.rules().puts.drain(..).collect();
    assert_eq!(headers.len(), files.len());
    let said = |path: &str| headers[&format!("site/{path}")].each_ref().map(String::as_str).map(str::to_owned);
    let script = files.keys().find(|path| path.starts_with("assets/app-")).unwrap();
    assert_eq!(said(script), ["text/javascript; charset=utf-8", "public, max-age=31536000, immutable", ""]);
    assert_eq!(said("bundle.json"), ["application/json", "no-cache", ""]);
    assert_eq!(said("bundle.json.br"), ["application/json", "no-cache, no-transform", "br"]);
    assert_eq!(said("i/i3/index.html"), ["text/html; charset=utf-8", "no-cache", ""]);
    assert_eq!(said("t/all/feed.atom"), ["application/atom+xml", "public, max-age=300", ""]);

    let lists = store.rules().lists;
    let report = publish(here, &store, &[]);
    assert_eq!((store.take_puts("site"), report["uploaded"]["files"].as_u64()), (vec![], Some(0)));
    // Nothing was locked or noted either, and nothing looked at but the notes and `bundle.json`.
    assert_eq!((store.rules().lists, &report["generation"]), (lists, &1.into()));

    let files = site(21, "First");
    write(&here.join("site"), &files);
    let before = store.rules().lists;
    publish(here, &store, &["--time", "2026-01-02T10:00:00Z"]);
    let mut expected =
        ["bundle.json", "bundle.json.br", "i/i20/index.html", "index.html", "sitemap.xml", "t/all/feed.atom"].map(str::to_owned).to_vec();
    expected.push("t/all/index.html".to_owned());
    let mut puts = store.take_puts("site");
    let order = |path: &str| puts.iter().position(|put| put == path).unwrap();
    assert!(order("i/i20/index.html") < order("bundle.json") && order("bundle.json") < order("bundle.json.br"));
    assert!(order("bundle.json.br") < order("t/all/index.html") && order("t/all/index.html") < order("index.html"));
    assert!(order("index.html") < order("t/all/feed.atom") && order("index.html") < order("sitemap.xml"));
    puts.sort();
    assert_eq!((puts, store.rules().lists), (expected, before), "only what has changed, found without a look at every file");
    assert_eq!(seen(&store.folder("site")), files);
}

#[test]
fn generations_are_kept_and_go() {
    let (folder, store) = (tempfile::tempdir().unwrap(), Store::start());
    let here = folder.path();
    let foreign = store.folder("site/notes.txt");
    fs::create_dir_all(foreign.parent().unwrap()).unwrap();
    fs::write(&foreign, "not ours").unwrap();
    let all: Vec<_> = ["One", "Two", "Three"].map(|title| site(3, title)).to_vec();
    let days = ["2026-01-01T10:00:00Z", "2026-01-02T10:00:00Z", "2026-03-01T10:00:00Z"];
    let mut loaders = BTreeSet::new();
    for (files, day) in all.iter().zip(days) {
        write(&here.join("site"), files);
        publish(here, &store, &["--time", day]);
        loaders.extend(files.keys().filter(|path| path.starts_with("embed/dossier-")).cloned());
    }
    assert_eq!(loaders.len(), 3);
    // The first state ends, with a page that the others lack.
    let mut files = all[2].clone();
    files.remove("i/i2/index.html");
    write(&here.join("site"), &files);
    let is_there = |path: &str| store.folder("site").join(path).exists();
    let report = publish(here, &store, &["--time", "2026-03-01T11:00:00Z", "--keep-generations", "1"]);
    assert_eq!((report["removed"].as_u64(), is_there("i/i2/index.html")), (Some(0), true), "the third was current an hour ago");
    let keep = ["--time", "2026-03-31T10:59:00Z", "--keep-generations", "1"];
    assert_eq!(publish(here, &store, &keep)["removed"].as_u64(), Some(0));
    let keep = ["--time", "2026-03-31T11:01:00Z", "--keep-generations", "2"];
    assert_eq!(publish(here, &store, &keep)["removed"].as_u64(), Some(0), "two generations are kept however old they are");
    store.take_puts("site");
    let keep = ["--time", "2026-03-31T11:01:00Z", "--keep-generations", "1"];
    let report = publish(here, &store, &keep);
    assert_eq!((&report["removes"], is_there("i/i2/index.html")), (&serde_json::json!(["i/i2/index.html"]), false));
    assert_eq!((store.take_puts("site"), report["kept"].as_array().unwrap().len()), (vec![], 1));
    let mut expected = files;
    expected.insert("notes.txt".to_owned(), b"not ours".to_vec());
    let seen = seen(&store.folder("site"));
    assert!(loaders.iter().all(|loader| seen.contains_key(loader)), "pages elsewhere hold the hashes of loaders");
    assert_eq!(seen.into_iter().filter(|(path, _)| !loaders.contains(path)).collect::<super::site::Files>(), {
        expected.retain(|path, _| !loaders.contains(path));
        expected
    });
}

#[test]
fn what_is_withdrawn_can_go_at_once() {
    let (folder, store) = (tempfile::tempdir().unwrap(), Store::start());
    let here = folder.path();
    write(&here.join("site"), &site(4, "One"));
    publish(here, &store, &[]);
    write(&here.join("site"), &site(3, "One"));
    assert_eq!(publish(here, &store, &["--withdraw"])["removes"], serde_json::json!(["i/i3/index.html"]));
    assert_eq!(seen(&store.folder("site")), site(3, "One"));
}

#[test]
fn a_server_that_fails_now_and_then_is_asked_again() {
    let (folder, store) = (tempfile::tempdir().unwrap(), Store::start());
    let here = folder.path();
    store.rules().fail_every = Some(3);
    for files in [site(4, "First"), site(5, "Second")] {
        write(&here.join("site"), &files);
        publish(here, &store, &[]);
        let seen = seen(&store.folder("site"));
        assert!(files.iter().all(|(path, bytes)| seen.get(path) == Some(bytes)));
    }
    store.take_puts("site");
    publish(here, &store, &[]);
    assert_eq!(store.take_puts("site"), Vec::<String>::new());
}

#[test]
fn what_arrives_damaged_is_sent_again() {
    let (folder, store) = (tempfile::tempdir().unwrap(), Store::start());
    let here = folder.path();
    let files = site(3, "First");
    write(&here.join("site"), &files);
    for (end, damage) in
        [("i1/index.html", Damage::Byte), ("i2/index.html", Damage::End), ("bundle.json", Damage::End), ("sitemap.xml", Damage::Byte)]
    {
        store.rules().damage.insert(end.to_owned(), (damage, 2));
    }
    publish(here, &store, &[]);
    assert_eq!(seen(&store.folder("site")), files);
    assert_eq!(store.take_puts("site").len(), files.len() + 8);

    // What never arrives stops everything before readers see any of it.
    store.rules().damage.insert("i3/index.html".to_owned(), (Damage::Byte, 100));
    write(&here.join("site"), &site(4, "Second"));
    refused(here, &store, &[], "i/i3/index.html has arrived damaged at s3://bucket/site 3 times");
    let after = seen(&store.folder("site"));
    assert!(files.iter().all(|(path, bytes)| after.get(path) == Some(bytes)));
    // The damaged file is not taken for the right one by the next publish.
    store.rules().damage.clear();
    publish(here, &store, &[]);
    assert_eq!(seen(&store.folder("site"))["i/i3/index.html"], site(4, "Second")["i/i3/index.html"]);
}

#[test]
fn a_target_is_looked_at_where_notes_are_of_no_use() {
    let (folder, store) = (tempfile::tempdir().unwrap(), Store::start());
    let here = folder.path();
    let files = site(5, "First");
    write(&here.join("site"), &files);
    publish(here, &store, &[]);
    let notes = store.folder("site/.dossier/generations.json");
    let good = fs::read(&notes).unwrap();
    let outside = String::from_utf8(good.clone()).unwrap().replace("sitemap.xml", "../../kept.x");
    for bad in [&b"{"[..], &[], outside.as_bytes()] {
        fs::write(&notes, bad).unwrap();
        store.take_puts("site");
        publish(here, &store, &[]);
        assert_eq!(store.take_puts("site"), Vec::<String>::new(), "everything is there");
        assert_ne!(fs::read(&notes).unwrap(), bad);
    }
    // Notes do not know of what someone has removed; a look does.
    fs::remove_file(store.folder("site/i/i3/index.html")).unwrap();
    publish(here, &store, &[]);
    assert_eq!(store.take_puts("site"), Vec::<String>::new());
    publish(here, &store, &["--verify"]);
    assert_eq!(store.take_puts("site"), ["i/i3/index.html"]);
    assert_eq!(seen(&store.folder("site")), files);
}

#[test]
fn large_files_go_in_pieces() {
    let (folder, store) = (tempfile::tempdir().unwrap(), Store::start());
    let here = folder.path();
    let mut files = site(2, "First");
    let large: Vec<u8> = (0..9_u32 << 20).map(|n| (n / 7 % 251) as u8).collect();
    files.insert("files/report.pdf".to_owned(), large);
    write(&here.join("site"), &files);
    publish(here, &store, &[]);
    assert!(seen(&store.folder("site")) == files);
    fs::remove_file(store.folder("site/.dossier/generations.json")).unwrap();
    store.take_puts("site");
    publish(here, &store, &[]);
    assert_eq!(store.take_puts("site"), Vec::<String>::new(), "its tag is no MD5, so it was read");
    assert_eq!(end(begin(here, &store, &["--verify", "--dry-run"])).code, 0);
}

#[test]
fn an_archive_is_published() {
    let (folder, store) = (tempfile::tempdir().unwrap(), Store::start());
    let here = folder.path();
    let rows = |count: usize| (0..count).map(crate::build::row).collect::<Vec<_>>().join("\n");
    let build = |count: usize, more: &[&str]| {
        let arguments = [&["build", "-", "--out", "site", "--title", "Room", "--content-only", "--force-archive"], more].concat();
        assert_eq!(crate::support::run(here, &arguments, rows(count).as_bytes()).code, 0);
    };
    build(2_100, &[]);
    publish(here, &store, &[]);
    let (first, all) = (seen(&here.join("site")), store.take_puts("site").len());
    assert_eq!(seen(&store.folder("site")), first);
    build(2_110, &["--previous", "site"]);
    let report = publish(here, &store, &[]);
    let after = seen(&here.join("site"));
    let new: BTreeSet<&String> = after.iter().filter(|(path, bytes)| first.get(*path) != Some(bytes)).map(|(path, _)| path).collect();
    let puts = store.take_puts("site");
    assert_eq!(puts.iter().collect::<BTreeSet<_>>(), new, "the base stays, file by file");
    assert!(puts.len() < all && puts.last().map(String::as_str) == Some("bundle.json"));
    // Folders of the archive that only the first generation names go as a whole.
    assert_eq!(report["removed"].as_u64(), Some(0));
    let report = publish(here, &store, &["--keep-generations", "1", "--keep-days", "0", "--time", "2126-01-01T00:00:00Z"]);
    assert!(report["removed"].as_u64() > Some(0));
    assert_eq!(seen(&store.folder("site")), after);
}
