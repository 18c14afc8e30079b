//! axe-core, run inside the page: any violation is a failure with the rule, the place and the reason.

use super::setup::say;
use super::{Page, Setup};
use anyhow::{Context as _, Result, ensure};
use serde_json::{Value, json};
use std::sync::OnceLock;

const RUN: &str = "
    const [options, done] = arguments;
    axe.run(document, options).then(
        (result) => done(result.violations),
        (error) => done([{ id: 'axe', help: String(error), nodes: [] }]),
    );";

impl Page {
    /// Demands that axe-core finds nothing to complain about. `state` names what is on the page.
    pub(crate) async fn accessible(&self, state: &str) -> Result<()> {
        let Some(source) = source()? else {
            say("skipped: axe-core is missing (DOSSIER_AXE)");
            return Ok(());
        };
        self.client.execute(&format!("if (!window.axe) {{ {source}\n }}"), vec![]).await.context("axe-core does not start")?;
        let options = json!({
            "iframes": false,
            "preload": false,
            "resultTypes": ["violations"],
            "runOnly": { "type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] },
            "rules": { "color-contrast-enhanced": { "enabled": true } },
        });
        let violations = self.client.execute_async(RUN, vec![options]).await?;
        let report = violations.as_array().into_iter().flatten().map(told).collect::<String>();
        ensure!(report.is_empty(), "axe-core on {state}:\n{report}");
        Ok(())
    }
}

/// One violation, readable.
fn told(rule: &Value) -> String {
    let text = |value: &Value| value.as_str().unwrap_or_default().trim().replace('\n', " ");
    let mut lines = format!("  {}: {}\n", text(&rule["id"]), text(&rule["help"]));
    for node in rule["nodes"].as_array().into_iter().flatten().take(5) {
        let (html, summary) = (text(&node["html"]), text(&node["failureSummary"]));
        lines = format!("{lines}    at {}\n      {html}\n      {summary}\n", node["target"]);
    }
    lines
}

fn source() -> Result<Option<&'static str>> {
    static SOURCE: OnceLock<String> = OnceLock::new();
    let Some(path) = Setup::get().and_then(|setup| setup.axe.as_ref()) else { return Ok(None) };
    if SOURCE.get().is_none() {
        let text = std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
        // Another test may have been quicker; the text is the same.
        drop(SOURCE.set(text));
    }
    Ok(SOURCE.get().map(String::as_str))
}
