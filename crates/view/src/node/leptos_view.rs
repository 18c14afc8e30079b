//! Nodes as a view of Leptos, so that they are mounted and owned like any other.

use super::build::State;
use super::{Node, build, patch, to_html};
use leptos::attr::Attribute;
use leptos::attr::any_attribute::AnyAttribute;
use leptos::prelude::{AddAnyAttr, Mountable, Render, RenderHtml};
use leptos::tachys::hydration::Cursor;
use leptos::tachys::renderer::types::{Element as PageElement, Node as PageNode};
use leptos::tachys::view::{Position, PositionState};

impl Render for Node {
    type State = State;

    fn build(self) -> State {
        build::build(self)
    }

    fn rebuild(self, state: &mut State) {
        patch::patch(state, self);
    }
}

impl Mountable for State {
    fn unmount(&mut self) {
        self.remove();
    }

    fn mount(&mut self, parent: &PageElement, marker: Option<&PageNode>) {
        self.insert(parent, marker);
    }

    fn insert_before_this(&self, _: &mut dyn Mountable) -> bool {
        false
    }

    fn elements(&self) -> Vec<PageElement> {
        Vec::new()
    }
}

impl AddAnyAttr for Node {
    type Output<A: Attribute> = Self;

    fn add_any_attr<A: Attribute>(self, _: A) -> Self {
        self
    }
}

impl RenderHtml for Node {
    type AsyncOutput = Self;
    type Owned = Self;

    const MIN_LENGTH: usize = 0;

    fn dry_resolve(&mut self) {}

    async fn resolve(self) -> Self {
        self
    }

    fn to_html_with_buf(self, out: &mut String, position: &mut Position, _: bool, _: bool, _: Vec<AnyAttribute>) {
        out.push_str(&to_html(self));
        *position = Position::NextChild;
    }

    /// Prerendered markup is replaced, not taken over.
    fn hydrate<const FROM_SERVER: bool>(self, _: &Cursor, _: &PositionState) -> State {
        build::build(self)
    }

    fn into_owned(self) -> Self {
        self
    }
}
