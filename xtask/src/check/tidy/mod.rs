//! Rules of the house that no compiler knows. Each rule is a pure function of a path and a text; only `check` reads files.

mod rules;

use crate::paths;
use anyhow::{Context, Result, bail};
use std::fs;
use std::path::Path;

/// Where the rules hold.
const FOLDERS: &[&str] = &["crates", "public", "src", "style", "tests", "xtask"];

/// Fails on the first rule broken anywhere, and lists all that are.
pub(super) fn check() -> Result<()> {
    let mut broken = Vec::new();
    for folder in FOLDERS {
        visit(&paths::root(), folder, &mut broken)?;
    }
    if !broken.is_empty() {
        bail!("{}", broken.join("\n"));
    }
    Ok(())
}

fn visit(root: &Path, name: &str, broken: &mut Vec<String>) -> Result<()> {
    let mut names = Vec::new();
    for entry in fs::read_dir(root.join(name)).with_context(|| format!("{name} cannot be read"))? {
        names.push(format!("{name}/{}", entry?.file_name().to_string_lossy()));
    }
    names.sort();
    for name in names {
        let path = root.join(&name);
        if path.is_dir() {
            visit(root, &name, broken)?;
        } else if matches!(name.rsplit('.').next(), Some("rs" | "css" | "js")) {
            let text = fs::read_to_string(&path).with_context(|| format!("{name} cannot be read"))?;
            broken.extend(rules::broken(&name, &text));
        }
    }
    Ok(())
}
