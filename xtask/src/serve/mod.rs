//! `cargo xtask serve`: builds the reader, and has `dossier serve` show it with the headers of a real host; builds it again when something it is
//! made from has changed.

mod watch;

use crate::dist;
use crate::process;
use crate::setup::Profile;
use anyhow::{Context, Result, bail};
use std::path::PathBuf;

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

/// Serves until it is stopped.
pub(crate) fn run(options: Options) -> Result<()> {
    let profile = Profile::chosen(options.dev);
    let folder = if options.no_build { dist::folder(profile) } else { dist::ready(profile)? };
    if !folder.join("index.html").is_file() {
        bail!("nothing was built yet in {}: leave --no-build away", folder.display());
    }
    let mut serve = process::dossier()?;
    serve.arg("serve").arg(folder).arg("--port").arg(options.port.to_string());
    if let Some(bundle) = &options.bundle {
        serve.arg("--bundle").arg(bundle);
    }
    if options.no_watch {
        serve.arg("--no-watch");
    } else {
        // Ends with this command.
        std::thread::spawn(move || {
            if let Err(error) = watch::watch(profile) {
                eprintln!("Changes are no longer watched: {error:#}");
            }
        });
    }
    let ended = serve.status().context("dossier serve could not be started")?;
    if ended.success() { Ok(()) } else { bail!("dossier serve ended: {ended}") }
}
