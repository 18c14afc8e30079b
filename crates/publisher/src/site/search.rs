//! The site's search for browsers' address bars (`OpenSearch` 1.1), in each of its languages. Needs to know where the site is.

use super::press::Press;
use super::words;
use super::xml::Xml;
use anyhow::Result;
use dossier_bundle::Language;
use dossier_query::{Route, View};

/// Characters that a short name may have.
const SHORT: usize = 16;

/// Where the description for a language is, relative to the site's root.
pub(super) fn address(language: &Language) -> String {
    format!("opensearch.{language}.xml")
}

/// Writes the description for a language.
pub(super) fn write(press: &Press<'_>, language: &Language) -> Result<()> {
    let search = Route { view: View::Search, ..press.home(language) };
    let (Some(page), Some(icon), Some(own)) =
        (press.absolute(&press.paths.address(&search)), press.absolute("icon.svg"), press.absolute(&address(language)))
    else {
        return Ok(());
    };
    let title = press.bundle().site.title.get(language);
    let mut xml = Xml::new()?;
    xml.open("OpenSearchDescription", &[("xmlns", "http://a9.com/-/spec/opensearch/1.1/")])?;
    xml.leaf("ShortName", &[], &short(title))?;
    xml.leaf("LongName", &[], &title.chars().take(48).collect::<String>())?;
    xml.leaf("Description", &[], &(words::of(language).search_in)(title))?;
    xml.leaf("Language", &[], language.as_str())?;
    xml.leaf("InputEncoding", &[], "UTF-8")?;
    xml.leaf("Image", &[("width", "16"), ("height", "16"), ("type", "image/svg+xml")], &icon)?;
    xml.empty("Url", &[("type", "text/html"), ("template", &format!("{page}?q={{searchTerms}}"))])?;
    xml.empty("Url", &[("type", "application/opensearchdescription+xml"), ("rel", "self"), ("template", &own)])?;
    xml.close("OpenSearchDescription")?;
    press.write(&address(language), &xml.finish())
}

/// A name cut to what fits, at a word if there is one.
fn short(title: &str) -> String {
    let Some((cut, _)) = title.char_indices().nth(SHORT) else { return title.to_owned() };
    let end = title[..cut].rfind(' ').unwrap_or(cut);
    title[..end].trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_names_fit() {
        for (title, expected) in [("Room", "Room"), ("Security policy of the state", "Security policy"), (&"æ".repeat(20), &"æ".repeat(16))]
        {
            assert_eq!(short(title), expected);
        }
    }
}
