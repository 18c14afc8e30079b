//! An object store as a target: S3 and what speaks its protocol, Google Cloud Storage, Azure Blob Storage. Credentials come from each
//! store's usual environment variables. Brief failures are tried again by the client below.

use super::lease::Lease;
use super::{Expect, Found, Guard, Listed, Target, Version, Written};
use crate::publish::Options;
use crate::publish::inventory::OWN;
use crate::publish::names::{Headers, Sha256};
use anyhow::{Context, Result, anyhow, bail};
use futures_util::StreamExt;
use object_store::path::Path;
use object_store::{
    Attribute, Attributes, ClientOptions, Error, GetOptions, GetResult, ObjectStore, ObjectStoreExt, PutMode, PutMultipartOptions,
    PutOptions, PutResult, RetryConfig, UpdateVersion, WriteMultipart, aws, azure, gcp,
};
use sha2::Digest;
use std::sync::Arc;
use std::time::Duration;
use tokio::runtime::{Builder, Runtime};

/// The store.
pub(super) struct Cloud {
    name: String,
    prefix: String,
    store: Box<dyn ObjectStore>,
    runtime: Runtime,
}

/// What is said where credentials were sought that are not in the environment: of the machine, in a cloud.
const SOUGHT: [&str; 2] = ["169.254.169.254", "token request"];
/// Pieces of large files.
const PIECE: usize = 8 << 20;
/// Pieces under way at a time.
const PIECES: usize = 4;

impl Cloud {
    /// Opens the store of an address; `rest` is what follows `://`.
    pub(super) fn open(name: &str, rest: &str, endpoint: Option<&str>) -> Result<Self> {
        let (bucket, prefix) = rest.split_once('/').unwrap_or((rest, ""));
        if bucket.is_empty() {
            bail!("{name} names no bucket");
        }
        let prefix = Path::parse(prefix).with_context(|| format!("{name} is no place in a bucket"))?.to_string();
        // The client takes whichever provider stands; that one stands already is as good.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = ClientOptions::new().with_timeout(Duration::from_mins(2)).with_connect_timeout(Duration::from_secs(10));
        let retry = RetryConfig { max_retries: 8, retry_timeout: Duration::from_secs(100), ..RetryConfig::default() };
        let store = match name.split_once("://").map(|(scheme, _)| scheme) {
            Some("s3") => s3(bucket, endpoint, client, retry),
            Some("gs") => google(bucket, endpoint, client, retry),
            Some("az") => microsoft(bucket, endpoint, client, retry),
            _ => bail!("{name} is neither a folder nor s3://…, gs://… or az://…"),
        };
        let store = store
            .map_err(|error| anyhow!(words(&error)))
            .with_context(|| format!("{name} cannot be opened; dossier publish --help names what it takes from the environment"))?;
        let runtime = Builder::new_multi_thread().worker_threads(2).enable_all().build().context("no threads for transfers")?;
        Ok(Self { name: name.trim_end_matches('/').to_owned(), prefix, store, runtime })
    }

    fn at(&self, path: &str) -> Result<Path> {
        let whole = if self.prefix.is_empty() { path.to_owned() } else { format!("{}/{path}", self.prefix) };
        Path::parse(&whole).with_context(|| format!("{path} cannot be a name at {}", self.name))
    }

    /// A file, or only what is known of it; none if it is not there.
    fn get(&self, path: &str, head: bool) -> Result<Option<GetResult>> {
        let options = GetOptions { head, ..GetOptions::default() };
        match self.runtime.block_on(self.store.get_opts(&self.at(path)?, options)) {
            Ok(found) => Ok(Some(found)),
            Err(Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(self.failed(error, "read", path)),
        }
    }

    /// Reads what was gotten, stretch by stretch.
    fn each(&self, found: GetResult, path: &str, on: &mut dyn FnMut(&[u8]) -> Result<()>) -> Result<()> {
        self.runtime.block_on(async {
            let mut stream = found.into_stream();
            while let Some(stretch) = stream.next().await {
                on(&stretch.map_err(|error| self.failed(error, "read", path))?)?;
            }
            Ok(())
        })
    }

    #[expect(clippy::needless_pass_by_value, reason = "it is what failures are turned into")]
    fn failed(&self, error: Error, tried: &str, path: &str) -> anyhow::Error {
        let words = words(&error);
        let is_refused = matches!(error, Error::Unauthenticated { .. } | Error::PermissionDenied { .. })
            || SOUGHT.iter().any(|sought| words.contains(sought));
        let hint = if is_refused { "; are the credentials in the environment the right ones?" } else { "" };
        anyhow!(words).context(format!("cannot {tried} {}/{path}{hint}", self.name))
    }
}

/// What an error and its causes say. Most say again what their cause says.
fn words(error: &dyn std::error::Error) -> String {
    let mut words = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        let more = error.to_string();
        if !words.contains(more.trim_end_matches([' ', ':'])) {
            words = format!("{words}: {more}");
        }
        cause = error.source();
    }
    words
}

fn s3(bucket: &str, endpoint: Option<&str>, client: ClientOptions, retry: RetryConfig) -> object_store::Result<Box<dyn ObjectStore>> {
    let client = client.with_allow_http(is_plain(endpoint, "AWS_ENDPOINT"));
    let mut builder = aws::AmazonS3Builder::from_env().with_bucket_name(bucket).with_client_options(client);
    if let Some(endpoint) = endpoint {
        builder = builder.with_endpoint(endpoint);
    }
    Ok(Box::new(builder.with_retry(retry).build()?))
}

fn google(bucket: &str, endpoint: Option<&str>, client: ClientOptions, retry: RetryConfig) -> object_store::Result<Box<dyn ObjectStore>> {
    let client = client.with_allow_http(is_plain(endpoint, "GOOGLE_BASE_URL"));
    let mut builder = gcp::GoogleCloudStorageBuilder::from_env().with_bucket_name(bucket).with_client_options(client);
    if let Some(endpoint) = endpoint {
        builder = builder.with_base_url(endpoint);
    }
    Ok(Box::new(builder.with_retry(retry).build()?))
}

fn microsoft(
    container: &str,
    endpoint: Option<&str>,
    client: ClientOptions,
    retry: RetryConfig,
) -> object_store::Result<Box<dyn ObjectStore>> {
    let client = client.with_allow_http(is_plain(endpoint, "AZURE_STORAGE_ENDPOINT"));
    let mut builder = azure::MicrosoftAzureBuilder::from_env().with_container_name(container).with_client_options(client);
    if let Some(endpoint) = endpoint {
        builder = builder.with_endpoint(endpoint.to_owned());
    }
    Ok(Box::new(builder.with_retry(retry).build()?))
}

/// Whether a store's address is without TLS, as servers on the same machine may be. Only one that the publisher gave can be, as an option or in a
/// variable.
fn is_plain(endpoint: Option<&str>, variable: &str) -> bool {
    let named = endpoint.is_none().then(|| std::env::var(variable).ok()).flatten();
    endpoint.or(named.as_deref()).is_some_and(|endpoint| endpoint.starts_with("http://"))
}

fn attributes(headers: &Headers) -> Attributes {
    let mut attributes = Attributes::new();
    attributes.insert(Attribute::ContentType, headers.media_type.clone().into());
    attributes.insert(Attribute::CacheControl, headers.cache.into());
    if let Some(encoding) = headers.encoding {
        attributes.insert(Attribute::ContentEncoding, encoding.into());
    }
    attributes
}

fn version_of(put: PutResult) -> Version {
    Version { tag: put.e_tag, number: put.version }
}

impl Target for Cloud {
    fn name(&self) -> String {
        self.name.clone()
    }

    fn guard(self: Arc<Self>, options: &Options) -> Result<Box<dyn Guard>> {
        Ok(Box::new(Lease::take(self, options)?))
    }

    fn find(&self, path: &str) -> Result<Option<Found>> {
        let Some(found) = self.get(path, true)? else { return Ok(None) };
        let said = |name| found.attributes.get(&name).map_or_else(String::new, |value| value.as_ref().to_owned());
        let headers = [Attribute::ContentType, Attribute::CacheControl, Attribute::ContentEncoding].map(said);
        let version = Version { tag: found.meta.e_tag, number: found.meta.version };
        Ok(Some(Found { bytes: found.meta.size, version, headers: Some(headers) }))
    }

    fn version(&self, path: &str) -> Result<Option<Version>> {
        Ok(self.find(path)?.map(|found| found.version))
    }

    fn read(&self, path: &str, limit: u64) -> Result<Option<(Vec<u8>, Version)>> {
        let Some(found) = self.get(path, false)? else { return Ok(None) };
        let version = Version { tag: found.meta.e_tag.clone(), number: found.meta.version.clone() };
        let mut bytes = Vec::new();
        self.each(found, path, &mut |stretch| {
            if (bytes.len() + stretch.len()) as u64 > limit {
                bail!("{}/{path} is larger than it can be", self.name);
            }
            bytes.extend_from_slice(stretch);
            Ok(())
        })?;
        Ok(Some((bytes, version)))
    }

    fn digest(&self, path: &str) -> Result<Option<(u64, Sha256)>> {
        let Some(found) = self.get(path, false)? else { return Ok(None) };
        let (mut hasher, mut bytes) = (sha2::Sha256::new(), 0);
        self.each(found, path, &mut |stretch| {
            hasher.update(stretch);
            bytes += stretch.len() as u64;
            Ok(())
        })?;
        Ok(Some((bytes, hasher.finalize().into())))
    }

    fn list(&self) -> Result<Listed> {
        let prefix = Path::parse(&self.prefix)?;
        let start = if self.prefix.is_empty() { String::new() } else { format!("{}/", self.prefix) };
        let mut all = Listed::new();
        self.runtime.block_on(async {
            let mut found = self.store.list(Some(&prefix));
            while let Some(object) = found.next().await {
                let object = object.map_err(|error| self.failed(error, "list", ""))?;
                let path = object.location.as_ref().strip_prefix(&start);
                if let Some(path) = path.filter(|path| path.split('/').next() != Some(OWN)) {
                    all.insert(path.to_owned(), (object.size, object.e_tag));
                }
            }
            Ok(all)
        })
    }

    fn write(&self, path: &str, bytes: Vec<u8>, headers: &Headers, expect: &Expect) -> Result<Written> {
        let mode = match expect {
            Expect::Anything => PutMode::Overwrite,
            Expect::Absent => PutMode::Create,
            Expect::Version(version) => PutMode::Update(UpdateVersion { e_tag: version.tag.clone(), version: version.number.clone() }),
        };
        let options = PutOptions { mode, attributes: attributes(headers), ..PutOptions::default() };
        match self.runtime.block_on(self.store.put_opts(&self.at(path)?, bytes.into(), options)) {
            Ok(put) => Ok(Written::Done(version_of(put))),
            Err(Error::AlreadyExists { .. } | Error::Precondition { .. } | Error::NotModified { .. }) => Ok(Written::Refused),
            // To update what has been removed is refused so by some.
            Err(Error::NotFound { .. }) if matches!(expect, Expect::Version(_)) => Ok(Written::Refused),
            Err(error) => Err(self.failed(error, "write", path)),
        }
    }

    fn write_large(&self, path: &str, from: &std::path::Path, sha256: &Sha256, headers: &Headers) -> Result<Version> {
        let at = self.at(path)?;
        let failed = |error| self.failed(error, "write", path);
        let what = || format!("cannot read {}", from.display());
        let options = PutMultipartOptions { attributes: attributes(headers), ..PutMultipartOptions::default() };
        self.runtime.block_on(async {
            let mut file = tokio::fs::File::open(from).await.with_context(what)?;
            let upload = self.store.put_multipart_opts(&at, options).await.map_err(failed)?;
            let mut upload = WriteMultipart::new_with_chunk_size(upload, PIECE);
            let mut hasher = sha2::Sha256::new();
            let mut buffer = vec![0; 1 << 18];
            let sent: Result<()> = async {
                loop {
                    let count = tokio::io::AsyncReadExt::read(&mut file, &mut buffer).await.with_context(what)?;
                    if count == 0 {
                        break;
                    }
                    hasher.update(&buffer[..count]);
                    upload.wait_for_capacity(PIECES).await.map_err(failed)?;
                    upload.write(&buffer[..count]);
                }
                if hasher.finalize()[..] != sha256[..] {
                    bail!("{} has changed while it was published", from.display());
                }
                Ok(())
            }
            .await;
            match sent {
                Ok(()) => upload.finish().await.map(version_of).map_err(failed),
                Err(error) => {
                    // The store drops what it has of it; if it cannot be told, it does so by its own rules.
                    let _ = upload.abort().await;
                    Err(error)
                }
            }
        })
    }

    fn settle(&self) -> Result<()> {
        // A store says that it has a file once it will keep it.
        Ok(())
    }

    fn remove(&self, path: &str) -> Result<()> {
        match self.runtime.block_on(self.store.delete(&self.at(path)?)) {
            Ok(()) | Err(Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(self.failed(error, "remove", path)),
        }
    }
}
