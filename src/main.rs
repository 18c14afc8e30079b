//! The reader: fetches a bundle, keeps what is loaded and selected, and mounts the view. Browser only.
//!
//! There is no `main`, which would bring along what the standard library does around one, for terminals: `boot.js` calls
//! [`start_page()`], and watches what becomes of it.
#![cfg(target_arch = "wasm32")]
#![no_main]

mod fetch;
mod later;
mod marks;
mod start_page;
mod store;

pub use start_page::start_page;

#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();
