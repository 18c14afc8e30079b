//! A site of which nothing has changed is not built again, and nobody can tell: beside a twin that is always built in full, from nothing kept.

use crate::build::files;
use crate::site::reader;
use crate::support::{Said, run};
use serde_json::Value;
use std::fs::{self, File};
use std::path::Path;
use std::time::{Duration, SystemTime};

const SETTINGS: &str = "[site]\ntitle = \"Room\"\naddress = \"https://example.org/room/\"\n[content]\nsources = [\"content\", \"more.jsonl\"]\n\
     [[topics]]\nid = \"all\"\ntitle = \"All\"\ntext = \"texts/all.md\"\notherwise = true\n";

/// The files of the folder to begin with.
const FILES: [(&str, &str); 10] = [
    ("dossier.toml", SETTINGS),
    ("texts/all.md", "# All\n\nThe text of all.\n"),
    ("public/hello.txt", "hello"),
    ("content/a.md", "---\ntitle: A\naliases: [/old/a]\n---\n![picture](a.png) [b](b.md) [report](report.pdf)\n"),
    ("content/b.md", "# B\n\nText of b.\n"),
    ("content/a.png", "PNG"),
    ("content/c.csv", "id,title,date\nc1,C one,2024-05-01\nc2,C two,2024-05-02\n"),
    ("content/d.xml", "<rss version=\"2.0\"><channel><title>D</title><item><title>D one</title><guid>d1</guid></item></channel></rss>"),
    (
        "content/e.json",
        "{\"version\":\"https://jsonfeed.org/version/1.1\",\"title\":\"E\",\"items\":[{\"id\":\"e1\",\"title\":\"E one\",\"content_text\":\"x\"}]}",
    ),
    ("more.jsonl", "{\"id\":\"r1\",\"title\":\"R one\"}\n{\"id\":\"r2\",\"title\":\"R two\",\"x\":1}\n"),
];

/// What is done to a folder, by its path.
type Deed = fn(&Path);

/// What is done, one after the other, and whether the site then stays without being built. Each site is looked at once more, where it stays.
const DEEDS: [(&str, Deed, bool); 32] = [
    ("nothing", |_| (), true),
    ("a word of the same length", |room| put(room, "content/b.md", "# B\n\nText of c.\n"), false),
    ("the same bytes once more", |room| put(room, "content/b.md", "# B\n\nText of c.\n"), false),
    ("a file with the length and the date of the one before", |room| dated(room, "content/b.md", "# B\n\nText of d.\n"), false),
    ("a page", |room| put(room, "content/deep/f.md", "# F\n\n[a](../a.md)\n"), false),
    ("another name", |room| fs::rename(room.join("content/deep/f.md"), room.join("content/deep/g.md")).unwrap(), false),
    ("a page less", |room| fs::remove_file(room.join("content/deep/g.md")).unwrap(), false),
    ("a picture", |room| put(room, "content/a.png", "GIF"), false),
    ("a file that was not there", |room| put(room, "content/report.pdf", "a report"), false),
    ("what is hidden is told of", |room| put(room, "content/.draft", "no"), false),
    ("what is in it is not", |room| put(room, "content/.draft", "nothing"), true),
    ("a row of a table", |room| put(room, "content/c.csv", "id,title\nc1,C one\nc3,C three\n"), false),
    ("a feed", |room| put(room, "content/d.xml", "<rss><channel><title>D</title><item><title>D two</title></item></channel></rss>"), false),
    ("rows that are none", |room| put(room, "more.jsonl", "{\"id\":\"r1\",\"title\":\"R one\"}\n{\"id\":\"r2\n[]\n"), false),
    ("rows", |room| put(room, "more.jsonl", "{\"id\":\"r1\",\"title\":\"R\"}\n"), false),
    ("the text of a topic", |room| put(room, "texts/all.md", "# All\n\nAnother text.\n"), false),
    ("a file of public", |room| put(room, "public/more.txt", "more"), false),
    ("settings", |room| put(room, "dossier.toml", &SETTINGS.replace("Room", "Hall")), false),
    ("a comment in settings", |room| put(room, "dossier.toml", &format!("# no\n{}", SETTINGS.replace("Room", "Hall"))), false),
    ("the reader", |room| put(room, "../dist/icon.svg", "<svg/>"), false),
    ("a page of the site is not there", |room| fs::remove_file(room.join("site/about/index.html")).unwrap(), false),
    ("a page of the site is damaged", |room| put(room, "site/about/index.html", "?"), false),
    ("so is one of the same length", |room| spoil(&room.join("site/index.html")), false),
    ("something in the site", |room| put(room, "site/new/page.html", "?"), false),
    ("half of the site", |room| fs::rename(room.join("site/i"), room.join("site/j")).unwrap(), false),
    ("no site", |room| fs::remove_dir_all(room.join("site")).unwrap(), false),
    ("what is kept is damaged", |room| spoil(&room.join(".dossier-cache/built")), false),
    (
        "what is kept is cut",
        |room| File::options().write(true).open(room.join(".dossier-cache/built")).unwrap().set_len(90).unwrap(),
        false,
    ),
    ("what is kept is gone", |room| fs::remove_dir_all(room.join(".dossier-cache")).unwrap(), false),
    ("a clock that was wrong", |room| shift(&room.join("content/b.md"), 5_000), false),
    ("a clock that is right", |room| shift(&room.join("content/b.md"), -10_000), false),
    ("other folders", |room| put(room, "elsewhere/x.md", "# X\n"), false),
];

fn put(room: &Path, path: &str, text: &str) {
    let path = room.join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

fn date(path: &Path, time: SystemTime) {
    File::options().write(true).open(path).unwrap().set_modified(time).unwrap();
}

/// Dates a file some seconds later or earlier.
fn shift(path: &Path, seconds: i64) {
    let time = fs::metadata(path).unwrap().modified().unwrap();
    let by = Duration::from_secs(seconds.unsigned_abs());
    date(path, if seconds < 0 { time - by } else { time + by });
}

/// Another file in the place of one, as old as that.
fn dated(room: &Path, path: &str, text: &str) {
    let path = room.join(path);
    let time = fs::metadata(&path).unwrap().modified().unwrap();
    let other = path.with_extension("other");
    fs::write(&other, text).unwrap();
    date(&other, time);
    fs::rename(other, path).unwrap();
}

/// Changes the last byte of a file.
fn spoil(path: &Path) {
    let mut bytes = fs::read(path).unwrap();
    *bytes.last_mut().unwrap() ^= 1;
    fs::write(path, bytes).unwrap();
}

/// Builds the room in a folder; whether it stayed, and what was told but for the work.
fn build(folder: &Path, more: &[&str]) -> (bool, i32, Value, Vec<String>) {
    let Said { code, data, talk } = run(folder, &[&["build", "room", "--json"], more].concat(), b"");
    assert!(code == 0 || code == 2, "{talk}");
    let mut report: Value = serde_json::from_str(&data).unwrap();
    let fields = report.as_object_mut().unwrap();
    let stays = fields.remove("unchanged") == Some(Value::Bool(true));
    assert_eq!(stays, talk.contains("nothing has changed"), "{talk}");
    for work in ["seconds", "peakMemory", "uploaded"] {
        fields.remove(work);
    }
    let lines = talk.lines().filter(|line| !line.starts_with("room/site: ") && !line.starts_with("  seconds: "));
    (stays, code, report, lines.map(str::to_owned).collect())
}

fn check(more: &[&str], deeds: &[(&str, Deed, bool)]) {
    let folders = [tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap()];
    let [here, twin] = folders.each_ref().map(tempfile::TempDir::path);
    for folder in [here, twin] {
        reader(folder);
        FILES.iter().for_each(|(path, text)| put(&folder.join("room"), path, text));
    }
    let before = || std::thread::sleep(Duration::from_millis(80));
    let anew = || {
        _ = fs::remove_dir_all(twin.join("room/.dossier-cache"));
        build(twin, more)
    };
    before();
    assert!(!build(here, more).0 && !anew().0);
    for (what, deed, stays) in deeds {
        deed(&here.join("room"));
        // The twin's cache is never there.
        if !what.contains("kept") {
            deed(&twin.join("room"));
        }
        before();
        let (found, expected) = (build(here, more), anew());
        assert_eq!(found.0, *stays, "{what}");
        assert_eq!((found.1, &found.2, &found.3), (expected.1, &expected.2, &expected.3), "{what}");
        let (site, other) = (files(&here.join("room/site")), files(&twin.join("room/site")));
        assert!(
            site == other,
            "{what}: {:?}",
            site.iter().filter(|(name, bytes)| other.get(*name) != Some(bytes)).map(|(name, _)| name).collect::<Vec<_>>()
        );
        let again = build(here, more);
        assert_eq!(again.0, !what.contains("wrong"), "{what}");
        assert_eq!((again.1, again.2, again.3), (found.1, found.2, found.3), "{what}");
        assert!(files(&here.join("room/site")) == site, "{what}");
    }
}

#[test]
fn nobody_can_tell_that_a_site_was_not_built() {
    check(&["--no-copies"], &DEEDS);
}

#[test]
fn nor_of_an_archive() {
    let some = ["a word of", "another name", "a page", "rows", "settings", "half of", "nothing"];
    let deeds: Vec<_> = DEEDS.into_iter().filter(|(what, ..)| some.iter().any(|of| what.starts_with(of))).collect();
    check(&["--no-copies", "--force-archive"], &deeds);
}

#[test]
fn what_is_asked_otherwise_is_built() {
    let folder = tempfile::tempdir().unwrap();
    let here = folder.path();
    reader(here);
    FILES.iter().for_each(|(path, text)| put(&here.join("room"), path, text));
    let asked: [&[&str]; 9] = [
        &[],
        &["--no-copies"],
        &["--no-pages"],
        &["--title", "Other"],
        &["--limit", "3"],
        &["--content-only"],
        &["--force-archive"],
        &["--anew"],
        &["--address", "https://example.org/other/"],
    ];
    std::thread::sleep(Duration::from_millis(80));
    for more in asked {
        assert_eq!([build(here, more).0, build(here, more).0], [false, true], "{more:?}");
    }
    // Threads and the form of the report change nothing of it; a site before that is another one does.
    assert!(build(here, &[asked[8], &["--threads", "1"]].concat()).0);
    assert_eq!(run(here, &["build", "room/content", "--content-only", "--out", "old"], b"").code, 0);
    for _ in 0..2 {
        assert!(!build(here, &["--previous", "old"]).0);
    }
    // Without settings nothing is kept unless a folder is named, and what is not on this machine has to be asked.
    for more in [&["--cache", "kept"][..], &[]] {
        let arguments = [&["build", "room/content", "--content-only", "--out", "new", "--json"], more].concat();
        let stays = || run(here, &arguments, b"").data.contains("\"unchanged\": true");
        let all: Vec<bool> = (0..3).map(|_| stays()).collect();
        assert_eq!(all, if more.is_empty() { [false, false, false] } else { [false, false, true] });
    }
    for _ in 0..2 {
        let said =
            run(here, &["build", "room/content", "-", "--content-only", "--out", "in", "--cache", "kept", "--json"], b"{\"title\":\"In\"}");
        assert!(said.data.contains("\"shown\"") && !said.data.contains("unchanged"), "{}", said.talk);
    }
}
