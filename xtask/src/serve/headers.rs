//! The headers that every host of Dossier should send. The browser tests run under them, so what works here works there.

use axum::extract::Request;
use axum::http::{HeaderName, HeaderValue};
use axum::middleware::Next;
use axum::response::Response;

/// What a page may load and do: files of its own host, pictures over https, WebAssembly; no inline script or style, no string as markup.
pub(super) const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
     img-src 'self' https:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; object-src 'none'; \
     manifest-src 'self'; frame-src 'self'; frame-ancestors 'self'; require-trusted-types-for 'script'; trusted-types 'none'";

/// Sent with every answer, whatever it is.
const ALWAYS: &[(&str, &str)] = &[
    ("content-security-policy", CONTENT_SECURITY_POLICY),
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "strict-origin-when-cross-origin"),
    ("cross-origin-opener-policy", "same-origin"),
    // Everything here is public, and elements in other people's pages fetch it.
    ("access-control-allow-origin", "*"),
];

/// Adds what is always sent. The page for iframes may stand in everybody's.
pub(super) async fn add(request: Request, next: Next) -> Response {
    let framed = request.uri().path() == "/embed/" || request.uri().path() == "/embed/index.html";
    let mut response = next.run(request).await;
    for &(name, value) in ALWAYS {
        response.headers_mut().insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
    let policy = CONTENT_SECURITY_POLICY.replace("frame-ancestors 'self'", "frame-ancestors *");
    if let Ok(policy) = HeaderValue::try_from(policy)
        && framed
    {
        response.headers_mut().insert(HeaderName::from_static("content-security-policy"), policy);
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
