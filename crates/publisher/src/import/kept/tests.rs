//! What is kept of pages comes back, whole, or not at all.

use super::*;
use crate::body::Note;
use crate::looks::of_look;
use std::cell::Cell;
use std::time::Duration;

fn taken(line: u64, row: Option<Result<Vec<u8>, Cow<'static, str>>>, notes: &[(Note, &str)]) -> Taken {
    let mut all = Notes::default();
    notes.iter().for_each(|(note, what)| all.add_about(*note, what, "about it"));
    Taken { place: Place { file: "a.md".into(), line }, notes: all, row }
}

#[test]
fn rows_come_back() {
    let all = [
        taken(0, None, &[(Note::Passed, "draft")]),
        taken(7, Some(Ok(b"{\"title\":\"\xc3\xb8\"}".to_vec())), &[(Note::Row, "x"), (Note::Text, "y"), (Note::Text, "y")]),
        taken(1 << 40, Some(Err("empty".into())), &[]),
    ];
    let mut put = Put::default();
    all.iter().for_each(|taken| put_taken(taken, &mut put));
    let mut take = Take(&put.0);
    for expected in &all {
        assert_eq!(format!("{:?}", take_taken(&mut take, &"a.md".into()).unwrap()), format!("{expected:?}"));
    }
    assert!(take.is_empty());
    for end in 0..put.0.len() {
        let mut take = Take(&put.0[..end]);
        assert!((0..3).any(|_| take_taken(&mut take, &"a.md".into()).is_err()), "{end}");
    }
}

/// The rows of a page: kept ones, or what `take_apart` makes of it. Counts what was opened.
fn rows(
    kept: &mut Kept,
    asked: &str,
    path: &Path,
    name: &Arc<str>,
    opened: &Cell<usize>,
    take_apart: &dyn Fn(&[u8]) -> Vec<Taken>,
) -> Vec<Taken> {
    let look = Look::of(&fs::metadata(path).unwrap());
    let about = About { title: "Feed".to_owned(), ..About::default() };
    let said = kept.same(asked, look, name).unwrap_or_else(|| {
        opened.set(opened.get() + 1);
        kept.said(asked, look, &fs::read(path).unwrap(), name, &|bytes| Said { about: Some(about.clone()), rows: take_apart(bytes) })
    });
    assert_eq!(said.about, Some(about));
    said.rows
}

/// Reads pages; how many were opened to be read, how many were taken apart, and their rows.
fn read(folder: &Path, pages: &[&str]) -> (usize, usize, Vec<String>) {
    let mut kept = Kept::open(&folder.join("cache"));
    let (apart, name) = (Cell::new(0), Arc::from("page"));
    let take_apart = |bytes: &[u8]| {
        apart.set(apart.get() + 1);
        vec![taken(1, Some(Ok(bytes.to_vec())), &[])]
    };
    let opened = Cell::new(0);
    let mut rows = |page: &&str| rows(&mut kept, page, &folder.join(page), &name, &opened, &take_apart);
    let rows = pages.iter().flat_map(&mut rows).map(|taken| String::from_utf8(taken.row.unwrap().unwrap()).unwrap()).collect();
    kept.finish().unwrap();
    (opened.get(), apart.get(), rows)
}

fn write(path: &Path, text: &str, seconds_ago: u64) {
    fs::write(path, text).unwrap();
    let now = fs::metadata(path).unwrap().modified().unwrap();
    File::options().write(true).open(path).unwrap().set_modified(now - Duration::from_secs(seconds_ago)).unwrap();
}

#[test]
fn what_says_the_same_is_not_taken_apart() {
    let folder = tempfile::tempdir().unwrap();
    let here = folder.path();
    ["a", "b", "c"].iter().for_each(|name| write(&here.join(name), name, 10));
    let all = ["a", "b", "c"];
    assert_eq!(read(here, &all), (3, 3, vec!["a".to_owned(), "b".to_owned(), "c".to_owned()]));
    assert_eq!(read(here, &all).1, 0);
    // Of the same length, and at the same time as far as anybody can tell.
    write(&here.join("b"), "B", 10);
    let (_, apart, rows) = read(here, &all);
    assert_eq!((apart, rows), (1, vec!["a".to_owned(), "B".to_owned(), "c".to_owned()]));
    // A file put in another's place.
    fs::rename(here.join("c"), here.join("a")).unwrap();
    let (_, apart, rows) = read(here, &["a", "b"]);
    assert_eq!((apart, rows), (1, vec!["c".to_owned(), "B".to_owned()]));
    assert_eq!(read(here, &["a", "b"]).1, 0);
    // Whatever becomes of the file, pages are read as they are.
    let kept = fs::read(here.join("cache").join(NAME)).unwrap();
    for end in 0..kept.len() {
        fs::write(here.join("cache").join(NAME), &kept[..end]).unwrap();
        assert_eq!(read(here, &["a", "b"]).2, ["c", "B"], "{end}");
    }
    for place in 0..kept.len() {
        let mut damaged = kept.clone();
        damaged[place] ^= 0x55;
        fs::write(here.join("cache").join(NAME), &damaged).unwrap();
        assert_eq!(read(here, &["a", "b"]).2, ["c", "B"], "{place}");
    }
    fs::remove_dir_all(here.join("cache")).unwrap();
    assert_eq!(read(here, &["a", "b"]), (2, 2, vec!["c".to_owned(), "B".to_owned()]));
}

#[cfg(unix)]
#[test]
fn another_file_looks_otherwise() {
    let folder = tempfile::tempdir().unwrap();
    let look = |name: &str| {
        write(&folder.path().join(name), "same", 10);
        Look { changed: 0, ..Look::of(&fs::metadata(folder.path().join(name)).unwrap()) }
    };
    assert_ne!(look("a"), look("b"));
    assert_eq!(look("a"), look("a"));
}

#[test]
fn only_what_this_program_has_kept_counts() {
    let folder = tempfile::tempdir().unwrap();
    let page = folder.path().join("page");
    write(&page, "page", 10);
    let look = Look::of(&fs::metadata(&page).unwrap());
    let read = |writer: Option<Hash>| {
        let (mut kept, apart) = (Kept::kept_by(writer, &folder.path().join("cache")), Cell::new(false));
        let take_apart = |_: &[u8]| {
            apart.set(true);
            Vec::new()
        };
        rows(&mut kept, "page", &page, &Arc::from("page"), &Cell::new(0), &take_apart);
        kept.finish().unwrap();
        apart.get()
    };
    let [one, other] = ["1.0.0", "1.0.1"].map(|version| Some(of_look(look, version)));
    assert_eq!([one, one, other, other, one].map(read), [true, false, true, false, true]);
    // Without a look, nothing is taken and nothing is kept.
    let before = fs::read(folder.path().join("cache").join(NAME)).unwrap();
    assert!(read(None) && !Kept::kept_by(None, folder.path()).keeps());
    assert_eq!(fs::read(folder.path().join("cache").join(NAME)).unwrap(), before);
}

#[cfg(unix)]
#[test]
fn what_looks_the_same_is_not_read() {
    let folder = tempfile::tempdir().unwrap();
    let here = folder.path();
    write(&here.join("a"), "a", 10);
    assert_eq!(read(here, &["a"]).0, 1);
    // It had just changed when it was kept first, as far as the system knows, and so is read once more.
    std::thread::sleep(Duration::from_millis(150));
    assert_eq!(read(here, &["a"]).0, 1);
    assert_eq!((read(here, &["a"]).0, read(here, &["a"]).2), (0, vec!["a".to_owned()]));
}
