//! Fetches the sources that a publisher gives as addresses, and nothing else. What was fetched is kept in a cache folder, so that a
//! server need not send it again while it is the same; the folder may be deleted at any time.

use anyhow::{Context, Result, bail};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::fs;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;
use ureq::ResponseExt;
use ureq::http::header::{CONTENT_TYPE, ETAG, HeaderName, IF_MODIFIED_SINCE, IF_NONE_MATCH, LAST_MODIFIED};
use ureq::tls::{Certificate, RootCerts, TlsConfig};
use url::Url;

/// Most bytes of an answer, uncompressed.
const LARGEST: u64 = super::sources::LARGEST;
const REDIRECTS: u32 = 5;
const CONNECT: Duration = Duration::from_secs(10);
const WHOLE: Duration = Duration::from_mins(1);

/// The name of a cache folder that nobody has named.
pub(crate) const CACHE: &str = ".dossier-cache";

/// What an address holds.
#[derive(Debug)]
pub(crate) struct Fetched {
    pub(crate) bytes: Vec<u8>,
    /// The charset that the server named.
    pub(crate) charset: Option<String>,
    /// Where it was in the end.
    pub(crate) address: Url,
}

/// What is known of an answer that is kept.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Kept {
    asked: String,
    address: String,
    charset: Option<String>,
    etag: Option<String>,
    modified: Option<String>,
    /// SHA-256 of the body.
    digest: String,
}

/// Fetches addresses.
#[derive(Debug)]
pub(crate) struct Fetcher {
    cache: PathBuf,
    agent: Option<ureq::Agent>,
}

impl Fetcher {
    /// Keeps what it fetches in `cache`; without one, in a folder beside `out`.
    pub(crate) fn new(cache: Option<&Path>, out: &Path) -> Self {
        let beside = || match out.parent() {
            Some(folder) => folder.join(CACHE),
            None => PathBuf::from(CACHE),
        };
        Self { cache: cache.map_or_else(beside, Path::to_owned), agent: None }
    }

    /// What `address` holds, from its server or as it was when the server says that it is the same.
    pub(crate) fn fetch(&mut self, address: &str) -> Result<Fetched> {
        let known = self.kept(address);
        let mut request = self.agent.get_or_insert_with(agent).get(address);
        if let Some((kept, _)) = &known {
            for (name, value) in [(IF_NONE_MATCH, &kept.etag), (IF_MODIFIED_SINCE, &kept.modified)] {
                if let Some(value) = value {
                    request = request.header(name, value);
                }
            }
        }
        let what = || format!("cannot fetch {address}");
        let mut answer = request.call().with_context(what)?;
        if answer.status() == 304
            && let Some((kept, bytes)) = known
        {
            return Ok(Fetched { bytes, charset: kept.charset, address: Url::parse(&kept.address).with_context(what)? });
        }
        if !answer.status().is_success() {
            bail!("cannot fetch {address}: the server says {}", answer.status());
        }
        let header = |name: HeaderName| answer.headers().get(name).and_then(|value| value.to_str().ok()).map(str::to_owned);
        let kept = Kept {
            asked: address.to_owned(),
            address: answer.get_uri().to_string(),
            charset: header(CONTENT_TYPE).and_then(|kind| charset_of(&kind)),
            etag: header(ETAG),
            modified: header(LAST_MODIFIED),
            digest: String::new(),
        };
        let mut bytes = Vec::new();
        answer.body_mut().as_reader().take(LARGEST + 1).read_to_end(&mut bytes).with_context(what)?;
        if bytes.len() as u64 > LARGEST {
            bail!("cannot fetch {address}: larger than 64 MiB");
        }
        let address = Url::parse(&kept.address).with_context(what)?;
        let charset = kept.charset.clone();
        if let Err(error) = self.keep(kept, &bytes) {
            eprintln!("dossier: {address} cannot be kept for the next time: {error:#}");
        }
        Ok(Fetched { bytes, charset, address })
    }

    /// What is kept of an address, if it is whole and a server can be asked about it.
    fn kept(&self, address: &str) -> Option<(Kept, Vec<u8>)> {
        let name = name_of(address);
        let kept: Kept = serde_json::from_slice(&fs::read(self.cache.join(format!("{name}.json"))).ok()?).ok()?;
        let bytes = fs::read(self.cache.join(format!("{name}.body"))).ok()?;
        let usable = kept.asked == address && (kept.etag.is_some() || kept.modified.is_some()) && kept.digest == hex(&bytes);
        usable.then_some((kept, bytes))
    }

    fn keep(&self, kept: Kept, bytes: &[u8]) -> Result<()> {
        if kept.etag.is_none() && kept.modified.is_none() {
            return Ok(());
        }
        fs::create_dir_all(&self.cache)?;
        let name = name_of(&kept.asked);
        let about = serde_json::to_vec_pretty(&Kept { digest: hex(bytes), ..kept })?;
        for (end, bytes) in [("body", bytes), ("json", &about)] {
            let mut file = tempfile::NamedTempFile::new_in(&self.cache)?;
            file.write_all(bytes)?;
            file.persist(self.cache.join(format!("{name}.{end}")))?;
        }
        Ok(())
    }
}

fn agent() -> ureq::Agent {
    // The system decides whom to trust; one of its certificates that cannot be read vouches for nobody.
    let trusted = rustls_native_certs::load_native_certs().certs;
    let trusted = trusted.iter().map(|certificate| Certificate::from_der(certificate).to_owned()).collect();
    let tls = TlsConfig::builder()
        .unversioned_rustls_crypto_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .root_certs(RootCerts::Specific(Arc::new(trusted)))
        .build();
    ureq::Agent::config_builder()
        .tls_config(tls)
        .timeout_connect(Some(CONNECT))
        .timeout_global(Some(WHOLE))
        .max_redirects(REDIRECTS)
        .user_agent(concat!("dossier/", env!("CARGO_PKG_VERSION")))
        .build()
        .new_agent()
}

fn charset_of(kind: &str) -> Option<String> {
    let charset = kind.split(';').skip(1).find_map(|part| part.trim().to_ascii_lowercase().strip_prefix("charset=").map(str::to_owned))?;
    Some(charset.trim_matches(['"', '\'', ' ']).to_owned())
}

fn name_of(address: &str) -> String {
    hex(address.as_bytes())[..32].to_owned()
}

fn hex(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::new(), |digits, byte| format!("{digits}{byte:02x}"))
}
