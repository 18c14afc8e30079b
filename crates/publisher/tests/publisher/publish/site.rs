//! Small sites to publish, as `dossier build` makes them but quicker, and how they are published.

use super::store::{BUCKET, KEY, SECRET, Store};
use crate::build::files;
use crate::support::Said;
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Child, Command, Stdio};

/// All that a site has, by path.
pub(super) type Files = BTreeMap<String, Vec<u8>>;

/// A site of so many items, the first of them of this title.
pub(super) fn site(items: usize, title: &str) -> Files {
    let mut files = Files::new();
    let mut add = |path: String, text: String| drop(files.insert(path, text.into_bytes()));
    let titles: Vec<String> = (0..items).map(|item| if item == 0 { title.to_owned() } else { format!("Item {item}") }).collect();
    let item = |(number, title): (usize, &String)| serde_json::json!({"id": format!("i{number}"), "title": title});
    let list: Vec<Value> = titles.iter().enumerate().map(item).collect();
    add("bundle.json".into(), serde_json::json!({"format": "dossier-bundle/1", "site": {"title": "Room"}, "items": list}).to_string());
    add("bundle.json.br".into(), format!("compressed {title} {items}"));
    add("index.html".into(), format!("<h1>{title}</h1>{items}"));
    add("t/all/index.html".into(), format!("<h2>{title}</h2>{items}"));
    for (number, title) in titles.iter().enumerate() {
        add(format!("i/i{number}/index.html"), format!("<h1>{title}</h1>"));
    }
    add("t/all/feed.atom".into(), format!("<feed>{items} {title}</feed>"));
    add("sitemap.xml".into(), format!("<urlset>{items}</urlset>"));
    for (folder, text) in [("assets/app", "run"), ("embed/dossier", title)] {
        let hash = Sha256::digest(text.as_bytes()).iter().fold(String::new(), |hash, byte| format!("{hash}{byte:02x}"));
        add(format!("{folder}-{}.js", &hash[..16]), text.to_owned());
    }
    add("embed/dossier.js".into(), format!("load {title}"));
    files
}

pub(super) fn write(folder: &Path, files: &Files) {
    let _ = fs::remove_dir_all(folder);
    for (path, bytes) in files {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
}

/// What readers can see at a folder; nothing of what publish itself remembers.
pub(super) fn seen(folder: &Path) -> Files {
    let all = files(folder).into_iter();
    all.filter(|(path, _)| !path.starts_with(".dossier")).collect()
}

/// Begins to publish `site` of a folder to the store below the prefix `site`.
pub(super) fn begin(here: &Path, store: &Store, more: &[&str]) -> Child {
    Command::new(env!("CARGO_BIN_EXE_dossier"))
        .args(["publish", "site", "--to", &format!("s3://{BUCKET}/site"), "--endpoint", &store.endpoint, "--json"])
        .args(more)
        .current_dir(here)
        .env("AWS_ACCESS_KEY_ID", KEY)
        .env("AWS_SECRET_ACCESS_KEY", SECRET)
        .env("AWS_REGION", "us-east-1")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}

pub(super) fn end(child: Child) -> Said {
    let output = child.wait_with_output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    Said { code: output.status.code().unwrap(), data: text(output.stdout), talk: text(output.stderr) }
}

/// Publishes, and gives the report.
#[track_caller]
pub(super) fn publish(here: &Path, store: &Store, more: &[&str]) -> Value {
    let said = end(begin(here, store, more));
    assert_eq!(said.code, 0, "{}", said.talk);
    serde_json::from_str(&said.data).unwrap()
}

/// Fails to publish; what it says.
#[track_caller]
pub(super) fn refused(here: &Path, store: &Store, more: &[&str], words: &str) {
    let said = end(begin(here, store, more));
    assert_eq!((said.code, said.data.as_str()), (1, ""), "{}", said.talk);
    assert!(said.talk.contains(words), "{}", said.talk);
}
