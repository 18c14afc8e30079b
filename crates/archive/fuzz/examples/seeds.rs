//! Writes the seeds of the targets named, or of all, into a folder: `cargo run --example seeds -- FOLDER [TARGET…]`.

use dossier_archive_fuzz::{TARGETS, seeds};
use std::path::PathBuf;
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let mut arguments = env::args().skip(1);
    let folder = PathBuf::from(arguments.next().unwrap_or_else(|| "corpus".to_owned()));
    let wanted: Vec<String> = arguments.collect();
    for (name, target) in TARGETS.iter().filter(|(name, _)| wanted.is_empty() || wanted.iter().any(|wanted| wanted == name)) {
        let folder = folder.join(name);
        fs::create_dir_all(&folder)?;
        for (place, seed) in seeds::of(name).iter().enumerate() {
            target(seed);
            fs::write(folder.join(format!("seed-{place}")), seed)?;
        }
    }
    Ok(())
}
