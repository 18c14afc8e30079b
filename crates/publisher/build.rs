//! Puts the reader into the command, if it was handed over: `cargo xtask install` names its folder in `DOSSIER_READER_INSIDE`. Without it the
//! command compiles all the same, and looks for the reader when it builds a site.

use std::fmt::Write;
use std::io;
use std::path::{Path, PathBuf};
use std::{env, fs};

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-env-changed=DOSSIER_READER_INSIDE");
    let mut files = Vec::new();
    if let Some(folder) = env::var_os("DOSSIER_READER_INSIDE").map(PathBuf::from) {
        println!("cargo::rerun-if-changed={}", folder.display());
        collect(&folder, "", &mut files)?;
        files.sort();
    }
    let mut list = String::from("&[\n");
    for (name, path) in files {
        // Written as Rust writes strings, so that any path is one.
        _ = writeln!(list, "    ({name:?}, include_bytes!({path:?})),");
    }
    list.push(']');
    let out = env::var_os("OUT_DIR").map(PathBuf::from).unwrap_or_default();
    fs::write(out.join("reader.rs"), list)
}

fn collect(folder: &Path, name: &str, files: &mut Vec<(String, String)>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let own = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let name = if name.is_empty() { own } else { format!("{name}/{own}") };
        if path.is_dir() {
            collect(&path, &name, files)?;
        } else {
            let path = path.canonicalize()?;
            files.push((name, path.to_string_lossy().into_owned()));
        }
    }
    Ok(())
}
