//! Publishers that mix things up: what a seal vouches for, and what the table of contents says, is not what it should be.

use super::{Files, addresses, ask, faults, parts, shelves, specimen};
use crate::equal::today;
use dossier_archive::{Archive, seal};
use dossier_bundle::{Bundle, Folder, Part};
use dossier_query::Source;
use std::sync::Arc;

/// Puts `content` in the place of a file and seals its folder anew: the table of contents and the files then agree.
fn resealed(mut parts: Vec<Part>, files: &Files, address: &str, content: &[u8]) -> (Vec<Part>, Files) {
    let (folder, place) = address.strip_prefix("archive/").and_then(|rest| rest.strip_suffix(".bin")?.split_once('/')).unwrap();
    let place: usize = place.parse().unwrap();
    let old =
        parts.iter().flat_map(|part| &part.shelves).flat_map(|shelf| &shelf.folders).find(|known| known.name() == folder).copied().unwrap();
    let mut contents: Vec<&[u8]> = Vec::new();
    for place in 0..old.files {
        let file = &files[&format!("archive/{folder}/{place}.bin")];
        contents.push(&file[..seal::check(file, place, old.files, &old.root).unwrap()]);
    }
    contents[place] = content;
    let (root, proofs) = seal::seal(&contents.iter().map(|content| seal::leaf(content)).collect::<Vec<_>>());
    let new = Folder { root, files: old.files };
    let mut files = files.clone();
    for (place, (content, proof)) in contents.iter().zip(proofs).enumerate() {
        files.insert(format!("archive/{}/{place}.bin", new.name()), [content, proof.as_slice()].concat());
    }
    for known in parts.iter_mut().flat_map(|part| &mut part.shelves).flat_map(|shelf| &mut shelf.folders) {
        *known = if *known == old { new } else { *known };
    }
    (parts, files)
}

#[test]
fn a_sealed_file_of_another_shelf_is_known_when_it_is_read() {
    let specimen = specimen(15);
    let (all, files) = (parts(&specimen), &specimen.at_hand.files);
    let content = |address: &String| {
        let names = shelves(&all[0]);
        let folders = names.iter().flat_map(|shelf| &all[0].shelf(shelf).unwrap().folders);
        let ends = folders.flat_map(|folder| (0..folder.files).map(move |place| (folder, place)));
        let of = |(folder, place): &(&Folder, u32)| format!("archive/{}/{place}.bin", folder.name()) == *address;
        let (folder, place) = ends.into_iter().find(of).unwrap();
        &files[address][..seal::check(&files[address], place, folder.files, &folder.root).unwrap()]
    };
    for shelf in shelves(&all[0]) {
        let mut met = 0;
        for (place, other) in shelves(&all[0]).iter().enumerate().filter(|(_, other)| **other != shelf) {
            let (own, others) = (addresses(&all[0], &shelf), addresses(&all[0], other));
            let (address, from) = (&own[place % own.len()], &others[place * 7 % others.len()]);
            if files[address] == files[from] {
                continue;
            }
            let (parts, files) = resealed(all.clone(), files, address, content(from));
            let found = faults(&specimen, parts, &files);
            assert!(found.iter().all(|fault| !fault.is_empty()), "{shelf} {other}: {found:?}");
            met += found.len();
        }
        assert!(met > 0, "nothing asked for {shelf}");
    }
}

#[test]
fn a_table_of_contents_that_lies_is_found_out() {
    let specimen = specimen(15);
    let (all, files) = (parts(&specimen), &specimen.at_hand.files);
    let found = |change: &dyn Fn(&mut Part)| {
        let mut parts = all.clone();
        change(&mut parts[0]);
        faults(&specimen, parts, files)
    };
    for items in [0, 1, all[0].items - 1, all[0].items + 1, 1 << 20, (1 << 31) - 1] {
        assert!(!found(&|part| part.items = items).is_empty(), "{items}");
    }
    for (place, shelf) in all[0].shelves.iter().enumerate().filter(|(_, shelf)| shelf.files() > 0) {
        let missing = found(&|part| _ = part.shelves.remove(place));
        // Heads are a short way; everything they say can be counted.
        assert_eq!(missing.is_empty(), shelf.name == "heads", "{} {missing:?}", shelf.name);
        found(&|part| part.shelves[place].folders[0].files += 1);
        found(&|part| part.shelves[place].folders[0].files += 4096);
        found(&|part| part.shelves[place].folders[0].files -= 1);
        assert!(!found(&|part| part.shelves[place].folders[0].root[3] ^= 1).is_empty(), "{}", shelf.name);
        for other in (0..all[0].shelves.len()).filter(|other| *other != place) {
            found(&|part| part.shelves[place].folders.clone_from(&all[0].shelves[other].folders));
        }
    }
    assert!(!found(&|part| part.shelves.clear()).is_empty());
}

#[test]
fn two_parts_with_the_same_items_are_a_lie() {
    let specimen = specimen(15);
    let part = parts(&specimen).remove(0);
    let archive = |parts| {
        Archive::new(Arc::new(Bundle {
            archive: Some(dossier_bundle::Archive { parts }),
            ..Bundle::clone(specimen.at_hand.archive.bundle())
        }))
    };
    let twice = archive(vec![part.clone(), part]);
    for (question, _) in &specimen.asked {
        let fault = ask(&twice, &specimen.at_hand.files, &|archive| archive.answer(question, today())).unwrap_err();
        assert_eq!(fault, "two parts of the archive have the same items");
    }
}
