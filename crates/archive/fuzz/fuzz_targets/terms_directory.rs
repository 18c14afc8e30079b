//! Hostile bytes for `terms_directory`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| dossier_archive_fuzz::run("terms_directory", bytes));
