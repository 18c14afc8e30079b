//! The outermost object of a bundle, split in one scan. Its parts stay text until somebody reads them, so that the work can be
//! spread over many small steps and needs little memory at a time.

use serde::de::{Deserialize, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;
use std::fmt;

/// The fields of a bundle. What is not listed here is not kept.
const FIELDS: [&str; 5] = ["format", "site", "topics", "types", "publishers"];

/// The parts of a bundle as they were written.
#[derive(Default)]
pub(crate) struct Top<'a> {
    fields: [Option<&'a RawValue>; FIELDS.len()],
    pub(crate) items: Elements<'a>,
    /// Fields that came more than once; the last of each counts.
    pub(crate) repeated: Vec<&'static str>,
}

/// What the field `items` held.
#[derive(Default)]
pub(crate) enum Elements<'a> {
    #[default]
    Absent,
    List(Vec<&'a RawValue>),
    /// Something that is not a list.
    Other,
}

impl<'a> Top<'a> {
    /// Splits `source`, which must be an object.
    pub(crate) fn scan(source: &'a str) -> Result<Self, serde_json::Error> {
        serde_json::from_str(source)
    }

    /// The text of a field.
    pub(crate) fn field(&self, name: &str) -> Option<&'a RawValue> {
        let place = FIELDS.iter().position(|field| *field == name)?;
        self.fields[place]
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Top<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(TopReader)
    }
}

struct TopReader;

impl<'de> Visitor<'de> for TopReader {
    type Value = Top<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Top<'de>, A::Error> {
        let mut top = Top::default();
        while let Some(key) = map.next_key::<String>()? {
            if key == "items" {
                if !matches!(top.items, Elements::Absent) {
                    top.repeated.push("items");
                }
                top.items = map.next_value()?;
            } else if let Some(place) = FIELDS.iter().position(|field| *field == key) {
                if top.fields[place].replace(map.next_value()?).is_some() {
                    top.repeated.push(FIELDS[place]);
                }
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(top)
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Elements<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ElementsReader)
    }
}

struct ElementsReader;

impl<'de> Visitor<'de> for ElementsReader {
    type Value = Elements<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Elements<'de>, A::Error> {
        let mut elements = Vec::new();
        while let Some(element) = list.next_element()? {
            elements.push(element);
        }
        Ok(Elements::List(elements))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Elements<'de>, A::Error> {
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(Elements::Other)
    }

    fn visit_unit<E>(self) -> Result<Elements<'de>, E> {
        Ok(Elements::Absent)
    }

    fn visit_bool<E>(self, _: bool) -> Result<Elements<'de>, E> {
        Ok(Elements::Other)
    }

    fn visit_u64<E>(self, _: u64) -> Result<Elements<'de>, E> {
        Ok(Elements::Other)
    }

    fn visit_i64<E>(self, _: i64) -> Result<Elements<'de>, E> {
        Ok(Elements::Other)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Elements<'de>, E> {
        Ok(Elements::Other)
    }

    fn visit_str<E: Error>(self, _: &str) -> Result<Elements<'de>, E> {
        Ok(Elements::Other)
    }
}
