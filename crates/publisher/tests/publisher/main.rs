//! Tests of the command as users run it, and of imports of real content.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout, reason = "a test fails by panicking and says what it skipped")]

mod append;
mod bad_input;
mod beside;
mod build;
mod check;
mod check_folder;
mod corpora;
mod diff;
mod embed;
mod feeds;
mod fetch;
mod formats;
mod hostile;
mod hostile_sources;
mod import;
mod older_addresses;
mod page_links;
mod previous;
mod publish;
mod real_pages;
mod reopened;
mod serve;
mod site;
mod standing;
mod support;
mod topic_texts;
