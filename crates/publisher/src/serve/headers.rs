//! The headers that every host of a site should send. The browser tests run under them, so what works here works there.

use axum::http::{HeaderName, HeaderValue};
use axum::response::Response;

/// What a page may load and do: files of its own host, pictures over https, WebAssembly; no inline script or style, no string as markup. Forms may
/// lead to its own host, so that a search begun before the program has come is not lost; anybody may show a page in a frame.
pub(crate) const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
     img-src 'self' https:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'; object-src 'none'; \
     manifest-src 'self'; frame-src 'self'; require-trusted-types-for 'script'; trusted-types 'none'";

/// Sent with every answer, whatever it is.
pub(crate) const ALWAYS: &[(&str, &str)] = &[
    ("content-security-policy", CONTENT_SECURITY_POLICY),
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "strict-origin-when-cross-origin"),
    ("cross-origin-opener-policy", "same-origin"),
    // Elements in other people's pages read the content; there is nothing secret in it.
    ("access-control-allow-origin", "*"),
];

/// Where files that came along with the content are.
pub(crate) const CONTENT: &str = "files/";
/// Ends of files that some host sends as a type which Chromium, Firefox or WebKit shows as a document with scripts of its own. Not those of PDFs:
/// Safari shows none that is kept apart.
pub(crate) const ACTIVE: [&str; 18] = [
    "atom", "htm", "html", "mathml", "mml", "owl", "rdf", "rng", "rss", "shtml", "svg", "svgz", "xht", "xhtm", "xhtml", "xml", "xsd", "xsl",
];
/// Keeps a document apart from the site that it is in: no scripts, and none of the site's storage.
pub(crate) const APART: &str = "sandbox";

/// What is sent besides for a file that came along and could act in the site's name.
pub(super) fn apart(path: &str) -> Option<&'static str> {
    active_end(path.strip_prefix(CONTENT)?).map(|_| APART)
}

/// The end of a name, as it is spelt, if files that end so can act.
pub(crate) fn active_end(name: &str) -> Option<&str> {
    let end = name.rsplit_once('.')?.1;
    ACTIVE.iter().any(|active| end.eq_ignore_ascii_case(active)).then_some(end)
}

/// Adds what is always sent. A second policy is no fault: what is shown has to obey both.
pub(super) async fn add(mut response: Response) -> Response {
    for &(name, value) in ALWAYS {
        response.headers_mut().append(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
    response
}

/// How long a file may be kept. Those in `assets/` are named by their bytes and never change.
pub(super) fn cache_control(path: &str) -> &'static str {
    if path.starts_with("assets/") { "public, max-age=31536000, immutable" } else { "no-cache" }
}

/// The type of a file, by the end of its name. Nothing that is not known here becomes a document in a browser.
pub(super) fn media_type(path: &str) -> &'static str {
    match path.rsplit('.').next().unwrap_or_default().to_ascii_lowercase().as_str() {
        "atom" => "application/atom+xml",
        "css" => "text/css; charset=utf-8",
        "csv" => "text/csv; charset=utf-8",
        "html" => "text/html; charset=utf-8",
        "ics" => "text/calendar; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "json" => "application/json",
        "pdf" => "application/pdf",
        "svg" => "image/svg+xml",
        "txt" => "text/plain; charset=utf-8",
        "wasm" => "application/wasm",
        "webmanifest" => "application/manifest+json",
        "xml" => "application/xml",
        _ => {
            let known = mime_guess::from_path(path).first_raw();
            let is_shown = |known: &&str| ["image/", "audio/", "video/", "font/"].iter().any(|kind| known.starts_with(kind));
            known.filter(is_shown).filter(|known| !known.ends_with("xml")).unwrap_or("application/octet-stream")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(path: &str, expected: (&str, Option<&str>)) {
        assert_eq!((media_type(path), apart(path)), expected, "{path}");
    }

    #[test]
    fn files_are_told_by_their_ends() {
        check("index.html", ("text/html; charset=utf-8", None));
        check("assets/a-1.wasm", ("application/wasm", None));
        check("archive/0/0.bin", ("application/octet-stream", None));
        check("files/a/B.SVG", ("image/svg+xml", Some(APART)));
        check("files/a.Atom", ("application/atom+xml", Some(APART)));
        check("files/a.svgz", ("application/octet-stream", Some(APART)));
        check("files/a.JPG", ("image/jpeg", None));
        check("files/a.mp4", ("video/mp4", None));
        check("files/a.woff2", ("font/woff2", None));
        check("files/a.wsdl", ("application/octet-stream", None));
        check("files/a.pdf", ("application/pdf", None));
        check("files/svg", ("application/octet-stream", None));
        check("icon.svg", ("image/svg+xml", None));
    }
}
