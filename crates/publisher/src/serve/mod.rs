//! `dossier serve`: shows a site as a host will, with the headers of a good one. A folder with settings is built first, and again when
//! something in it changes; its pages are made when they are asked for. Open pages reload, and show what is wrong with the content.
//!
//! Listens on this machine only. The port is taken first, because a build that ends in "port taken" wastes time.

mod files;
pub(crate) mod headers;
mod preview;
mod reload;
mod watch;

use crate::command::Outcome;
use anyhow::{Context, Result, bail};
use axum::Router;
use clap::Args;
use preview::Preview;
use std::io::ErrorKind;
use std::net::{Ipv4Addr, TcpListener};
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};

/// Options of `dossier serve`.
#[derive(Clone, Debug, Args)]
pub struct Options {
    /// A folder with settings (dossier.toml), or one that was built
    #[arg(default_value = ".", value_name = "FOLDER")]
    pub folder: PathBuf,
    /// Port on this machine; 0 takes any free one
    #[arg(long, default_value_t = 8080)]
    pub port: u16,
    /// Show this bundle in place of the folder's own
    #[arg(long, value_name = "FILE")]
    pub bundle: Option<PathBuf>,
    /// Neither watch for changes nor reload; serve the very files that a host would
    #[arg(long)]
    pub no_watch: bool,
}

/// What every answer is made from.
struct Shop {
    /// The folder that is served, and pages made on demand.
    now: RwLock<(PathBuf, Option<Arc<Preview>>)>,
    /// Takes the place of `bundle.json`.
    bundle: Option<PathBuf>,
    /// Tells pages to reload; none under `--no-watch`.
    changes: Option<reload::Changes>,
}

impl Shop {
    fn of(folder: PathBuf, bundle: Option<PathBuf>, changes: Option<reload::Changes>) -> Self {
        Self { now: RwLock::new((folder, None)), bundle, changes }
    }

    fn folder(&self) -> PathBuf {
        self.now.read().unwrap_or_else(PoisonError::into_inner).0.clone()
    }

    /// The page at a path, if pages are made on demand and this is one.
    fn page(&self, path: &str) -> Option<Result<String>> {
        let preview = self.now.read().unwrap_or_else(PoisonError::into_inner).1.clone()?;
        preview.page(path)
    }

    /// The page that leads on from an older address, if pages are made on demand and there is nothing else.
    fn redirect(&self, path: &str) -> Option<Result<String>> {
        let preview = self.now.read().unwrap_or_else(PoisonError::into_inner).1.clone()?;
        preview.redirect(path)
    }

    /// Shows another build from here on.
    fn show(&self, preview: Preview) {
        *self.now.write().unwrap_or_else(PoisonError::into_inner) = (preview.folder().to_owned(), Some(Arc::new(preview)));
    }
}

/// Serves until it is stopped.
pub fn run(options: &Options) -> Result<Outcome> {
    let listener = listen(options.port)?;
    if let Some(bundle) = options.bundle.as_deref().filter(|bundle| !bundle.is_file()) {
        bail!("there is no file {}", bundle.display());
    }
    let changes = (!options.no_watch).then(reload::Changes::new);
    let shop = Arc::new(Shop::of(options.folder.clone(), options.bundle.clone(), changes));
    if options.folder.join(crate::build::SETTINGS).is_file() {
        watch::build_and_watch(&options.folder, &shop)?;
    } else if options.folder.join("index.html").is_file() {
        watch::watch_built(&options.folder, &shop)?;
    } else {
        bail!(
            "{} has neither {} nor index.html: dossier new {} makes a site to begin with",
            options.folder.display(),
            crate::build::SETTINGS,
            options.folder.display()
        );
    }
    tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?.block_on(serve(listener, shop, &options.folder))?;
    Ok(Outcome::Fine)
}

async fn serve(listener: TcpListener, shop: Arc<Shop>, folder: &Path) -> Result<()> {
    listener.set_nonblocking(true)?;
    let address = listener.local_addr()?;
    let watched = if shop.changes.is_some() { ", reloading on change" } else { "" };
    eprintln!("Serving {} at http://{address}/{watched}. Stop with Ctrl-C.", folder.display());
    let mut router = Router::new();
    if let Some(changes) = shop.changes.clone() {
        router = reload::routes(router, changes);
    }
    let router = router.fallback(files::answer).layer(axum::middleware::map_response(headers::add)).with_state(shop);
    axum::serve(tokio::net::TcpListener::from_std(listener)?, router).await.context("the server stopped")
}

/// Takes the port, on this machine only: nobody else needs to see work in progress.
fn listen(port: u16) -> Result<TcpListener> {
    TcpListener::bind((Ipv4Addr::LOCALHOST, port)).map_err(|error| match error.kind() {
        ErrorKind::AddrInUse => {
            anyhow::anyhow!("port {port} is taken: stop what uses it, or choose another one: --port {}", port.saturating_add(1))
        }
        ErrorKind::PermissionDenied => {
            anyhow::anyhow!("port {port} is not allowed to you: choose one above 1023: --port 8080")
        }
        _ => anyhow::Error::new(error).context(format!("port {port} cannot be used")),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_taken_port_names_the_way_out() {
        let first = listen(0).unwrap();
        let port = first.local_addr().unwrap().port();
        let error = listen(port).unwrap_err().to_string();
        assert!(error.contains("is taken") && error.contains("--port"), "{error}");
    }
}
