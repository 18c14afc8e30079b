//! The three browsers and their drivers: found, installed where possible, and handed on by name. Chromium is required; the others may be skipped, loudly.

use crate::process;
use crate::setup::{Tool, packages};
use anyhow::{Context, Result};
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

/// Variables for the tests.
pub(crate) type Settings = Vec<(&'static str, OsString)>;

/// A variable, and the names under which its program goes on various systems.
type Part = (&'static str, &'static [&'static str]);

/// A browser with all that drives it.
struct Browser {
    name: &'static str,
    parts: &'static [Part],
    packages: &'static [&'static str],
}

const CHROMIUM: Browser = Browser {
    name: "Chromium",
    parts: &[
        ("DOSSIER_CHROMIUM", &["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]),
        ("DOSSIER_CHROMEDRIVER", &["chromedriver"]),
    ],
    packages: &["chromium", "chromium-driver", "fonts-dejavu-core"],
};
const FIREFOX: Browser =
    Browser { name: "Firefox", parts: &[("DOSSIER_FIREFOX", &["firefox-esr", "firefox"])], packages: &["firefox-esr"] };
const WEBKIT: Browser = Browser {
    name: "WebKit",
    parts: &[
        ("DOSSIER_WEBKITDRIVER", &["WebKitWebDriver"]),
        ("DOSSIER_MINIBROWSER", &["MiniBrowser"]),
        ("DOSSIER_XVFB_RUN", &["xvfb-run"]),
    ],
    // `xvfb-run` needs `xauth`, which its package only recommends.
    packages: &["webkit2gtk-driver", "xvfb", "xauth"],
};

/// Chromium and its driver, installed if need be.
pub(crate) fn chromium() -> Result<Settings> {
    ready(&CHROMIUM)
}

/// Adds a variable for everything that is there. Gives the reasons for browsers that are not.
pub(super) fn find_all(settings: &mut Settings) -> Result<Vec<String>> {
    settings.extend(chromium().context("the browser tests need Chromium")?);
    let firefox = ready(&FIREFOX).and_then(|mut found| {
        found.push(("DOSSIER_GECKODRIVER", Tool::geckodriver().ready()?.into_os_string()));
        Ok(found)
    });
    let mut skipped = Vec::new();
    for (name, found) in [("Firefox", firefox), ("WebKit", ready(&WEBKIT))] {
        match found {
            Ok(found) => settings.extend(found),
            Err(error) => skipped.push(format!("all tests in {name}: {error:#}")),
        }
    }
    for reason in &skipped {
        eprintln!("SKIPPED: {reason}");
    }
    Ok(skipped)
}

/// A browser's variables, after an installation if need be.
fn ready(browser: &Browser) -> Result<Settings> {
    if let Ok(found) = locate(browser) {
        return Ok(found);
    }
    packages::install(browser.name, browser.packages)?;
    locate(browser)
}

fn locate(browser: &Browser) -> Result<Settings> {
    let part = |&(variable, names): &Part| {
        let path = names.iter().find_map(|name| process::find(name).or_else(|| in_library_folders(name)));
        let path = path.with_context(|| format!("{} is incomplete: there is no {}", browser.name, names.join(" or ")))?;
        eprintln!("{:<22} {}", variable, path.display());
        Ok((variable, path.into_os_string()))
    };
    browser.parts.iter().map(part).collect()
}

/// `MiniBrowser` is a part of WebKit's library, outside the search path: `/usr/lib/ARCHITECTURE/webkit2gtk-VERSION/MiniBrowser`.
fn in_library_folders(name: &str) -> Option<PathBuf> {
    let inside =
        |folder: &Path| -> Vec<PathBuf> { fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()).collect() };
    let libraries = ["/usr/lib", "/usr/libexec", "/usr/lib64"].iter().flat_map(|folder| {
        let folder = Path::new(folder);
        std::iter::once(folder.to_path_buf()).chain(inside(folder))
    });
    let webkits = libraries
        .flat_map(|folder| inside(&folder))
        .filter(|path| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("webkit")));
    webkits.map(|folder| folder.join(name)).filter(|path| path.is_file()).max()
}
