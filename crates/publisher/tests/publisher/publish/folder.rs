//! Publishing to a folder.

use super::site::{Files, seen, site, write};
use crate::support::{Said, run};
use std::fs;
use std::path::Path;
use std::time::SystemTime;

fn publish(here: &Path, more: &[&str]) -> Said {
    run(here, &[&["publish", "site", "--to", "room"], more].concat(), b"")
}

#[track_caller]
fn done(here: &Path, more: &[&str]) -> Said {
    let said = publish(here, more);
    assert_eq!(said.code, 0, "{}", said.talk);
    said
}

#[track_caller]
fn refused(here: &Path, words: &str) {
    let before = here.join("room").is_dir().then(|| seen(&here.join("room")));
    let said = publish(here, &[]);
    assert_eq!((said.code, said.data.as_str()), (1, ""), "{}", said.talk);
    assert!(said.talk.contains(words), "{}", said.talk);
    assert_eq!(here.join("room").is_dir().then(|| seen(&here.join("room"))), before);
}

fn times(folder: &Path, files: &Files) -> Vec<SystemTime> {
    files.keys().map(|path| fs::metadata(folder.join(path)).unwrap().modified().unwrap()).collect()
}

#[test]
fn a_folder_becomes_the_site() {
    let folder = tempfile::tempdir().unwrap();
    let here = folder.path();
    let files = site(6, "First");
    write(&here.join("site"), &files);
    // What would happen is what happens.
    let steps = done(here, &["--dry-run"]);
    assert!(!here.join("room").exists());
    let written: Vec<&str> = steps.data.lines().map(|line| line.split('\t').nth(2).unwrap()).collect();
    assert_eq!(written.len(), files.len());
    assert!(written.iter().all(|path| files.contains_key(*path)));
    assert!(steps.talk.contains("room would become generation 1: 15 files"), "{}", steps.talk);
    done(here, &[]);
    assert_eq!(seen(&here.join("room")), files);

    let before = times(&here.join("room"), &files);
    fs::write(here.join("room/ours.txt"), "kept").unwrap();
    let said = done(here, &[]);
    assert!(said.talk.contains("room is up to date: generation 1, 15 files"), "{}", said.talk);
    assert_eq!(times(&here.join("room"), &files), before);

    let fewer = site(5, "Second");
    write(&here.join("site"), &fewer);
    let late = ["--keep-generations", "1", "--keep-days", "1", "--time", "2126-01-01T00:00:00Z"];
    done(here, &late);
    assert!(here.join("room/i/i5/index.html").exists(), "its generation has only just ended");
    let now = ["--keep-generations", "1", "--keep-days", "0", "--time", "2126-01-01T00:00:00Z"];
    let steps = done(here, &[&now[..], &["--dry-run"]].concat());
    assert_eq!(steps.data, "remove\t-\ti/i5/index.html\n");
    done(here, &now);
    assert!(!here.join("room/i/i5").exists(), "the folder was empty");
    assert_eq!(fs::read(here.join("room/ours.txt")).unwrap(), b"kept");
    assert!(fewer.iter().all(|(path, bytes)| seen(&here.join("room")).get(path) == Some(bytes)));

    // In one publish with what takes its place.
    write(&here.join("site"), &site(4, "Third"));
    done(here, &now);
    assert!(!here.join("room/i/i4").exists());
}

#[test]
fn what_no_publish_wrote_is_not_harmed() {
    let folder = tempfile::tempdir().unwrap();
    let here = folder.path();
    write(&here.join("site"), &site(2, "First"));
    fs::create_dir(here.join("room")).unwrap();
    fs::write(here.join("room/index.html"), "someone's page").unwrap();
    refused(here, "room has another index.html, and no publish has written it; --force replaces such files");
    done(here, &["--force"]);
    assert_eq!(seen(&here.join("room")), site(2, "First"));
    // Nor where publishes are known, and a name is new to them.
    fs::write(here.join("room/t/new.html"), "someone's page").unwrap();
    let mut more = site(2, "First");
    more.insert("t/new.html".to_owned(), b"ours".to_vec());
    write(&here.join("site"), &more);
    refused(here, "room has another t/new.html");
    fs::remove_file(here.join("room/t/new.html")).unwrap();
    done(here, &[]);
    for inside in ["site", "site/room"] {
        let said = run(here, &["publish", "site", "--to", inside], b"");
        assert!(said.code == 1 && said.talk.contains("lies in site"), "{}", said.talk);
    }

    // Notes that others have written cannot make publish remove files elsewhere.
    fs::write(here.join("kept"), "kept").unwrap();
    let notes = here.join("room/.dossier/generations.json");
    let text = fs::read_to_string(&notes).unwrap();
    for path in ["../kept", "/kept", "a/../../kept", ".dossier/lock"] {
        fs::write(&notes, text.replace("sitemap.xml", path)).unwrap();
        done(here, &["--keep-generations", "1", "--keep-days", "0"]);
        assert!(here.join("kept").exists() && here.join("room/.dossier/lock").exists());
    }
}

#[cfg(unix)]
#[test]
fn links_are_not_followed() {
    use std::os::unix::fs::symlink;
    let folder = tempfile::tempdir().unwrap();
    let here = folder.path();
    write(&here.join("site"), &site(2, "First"));
    fs::create_dir(here.join("elsewhere")).unwrap();
    fs::create_dir(here.join("room")).unwrap();
    symlink(here.join("elsewhere"), here.join("room/i")).unwrap();
    let said = publish(here, &[]);
    assert!(said.code == 1 && said.talk.contains("i is a link"), "{}", said.talk);
    assert_eq!(seen(&here.join("elsewhere")), Files::new());
    fs::remove_file(here.join("room/i")).unwrap();
    symlink("/etc/hostname", here.join("site/leak.txt")).unwrap();
    refused(here, "leak.txt cannot be published");
}

#[test]
fn what_is_left_of_a_killed_publish_is_cleared_away() {
    let folder = tempfile::tempdir().unwrap();
    let here = folder.path();
    let files = site(4, "First");
    write(&here.join("site"), &files);
    // As if killed between two files, with another one half written, and one that the site no longer has.
    let own = here.join("room/.dossier");
    fs::create_dir_all(own.join("scratch")).unwrap();
    fs::create_dir_all(here.join("room/i/i9")).unwrap();
    fs::write(own.join("scratch/.tmp1"), "half").unwrap();
    fs::write(own.join("pending.json"), r#"{"paths":["i/i0/index.html","i/i9/index.html","../out","index.html"]}"#).unwrap();
    fs::write(here.join("room/i/i9/index.html"), "old").unwrap();
    fs::write(here.join("out"), "kept").unwrap();
    done(here, &[]);
    assert_eq!(seen(&here.join("room")), files);
    assert!(here.join("out").exists() && !own.join("pending.json").exists());
    assert_eq!(fs::read_dir(own.join("scratch")).unwrap().count(), 0);
}

#[test]
fn of_two_publishers_one_is_told_to_wait() {
    let folder = tempfile::tempdir().unwrap();
    let here = folder.path();
    write(&here.join("site"), &site(2, "First"));
    fs::create_dir_all(here.join("room/.dossier")).unwrap();
    let lock = fs::File::create(here.join("room/.dossier/lock")).unwrap();
    lock.lock().unwrap();
    refused(here, "another publisher is at work on room; nothing was changed");
    drop(lock);
    done(here, &[]);
}

#[test]
fn a_site_that_is_not_whole_is_not_published() {
    let folder = tempfile::tempdir().unwrap();
    let here = folder.path();
    let rows: Vec<String> = (0..60).map(crate::build::row).collect();
    let arguments = ["build", "-", "--out", "site", "--title", "Room", "--content-only", "--force-archive"];
    assert_eq!(run(here, &arguments, rows.join("\n").as_bytes()).code, 0);
    let path = seen(&here.join("site")).into_keys().find(|path| path.starts_with("archive/")).unwrap();
    let good = fs::read(here.join("site").join(&path)).unwrap();
    let mut bad = good.clone();
    bad[3] ^= 1;
    fs::write(here.join("site").join(&path), bad).unwrap();
    refused(here, "is damaged");
    fs::remove_file(here.join("site").join(&path)).unwrap();
    refused(here, &format!("bundle.json names {path}, which is not there"));
    fs::write(here.join("site").join(&path), good).unwrap();
    fs::create_dir(here.join("site/.dossier")).unwrap();
    refused(here, "that name is kept");
    fs::remove_dir(here.join("site/.dossier")).unwrap();
    done(here, &[]);
    fs::write(here.join("site/bundle.json"), "{").unwrap();
    refused(here, "cannot be published");
    fs::remove_file(here.join("site/bundle.json")).unwrap();
    refused(here, "is no site: it has no bundle.json");
}
