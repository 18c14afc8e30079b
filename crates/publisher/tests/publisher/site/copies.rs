//! Compressed copies: of every file that shrinks, and of what it says now.

use super::{ADDRESS, build, example, is};
use flate2::read::GzDecoder;
use std::io::Read;

#[test]
fn every_copy_is_of_its_file() {
    let folder = tempfile::tempdir().unwrap();
    let (_, files) = build(folder.path(), &example(), &["--address", ADDRESS, "--force-archive"]);
    let mut copies = 0;
    for (path, bytes) in &files {
        let Some((of, end)) = path.rsplit_once('.').filter(|(_, end)| matches!(*end, "br" | "gz")) else { continue };
        if path == "assets/a-1.js.br" {
            assert_eq!(bytes, b"kept", "a copy that came with a file that stays");
            continue;
        }
        let mut unpacked = Vec::new();
        match end {
            "gz" => drop(GzDecoder::new(bytes.as_slice()).read_to_end(&mut unpacked).unwrap()),
            _ => brotli::BrotliDecompress(&mut bytes.as_slice(), &mut unpacked).unwrap(),
        }
        assert!(unpacked == files[of], "{path}");
        assert!(bytes.len() < unpacked.len(), "{path}");
        copies += 1;
    }
    assert!(copies > 250, "{copies}");
    let shrinks = |path: &str| ["html", "atom", "xml", "css"].iter().any(|end| is(path, end));
    for path in files.keys().filter(|path| shrinks(path) && files[*path].len() > 400) {
        assert!(files.contains_key(&format!("{path}.br")) && files.contains_key(&format!("{path}.gz")), "{path}");
    }
    assert!(!files.keys().any(|path| path.starts_with("archive/") && !is(path, "bin")));
}
