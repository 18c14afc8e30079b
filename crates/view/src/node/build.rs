//! Nodes of the page made from pieces, and put into it or taken out again.

use super::live::{self, LiveState};
use super::{Event, Listener, Node, Parts, Str, Target};
use crate::context::{around, within};
use crate::prelude::window;
use dossier_bundle::lean::ToList;
use reactive_graph::owner::Owner;
use std::cell::RefCell;
use std::rc::Rc;
use tachys::renderer::Rndr;
use tachys::renderer::types::{Element as PageElement, Node as PageNode, Placeholder, Text as PageText};
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;

/// What of a page was made from a piece.
pub(super) enum State {
    /// A comment that keeps the place of nothing.
    Nothing(Placeholder),
    /// A text node, and what it says.
    Text(PageText, Str),
    /// An element.
    Element(Box<ElementState>),
    /// The pieces, and a comment after the last.
    Group(Vec<State>, Placeholder),
    /// A piece that is made again.
    Live(LiveState<State>),
    /// A piece that is made once, and a comment after it.
    Lasting(Box<Lasting>, Placeholder),
}

/// A piece that is made once, its key, and what it owns.
pub(super) struct Lasting {
    pub(super) key: String,
    pub(super) state: State,
    owner: Owner,
}

/// What of a page was made from an element.
pub(super) struct ElementState {
    pub(super) node: PageElement,
    pub(super) tag: &'static str,
    pub(super) attributes: Vec<(&'static str, live::Attribute)>,
    pub(super) properties: Vec<(&'static str, live::LiveProperty)>,
    pub(super) styles: Vec<(&'static str, String)>,
    pub(super) listeners: Vec<Listening>,
    pub(super) children: Vec<State>,
}

/// An event listened to. What happens on it can be exchanged without touching the page.
pub(super) struct Listening {
    pub(super) event: &'static str,
    pub(super) listener: Rc<RefCell<Listener>>,
    pub(super) target: Target,
    page: PageElement,
    glue: Closure<dyn FnMut(Event)>,
}

/// Makes the nodes of a piece.
pub(super) fn build(node: Node) -> State {
    match node {
        Node::Nothing => State::Nothing(Rndr::create_placeholder()),
        Node::Text(text) => State::Text(Rndr::create_text_node(&text), text),
        Node::Element(element) => State::Element(Box::new(build_element(*element.0))),
        Node::Row(nodes) | Node::Group(nodes) => State::Group(nodes.into_iter().map(build).to_list(), Rndr::create_placeholder()),
        Node::Live(make) => State::Live(live::node(make, None)),
        Node::Lasting(key, make) => State::Lasting(Box::new(lasting(key, make)), Rndr::create_placeholder()),
    }
}

/// Makes a piece once. What it creates belongs to it and goes with it.
pub(super) fn lasting(key: String, make: super::Builder) -> Lasting {
    let owner = Owner::new();
    let state = within(&around(), || owner.with(|| build(make())));
    Lasting { key, state, owner }
}

fn build_element(element: Parts) -> ElementState {
    let node = Rndr::create_element(element.tag, None);
    let attributes =
        element.attributes.into_iter().map(|(name, value)| (name, live::attribute(&node, name, value, live::Before::Unset))).to_list();
    for (name, value) in &element.styles {
        Rndr::set_css_property(&Rndr::style(&node), name, value);
    }
    let listeners = element.listeners.into_iter().map(|(target, event, listener)| listen(&node, target, event, listener)).to_list();
    let mut children: Vec<State> = element.children.into_iter().map(build).to_list();
    for child in &mut children {
        child.insert(&node, None);
    }
    // After the children: a select shows an option only once it has it.
    let properties = element.properties.into_iter().map(|(name, value)| (name, live::property(&node, name, value, None))).to_list();
    ElementState { node, tag: element.tag, attributes, properties, styles: element.styles, listeners, children }
}

fn listen(node: &PageElement, target: Target, event: &'static str, listener: Listener) -> Listening {
    // Listening is the same for windows and elements, whatever the type says.
    let page: PageElement = match target {
        Target::Element => node.clone(),
        Target::Window => window().unchecked_into(),
    };
    let listener = Rc::new(RefCell::new(listener));
    let called = listener.clone();
    let glue: Box<dyn FnMut(Event)> = Box::new(move |event| {
        // An event that a listener itself sets off finds it busy, and is passed over.
        if let Ok(mut listener) = called.try_borrow_mut() {
            listener(event);
        }
    });
    let glue = Closure::wrap(glue);
    // Fails for no function and no name of an event.
    let _ = page.add_event_listener_with_callback(event, glue.as_ref().unchecked_ref());
    Listening { event, listener, target, page, glue }
}

impl Drop for Listening {
    /// Ends the listening. Here rather than by `tachys`, whose way asks for the thread, and through it for all of the standard library's threads.
    fn drop(&mut self) {
        let _ = self.page.remove_event_listener_with_callback(self.event, self.glue.as_ref().unchecked_ref());
    }
}

impl State {
    /// Puts the nodes into `parent`, before `marker` or at its end.
    pub(super) fn insert(&mut self, parent: &PageElement, marker: Option<&PageNode>) {
        match self {
            Self::Nothing(node) => Rndr::insert_node(parent, node, marker),
            Self::Text(node, _) => Rndr::insert_node(parent, node, marker),
            Self::Element(state) => Rndr::insert_node(parent, &state.node, marker),
            Self::Group(states, end) => {
                for state in states {
                    state.insert(parent, marker);
                }
                Rndr::insert_node(parent, end, marker);
            }
            Self::Live(state) => state.change(&mut |state| state.insert(parent, marker)),
            Self::Lasting(lasting, end) => {
                lasting.state.insert(parent, marker);
                Rndr::insert_node(parent, end, marker);
            }
        }
    }

    /// Takes the nodes out of the page.
    pub(super) fn remove(&mut self) {
        match self {
            Self::Nothing(node) => Rndr::remove(node),
            Self::Text(node, _) => Rndr::remove(node),
            Self::Element(state) => Rndr::remove(&state.node),
            Self::Group(states, end) => {
                states.iter_mut().for_each(State::remove);
                Rndr::remove(end);
            }
            Self::Live(state) => state.change(&mut State::remove),
            Self::Lasting(lasting, end) => {
                lasting.remove();
                Rndr::remove(end);
            }
        }
    }

    /// The first node of the piece.
    pub(super) fn first(&mut self) -> PageNode {
        match self {
            Self::Nothing(node) => node.clone().into(),
            Self::Text(node, _) => node.clone().into(),
            Self::Element(state) => state.node.clone().into(),
            Self::Group(states, end) => states.first_mut().map_or_else(|| end.clone().into(), State::first),
            Self::Live(state) => {
                let mut first = None;
                state.change(&mut |state| first = Some(state.first()));
                first.unwrap_or_else(|| Rndr::create_placeholder().into())
            }
            Self::Lasting(lasting, _) => lasting.state.first(),
        }
    }
}

impl Lasting {
    /// Takes the piece out of the page, and what it owns away.
    pub(super) fn remove(&mut self) {
        self.state.remove();
        self.owner.cleanup();
    }
}
