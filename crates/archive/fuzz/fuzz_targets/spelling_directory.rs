//! Hostile bytes for `spelling_directory`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| dossier_archive_fuzz::run("spelling_directory", bytes));
