//! Which of our crates may stand on which. The table is the law; cargo's own metadata is the evidence.

use crate::paths;
use anyhow::{Result, bail};
use cargo_metadata::MetadataCommand;

/// A crate, and those of ours that it may name, for any purpose, tests included.
const ARROWS: &[(&str, &[&str])] = &[
    ("dossier-bundle", &[]),
    ("dossier-query", &["dossier-bundle"]),
    ("dossier-archive", &["dossier-bundle", "dossier-query"]),
    ("dossier-view", &["dossier-bundle", "dossier-query"]),
    ("dossier-reader", &["dossier-archive", "dossier-bundle", "dossier-query", "dossier-view"]),
    ("dossier-publisher", &["dossier-archive", "dossier-bundle", "dossier-query", "dossier-view"]),
    ("dossier-tests", &["dossier-archive", "dossier-bundle", "dossier-publisher", "dossier-query", "dossier-view"]),
    ("xtask", &[]),
];

/// Fails on an arrow that the table does not have.
pub(super) fn check() -> Result<()> {
    let metadata = MetadataCommand::new().manifest_path(paths::root().join("Cargo.toml")).no_deps().exec()?;
    let members = metadata.workspace_packages();
    let ours: Vec<(String, Vec<String>)> = members
        .iter()
        .map(|package| {
            (package.name.to_string(), package.dependencies.iter().filter(|it| it.path.is_some()).map(|it| it.name.clone()).collect())
        })
        .collect();
    let wrong = wrong_arrows(&ours);
    if !wrong.is_empty() {
        bail!("{}", wrong.join("\n"));
    }
    Ok(())
}

fn wrong_arrows(ours: &[(String, Vec<String>)]) -> Vec<String> {
    let mut wrong = Vec::new();
    for (name, used) in ours {
        let Some((_, allowed)) = ARROWS.iter().find(|(known, _)| known == name) else {
            wrong.push(format!("{name} is not in the table of arrows; say there what it may stand on"));
            continue;
        };
        // A crate names itself where its tests need a feature that the crate alone leaves off.
        let others = used.iter().filter(|other| *other != name && !allowed.contains(&other.as_str()));
        wrong.extend(others.map(|other| format!("{name} must not depend on {other}")));
    }
    wrong
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(name: &str, used: &[&str], expected: &[&str]) {
        let ours = [(name.to_owned(), used.iter().map(|&other| other.to_owned()).collect())];
        assert_eq!(wrong_arrows(&ours), expected);
    }

    #[test]
    fn only_the_arrows_of_the_table() {
        check("dossier-view", &["dossier-query", "dossier-bundle"], &[]);
        check("dossier-query", &["dossier-view"], &["dossier-query must not depend on dossier-view"]);
        check("dossier-tests", &["dossier-reader"], &["dossier-tests must not depend on dossier-reader"]);
        check("dossier-new", &[], &["dossier-new is not in the table of arrows; say there what it may stand on"]);
    }

    #[test]
    fn the_table_has_no_circle() {
        // Each row stands only on rows above it, the archive's users included.
        for (place, (name, allowed)) in ARROWS.iter().enumerate() {
            for other in *allowed {
                let above = ARROWS[..place].iter().any(|(known, _)| known == other);
                assert!(above, "{name} -> {other}");
            }
        }
    }
}
