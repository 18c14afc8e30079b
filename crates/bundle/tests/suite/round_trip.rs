//! What is written reads the same, and what was read can be written.

use crate::random::bundles;
use dossier_bundle::{parse, wire};
use proptest::prelude::*;
use serde_json::{Value, json};

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(96) })]

    #[test]
    fn random_bundles_come_back(bundle in bundles()) {
        let text = wire::write(&bundle);
        let (read, problems) = parse(text.as_bytes());
        prop_assert_eq!(problems, []);
        prop_assert_eq!(&read, &bundle);
        prop_assert_eq!(wire::write(&read), text);
    }

    #[test]
    fn damaged_bundles_never_panic_and_what_is_read_is_sound(bundle in bundles(), edits in prop::collection::vec((any::<prop::sample::Index>(), 0..4_u8, any::<u8>()), 1..12)) {
        let mut bytes = wire::write(&bundle).into_bytes();
        for (place, edit, byte) in edits {
            let place = place.index(bytes.len());
            match edit {
                0 => bytes[place] = byte,
                1 => bytes.insert(place, b"[]{}\",:0\\ "[usize::from(byte) % 10]),
                2 => _ = bytes.remove(place),
                _ => {
                    let end = (place + usize::from(byte)).min(bytes.len());
                    let copy = bytes[place..end].to_vec();
                    bytes.splice(place..place, copy);
                }
            }
            if bytes.is_empty() {
                break;
            }
        }
        sound(&bytes)?;
    }

    #[test]
    fn rearranged_bundles_never_panic_and_what_is_read_is_sound(bundle in bundles(), edits in prop::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>(), 0..14_usize), 1..8)) {
        let mut value: Value = serde_json::from_str(&wire::write(&bundle)).unwrap();
        for (from, to, edit) in edits {
            let all = pointers(&value, String::new());
            // The format and its lists stay, or else nothing would be read.
            let places: Vec<_> = all.iter().filter(|pointer| pointer.matches('/').count() > 1).collect();
            if places.is_empty() {
                break;
            }
            let pool = [json!(null), json!(true), json!(3), json!(""), json!("\u{202E}x\u{0} y"), json!([]), json!({}), json!("en"), json!({"type": "noteRef", "label": "z"})];
            let new = pool.get(edit).cloned().unwrap_or_else(|| value.pointer(places[from.index(places.len())]).cloned().unwrap());
            *value.pointer_mut(places[to.index(places.len())]).unwrap() = new;
        }
        sound(value.to_string().as_bytes())?;
    }

    #[test]
    fn noise_never_panics(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        sound(&bytes)?;
    }
}

/// The pointers of all values within a value.
fn pointers(value: &Value, at: String) -> Vec<String> {
    let below: Vec<(String, &Value)> = match value {
        Value::Object(members) => {
            members.iter().map(|(key, value)| (format!("{at}/{}", key.replace('~', "~0").replace('/', "~1")), value)).collect()
        }
        Value::Array(elements) => elements.iter().enumerate().map(|(index, value)| (format!("{at}/{index}"), value)).collect(),
        _ => Vec::new(),
    };
    below.into_iter().flat_map(|(pointer, value)| [vec![pointer.clone()], pointers(value, pointer)].concat()).collect()
}

/// Reads, and demands that what was read reads again without a problem, and that places lie in the text.
fn sound(bytes: &[u8]) -> Result<(), TestCaseError> {
    let (bundle, problems) = parse(bytes);
    let lines = bytes.split(|byte| *byte == b'\n').count();
    for problem in &problems {
        prop_assert!((1..=lines).contains(&problem.line) && problem.column >= 1, "{:?}", problem);
        prop_assert!(problem.pointer.is_empty() || problem.pointer.starts_with('/'), "{:?}", problem);
    }
    let (again, problems) = parse(wire::write(&bundle).as_bytes());
    prop_assert_eq!(&again, &bundle);
    let new: Vec<_> = problems.iter().filter(|problem| problem.pointer != "/site" || problem.code.as_str() != "missing-field").collect();
    prop_assert!(new.is_empty(), "{:?}", new);
    Ok(())
}
