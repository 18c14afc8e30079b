//! Hostile bytes for every reader of the archive: none may panic, run without end, or take more memory than its input accounts for.
//!
//! [`specimen`] has small archives whose tables give bytes their meaning; [`decoders`] and [`seal`] read single files, [`answers`] asks a
//! whole archive of which one file was replaced; [`seeds`] has what each begins with. Nothing here judges whether an answer is right.

pub mod answers;
pub mod decoders;
mod seal;
pub mod seeds;
pub mod specimen;

use peak_alloc::PeakAlloc;
use std::sync::LazyLock;

#[global_allocator]
static HEAP: PeakAlloc = PeakAlloc;

/// A reader under attack.
pub type Target = fn(&[u8]);

/// All of them by name, in the order of the format's modules.
pub const TARGETS: [(&str, Target); 20] = [
    ("seal", seal::check),
    ("index", decoders::index),
    ("cube", decoders::cube),
    ("rows", decoders::rows),
    ("days", decoders::days),
    ("gone", decoders::gone),
    ("titles", decoders::titles),
    ("ids", decoders::ids),
    ("head", decoders::head),
    ("bodies", decoders::bodies),
    ("cards", decoders::cards),
    ("terms_directory", decoders::terms_directory),
    ("terms_shard", decoders::terms_shard),
    ("terms_completions", decoders::terms_completions),
    ("postings", decoders::postings),
    ("tiers", decoders::tiers),
    ("positions", decoders::positions),
    ("spelling_directory", decoders::spelling_directory),
    ("spelling_forms", decoders::spelling_forms),
    ("answers", answers::replaced),
];

/// Gives bytes to the target of this name.
pub fn run(name: &str, bytes: &[u8]) {
    let target = TARGETS.iter().find(|(known, _)| *known == name);
    target.expect("every target is listed").1(bytes);
}

/// Bytes that any reader may take, and for each byte of its input as many more.
const ANYHOW: usize = 256 << 10;
const EACH: usize = 96;

/// Does what a reader does with so many bytes, and fails if it takes more memory than they account for.
pub(crate) fn within<T>(bytes: usize, work: impl FnOnce() -> T) -> T {
    // Made on first use, which is no reader's doing.
    LazyLock::force(&specimen::ALL);
    HEAP.reset_peak_usage();
    let before = HEAP.current_usage();
    let done = work();
    let taken = HEAP.peak_usage().saturating_sub(before);
    assert!(taken <= ANYHOW + EACH * bytes, "{bytes} bytes of input took {taken} bytes of memory");
    done
}
