//! Answers with files, as a plain static host does: what is not there is 404, and nothing outside the folder exists.

use super::{Shop, headers, reload};
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, Method, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use sha2::{Digest, Sha256};
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The answer to any request that is not ours to reload pages.
pub(super) async fn answer(State(shop): State<Arc<Shop>>, method: Method, uri: Uri, asked: HeaderMap) -> Response {
    if method != Method::GET && method != Method::HEAD {
        return (StatusCode::METHOD_NOT_ALLOWED, [(header::ALLOW, "GET, HEAD")]).into_response();
    }
    let asked_path = clean(uri.path());
    let made = |page: anyhow::Result<String>| match page {
        Ok(page) => respond("index.html", reload::inject(page.into_bytes()), false, &method, &asked),
        Err(error) => {
            eprintln!("The page {} cannot be made: {error:#}", uri.path());
            (StatusCode::INTERNAL_SERVER_ERROR, format!("500: {error:#}\n")).into_response()
        }
    };
    if let Some(page) = asked_path.as_deref().and_then(|path| shop.page(path)) {
        return made(page);
    }
    let Some((path, file)) = asked_path.as_deref().and_then(|path| locate(&shop, path.to_owned())) else {
        if let Some(page) = asked_path.as_deref().and_then(|path| shop.redirect(path)) {
            return made(page);
        }
        return missing(&shop, &method).await;
    };
    // A page that is told to reload is not the page on disk, so its compressed copy does not fit; one beside a bundle of the user's may be old.
    let changed_page = headers::media_type(&path).starts_with("text/html") && shop.changes.is_some();
    let as_built = !changed_page && shop.bundle.as_ref() != Some(&file);
    let compressed = (as_built && accepts_brotli(&asked)).then(|| with_br(&file)).filter(|file| file.is_file());
    let bytes = match tokio::fs::read(compressed.as_ref().unwrap_or(&file)).await {
        Ok(bytes) if changed_page => reload::inject(bytes),
        Ok(bytes) => bytes,
        Err(error) => {
            eprintln!("{} cannot be read: {error}", file.display());
            return (StatusCode::INTERNAL_SERVER_ERROR, "500: the file cannot be read\n").into_response();
        }
    };
    respond(&path, bytes, compressed.is_some(), &method, &asked)
}

/// The answer where there is no such file: the site's own page for that, as hosts send it.
async fn missing(shop: &Shop, method: &Method) -> Response {
    if let Some((path, page)) = locate(shop, "404.html".to_owned())
        && let Ok(bytes) = tokio::fs::read(page).await
    {
        let bytes = if shop.changes.is_some() { reload::inject(bytes) } else { bytes };
        let mut response = respond(&path, bytes, false, method, &HeaderMap::new());
        *response.status_mut() = StatusCode::NOT_FOUND;
        return response;
    }
    (StatusCode::NOT_FOUND, [(header::CACHE_CONTROL, "no-cache")], "404: there is no such file\n").into_response()
}

fn respond(path: &str, bytes: Vec<u8>, compressed: bool, method: &Method, asked: &HeaderMap) -> Response {
    let mut tag = String::from("\"");
    for byte in &Sha256::digest(&bytes)[..12] {
        _ = write!(tag, "{byte:02x}");
    }
    tag.push('"');
    let fresh = asked.get(header::IF_NONE_MATCH).is_some_and(|known| known.as_bytes() == tag.as_bytes());
    let builder = Response::builder()
        .header(header::CONTENT_TYPE, headers::media_type(path))
        .header(header::CACHE_CONTROL, headers::cache_control(path))
        .header(header::VARY, "accept-encoding")
        .header(header::ETAG, tag);
    let apart = headers::apart(path);
    let builder = if let Some(policy) = apart { builder.header(header::CONTENT_SECURITY_POLICY, policy) } else { builder };
    let builder = if compressed { builder.header(header::CONTENT_ENCODING, "br") } else { builder };
    let response = if fresh {
        builder.status(StatusCode::NOT_MODIFIED).body(Body::empty())
    } else if method == Method::HEAD {
        builder.header(header::CONTENT_LENGTH, bytes.len()).body(Body::empty())
    } else {
        builder.body(Body::from(bytes))
    };
    response.unwrap_or_else(|_| StatusCode::INTERNAL_SERVER_ERROR.into_response())
}

/// A path from an address, decoded, if it can name a file below a folder on every system.
fn clean(path: &str) -> Option<String> {
    let mut bytes = path.strip_prefix('/')?.bytes();
    let mut decoded = Vec::new();
    while let Some(byte) = bytes.next() {
        decoded.push(match byte {
            b'%' => {
                let digits = [bytes.next()?, bytes.next()?];
                u8::from_str_radix(std::str::from_utf8(&digits).ok()?, 16).ok()?
            }
            _ => byte,
        });
    }
    let mut path = String::from_utf8(decoded).ok()?;
    if path.is_empty() || path.ends_with('/') {
        path.push_str("index.html");
    }
    let proper = |part: &str| !part.is_empty() && !part.starts_with('.') && !part.contains(['\\', ':', '\0']);
    path.split('/').all(proper).then_some(path)
}

/// The file for a path. A link out of the folder leads nowhere.
fn locate(shop: &Shop, path: String) -> Option<(String, PathBuf)> {
    if let Some(bundle) = shop.bundle.clone().filter(|_| path == "bundle.json") {
        return Some((path, bundle));
    }
    let folder = shop.folder().canonicalize().ok()?;
    let file = folder.join(&path).canonicalize().ok()?;
    (file.starts_with(folder) && file.is_file()).then_some((path, file))
}

/// The brotli copy beside a file.
fn with_br(file: &Path) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(".br");
    PathBuf::from(name)
}

fn accepts_brotli(asked: &HeaderMap) -> bool {
    let accepted = asked.get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or_default();
    accepted.split(',').any(|coding| coding.trim() == "br")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_stay_inside() {
        for (path, expected) in [
            ("/", Some("index.html")),
            ("/a/b.js", Some("a/b.js")),
            ("/a/", Some("a/index.html")),
            ("/a%20b", Some("a b")),
            ("/%C3%A5", Some("å")),
            ("/../a", None),
            ("/a/../b", None),
            ("/%2e%2e/a", None),
            ("/a/%2E%2E%2Fb", None),
            ("/..%5ca", None),
            ("/C:/a", None),
            ("//etc/passwd", None),
            ("/.git/config", None),
            ("/a%00", None),
            ("/%", None),
            ("/%zz", None),
            ("/%ff", None),
            ("", None),
        ] {
            assert_eq!(clean(path).as_deref(), expected, "{path}");
        }
    }

    async fn ask(site: &Arc<Shop>, path: &str, asked: &[(header::HeaderName, &str)]) -> (StatusCode, HeaderMap, Vec<u8>) {
        let asked = asked.iter().map(|(name, value)| (name.clone(), value.parse().unwrap())).collect();
        let response = answer(State(Arc::clone(site)), Method::GET, path.parse().unwrap(), asked).await;
        let (parts, body) = response.into_parts();
        (parts.status, parts.headers, axum::body::to_bytes(body, 1 << 20).await.unwrap().to_vec())
    }

    #[tokio::test]
    async fn a_plain_static_host() {
        let folder = std::env::temp_dir().join(format!("dossier-files-{}", std::process::id()));
        std::fs::create_dir_all(folder.join("dist/assets")).unwrap();
        std::fs::create_dir_all(folder.join("dist/files/a")).unwrap();
        for (path, text) in [
            ("secret", "no"),
            ("dist/index.html", "<head></head>"),
            ("dist/assets/app-1.wasm", "wasm"),
            ("dist/files/a/x.SVG", "<svg/>"),
            ("dist/files/a/x.pdf", "pdf"),
            ("dist/icon.svg", "<svg/>"),
            ("dist/assets/app-1.wasm.br", "br"),
        ] {
            std::fs::write(folder.join(path), text).unwrap();
        }
        #[cfg(unix)]
        std::os::unix::fs::symlink(folder.join("secret"), folder.join("dist/link")).unwrap();
        let site = Arc::new(Shop::of(folder.join("dist"), None, None));

        let (status, headers, body) = ask(&site, "/", &[]).await;
        assert_eq!(
            (status, &body[..], &headers[header::CACHE_CONTROL]),
            (StatusCode::OK, &b"<head></head>"[..], &"no-cache".parse().unwrap())
        );
        let (_, headers, body) = ask(&site, "/assets/app-1.wasm", &[(header::ACCEPT_ENCODING, "gzip, br")]).await;
        assert_eq!(
            (&headers[header::CONTENT_TYPE], &headers[header::CONTENT_ENCODING], &body[..]),
            (&"application/wasm".parse().unwrap(), &"br".parse().unwrap(), &b"br"[..])
        );
        assert!(headers[header::CACHE_CONTROL].to_str().unwrap().contains("immutable"));
        let (status, again, body) = ask(
            &site,
            "/assets/app-1.wasm",
            &[(header::ACCEPT_ENCODING, "br"), (header::IF_NONE_MATCH, headers[header::ETAG].to_str().unwrap())],
        )
        .await;
        assert_eq!((status, &again[header::ETAG], body.len()), (StatusCode::NOT_MODIFIED, &headers[header::ETAG], 0));
        for (path, expected) in [("/files/a/x.SVG", Some("sandbox")), ("/files/a/x.pdf", None), ("/icon.svg", None)] {
            let (status, headers, _) = ask(&site, path, &[]).await;
            assert_eq!(status, StatusCode::OK, "{path}");
            assert_eq!(headers.get(header::CONTENT_SECURITY_POLICY).map(|value| value.to_str().unwrap()), expected, "{path}");
        }
        let own = Response::builder().header(header::CONTENT_SECURITY_POLICY, "sandbox").body(Body::empty()).unwrap();
        let sent = headers::add(own).await;
        let policies: Vec<_> = sent.headers().get_all(header::CONTENT_SECURITY_POLICY).iter().collect();
        assert!(policies.len() == 2 && policies[0] == "sandbox" && policies[1].to_str().unwrap().starts_with("default-src 'none'"));
        for path in ["/missing", "/assets", "/link", "/topic/defence", "/bundle.json"] {
            assert_eq!(ask(&site, path, &[]).await.0, StatusCode::NOT_FOUND, "{path}");
        }
        std::fs::write(folder.join("dist/404.html"), "<p>none").unwrap();
        let (status, headers, body) = ask(&site, "/missing", &[]).await;
        assert_eq!(
            (status, &headers[header::CACHE_CONTROL], &body[..]),
            (StatusCode::NOT_FOUND, &"no-cache".parse().unwrap(), &b"<p>none"[..])
        );
        assert_eq!(headers[header::CONTENT_TYPE], "text/html; charset=utf-8");
        let site = Arc::new(Shop::of(folder.join("dist"), Some(folder.join("secret")), None));
        assert_eq!(ask(&site, "/bundle.json", &[]).await.2, b"no");
        std::fs::remove_dir_all(&folder).unwrap();
    }
}
