//! A value together with where it stands. The pointer is spelled only when somebody asks for it.

use super::way::Way;
use super::{Json, Node};

/// A JSON value and its place.
#[derive(Clone, Copy)]
pub(crate) struct At<'p> {
    pub(crate) value: &'p Json<'p>,
    /// The byte of the source at which it begins.
    pub(crate) start: usize,
    pub(super) way: Way<'p>,
}

impl<'p> At<'p> {
    /// The whole file, which begins at `start`.
    pub(crate) fn root(start: usize) -> Self {
        At { value: &Json::Null, start, way: Way::root() }
    }

    /// The field `key`, whose value is not at hand.
    pub(crate) fn unread_field<'c>(&'c self, key: &'c str, start: usize) -> At<'c> {
        At { value: &Json::Null, start, way: Way::key(self, key) }
    }

    /// The element `index`, whose value is not at hand.
    pub(crate) fn unread_element(&self, index: usize, start: usize) -> At<'_> {
        At { value: &Json::Null, start, way: Way::index(self, index) }
    }

    /// The same place, with its value.
    pub(crate) fn with<'c>(&'c self, node: &'c Node<'c>) -> At<'c> {
        At { value: &node.value, start: node.start, way: self.way }
    }

    /// A field of an object; `None` if it is absent or null. Of a repeated field the last one counts.
    pub(crate) fn get<'c>(&'c self, key: &'c str) -> Option<At<'c>> {
        let Json::Object(members) = self.value else { return None };
        let (_, node) = members.iter().rev().find(|(name, _)| name == key)?;
        if matches!(node.value, Json::Null) { None } else { Some(At { value: &node.value, start: node.start, way: Way::key(self, key) }) }
    }

    /// The elements of a list; nothing for other values.
    pub(crate) fn elements<'c>(&'c self) -> impl Iterator<Item = At<'c>> + use<'c> {
        let list: &'c [Node<'c>] = if let Json::List(list) = self.value { list } else { &[] };
        list.iter().enumerate().map(|(index, node)| At { value: &node.value, start: node.start, way: Way::index(self, index) })
    }

    /// The members of an object as written; nothing for other values.
    pub(crate) fn members(&self) -> impl Iterator<Item = (&str, At<'_>)> {
        let members = if let Json::Object(members) = self.value { members.as_slice() } else { &[] };
        members.iter().map(|(name, node)| (name.as_ref(), At { value: &node.value, start: node.start, way: Way::key(self, name) }))
    }

    /// The text, if it is one.
    pub(crate) fn text(&self) -> Option<&'p str> {
        if let Json::Text(text) = self.value { Some(text) } else { None }
    }

    pub(crate) fn is_list(&self) -> bool {
        matches!(self.value, Json::List(_))
    }

    pub(crate) fn is_object(&self) -> bool {
        matches!(self.value, Json::Object(_))
    }

    /// The name of the field it stands in, looking past places in lists; empty where problems are not explained.
    pub(crate) fn name(&self) -> &str {
        self.way.name()
    }

    /// The place as a JSON Pointer (RFC 6901); empty where problems are not explained.
    pub(crate) fn pointer(&self) -> String {
        self.way.pointer()
    }
}
