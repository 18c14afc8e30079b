//! What each element of HTML becomes. Event handlers and styles have no place in the result, so they need no list.

mod lists;

use super::builder::Builder;
use super::frame::Kind;
use super::notes::Note;
pub(super) use lists::is_known;
use lists::{DROPPED, PHRASES, SECTIONS, SILENT, TABLE_PARTS, VOID};

/// A start tag as the reader of HTML hands it over.
pub(super) struct Start<'a> {
    pub(super) name: &'a str,
    pub(super) attributes: &'a [(String, String)],
}

impl Start<'_> {
    fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }
}

/// Tells the builder of a start tag.
pub(super) fn start(tag: &Start<'_>, builder: &mut Builder<'_>) {
    let name = tag.name;
    if let Some((skipped, nested)) = builder.skipping() {
        *nested += u32::from(skipped == name);
        return;
    }
    if DROPPED.contains(&name) {
        builder.notes().add(Note::Dropped, name);
        return builder.skip(name);
    }
    if VOID.contains(&name) {
        if name == "hr" {
            builder.boundary();
        }
        if !SILENT.contains(&name) {
            builder.notes().add(Note::Dropped, name);
        }
        return;
    }
    match name {
        "br" => builder.line_break(),
        "img" | "image" => image(tag, builder),
        "p" => {
            builder.close("p");
            builder.boundary();
        }
        "li" => item(builder),
        "dt" | "dd" => definition(name, builder),
        _ if TABLE_PARTS.contains(&name) && builder.is_within_unframed("table") => builder.boundary(),
        "tr" => row(builder),
        "td" | "th" => cell(tag, builder),
        "thead" | "tbody" | "tfoot" if builder.is_open(&["tr"], &["table"]) => {
            builder.close("tr");
        }
        "thead" | "tbody" | "tfoot" => {}
        "summary" => {
            builder.boundary();
            builder.open(name, Kind::Strong);
        }
        "a" => anchor(tag, builder),
        _ => match kind_of(tag) {
            Some(kind) => {
                let heads = matches!(kind, Kind::Heading(_));
                if heads {
                    close_headings(builder);
                }
                builder.open(name, kind);
                if heads {
                    builder.name_heading(tag.get("id").unwrap_or_default());
                }
            }
            None => unwrap(tag, builder),
        },
    }
    mark_language(tag, builder);
}

/// Tells the builder of an end tag.
pub(super) fn end(name: &str, builder: &mut Builder<'_>) {
    if let Some((skipped, nested)) = builder.skipping() {
        if skipped == name {
            match nested.checked_sub(1) {
                Some(fewer) => *nested = fewer,
                None => builder.stop_skipping(),
            }
        }
        return;
    }
    match name {
        "br" => builder.line_break(),
        "p" => {
            builder.close(name);
            builder.boundary();
        }
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => close_headings(builder),
        "dt" => {
            builder.close("dt");
        }
        _ if TABLE_PARTS.contains(&name) && builder.is_within_unframed("table") => builder.boundary(),
        "td" | "th" if !builder.is_open(&[name], &["table"]) => {}
        _ => {
            if SECTIONS.contains(&name) {
                builder.boundary();
            }
            let closed = builder.close(name);
            if !closed && (SECTIONS.contains(&name) || kind_of(&Start { name, attributes: &[] }).is_some_and(|kind| !kind.is_inline()))
                || name == "summary"
            {
                builder.boundary();
            }
        }
    }
}

fn kind_of(tag: &Start<'_>) -> Option<Kind> {
    Some(match tag.name {
        "h1" => Kind::Heading(1),
        "h2" => Kind::Heading(2),
        "h3" => Kind::Heading(3),
        "h4" => Kind::Heading(4),
        "h5" => Kind::Heading(5),
        "h6" => Kind::Heading(6),
        "b" | "strong" | "mark" => Kind::Strong,
        "i" | "em" | "cite" | "dfn" | "var" => Kind::Emphasis,
        "code" | "kbd" | "samp" | "tt" => Kind::Code,
        "q" => Kind::Quotation,
        "sup" => Kind::Raised,
        "sub" => Kind::Lowered,
        "pre" | "listing" => Kind::Preformatted(String::new()),
        "blockquote" => Kind::Quote,
        "ul" | "menu" | "dl" => Kind::List { start: None, items: Vec::new() },
        "ol" => Kind::List { start: Some(tag.get("start").and_then(|start| start.trim().parse().ok()).unwrap_or(1)), items: Vec::new() },
        "figure" => Kind::Figure { caption: Vec::new() },
        "figcaption" | "caption" => Kind::Caption,
        "table" => Kind::Table { caption: Vec::new(), rows: Vec::new() },
        _ => return None,
    })
}

/// An element without a place in the format: its text stays.
fn unwrap(tag: &Start<'_>, builder: &mut Builder<'_>) {
    let name = tag.name;
    if SECTIONS.contains(&name) {
        builder.boundary();
    }
    if !SILENT.contains(&name) {
        let known = SECTIONS.contains(&name) || PHRASES.contains(&name);
        builder.notes().add(Note::Unwrapped, if known { name } else { "unknown elements" });
    }
    if tag.get("lang").and_then(|tag| builder.other_language(tag)).is_none() {
        builder.unframed(name);
    }
}

/// Text in another language: the element says so if it is kept, else a mark in its place.
fn mark_language(tag: &Start<'_>, builder: &mut Builder<'_>) {
    let Some(language) = tag.get("lang").and_then(|tag| builder.other_language(tag)) else { return };
    if SECTIONS.contains(&tag.name) || PHRASES.contains(&tag.name) {
        builder.open(tag.name, Kind::Span(language));
    } else {
        builder.set_language(tag.name, language);
    }
}

fn close_headings(builder: &mut Builder<'_>) {
    for name in ["h1", "h2", "h3", "h4", "h5", "h6"] {
        builder.close(name);
    }
}

fn anchor(tag: &Start<'_>, builder: &mut Builder<'_>) {
    if builder.is_open(&["a"], &["td", "th"]) {
        builder.close("a");
    }
    match tag.get("href").and_then(|address| builder.link(address)) {
        Some(url) => builder.open("a", Kind::Link(url)),
        None => builder.unframed("a"),
    }
}

fn image(tag: &Start<'_>, builder: &mut Builder<'_>) {
    let is_dot = |side: &str| tag.get(side).is_some_and(|size| matches!(size.trim(), "0" | "1" | "0px" | "1px"));
    if is_dot("width") || is_dot("height") {
        return builder.notes().add(Note::Dropped, "img of one pixel");
    }
    let size = pixels(tag.get("width")).zip(pixels(tag.get("height")));
    builder.image(tag.get("src").unwrap_or_default(), tag.get("alt").unwrap_or_default(), size);
}

/// One side of a picture; `None` for shares such as `50%` and for whatever is no number of pixels.
fn pixels(side: Option<&str>) -> Option<u16> {
    let side = side?.trim();
    side.strip_suffix("px").unwrap_or(side).parse().ok().filter(|pixels| *pixels > 0)
}

fn item(builder: &mut Builder<'_>) {
    if builder.is_open(&["li"], &["ul", "ol", "menu", "td", "th"]) {
        builder.close("li");
    }
    builder.open("li", Kind::Item);
}

/// A term and what it means are one entry of a list, the term in strong.
fn definition(name: &str, builder: &mut Builder<'_>) {
    let open = builder.is_open(&["entry"], &["dl", "td", "th"]);
    builder.close("dt");
    if name == "dt" && open {
        builder.close("entry");
    }
    if name == "dt" || !open {
        builder.open("entry", Kind::Item);
    }
    builder.boundary();
    if name == "dt" {
        builder.open("dt", Kind::Strong);
    }
}

fn row(builder: &mut Builder<'_>) {
    if builder.is_open(&["tr"], &["table"]) {
        builder.close("tr");
    }
    builder.open("tr", Kind::Row(Vec::new()));
}

fn cell(tag: &Start<'_>, builder: &mut Builder<'_>) {
    for name in ["td", "th", "caption"] {
        if builder.is_open(&[name], &["table"]) {
            builder.close(name);
        }
    }
    if builder.is_open(&["table"], &[]) && !builder.is_open(&["tr"], &["table"]) {
        builder.open("tr", Kind::Row(Vec::new()));
    }
    let width = tag.get("colspan").and_then(|span| span.trim().parse().ok()).unwrap_or(1).clamp(1, 100);
    if tag.get("rowspan").is_some_and(|span| span.trim() != "1") {
        builder.notes().add(Note::Text, "rowspan of a table cell");
    }
    builder.open(tag.name, Kind::Cell { header: tag.name == "th", width });
}
