//! How long the words of a generated corpus take, how much memory, and how many bytes they make. Run it in release:
//!
//! `cargo xtask corpus --items 100000 --out ROWS` and
//! `DOSSIER_ROWS=ROWS cargo test --release -p dossier-archive --lib write::text::speed -- --ignored --nocapture`

use super::tests::item;
use super::*;
use crate::format::{When, index};
use dossier_bundle::Item;
use flate2::Compression;
use flate2::write::GzEncoder;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufRead, BufReader, Read, Seek, SeekFrom, Write};
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::sync::mpsc::sync_channel;
use std::sync::{Mutex, OnceLock};
use std::time::{Duration, Instant};

/// A pile in a file.
struct FileScratch(Mutex<File>);

impl Scratch for FileScratch {
    fn stow(&self, bytes: &[u8]) -> io::Result<u64> {
        let mut file = self.0.lock().unwrap();
        let start = file.seek(SeekFrom::End(0))?;
        file.write_all(bytes)?;
        Ok(start)
    }

    fn fetch(&self, start: u64, length: usize) -> io::Result<Vec<u8>> {
        let mut file = self.0.lock().unwrap();
        file.seek(SeekFrom::Start(start))?;
        let mut bytes = vec![0; length];
        file.read_exact(&mut bytes)?;
        Ok(bytes)
    }
}

/// Where the rows of each bucket are in the file, buckets as in an archive: by month, the newest first.
fn buckets(path: &str) -> Vec<(Bucket, Vec<(u64, usize)>)> {
    let mut months: BTreeMap<String, Vec<(u64, usize)>> = BTreeMap::new();
    let mut file = BufReader::new(File::open(path).unwrap());
    let (mut line, mut start) = (Vec::new(), 0);
    while file.read_until(b'\n', &mut line).unwrap() > 0 {
        let row: serde_json::Value = serde_json::from_slice(&line).unwrap();
        let date = row["date"].as_str().unwrap_or_default();
        months.entry(date.get(..7).unwrap_or(date).to_owned()).or_default().push((start, line.len()));
        start += line.len() as u64;
        line.clear();
    }
    let mut first = 0;
    let stretches = months.values().rev().flat_map(|rows| rows.chunks(index::BUCKET as usize));
    let bucket = |rows: &[(u64, usize)]| {
        let bucket = Bucket { when: When::Undated, start: first, count: rows.len() as u32 };
        first += bucket.count;
        (bucket, rows.to_vec())
    };
    stretches.map(bucket).collect()
}

fn read(file: &mut File, (start, length): (u64, usize)) -> Item {
    let mut line = vec![0; length];
    file.seek(SeekFrom::Start(start)).unwrap();
    file.read_exact(&mut line).unwrap();
    let row: serde_json::Value = serde_json::from_slice(&line).unwrap();
    let text = |field: &str| row[field].as_str().unwrap_or_default();
    item(text("lang"), text("title"), text("summary"), text("body"))
}

/// Seconds that this thread has been busy, whoever else the machine worked for; the time that went by where the system does not tell.
#[allow(clippy::disallowed_methods, reason = "it measures")]
fn busy() -> f64 {
    static START: OnceLock<Instant> = OnceLock::new();
    let start = START.get_or_init(Instant::now);
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let nanoseconds = told.split(' ').next().and_then(|number| number.parse().ok());
    nanoseconds.map_or_else(|| start.elapsed(), Duration::from_nanos).as_secs_f64()
}

/// The most memory this process has had, in megabytes; 0 where the system does not tell.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or_default();
    line.trim().trim_end_matches(" kB").parse::<u64>().unwrap_or_default() / 1024
}

#[test]
#[ignore = "takes its rows from DOSSIER_ROWS"]
#[allow(clippy::disallowed_methods, reason = "it measures")]
fn speed() {
    let Ok(path) = std::env::var("DOSSIER_ROWS") else { return eprintln!("skipped: DOSSIER_ROWS is not set") };
    let threads = std::thread::available_parallelism().map_or(2, usize::from);
    let buckets = buckets(&path);
    let scratch = FileScratch(Mutex::new(tempfile()));
    let mut writer = TextWriter::new(TextOptions::new(buckets.iter().map(|(bucket, _)| *bucket).collect()));
    let before = peak();
    let (next, gathering) = (AtomicUsize::new(0), Mutex::new(0.0));
    let mut adding = 0.0;
    let clock = Instant::now();
    std::thread::scope(|scope| {
        let (send, receive) = sync_channel::<(usize, TextBatch)>(0);
        for _ in 0..threads {
            let send = send.clone();
            let (path, buckets, next, gathering) = (&path, &buckets, &next, &gathering);
            scope.spawn(move || {
                let mut file = File::open(path).unwrap();
                loop {
                    let place = next.fetch_add(1, Relaxed);
                    let Some((bucket, rows)) = buckets.get(place) else { break };
                    let mut gatherer = TextGatherer::new(*bucket, &Stems);
                    let mut spent = 0.0;
                    for (start, rows) in (bucket.start..).step_by(64).zip(rows.chunks(64)) {
                        let items: Vec<Item> = rows.iter().map(|row| read(&mut file, *row)).collect();
                        let before = busy();
                        for (number, item) in (start..).zip(&items) {
                            gatherer.add(number, number, item);
                        }
                        spent += busy() - before;
                    }
                    let before = busy();
                    let batch = gatherer.finish();
                    spent += busy() - before;
                    *gathering.lock().unwrap() += spent;
                    send.send((place, batch)).unwrap();
                }
            });
        }
        drop(send);
        let (mut early, mut wanted) = (BTreeMap::new(), 0);
        for (place, batch) in receive {
            early.insert(place, batch);
            while let Some(batch) = early.remove(&wanted) {
                let before = busy();
                writer.add(batch, &scratch).unwrap();
                adding += busy() - before;
                wanted += 1;
            }
        }
    });
    let (before_finishing, gathered) = (busy(), peak());
    let mut shelves: BTreeMap<&str, (u32, usize, usize)> = BTreeMap::new();
    let mut packing = 0.0;
    let sink = &mut |shelf, _, content: Vec<u8>| {
        let before = busy();
        let mut packed = GzEncoder::new(Vec::new(), Compression::default());
        packed.write_all(&content)?;
        let (files, bytes, small) = shelves.entry(shelf).or_default();
        (*files, *bytes, *small) = (*files + 1, *bytes + content.len(), *small + packed.finish()?.len());
        packing += busy() - before;
        Ok(())
    };
    let common = writer.finish(&scratch, sink).unwrap();
    eprintln!(
        "busy: gathering {:.1} s, adding {:.1} s, finishing {:.1} s, compressing {:.1} s; by the clock {:.1} s with reading the rows",
        gathering.lock().unwrap(),
        adding,
        busy() - before_finishing - packing,
        packing,
        clock.elapsed().as_secs_f64()
    );
    eprintln!(
        "memory: {before} MB before, {gathered} MB until all were gathered, {} MB in all; common words: {}",
        peak(),
        common.join(" ")
    );
    for (shelf, (files, bytes, small)) in shelves {
        eprintln!("{shelf}: {files} files, {} kB, {} kB compressed", bytes / 1000, small / 1000);
    }
}

/// A file that has no name any more.
fn tempfile() -> File {
    let path = std::env::temp_dir().join(format!("dossier-words-{}", std::process::id()));
    let file = File::options().read(true).write(true).create_new(true).open(&path).unwrap();
    std::fs::remove_file(path).unwrap();
    file
}
