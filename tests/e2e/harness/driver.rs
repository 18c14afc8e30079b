//! A driver process, and its certain end.
//!
//! Statics are never dropped and a test run may die in any way, so nothing here relies on an orderly end: a small watchdog
//! outside the test process waits until the pipe from it closes, then ends the driver's process group. Browsers leave that
//! group, so on Linux those are found by the folder for temporary files that only they were given.

use super::{Browser, Setup};
use anyhow::{Context as _, Result, bail};
use std::net::{Ipv4Addr, TcpListener};
use std::os::unix::process::CommandExt as _;
use std::process::{Child, Command, Stdio};
use std::time::Duration;
use tokio::net::TcpStream;
use tokio::time::{Instant, sleep};

/// A running driver. Dropping it ends it.
pub(crate) struct Driver {
    /// Where it listens.
    pub(crate) address: String,
    /// Holds the pipe open for as long as the tests run.
    _watchdog: Child,
}

/// Once its input closes: ends group `$1` and every process whose temporary files go to `$2`, then removes `$2`.
const WATCHDOG: &str = r#"
    cat >/dev/null
    ours() { grep -lzFx "TMPDIR=$2" /proc/[0-9]*/environ 2>/dev/null | sed 's|/proc/||; s|/environ||'; }
    for signal in TERM KILL; do
        kill -s "$signal" -- "-$1" $(ours "$@") 2>/dev/null
        sleep 0.5
    done
    rm -rf -- "$2"
"#;

impl Driver {
    /// Starts the driver of `browser` and waits until it listens.
    pub(crate) async fn start(browser: Browser, setup: &Setup) -> Result<Self> {
        let (program, _) = browser.programs().context("the browser is missing")?;
        let port = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port();
        // Profiles go where the watchdog can remove them: a killed driver leaves its own behind.
        let folder = tempfile::Builder::new().prefix("dossier-tests-").tempdir()?.keep();
        let mut driver = browser
            .driver_command(setup, &program, port)?
            .env("TMPDIR", &folder)
            .process_group(0)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .with_context(|| format!("cannot start {}", program.display()))?;
        let watchdog = Command::new("sh")
            .args(["-c", WATCHDOG, "watchdog"])
            .arg(driver.id().to_string())
            .arg(&folder)
            .process_group(0)
            .stdin(Stdio::piped())
            .spawn()
            .context("cannot start the watchdog")?;
        let patience = Instant::now() + Duration::from_secs(20);
        while TcpStream::connect((Ipv4Addr::LOCALHOST, port)).await.is_err() {
            if let Some(status) = driver.try_wait()? {
                bail!("{} ended at once: {status}", program.display());
            }
            if Instant::now() > patience {
                bail!("{} did not listen within 20 s", program.display());
            }
            sleep(Duration::from_millis(50)).await;
        }
        Ok(Self { address: format!("http://127.0.0.1:{port}"), _watchdog: watchdog })
    }
}
