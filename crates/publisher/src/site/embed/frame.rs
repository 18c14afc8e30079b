//! The page for iframes: one element, with the settings of its address (`public/embed/page.js` reads them). A browser without script finds a
//! link there.

use super::{Embed, put};
use crate::site::shell::escaped;
use anyhow::Result;
use dossier_bundle::Language;

/// Writes it.
pub(super) fn write(embed: Embed<'_>) -> Result<()> {
    let site = &embed.contents.bundle.site;
    let language = site.languages.first().cloned().unwrap_or(Language::ENGLISH);
    let direction = if language.is_right_to_left() { "rtl" } else { "ltr" };
    let title = escaped(site.title.get(&language));
    let page = format!(
        "<!DOCTYPE html>\n<html lang=\"{language}\" dir=\"{direction}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"robots\" content=\"noindex\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n<title>{title}</title>\n<base target=\"_blank\">\n\
         <link rel=\"icon\" href=\"../icon.svg\" type=\"image/svg+xml\">\n<link rel=\"stylesheet\" href=\"page.css\">\n\
         <script src=\"dossier.js\" defer crossorigin></script>\n<script src=\"page.js\" defer crossorigin></script>\n</head>\n\
         <body>\n<p><a href=\"../\">{title}</a></p>\n</body>\n</html>\n"
    );
    put(&embed.folder().join("index.html"), &page)
}
