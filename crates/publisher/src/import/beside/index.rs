//! Pages by the addresses that their generator gave them, for links such as `/2024/05/01/title/`. Made when the first such link is met.

use super::path::walk;
use super::sources::Named;
use crate::import::formats::markdown::{addresses_of, is_draft};
use std::collections::BTreeMap;
use std::fs::File;
use std::io::Read;
use std::path::PathBuf;

/// Front matter is at the beginning; longer ones than this say nothing of addresses here.
const HEAD: u64 = 64 << 10;

/// Files by address.
#[derive(Debug, Default)]
pub(super) struct Index(BTreeMap<String, PathBuf>);

impl Index {
    /// Looks at all pages that are sources.
    pub(super) fn of(named: &Named) -> Self {
        let mut index = Self::default();
        for page in named.markdown() {
            let mut head = Vec::new();
            if File::open(&page.path).and_then(|file| file.take(HEAD).read_to_end(&mut head)).is_err() {
                continue;
            }
            let head = String::from_utf8_lossy(&head);
            if is_draft(&head) {
                continue;
            }
            for address in addresses_of(&head, &page.relative) {
                if let Some(name) = name(&address) {
                    index.0.entry(name).or_insert_with(|| page.path.clone());
                }
            }
        }
        index
    }

    /// The page at an address from the root of the site.
    pub(super) fn find(&self, address: &str) -> Option<&PathBuf> {
        self.0.get(&name(address)?)
    }
}

/// An address as all ways of writing it have it.
fn name(address: &str) -> Option<String> {
    let names = walk(&[], &["/", address].concat())?.join("/");
    let names = names.strip_suffix("/index.html").unwrap_or(&names);
    let names = names.strip_suffix(".html").unwrap_or(names);
    Some(names.to_owned()).filter(|names| !names.is_empty())
}
