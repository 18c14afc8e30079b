//! Elements by what is kept of them.

/// Dropped together with all they hold.
pub(super) const DROPPED: &[&str] = &[
    "script",
    "style",
    "iframe",
    "object",
    "applet",
    "frameset",
    "noframes",
    "noembed",
    "template",
    "svg",
    "math",
    "canvas",
    "select",
    "datalist",
    "button",
    "textarea",
    "audio",
    "video",
    "map",
    "head",
    "title",
    "portal",
    "xmp",
    "plaintext",
    "dialog",
    "menuitem",
];
/// Dropped; they hold nothing.
pub(super) const VOID: &[&str] = &[
    "embed", "input", "frame", "link", "meta", "base", "basefont", "bgsound", "param", "source", "track", "area", "keygen", "hr", "col",
    "wbr",
];
/// Of these the text stays, as a paragraph of its own.
pub(super) const SECTIONS: &[&str] = &[
    "html", "body", "div", "section", "article", "main", "header", "footer", "nav", "aside", "address", "center", "form", "fieldset",
    "legend", "details", "hgroup", "search", "p", "noscript", "optgroup", "option", "dir", "colgroup", "picture",
];
/// Of these the text stays, where it is.
pub(super) const PHRASES: &[&str] = &[
    "span", "font", "small", "big", "u", "s", "strike", "del", "ins", "abbr", "acronym", "time", "data", "label", "bdo", "bdi", "nobr",
    "ruby", "rb", "rt", "rtc", "rp", "output", "progress", "meter", "slot", "blink", "marquee",
];
/// Elements whose loss changes nothing that a reader would notice.
pub(super) const SILENT: &[&str] = &[
    "html", "body", "div", "section", "article", "main", "header", "footer", "hgroup", "p", "span", "font", "time", "data", "bdi", "nobr",
    "center", "colgroup", "col", "wbr", "picture", "small", "address",
];

/// What a table within a table's cell is flattened of.
pub(super) const TABLE_PARTS: &[&str] = &["tr", "td", "th", "thead", "tbody", "tfoot", "caption"];

/// Whether HTML has, or once had, an element of this name.
pub(in crate::body) fn is_known(name: &str) -> bool {
    const OTHERS: &[&str] = &[
        "a",
        "b",
        "strong",
        "mark",
        "i",
        "em",
        "cite",
        "dfn",
        "var",
        "code",
        "kbd",
        "samp",
        "tt",
        "q",
        "sup",
        "sub",
        "br",
        "img",
        "image",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "pre",
        "listing",
        "blockquote",
        "ul",
        "ol",
        "menu",
        "li",
        "dl",
        "dt",
        "dd",
        "figure",
        "figcaption",
        "table",
        "caption",
        "thead",
        "tbody",
        "tfoot",
        "tr",
        "td",
        "th",
        "summary",
    ];
    [DROPPED, VOID, SECTIONS, PHRASES, OTHERS].iter().any(|list| list.contains(&name))
}
