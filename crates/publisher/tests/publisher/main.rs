//! Tests of the command as users run it, and of imports of real content.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout, reason = "a test fails by panicking and says what it skipped")]

mod build;
mod check;
mod corpora;
mod embed;
mod hostile;
mod import;
mod previous;
mod reopened;
mod support;
