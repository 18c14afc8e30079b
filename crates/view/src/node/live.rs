//! Parts that follow signals: each is one effect of Leptos' reactive graph, which makes the part and patches it.

use super::build::State;
use super::{Node, Property, PropertyValue, Str, Value, build, patch};
use crate::context::{around, within};
use reactive_graph::effect::RenderEffect;
use reactive_graph::graph::{Subscriber, ToAnySubscriber, untrack};
use reactive_graph::owner::Owner;
use std::cell::RefCell;
use std::rc::Rc;
use tachys::renderer::Rndr;
use tachys::renderer::types::Element as PageElement;
use wasm_bindgen::JsValue;

/// Something in the page that an effect keeps up to date. Dropping it ends the effect.
pub(super) struct LiveState<T> {
    kept: Rc<RefCell<Option<T>>>,
    _effect: Effect,
}

/// All effects are of one type; what each keeps is none of its business.
struct Effect(RenderEffect<()>);

/// An attribute in the page.
pub(super) enum Attribute {
    /// As it was set.
    Fixed(Option<Str>),
    /// As the effect sets it.
    Live(LiveState<Before>),
}

/// What an attribute was before.
pub(super) enum Before {
    /// Nothing: the element is new.
    Unset,
    /// This, where none means that it was not there.
    Set(Option<Str>),
}

/// A property in the page.
pub(super) enum LiveProperty {
    /// As it was set.
    Fixed(PropertyValue),
    /// As the effect sets it.
    Live(LiveState<PropertyValue>),
}

impl Drop for Effect {
    /// Takes the effect off the signals it reads; they would keep it, and go past it each time, for as long as the page lives.
    fn drop(&mut self) {
        let effect = self.0.to_any_subscriber();
        effect.clear_sources(&effect);
    }
}

impl<T: 'static> LiveState<T> {
    /// Runs `run` now, with what was there before, and again whenever a signal that it reads changes, with what it gave last.
    fn new(mut run: impl FnMut(Option<T>) -> T + 'static, before: Option<T>) -> Self {
        let kept = Rc::new(RefCell::new(before));
        let inside = kept.clone();
        let run = move || {
            let before = inside.borrow_mut().take();
            let now = run(before);
            *inside.borrow_mut() = Some(now);
        };
        Self { kept, _effect: effect(Box::new(run)) }
    }

    /// Gives `change` what the effect keeps.
    pub(super) fn change(&mut self, change: &mut dyn FnMut(&mut T)) {
        if let Some(kept) = self.kept.borrow_mut().as_mut() {
            change(kept);
        }
    }

    /// What the effect kept, which is to end.
    pub(super) fn take(&self) -> Option<T> {
        self.kept.borrow_mut().take()
    }
}

#[inline(never)]
fn effect(mut run: Box<dyn FnMut()>) -> Effect {
    let around = around();
    Effect(RenderEffect::new(move |_| within(&around, &mut run)))
}

/// A piece that is made again. `before` is what stands in its place, to be patched.
pub(super) fn node(mut make: Box<dyn FnMut() -> Node + Send>, before: Option<State>) -> LiveState<State> {
    // An effect takes what it owns away each time before it runs. What stands in the page outlives such a run, so it belongs to
    // an owner of its own, as do the contexts given to it; and it reads its signals for itself.
    let owner = Owner::current().map_or_else(Owner::new, |around| around.child());
    let run = move |before: Option<State>| {
        owner.with(|| {
            let node = make();
            untrack(|| match before {
                Some(mut state) => {
                    patch::patch(&mut state, node);
                    state
                }
                None => build::build(node),
            })
        })
    };
    LiveState::new(run, before)
}

/// Sets an attribute, and keeps it up to date if it is live. `before` is what it was.
pub(super) fn attribute(element: &PageElement, name: &'static str, value: Value, before: Before) -> Attribute {
    match value {
        Value::Fixed(value) => {
            set_attribute(element, name, value.as_ref(), &before);
            Attribute::Fixed(value)
        }
        Value::Live(mut make) => {
            let element = element.clone();
            let run = move |before: Option<Before>| {
                let value = make();
                set_attribute(&element, name, value.as_ref(), &before.unwrap_or(Before::Unset));
                Before::Set(value)
            };
            Attribute::Live(LiveState::new(run, Some(before)))
        }
    }
}

fn set_attribute(element: &PageElement, name: &str, value: Option<&Str>, before: &Before) {
    match (before, value) {
        (Before::Set(before), value) if before.as_ref() == value => {}
        (_, Some(value)) => Rndr::set_attribute(element, name, value),
        (Before::Set(_), None) => Rndr::remove_attribute(element, name),
        (Before::Unset, None) => {}
    }
}

/// Sets a property, and keeps it up to date if it is live. `before` is what it was set to.
pub(super) fn property(element: &PageElement, name: &'static str, value: Property, before: Option<PropertyValue>) -> LiveProperty {
    match value {
        Property::Fixed(value) => {
            set_property(element, name, &value);
            LiveProperty::Fixed(value)
        }
        Property::Live(mut make) => {
            let element = element.clone();
            let run = move |before: Option<PropertyValue>| {
                let value = make();
                if before.as_ref() != Some(&value) {
                    set_property(&element, name, &value);
                }
                value
            };
            LiveProperty::Live(LiveState::new(run, before))
        }
    }
}

/// Set even where the value is the one set before: the reader may have changed it since.
fn set_property(element: &PageElement, name: &str, value: &PropertyValue) {
    let value = match value {
        PropertyValue::Text(text) => JsValue::from_str(text),
        PropertyValue::Flag(flag) => JsValue::from_bool(*flag),
    };
    Rndr::set_property(element, name, &value);
}
