//! The headers that every host of a site should send. The browser tests run under them, so what works here works there.

use axum::http::{HeaderName, HeaderValue};
use axum::response::Response;

/// What a page may load and do: files of its own host, pictures over https, WebAssembly; no inline script or style, no string as markup. Forms may
/// lead to its own host, so that a search begun before the program has come is not lost; anybody may show a page in a frame.
const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
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

/// Adds what is always sent.
pub(super) async fn add(mut response: Response) -> Response {
    for &(name, value) in ALWAYS {
        response.headers_mut().insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
    response
}

/// How long a file may be kept. Those in `assets/` are named by their bytes and never change.
pub(super) fn cache_control(path: &str) -> &'static str {
    if path.starts_with("assets/") { "public, max-age=31536000, immutable" } else { "no-cache" }
}

/// The type of a file, by the end of its name.
pub(super) fn media_type(path: &str) -> &'static str {
    match path.rsplit('.').next().unwrap_or_default() {
        "css" => "text/css; charset=utf-8",
        "html" => "text/html; charset=utf-8",
        "ico" => "image/x-icon",
        "jpg" | "jpeg" => "image/jpeg",
        "js" => "text/javascript; charset=utf-8",
        "json" => "application/json",
        "pdf" => "application/pdf",
        "png" => "image/png",
        "svg" => "image/svg+xml",
        "txt" => "text/plain; charset=utf-8",
        "wasm" => "application/wasm",
        "webmanifest" => "application/manifest+json",
        "webp" => "image/webp",
        "woff2" => "font/woff2",
        "xml" => "application/xml",
        _ => "application/octet-stream",
    }
}
