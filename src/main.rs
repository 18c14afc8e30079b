//! The reader: fetches a bundle, keeps what is loaded and selected, and mounts the view. Browser only.
//!
//! There is no `main`, which would bring along what the standard library does around one, for terminals: `boot.js` calls
//! [`start_page()`], and watches what becomes of it; the loader of elements in other pages calls [`open_guest()`].
#![cfg(target_arch = "wasm32")]
#![no_main]

mod fetch;
mod guest;
mod later;
mod load;
mod marks;
mod rest;
mod start_page;
mod store;

pub use guest::{change_guest, close_guest, load_content, open_guest};
pub use start_page::start_page;

// Lighter than the standard one (1.5 kB) and quicker, and like it joins what it takes from the browser in pieces.
#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();
