//! From Trunk's raw folder to the files of the reader, by path. Works in memory, writes nothing.

use super::fingerprint::{collect, hex};
use super::javascript::{self, Kind};
use super::trunk::{APP_SCRIPT, APP_WASM};
use super::{css, glue, html};
use anyhow::{Context, Result, bail};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::path::Path;

/// Files by their path in the folder, `/` between the parts.
pub(crate) type Files = BTreeMap<String, Vec<u8>>;

/// All files of the reader. Those that never change under their name are in `assets/`.
pub(super) fn package(raw: &Path) -> Result<Files> {
    let mut files = Files::new();
    collect(raw, "", &mut files)?;
    if let Some(snippet) = files.keys().find(|path| path.starts_with("snippets/")) {
        // Such a file would be loaded by a name that says nothing about its bytes; none of our dependencies needs one.
        bail!("a dependency of the reader brings JavaScript of its own ({snippet}), which packaging does not allow");
    }
    let mut take = |path: &str| files.remove(path).with_context(|| format!("the built reader has no {path}"));
    let text = |path: &str, bytes| String::from_utf8(bytes).with_context(|| format!("{path} is not UTF-8"));
    let page = text("index.html", take("index.html")?)?;
    let boot = javascript::minify(&text("boot.js", take("boot.js")?)?, Kind::Classic).context("boot.js")?;
    let (script, binary) = glue::shorten(&text(APP_SCRIPT, take(APP_SCRIPT)?)?, &take(APP_WASM)?).context("what wasm-bindgen wrote")?;
    let parts = [
        ("boot.js", "boot", "js", boot.into_bytes()),
        (APP_SCRIPT, "app", "js", script.into_bytes()),
        (APP_WASM, "app", "wasm", binary),
        ("style/style.css", "style", "css", css::bundle(&take_folder(&mut files, "style/"))?.into_bytes()),
    ];
    let mut names = Vec::new();
    for (old, stem, extension, bytes) in parts {
        let new = format!("assets/{stem}-{}.{extension}", &hex(&Sha256::digest(&bytes))[..16]);
        names.push((old, new.clone()));
        files.insert(new, bytes);
    }
    files.insert("index.html".to_owned(), html::rename(&page, &names)?.into_bytes());
    Ok(files)
}

/// Takes the files below a folder out, by their path in it.
fn take_folder(files: &mut Files, folder: &str) -> Files {
    let inside: Vec<String> = files.keys().filter(|path| path.starts_with(folder)).cloned().collect();
    inside.into_iter().filter_map(|path| files.remove(&path).map(|bytes| (path[folder.len()..].to_owned(), bytes))).collect()
}

#[cfg(test)]
mod tests {
    use super::super::glue::sample;
    use super::*;
    use std::fs;

    const PAGE: &str = r#"<link rel="stylesheet" href="style/style.css"><link rel="modulepreload" href="dossier-reader.js">
<link rel="preload" href="dossier-reader_bg.wasm"><script src="boot.js" data-app="dossier-reader.js" data-wasm="dossier-reader_bg.wasm"></script>"#;

    fn packaged(name: &str, changes: &[(&str, &str)]) -> Result<Files> {
        let raw = std::env::temp_dir().join(format!("dossier-package-{name}-{}", std::process::id()));
        let plain = [
            ("index.html", PAGE),
            ("boot.js", "boot();"),
            ("bundle.json", "{}"),
            ("icon.svg", "<svg/>"),
            ("style/style.css", "@import url(\"a.css\") layer(a);"),
            ("style/a.css", "a { b: c }"),
        ];
        let built = [(APP_SCRIPT, sample::script().into_bytes()), (APP_WASM, sample::wasm())];
        let texts = plain.iter().chain(changes).map(|&(path, text)| (path, text.as_bytes().to_vec()));
        for (path, bytes) in built.into_iter().chain(texts) {
            let path = raw.join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, bytes).unwrap();
        }
        let files = package(&raw);
        fs::remove_dir_all(&raw).unwrap();
        files
    }

    #[test]
    fn same_input_same_bytes() {
        let once = packaged("once", &[]).unwrap();
        assert_eq!(once, packaged("twice", &[]).unwrap());
        let kinds: Vec<_> = once.keys().map(|path| path.split('-').next().unwrap()).collect();
        assert_eq!(kinds, ["assets/app", "assets/app", "assets/boot", "assets/style", "bundle.json", "icon.svg", "index.html"]);
    }

    #[test]
    fn a_change_shows_in_its_own_name_only() {
        let before = packaged("before", &[]).unwrap();
        let after = packaged("after", &[("boot.js", "other();")]).unwrap();
        let gone: Vec<_> = before.keys().filter(|path| !after.contains_key(*path)).collect();
        assert!(matches!(&gone[..], [path] if path.starts_with("assets/boot-")), "{gone:?}");
        let page = String::from_utf8(after["index.html"].clone()).unwrap();
        assert!(after.keys().filter(|path| path.starts_with("assets/")).all(|path| page.contains(&format!("\"{path}\""))), "{page}");
    }

    #[test]
    fn what_is_missing_or_strange_is_named() {
        let refused = |name, changes| packaged(name, changes).unwrap_err().to_string();
        assert!(refused("snippet", &[("snippets/x/inline0.js", "")]).contains("snippets/x/inline0.js"));
        assert!(
            refused("page", &[("index.html", "<p>")]).contains("style/style.css")
                || refused("page", &[("index.html", "<p>")]).contains("boot.js")
        );
    }
}
