//! The elements' script, told about the site, and the table of the site's files that it reads.
//!
//! The script has a name that stays, for hosts that want repairs as they come, and one of its own bytes, for hosts that pin it; the second is
//! never to be collected. So the script knows no file that may go: those are in the table.

use super::{Embed, put};
use anyhow::{Context, Result, bail};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use sha2::{Digest, Sha256, Sha384};
use std::fmt::Write as _;
use std::fs;
use std::io::ErrorKind;

/// How the script ends that knows of no lists: made small, or as it was written.
const UNTOLD: [&str; 3] = ["(\"\",0);", "(``,0);", "(\"\", 0);"];

/// The script under the name of its bytes.
pub(super) struct Pinned {
    /// Its name in the folder.
    pub(super) name: String,
    /// What a host writes into `integrity`.
    pub(super) integrity: String,
}

/// Writes both.
pub(super) fn write(embed: Embed<'_>) -> Result<Pinned> {
    table(embed)?;
    let path = embed.folder().join("dossier.js");
    let script = fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
    let site = &embed.contents.bundle.site;
    let first = site.languages.first().map_or("en", |language| language.as_str());
    let script = told(&script, first, embed.paths.items)?;
    put(&path, &script)?;
    let old = embed.folder().join("dossier.js.br");
    match fs::remove_file(&old) {
        Err(error) if error.kind() != ErrorKind::NotFound => return Err(error).with_context(|| format!("cannot remove {}", old.display())),
        _ => {}
    }
    let digest = Sha256::digest(script.as_bytes());
    let hash = digest.iter().take(8).fold(String::new(), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    });
    let name = format!("dossier-{hash}.js");
    put(&embed.folder().join(&name), &script)?;
    Ok(Pinned { name, integrity: format!("sha384-{}", STANDARD.encode(Sha384::digest(script.as_bytes()))) })
}

/// The script with the site's first language, and whether it has a page for each item.
fn told(script: &str, first: &str, items: bool) -> Result<String> {
    let end = script.trim_end();
    let Some(start) = UNTOLD.iter().find_map(|untold| end.strip_suffix(untold)) else {
        bail!("embed/dossier.js is not the script of elements that this command knows");
    };
    // A language tag has letters, digits and hyphens only.
    Ok(format!("{start}(\"{first}\",{});\n", u8::from(items)))
}

/// Says in the table of files what the site has, and names first the form of the reader that its content wants.
fn table(embed: Embed<'_>) -> Result<()> {
    let path = embed.folder().join("site.json");
    let text = fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
    let mut table: Value = serde_json::from_slice(&text).with_context(|| format!("cannot read {}", path.display()))?;
    let named = |name: &str| table[name].clone();
    let (whole, archive) = ([named("app"), named("wasm")], [named("otherApp"), named("otherWasm")]);
    let (first, other) = if embed.contents.bundle.archive.is_some() { (archive, whole) } else { (whole, archive) };
    table = json!({
        "version": 1,
        "app": first[0], "wasm": first[1], "otherApp": other[0], "otherWasm": other[1],
        "lists": embed.paths.lists, "items": embed.paths.items,
    });
    put(&path, &table.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_script_is_told_at_its_end() {
        assert_eq!(told("((a,b)=>{})(\"\",0);", "nb", true).unwrap(), "((a,b)=>{})(\"nb\",1);\n");
        assert!(told("other();", "nb", true).is_err());
        // The reader's own, as it is before it is made small.
        assert!(told(include_str!("../../../../../public/embed/dossier.js"), "en", false).is_ok());
    }
}
