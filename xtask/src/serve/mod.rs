//! `cargo xtask serve`: builds the reader, shows it with the headers of a real host, and reloads it when something changes.
//!
//! The port is taken first, because a build that ends in "port taken" wastes minutes.

mod files;
mod headers;
mod reload;
mod watch;

use crate::dist;
use crate::setup::Profile;
use anyhow::{Context, Result, bail};
use axum::Router;
use std::io::ErrorKind;
use std::net::{Ipv4Addr, TcpListener};
use std::path::PathBuf;
use std::sync::Arc;

/// What to serve, and where.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// Port on this machine; 0 takes any free one
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// Build in seconds rather than small
    #[arg(long)]
    dev: bool,
    /// Show this bundle instead of the example
    #[arg(long, value_name = "FILE")]
    bundle: Option<PathBuf>,
    /// Neither watch for changes nor reload; serve the very files that a host would
    #[arg(long)]
    no_watch: bool,
    /// Serve what was built before
    #[arg(long)]
    no_build: bool,
}

/// What every answer is made from.
struct Site {
    /// The folder that is served, as the system names it.
    folder: PathBuf,
    /// Takes the place of `bundle.json`.
    bundle: Option<PathBuf>,
    /// Tells pages to reload; none under `--no-watch`.
    changes: Option<reload::Changes>,
}

/// Serves until it is stopped.
pub(crate) fn run(options: Options) -> Result<()> {
    let listener = listen(options.port)?;
    if let Some(bundle) = options.bundle.as_deref().filter(|bundle| !bundle.is_file()) {
        bail!("there is no file {}", bundle.display());
    }
    let profile = Profile::chosen(options.dev);
    let folder = if options.no_build { dist::folder(profile) } else { dist::ready(profile)? };
    if !folder.join("index.html").is_file() {
        bail!("nothing was built yet in {}: leave --no-build away", folder.display());
    }
    let changes = (!options.no_watch).then(reload::Changes::new);
    if let Some(changes) = changes.clone() {
        let bundle = options.bundle.clone();
        std::thread::spawn(move || {
            if let Err(error) = watch::watch(profile, bundle, &changes) {
                eprintln!("Changes are no longer watched: {error:#}");
            }
        });
    }
    let site = Site { folder, bundle: options.bundle, changes };
    tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?.block_on(serve(listener, site))
}

async fn serve(listener: TcpListener, site: Site) -> Result<()> {
    listener.set_nonblocking(true)?;
    let address = listener.local_addr()?;
    let watched = if site.changes.is_some() { ", reloading on change" } else { "" };
    eprintln!("Serving {} at http://{address}/{watched}. Stop with Ctrl-C.", site.folder.display());
    let site = Arc::new(site);
    let mut router = Router::new();
    if let Some(changes) = site.changes.clone() {
        router = reload::routes(router, changes);
    }
    let router = router.fallback(files::answer).layer(axum::middleware::from_fn(headers::add)).with_state(site);
    axum::serve(tokio::net::TcpListener::from_std(listener)?, router).await.context("the server stopped")
}

/// Takes the port, on this machine only: nobody else needs to see work in progress.
fn listen(port: u16) -> Result<TcpListener> {
    TcpListener::bind((Ipv4Addr::LOCALHOST, port)).map_err(|error| match error.kind() {
        ErrorKind::AddrInUse => {
            anyhow::anyhow!(
                "port {port} is taken: stop what uses it, or choose another one: cargo xtask serve --port {}",
                port.saturating_add(1)
            )
        }
        ErrorKind::PermissionDenied => {
            anyhow::anyhow!("port {port} is not allowed to you: choose one above 1023: cargo xtask serve --port 8080")
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
