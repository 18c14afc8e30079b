//! `dossier build --previous`: what has not changed stays, and the answers are those of all items.

use crate::build::{files, row};
use crate::reopened::Reopened;
use crate::support::{Said, run};
use serde_json::Value;
use std::fs;
use std::path::Path;

/// More than a part may have that is written anew whenever something is added.
const BASE: usize = 2_200;

fn base() -> Vec<String> {
    (0..BASE).map(row).collect()
}

fn build(folder: &Path, out: &str, previous: Option<&str>, rows: &[String]) -> Said {
    let mut arguments = vec!["build", "-", "--out", out, "--title", "Room", "--content-only", "--json"];
    arguments.extend(previous.into_iter().flat_map(|site| ["--previous", site]));
    run(folder, &arguments, rows.join("\n").as_bytes())
}

/// Builds a site after another one; its parts, how much of it is new, and the site itself.
fn check(folder: &Path, (out, previous): (&str, &str), rows: &[String], parts: &[u32]) -> (u64, Reopened) {
    let before = files(&folder.join(previous));
    let said = build(folder, out, Some(previous), rows);
    assert_eq!(said.code, 0, "{}", said.talk);
    let report: Value = serde_json::from_str(&said.data).unwrap();
    let after = files(&folder.join(out));
    let new: Vec<u64> = after.iter().filter(|(path, file)| before.get(*path) != Some(file)).map(|(_, file)| file.len() as u64).collect();
    assert_eq!(report["uploaded"]["files"], new.len());
    assert_eq!(report["uploaded"]["bytes"], new.iter().sum::<u64>());
    assert!(said.talk.contains(&format!("to upload: {} files", new.len())), "{}", said.talk);
    let site = Reopened::new(&folder.join(out));
    assert_eq!(site.parts().iter().map(|part| part.items).collect::<Vec<_>>(), parts);
    // No file is there that the table of contents does not name.
    let named: u64 = site.parts().iter().flat_map(|part| &part.shelves).map(|shelf| u64::from(shelf.files())).sum();
    assert!(after.len() as u64 <= named + 1);
    site.check();
    (new.iter().sum(), site)
}

/// All bytes of a site.
fn bytes(site: &Path) -> u64 {
    files(site).values().map(|file| file.len() as u64).sum()
}

#[test]
fn a_site_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    let here = folder.path();
    assert_eq!(build(here, "a", None, &base()).code, 0);
    let all = bytes(&here.join("a"));
    let item = |text: &str| row(1).replace("i1\"", "late\"").replace("2021-02-11", text);

    let (new, _) = check(here, ("same", "a"), &base(), &[2_200]);
    assert_eq!((new, files(&here.join("same"))), (0, files(&here.join("a"))));

    let appended: Vec<String> = (0..BASE + 50).map(row).collect();
    let (new, b) = check(here, ("b", "a"), &appended, &[2_200, 50]);
    assert!(new * 5 < all, "{new} of {all}");
    // A version of an item of another part stands apart.
    let work = |id: &str| b.items().iter().find(|item| item.id == id).unwrap().work;
    assert_eq!((work("i2200"), work("i2193")), (None, None));
    assert!(work("i2210").is_some() && work("i2210") == work("i2203"));

    let (new, _) = check(here, ("dated", "a"), &[base(), vec![item("1990-01-01")]].concat(), &[2_200, 1]);
    assert!(new * 8 < all, "{new} of {all}");

    // From the tail everything may go without the base being touched; a second tail takes the place of the first.
    let mut changed = appended.clone();
    changed[2_202] = changed[2_202].replace("Title", "Changed");
    assert!(check(here, ("c", "b"), &changed, &[2_200, 50]).0 * 5 < all);
    let withdrawn: Vec<String> = (0..BASE + 60).filter(|n| *n != 2_202).map(row).collect();
    assert!(check(here, ("c", "b"), &withdrawn, &[2_200, 59]).0 * 5 < all);
    assert!(check(here, ("c", "b"), &base(), &[2_200]).0 * 5 < all);
    assert_eq!(files(&here.join("c")), files(&here.join("a")));

    // What changes in the base, or is withdrawn, is gone from it; with all versions of its work.
    let mut changed = appended.clone();
    changed[77] = changed[77].replace("Title", "Changed");
    let (new, site) = check(here, ("d", "b"), &changed, &[2_200, 51]);
    assert!(new * 5 < all, "{new} of {all}");
    assert_eq!((site.gone(&site.parts()[0]).places.len(), site.items().len()), (1, 2_250));
    assert!(site.items().iter().any(|item| item.id == "i77" && item.title == "Changed 77"));
    // What is as it was is there again.
    check(here, ("c", "d"), &appended, &[2_200, 50]);
    assert_eq!(files(&here.join("c")), files(&here.join("b")));
    changed[40] = changed[40].replace("Words", "More words");
    let (_, site) = check(here, ("c", "d"), &changed, &[2_200, 53]);
    let (work, items) = (|id: &str| site.items().iter().find(|item| item.id == id).unwrap().work, site.items().len());
    assert_eq!((site.gone(&site.parts()[0]).places.len(), items), (3, 2_250));
    assert!(work("i40").is_some() && work("i40") == work("i33"));
    let withdrawn: Vec<String> = appended.iter().enumerate().filter(|(n, _)| *n != 1).map(|(_, row)| row.clone()).collect();
    let (_, site) = check(here, ("c", "b"), &withdrawn, &[2_200, 50]);
    assert_eq!((site.gone(&site.parts()[0]).places.len(), site.items().len()), (1, 2_249));
    // Its words are still there, which the report says, until all is written anew.
    let arguments = ["build", "-", "--out", "e", "--previous", "b", "--title", "Room", "--content-only"];
    let rows = withdrawn.join("\n");
    let said = run(here, &arguments, rows.as_bytes());
    assert!(said.talk.contains("1 items have changed or gone"), "{}", said.talk);
    let said = run(here, &[&arguments[..], &["--anew"]].concat(), rows.as_bytes());
    assert!(said.code == 0 && !said.talk.contains("--anew"), "{}", said.talk);
    assert_eq!(Reopened::new(&here.join("e")).parts().iter().map(|part| part.items).collect::<Vec<_>>(), [2_249]);
    // Where much has changed, everything is written anew.
    let rewritten: Vec<String> =
        appended.iter().enumerate().map(|(n, row)| if n < 300 { row.replace("Title", "Other") } else { row.clone() }).collect();
    check(here, ("c", "b"), &rewritten, &[2_250]);
}

#[test]
fn lists_go_on_too() {
    let folder = tempfile::tempdir().unwrap();
    let here = folder.path();
    assert_eq!(build(here, "a", None, &base()).code, 0);
    let (all, a) = (bytes(&here.join("a")), Reopened::new(&here.join("a")));
    let late = row(6).replace("i6\"", "late\"");
    let other = row(7).replace("i7\"", "other\"").replace("\"t0\"", "\"new type\"").replace("\"t3\"", "\"new topic\"").replace("p2", "new");
    // The new rows stand first, and meet types, publishers and topics before all others do.
    let (new, b) = check(here, ("b", "a"), &[vec![late.clone()], base()].concat(), &[2_200, 1]);
    assert_eq!((&b.bundle.types, &b.bundle.publishers, &b.bundle.topics), (&a.bundle.types, &a.bundle.publishers, &a.bundle.topics));
    assert!(new * 8 < all, "{new} of {all}");
    // With another type and topic the parts are written again, and most of their files are the same.
    let (new, c) = check(here, ("c", "a"), &[vec![other.clone(), late.clone()], base()].concat(), &[2_200, 2]);
    assert!(new * 8 < all, "{new} of {all}");
    assert!(c.bundle.types.starts_with(&a.bundle.types) && c.bundle.topics.starts_with(&a.bundle.topics));
    assert_eq!((c.bundle.types.len(), c.bundle.topics.len()), (a.bundle.types.len() + 1, a.bundle.topics.len() + 1));
    // Neither threads nor the place of the site before change a byte.
    let rows = [vec![late], base()].concat();
    for threads in ["1", "3"] {
        let arguments = ["build", "-", "--out", "a", "--previous", "a", "--title", "Room", "--content-only", "--threads", threads];
        assert_eq!(run(here, &arguments, rows.join("\n").as_bytes()).code, 0);
        assert_eq!(files(&here.join("a")), files(&here.join("b")));
    }
}

#[test]
fn a_bundle_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    let here = folder.path();
    let whole = |name: &str, rows: usize| {
        let rows: Vec<String> = (0..rows).map(row).collect();
        let said = run(here, &["build", "-", "--out", name, "--title", "Room", "--content-only", "--whole"], rows.join("\n").as_bytes());
        assert_eq!(said.code, 0, "{}", said.talk);
    };
    whole("one", BASE);
    whole("two", BASE + 50);
    assert_eq!(build(here, "a", None, &base()).code, 0);
    let appended: Vec<String> = (0..BASE + 50).map(row).collect();
    assert_eq!(build(here, "b", Some("a"), &appended).code, 0);
    for (bundle, previous, expected) in [("one", "a", "a"), ("two", "a", "b"), ("two", "b", "b")] {
        let input = format!("{bundle}/bundle.json");
        let said = run(here, &["build", &input, "--out", "c", "--content-only", "--previous", previous], b"");
        assert_eq!(said.code, 0, "{}", said.talk);
        assert_eq!(files(&here.join("c")), files(&here.join(expected)));
    }
    // A whole bundle before has no parts that could stay.
    let said = run(here, &["build", "one/bundle.json", "--out", "c", "--content-only", "--previous", "one"], b"");
    assert_eq!(said.code, 0, "{}", said.talk);
    assert_eq!(files(&here.join("c")), files(&here.join("a")));
}

#[test]
fn a_damaged_site_is_not_continued() {
    let folder = tempfile::tempdir().unwrap();
    let here = folder.path();
    assert_eq!(build(here, "a", None, &base()).code, 0);
    let bundle = fs::read_to_string(here.join("a/bundle.json")).unwrap();
    let site = Reopened::new(&here.join("a"));
    let rows = [base(), vec![row(BASE)]].concat();
    let refused = |words: &str| {
        let said = build(here, "b", Some("a"), &rows);
        assert_eq!((said.code, said.data.as_str()), (1, ""), "{}", said.talk);
        assert!(said.talk.contains(words) && said.talk.contains("without --previous, everything is written anew"), "{}", said.talk);
        // A preview begins anew then, and only then.
        assert!(said.talk.starts_with("dossier: the site before cannot be continued: "), "{}", said.talk);
        assert!(!here.join("b").exists());
    };
    for shelf in ["index", "bodies", "terms", "cards", "positions"] {
        let folder = site.parts()[0].shelf(shelf).unwrap().folders[0];
        let path = here.join(format!("a/archive/{}/0.bin", folder.name()));
        let good = fs::read(&path).unwrap();
        let mut bad = good.clone();
        bad[20] ^= 1;
        for bad in [bad, good[..good.len() - 1].to_vec(), Vec::new()] {
            fs::write(&path, bad).unwrap();
            refused("0.bin is damaged");
        }
        fs::remove_file(&path).unwrap();
        refused("cannot read");
        fs::write(&path, good).unwrap();
    }
    for (bad, words) in [
        ("{", "cannot be used"),
        (&bundle.replace("\"items\":2200", "\"items\":2300"), "is damaged"),
        (&bundle.replace("\"bodies\"", "\"other\""), "too many bodies or too few"),
        (&bundle.replace("\"index\"", "\"other\""), "has no index"),
    ] {
        assert_ne!(bad, bundle);
        fs::write(here.join("a/bundle.json"), bad).unwrap();
        refused(words);
    }
    fs::remove_file(here.join("a/bundle.json")).unwrap();
    refused("cannot read");
    fs::write(here.join("a/bundle.json"), bundle).unwrap();
    assert_eq!(build(here, "b", Some("a"), &rows).code, 0);
}

#[test]
fn pages_that_were_kept_change_no_byte() {
    let folder = tempfile::tempdir().unwrap();
    let here = folder.path();
    fs::create_dir_all(here.join("content/deep")).unwrap();
    fs::write(here.join("dossier.toml"), "[site]\ntitle = \"Room\"\n").unwrap();
    let page = |name: &str, title: &str| {
        fs::write(here.join("content").join(name), format!("---\ntitle: {title}\nodd: lost\n---\n\nWords of {title}, [on](b.md).\n"))
            .unwrap();
    };
    ["a.md", "b.md", "b.nb.md", "deep/c.md"].iter().for_each(|name| page(name, name));
    let write = |path: &str, text: &str| fs::write(here.join("content").join(path), text).unwrap();
    let feed = |title: &str| {
        format!(
            "<rss version=\"2.0\"><channel><title>F</title><odd>x</odd><item><title>{title}</title><guid>f</guid></item></channel></rss>"
        )
    };
    let json =
        "{\"version\":\"https://jsonfeed.org/version/1.1\",\"odd\":1,\"items\":[{\"id\":\"g\",\"title\":\"G\",\"content_text\":\"x\"}]}";
    write("d.html", "<title>D</title><p>Words");
    write("f.xml", &feed("First"));
    write("g.json", json);
    write("no.xml", "no feed");
    write("h.csv", "id,title\nh,H\n");
    let build = || {
        // Not to be told that nothing has changed.
        _ = fs::remove_file(here.join(".dossier-cache/built"));
        let said = run(here, &["build", ".", "--content-only", "--force-archive", "--force", "--json"], b"");
        assert_eq!(said.code, 2, "{}", said.talk);
        let report: serde_json::Value = serde_json::from_str(&said.data).unwrap();
        (report["import"].clone(), files(&here.join("site")))
    };
    let cache = here.join(".dossier-cache/pages");
    for change in ["nothing", "nothing", "a", "name", "gone", "feed", "feed gone", "json", "damage"] {
        // What has just changed is not settled yet.
        std::thread::sleep(std::time::Duration::from_millis(60));
        match change {
            "a" => page("a.md", "Another title"),
            "name" => fs::rename(here.join("content/deep/c.md"), here.join("content/e.md")).unwrap(),
            "gone" => fs::remove_file(here.join("content/b.nb.md")).unwrap(),
            "feed" => write("f.xml", &feed("Other")),
            "feed gone" => fs::rename(here.join("content/f.xml"), here.join("content/g.json")).unwrap(),
            "json" => write("g.json", "{\"id\":\"i\",\"title\":\"I\"}\n"),
            "damage" => fs::write(&cache, &fs::read(&cache).unwrap()[..200]).unwrap(),
            _ => {}
        }
        let kept = build();
        assert!(cache.is_file(), "{change}");
        assert!(kept.0["losses"].to_string().contains("odd"), "{}", kept.0);
        fs::remove_file(&cache).unwrap();
        assert!(build() == kept, "{change}");
    }
}

#[test]
fn a_feed_that_was_kept_names_the_site() {
    let folder = tempfile::tempdir().unwrap();
    let here = folder.path();
    let text = "<rss version=\"2.0\"><channel><title>A feed</title><description>Of words</description><item><title>One</title></item></channel></rss>";
    fs::write(here.join("feed.xml"), text).unwrap();
    let sites: Vec<_> = (0..3)
        .map(|_| {
            std::thread::sleep(std::time::Duration::from_millis(60));
            _ = fs::remove_file(here.join("cache/built"));
            assert_eq!(run(here, &["build", "feed.xml", "--content-only", "--out", "site", "--cache", "cache"], b"").code, 0);
            files(&here.join("site"))
        })
        .collect();
    let bundle = String::from_utf8_lossy(&sites[2]["bundle.json"]).into_owned();
    assert!(bundle.contains("A feed") && bundle.contains("Of words"), "{bundle}");
    assert!(sites[0] == sites[1] && sites[1] == sites[2]);
}
