//! One type for everything that a page is made of, and the calls that build it.
//!
//! Leptos gives each view a type of its own, and each type its own code; for a page of this size that was two thirds of the
//! WebAssembly. Here every element, text and reactive part is a [`Node`], so that the code which builds, patches and removes
//! nodes exists once. What makes a page live is Leptos' own: signals, effects and owners. No string is ever read as markup: `build.rs` makes
//! elements and texts only, so pages run under Trusted Types.

mod build;
pub mod html;
mod into;
mod live;
mod markup;
mod mount;
mod patch;

pub use into::{IntoFixed, IntoNode, IntoProperty, IntoValue, NodeIterator};
pub use markup::to_html;
pub use mount::{Mounted, mount};

use std::borrow::Cow;

/// Short text, mostly known at compile time.
pub type Str = Cow<'static, str>;

/// What a listener is given.
pub type Event = crate::prelude::Event;

/// A piece of a page.
pub enum Node {
    /// Nothing, for now.
    Nothing,
    /// Characters.
    Text(Str),
    /// An element.
    Element(Element),
    /// Several pieces, as many each time; as a child of an element they are children of it.
    Row(Vec<Node>),
    /// Pieces one after another, now more, now fewer.
    Group(Vec<Node>),
    /// Made again whenever a signal that it reads changes; what is there already is patched.
    Live(Box<dyn FnMut() -> Node>),
    /// A piece that is made once, stays as long as its key does, and goes with its signals and effects.
    Lasting(String, Builder),
}

/// Makes a piece when its turn comes.
pub type Builder = Box<dyn FnOnce() -> Node>;

/// An element under construction. Its calls are named after what they set.
///
/// The calls come in their hundreds, so each is kept to a few instructions: the element is one pointer, and what a call does
/// stands in one function that is not copied into its callers.
#[must_use = "an element that is no piece of a page is never seen"]
pub struct Element(Box<Parts>);

pub(super) struct Parts {
    pub(super) tag: &'static str,
    pub(super) attributes: Vec<(&'static str, Value)>,
    pub(super) properties: Vec<(&'static str, Property)>,
    pub(super) styles: Vec<(&'static str, String)>,
    pub(super) listeners: Vec<(Target, &'static str, Listener)>,
    pub(super) children: Vec<Node>,
}

/// Whose events are listened to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Target {
    /// The element's.
    Element,
    /// The window's, for as long as the element is there.
    Window,
}

/// What happens on an event.
pub type Listener = Box<dyn FnMut(Event)>;

/// The value of an attribute; none for an attribute that is not there.
pub enum Value {
    /// Does not change by itself.
    Fixed(Option<Str>),
    /// Follows the signals that it reads.
    Live(Box<dyn FnMut() -> Option<Str>>),
}

/// The value of a property of an element, which, unlike its attribute, the reader can change too.
pub enum Property {
    /// Does not change by itself.
    Fixed(PropertyValue),
    /// Follows the signals that it reads.
    Live(Box<dyn FnMut() -> PropertyValue>),
}

/// What a property can be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PropertyValue {
    /// Such as `value`.
    Text(String),
    /// Such as `checked`.
    Flag(bool),
}

impl Element {
    /// An empty element.
    #[inline(never)]
    pub fn new(tag: &'static str) -> Self {
        Self(Box::new(Parts {
            tag,
            attributes: Vec::new(),
            properties: Vec::new(),
            styles: Vec::new(),
            listeners: Vec::new(),
            children: Vec::new(),
        }))
    }

    /// Sets an attribute.
    pub fn attr(self, name: &'static str, value: impl IntoValue) -> Self {
        value.set(self, name)
    }

    /// Sets a property, which is what a form control shows now.
    pub fn prop(mut self, name: &'static str, value: impl IntoProperty) -> Self {
        self.0.properties.push((name, value.into_property()));
        self
    }

    /// Sets a style property; not a `style` attribute, which content policies forbid.
    pub fn style(mut self, name: &'static str, value: String) -> Self {
        self.0.styles.push((name, value));
        self
    }

    /// Listens to an event.
    pub fn on(self, event: &'static str, listener: impl FnMut(Event) + 'static) -> Self {
        self.listen(Target::Element, event, Box::new(listener))
    }

    /// Listens to an event of the window for as long as the element is there.
    pub fn on_window(self, event: &'static str, listener: impl FnMut(Event) + 'static) -> Self {
        self.listen(Target::Window, event, Box::new(listener))
    }

    /// Adds a child, or several.
    pub fn child(self, child: impl IntoNode) -> Self {
        child.add_to(self)
    }

    #[inline(never)]
    fn listen(mut self, target: Target, event: &'static str, listener: Listener) -> Self {
        self.0.listeners.push((target, event, listener));
        self
    }

    #[inline(never)]
    fn set(mut self, name: &'static str, value: Value) -> Self {
        self.0.attributes.push((name, value));
        self
    }

    #[inline(never)]
    fn set_text(self, name: &'static str, value: &'static str) -> Self {
        self.set(name, Value::Fixed(Some(Str::Borrowed(value))))
    }

    #[inline(never)]
    fn push(mut self, child: Node) -> Self {
        self.0.children.push(child);
        self
    }

    #[inline(never)]
    fn push_element(self, child: Self) -> Self {
        self.push(Node::Element(child))
    }

    #[inline(never)]
    fn push_text(self, text: &'static str) -> Self {
        self.push(Node::Text(Str::Borrowed(text)))
    }
}

/// A [`Node::Lasting`].
pub fn lasting(key: String, make: impl FnOnce() -> Node + 'static) -> Node {
    Node::Lasting(key, Box::new(make))
}
