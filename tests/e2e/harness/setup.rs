//! Where the built reader, the browsers and their drivers are: read from the environment once. It looks for nothing by itself.

use crate::harness::Browser;
use std::env;
use std::io::Write as _;
use std::path::PathBuf;
use std::sync::OnceLock;

/// Paths handed over by `cargo xtask test`.
pub(crate) struct Setup {
    /// The built reader.
    pub(crate) dist: PathBuf,
    /// The source of axe-core.
    pub(crate) axe: Option<PathBuf>,
    /// Starts a program on a screen of its own; WebKit's browser has no headless form.
    pub(crate) xvfb_run: Option<PathBuf>,
}

impl Setup {
    /// The set-up, or none when there is no built reader to test.
    pub(crate) fn get() -> Option<&'static Self> {
        static SETUP: OnceLock<Option<Setup>> = OnceLock::new();
        SETUP.get_or_init(Self::read).as_ref()
    }

    fn read() -> Option<Self> {
        let dist = path("DOSSIER_DIST")?;
        Some(Self { dist, axe: path("DOSSIER_AXE"), xvfb_run: path("DOSSIER_XVFB_RUN") })
    }
}

impl Browser {
    /// The driver and the browser that it is to start; none where either is missing.
    pub(crate) fn programs(self) -> Option<(PathBuf, PathBuf)> {
        let (driver, program) = match self {
            Self::Chromium => ("DOSSIER_CHROMEDRIVER", "DOSSIER_CHROMIUM"),
            Self::Firefox => ("DOSSIER_GECKODRIVER", "DOSSIER_FIREFOX"),
            Self::WebKit => ("DOSSIER_WEBKITDRIVER", "DOSSIER_MINIBROWSER"),
        };
        Some((path(driver)?, path(program)?))
    }
}

/// A path from the environment; an empty variable counts as an absent one.
pub(crate) fn path(variable: &str) -> Option<PathBuf> {
    env::var_os(variable).filter(|value| !value.is_empty()).map(PathBuf::from)
}

/// Says something past libtest's capture, so that it is read even when the test passes.
pub(crate) fn say(line: &str) {
    // A closed stderr leaves nobody to tell.
    drop(writeln!(std::io::stderr(), "{line}"));
}
