//! A piece put in the place of another: what is alike stays and is patched, the rest is replaced.

use super::build::{Entry, State, build, entry};
use super::live::{self, Attribute, Before, LiveProperty};
use super::{Builder, Node, Parts, Property, Value};
use dossier_bundle::lean::ToList;
use tachys::renderer::Rndr;
use tachys::renderer::types::{Node as PageNode, Placeholder};

/// Makes `state` what `node` says.
pub(super) fn patch(state: &mut State, node: Node) {
    match (state, node) {
        (State::Nothing(_), Node::Nothing) => {}
        (State::Text(page, now), Node::Text(text)) => {
            if *now != text {
                Rndr::set_text(page, &text);
                *now = text;
            }
        }
        (State::Element(state), Node::Element(element)) if alike(state, &element.0) => patch_element(state, *element.0),
        (State::Group(states, end), Node::Row(nodes) | Node::Group(nodes)) => patch_group(states, end, nodes),
        (State::Live(state), Node::Live(make)) => {
            let before = state.take();
            *state = live::node(make, before);
        }
        (State::Keyed(entries, end), Node::Keyed(pieces)) => patch_keyed(entries, end, pieces),
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

/// Whether the element came from the same place in the code, as far as its shape tells.
fn alike(state: &super::build::ElementState, element: &Parts) -> bool {
    let names = |(mine, theirs): (&'static str, &'static str)| mine == theirs;
    state.tag == element.tag
        && state.children.len() == element.children.len()
        && state.attributes.len() == element.attributes.len()
        && state.properties.len() == element.properties.len()
        && state.listeners.len() == element.listeners.len()
        && state.styles.len() == element.styles.len()
        && state.attributes.iter().zip(&element.attributes).all(|(mine, theirs)| names((mine.0, theirs.0)))
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

/// Keeps the pieces whose keys stay, in their new order; a piece moves only if the order among those that stay has changed.
fn patch_keyed(entries: &mut Vec<Entry>, end: &Placeholder, pieces: Vec<(String, Builder)>) {
    let marker: PageNode = end.clone().into();
    let Some(parent) = parent_of(&marker) else { return };
    entries.retain_mut(|entry| {
        let stays = pieces.iter().any(|(key, _)| *key == entry.key);
        if !stays {
            entry.remove();
        }
        stays
    });
    let kept: Vec<&String> = pieces.iter().map(|(key, _)| key).filter(|key| entries.iter().any(|entry| entry.key == **key)).to_list();
    let in_order = kept.len() == entries.len() && kept.iter().zip(entries.iter()).all(|(key, entry)| **key == entry.key);
    let mut old: Vec<Option<Entry>> = std::mem::take(entries).into_iter().map(Some).to_list();
    let mut fresh = Vec::new();
    for (key, make) in pieces {
        let mine = old.iter_mut().find(|entry| entry.as_ref().is_some_and(|entry| entry.key == key)).and_then(Option::take);
        fresh.push(mine.is_none());
        entries.push(mine.unwrap_or_else(|| entry(key, make)));
    }
    // From the end, so that each piece finds the one it stands before.
    let mut next = marker;
    for (entry, is_fresh) in entries.iter_mut().zip(fresh).rev() {
        if is_fresh || !in_order {
            entry.state.insert(&parent, Some(&next));
        }
        next = entry.state.first();
    }
}
