//! The three browsers, and how each wants to be started.

use super::setup::Setup;
use anyhow::{Context as _, Result};
use fantoccini::wd::Capabilities;
use serde_json::{Value, json};
use std::path::Path;
use std::process::Command;

/// A browser engine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Browser {
    /// Blink. It runs every test.
    Chromium,
    /// Gecko. It runs the journey.
    Firefox,
    /// `WebKit`. It runs the journey.
    WebKit,
}

impl Browser {
    /// All of them.
    pub(crate) const ALL: [Self; 3] = [Self::Chromium, Self::Firefox, Self::WebKit];

    /// How many of its sessions may be open at once. The drivers of the other two serve one.
    pub(crate) fn sessions(self) -> usize {
        if self == Self::Chromium { 2 } else { 1 }
    }

    /// The command that starts its driver on a port.
    pub(crate) fn driver_command(self, setup: &Setup, driver: &Path, port: u16) -> Result<Command> {
        let port = match self {
            Self::Firefox => vec!["--port".to_owned(), port.to_string()],
            Self::Chromium | Self::WebKit => vec![format!("--port={port}")],
        };
        let mut command = if self == Self::WebKit {
            let mut command = Command::new(setup.xvfb_run.as_ref().context("WebKit needs DOSSIER_XVFB_RUN")?);
            command.arg("-a").arg("--server-args=-screen 0 1400x1000x24").arg(driver);
            command
        } else {
            Command::new(driver)
        };
        command.args(port);
        Ok(command)
    }

    /// What a new session is asked for.
    pub(crate) fn capabilities(self, program: &Path) -> Capabilities {
        let mut wanted = match self {
            Self::Chromium => json!({
                "goog:chromeOptions": { "binary": program, "args": CHROMIUM_FLAGS },
                "goog:loggingPrefs": { "browser": "ALL" },
            }),
            Self::Firefox => json!({
                "moz:firefoxOptions": {
                    "binary": program,
                    "args": ["-headless", "--width=1280", "--height=900"],
                    // Links and buttons are Tab stops on every system, as on Linux and Windows.
                    "prefs": { "accessibility.tabfocus": 7, "intl.accept_languages": "en" },
                },
            }),
            Self::WebKit => json!({ "webkitgtk:browserOptions": { "binary": program, "args": ["--automation"] } }),
        };
        // The load event waits for the content, and some tests are about content that does not come. WebKit's driver runs none of
        // those, and may hang when it is asked for something while a page loads.
        wanted["pageLoadStrategy"] = if self == Self::WebKit { "normal" } else { "eager" }.into();
        match wanted {
            Value::Object(map) => map,
            _ => Capabilities::new(),
        }
    }
}

/// Headless, quiet on the network, the same on every machine.
const CHROMIUM_FLAGS: &[&str] = &[
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--no-default-browser-check",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-extensions",
    "--disable-sync",
    "--force-device-scale-factor=1",
    "--lang=en",
    "--window-size=1280,900",
];
