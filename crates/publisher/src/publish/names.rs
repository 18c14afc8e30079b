//! What a file's name says: whether its content can ever change, and what a store should tell readers of it. Opens nothing.

use std::fmt::Write as _;

/// SHA-256 of a file.
pub(super) type Sha256 = [u8; 32];

/// What a store sends along with a file.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Headers {
    /// `Content-Type`.
    #[serde(rename = "contentType")]
    pub media_type: String,
    /// `Cache-Control`.
    #[serde(rename = "cacheControl")]
    pub cache: &'static str,
    /// `Content-Encoding`, of files that stand compressed beside themselves.
    #[serde(rename = "contentEncoding", skip_serializing_if = "Option::is_none")]
    pub encoding: Option<&'static str>,
}

impl Headers {
    /// Type, cache and encoding, as stores give them back.
    pub(super) fn said(&self) -> [String; 3] {
        [self.media_type.clone(), self.cache.to_owned(), self.encoding.unwrap_or_default().to_owned()]
    }
}

/// For files whose names change with their content.
pub const IMMUTABLE: &str = "public, max-age=31536000, immutable";
/// For files that have to be of one generation.
pub const ASK: &str = "no-cache";
/// For files that may be a little old.
pub const SHORT: &str = "public, max-age=300";

/// The kinds of files by when they are published and how long they stay.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    /// Its name holds a hash: what has the name has the content.
    Hashed,
    /// The same, and other sites have its hash in their pages: it stays for ever.
    Loader,
    /// `bundle.json`.
    Bundle,
    /// What belongs to `bundle.json`: its compressed copies, its signature.
    BesideBundle,
    /// A page, or anything else that people link to.
    Page,
    /// What tells machines of pages: feeds, site maps and such.
    Feed,
}

/// The kind of a file; `sealed` files were found to be what their name says.
pub(super) fn kind(path: &str, sealed: bool) -> Kind {
    let plain = uncompressed(path);
    if is_loader(plain) {
        Kind::Loader
    } else if sealed {
        Kind::Hashed
    } else if path == "bundle.json" {
        Kind::Bundle
    } else if path.starts_with("bundle.json.") {
        Kind::BesideBundle
    } else if matches!(extension(plain), "xml" | "atom" | "rss" | "ics" | "txt") || plain.ends_with("feed.json") {
        Kind::Feed
    } else {
        Kind::Page
    }
}

/// Whether pages elsewhere may hold the hash of this file.
pub(super) fn is_loader(path: &str) -> bool {
    path.starts_with("embed/") && hash_in_name(path).is_some()
}

/// The hexadecimal digits at the end of a name such as `app-0a0e743bb0ccb939.js`.
pub(super) fn hash_in_name(path: &str) -> Option<&str> {
    let name = path.rsplit('/').next()?;
    let digits = name.split_once('.')?.0.rsplit_once('-')?.1;
    let is_hash = (16..=128).contains(&digits.len()) && digits.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
    is_hash.then_some(digits)
}

/// The path of which this may be a compressed copy.
pub(super) fn uncompressed(path: &str) -> &str {
    path.strip_suffix(".br").or_else(|| path.strip_suffix(".gz")).unwrap_or(path)
}

/// What a store should send along with a file. `copy` says that it is the compressed copy of another file.
pub(super) fn headers(path: &str, kind: Kind, copy: bool) -> Headers {
    let (plain, encoding) = match path.rsplit_once('.') {
        Some((plain, "br")) if copy => (plain, Some("br")),
        Some((plain, "gz")) if copy => (plain, Some("gzip")),
        _ => (path, None),
    };
    let [cache, as_it_is] = match kind {
        Kind::Hashed | Kind::Loader => [IMMUTABLE, "public, max-age=31536000, immutable, no-transform"],
        Kind::Bundle | Kind::BesideBundle => [ASK, "no-cache, no-transform"],
        Kind::Page if matches!(extension(plain), "html" | "js" | "json" | "webmanifest" | "") => [ASK, "no-cache, no-transform"],
        Kind::Page | Kind::Feed => [SHORT, "public, max-age=300, no-transform"],
    };
    // Google unpacks what is packed by gzip for whoever does not ask for it packed, and then says neither its length nor its checksum.
    let cache = if encoding.is_some() { as_it_is } else { cache };
    Headers { media_type: media_type(plain), cache, encoding }
}

/// The media type of a file by its name. Texts are UTF-8.
pub fn media_type(path: &str) -> String {
    // Newer than the table, or other in it than browsers want.
    let own = match extension(path) {
        "js" | "mjs" => Some("text/javascript"),
        "webmanifest" => Some("application/manifest+json"),
        "atom" => Some("application/atom+xml"),
        "rss" => Some("application/rss+xml"),
        "xml" => Some("application/xml"),
        "ics" => Some("text/calendar"),
        "md" => Some("text/markdown"),
        "ts" if path.ends_with(".d.ts") => Some("application/typescript"),
        _ => None,
    };
    let known = mime_guess::from_path(path);
    let mut named = own.or_else(|| known.first_raw()).unwrap_or("application/octet-stream").to_owned();
    if named.starts_with("text/") {
        named.push_str("; charset=utf-8");
    }
    named
}

fn extension(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.rsplit_once('.').map_or("", |(_, extension)| extension)
}

/// Lower-case hexadecimal digits.
pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(path: &str, sealed: bool, expected: (Kind, &str, &str)) {
        let kind = kind(path, sealed);
        let headers = headers(path, kind, uncompressed(path) != path);
        assert_eq!((kind, headers.media_type.as_str(), headers.cache), expected, "{path}");
    }

    #[test]
    fn names_say_what_files_are() {
        check("archive/00112233445566778899aabbccddeeff/0.bin", true, (Kind::Hashed, "application/octet-stream", IMMUTABLE));
        check("assets/app-0a0e743bb0ccb939.js", true, (Kind::Hashed, "text/javascript; charset=utf-8", IMMUTABLE));
        let packed = "public, max-age=31536000, immutable, no-transform";
        check("assets/app-0a0e743bb0ccb939.wasm.br", true, (Kind::Hashed, "application/wasm", packed));
        check("embed/dossier-0a0e743bb0ccb939.js", false, (Kind::Loader, "text/javascript; charset=utf-8", IMMUTABLE));
        check("embed/dossier.js", false, (Kind::Page, "text/javascript; charset=utf-8", ASK));
        check("bundle.json", false, (Kind::Bundle, "application/json", ASK));
        check("bundle.json.br", false, (Kind::BesideBundle, "application/json", "no-cache, no-transform"));
        check("a/bundle.json", false, (Kind::Page, "application/json", ASK));
        check("i/a-0a0e743bb0ccb939/index.html", false, (Kind::Page, "text/html; charset=utf-8", ASK));
        check("i/a/index.html.gz", false, (Kind::Page, "text/html; charset=utf-8", "no-cache, no-transform"));
        check("t/a/feed.atom", false, (Kind::Feed, "application/atom+xml", SHORT));
        check("t/a/feed.json", false, (Kind::Feed, "application/json", SHORT));
        check("sitemap.xml", false, (Kind::Feed, "application/xml", SHORT));
        check("deadlines.ics", false, (Kind::Feed, "text/calendar; charset=utf-8", SHORT));
        check("robots.txt", false, (Kind::Feed, "text/plain; charset=utf-8", SHORT));
        check("manifest.webmanifest", false, (Kind::Page, "application/manifest+json", ASK));
        check("icon.svg", false, (Kind::Page, "image/svg+xml", SHORT));
        check("embed/dossier.d.ts", false, (Kind::Page, "application/typescript", SHORT));
        check("CNAME", false, (Kind::Page, "application/octet-stream", ASK));
    }

    #[test]
    fn copies_say_how_they_are_compressed() {
        let encoding = |path, copy| headers(path, Kind::Page, copy).encoding;
        assert_eq!((encoding("a.html.br", true), encoding("a.html.gz", true)), (Some("br"), Some("gzip")));
        assert_eq!((encoding("a.csv.gz", false), encoding("a.html", false)), (None, None));
        assert_eq!(headers("a.csv.gz", Kind::Page, false).media_type, "application/gzip");
    }
}
