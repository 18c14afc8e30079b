//! Which functions are not needed for the first list, by their paths. Whatever only they lead to goes with them, so the places where
//! something begins are enough.
//!
//! Nothing depends on this being right: a function that is called before it is there is fetched. It only should not happen on the way to the first list,
//! which browser tests watch over.

/// Paths of modules and functions, with everything below them: those that come with the rest.
const LATE: &[&str] = &[
    // Filters, words and items of an archive. Its first lists are in its heads.
    "dossier_archive",
    "dossier_archive::archive::files::Files::decoded",
    "dossier_archive::archive::files::Files::get",
    // Words, and what stands around an item.
    "dossier_query::memory::Memory as dossier_query::source::Source::neighbours",
    "dossier_query::memory::Memory as dossier_query::source::Source::related",
    "dossier_query::memory::Memory as dossier_query::source::Source::versions",
    "dossier_query::memory::related",
    "dossier_query::memory::text",
    "dossier_query::text",
    "dossier_reader::store::copy",
    "dossier_view::pages::item",
];

/// What comes at once all the same.
const EARLY: &[&str] = &[
    "dossier_archive::archive::Archive as dossier_query::source::Source::answer",
    "dossier_archive::archive::Archive as dossier_query::source::Source::bundle",
    "dossier_archive::archive::Archive as dossier_query::source::Source::card",
    "dossier_archive::archive::Archive as dossier_query::source::Source::check",
    "dossier_archive::archive::Archive as dossier_query::source::Source::foresee_search",
    "dossier_archive::archive::Archive as dossier_query::source::Source::put",
    "dossier_archive::archive::Archive as dossier_query::source::Source::wanted",
    "dossier_archive::archive::Archive::card_of",
    "dossier_archive::archive::Archive::head_for",
    "dossier_archive::archive::Archive::ix",
    "dossier_archive::archive::Archive::new",
    "dossier_archive::archive::Archive::suits",
    "dossier_archive::archive::files",
    "dossier_archive::archive::head",
    "dossier_archive::archive::tally::timeline",
    "dossier_archive::bytes",
    "dossier_archive::format::cube::Cell",
    "dossier_archive::format::head",
    "dossier_archive::seal",
    "dossier_query::memory::text::column::Column as core::default::Default",
];

/// Whether a function is among the late ones by its name.
pub(super) fn is_late(name: &str) -> bool {
    let path = path(name);
    let longest = |paths: &[&str]| paths.iter().filter(|start| is_below(&path, start)).map(|start| start.len()).max();
    longest(LATE) > longest(EARLY)
}

/// The path in the name of a function, as Rust writes it (v0): `<a[b1]::C as d::E>::f` is `a::C as d::E::f`. What others wrote is used by all
/// of the program, with whatever types, and alike functions are one in the end.
fn path(name: &str) -> String {
    let mut path = String::new();
    let mut within = false;
    for letter in name.chars() {
        match letter {
            '[' => within = true,
            ']' => within = false,
            '<' | '>' => {}
            letter if !within => path.push(letter),
            _ => {}
        }
    }
    path
}

fn is_below(path: &str, start: &str) -> bool {
    path.strip_prefix(start).is_some_and(|rest| !rest.starts_with(|next: char| next.is_alphanumeric() || next == '_'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_as_paths() {
        for (name, late) in [
            ("<dossier_archive[1a]::archive::Archive>::counted", true),
            ("<dossier_archive[1a]::archive::Archive as dossier_query[2b]::source::Source>::answer", false),
            ("<dossier_archive[1a]::archive::Archive as dossier_query[2b]::source::Source>::answer::{closure#0}", false),
            ("<<dossier_archive[1a]::archive::Archive>::places::{closure#0} as core[3c]::ops::function::FnOnce<(u32,)>>::call_once", true),
            ("<dossier_archive[1a]::archive::files::Files>::find", false),
            ("<dossier_archive[1a]::archive::files::Files>::get::<dossier_archive[1a]::format::index::Index>", true),
            ("dossier_query[2b]::text::fold::fold_char", true),
            ("dossier_query[2b]::text_of", false),
            ("dossier_query[2b]::route::address::cut", false),
            ("core[3c]::ptr::drop_in_place::<dossier_archive[1a]::format::index::Index>", false),
            ("", false),
        ] {
            assert_eq!(is_late(name), late, "{name}");
        }
    }
}
