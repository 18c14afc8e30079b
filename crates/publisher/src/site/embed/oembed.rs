//! Descriptions for systems that know a pasted address (oEmbed 1.0, type `rich`): an iframe with the list. They need to know where the site is.

use super::{Embed, Place};
use crate::site::shell::escaped;
use dossier_bundle::Language;
use dossier_query::{Route, View};
use dossier_view::shown::Shown;
use serde_json::json;
use url::form_urlencoded::Serializer;

/// Pixels of the iframe: nobody reports its height to systems that paste it.
const SIZE: (u32, u32) = (720, 600);
/// Seconds for which a description may be kept.
const KEPT: u32 = 86_400;

/// The description of what a page shows, if the site's address is known.
pub(super) fn describe(embed: Embed<'_>, shown: &Shown, language: &Language, place: &Place) -> Option<String> {
    let site = embed.address?;
    let bundle = &embed.contents.bundle;
    let title = shown.title(bundle, language);
    let topic = shown.topic().map(|topic| bundle.topic(topic).id.as_str());
    let source = format!("{site}embed/?{}", settings(place.name, topic, embed.named(language).as_ref()));
    let (width, height) = SIZE;
    let html = format!(
        "<iframe src=\"{}\" title=\"{}\" width=\"{width}\" height=\"{height}\" loading=\"lazy\" \
         sandbox=\"allow-scripts allow-popups allow-popups-to-escape-sandbox\" style=\"border:0;inline-size:100%\"></iframe>",
        escaped(&source),
        escaped(&title)
    );
    let described = json!({
        "version": "1.0",
        "type": "rich",
        "title": title,
        "provider_name": bundle.site.title.get(language),
        "provider_url": site,
        "cache_age": KEPT,
        "width": width,
        "height": height,
        "html": html,
    });
    Some(described.to_string())
}

/// The address of the description of a list or an overview, relative to the site's root; `None` for other pages.
pub(super) fn address(route: &Route, embed: Embed<'_>) -> Option<String> {
    if route.view == View::Search || route.item.is_some() || route.page != 1 || !embed.has_elements() {
        return None;
    }
    let topic = route.topic.as_deref().map(dossier_query::Paths::part);
    let topic = match topic {
        Some(part) => format!("t/{}/", part?),
        None => String::new(),
    };
    let language = route.language.as_ref().map(|language| format!("{}/", language.as_str())).unwrap_or_default();
    let name = if route.view == View::Overview { "topic" } else { route.view.id() };
    Some(format!("embed/{language}{topic}{name}.oembed.json"))
}

/// The query string of the page for iframes.
pub(super) fn settings(kind: &str, topic: Option<&str>, language: Option<&Language>) -> String {
    let mut query = Serializer::new(String::new());
    query.append_pair("kind", kind);
    if let Some(topic) = topic {
        query.append_pair("topic", topic);
    }
    if let Some(language) = language {
        query.append_pair("lang", language.as_str());
    }
    query.finish()
}
