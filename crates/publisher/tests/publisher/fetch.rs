//! Sources that are addresses, from a server of the test's own.

use crate::support::run;
use serde_json::{Value, json};
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::sync::mpsc::{Receiver, channel};

const FEED: &str = "<rss><channel><title>F</title><item><guid>a</guid><title>Bl\u{e5}</title><link>/a</link></item></channel></rss>";

/// Answers each request as `answer` says for its path and headers; the requests come out of the channel.
fn serve(answer: impl Fn(&str, &[String]) -> Vec<u8> + Send + 'static) -> (String, Receiver<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let (said, heard) = channel();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let Ok(mut stream) = stream else { break };
            let lines: Vec<String> = BufReader::new(&stream).lines().map_while(Result::ok).take_while(|line| !line.is_empty()).collect();
            let path = lines.first().and_then(|line| line.split(' ').nth(1)).unwrap_or_default().to_owned();
            let bytes = answer(&path, &lines);
            // A client that has had enough hangs up.
            _ = stream.write_all(&bytes);
            _ = said.send(lines.join("\n").to_lowercase());
        }
    });
    (address, heard)
}

fn answer(status: &str, headers: &str, body: &[u8]) -> Vec<u8> {
    let head = format!("HTTP/1.1 {status}\r\nContent-Length: {}\r\nConnection: close\r\n{headers}\r\n", body.len());
    [head.as_bytes(), body].concat()
}

fn import(folder: &std::path::Path, sources: &[&str], more: &[&str]) -> (i32, Value, String) {
    let said = run(folder, &[&["import", "rss"], sources, &["--out", "b.json", "--json", "--force"], more].concat(), b"");
    (said.code, serde_json::from_str(&said.data).unwrap_or_default(), said.talk)
}

#[test]
fn a_feed_is_fetched_once_while_it_is_the_same() {
    let latin: Vec<u8> = FEED.chars().map(|c| c as u8).collect();
    let (address, heard) = serve(move |_, lines| {
        let known = lines.iter().any(|line| line.to_lowercase() == "if-none-match: \"v1\"");
        let headers = "ETag: \"v1\"\r\nLast-Modified: Thu, 01 Jan 2004 19:48:21 GMT\r\nContent-Type: text/xml; charset=iso-8859-1\r\n";
        if known { answer("304 Not Modified", "", b"") } else { answer("200 OK", headers, &latin) }
    });
    let folder = tempfile::tempdir().unwrap();
    let url = format!("{address}/feed");
    let mut bundles = Vec::new();
    for (deleted, asked) in [(false, false), (false, true), (true, false)] {
        if deleted {
            fs::remove_dir_all(folder.path().join(".dossier-cache")).unwrap();
        }
        let (code, report, talk) = import(folder.path(), &[&url], &[]);
        assert_eq!((code, &report["rows"]["shown"]), (0, &json!(1)), "{talk}");
        assert_eq!(heard.recv().unwrap().contains("if-none-match"), asked);
        bundles.push(fs::read(folder.path().join("b.json")).unwrap());
    }
    assert!(bundles.iter().all(|bundle| *bundle == bundles[0]));
    let bundle: Value = serde_json::from_slice(&bundles[0]).unwrap();
    assert_eq!((&bundle["items"][0]["title"], &bundle["items"][0]["url"]), (&json!("Blå"), &json!(format!("{address}/a"))));
    // A copy that was tampered with is not asked about.
    for entry in fs::read_dir(folder.path().join(".dossier-cache")).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|end| end == "body") {
            fs::write(path, "<rss><item><guid>x</guid><title>X</title></item></rss>").unwrap();
        }
    }
    import(folder.path(), &[&url], &[]);
    assert!(!heard.recv().unwrap().contains("if-none-match"));
    assert_eq!(fs::read(folder.path().join("b.json")).unwrap(), bundles[0]);
}

#[test]
fn addresses_that_lead_nowhere() {
    let packed = {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        let zeros = vec![b' '; 1 << 20];
        (0..80).for_each(|_| encoder.write_all(&zeros).unwrap());
        encoder.finish().unwrap()
    };
    let (address, _heard) = serve(move |path, _| match path {
        "/feed" => answer("200 OK", "", FEED.as_bytes()),
        "/moved" => answer("301 Moved", "Location: /feed\r\n", b""),
        "/round" => answer("302 Found", "Location: /round\r\n", b""),
        "/file" => answer("302 Found", "Location: file:///etc/hostname\r\n", b""),
        "/bomb" => answer("200 OK", "Content-Encoding: gzip\r\n", &packed),
        _ => answer("404 Not Found", "", b"no"),
    });
    let folder = tempfile::tempdir().unwrap();
    let at = |path: &str| format!("{address}{path}");
    assert_eq!(import(folder.path(), &[&at("/moved")], &[]).0, 0);
    fs::write(folder.path().join("b.json"), "{\"kept\": 1}").unwrap();
    for (path, words) in [("/round", "redirect"), ("/file", "cannot fetch"), ("/bomb", "larger than 64 MiB"), ("/none", "404")] {
        let (code, _, talk) = import(folder.path(), &[&at(path)], &[]);
        assert_eq!(code, 1, "{path}: {talk}");
        assert!(talk.contains(words) && talk.contains(path), "{path}: {talk}");
        assert_eq!(fs::read_to_string(folder.path().join("b.json")).unwrap(), "{\"kept\": 1}");
    }
    // An import that goes on loses nothing by one address that fails, and says so.
    fs::remove_file(folder.path().join("b.json")).unwrap();
    let (code, report, talk) = import(folder.path(), &[&at("/none"), &at("/feed")], &["--append"]);
    assert_eq!((code, &report["rows"]), (2, &json!({"read": 2, "shown": 1, "refused": 1, "merged": 0})), "{talk}");
}
