//! Sealed files: whatever passes the seal is the very file that was sealed.

use crate::specimen::main;
use crate::within;
use dossier_archive::Take;
use dossier_archive::seal::{Root, check as check_seal};
use dossier_bundle::Folder;

/// Which file it claims to be, its place and the number of files as claimed; then the file.
pub fn check(bytes: &[u8]) {
    let mut take = Take(bytes);
    let (Ok(number), Ok(place), Ok(files)) = (take.number(), take.number(), take.number()) else { return };
    let specimen = main();
    let (address, file) = specimen.sealed.iter().nth(number as usize % specimen.sealed.len()).expect("the number is below their count");
    let root: Root = root(address);
    if within(bytes.len(), || check_seal(take.0, place, files, &root)).is_ok() {
        assert!(specimen.sealed.iter().any(|(other, known)| self::root(other) == root && known == take.0), "{address}: {}", file.len());
    }
}

/// The root that an address names.
fn root(address: &str) -> Root {
    let name = address.split('/').nth(1).expect("an address has a folder");
    Folder::named(name, 0).expect("a folder is named by its root").root
}
