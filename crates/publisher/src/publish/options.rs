//! What `dossier publish` can be told.

use chrono::{DateTime, Utc};
use clap::Args;
use std::path::PathBuf;

/// Options of `dossier publish`.
#[derive(Clone, Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of the command line")]
pub struct Options {
    /// The site: a folder that `dossier build` made
    #[arg(value_name = "SITE")]
    pub site: PathBuf,
    /// Where to: a folder, or `s3://BUCKET/PREFIX`, `gs://BUCKET/PREFIX`, `az://CONTAINER/PREFIX`
    #[arg(long, value_name = "TARGET")]
    pub to: String,
    /// Address of the store, for stores that speak the protocol of S3 (also `AWS_ENDPOINT`), of Google's (`GOOGLE_BASE_URL`) or of Azure's
    /// (`AZURE_STORAGE_ENDPOINT`)
    #[arg(long, value_name = "URL")]
    pub endpoint: Option<String>,
    /// Keep what so many newest generations name
    #[arg(long, value_name = "N", default_value_t = 3, value_parser = clap::value_parser!(u32).range(1..))]
    pub keep_generations: u32,
    /// Keep what generations name that were current in the last so many days
    #[arg(long, value_name = "D", default_value_t = 30)]
    pub keep_days: u32,
    /// Remove pages and feeds that the site no longer has at once, whatever is kept
    #[arg(long)]
    pub withdraw: bool,
    /// Print what would happen, and change nothing
    #[arg(long)]
    pub dry_run: bool,
    /// Look at every file of the target, rather than trust the notes of the last publish
    #[arg(long)]
    pub verify: bool,
    /// Replace files that no publish has written
    #[arg(long)]
    pub force: bool,
    /// Publish to a store that cannot write on a condition; make sure that nobody else publishes there meanwhile
    #[arg(long)]
    pub unguarded: bool,
    /// How long another publisher must have been silent before it counts as dead
    #[arg(long, value_name = "SECONDS", default_value_t = 30.0, value_parser = seconds)]
    pub lease: f64,
    /// When this generation is published (RFC 3339); now without it
    #[arg(long, value_name = "TIME", value_parser = time)]
    pub time: Option<DateTime<Utc>>,
    /// Transfers at a time
    #[arg(long, value_name = "N", default_value_t = 16, value_parser = clap::value_parser!(u16).range(1..=256))]
    pub parallel: u16,
    /// Print a report as JSON on standard output
    #[arg(long)]
    pub json: bool,
}

fn time(text: &str) -> Result<DateTime<Utc>, String> {
    DateTime::parse_from_rfc3339(text).map(|time| time.to_utc()).map_err(|_| "expected a time such as 2024-06-14T10:00:00Z".to_owned())
}

fn seconds(text: &str) -> Result<f64, String> {
    text.parse().ok().filter(|seconds| (0.1..=3600.0).contains(seconds)).ok_or_else(|| "expected 0.1 to 3600 seconds".to_owned())
}

/// Shown below the options.
pub const HELP: &str = "\
Examples:
  dossier publish public --to /srv/www/room
  dossier publish public --to s3://bucket/room --dry-run
  dossier publish public --to s3://bucket/room --endpoint https://s3.example.org

Credentials are taken from the environment: AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_REGION;
GOOGLE_SERVICE_ACCOUNT; AZURE_STORAGE_ACCOUNT_NAME and AZURE_STORAGE_ACCOUNT_KEY.";
