//! The WebAssembly's names: what it imports and exports. Everything else is copied byte for byte or, where no browser reads it, left out.
//!
//! The binary format is that of the WebAssembly core specification, chapter 5.5. Nothing here looks into code.

use anyhow::{Context, Result, bail};
use std::collections::BTreeMap;

/// What every WebAssembly of this version of the format begins with.
const HEADER: &[u8] = b"\0asm\x01\0\0\0";
/// Sections: what tools note for tools (names of functions, producers), imports, exports.
const CUSTOM: u8 = 0;
const IMPORTS: u8 = 2;
const EXPORTS: u8 = 7;
/// The kind of import that is a function.
const FUNCTION: u8 = 0;

/// Names in the order of the binary.
pub(super) struct Names {
    /// The only module that is imported from.
    pub(super) module: String,
    pub(super) imports: Vec<String>,
    pub(super) exports: Vec<String>,
}

/// The names of a WebAssembly. Fails on one that imports anything but functions of one module, each once.
pub(super) fn names(binary: &[u8]) -> Result<Names> {
    let mut names = Names { module: String::new(), imports: Vec::new(), exports: Vec::new() };
    for (id, content) in sections(binary)? {
        match id {
            IMPORTS => {
                for (module, name, _) in imports(content)? {
                    if names.imports.is_empty() {
                        module.clone_into(&mut names.module);
                    } else if names.module != module {
                        bail!("it imports from two modules, {} and {module}", names.module);
                    }
                    if names.imports.iter().any(|known| known == name) {
                        bail!("it imports {name} twice");
                    }
                    names.imports.push(name.to_owned());
                }
            }
            EXPORTS => names.exports = exports(content)?.into_iter().map(|(name, _)| name.to_owned()).collect(),
            _ => {}
        }
    }
    Ok(names)
}

/// The same program: imports are called by their number, exports by their new name, and those without one are no longer exported.
pub(super) fn rename(binary: &[u8], module: &str, new: &BTreeMap<String, String>) -> Result<Vec<u8>> {
    let mut out = HEADER.to_vec();
    for (id, content) in sections(binary)? {
        let content = match id {
            CUSTOM => continue,
            IMPORTS => {
                let imports = imports(content)?;
                list(
                    imports.iter().enumerate().map(|(number, (_, _, rest))| [&text(module)[..], &text(&number.to_string()), rest].concat()),
                )
            }
            EXPORTS => {
                let exports = exports(content)?;
                list(exports.iter().filter_map(|(name, rest)| Some([&text(new.get(*name)?)[..], rest].concat())))
            }
            _ => content.to_vec(),
        };
        out.push(id);
        out.extend(length(content.len()));
        out.extend(content);
    }
    Ok(out)
}

/// The sections by their number.
fn sections(binary: &[u8]) -> Result<Vec<(u8, &[u8])>> {
    let mut reader = Reader(binary.strip_prefix(HEADER).context("it does not begin as a WebAssembly does")?);
    let mut sections = Vec::new();
    while !reader.0.is_empty() {
        let id = reader.take(1)?[0];
        let length = reader.number()?;
        sections.push((id, reader.take(length)?));
    }
    Ok(sections)
}

/// Module, name, and the bytes that say what it is.
fn imports(content: &[u8]) -> Result<Vec<(&str, &str, &[u8])>> {
    entries(content, |reader| {
        let (module, name, rest) = (reader.text()?, reader.text()?, reader.0);
        if reader.take(1)?[0] != FUNCTION {
            bail!("it imports {name}, which is not a function");
        }
        reader.number()?;
        Ok((module, name, &rest[..rest.len() - reader.0.len()]))
    })
}

/// Name, and the bytes that say what it is.
fn exports(content: &[u8]) -> Result<Vec<(&str, &[u8])>> {
    entries(content, |reader| {
        let (name, rest) = (reader.text()?, reader.0);
        reader.take(1)?;
        reader.number()?;
        Ok((name, &rest[..rest.len() - reader.0.len()]))
    })
}

fn entries<'a, T>(content: &'a [u8], mut entry: impl FnMut(&mut Reader<'a>) -> Result<T>) -> Result<Vec<T>> {
    let mut reader = Reader(content);
    let entries = (0..reader.number()?).map(|_| entry(&mut reader)).collect::<Result<_>>()?;
    if !reader.0.is_empty() {
        bail!("a section is longer than what it holds");
    }
    Ok(entries)
}

/// What is still to be read.
struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn take(&mut self, length: usize) -> Result<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(length).context("it ends too early")?;
        self.0 = rest;
        Ok(taken)
    }

    /// An unsigned number of 32 bits: seven bits a byte, lowest first.
    fn number(&mut self) -> Result<usize> {
        let mut number = 0_u64;
        for shift in (0..35).step_by(7) {
            let byte = self.take(1)?[0];
            number |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Ok(usize::try_from(u32::try_from(number)?)?);
            }
        }
        bail!("a number has too many bytes")
    }

    fn text(&mut self) -> Result<&'a str> {
        let length = self.number()?;
        Ok(std::str::from_utf8(self.take(length)?)?)
    }
}

fn length(mut number: usize) -> Vec<u8> {
    let mut bytes = Vec::new();
    while number >= 0x80 {
        bytes.push(number as u8 & 0x7f | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
    bytes
}

fn text(text: &str) -> Vec<u8> {
    [&length(text.len())[..], text.as_bytes()].concat()
}

fn list(entries: impl Iterator<Item = Vec<u8>>) -> Vec<u8> {
    let entries: Vec<Vec<u8>> = entries.collect();
    [length(entries.len()), entries.concat()].concat()
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;

    fn new(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
        pairs.iter().map(|&(old, new)| (old.to_owned(), new.to_owned())).collect()
    }

    #[test]
    fn numbers_have_the_bytes_of_the_specification() {
        for (number, bytes) in
            [(0, &[0][..]), (127, &[0x7f]), (128, &[0x80, 1]), (624_485, &[0xe5, 0x8e, 0x26]), (0xffff_ffff, &[255, 255, 255, 255, 15])]
        {
            assert_eq!(length(number), bytes);
            assert_eq!(Reader(bytes).number().unwrap(), number);
        }
        assert!(Reader(&[255, 255, 255, 255, 31]).number().is_err(), "33 bits");
        assert!(Reader(&[128, 128, 128, 128, 128, 0]).number().is_err(), "six bytes");
    }

    #[test]
    fn names_are_read_in_order() {
        let names = names(&sample::wasm()).unwrap();
        assert_eq!(names.module, "./dossier-reader_bg.js");
        assert_eq!(names.imports, ["__wbg_remove_58de54ec71e7974a", "__wbg_title_0123456789abcdef"]);
        assert_eq!(names.exports, ["memory", "main", "start_page", "__wbindgen_export", "__wbindgen_start"]);
    }

    #[test]
    fn names_change_and_nothing_else_does() {
        let old = sample::wasm();
        let small = rename(&old, "a", &new(&[("memory", "memory"), ("start_page", "b"), ("__wbindgen_start", "c")])).unwrap();
        let (before, after) = (sections(&old).unwrap(), sections(&small).unwrap());
        let kept: Vec<_> = before.into_iter().filter(|(id, _)| ![CUSTOM, IMPORTS, EXPORTS].contains(id)).collect();
        assert_eq!(kept, after.iter().copied().filter(|(id, _)| ![IMPORTS, EXPORTS].contains(id)).collect::<Vec<_>>());
        let content = |wanted| after.iter().find(|(id, _)| *id == wanted).unwrap().1;
        assert_eq!(imports(content(IMPORTS)).unwrap(), [("a", "0", &[0, 0][..]), ("a", "1", &[0, 1])]);
        assert_eq!(exports(content(EXPORTS)).unwrap(), [("memory", &[2, 0][..]), ("b", &[0, 3]), ("c", &[0, 4])]);
    }

    #[test]
    fn what_is_damaged_or_strange_is_refused() {
        let whole = sample::wasm();
        assert!((0..whole.len()).filter(|&end| names(&whole[..end]).is_ok()).count() <= 10, "only ends of sections may pass");
        let with = |imports: &[u8]| names(&[HEADER, &[IMPORTS, imports.len() as u8], imports].concat());
        assert!(with(&[1, 1, b'm', 1, b'x', 0, 0]).is_ok());
        for strange in [
            &[1, 1, b'm', 1, b'x', 2, 0, 1][..],
            &[2, 1, b'm', 1, b'x', 0, 0, 1, b'n', 1, b'y', 0, 0],
            &[2, 1, b'm', 1, b'x', 0, 0, 1, b'm', 1, b'x', 0, 0],
            &[1, 1, b'm', 1, 0xff, 0, 0],
            &[1, 1, b'm', 1, b'x', 0, 0, 0],
        ] {
            assert!(with(strange).is_err(), "{strange:?}");
        }
    }
}
