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

/// What the page calls the script and the WebAssembly of the other form of the reader.
const OTHER_SCRIPT: &str = "dossier-other.js";
const OTHER_WASM: &str = "dossier-other_bg.wasm";

/// What elements in other pages load (`public/embed/dossier.js`): their style, and where the program is. Both keep their names, since a page may
/// have pinned an old script.
const GUEST_STYLE: &str = "embed/style.css";
const GUEST_TABLE: &str = "embed/site.json";

/// All files of the reader. Those that never change under their name are in `assets/`. `raw` is the form for whole bundles, or for both;
/// `archive` that for archives, if it is apart: then `archive.html` is the page that begins with it.
pub(super) fn package(raw: &Path, archive: Option<&Path>) -> Result<Files> {
    let mut files = Files::new();
    collect(raw, "", &mut files)?;
    let mut apart = Files::new();
    if let Some(archive) = archive {
        collect(archive, "", &mut apart)?;
    }
    if let Some(snippet) = files.keys().find(|path| path.starts_with("snippets/")) {
        // Such a file would be loaded by a name that says nothing about its bytes; none of our dependencies needs one.
        bail!("a dependency of the reader brings JavaScript of its own ({snippet}), which packaging does not allow");
    }
    let mut take = |path: &str| files.remove(path).with_context(|| format!("the built reader has no {path}"));
    let text = |path: &str, bytes| String::from_utf8(bytes).with_context(|| format!("{path} is not UTF-8"));
    let page = text("index.html", take("index.html")?)?;
    let icon = take("icon.png")?;
    let boot = javascript::minify(&text("boot.js", take("boot.js")?)?, Kind::Classic).context("boot.js")?;
    let program = Program { script: text(APP_SCRIPT, take(APP_SCRIPT)?)?, binary: take(APP_WASM)? };
    let (page_style, guest_style) = css::bundle(&take_folder(&mut files, "style/"))?;
    for (path, bytes) in
        files.iter_mut().filter(|(path, _)| path.starts_with("embed/") && path.rsplit_once('.').is_some_and(|(_, kind)| kind == "js"))
    {
        *bytes = javascript::minify(&text(path, bytes.clone())?, Kind::Classic).with_context(|| path.clone())?.into_bytes();
    }
    files.insert(GUEST_STYLE.to_owned(), guest_style.into_bytes());
    let mut names = vec![
        ("boot.js", add(&mut files, "boot", "js", boot.into_bytes())),
        ("style/style.css", add(&mut files, "style", "css", page_style.into_bytes())),
        ("icon.png", add(&mut files, "icon", "png", icon)),
    ];
    // What is built for daily work is one part, since its functions have no names to part them by.
    let in_parts = archive.is_some();
    let (script, binary) = program.add(&mut files, "app", in_parts)?;
    names.extend([(APP_SCRIPT, script), (APP_WASM, binary)]);
    if archive.is_some() {
        let mut take = |path: &str| apart.remove(path).with_context(|| format!("the reader for archives has no {path}"));
        let program = Program { script: text(APP_SCRIPT, take(APP_SCRIPT)?)?, binary: take(APP_WASM)? };
        let (script, binary) = program.add(&mut files, "archive", in_parts)?;
        names.extend([(OTHER_SCRIPT, script), (OTHER_WASM, binary)]);
        files.insert("archive.html".to_owned(), html::rename(&page, &swapped(&names))?.into_bytes());
    } else {
        // One form shows everything; nobody will ask for the other.
        let name = |old: &str| names.iter().find(|(known, _)| *known == old).map(|(_, new)| new.clone()).unwrap_or_default();
        names.extend([(OTHER_SCRIPT, name(APP_SCRIPT)), (OTHER_WASM, name(APP_WASM))]);
    }
    files.insert(GUEST_TABLE.to_owned(), table(&names).into_bytes());
    files.insert("index.html".to_owned(), html::rename(&page, &names)?.into_bytes());
    Ok(files)
}

/// What wasm-bindgen wrote.
struct Program {
    script: String,
    binary: Vec<u8>,
}

impl Program {
    /// Adds its files, and tells the names of the script and of the WebAssembly that it loads first.
    fn add(self, files: &mut Files, stem: &str, in_parts: bool) -> Result<(String, String)> {
        let small = glue::shorten(&self.script, &self.binary, in_parts).context("what wasm-bindgen wrote")?;
        let mut script = small.script;
        if let Some(rest) = small.rest {
            let name = add(files, &format!("rest-{stem}"), "wasm", rest);
            // Both stand in one folder.
            script = script.replace(glue::REST, name.rsplit('/').next().unwrap_or_default());
        }
        Ok((add(files, stem, "js", script.into_bytes()), add(files, stem, "wasm", small.first)))
    }
}

/// Adds a file under a name that says what is in it, and tells that name.
fn add(files: &mut Files, stem: &str, extension: &str, bytes: Vec<u8>) -> String {
    let name = format!("assets/{stem}-{}.{extension}", &hex(&Sha256::digest(&bytes))[..16]);
    files.insert(name.clone(), bytes);
    name
}

/// Where both forms of the program are. `dossier build` adds what it knows of the site.
fn table(names: &[(&'static str, String)]) -> String {
    let parts = [("app", APP_SCRIPT), ("wasm", APP_WASM), ("otherApp", OTHER_SCRIPT), ("otherWasm", OTHER_WASM)];
    let said = parts.iter().filter_map(|(say, old)| Some(format!("\"{say}\":\"{}\"", names.iter().find(|(known, _)| known == old)?.1)));
    format!("{{\"version\":1,{}}}", said.collect::<Vec<_>>().join(","))
}

/// The names with both forms in each other's place.
fn swapped(names: &[(&'static str, String)]) -> Vec<(&'static str, String)> {
    let other = |name: &'static str| match name {
        APP_SCRIPT => OTHER_SCRIPT,
        OTHER_SCRIPT => APP_SCRIPT,
        APP_WASM => OTHER_WASM,
        OTHER_WASM => APP_WASM,
        name => name,
    };
    names.iter().map(|(old, new)| (other(old), new.clone())).collect()
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

    const PAGE: &str = r#"<link rel="icon" href="icon.png"><link rel="stylesheet" href="style/style.css"><link rel="modulepreload" href="dossier-reader.js">
<link rel="preload" href="dossier-reader_bg.wasm"><script src="boot.js" data-app="dossier-reader.js" data-wasm="dossier-reader_bg.wasm"
data-other-app="dossier-other.js" data-other-wasm="dossier-other_bg.wasm"></script>"#;

    fn packaged(name: &str, changes: &[(&str, &str)]) -> Result<Files> {
        let raw = std::env::temp_dir().join(format!("dossier-package-{name}-{}", std::process::id()));
        let plain = [
            ("index.html", PAGE),
            ("boot.js", "boot();"),
            ("bundle.json", "{}"),
            ("icon.png", "PNG"),
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
        let files = package(&raw, None);
        fs::remove_dir_all(&raw).unwrap();
        files
    }

    #[test]
    fn same_input_same_bytes() {
        let once = packaged("once", &[]).unwrap();
        assert_eq!(once, packaged("twice", &[]).unwrap());
        let kinds: Vec<_> = once.keys().map(|path| path.split('-').next().unwrap()).collect();
        assert_eq!(
            kinds,
            [
                "assets/app",
                "assets/app",
                "assets/boot",
                "assets/icon",
                "assets/style",
                "bundle.json",
                "embed/site.json",
                "embed/style.css",
                "icon.svg",
                "index.html"
            ]
        );
    }

    #[test]
    fn each_form_has_a_page_that_begins_with_it() {
        let raw = |name: &str| {
            let raw = std::env::temp_dir().join(format!("dossier-forms-{name}-{}", std::process::id()));
            fs::create_dir_all(raw.join("style")).unwrap();
            let script = sample::script().into_bytes();
            let page = PAGE.as_bytes();
            for (path, bytes) in
                [("index.html", page), ("boot.js", b"boot();"), ("icon.png", b"PNG"), ("style/style.css", b""), (APP_SCRIPT, &script)]
            {
                fs::write(raw.join(path), bytes).unwrap();
            }
            fs::write(raw.join(APP_WASM), sample::wasm()).unwrap();
            raw
        };
        let (whole, archive) = (raw("whole"), raw("archive"));
        let files = package(&whole, Some(&archive)).unwrap();
        let page = |name: &str| String::from_utf8(files[name].clone()).unwrap();
        let script = |stem: &str| {
            files
                .keys()
                .find(|path| path.starts_with(&format!("assets/{stem}-")) && path.rsplit_once('.').is_some_and(|(_, kind)| kind == "js"))
                .unwrap()
        };
        let begins = |page: &str, first: &str, other: &str| {
            assert!(
                page.contains(&format!("data-app=\"{first}\"")) && page.contains(&format!("modulepreload\" href=\"{first}\"")),
                "{page}"
            );
            assert!(page.contains(&format!("data-other-app=\"{other}\"")), "{page}");
        };
        assert!(page(GUEST_TABLE).contains(&format!("\"app\":\"{}\"", script("app"))), "{}", page(GUEST_TABLE));
        begins(&page("index.html"), script("app"), script("archive"));
        begins(&page("archive.html"), script("archive"), script("app"));
        for raw in [whole, archive] {
            fs::remove_dir_all(raw).unwrap();
        }
    }

    #[test]
    fn a_change_shows_in_its_own_name_only() {
        let before = packaged("before", &[]).unwrap();
        let after = packaged("after", &[("boot.js", "other();")]).unwrap();
        assert_eq!(before[GUEST_TABLE], after[GUEST_TABLE]);
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
