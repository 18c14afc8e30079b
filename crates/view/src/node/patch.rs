//! A piece put in the place of another: what is alike stays and is patched, the rest is replaced.

use super::build::{self, Lasting, State, build};
use super::live::{self, Attribute, Before, LiveProperty};
use super::{Builder, Node, Parts, Property, Value};
use tachys::renderer::Rndr;
use tachys::renderer::types::{Node as PageNode, Placeholder};

/// Attributes that say what an element is about.
const IDS: [&str; 2] = ["id", "data-id"];

/// Makes `state` what `node` says.
pub(super) fn patch(state: &mut State, node: Node) {
    match (state, node) {
        (State::Nothing(_), Node::Nothing) => {}
        // Another text is another node: to the browser, one of another length that ends where the old one ended would have moved.
        (State::Text(_, now), Node::Text(text)) if *now == text => {}
        (State::Element(state), Node::Element(element)) if alike(state, &element.0) => patch_element(state, *element.0),
        (State::Group(states, end), Node::Row(nodes) | Node::Group(nodes)) => patch_group(states, end, nodes),
        (State::Live(state), Node::Live(make)) => {
            let before = state.take();
            *state = live::node(make, before);
        }
        (State::Lasting(mine, end), Node::Lasting(key, make)) => {
            if mine.key != key {
                patch_lasting(mine, end, key, make);
            }
        }
        (state, node) => replace(state, node),
    }
}

/// Puts a new piece into the place of the old one.
fn replace(state: &mut State, node: Node) {
    let mut new = build(node);
    let first = state.first();
    if let Some(parent) = parent_of(&first) {
        new.insert(&parent, Some(&first));
    }
    state.remove();
    *state = new;
}

fn parent_of(node: &PageNode) -> Option<tachys::renderer::types::Element> {
    use tachys::renderer::CastFrom;
    Rndr::get_parent(node).and_then(tachys::renderer::types::Element::cast_from)
}

/// Whether the element came from the same place in the code, as far as its shape tells, and is about the same thing. What is about
/// something else is another element: a patched one would move, and would take the focus along.
fn alike(state: &super::build::ElementState, element: &Parts) -> bool {
    let names = |(mine, theirs): (&'static str, &'static str)| mine == theirs;
    state.tag == element.tag
        && state.children.len() == element.children.len()
        && state.attributes.len() == element.attributes.len()
        && state.properties.len() == element.properties.len()
        && state.listeners.len() == element.listeners.len()
        && state.styles.len() == element.styles.len()
        && state.attributes.iter().zip(&element.attributes).all(|(mine, theirs)| match (mine, theirs) {
            ((name, Attribute::Fixed(mine)), (other, Value::Fixed(theirs))) if IDS.contains(name) => name == other && mine == theirs,
            _ => mine.0 == theirs.0,
        })
        && state.properties.iter().zip(&element.properties).all(|(mine, theirs)| names((mine.0, theirs.0)))
        && state.listeners.iter().zip(&element.listeners).all(|(mine, theirs)| mine.target == theirs.0 && names((mine.event, theirs.1)))
}

fn patch_element(state: &mut super::build::ElementState, element: Parts) {
    for ((name, mine), (_, value)) in state.attributes.iter_mut().zip(element.attributes) {
        patch_attribute(&state.node, name, mine, value);
    }
    for (mine, (name, value)) in state.styles.iter_mut().zip(element.styles) {
        if mine.1 != value {
            Rndr::set_css_property(&Rndr::style(&state.node), name, &value);
        }
        *mine = (name, value);
    }
    for (mine, (.., listener)) in state.listeners.iter().zip(element.listeners) {
        drop(mine.listener.replace(listener));
    }
    for (mine, child) in state.children.iter_mut().zip(element.children) {
        patch(mine, child);
    }
    for ((name, mine), (_, value)) in state.properties.iter_mut().zip(element.properties) {
        patch_property(&state.node, name, mine, value);
    }
}

fn patch_attribute(node: &tachys::renderer::types::Element, name: &'static str, mine: &mut Attribute, value: Value) {
    let before = match mine {
        Attribute::Fixed(value) => Before::Set(value.take()),
        Attribute::Live(state) => state.take().unwrap_or(Before::Unset),
    };
    *mine = live::attribute(node, name, value, before);
}

fn patch_property(node: &tachys::renderer::types::Element, name: &'static str, mine: &mut LiveProperty, value: Property) {
    let before = match mine {
        LiveProperty::Fixed(value) => Some(value.clone()),
        LiveProperty::Live(state) => state.take(),
    };
    *mine = live::property(node, name, value, before);
}

/// What was made goes before the next is made: were both there for a moment, browsers that keep what they show in its place would scroll along.
fn patch_lasting(mine: &mut Lasting, end: &Placeholder, key: String, make: Builder) {
    mine.remove();
    *mine = build::lasting(key, make);
    let end: PageNode = end.clone().into();
    if let Some(parent) = parent_of(&end) {
        mine.state.insert(&parent, Some(&end));
    }
}

fn patch_group(states: &mut Vec<State>, end: &Placeholder, nodes: Vec<Node>) {
    for surplus in states.iter_mut().skip(nodes.len()) {
        surplus.remove();
    }
    states.truncate(nodes.len());
    let marker: PageNode = end.clone().into();
    for (place, node) in nodes.into_iter().enumerate() {
        if let Some(state) = states.get_mut(place) {
            patch(state, node);
            continue;
        }
        let mut state = build(node);
        if let Some(parent) = parent_of(&marker) {
            state.insert(&parent, Some(&marker));
        }
        states.push(state);
    }
}
