//! `dossier serve` as a browser meets it: what a preview answers is what the built site answers.

use crate::build::files;
use crate::site::reader;
use crate::support::run;
use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// A server that ends with the test.
struct Server {
    child: Child,
    address: String,
    said: Arc<Mutex<String>>,
}

impl Server {
    fn start(here: &Path, folder: &str) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_dossier"))
            .args(["serve", folder, "--port", "0"])
            .current_dir(here)
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stderr.take().unwrap()).lines();
        let said = |line: &str| Some(line.split_once(" at http://")?.1.split_once('/')?.0.to_owned());
        let mut before = String::new();
        let found = |line: String| {
            before += &line;
            said(&line)
        };
        let address = lines.by_ref().map_while(Result::ok).find_map(found).expect("the server says where it is");
        let said = Arc::new(Mutex::new(before));
        let all = said.clone();
        std::thread::spawn(move || lines.map_while(Result::ok).for_each(|line| *all.lock().unwrap() += &line));
        Self { child, address, said }
    }

    /// All that it has said.
    fn said(&self) -> String {
        self.said.lock().unwrap().clone()
    }

    /// Waits for what is bound to happen.
    fn until(&self, is: impl Fn(&Self) -> bool) {
        for _ in 0..400 {
            if is(self) {
                return;
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        panic!("it never happens: {}", self.said());
    }

    fn get(&self, path: &str) -> (u16, String) {
        let agent: ureq::Agent = ureq::Agent::config_builder().http_status_as_error(false).build().into();
        let mut answer = agent.get(format!("http://{}/{path}", self.address)).call().unwrap();
        (answer.status().as_u16(), answer.body_mut().read_to_string().unwrap())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        _ = self.child.kill();
        _ = self.child.wait();
    }
}

fn put(here: &Path, path: &str, text: &str) {
    let path = here.join("room").join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

/// Addresses that an item had, and whether a page leads on from there.
const OLD: [(&str, bool); 27] = [
    ("2024/05/old.html", true),
    ("2024/05/old.html/deeper", false),
    ("2024/05/old", true),
    ("a b/ø", true),
    ("feed.xml", true),
    ("i/nobody", true),
    ("news/9", true),
    ("nb/t/nothing", true),
    ("page/index.html", true),
    ("page", true),
    ("i", true),
    ("search", false),
    ("nb", false),
    ("news", false),
    ("i/b.html", false),
    ("about", false),
    ("nb/changes", false),
    ("404.html", false),
    ("robots.txt", false),
    ("sitemap.xml", false),
    ("opensearch.nb.xml", false),
    ("deadlines.en.ics", false),
    ("feeds/room/news.en.atom", false),
    ("icon.svg/old", false),
    ("hello.html", false),
    ("files/report.pdf", false),
    ("bundle.json", false),
];

#[test]
fn older_addresses_lead_on_in_a_preview_as_in_the_site() {
    let folder = tempfile::tempdir().unwrap();
    let here = folder.path();
    put(here, "dossier.toml", "[site]\ntitle = \"Room\"\nlanguages = [\"en\", \"nb\"]\naddress = \"https://example.org/room/\"\n");
    let aliases: Vec<String> = OLD.iter().map(|(path, _)| format!("\"/{path}\"")).collect();
    put(here, "content/a.md", &format!("---\ntitle: A\naliases: [{}]\n---\n[report](report.pdf)\n", aliases.join(", ")));
    put(here, "content/b.md", "---\nid: b.html\ntitle: B\naliases: [/2024/05/old, /b/]\ndeadline: 2024-05-01\n---\nText.\n");
    put(here, "content/report.pdf", "a report");
    put(here, "public/hello.html", "hello");
    reader(here);
    let said = run(here, &["build", "room"], b"");
    assert_eq!(said.code, 0, "{}", said.talk);
    let site = files(&here.join("room/site"));
    let is_page = |path: &str| Path::new(path).extension().is_some_and(|end| end == "html");
    let leads = |text: &str| text.contains("http-equiv=\"refresh\"");
    // One of them twice, and one of the other item.
    let pages: Vec<&String> =
        site.iter().filter(|(name, bytes)| is_page(name) && leads(&String::from_utf8_lossy(bytes))).map(|(name, _)| name).collect();
    assert_eq!(pages.len(), OLD.iter().filter(|(_, leads)| *leads).count(), "{pages:?}");

    let (built, preview) = (Server::start(here, "room/site"), Server::start(here, "room"));
    let answers = |server: &Server| -> BTreeMap<String, (u16, String)> {
        let ways = OLD.iter().map(|(path, _)| *path).chain(["b"]).flat_map(|path| [path.to_owned(), format!("{path}/")]);
        ways.map(|path| path.replace(' ', "%20").replace('ø', "%C3%B8"))
            .map(|path| (path.clone(), server.get(&path)))
            .filter(|(_, (_, text))| leads(text))
            .collect()
    };
    let (built, made) = (answers(&built), answers(&preview));
    assert_eq!(built, made);
    for (path, leads_on) in OLD {
        let path = if is_page(path) { path.to_owned() } else { format!("{path}/") };
        let page = made.get(&path.replace(' ', "%20").replace('ø', "%C3%B8"));
        assert_eq!(page.is_some(), leads_on, "{path}");
        assert!(page.is_none_or(|(status, text)| *status == 200 && text.contains("dossier-reload.js")), "{page:?}");
    }
    // What is nowhere is nowhere, and what stands there stays.
    assert_eq!((preview.get("2024/05/").0, preview.get("i/nobody-else/").0, preview.get("news/8/").0), (404, 404, 404));
    assert_eq!(preview.get("hello.html"), (200, "hello".to_owned()));
    // An edit takes an address away.
    put(here, "content/b.md", "---\nid: b.html\ntitle: B\ndeadline: 2024-05-01\n---\nText, with more.\n");
    preview.until(|server| server.get("b/").0 == 404);
    assert_eq!(preview.get("i/b.html/").0, 200);
}

/// Content that cannot be built leaves the preview as it was; a preview that is damaged is let go, and is no fault of the content.
#[test]
fn a_preview_goes_on_after_what_is_wrong() {
    let folder = tempfile::tempdir().unwrap();
    let here = folder.path();
    let rows: Vec<String> = (0..3_000).map(|row| format!("{{\"id\":\"r{row}\",\"title\":\"Row {row}\"}}\n")).collect();
    put(here, "dossier.toml", "[site]\ntitle = \"Room\"\n");
    put(here, "content/rows.jsonl", &rows.concat());
    put(here, "content/a.md", "# First\n\n[report](report.pdf)\n");
    put(here, "content/report.pdf", "a report");
    reader(here);
    let preview = Server::start(here, "room");
    let shows = |title: &'static str| move |server: &Server| server.get("i/a/").1.contains(title);
    assert!(shows("First")(&preview));
    // Its name is taken in the site.
    put(here, "public/files/report.pdf", "another");
    put(here, "content/a.md", "# Second\n\n[report](report.pdf)\n");
    preview.until(|server| server.said().contains("content/report.pdf comes along as files/report.pdf"));
    assert!(shows("First")(&preview));
    fs::remove_file(here.join("room/public/files/report.pdf")).unwrap();
    preview.until(shows("Second"));
    for path in crate::support::files_of(&here.join("room/.dossier-preview/archive"), ".bin") {
        fs::remove_file(&path).unwrap();
        fs::write(path, "damaged").unwrap();
    }
    put(here, "content/a.md", "# Third\n\nx\n");
    preview.until(shows("Third"));
    assert!(!preview.said().contains("cannot be continued"), "{}", preview.said());
}
