//! Older addresses of items: they lead on, and take the place of nothing.

use crate::beside::{put, room};
use crate::build::files;
use crate::site::reader;
use crate::support::run;

#[test]
fn older_addresses_lead_to_items() {
    let folder = tempfile::tempdir().unwrap();
    let here = folder.path();
    room(here);
    reader(here);
    let said = run(here, &["build", "room"], b"");
    assert_eq!(said.code, 0, "{}", said.talk);
    let site = files(&here.join("room/site"));
    let text = |name: &str| String::from_utf8_lossy(&site[name]).into_owned();
    for (page, way) in [
        ("old/post.html", "../i/security-nice-post/"),
        ("old/dir/index.html", "../../i/security-nice-post/"),
        ("2023/01/02/b/index.html", "../../../../i/news-2024-05-01-b/"),
    ] {
        let page = text(page);
        assert!(page.contains(&format!("<meta http-equiv=\"refresh\" content=\"0; url={way}\">")), "{page}");
        assert!(page.contains(&format!("<a href=\"{way}\">")), "{page}");
        assert!(page.contains("<link rel=\"canonical\" href=\"https://example.org/room/i/"), "{page}");
    }
    // The site's own pages stay, and what cannot be both a file and a folder is told.
    assert!(!text("about/index.html").contains("http-equiv=\"refresh\""));
    assert!(said.talk.contains("2 redirects from addresses that the site itself has, or"), "{}", said.talk);
    let redirects = text("_redirects");
    assert!(redirects.contains("/room/2023/01/02/b /room/i/news-2024-05-01-b/ 301\n"), "{redirects}");
    assert!(redirects.contains("/room/old/post.html /room/i/security-nice-post/ 301\n"), "{redirects}");
    assert!(!text("sitemap.xml").contains("/old/"));
}

/// What the site has keeps its name, be it a page, a host's file, a file that came along or what a build before has left.
#[test]
fn no_older_address_takes_the_place_of_anything() {
    let folder = tempfile::tempdir().unwrap();
    let here = folder.path();
    let long = "x".repeat(253);
    let deep = [long.as_str(); 20].join("/");
    let taken = [
        "/bundle.json",
        "/search/",
        "/_headers",
        "/_redirects",
        "/.nojekyll",
        "/files/report.pdf",
        "/hello.txt",
        "/icon.svg",
        "/bundle.json.br",
        "/index.html.gz",
        &format!("/{long}"),
        &format!("/{deep}"),
    ];
    let free = ["/embed/dossier-x.js", "/old", "/files/other/"];
    let all = taken.iter().chain(&free).copied().collect::<Vec<_>>().join(", ");
    put(here, "dossier.toml", "[site]\ntitle = \"Mini\"\naddress = \"https://example.org/room/\"\n");
    put(here, "content/a.md", &format!("---\ntitle: A\naliases: [{all}]\n---\n[report](report.pdf) [drawing]({}.svg)\n", &long[..251]));
    put(here, "content/report.pdf", "a report");
    // Its name has no room for the ends of copies.
    put(here, &format!("content/{}.svg", &long[..251]), &"<svg/>".repeat(100));
    put(here, "public/hello.txt", "hello");
    reader(here);
    // The second build goes on with the first.
    for build in ["first", "second"] {
        let said = run(here, &["build", "room"], b"");
        assert_eq!(said.code, 0, "{build}: {}", said.talk);
        // A hidden name is none that an item ever had.
        assert!(said.talk.contains("11 redirects from addresses that the site itself has"), "{build}: {}", said.talk);
        let site = files(&here.join("room/site"));
        let text = |name: &str| String::from_utf8_lossy(&site[name]).into_owned();
        assert_eq!((text("files/report.pdf"), text("hello.txt")), ("a report".into(), "hello".into()));
        assert!(text("_headers").starts_with("/room/*\n") && text("bundle.json").starts_with('{'));
        assert!(!text("search/index.html").contains("http-equiv=\"refresh\""));
        let redirects = text("_redirects");
        let from: Vec<&str> = redirects.lines().filter(|line| line.ends_with(" 301")).filter_map(|line| line.split(' ').next()).collect();
        assert_eq!(from, ["/room/embed/dossier-x.js", "/room/files/other", "/room/old"]);
        for address in free {
            let page = text(&format!("{}/index.html", address.trim_matches('/')));
            assert!(page.contains("http-equiv=\"refresh\""), "{build}: {page}");
        }
    }
}
