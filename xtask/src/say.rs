//! Talking to whoever runs a command: always on stderr, with bars only where a person watches.

use indicatif::{ProgressBar, ProgressStyle};
use std::io::{IsTerminal, stderr};
use std::time::{Duration, Instant};

/// Time since a piece of work began.
pub(crate) struct Stopwatch(Instant);

impl Stopwatch {
    /// Starts now.
    #[allow(clippy::disallowed_methods, reason = "the commands may read the clock; this is where")]
    pub(crate) fn start() -> Self {
        Self(Instant::now())
    }

    /// What has passed, such as `12.3 s` or `4 min 05 s`.
    pub(crate) fn text(&self) -> String {
        duration(self.0.elapsed())
    }
}

/// `12.3 s` below a minute, `4 min 05 s` above.
fn duration(time: Duration) -> String {
    let seconds = time.as_secs();
    if seconds < 60 { format!("{:.1} s", time.as_secs_f64()) } else { format!("{} min {:02} s", seconds / 60, seconds % 60) }
}

/// Steps of long work of which about `total` are known: a bar for a person, a line every fiftieth step otherwise.
pub(crate) struct Progress {
    bar: Option<ProgressBar>,
    what: String,
    total: u64,
    done: u64,
}

impl Progress {
    /// Begins; nothing is done yet.
    pub(crate) fn start(what: &str, total: u64) -> Self {
        let bar = stderr().is_terminal().then(|| {
            let shape = "{prefix} [{bar:30}] {pos}/{len} {elapsed} {wide_msg}";
            let style = ProgressStyle::with_template(shape).unwrap_or_else(|_| ProgressStyle::default_bar());
            let bar = ProgressBar::new(total).with_style(style.progress_chars("=> ")).with_prefix(what.to_owned());
            bar.enable_steady_tick(Duration::from_millis(250));
            bar
        });
        Self { bar, what: what.to_owned(), total, done: 0 }
    }

    /// One more step, named `step`, was begun.
    pub(crate) fn step(&mut self, step: &str) {
        self.done += 1;
        match &self.bar {
            Some(bar) => {
                // The total is an estimate; a bar that runs over its end would look broken.
                bar.set_length(self.total.max(self.done));
                bar.set_position(self.done);
                bar.set_message(step.to_owned());
            }
            None if self.done.is_multiple_of(50) => eprintln!("  {}: {} of about {} crates", self.what, self.done, self.total),
            None => {}
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_read_well() {
        for (millis, text) in [(0, "0.0 s"), (12_340, "12.3 s"), (59_940, "59.9 s"), (60_000, "1 min 00 s"), (245_000, "4 min 05 s")] {
            assert_eq!(duration(Duration::from_millis(millis)), text);
        }
    }
}
