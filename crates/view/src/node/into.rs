//! What may be written where a piece, a value or a property is wanted.

use super::{Element, Node, Property, PropertyValue, Str, Value};

/// Can be a piece of a page.
pub trait IntoNode {
    /// The piece.
    fn into_node(self) -> Node;

    /// The piece as the last child of `parent`.
    fn add_to(self, parent: Element) -> Element
    where
        Self: Sized,
    {
        parent.push(self.into_node())
    }
}

impl IntoNode for Node {
    fn into_node(self) -> Node {
        self
    }
}

impl IntoNode for Element {
    fn into_node(self) -> Node {
        Node::Element(self)
    }

    fn add_to(self, parent: Element) -> Element {
        parent.push_element(self)
    }
}

impl IntoNode for &'static str {
    fn into_node(self) -> Node {
        Node::Text(Str::Borrowed(self))
    }

    fn add_to(self, parent: Element) -> Element {
        parent.push_text(self)
    }
}

impl IntoNode for String {
    fn into_node(self) -> Node {
        Node::Text(Str::Owned(self))
    }
}

impl<T: IntoNode> IntoNode for Option<T> {
    fn into_node(self) -> Node {
        self.map_or(Node::Nothing, IntoNode::into_node)
    }
}

impl<T: IntoNode> IntoNode for Vec<T> {
    fn into_node(self) -> Node {
        self.into_iter().into_group()
    }
}

impl<F: FnMut() -> T + 'static, T: IntoNode> IntoNode for F {
    fn into_node(mut self) -> Node {
        Node::Live(Box::new(move || self().into_node()))
    }
}

macro_rules! several {
    ($($name:ident)*) => {
        impl<$($name: IntoNode),*> IntoNode for ($($name,)*) {
            fn into_node(self) -> Node {
                #[allow(non_snake_case, reason = "the names of the types are the names of the values")]
                let ($($name,)*) = self;
                Node::Row(vec![$($name.into_node()),*])
            }

            fn add_to(self, parent: Element) -> Element {
                #[allow(non_snake_case, reason = "the names of the types are the names of the values")]
                let ($($name,)*) = self;
                $(let parent = $name.add_to(parent);)*
                parent
            }
        }
    };
}

/// Several pieces made by an iterator.
pub trait NodeIterator: Iterator {
    /// The pieces, one after another.
    fn into_group(self) -> Node;
}

impl<I: Iterator<Item = T>, T: IntoNode> NodeIterator for I {
    fn into_group(self) -> Node {
        let mut pieces = Vec::new();
        for piece in self {
            add(&mut pieces, piece.into_node());
        }
        Node::Group(pieces)
    }
}

#[inline(never)]
fn add(pieces: &mut Vec<Node>, piece: Node) {
    pieces.push(piece);
}

/// Can be the value of an attribute.
pub trait IntoValue: Sized {
    /// The value.
    fn into_value(self) -> Value;

    /// The value as that of an attribute of `element`.
    fn set(self, element: Element, name: &'static str) -> Element {
        element.set(name, self.into_value())
    }
}

/// Can be a value that does not change by itself.
pub trait IntoFixed {
    /// The value; none for an attribute that is not there.
    fn into_fixed(self) -> Option<Str>;
}

impl IntoFixed for &'static str {
    fn into_fixed(self) -> Option<Str> {
        Some(Str::Borrowed(self))
    }
}

impl IntoFixed for String {
    fn into_fixed(self) -> Option<Str> {
        Some(Str::Owned(self))
    }
}

impl<T: IntoFixed> IntoFixed for Option<T> {
    fn into_fixed(self) -> Option<Str> {
        self.and_then(IntoFixed::into_fixed)
    }
}

impl IntoValue for &'static str {
    fn into_value(self) -> Value {
        Value::Fixed(self.into_fixed())
    }

    fn set(self, element: Element, name: &'static str) -> Element {
        element.set_text(name, self)
    }
}

impl IntoValue for String {
    fn into_value(self) -> Value {
        Value::Fixed(self.into_fixed())
    }
}

impl<T: IntoFixed> IntoValue for Option<T> {
    fn into_value(self) -> Value {
        Value::Fixed(self.into_fixed())
    }
}

impl<F: FnMut() -> T + 'static, T: IntoFixed> IntoValue for F {
    fn into_value(mut self) -> Value {
        Value::Live(Box::new(move || self().into_fixed()))
    }
}

/// Can be the value of a property.
pub trait IntoProperty {
    /// The value.
    fn into_property(self) -> Property;
}

impl From<String> for PropertyValue {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<bool> for PropertyValue {
    fn from(flag: bool) -> Self {
        Self::Flag(flag)
    }
}

impl IntoProperty for bool {
    fn into_property(self) -> Property {
        Property::Fixed(self.into())
    }
}

impl<F: FnMut() -> T + 'static, T: Into<PropertyValue>> IntoProperty for F {
    fn into_property(mut self) -> Property {
        Property::Live(Box::new(move || self().into()))
    }
}

several! { A B }
several! { A B C }
several! { A B C D }
several! { A B C D E }
several! { A B C D E F }
several! { A B C D E F G }
several! { A B C D E F G H }
