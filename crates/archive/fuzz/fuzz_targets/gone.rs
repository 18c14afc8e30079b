//! Hostile bytes for `gone`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| dossier_archive_fuzz::run("gone", bytes));
