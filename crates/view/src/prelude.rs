//! The parts of Leptos that pages are made with: its signals, effects and owners (`reactive_graph`) and its view of the page
//! (`tachys`).
//!
//! The facade crate `leptos` always brings server functions with it, whose stream classes every reader would pay for; so its
//! parts are used by themselves, and named in this one place.

pub use crate::signal::{ReadSignal, RwSignal};
pub use reactive_graph::effect::RenderEffect;
pub use reactive_graph::graph::untrack;
pub use reactive_graph::owner::{Owner, on_cleanup};
pub use tachys::dom::{document, event_target_value, window};
pub use tachys::html::event::Event;
pub use tachys::renderer::Rndr;
