//! The command line, and what exit codes mean. The commands themselves know neither.

use crate::{build, check, diff, import, new, publish, serve};
use anyhow::Context;
use clap::{CommandFactory, Parser, Subcommand};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Turns content into a public reading room, and checks it.
///
/// Exit codes: 0 fine, 1 failed (a file cannot be read or written, a wrong option), 2 the content has problems.
#[derive(Debug, Parser)]
#[command(name = "dossier", version, max_term_width = 100)]
pub struct Command {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Checks bundles and shows every problem with its place.
    Check(check::Options),
    /// Builds a site: a folder of static files with the reader and the content.
    Build(build::Options),
    /// Makes a small working site to begin with, with a word on every setting.
    New(new::Options),
    /// Shows a site as a host will; builds it again and reloads open pages when something changes.
    Serve(serve::Options),
    /// Lists what has changed between two bundles or sites.
    ///
    /// Added, withdrawn, retitled, redated and otherwise changed items, the newest first.
    Diff(diff::Options),
    /// Brings a site to a folder or an object store, so that readers never see half of it.
    ///
    /// Only what has changed is written. Files that earlier generations name stay for readers who still have those open.
    #[command(after_help = publish::HELP)]
    Publish(publish::Options),
    /// Prints completions for a shell, to be put where it looks for them.
    Completions {
        /// bash, elvish, fish, powershell or zsh
        shell: clap_complete::Shell,
    },
    /// Writes the pages of the manual, one for each command.
    Man {
        /// Where to
        #[arg(value_name = "FOLDER")]
        folder: PathBuf,
    },
    /// Makes a bundle of other content.
    Import {
        #[command(subcommand)]
        from: From,
    },
}

#[derive(Debug, Subcommand)]
enum From {
    /// Reads rows from JSON Lines files, one JSON object a line, plain or compressed with zstd.
    ///
    /// Every row becomes an item, is refused with a reason, or is merged with one that is the same; the counts are printed and
    /// add up. What could not be carried over is listed with how often and where first.
    #[command(after_long_help = import::mapping::HELP)]
    Jsonl(import::Options),
    /// Reads RSS feeds: files, folders of them, or addresses. Any dialect is read, and so is Atom.
    #[command(after_long_help = import::mapping::HELP)]
    Rss(import::Options),
    /// Reads Atom feeds: files, folders of them, or addresses. Any dialect is read, and so is RSS.
    #[command(after_long_help = import::mapping::HELP)]
    Atom(import::Options),
    /// Reads JSON Feeds: files, folders of them, or addresses.
    #[command(after_long_help = import::mapping::HELP)]
    Jsonfeed(import::Options),
    /// Reads tables: values parted by commas, semicolons or tabs, the names of the fields in the first row.
    #[command(after_long_help = import::mapping::HELP)]
    Csv(import::Options),
    /// Reads Markdown pages with front matter, as Hugo, Jekyll and Zola have them: files and folders.
    #[command(after_long_help = import::mapping::HELP)]
    Markdown(import::Options),
    /// Reads HTML pages: files, folders of them, or addresses. Each becomes an item.
    #[command(after_long_help = import::mapping::HELP)]
    Html(import::Options),
}

impl From {
    fn run(&self) -> anyhow::Result<Outcome> {
        use import::SourceKind as Kind;
        match self {
            Self::Jsonl(options) => import::run(options, Kind::Jsonl),
            Self::Rss(options) | Self::Atom(options) => import::run(options, Kind::Feed),
            Self::Jsonfeed(options) => import::run(options, Kind::JsonFeed),
            Self::Csv(options) => import::run(options, Kind::Csv),
            Self::Markdown(options) => import::run(options, Kind::Markdown),
            Self::Html(options) => import::run(options, Kind::Html),
        }
    }
}

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Nothing to complain about.
    Fine,
    /// It did its work, and the content has problems.
    ContentProblems,
}

/// Runs a command; errors are told on stderr.
pub fn run(command: &Command) -> ExitCode {
    let outcome = match &command.action {
        Action::Build(options) => build::run(options),
        Action::Check(options) => check::run(options),
        Action::Import { from } => from.run(),
        Action::Diff(options) => diff::run(options),
        Action::Publish(options) => publish::run(options),
        Action::Completions { shell } => completions(*shell),
        Action::Man { folder } => manual(folder),
        Action::New(options) => new::run(options),
        Action::Serve(options) => serve::run(options),
    };
    match outcome {
        Ok(Outcome::Fine) => ExitCode::SUCCESS,
        Ok(Outcome::ContentProblems) => ExitCode::from(2),
        Err(error) => {
            eprintln!("dossier: {error:#}");
            ExitCode::from(1)
        }
    }
}

fn completions(shell: clap_complete::Shell) -> anyhow::Result<Outcome> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Command::command(), "dossier", &mut script);
    print(&String::from_utf8_lossy(&script))?;
    Ok(Outcome::Fine)
}

fn manual(folder: &Path) -> anyhow::Result<Outcome> {
    let what = || format!("cannot write into {}", folder.display());
    std::fs::create_dir_all(folder).with_context(what)?;
    clap_mangen::generate_to(Command::command(), folder).with_context(what)?;
    Ok(Outcome::Fine)
}

/// Writes data to standard output. That nobody reads on, as in `dossier … | head`, is no failure.
pub(crate) fn print(text: &str) -> anyhow::Result<()> {
    let mut out = std::io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => Err(error.into()),
        _ => Ok(()),
    }
}
