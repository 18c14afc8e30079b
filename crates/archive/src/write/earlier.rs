//! Files of an earlier archive read back, to find out what of it may stay. Opens nothing itself, and takes nothing it is given for whole.

use super::entry::joined;
use crate::format::gone::lists;
use crate::format::{CUBES, Cell, Gone, INDEX, Index, PLACES, SHELVES, bodies, cube, rows};
use crate::{Damage, seal};
use dossier_bundle::{Folder, Kind};
use flate2::read::GzDecoder;
use std::collections::BTreeSet;
use std::io::Read;

/// An item of an earlier archive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filed {
    /// Its id.
    pub id: String,
    /// All that it says after its id, as [`super::Entry::json`] of the same item gives it.
    pub json: Vec<u8>,
    /// Places of the other versions of its work in its part.
    pub versions: Vec<u32>,
}

/// Most bytes of a file's content.
const LARGEST: u64 = 16 << 20;

/// The content of file `place` of a folder of a shelf.
pub fn unpack(file: &[u8], shelf: &str, place: u32, folder: &Folder) -> Result<Vec<u8>, Damage> {
    let end = seal::check(file, place, folder.files, &folder.root)?;
    let mut content = Vec::new();
    // One byte for the shelf, one to know that there is too much.
    let read = GzDecoder::new(&file[..end]).take(LARGEST + 2).read_to_end(&mut content);
    read.map_err(|_| Damage::of("it cannot be uncompressed"))?;
    if content.len() as u64 > LARGEST + 1 {
        return Err(Damage::of("it is too large"));
    }
    let number = SHELVES.iter().position(|known| *known == shelf);
    if content.is_empty() || number != Some(usize::from(content.remove(0))) {
        return Err(Damage::of("it is of another shelf"));
    }
    Ok(content)
}

/// The `count` items of a file of cards: the id of each, and what it says after that.
pub fn cards(content: &[u8], count: usize) -> Result<Vec<(String, Vec<u8>)>, Damage> {
    const OTHER: Damage = Damage::of("it has other items than it should");
    let list = content.strip_prefix(br#"{"items":["#).and_then(|rest| rest.strip_suffix(b"]}")).ok_or(OTHER)?;
    let written = split(list);
    if written.len() != count {
        return Err(OTHER);
    }
    let cards = written.into_iter().map(|item| {
        let rest = item.strip_prefix(br#"{"id":"#).ok_or(OTHER)?;
        let mut values = serde_json::Deserializer::from_slice(rest).into_iter::<String>();
        let id = values.next().and_then(Result::ok).ok_or(OTHER)?;
        Ok((id, rest[values.byte_offset()..].to_vec()))
    });
    cards.collect()
}

/// The items of a pack of bodies of a part of `items` items, of which these are the cards.
pub fn filed(content: &[u8], cards: Vec<(String, Vec<u8>)>, items: u32) -> Result<Vec<Filed>, Damage> {
    let pack = bodies::read(content, cards.len(), items)?;
    let both = cards.into_iter().zip(pack);
    Ok(both.map(|((id, card), (ways, rest))| Filed { id, json: joined(&card, rest), versions: ways.versions }).collect())
}

/// What is gone from a part of `items` items under a dictionary of `types` types once what stands at `places`, ascending, is gone. `file`
/// reads the content of a file by its shelf and place.
pub fn gone<E: From<Damage>>(
    places: Vec<u32>,
    (items, types): (u32, usize),
    file: &dyn Fn(&'static str, u32) -> Result<Vec<u8>, E>,
) -> Result<Gone, E> {
    let index = Index::read(&file(INDEX, 0)?, items, types)?;
    let mut gone = Gone { places, ..Gone::default() };
    for (list, topic) in (0_u32..).zip(lists(&index)) {
        let half = |number: u32, kind| Ok::<_, E>(cube::read(&file(CUBES, number)?, index.buckets.len() as u32, &index.keys, kind)?);
        let (news, documents) = (half(list * 2, Kind::News)?, half(list * 2 + 1, Kind::Document)?);
        let cells = cube::joined(&news, &documents).ok_or(Damage::of("its two kinds do not belong together"))?;
        let (mut of_list, mut row) = (Vec::new(), 0);
        while row < index.rows(topic) {
            let (place, held) = index.places_file(topic, row);
            let ways = rows::read(&file(PLACES, place)?, held.len())?;
            let values = rows::values(&ways, held.start, held.clone(), &cells, &index.buckets)?;
            of_list.extend(held.clone().zip(values).filter(|(_, place)| gone.has(*place)).map(|(row, _)| row));
            row = held.end;
        }
        gone.rows.push(of_list);
        if topic.is_none() {
            let language = |cell: &Cell| index.editions[index.keys[cell.key as usize].edition as usize].language;
            let left: BTreeSet<u32> = gone.spare(&cells, None).iter().map(language).collect();
            gone.languages = (0..index.languages.len() as u32).filter(|place| !left.contains(place)).collect();
        }
    }
    Ok(gone)
}

/// The elements of a list, which stands without its brackets.
fn split(list: &[u8]) -> Vec<&[u8]> {
    let (mut elements, mut start) = (Vec::new(), 0);
    let (mut depth, mut quoted, mut escaped) = (0_i64, false, false);
    for (place, byte) in list.iter().enumerate() {
        if quoted {
            quoted = escaped || *byte != b'"';
            escaped = !escaped && *byte == b'\\';
            continue;
        }
        match byte {
            b'"' => quoted = true,
            b'{' | b'[' => depth += 1,
            b'}' | b']' => depth -= 1,
            b',' if depth == 0 => {
                elements.push(&list[start..place]);
                start = place + 1;
            }
            _ => {}
        }
    }
    if !list.is_empty() {
        elements.push(&list[start..]);
    }
    elements
}

#[cfg(test)]
mod tests {
    use super::super::entry::push_item;
    use super::*;
    use crate::Put;
    use crate::format::bodies::Ways;
    use proptest::prelude::*;

    /// Cards, and bodies with the rest of each item.
    fn written(items: &[(Filed, &str)]) -> (Vec<u8>, Vec<u8>) {
        let mut json = br#"{"items":["#.to_vec();
        for (place, (item, _)) in items.iter().enumerate() {
            json.extend_from_slice(if place == 0 { b"" } else { b"," });
            push_item(&item.id, &item.json, &mut json);
        }
        json.extend_from_slice(b"]}");
        let ways = |item: &Filed| Ways { versions: item.versions.clone(), related: vec![0] };
        let pack: Vec<(Ways, &str)> = items.iter().map(|(item, rest)| (ways(item), *rest)).collect();
        let mut put = Put::default();
        bodies::write(&pack, &mut put);
        (json, put.0)
    }

    #[test]
    fn items_come_back_letter_by_letter() {
        let item = |id: &str, json: &str, versions: &[u32]| Filed { id: id.to_owned(), json: json.into(), versions: versions.to_vec() };
        let items = [
            (item("a", r#","title":"A, \"B\" }],[{ \\"}"#, &[1]), ""),
            (item("\"},{\"\\", r#","topics":[{"items":["x","y"]},"\\\\"]}"#, &[0]), r#"{"body":["a"]}"#),
            (item("ø", "}", &[]), r#"{"url":"b"}"#),
        ];
        let whole = [r#","title":"A, \"B\" }],[{ \\"}"#, r#","topics":[{"items":["x","y"]},"\\\\"],"body":["a"]}"#, r#","url":"b"}"#];
        for count in 0..=items.len() {
            let (json, content) = written(&items[..count]);
            let ids = cards(&json, count).unwrap();
            let read = filed(&content, ids.clone(), 3).unwrap();
            let same = |(read, ((item, _), json)): (&Filed, (&(Filed, &str), &&str))| {
                *read == Filed { json: json.as_bytes().to_vec(), ..item.clone() }
            };
            assert!(read.len() == count && read.iter().zip(items.iter().zip(&whole)).all(same), "{read:?}");
            assert!(cards(&json, count + 1).is_err());
            for end in 0..json.len() {
                // What is cut off may by chance end as a shorter list does; it is never taken for all of it.
                assert_ne!(cards(&json[..end], count).ok().as_ref(), Some(&ids));
            }
            for end in 0..content.len() {
                assert!(filed(&content[..end], ids.clone(), 3).is_err());
            }
        }
    }

    proptest! {
        #[test]
        fn nothing_panics(bytes: Vec<u8>, text in "[\\[\\]{}\",\\\\a]{0,40}", count in 0..5usize) {
            let _ = filed(&bytes, vec![(String::new(), bytes.clone()); count], 9);
            let _ = cards(format!(r#"{{"items":[{text}]}}"#).as_bytes(), count);
            let _ = split(text.as_bytes());
        }
    }
}
