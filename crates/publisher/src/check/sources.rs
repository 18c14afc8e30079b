//! The text of the files that findings are about, read again to show their lines. Keeps one file at a time; findings come file by file.

use super::finding::Finding;
use crate::import::SourceKind;
use std::fs::File;
use std::io::Read;
use std::path::Path;

/// Files with more bytes, compressed ones and addresses are not shown, only named.
const LARGEST: u64 = 64 << 20;
/// Most lines after its own in which a finding's words are looked for: a row of a table or an item of a feed has so many at most.
const LINES: usize = 5_000;

/// The file that was looked at last.
#[derive(Default)]
pub(super) struct Sources {
    file: String,
    text: Option<String>,
    /// A place from which to go on: byte, line and column.
    at: (usize, usize, usize),
}

impl Sources {
    /// With a file that is at hand already: what came through standard input cannot be read again.
    pub(super) fn with(file: &str, bytes: &[u8]) -> Self {
        let text = String::from_utf8_lossy(bytes);
        let text = text.strip_prefix('\u{FEFF}').unwrap_or(&text).to_owned();
        Self { file: file.to_owned(), text: Some(text), at: (0, 1, 1) }
    }

    fn open(&mut self, file: &str) {
        if self.file == file {
            return;
        }
        *self = Self { file: file.to_owned(), text: read(Path::new(file)), at: (0, 1, 1) };
    }

    /// The text of a file, and the byte in it of a line and a column, both from 1; none if it cannot be shown.
    pub(super) fn at(&mut self, file: &str, line: usize, column: usize) -> Option<(&str, usize)> {
        self.open(file);
        let text = self.text.as_deref().filter(|_| line > 0)?;
        if (line, column) < (self.at.1, self.at.2) {
            self.at = (0, 1, 1);
        }
        let (mut byte, mut now) = (self.at.0, (self.at.1, self.at.2));
        for c in text[byte..].chars() {
            if now >= (line, column) {
                break;
            }
            now = if c == '\n' { (now.0 + 1, 1) } else { (now.0, now.1 + 1) };
            byte += c.len_utf8();
        }
        self.at = (byte, now.0, now.1);
        Some((text, byte))
    }

    /// Looks for the words of findings, and gives those found their line and column. Of several with the same words in one row, each
    /// gets the next place.
    pub(super) fn find(&mut self, findings: &mut [Finding]) {
        // In the order of files and lines, so that each file is read once.
        findings.sort_by(|one, other| one.file.cmp(&other.file).then(one.line.cmp(&other.line)));
        let mut before: Option<(String, usize, String, usize)> = None;
        for finding in findings {
            let Some(words) = finding.words.take() else { continue };
            let start = finding.line.max(1);
            let Some((text, byte)) = self.at(&finding.file, start, 1) else { continue };
            let again = before.as_ref().filter(|(file, line, same, _)| (file, *line, same) == (&finding.file, start, &words));
            let from = again.map_or(byte, |(.., end)| *end);
            // A row of JSON Lines is one line.
            let is_line = SourceKind::of_name(Path::new(&finding.file)) == Some(SourceKind::Jsonl);
            let lines = if is_line { 0 } else { LINES };
            let window = text[byte..].match_indices('\n').nth(lines).map_or(text.len(), |(at, _)| byte + at);
            let found = text
                .get(from..window)
                .and_then(|rest| rest.find(&words))
                .map(|at| from + at)
                .or_else(|| text.get(byte..window)?.find(&words).map(|at| byte + at));
            let Some(found) = found else { continue };
            before = Some((finding.file.clone(), start, words.clone(), found + words.len()));
            let passed = &text[byte..found];
            finding.line = start + passed.matches('\n').count();
            finding.column = passed.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
        }
    }
}

fn read(path: &Path) -> Option<String> {
    let mut bytes = Vec::new();
    // What cannot be read again is named all the same.
    File::open(path).ok()?.take(LARGEST + 1).read_to_end(&mut bytes).ok()?;
    let text = String::from_utf8(bytes).unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned());
    let shown = text.len() as u64 <= LARGEST && !text.starts_with("(\u{FFFD}/\u{FFFD}");
    shown.then(|| text.strip_prefix('\u{FEFF}').map_or(text.clone(), str::to_owned))
}
