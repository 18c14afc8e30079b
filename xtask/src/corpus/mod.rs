//! `cargo xtask corpus`: made-up content of a government for benchmarks, as JSON Lines, in any amount and the same for the same seed.
//!
//! An item depends on the seed and its place only, so a larger corpus begins with the smaller one. Only addition, multiplication and
//! division decide, never a function of the system's mathematics, so the bytes are the same on every machine.

mod item;
mod languages;
mod lists;
mod random;
mod words;

use crate::say;
use anyhow::{Context, Result};
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::PathBuf;

/// How much, and where to.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// Number of items
    #[arg(long, value_name = "N")]
    items: u64,
    /// The file to write
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    /// Another seed makes other items
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

/// Writes the corpus, an item at a time.
pub(crate) fn run(options: &Options) -> Result<()> {
    let clock = say::Stopwatch::start();
    let file = File::create(&options.out).with_context(|| format!("{} cannot be written", options.out.display()))?;
    let mut file = BufWriter::with_capacity(1 << 20, file);
    write(options.items, options.seed, &mut file).with_context(|| format!("{} cannot be written", options.out.display()))?;
    file.flush()?;
    eprintln!("Wrote {} items to {} in {}", options.items, options.out.display(), clock.text());
    Ok(())
}

fn write(items: u64, seed: u64, out: &mut impl Write) -> Result<()> {
    let maker = item::Maker::new(seed);
    for place in 0..items {
        serde_json::to_writer(&mut *out, &maker.item(place))?;
        out.write_all(b"\n")?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::Value;
    use std::collections::{BTreeMap, BTreeSet};

    fn made(items: u64, seed: u64) -> Vec<u8> {
        let mut out = Vec::new();
        write(items, seed, &mut out).unwrap();
        out
    }

    fn rows(bytes: &[u8]) -> Vec<Value> {
        bytes.split(|&byte| byte == b'\n').filter(|line| !line.is_empty()).map(|line| serde_json::from_slice(line).unwrap()).collect()
    }

    #[test]
    fn same_seed_same_bytes_and_more_items_only_add() {
        let small = made(20, 7);
        assert_eq!(small, made(20, 7));
        assert_ne!(small, made(20, 8));
        assert!(made(30, 7).starts_with(&small));
    }

    #[test]
    fn it_looks_like_a_government() {
        let rows = rows(&made(3_000, 1));
        let values = |field: &str| -> BTreeMap<String, usize> {
            rows.iter().fold(BTreeMap::new(), |mut counts, row| {
                *counts.entry(row[field].as_str().unwrap_or("several").to_owned()).or_default() += 1;
                counts
            })
        };
        assert_eq!(values("id").len(), 3_000);
        assert_eq!((values("kind").len(), values("type").len(), values("lang").len()), (2, 11, 3));
        let publishers = values("publisher");
        assert_eq!(publishers.len(), 21, "20, and the joint ones");
        let dates: Vec<&str> = rows.iter().map(|row| row["date"].as_str().unwrap_or("")).collect();
        for length in [0, 4, 10] {
            let share = dates.iter().filter(|date| date.len() == length).count();
            assert!(share > 20, "dates of {length} characters: {share}");
        }
        assert!(dates.iter().filter(|date| !date.is_empty()).all(|date| ("2000".."2027").contains(&&date[..4])));
        let topics: BTreeSet<&str> = rows.iter().flat_map(|row| row["topics"].as_array().unwrap()).filter_map(Value::as_str).collect();
        assert_eq!(topics.len(), 30);
        assert!(rows.iter().all(|row| (1..=3).contains(&row["topics"].as_array().unwrap().len())));
        let words: usize = rows.iter().map(|row| row["body"].as_str().unwrap().split_whitespace().count()).sum();
        assert!((270..330).contains(&(words / rows.len())), "{} words an item", words / rows.len());
    }

    #[test]
    fn the_vocabulary_never_closes() {
        // Heaps' law: four times the text has about twice the words.
        let words = |items| {
            let rows = rows(&made(items, 3));
            let all: BTreeSet<String> =
                rows.iter().flat_map(|row| row["body"].as_str().unwrap().split_whitespace()).map(str::to_lowercase).collect();
            all.len() as f64
        };
        let growth = words(2_000) / words(500);
        assert!((1.4..2.4).contains(&growth), "{growth}");
    }
}
