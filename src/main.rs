//! The reader: fetches a bundle, keeps what is loaded and selected, and mounts the view. Browser only.
//!
//! `main` starts nothing: `boot.js` calls [`start_page()`], and watches what becomes of it.
#![cfg(target_arch = "wasm32")]

mod fetch;
mod marks;
mod start_page;
mod store;

pub use start_page::start_page;

fn main() {}
