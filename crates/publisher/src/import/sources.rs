//! All sources of an import or a build, one after the other: files, folders, addresses, standard input. A source that cannot be read as
//! what it is, is refused by name, and the others go on; one that is not there ends the command, before anything is written.

use super::collect::LISTED;
use super::fetch::Fetcher;
use super::formats::feed::{self, About, Known};
use super::formats::markdown::names::Family;
use super::formats::{csv, html, jsonfeed, markdown};
use super::kept::Kept;
use super::kind::SourceKind;
use super::losses::Place;
use super::mapping::Mapping;
use super::report;
use super::source::Lines;
use super::taken::{Said, Taken};
use super::walk::{self, Found, Walked, shown};
use crate::looks::Look;
use anyhow::{Context, Result, bail};
use std::collections::{BTreeSet, VecDeque};
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Most bytes of a source that is read whole.
pub(crate) const LARGEST: u64 = 64 << 20;

/// Everything that the sources have to say, in order.
pub(crate) struct Sources {
    files: VecDeque<Input>,
    now: Option<Now>,
    /// Notes of files beside the content.
    others: Vec<Taken>,
    /// Taken, but not yet asked for.
    ahead: VecDeque<Taken>,
    about: Option<About>,
    feeds: Vec<report::Feed>,
    fetcher: Fetcher,
    /// Field names that the mapping speaks of.
    names: Arc<BTreeSet<String>>,
    family: Family,
    /// Pages and feeds as they were read last.
    kept: Kept,
    /// Whether an address that cannot be fetched is refused, and the others go on.
    forgiving: bool,
    left: u64,
}

#[derive(Debug)]
struct Input {
    from: From,
    kind: Option<SourceKind>,
}

#[derive(Debug)]
enum From {
    Stdin,
    File(Found),
    Address(String),
    Noted(Taken),
}

/// The source that is being read.
enum Now {
    Lines(Lines, Arc<str>),
    Table(Box<csv::Table>),
    All(std::vec::IntoIter<Taken>),
}

impl Sources {
    /// What `inputs` hold, as `kind` or as what they are themselves; `limit` rows at most.
    pub(crate) fn new(
        inputs: &[PathBuf],
        kind: Option<SourceKind>,
        limit: Option<u64>,
        fetcher: Fetcher,
        mapping: &Mapping,
    ) -> Result<Self> {
        let mut files = VecDeque::new();
        let (mut pages, mut beside) = (Vec::new(), Vec::new());
        for input in inputs {
            let input_of = |from: From| Input { from, kind };
            if input == Path::new("-") {
                files.push_back(input_of(From::Stdin));
            } else if let Some(address) = address(input) {
                files.push_back(input_of(From::Address(address.to_owned())));
            } else if input.is_dir() {
                let Walked { found, passed, others } = walk::files(input, &|found| kind.is_none_or(|kind| kind == found))?;
                beside.extend(others);
                files.extend(passed.into_iter().map(|taken| input_of(From::Noted(taken))));
                pages.extend(
                    found
                        .iter()
                        .filter(|found| SourceKind::of_name(&found.path) == Some(SourceKind::Markdown))
                        .map(|found| found.relative.clone()),
                );
                let items = found.into_iter().filter(|found| !mapping.texts.files.contains(&found.path));
                files.extend(items.map(|found| input_of(From::File(found))));
            } else {
                let relative = input.file_name().unwrap_or_default().to_string_lossy().into_owned();
                pages.push(relative.clone());
                files.push_back(input_of(From::File(Found { path: input.clone(), relative })));
            }
        }
        files.extend(mapping.texts.noted.iter().map(|taken| Input { from: From::Noted(taken.clone()), kind }));
        let (names, family) = (Arc::new(mapping.field_names()), Family::new(pages.iter().map(String::as_str)));
        let left = limit.unwrap_or(u64::MAX);
        Ok(Self {
            files,
            now: None,
            others: beside,
            ahead: VecDeque::new(),
            about: None,
            feeds: Vec::new(),
            fetcher,
            names,
            family,
            kept: Kept::default(),
            forgiving: false,
            left,
        })
    }

    /// The same, but an address that cannot be fetched is refused, and the others go on. For imports that lose nothing by it.
    pub(crate) fn forgiving(self, forgiving: bool) -> Self {
        Self { forgiving, ..self }
    }

    /// The same, with pages and feeds kept in this folder from one time to the next.
    pub(crate) fn keeping(self, folder: &Path) -> Self {
        Self { kept: Kept::open(folder), ..self }
    }

    /// What the only source says of itself, if there is one source and it is a feed.
    pub(crate) fn about(&mut self) -> Result<Option<&About>> {
        let real = self.files.iter().filter(|file| !matches!(file.from, From::Noted(_))).count();
        if real == 1 && self.ahead.is_empty() {
            while self.about.is_none() && !matches!(self.now, Some(Now::Lines(..) | Now::Table(_))) {
                let Some(taken) = self.take()? else { break };
                self.ahead.push_back(taken);
            }
        }
        Ok(self.about.as_ref())
    }

    /// Notes of files that are not content, each to be passed over unless something names it.
    pub(crate) fn others(&mut self) -> Vec<Taken> {
        std::mem::take(&mut self.others)
    }

    /// The feeds that were read so far.
    pub(crate) fn feeds(&mut self) -> Vec<report::Feed> {
        std::mem::take(&mut self.feeds)
    }

    /// What comes next; `None` after the last.
    pub(crate) fn next(&mut self) -> Result<Option<Taken>> {
        if self.left == 0 {
            return Ok(None);
        }
        let taken = self.ahead.pop_front().map_or_else(|| self.take(), |taken| Ok(Some(taken)))?;
        self.left -= taken.as_ref().map_or(0, |taken| u64::from(taken.row.is_some()));
        Ok(taken)
    }

    fn take(&mut self) -> Result<Option<Taken>> {
        loop {
            let taken = match &mut self.now {
                None => {
                    let Some(input) = self.files.pop_front() else {
                        if let Err(error) = self.kept.finish() {
                            eprintln!("dossier: pages cannot be kept for the next time: {error:#}");
                        }
                        return Ok(None);
                    };
                    self.now = Some(self.open(input)?);
                    continue;
                }
                Some(Now::Lines(lines, name)) => line(lines, name)?,
                Some(Now::Table(table)) => table.next()?,
                Some(Now::All(rows)) => rows.next(),
            };
            if taken.is_some() {
                return Ok(taken);
            }
            self.now = None;
        }
    }

    fn open(&mut self, input: Input) -> Result<Now> {
        let mut asked = None;
        let (name, relative, reader): (Arc<str>, String, Box<dyn Read + Send>) = match input.from {
            From::Noted(taken) => return Ok(Now::All(vec![taken].into_iter())),
            From::Address(address) => return self.fetch(&address, input.kind),
            From::Stdin => ("-".into(), String::new(), Box::new(io::stdin())),
            From::File(found) => {
                let what = || format!("cannot read {}", found.path.display());
                let about = fs::metadata(&found.path).with_context(what)?;
                if about.is_dir() {
                    bail!("{} is a folder", found.path.display());
                }
                let name: Arc<str> = shown(&found.path).into();
                let to_ask = self.asked(&found, input.kind, &name);
                if let Some(asked) = &to_ask
                    && let Some(said) = self.kept.same(asked, Look::of(&about), &name)
                {
                    return Ok(self.say(said, &name));
                }
                let file = File::open(&found.path).with_context(what)?;
                if let Some(to_ask) = to_ask {
                    // Of the file that is read, which may be another one by now.
                    asked = Some((to_ask, Look::of(&file.metadata().with_context(what)?)));
                }
                (name, found.relative, Box::new(file))
            }
        };
        let what = || format!("cannot read {name}");
        let (head, reader) = with_head(reader).with_context(what)?;
        match input.kind.unwrap_or_else(|| SourceKind::of(Path::new(&relative), &head)) {
            SourceKind::Jsonl if input.kind.is_none() && is_bundle(&head) => {
                let place = Place { file: name, line: 1 };
                Ok(Now::All(vec![Taken::refused("a bundle; it can only be built by itself", place)].into_iter()))
            }
            SourceKind::Jsonl => {
                Ok(Now::Lines(Lines::new(Box::new(io::BufReader::with_capacity(1 << 16, reader))).with_context(what)?, name))
            }
            SourceKind::Csv => {
                Ok(Now::Table(Box::new(csv::Table::open(reader, &head, name.clone(), self.names.clone()).with_context(what)?)))
            }
            kind => {
                let mut bytes = Vec::new();
                reader.take(LARGEST + 1).read_to_end(&mut bytes).with_context(what)?;
                let known = Known { file: name.clone(), ..Known::default() };
                let family = &self.family;
                let read = |bytes: &[u8]| whole(kind, bytes, &known, (&relative, family));
                let said = match asked {
                    Some((asked, look)) => self.kept.said(&asked, look, &bytes, &name, &read),
                    None => read(&bytes),
                };
                Ok(self.say(said, &name))
            }
        }
    }

    /// What tells a file apart from all others whose rows depend on nothing but itself and its path, where such are kept.
    fn asked(&self, found: &Found, kind: Option<SourceKind>, name: &str) -> Option<String> {
        let named = SourceKind::of_name(&found.path);
        let said = match kind.or(named).filter(|_| self.kept.keeps())? {
            SourceKind::Markdown => markdown::said(&found.relative, &self.family)?,
            SourceKind::Html | SourceKind::Feed | SourceKind::JsonFeed => String::new(),
            SourceKind::Jsonl | SourceKind::Csv => return None,
        };
        Some(format!("{kind:?} {named:?}\n{name}\n{}\n{said}", found.relative))
    }

    /// What a source says that was read whole.
    fn say(&mut self, said: Said, name: &str) -> Now {
        if let Some(about) = said.about {
            if self.feeds.len() < LISTED {
                self.feeds.push(report::Feed { file: name.to_owned(), dialect: about.dialect.clone() });
            }
            self.about = Some(about);
        }
        Now::All(said.rows.into_iter())
    }

    fn fetch(&mut self, address: &str, kind: Option<SourceKind>) -> Result<Now> {
        let fetched = match self.fetcher.fetch(address) {
            Err(error) if self.forgiving => {
                let place = Place { file: address.replace(char::is_control, "\u{FFFD}").into(), line: 0 };
                return Ok(Now::All(vec![Taken::refused(format!("{error:#}"), place)].into_iter()));
            }
            fetched => fetched?,
        };
        let known =
            Known { file: address.replace(char::is_control, "\u{FFFD}").into(), charset: fetched.charset, address: Some(fetched.address) };
        let kind = kind.unwrap_or_else(|| SourceKind::of(Path::new(""), &fetched.bytes));
        if let SourceKind::Jsonl | SourceKind::Csv = kind {
            bail!("{address}: only feeds and pages are fetched; save it as a file");
        }
        let said = whole(kind, &fetched.bytes, &known, ("", &self.family));
        Ok(self.say(said, &known.file))
    }
}

/// What a source says that is read whole.
fn whole(kind: SourceKind, bytes: &[u8], known: &Known, (relative, family): (&str, &Family)) -> Said {
    let only = |rows: Vec<Taken>| Said { about: None, rows };
    let refused = |reason: &'static str| only(vec![refused(reason, known)]);
    if bytes.len() as u64 > LARGEST {
        return refused(TOO_LARGE);
    }
    match kind {
        SourceKind::Feed => match feed::read(bytes, known) {
            Some((about, rows)) => Said { about: Some(about), rows },
            None if bytes.trim_ascii().is_empty() => refused("empty"),
            None => refused("not a feed"),
        },
        SourceKind::JsonFeed => match jsonfeed::read(bytes, known) {
            Ok((about, rows)) => Said { about: Some(about), rows },
            Err(taken) => only(vec![taken]),
        },
        SourceKind::Markdown => only(markdown::read(bytes, known, relative, family)),
        _ => only(html::read(bytes, known, relative)),
    }
}

/// Why a source with more bytes is refused.
pub(super) const TOO_LARGE: &str = "larger than 64 MiB";

fn refused(reason: &'static str, known: &Known) -> Taken {
    Taken::refused(reason, Place { file: known.file.clone(), line: 1 })
}

fn is_bundle(head: &[u8]) -> bool {
    String::from_utf8_lossy(&head[..head.len().min(4096)]).contains("\"dossier-bundle/")
}

/// The address that an input is, if it is one.
pub(crate) fn address(input: &Path) -> Option<&str> {
    input.to_str().filter(|text| text.starts_with("http://") || text.starts_with("https://"))
}

fn line(lines: &mut Lines, name: &Arc<str>) -> Result<Option<Taken>> {
    let number = lines.number();
    let read = lines.next().with_context(|| format!("cannot read {name} after line {number}"))?;
    let Some(read) = read else { return Ok(None) };
    let row = read.bytes.map(<[u8]>::to_vec).ok_or("line longer than 64 MiB".into());
    Ok(Some(Taken { place: Place { file: name.clone(), line: read.number }, notes: crate::body::Notes::default(), row: Some(row) }))
}

/// The first bytes of a source, and all of it.
fn with_head(mut reader: Box<dyn Read + Send>) -> io::Result<(Vec<u8>, Box<dyn Read + Send>)> {
    let mut head = Vec::new();
    reader.by_ref().take(1 << 16).read_to_end(&mut head)?;
    Ok((head.clone(), Box::new(io::Cursor::new(head).chain(reader))))
}
