//! Publishers that are killed, and several at once.

use super::site::{Files, begin, end, publish, refused, seen, site, write};
use super::store::Store;
use std::collections::BTreeSet;
use std::path::Path;
use std::time::Duration;

/// Waits for a publisher to have written so many objects.
fn wait(store: &Store, count: usize) {
    for _ in 0..500 {
        if store.rules().puts.len() >= count {
            return;
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    panic!("no publisher has written {count} objects");
}

/// Whether readers could be misled: a page that is there must be of one of these states, and `bundle.json` too.
fn is_sound(store: &Store, states: &[&Files]) {
    for (path, bytes) in seen(&store.folder("site")) {
        assert!(states.iter().any(|state| state.get(&path) == Some(&bytes)), "{path} is of no state");
    }
}

#[test]
fn a_publish_that_was_killed_is_continued() {
    let (folder, store) = (tempfile::tempdir().unwrap(), Store::start());
    let here = folder.path();
    let mut before = Files::new();
    for (number, cut) in [2, 12].into_iter().enumerate() {
        let files = site(8 + 6 * number, &format!("State {number}"));
        write(&here.join("site"), &files);
        store.rules().stop_after = Some(cut);
        let mut killed = begin(here, &store, &["--lease", "2", "--parallel", "2"]);
        wait(&store, cut);
        // What is under way now may arrive or not.
        std::thread::sleep(Duration::from_millis(100));
        killed.kill().unwrap();
        killed.wait().unwrap();
        is_sound(&store, &[&before, &files]);
        let arrived: BTreeSet<String> = store.take_puts("site").into_iter().collect();
        // Two at a time may both have been let through.
        assert!((cut..=cut + 1).contains(&arrived.len()), "{arrived:?}");
        store.rules().stop_after = None;
        publish(here, &store, &["--lease", "2"]);
        let again = store.take_puts("site");
        assert!(!again.iter().any(|path| arrived.contains(path)), "{arrived:?} {again:?}");
        let now = seen(&store.folder("site"));
        assert!(files.iter().all(|(path, bytes)| now.get(path) == Some(bytes)));
        assert!(!store.folder("site/.dossier/pending.json").exists());
        before = now;
    }
}

#[test]
fn what_a_killed_publish_wrote_for_nothing_goes() {
    let (folder, store) = (tempfile::tempdir().unwrap(), Store::start());
    let here = folder.path();
    write(&here.join("site"), &site(3, "One"));
    publish(here, &store, &[]);
    store.take_puts("site");
    write(&here.join("site"), &site(9, "Two"));
    store.rules().stop_after = Some(4);
    let mut killed = begin(here, &store, &["--lease", "2"]);
    wait(&store, 4);
    killed.kill().unwrap();
    killed.wait().unwrap();
    store.rules().stop_after = None;
    // The site is another one by now.
    let files = site(3, "Three");
    write(&here.join("site"), &files);
    publish(here, &store, &["--lease", "2"]);
    let loader = |path: &&String| path.starts_with("embed/dossier-");
    let known = [site(3, "One"), files.clone()];
    let known: BTreeSet<&String> = known.iter().flat_map(|files| files.keys()).collect();
    let now = seen(&store.folder("site"));
    assert_eq!(now.keys().filter(|path| !loader(path)).collect::<Vec<_>>(), files.keys().filter(|path| !loader(path)).collect::<Vec<_>>());
    assert!(now.keys().filter(loader).all(|path| known.contains(path)));
}

#[test]
fn of_two_at_once_one_is_told_to_wait() {
    let (folder, other, store) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap(), Store::start());
    let (first, second) = (site(6, "First"), site(6, "Second"));
    write(&folder.path().join("site"), &first);
    write(&other.path().join("site"), &second);
    store.rules().stop_after = Some(3);
    let working = begin(folder.path(), &store, &["--lease", "3"]);
    wait(&store, 3);
    refused(other.path(), &store, &["--lease", "3"], "another publisher is at work on s3://bucket/site; nothing was changed");
    assert_eq!(store.rules().puts.len(), 3);
    store.rules().stop_after = None;
    let said = end(working);
    assert_eq!((said.code, seen(&store.folder("site")) == first), (0, true), "{}", said.talk);
    publish(other.path(), &store, &[]);
    is_sound(&store, &[&first, &second]);
    assert!(second.iter().all(|(path, bytes)| seen(&store.folder("site")).get(path) == Some(bytes)));
}

/// Publishes while someone who knows of no lock replaces `bundle.json`.
fn race(here: &Path, store: &Store, before: &Files) {
    let rival = br#"{"format":"dossier-bundle/1","site":{"title":"Rival"},"items":[]}"#;
    store.rules().rival = Some(rival.to_vec());
    refused(
        here,
        store,
        &[],
        "another publisher has published to s3://bucket/site since this one began; nothing that readers see was changed",
    );
    let after = seen(&store.folder("site"));
    assert_eq!(after["bundle.json"], rival);
    assert!(before.iter().filter(|(path, _)| *path != "bundle.json").all(|(path, bytes)| after.get(path) == Some(bytes)));
}

#[test]
fn whoever_loses_has_changed_nothing_that_readers_see() {
    let (folder, store) = (tempfile::tempdir().unwrap(), Store::start());
    let here = folder.path();
    write(&here.join("site"), &site(3, "First"));
    race(here, &store, &Files::new());
    assert_eq!(seen(&store.folder("site")).keys().filter(|path| path.ends_with("html")).count(), 0);

    publish(here, &store, &[]);
    assert!(site(3, "First").iter().all(|(path, bytes)| seen(&store.folder("site")).get(path) == Some(bytes)), "who comes later wins");
    write(&here.join("site"), &site(4, "Second"));
    race(here, &store, &site(3, "First"));
}

#[test]
fn a_store_without_conditions_is_known() {
    let (folder, store) = (tempfile::tempdir().unwrap(), Store::start());
    let here = folder.path();
    write(&here.join("site"), &site(2, "First"));
    store.rules().careless = true;
    refused(here, &store, &[], "--unguarded");
    assert_eq!(store.take_puts("site"), Vec::<String>::new());
    publish(here, &store, &["--unguarded"]);
    assert_eq!(seen(&store.folder("site")), site(2, "First"));
}

#[test]
fn wrong_credentials_are_told() {
    let (folder, store) = (tempfile::tempdir().unwrap(), Store::start());
    write(&folder.path().join("site"), &site(1, "First"));
    let to = format!("--endpoint={}", store.endpoint);
    let said = std::process::Command::new(env!("CARGO_BIN_EXE_dossier"))
        .args(["publish", "site", "--to", "s3://bucket/site", &to])
        .current_dir(folder.path())
        .envs([("AWS_ACCESS_KEY_ID", "someone"), ("AWS_SECRET_ACCESS_KEY", "wrong"), ("AWS_REGION", "us-east-1")])
        .output()
        .unwrap();
    let talk = String::from_utf8(said.stderr).unwrap();
    assert_eq!((said.status.code(), talk.contains("are the credentials in the environment the right ones?")), (Some(1), true), "{talk}");
}
