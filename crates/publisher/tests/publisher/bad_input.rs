//! What goes wrong around a build: full disks, output that cannot be written, an end in the middle; and content that is too much or wants
//! names that are none. The site that was there stays whole, always.

use crate::build::files;
use crate::site::reader;
use crate::support::{Said, run, seconds_of};
use dossier_bundle::parse;
use dossier_publisher::import::mapping::Mapping;
use dossier_publisher::import::{SourceKind, import};
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

/// A folder of a site with so many pages of text, and files beside them.
fn room(here: &Path, pages: usize) {
    for page in 0..pages {
        let path = here.join(format!("room/content/p{page}/index.md"));
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        let text = format!(
            "---\ntitle: Page {page}\ndate: 2024-01-{:02}\n---\n[file](a.pdf)\n\n{}",
            page % 28 + 1,
            "Words of a page. ".repeat(100)
        );
        fs::write(&path, text).unwrap();
        fs::write(path.with_file_name("a.pdf"), "x".repeat(300_000)).unwrap();
    }
    fs::create_dir_all(here.join("room/content")).unwrap();
    fs::write(here.join("room/dossier.toml"), "[site]\ntitle = \"Room\"\naddress = \"https://example.org/\"\n").unwrap();
    reader(here);
}

fn build(here: &Path) -> Said {
    run(here, &["build", "room", "--out", "site"], b"")
}

fn leavings(here: &Path) -> Vec<String> {
    let names = fs::read_dir(here).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    names.filter(|name| name.starts_with(".site.")).collect()
}

#[cfg(unix)]
#[test]
fn a_disk_that_fills_up_at_any_step_costs_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let here = folder.path();
    room(here, 3);
    assert_eq!(build(here).code, 0);
    let before = files(&here.join("site"));
    // No file may be longer than so many blocks of 512 bytes: files beside the content are too long; pages are; the bundle is.
    for (blocks, words) in [(400, "site.part-"), (16, "site.part-"), (1, "site.part-")] {
        // What stays as it is needs no disk.
        fs::remove_dir_all(here.join("room/.dossier-cache")).unwrap();
        let command = format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" build room --out site");
        let output = Command::new("sh").args(["-c", &command, env!("CARGO_BIN_EXE_dossier")]).current_dir(here).output().unwrap();
        let talk = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(1), "{blocks}: {talk}");
        assert!(talk.contains(words) && talk.contains("too large"), "{blocks}: {talk}");
        assert_eq!(leavings(here), Vec::<String>::new());
        assert!(files(&here.join("site")) == before, "{blocks}: the site is not as it was");
    }
}

#[test]
fn killed_at_any_time_the_site_stays_whole() {
    let folder = tempfile::tempdir().unwrap();
    let here = folder.path();
    room(here, 8);
    assert_eq!(build(here).code, 0);
    let before = files(&here.join("site"));
    fs::write(here.join("room/content/p0/index.md"), "---\ntitle: New\n---\nx").unwrap();
    let mut seen = 0;
    for wait in [1, 20, 60, 120, 200, 300] {
        let mut child = Command::new(env!("CARGO_BIN_EXE_dossier"))
            .args(["build", "room", "--out", "site", "--threads", "1"])
            .current_dir(here)
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        // From when its folder is there on, so that it is met at work.
        while leavings(here).is_empty() && child.try_wait().unwrap().is_none() {
            std::thread::sleep(Duration::from_millis(1));
        }
        std::thread::sleep(Duration::from_millis(wait));
        if child.try_wait().unwrap().is_some() {
            break;
        }
        child.kill().unwrap();
        child.wait().unwrap();
        let now = files(&here.join("site"));
        // Between its two renames it may have put the new site in place.
        if now == before {
            seen += 1;
        } else {
            assert_eq!(parse(&now["bundle.json"]).0.items.iter().filter(|item| item.title == "New").count(), 1);
            break;
        }
    }
    assert!(seen > 0, "it was never killed at work");
    assert_eq!(build(here).code, 0);
    assert_eq!(leavings(here), Vec::<String>::new());
    assert_ne!(files(&here.join("site"))["bundle.json"], before["bundle.json"]);
}

#[cfg(unix)]
#[test]
fn output_that_cannot_be_written_is_named() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let here = folder.path();
    room(here, 1);
    fs::create_dir(here.join("locked")).unwrap();
    let lock = |mode| fs::set_permissions(here.join("locked"), fs::Permissions::from_mode(mode)).unwrap();
    lock(0o555);
    if fs::write(here.join("locked/probe"), "").is_ok() {
        // The system's administrator may write everywhere; a folder that the system itself makes up refuses him too.
        lock(0o755);
        if Path::new("/proc/self").is_dir() {
            let said = run(here, &["build", "room", "--out", "/proc/site"], b"");
            assert_eq!(said.code, 1, "{}", said.talk);
            assert!(said.talk.contains("cannot write into /proc"), "{}", said.talk);
        } else {
            println!("skipped: everything can be written here");
        }
        return;
    }
    let said = run(here, &["build", "room", "--out", "locked/site"], b"");
    lock(0o755);
    assert_eq!(said.code, 1, "{}", said.talk);
    assert!(said.talk.contains("cannot write into locked"), "{}", said.talk);
    assert_eq!(fs::read_dir(here.join("locked")).unwrap().count(), 0);
}

#[test]
fn a_cell_of_fifty_megabytes_costs_its_row() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("t.csv");
    let text = ["title,body\nBefore,x\n", "Huge,\"", &"0123456789abcdef\n".repeat(50 << 16), "\"\nAfter,y\n"].concat();
    fs::write(&path, text).unwrap();
    let (imported, seconds) = seconds_of(|| import(&crate::support::only(&path), SourceKind::Csv, &Mapping::default()));
    let (bundle, report) = imported.unwrap();
    assert_eq!(bundle.items.iter().map(|item| item.title.as_str()).collect::<Vec<_>>(), ["Before", "After"]);
    assert_eq!((report.refused.len(), report.refused[0].reason.contains("longer than 8 MiB")), (1, true), "{:?}", report.refused);
    assert!(report.refused[0].place.ends_with("t.csv:3"), "{}", report.refused[0].place);
    assert!(seconds < 15.0, "{seconds} s");
}

#[test]
fn names_of_content_never_leave_the_site() {
    let folder = tempfile::tempdir().unwrap();
    let here = folder.path();
    room(here, 0);
    let names = [
        "../../../escape",
        "/etc/escape",
        "..\\..\\escape",
        "C:\\escape",
        "a/../../escape",
        ".",
        "..",
        "nul\0byte",
        "\u{202E}escape",
        "%2e%2e%2fescape",
    ];
    for (number, name) in names.iter().enumerate() {
        let quoted = serde_json::Value::from(*name).to_string();
        let front = format!("---\ntitle: T{number}\nslug: {quoted}\naliases: [{quoted}]\npath: {quoted}\n---\n[x]({name}) ![y]({name})\n");
        fs::write(here.join(format!("room/content/p{number}.md")), front).unwrap();
        let row = format!("{{\"id\": {quoted}, \"title\": \"R{number}\", \"files\": [{quoted}], \"aliases\": {quoted}}}\n");
        fs::write(here.join(format!("room/content/r{number}.jsonl")), row).unwrap();
    }
    let before = names_below(here);
    let said = build(here);
    assert_eq!(said.code, 0, "{}", said.talk);
    let (bundle, problems) = parse(&fs::read(here.join("site/bundle.json")).unwrap());
    assert_eq!((bundle.items.len(), problems.len()), (2 * names.len(), 0));
    // Nothing is new but the site, and what a build keeps for the next one.
    let is_own = |name: &String| name.starts_with("site/") || name.starts_with("room/.dossier-cache/");
    let now: Vec<String> = names_below(here).into_iter().filter(|name| !is_own(name)).collect();
    assert_eq!(now, before);
    assert!(names_below(&here.join("site")).iter().all(|name| name.split('/').all(|part| part != "..")));
}

fn names_below(folder: &Path) -> Vec<String> {
    files(folder).into_keys().collect()
}

#[test]
fn links_without_end_cost_bounded_time() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.md");
    let links = (0..400_000).map(|number| format!("[x](/a{number}/b.md#c)")).collect::<Vec<_>>().join(" ");
    fs::write(&path, format!("# A\n\n{links}")).unwrap();
    let options = dossier_publisher::import::Options { out: folder.path().join("b.json"), ..crate::support::only(&path) };
    let (imported, seconds) = seconds_of(|| import(&options, SourceKind::Markdown, &Mapping::default()));
    let (bundle, report) = imported.unwrap();
    assert_eq!(bundle.items.len(), 1);
    assert!(report.table().contains("link is beyond the 20,000th"), "{}", report.table());
    assert!(seconds < 15.0, "{seconds} s");
}

#[test]
fn of_two_items_that_want_one_name_both_are_there() {
    let folder = tempfile::tempdir().unwrap();
    let here = folder.path();
    room(here, 0);
    for name in ["a", "b"] {
        let text = format!("---\ntitle: {name}\nslug: same\naliases: [/old/]\n---\nText of {name}.\n");
        fs::write(here.join(format!("room/content/{name}.md")), text).unwrap();
    }
    let said = build(here);
    assert_eq!(said.code, 0, "{}", said.talk);
    let site = files(&here.join("site"));
    let text = |name: &str| String::from_utf8_lossy(&site[name]).into_owned();
    assert!(text("i/same/index.html").contains("Text of a.") && text("i/same-2/index.html").contains("Text of b."));
    assert!(text("old/index.html").contains("url=../i/same/"));
    for words in [
        "1 × value: alias: another item has it (first at room/content/b.md:1; room/content/a.md:1 has it)",
        "1 × value: id: used before by another item; a number was added (first at room/content/b.md:1; room/content/a.md:1 has it)",
    ] {
        assert!(said.talk.contains(words), "{}", said.talk);
    }
    let said = run(here, &["check", "room"], b"");
    for words in [
        "shared-id",
        "The id \"same\" is also that of room/content/a.md:1",
        "shared-address",
        "The address \"old\" is also one of room/content/a.md:1",
    ] {
        assert!((said.data.clone() + &said.talk).contains(words), "{words}: {}{}", said.data, said.talk);
    }
}

#[test]
fn days_without_their_hour_stay_days() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("r.jsonl");
    // In Oslo the clocks went from 2 to 3 on this day; in Apia there was no 30th of December at all; in São Paulo no midnight.
    for (zone, date, expected) in [
        ("Europe/Oslo", "2024-03-31T02:30:00", "2024-03-31"),
        ("Europe/Oslo", "2024-03-31T01:30:00Z", "2024-03-31"),
        ("Pacific/Apia", "2011-12-30", "2011-12-30"),
        ("Pacific/Apia", "2011-12-30T12:00:00Z", "2011-12-31"),
        ("America/Sao_Paulo", "2018-11-04T00:30:00", "2018-11-04"),
        ("America/Sao_Paulo", "2018-11-04T03:00:00Z", "2018-11-04"),
    ] {
        fs::write(&path, format!("{{\"id\":\"a\",\"title\":\"A\",\"date\":\"{date}\"}}")).unwrap();
        let mapping = Mapping::parse(&format!("[site]\ntimezone = \"{zone}\"")).unwrap();
        let (bundle, report) = import(&crate::support::only(&path), SourceKind::Jsonl, &mapping).unwrap();
        assert_eq!(bundle.items[0].date.map(|date| date.to_string()).as_deref(), Some(expected), "{date} in {zone}");
        assert!(report.losses.is_empty(), "{}", report.table());
    }
}
