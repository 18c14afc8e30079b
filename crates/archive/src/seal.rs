//! Seals: a folder of files is named by a Merkle root over them, and each file carries the proof that it belongs there under its
//! number. So no list of hashes grows with the archive, and a swapped, cut or damaged file is known before it is read.
//!
//! Hashes are SHA-256 cut to 16 bytes. A leaf is the hash of a zero byte and the file's content; an inner node that of a one byte and
//! its two children, so that neither passes for the other; a node without a sibling moves up unchanged. A file is its content followed by
//! its proof, the siblings on the way up from the lowest: written last, when the other files of the folder are known.

use crate::Damage;
use sha2::{Digest, Sha256};

/// The hash of a node.
pub type Root = [u8; 16];

/// Most files in one folder.
pub const MOST_FILES: u32 = 4096;

/// Where the content ends in file `place` of a folder of `files` files.
pub fn check(file: &[u8], place: u32, files: u32, root: &Root) -> Result<usize, Damage> {
    if place >= files || files > MOST_FILES {
        return Err(Damage::of("there is no such file"));
    }
    let end = file.len().checked_sub(siblings(place, files) as usize * size_of::<Root>()).ok_or(Damage::of("it was cut off"))?;
    let (content, proof) = file.split_at(end);
    let mut node = hash(0, &[content]);
    let (mut place, mut level) = (place, files);
    let mut proof = proof.chunks_exact(size_of::<Root>());
    while level > 1 {
        if place ^ 1 < level {
            let sibling = proof.next().unwrap_or_default();
            node = if place & 1 == 0 { hash(1, &[&node, sibling]) } else { hash(1, &[sibling, &node]) };
        }
        place >>= 1;
        level = level.div_ceil(2);
    }
    if node == *root { Ok(end) } else { Err(Damage::of("its content is not what the bundle names")) }
}

/// How many siblings stand on the way up.
fn siblings(mut place: u32, mut level: u32) -> u32 {
    let mut count = 0;
    while level > 1 {
        count += u32::from(place ^ 1 < level);
        place >>= 1;
        level = level.div_ceil(2);
    }
    count
}

fn hash(tag: u8, parts: &[&[u8]]) -> Root {
    let mut hasher = Sha256::new();
    hasher.update([tag]);
    parts.iter().for_each(|part| hasher.update(part));
    let mut root = Root::default();
    for (byte, full) in root.iter_mut().zip(hasher.finalize()) {
        *byte = full;
    }
    root
}

/// The hash of a file's content.
#[cfg(feature = "write")]
pub fn leaf(content: &[u8]) -> Root {
    hash(0, &[content])
}

/// The root over these leaves, and the proof of each.
#[cfg(feature = "write")]
pub fn seal(leaves: &[Root]) -> (Root, Vec<Vec<u8>>) {
    let mut proofs = vec![Vec::new(); leaves.len()];
    let mut level = leaves.to_vec();
    let mut depth = 0;
    while level.len() > 1 {
        for (place, proof) in proofs.iter_mut().enumerate() {
            let sibling = (place >> depth) ^ 1;
            proof.extend(level.get(sibling).into_iter().flatten());
        }
        level = level
            .chunks(2)
            .map(|pair| match pair {
                [left, right] => hash(1, &[left, right]),
                _ => pair[0],
            })
            .collect();
        depth += 1;
    }
    (level.first().copied().unwrap_or_default(), proofs)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(count: u32) -> (Root, Vec<Vec<u8>>) {
        let contents: Vec<Vec<u8>> = (0..count).map(|place| format!("file {place}").into_bytes()).collect();
        let leaves: Vec<Root> = contents.iter().map(|content| leaf(content)).collect();
        let (root, proofs) = seal(&leaves);
        (root, proofs.into_iter().zip(contents).map(|(proof, content)| [content, proof].concat()).collect())
    }

    #[test]
    fn every_file_proves_its_place_and_no_other() {
        for count in [1, 2, 3, 4, 5, 7, 8, 9, 31, 100] {
            let (root, files) = files(count);
            for (place, file) in (0..).zip(&files) {
                let end = check(file, place, count, &root).unwrap();
                assert_eq!(&file[..end], format!("file {place}").as_bytes());
                assert!(check(file, (place + 1) % count.max(2), count, &root).is_err());
                assert!(check(&file[..file.len() - 1], place, count, &root).is_err());
                let mut damaged = file.clone();
                damaged[0] ^= 1;
                assert!(check(&damaged, place, count, &root).is_err());
            }
        }
    }

    #[test]
    fn what_is_no_file_is_an_error() {
        let (root, files) = files(3);
        assert!(check(&[], 0, 3, &root).is_err());
        assert!(check(&files[0], 3, 3, &root).is_err());
        assert!(check(&files[0], 0, 0, &root).is_err());
        assert!(check(&files[0], 0, MOST_FILES + 1, &root).is_err());
    }
}
