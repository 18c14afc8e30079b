//! How far a publish is: a bar of bytes for people who watch. Changes nothing.

use indicatif::{ProgressBar, ProgressStyle};

/// The bar.
#[derive(Debug)]
pub(super) struct Progress {
    bar: ProgressBar,
}

impl Progress {
    /// Begins with so many bytes to send.
    pub(super) fn begin(bytes: u64) -> Self {
        let style = ProgressStyle::with_template("publishing {wide_bar} {bytes}/{total_bytes}, {bytes_per_sec}, {eta} left");
        Self { bar: ProgressBar::new(bytes).with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar())) }
    }

    /// So many bytes have arrived.
    pub(super) fn sent(&self, bytes: u64) {
        self.bar.inc(bytes);
    }

    /// All of them have.
    pub(super) fn finish(self) {
        self.bar.finish_and_clear();
    }
}
