//! The one renderer.
