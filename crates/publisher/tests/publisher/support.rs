//! Running the binary, and finding real content.

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// Runs `dossier` with these arguments in `folder`, with `input` on its standard input.
pub(crate) fn dossier(folder: &Path, arguments: &[&str], input: &[u8]) -> Output {
    use std::io::Write;
    let mut child = Command::new(env!("CARGO_BIN_EXE_dossier"))
        .args(arguments)
        .current_dir(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_vec();
    // A command that fails early does not read its input; that is for its exit code to say.
    let writer = std::thread::spawn(move || stdin.write_all(&input).unwrap_or_default());
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    output
}

/// What a command said: its exit code, its data, its talk.
pub(crate) struct Said {
    pub(crate) code: i32,
    pub(crate) data: String,
    pub(crate) talk: String,
}

pub(crate) fn run(folder: &Path, arguments: &[&str], input: &[u8]) -> Said {
    let output = dossier(folder, arguments, input);
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("output is UTF-8");
    Said { code: output.status.code().expect("ended by itself"), data: text(output.stdout), talk: text(output.stderr) }
}

/// A file of the real content, if there is any here.
pub(crate) fn corpus(name: &str) -> Option<PathBuf> {
    let root = std::env::var_os("DOSSIER_CORPORA")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpora"), PathBuf::from);
    let path = root.join(name);
    if path.is_file() {
        return Some(path);
    }
    println!("skipped: no {name} (DOSSIER_CORPORA names the folder)");
    None
}

/// The files of a packed folder of the real content, unpacked by the system's tar; none (said so) where that or the folder is missing.
pub(crate) fn unpacked(name: &str) -> Option<tempfile::TempDir> {
    let path = corpus(name)?;
    let bytes = zstd::decode_all(std::fs::File::open(path).unwrap()).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let tar = folder.path().join("packed.tar");
    std::fs::write(&tar, bytes).unwrap();
    if !Command::new("tar").arg("xf").arg(&tar).arg("-C").arg(folder.path()).status().is_ok_and(|status| status.success()) {
        println!("skipped: no tar to unpack {name}");
        return None;
    }
    std::fs::remove_file(tar).unwrap();
    Some(folder)
}

/// What `dossier import` is told for one source and nothing else.
pub(crate) fn only(source: &Path) -> dossier_publisher::import::Options {
    dossier_publisher::import::Options {
        sources: vec![source.to_owned()],
        out: PathBuf::from("unused"),
        map: None,
        title: None,
        limit: None,
        report: None,
        json: false,
        append: false,
        cache: None,
        force: false,
        strict: false,
    }
}

/// The time that a processor spends on `work`, in seconds: whatever else the machine does.
pub(crate) fn seconds_of<T>(work: impl FnOnce() -> T) -> (T, f64) {
    let begun = processor_seconds();
    (work(), processor_seconds() - begun)
}

#[cfg(unix)]
fn processor_seconds() -> f64 {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    time.tv_sec as f64 + time.tv_nsec as f64 / 1e9
}

/// Where the system does not tell, only what comes out is looked at.
#[cfg(not(unix))]
fn processor_seconds() -> f64 {
    0.0
}

/// All files of a folder whose names end so, in order.
pub(crate) fn files_of(folder: &Path, end: &str) -> Vec<PathBuf> {
    let (mut folders, mut files) = (vec![folder.to_owned()], Vec::new());
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.to_string_lossy().ends_with(end) {
                files.push(path);
            }
        }
    }
    files.sort();
    files
}
