//! A server on loopback that speaks as Google Cloud Storage does (its XML interface): versions have numbers, on which writing may depend, and what
//! says that it is packed by gzip is unpacked for whoever does not ask for it, without a length or a tag.

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::{HeaderMap, Method, Request, Response, StatusCode, Uri, header};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::io::Read;
use std::sync::{Arc, Mutex, MutexGuard};
use url::form_urlencoded::parse;

const WHEN: &str = "Thu, 01 Jan 2026 10:00:00 GMT";
/// The header that names the version which must be there; 0 for none.
const CONDITION: &str = "x-goog-if-generation-match";
/// What is kept of an object's headers.
const KEPT: [header::HeaderName; 3] = [header::CONTENT_TYPE, header::CACHE_CONTROL, header::CONTENT_ENCODING];

/// An object.
#[derive(Clone, Debug, Default)]
pub(super) struct Object {
    pub(super) bytes: Vec<u8>,
    pub(super) headers: [String; 3],
    tag: String,
    number: u64,
}

/// An object that comes in pieces.
struct Upload {
    key: String,
    headers: [String; 3],
    pieces: BTreeMap<u32, Vec<u8>>,
}

/// A bucket, and what became of it.
#[derive(Default)]
pub(super) struct Bucket {
    pub(super) objects: BTreeMap<String, Object>,
    /// Keys that were written, with the condition if there was one.
    pub(super) puts: Vec<(String, Option<String>)>,
    uploads: BTreeMap<String, Upload>,
    numbers: u64,
    /// When an object is about to be written, someone else writes this `bundle.json`.
    pub(super) rival: Option<Vec<u8>>,
}

/// The server; it ends with the process of the tests.
pub(super) struct Google {
    pub(super) endpoint: String,
    bucket: Arc<Mutex<Bucket>>,
}

impl Google {
    pub(super) fn start() -> Self {
        let bucket = Arc::<Mutex<Bucket>>::default();
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        listener.set_nonblocking(true).unwrap();
        let endpoint = format!("http://{}", listener.local_addr().unwrap());
        let router = Router::new().fallback(answer).with_state(Arc::clone(&bucket));
        let router = router.layer(axum::extract::DefaultBodyLimit::disable());
        std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
            runtime.block_on(async move {
                let listener = tokio::net::TcpListener::from_std(listener).unwrap();
                axum::serve(listener, router).await.unwrap();
            });
        });
        Self { endpoint, bucket }
    }

    pub(super) fn bucket(&self) -> MutexGuard<'_, Bucket> {
        self.bucket.lock().unwrap()
    }
}

impl Bucket {
    fn put(&mut self, key: &str, bytes: Vec<u8>, headers: [String; 3], tag: Option<String>) -> Response<Body> {
        self.numbers += 1;
        let sum = <md5::Md5 as md5::Digest>::digest(&bytes).iter().fold(String::new(), |text, byte| format!("{text}{byte:02x}"));
        let object = Object { bytes, headers, tag: tag.unwrap_or(sum), number: self.numbers };
        let answer = about(&object).body(Body::empty()).unwrap();
        self.objects.insert(key.to_owned(), object);
        answer
    }

    fn meets(&self, key: &str, asked: &HeaderMap) -> bool {
        let number = self.objects.get(key).map_or(0, |object| object.number);
        asked.get(CONDITION).is_none_or(|wanted| *wanted == number.to_string())
    }

    fn list(&self, prefix: &str) -> String {
        let mut text = String::from("<ListBucketResult>");
        for (key, object) in self.objects.iter().filter(|(key, _)| key.starts_with(prefix)) {
            let (bytes, tag) = (object.bytes.len(), &object.tag);
            let when = "<LastModified>2026-01-01T10:00:00Z</LastModified>";
            write!(text, "<Contents><Key>{key}</Key>{when}<Size>{bytes}</Size><ETag>\"{tag}\"</ETag></Contents>").unwrap();
        }
        text + "</ListBucketResult>"
    }
}

fn about(object: &Object) -> axum::http::response::Builder {
    let kept = KEPT.into_iter().zip(&object.headers).filter(|(_, value)| !value.is_empty());
    kept.fold(Response::builder(), |answer, (name, value)| answer.header(name, value))
        .header("etag", format!("\"{}\"", object.tag))
        .header("x-goog-generation", object.number)
        .header("last-modified", WHEN)
}

/// As it is kept, or unpacked.
fn show(object: &Object, asked: &HeaderMap) -> Response<Body> {
    let [media_type, cache, encoding] = &object.headers;
    let takes_gzip = asked.get(header::ACCEPT_ENCODING).is_some_and(|value| value.to_str().unwrap().contains("gzip"));
    if encoding != "gzip" || takes_gzip || cache.contains("no-transform") {
        return about(object).header("content-length", object.bytes.len()).body(Body::from(object.bytes.clone())).unwrap();
    }
    let mut plain = Vec::new();
    flate2::read::GzDecoder::new(&object.bytes[..]).read_to_end(&mut plain).unwrap();
    let stream = futures_util::stream::iter([Ok::<_, std::io::Error>(Bytes::from(plain))]);
    let answer = Response::builder().header("last-modified", WHEN).header("content-type", media_type);
    answer.header("cache-control", cache).body(Body::from_stream(stream)).unwrap()
}

fn refuse(status: StatusCode) -> Response<Body> {
    Response::builder().status(status).body(Body::empty()).unwrap()
}

async fn answer(State(bucket): State<Arc<Mutex<Bucket>>>, request: Request<Body>) -> Response<Body> {
    let (parts, body) = request.into_parts();
    let bytes = axum::body::to_bytes(body, 1 << 30).await.unwrap().to_vec();
    let mut bucket = bucket.lock().unwrap();
    let (key, query) = read(&parts.uri);
    let upload = query.get("uploadId").cloned();
    let headers = KEPT.map(|name| parts.headers.get(name).map(|value| value.to_str().unwrap().to_owned()).unwrap_or_default());
    match (parts.method, upload) {
        (Method::GET, _) if query.contains_key("list-type") => Response::new(Body::from(bucket.list(&query["prefix"]))),
        (Method::GET | Method::HEAD, _) => {
            bucket.objects.get(&key).map_or_else(|| refuse(StatusCode::NOT_FOUND), |object| show(object, &parts.headers))
        }
        (Method::PUT, Some(upload)) => {
            let upload = bucket.uploads.get_mut(&upload).unwrap();
            upload.pieces.insert(query["partNumber"].parse().unwrap(), bytes);
            Response::builder().header("etag", "\"piece\"").body(Body::empty()).unwrap()
        }
        (Method::PUT, None) => {
            let is_own = key.contains(".dossier/");
            if let Some(rival) = bucket.rival.take_if(|_| !is_own) {
                bucket.put("site/bundle.json", rival, Default::default(), None);
            }
            if !bucket.meets(&key, &parts.headers) {
                return refuse(StatusCode::PRECONDITION_FAILED);
            }
            if !is_own {
                let condition = parts.headers.get(CONDITION).map(|value| value.to_str().unwrap().to_owned());
                bucket.puts.push((key.clone(), condition));
            }
            bucket.put(&key, bytes, headers, None)
        }
        (Method::POST, None) => {
            let id = format!("upload-{}", bucket.uploads.len());
            bucket.uploads.insert(id.clone(), Upload { key, headers, pieces: BTreeMap::new() });
            Response::new(Body::from(format!("<InitiateMultipartUploadResult><UploadId>{id}</UploadId></InitiateMultipartUploadResult>")))
        }
        (Method::POST, Some(upload)) => {
            let Upload { key, headers, pieces } = bucket.uploads.remove(&upload).unwrap();
            bucket.puts.push((key.clone(), None));
            // What came in pieces has a tag of another kind.
            let said = bucket.put(&key, pieces.into_values().flatten().collect(), headers, Some("pieces".to_owned()));
            let text = "<CompleteMultipartUploadResult><ETag>\"pieces\"</ETag></CompleteMultipartUploadResult>";
            let (parts, _) = said.into_parts();
            Response::from_parts(parts, Body::from(text))
        }
        (Method::DELETE, None) => {
            let status = if bucket.objects.remove(&key).is_some() { StatusCode::NO_CONTENT } else { StatusCode::NOT_FOUND };
            refuse(status)
        }
        _ => refuse(StatusCode::METHOD_NOT_ALLOWED),
    }
}

/// The key, and the query.
fn read(uri: &Uri) -> (String, BTreeMap<String, String>) {
    let path = uri.path().trim_start_matches('/').split_once('/').map_or("", |(_, key)| key);
    // Percent-encoding without the rules of forms, for which a sign of its own stands.
    let key = parse(path.replace('+', "%2B").as_bytes()).next().map(|(key, _)| key.into_owned()).unwrap_or_default();
    (key, parse(uri.query().unwrap_or_default().as_bytes()).into_owned().collect())
}
