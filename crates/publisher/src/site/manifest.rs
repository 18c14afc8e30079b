//! The web manifest: what a device calls the site that a reader puts on its first screen. In place of the one that came with the reader.

use super::press::Press;
use anyhow::Result;
use serde_json::json;

/// Writes it, in the site's first language.
pub(super) fn write(press: &Press<'_>) -> Result<()> {
    let site = &press.bundle().site;
    let language = dossier_view::text::page_language(None, site);
    let title = site.title.get(&language);
    let mut manifest = json!({
        "name": title,
        "short_name": title,
        "lang": language.as_str(),
        "dir": if language.is_right_to_left() { "rtl" } else { "ltr" },
        "id": "./",
        "start_url": "./",
        "scope": "./",
        "display": "browser",
        "icons": [{ "src": "icon.svg", "sizes": "any", "type": "image/svg+xml" }],
    });
    let description = site.description.get(&language);
    if !description.is_empty() {
        manifest["description"] = json!(description);
    }
    press.replace("manifest.webmanifest", format!("{manifest:#}\n").as_bytes())
}
