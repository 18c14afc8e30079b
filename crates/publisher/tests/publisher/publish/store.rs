//! An S3-compatible server on loopback that keeps objects in files, and can be told to behave badly.

use async_trait::async_trait;
use hyper_util::rt::{TokioExecutor, TokioIo};
use hyper_util::server::conn::auto::Builder;
use s3s::auth::SimpleAuth;
use s3s::dto::*;
use s3s::service::S3ServiceBuilder;
use s3s::{Body, S3, S3Request, S3Response, S3Result, s3_error};
use s3s_fs::FileSystem;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;

pub(super) const KEY: &str = "someone";
pub(super) const SECRET: &str = "something secret";
/// The one bucket.
pub(super) const BUCKET: &str = "bucket";

/// The server; it ends with the process of the tests.
pub(super) struct Store {
    root: tempfile::TempDir,
    pub(super) endpoint: String,
    rules: Arc<Mutex<Rules>>,
}

/// What was asked of the server, and how it behaves.
#[derive(Default)]
pub(super) struct Rules {
    /// Objects that were written, in this order, but for what publish itself remembers: key, type, caching and encoding.
    pub(super) puts: Vec<(String, [String; 3])>,
    /// How often objects were listed.
    pub(super) lists: usize,
    /// All requests.
    pub(super) requests: usize,
    /// Every so many requests one fails.
    pub(super) fail_every: Option<usize>,
    /// After so many objects, writing of others does not go on.
    pub(super) stop_after: Option<usize>,
    /// Objects whose keys end so are damaged on arrival so many times: a byte, or the end of them.
    pub(super) damage: BTreeMap<String, (Damage, usize)>,
    /// Conditions are not looked at.
    pub(super) careless: bool,
    /// When the first object is about to be written, someone else writes this `bundle.json`.
    pub(super) rival: Option<Vec<u8>>,
}

#[derive(Clone, Copy)]
pub(super) enum Damage {
    Byte,
    End,
}

struct Service {
    files: FileSystem,
    root: PathBuf,
    rules: Arc<Mutex<Rules>>,
    /// Looking at a condition and writing are one step.
    one: tokio::sync::Mutex<()>,
}

impl Store {
    pub(super) fn start() -> Self {
        let root = tempfile::tempdir().unwrap();
        fs::create_dir(root.path().join(BUCKET)).unwrap();
        let rules = Arc::new(Mutex::new(Rules::default()));
        let files = FileSystem::new(root.path()).unwrap();
        let service = Service { files, root: root.path().to_owned(), rules: Arc::clone(&rules), one: tokio::sync::Mutex::default() };
        let mut builder = S3ServiceBuilder::new(service);
        builder.set_auth(SimpleAuth::from_single(KEY, SECRET));
        let service = builder.build();
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        listener.set_nonblocking(true).unwrap();
        let endpoint = format!("http://{}", listener.local_addr().unwrap());
        std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
            runtime.block_on(async move {
                let listener = tokio::net::TcpListener::from_std(listener).unwrap();
                while let Ok((socket, _)) = listener.accept().await {
                    let service = service.clone();
                    tokio::spawn(async move {
                        // A client that goes away is no matter.
                        let _ = Builder::new(TokioExecutor::new()).serve_connection(TokioIo::new(socket), service).await;
                    });
                }
            });
        });
        Self { root, endpoint, rules }
    }

    pub(super) fn rules(&self) -> MutexGuard<'_, Rules> {
        self.rules.lock().unwrap()
    }

    /// Where the objects below a prefix are.
    pub(super) fn folder(&self, prefix: &str) -> PathBuf {
        self.root.path().join(BUCKET).join(prefix)
    }

    /// The keys written since the last time, without the prefix.
    pub(super) fn take_puts(&self, prefix: &str) -> Vec<String> {
        let puts = std::mem::take(&mut self.rules().puts);
        puts.into_iter().map(|(key, _)| key.strip_prefix(prefix).unwrap().trim_start_matches('/').to_owned()).collect()
    }
}

impl Service {
    /// Fails if it is time to.
    fn meet(&self) -> S3Result<()> {
        let mut rules = self.rules.lock().unwrap();
        rules.requests += 1;
        match rules.fail_every {
            Some(every) if rules.requests.is_multiple_of(every) => Err(s3_error!(InternalError)),
            _ => Ok(()),
        }
    }

    fn is_stopped(&self) -> bool {
        let rules = self.rules.lock().unwrap();
        rules.stop_after.is_some_and(|count| rules.puts.len() >= count)
    }

    /// Overwrites an object as another program would.
    fn write_as_rival(&self, key: &str, bytes: &[u8]) {
        let path = self.root.join(BUCKET).join(Path::new(key).with_file_name("bundle.json"));
        fs::write(path, bytes).unwrap();
        // What the server remembers of objects; without it, it looks at the file.
        for entry in fs::read_dir(&self.root).unwrap().flatten() {
            if entry.file_name().to_string_lossy().ends_with(".internal.json") {
                fs::remove_file(entry.path()).unwrap();
            }
        }
    }

    fn damaged(&self, key: &str, mut bytes: Vec<u8>) -> Vec<u8> {
        let mut rules = self.rules.lock().unwrap();
        let rule = rules.damage.iter_mut().find(|(end, (_, times))| key.ends_with(end.as_str()) && *times > 0);
        if let Some((_, (damage, times))) = rule {
            *times -= 1;
            match damage {
                Damage::Byte => bytes[0] ^= 1,
                Damage::End => bytes.truncate(bytes.len() - 1),
            }
        }
        bytes
    }
}

#[async_trait]
impl S3 for Service {
    async fn put_object(&self, mut req: S3Request<PutObjectInput>) -> S3Result<S3Response<PutObjectOutput>> {
        self.meet()?;
        let key = req.input.key.clone();
        let mut put = None;
        if !key.contains(".dossier/") {
            while self.is_stopped() {
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
            let rival = self.rules.lock().unwrap().rival.take();
            if let Some(bytes) = rival {
                self.write_as_rival("site/bundle.json", &bytes);
            }
            let mut body = Body::from(req.input.body.take().unwrap());
            let bytes = self.damaged(&key, body.store_all_limited(1 << 30).await.unwrap().to_vec());
            req.input.content_length = i64::try_from(bytes.len()).ok();
            req.input.body = Some(Body::from(bytes).into());
            let said = |text: Option<String>| text.unwrap_or_default();
            let headers =
                [said(req.input.content_type.clone()), said(req.input.cache_control.clone()), said(req.input.content_encoding.clone())];
            put = Some((key, headers));
        }
        if self.rules.lock().unwrap().careless {
            (req.input.if_match, req.input.if_none_match) = (None, None);
        }
        let _one = self.one.lock().await;
        let done = self.files.put_object(req).await;
        if done.is_ok() {
            self.rules.lock().unwrap().puts.extend(put);
        }
        done
    }

    async fn get_object(&self, req: S3Request<GetObjectInput>) -> S3Result<S3Response<GetObjectOutput>> {
        self.meet()?;
        self.files.get_object(req).await
    }

    async fn head_object(&self, req: S3Request<HeadObjectInput>) -> S3Result<S3Response<HeadObjectOutput>> {
        self.meet()?;
        self.files.head_object(req).await
    }

    async fn list_objects_v2(&self, req: S3Request<ListObjectsV2Input>) -> S3Result<S3Response<ListObjectsV2Output>> {
        self.meet()?;
        self.rules.lock().unwrap().lists += 1;
        self.files.list_objects_v2(req).await
    }

    async fn delete_object(&self, req: S3Request<DeleteObjectInput>) -> S3Result<S3Response<DeleteObjectOutput>> {
        self.meet()?;
        self.files.delete_object(req).await
    }

    async fn delete_objects(&self, req: S3Request<DeleteObjectsInput>) -> S3Result<S3Response<DeleteObjectsOutput>> {
        self.meet()?;
        self.files.delete_objects(req).await
    }

    async fn create_multipart_upload(
        &self,
        req: S3Request<CreateMultipartUploadInput>,
    ) -> S3Result<S3Response<CreateMultipartUploadOutput>> {
        self.meet()?;
        self.files.create_multipart_upload(req).await
    }

    async fn upload_part(&self, req: S3Request<UploadPartInput>) -> S3Result<S3Response<UploadPartOutput>> {
        self.meet()?;
        self.files.upload_part(req).await
    }

    async fn complete_multipart_upload(
        &self,
        req: S3Request<CompleteMultipartUploadInput>,
    ) -> S3Result<S3Response<CompleteMultipartUploadOutput>> {
        self.meet()?;
        self.files.complete_multipart_upload(req).await
    }

    async fn abort_multipart_upload(&self, req: S3Request<AbortMultipartUploadInput>) -> S3Result<S3Response<AbortMultipartUploadOutput>> {
        self.meet()?;
        self.files.abort_multipart_upload(req).await
    }
}
