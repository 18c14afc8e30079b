//! A host on the loopback that serves the built reader with the headers of production, and misbehaves where it is told to.
//!
//! It speaks HTTP by hand, since dropped connections and broken promises of length are below what server frameworks let through.

use super::reply::Reply;
use anyhow::Result;
use std::net::Ipv4Addr;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use tokio::io::AsyncReadExt as _;
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

/// The policy of every page (DESIGN §10) and the other headers of production.
const HEADERS: &str = "Content-Security-Policy: default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
     img-src 'self' https:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'; object-src 'none'; \
     manifest-src 'self'; frame-src 'self'; require-trusted-types-for 'script'; trusted-types 'none'\r\n\
     X-Content-Type-Options: nosniff\r\nReferrer-Policy: strict-origin-when-cross-origin\r\n\
     Cross-Origin-Opener-Policy: same-origin\r\nCache-Control: no-cache\r\n";

/// Notes what goes wrong in a page from its first moment on. It is served as a file, since the policy forbids inline scripts.
const WATCH: &str = include_str!("watch.js");
const WATCH_PATH: &str = "/dossier-tests-watch.js";
const WATCH_TAG: &str = "<script src=\"/dossier-tests-watch.js\"></script>";

/// The folder under which the reader can be opened as well, to prove that it does not need a host of its own.
pub(crate) const SUB_FOLDER: &str = "/reading/room";

/// A running host. It ends when dropped.
pub(crate) struct Host {
    /// Such as `http://127.0.0.1:40123`.
    pub(crate) origin: String,
    shared: Arc<Shared>,
    task: JoinHandle<()>,
}

struct Shared {
    folder: PathBuf,
    /// Sent with every answer.
    headers: Mutex<String>,
    replies: Mutex<Vec<(String, Reply)>>,
    requests: Mutex<Vec<String>>,
}

impl Host {
    /// Starts a host for the files of `folder`.
    pub(crate) async fn start(folder: &Path) -> Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let origin = format!("http://{}", listener.local_addr()?);
        let headers = Mutex::new(HEADERS.to_owned());
        let shared = Arc::new(Shared { folder: folder.to_owned(), headers, replies: Mutex::default(), requests: Mutex::default() });
        let serving = Arc::clone(&shared);
        let task = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(serve(stream, Arc::clone(&serving)));
            }
        });
        Ok(Self { origin, shared, task })
    }

    /// From now on paths like `pattern` (one `*` stands for anything) get this answer.
    pub(crate) fn reply(&self, pattern: &str, reply: Reply) {
        self.shared.replies.lock().unwrap_or_else(PoisonError::into_inner).insert(0, (pattern.to_owned(), reply));
    }

    /// From now on these headers are sent in place of those of production, each with its line end.
    pub(crate) fn sends(&self, headers: &str) {
        headers.clone_into(&mut self.shared.headers.lock().unwrap_or_else(PoisonError::into_inner));
    }

    /// From now on other people's pages may fetch everything.
    pub(crate) fn welcomes(&self) {
        self.sends(&format!("{HEADERS}Access-Control-Allow-Origin: *\r\n"));
    }

    /// From now on the host names itself in its policy, as `dossier build --address` writes it.
    pub(crate) fn names_itself(&self) {
        let mut headers = self.shared.headers.lock().unwrap_or_else(PoisonError::into_inner);
        for part in ["script-src 'self'", "style-src 'self'", "connect-src 'self'"] {
            *headers = headers.replace(part, &format!("{part} {}", self.origin));
        }
    }

    /// From now on every path gets its file again.
    pub(crate) fn heal(&self) {
        self.shared.replies.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }

    /// Serves this text as the content.
    pub(crate) fn bundle(&self, json: impl Into<Vec<u8>>) {
        self.reply("/bundle.json", Reply::json(json));
    }

    /// The paths asked for so far, with their query.
    pub(crate) fn requests(&self) -> Vec<String> {
        self.shared.requests.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The file that answers a path like `pattern`.
    pub(crate) fn file(&self, pattern: &str) -> Result<Vec<u8>> {
        let (folder, name) = pattern.rsplit_once('/').unwrap_or(("", pattern));
        for entry in std::fs::read_dir(self.shared.folder.join(folder.trim_start_matches('/')))? {
            let entry = entry?;
            if like(name, &entry.file_name().to_string_lossy()) {
                return Ok(std::fs::read(entry.path())?);
            }
        }
        anyhow::bail!("the built reader has no {pattern}")
    }
}

impl Drop for Host {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// Answers the one request of a connection. A reader that goes away meanwhile is no fault of the test.
async fn serve(mut stream: TcpStream, shared: Arc<Shared>) {
    let Some(target) = request(&mut stream).await else { return };
    let path = target.split(['?', '#']).next().unwrap_or_default();
    let path = path.strip_prefix(SUB_FOLDER).unwrap_or(path).to_owned();
    shared.requests.lock().unwrap_or_else(PoisonError::into_inner).push(target);
    let told = shared.replies.lock().unwrap_or_else(PoisonError::into_inner).iter().find(|(pattern, _)| like(pattern, &path)).cloned();
    let reply = told.map_or_else(|| file(&shared.folder, &path), |(_, reply)| reply);
    let headers = shared.headers.lock().unwrap_or_else(PoisonError::into_inner).clone();
    drop(watched(reply).write(&mut stream, &headers).await);
}

/// Reads up to the end of a request's head; gives its target.
async fn request(stream: &mut TcpStream) -> Option<String> {
    let mut head = Vec::new();
    let mut piece = [0; 4096];
    while !head.windows(4).any(|end| end == b"\r\n\r\n") {
        match stream.read(&mut piece).await {
            Ok(read) if read > 0 && head.len() < 65_536 => head.extend_from_slice(&piece[..read]),
            _ => return None,
        }
    }
    let head = String::from_utf8_lossy(&head);
    head.split(' ').nth(1).map(str::to_owned)
}

fn file(folder: &Path, path: &str) -> Reply {
    if path == WATCH_PATH {
        return Reply::Whole { status: 200, mime: "text/javascript; charset=utf-8", body: WATCH.into() };
    }
    // A page beside the bundle serves every folder that has none of its own.
    let page = format!("{path}index.html");
    let name = match path.trim_start_matches('/') {
        name if !path.ends_with('/') => name,
        _ if folder.join(page.trim_start_matches('/')).is_file() => page.trim_start_matches('/'),
        _ => "index.html",
    };
    let safe = !name.split('/').any(|part| part == "..");
    match safe.then(|| std::fs::read(folder.join(name))) {
        Some(Ok(body)) => Reply::Whole { status: 200, mime: mime(name), body },
        _ => Reply::status(404),
    }
}

/// Puts the watching script first into a page.
fn watched(reply: Reply) -> Reply {
    match reply {
        Reply::Whole { status, mime, body } if mime.starts_with("text/html") => {
            let text = String::from_utf8_lossy(&body).replacen("<head>", &format!("<head>{WATCH_TAG}"), 1);
            Reply::Whole { status, mime, body: text.into_bytes() }
        }
        other => other,
    }
}

fn mime(name: &str) -> &'static str {
    match name.rsplit_once('.').map_or("", |(_, extension)| extension) {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "json" => "application/json",
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "webmanifest" => "application/manifest+json",
        _ => "application/octet-stream",
    }
}

/// Whether `pattern`, in which one `*` stands for anything, is `text`.
fn like(pattern: &str, text: &str) -> bool {
    match pattern.split_once('*') {
        None => pattern == text,
        Some((start, end)) => text.len() >= start.len() + end.len() && text.starts_with(start) && text.ends_with(end),
    }
}
