//! How busy other programs keep the machine: a benchmark beside a build measures the build. Known on Linux only.

use std::time::Duration;
use tokio::time::sleep;

/// Looked at for so long.
const LOOK: Duration = Duration::from_millis(150);
/// Share of the processors up to which the machine counts as quiet. A browser at rest takes next to nothing.
const QUIET: f64 = 0.2;
/// Looks spent on waiting in one run; then it goes on as it is.
const PATIENCE: u32 = 200;

/// The patience left, and what was found.
pub(crate) struct Quiet {
    left: u32,
    /// The share of the processors, 0–1, that was taken before each wait and after it. Empty where that is not known.
    pub(crate) busy: Vec<[f64; 2]>,
}

impl Quiet {
    /// With all patience.
    pub(crate) fn new() -> Self {
        Self { left: PATIENCE, busy: Vec::new() }
    }

    /// Waits until the machine is quiet, or patience has run out.
    pub(crate) async fn wait(&mut self) {
        let Some(found) = look().await else { return };
        let mut now = found;
        while now > QUIET && self.left > 0 {
            self.left -= 1;
            now = look().await.unwrap_or_default();
        }
        self.busy.push([found, now]);
    }
}

/// The share of the processors that is taken.
async fn look() -> Option<f64> {
    let (idle, all) = ticks()?;
    sleep(LOOK).await;
    let (idle_then, all_then) = ticks()?;
    let passed = all_then.saturating_sub(all).max(1);
    Some(1.0 - idle_then.saturating_sub(idle).min(passed) as f64 / passed as f64)
}

/// Ticks that the processors were idle or waiting for a disk, and all ticks, since the machine was started.
fn ticks() -> Option<(u64, u64)> {
    let text = std::fs::read_to_string("/proc/stat").ok()?;
    let ticks: Vec<u64> = text.lines().next()?.split_whitespace().skip(1).filter_map(|word| word.parse().ok()).collect();
    // user, nice, system, idle, iowait, irq, softirq, steal; what follows is part of the first two.
    Some((ticks.get(3)? + ticks.get(4)?, ticks.iter().take(8).sum()))
}
