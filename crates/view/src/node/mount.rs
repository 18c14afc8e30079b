//! A piece put into the page for good.

use super::Node;
use super::build::{State, build};
use crate::context::{around, within};
use reactive_graph::owner::Owner;
use tachys::renderer::types::Element;

/// A piece in the page. Dropping it ends its effects and leaves its nodes where they are.
pub struct Mounted {
    _owner: Owner,
    _state: State,
}

/// Puts `make`'s piece at the end of `parent`. The runtime of the browser must have been given to Leptos before (`any_spawner`).
pub fn mount(parent: &Element, make: impl FnOnce() -> Node) -> Mounted {
    let owner = Owner::new();
    let mut state = within(&around(), || owner.with(|| build(make())));
    state.insert(parent, None);
    Mounted { _owner: owner, _state: state }
}
