//! Collected test data outside the repository. Where it is absent, the tests that want it say so and end.

use std::io::Read;
use std::path::PathBuf;

/// The bytes of a file of the corpora.
pub(crate) fn read(name: &str) -> Option<Vec<u8>> {
    let beside = || PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/corpora"));
    let path = std::env::var_os("DOSSIER_CORPORA").map_or_else(beside, PathBuf::from).join(name);
    if !path.exists() {
        eprintln!("skipped: {name} is absent (DOSSIER_CORPORA names the folder)");
        return None;
    }
    Some(std::fs::read(path).unwrap())
}

/// Name and bytes of the files in a `.tar.zst` of the corpora; nothing if it is absent.
pub(crate) fn unpack(name: &str) -> Vec<(String, Vec<u8>)> {
    let Some(packed) = read(name) else { return Vec::new() };
    let mut bytes = Vec::new();
    zstd::Decoder::new(packed.as_slice()).unwrap().read_to_end(&mut bytes).unwrap();
    let mut files = Vec::new();
    let mut at = 0;
    // Each entry: a header of 512 bytes with name, size (octal) and kind, then the bytes, padded to 512.
    while bytes.get(at).is_some_and(|byte| *byte != 0) {
        let field = |from: usize, length: usize| {
            let text = &bytes[at + from..at + from + length];
            String::from_utf8_lossy(text.split(|byte| *byte == 0).next().unwrap()).trim().to_owned()
        };
        let size = usize::from_str_radix(&field(124, 12), 8).unwrap();
        let begin = at + 512;
        if matches!(bytes[at + 156], b'0' | 0) {
            files.push((field(0, 100), bytes[begin..begin + size].to_vec()));
        }
        at = begin + size.div_ceil(512) * 512;
    }
    files
}
