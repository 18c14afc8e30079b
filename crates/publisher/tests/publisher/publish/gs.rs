//! Publishing to a store that speaks as Google's does.

use super::google::Google;
use super::site::{Files, end, site, write};
use crate::support::Said;
use flate2::Compression;
use flate2::write::GzEncoder;
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

/// An account without a key that would have to be shown to Google first.
const ACCOUNT: &str = r#"{"private_key":"none","private_key_id":"none","client_email":"someone@example.org","disable_oauth":true}"#;

fn run(here: &Path, google: &Google, more: &[&str]) -> Said {
    fs::write(here.join("account.json"), ACCOUNT).unwrap();
    let child = Command::new(env!("CARGO_BIN_EXE_dossier"))
        .args(["publish", "site", "--to", "gs://bucket/site", "--endpoint", &google.endpoint, "--json"])
        .args(more)
        .current_dir(here)
        .env("GOOGLE_SERVICE_ACCOUNT", here.join("account.json"))
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    end(child)
}

/// Publishes; the keys that were written, in this order, with the version of which that was made to depend.
#[track_caller]
fn publish(here: &Path, google: &Google, more: &[&str]) -> Vec<(String, Option<String>)> {
    let said = run(here, google, more);
    assert_eq!(said.code, 0, "{}", said.talk);
    let puts = std::mem::take(&mut google.bucket().puts);
    puts.into_iter().map(|(key, condition)| (key.strip_prefix("site/").unwrap().to_owned(), condition)).collect()
}

fn seen(google: &Google) -> Files {
    let bucket = google.bucket();
    let all = bucket.objects.iter().filter(|(key, _)| !key.contains(".dossier/"));
    all.map(|(key, object)| (key.strip_prefix("site/").unwrap().to_owned(), object.bytes.clone())).collect()
}

/// A site with copies packed by gzip, and a file that goes in pieces.
fn packed(items: usize) -> Files {
    let mut files = site(items, "First");
    for path in ["index.html", "bundle.json"] {
        let mut gzip = GzEncoder::new(Vec::new(), Compression::default());
        gzip.write_all(&files[path]).unwrap();
        files.insert(format!("{path}.gz"), gzip.finish().unwrap());
    }
    files.insert("film.bin".to_owned(), vec![7; 9 << 20]);
    files
}

#[test]
fn a_bucket_becomes_the_site() {
    let (folder, google) = (tempfile::tempdir().unwrap(), Google::start());
    let here = folder.path();
    let files = packed(6);
    write(&here.join("site"), &files);
    let puts = publish(here, &google, &[]);
    assert_eq!((seen(&google), puts.len()), (files.clone(), files.len()));
    let condition = |puts: &[(String, Option<String>)]| puts.iter().find(|(key, _)| key == "bundle.json").unwrap().1.clone();
    assert_eq!(condition(&puts).as_deref(), Some("0"), "no other bundle.json may have come before");
    let said = |path: &str| google.bucket().objects[&format!("site/{path}")].headers.clone();
    assert_eq!(said("index.html.gz"), ["text/html; charset=utf-8", "no-cache, no-transform", "gzip"]);
    assert_eq!(said("bundle.json.br"), ["application/json", "no-cache, no-transform", "br"]);
    assert_eq!(said("film.bin"), ["application/octet-stream", "public, max-age=300", ""]);

    assert_eq!(publish(here, &google, &[]), []);
    assert_eq!(publish(here, &google, &["--verify"]), []);
    google.bucket().objects.retain(|key, _| !key.contains(".dossier/"));
    assert_eq!(publish(here, &google, &[]), [], "every file was looked at");

    let files = packed(5);
    write(&here.join("site"), &files);
    let puts = publish(here, &google, &["--keep-generations", "1", "--keep-days", "0"]);
    assert!(condition(&puts).is_some_and(|number| number != "0"));
    assert!(!puts.iter().any(|(key, _)| key.starts_with("assets/")));
    assert_eq!(seen(&google), files);
}

#[test]
fn whoever_loses_a_bucket_has_changed_nothing_that_readers_see() {
    let (folder, google) = (tempfile::tempdir().unwrap(), Google::start());
    let here = folder.path();
    write(&here.join("site"), &site(3, "First"));
    publish(here, &google, &[]);
    write(&here.join("site"), &site(4, "Second"));
    google.bucket().rival = Some(b"{}".to_vec());
    let said = run(here, &google, &[]);
    assert!(said.code == 1 && said.talk.contains("another publisher has published to gs://bucket/site"), "{}", said.talk);
    let now = seen(&google);
    assert_eq!(now["bundle.json"], b"{}");
    assert!(site(3, "First").iter().filter(|(path, _)| *path != "bundle.json").all(|(path, bytes)| now.get(path) == Some(bytes)));
}
