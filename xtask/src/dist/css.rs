//! The style sheet of the reader: what `style.css` imports, put into its place, without comments and needless white space.
//!
//! Knows no more of CSS than strings, comments and braces. It never changes the meaning of a sheet that is well formed.

use super::package::Files;
use anyhow::{Context, Result, bail};
use std::collections::BTreeSet;

/// The sheets of the page and of a guest: `style.css` and `guest.css`, and the files that they import with `@import url("x.css") layer(name);`.
/// Fails on an import of nothing, and on a file that is never imported.
pub(super) fn bundle(files: &Files) -> Result<(String, String)> {
    let mut unused: BTreeSet<&str> = files.keys().map(String::as_str).filter(|name| name.rsplit('.').next() == Some("css")).collect();
    let page = joined(files, "style.css", &mut unused)?;
    let guest =
        if files.contains_key("guest.css") { behind_a_shadow_root(&joined(files, "guest.css", &mut unused)?)? } else { String::new() };
    match unused.first() {
        Some(name) => bail!("style/{name} is imported neither by style/style.css nor by style/guest.css"),
        None => Ok((page, guest)),
    }
}

/// A sheet with what it imports.
fn joined<'f>(files: &'f Files, sheet: &str, unused: &mut BTreeSet<&'f str>) -> Result<String> {
    let text = |name: &str| -> Result<String> {
        let bytes = files.get(name).with_context(|| format!("style/{name} is imported but does not exist"))?;
        minify(std::str::from_utf8(bytes)?).with_context(|| format!("style/{name}"))
    };
    unused.remove(sheet);
    let whole = sheet;
    let mut sheet = String::new();
    let mut rest = text(whole)?;
    while let Some(at) = rest.find("@import") {
        let end = rest[at..].find(';').with_context(|| format!("style/{whole}: an @import without a semicolon"))? + at;
        let (name, layer) = import(&rest[at..end])
            .with_context(|| format!("style/{whole}: not of the form @import url(\"x.css\") layer(name): {}", &rest[at..end]))?;
        unused.remove(name);
        sheet.push_str(&rest[..at]);
        for part in ["@layer ", layer, "{", &text(name)?, "}"] {
            sheet.push_str(part);
        }
        rest = rest[end + 1..].to_owned();
    }
    sheet.push_str(&rest);
    Ok(sheet + "\n")
}

/// A sheet of the page as one for what stands behind a shadow root in someone else's: sizes follow that part of the page, not the page, and
/// not the size of its text.
fn behind_a_shadow_root(sheet: &str) -> Result<String> {
    let mut out = sheet.replace(":root", ":host");
    for (page, guest) in [("html{", ".page-root{"), ("body{", ".page-root{"), ("@media (min-width: ", "@container (min-width: ")] {
        out = out.replace(page, guest);
    }
    let mut done = String::with_capacity(out.len());
    let mut rest = out.as_str();
    while let Some(at) = rest.find("rem").or_else(|| rest.find("vw")).map(|_| first_unit(rest)) {
        let (before, after) = rest.split_at(at);
        let digits = before.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.').len();
        let (before, number) = before.split_at(digits);
        let (unit, after) = after.split_at(if after.starts_with("rem") { 3 } else { 2 });
        done.push_str(before);
        match (unit, number) {
            (_, "") => done.push_str(unit),
            ("vw", _) => done.extend([number, "cqi"]),
            // A query's own sizes would be those of the page around.
            _ if before.ends_with("@container (min-width: ") => {
                let pixels: f64 = number.parse::<f64>().with_context(|| format!("{number}rem is no size"))? * 16.0;
                done.extend([pixels.to_string().as_str(), "px"]);
            }
            _ => done.extend(["calc(", number, " * var(--_rem))"]),
        }
        rest = after;
    }
    done.push_str(rest);
    Ok(done)
}

/// Where the next unit begins that depends on the page around.
fn first_unit(text: &str) -> usize {
    [text.find("rem"), text.find("vw")].into_iter().flatten().min().unwrap_or_default()
}

/// The file and the layer of an import.
fn import(rule: &str) -> Option<(&str, &str)> {
    let (name, rest) = rule.strip_prefix("@import url(\"")?.split_once("\")")?;
    let layer = rest.trim().strip_prefix("layer(")?.strip_suffix(')')?;
    Some((name, layer))
}

/// Takes comments and needless white space away. Fails on a string, comment or brace that is never closed.
fn minify(sheet: &str) -> Result<String> {
    let mut out = String::with_capacity(sheet.len());
    let mut characters = sheet.chars().peekable();
    let mut depth = 0_i32;
    while let Some(character) = characters.next() {
        match character {
            '/' if characters.peek() == Some(&'*') => {
                characters.next();
                let mut before = ' ';
                loop {
                    let now = characters.next().context("a comment is never closed")?;
                    if before == '*' && now == '/' {
                        break;
                    }
                    before = now;
                }
                // Between two words a comment is what keeps them apart, and a space could mean something else.
                let needless = |side: Option<char>| side.is_none_or(|side| side.is_ascii_whitespace() || "{};,/".contains(side));
                if !needless(out.chars().last()) && !needless(characters.peek().copied()) {
                    out.push_str("/**/");
                }
            }
            '"' | '\'' => {
                out.push(character);
                loop {
                    let now = characters.next().context("a string is never closed")?;
                    out.push(now);
                    match now {
                        '\\' => out.extend(characters.next()),
                        '\n' => bail!("a string is never closed"),
                        _ if now == character => break,
                        _ => {}
                    }
                }
            }
            '\\' => {
                out.push(character);
                out.extend(characters.next());
            }
            _ if character.is_ascii_whitespace() => space(&mut out),
            '{' | '}' | ';' | ',' => {
                depth += i32::from(character == '{') - i32::from(character == '}');
                if depth < 0 {
                    bail!("a closing brace has no opening one");
                }
                while out.ends_with(' ') || (character == '}' && out.ends_with(';')) {
                    out.pop();
                }
                out.push(character);
            }
            _ => out.push(character),
        }
    }
    if depth != 0 {
        bail!("a brace is never closed");
    }
    Ok(out.trim().to_owned())
}

/// One space, where one can matter.
fn space(out: &mut String) {
    if !out.is_empty() && !out.ends_with([' ', '{', '}', ';', ',']) {
        out.push(' ');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(sheet: &str, expected: &str) {
        assert_eq!(minify(sheet).map_err(|error| error.to_string()), Ok(expected.to_owned()), "{sheet:?}");
    }

    #[test]
    fn only_what_cannot_matter_goes() {
        check("a  >  b { color : red ; }\n\n", "a > b{color : red}");
        check("a :hover, a:hover { width: calc( 1px + 2px ) }", "a :hover,a:hover{width: calc( 1px + 2px )}");
        check("/* a */ a /* b */ b/* c */{ }", "a b{}");
        check(".a/* b */.c { }", ".a/**/.c{}");
        check("a::before { content: \"/* ; } \\\" '  \" ; }", "a::before{content: \"/* ; } \\\" '  \"}");
        check(".a\\:b  .c\\/d { }", ".a\\:b .c\\/d{}");
        check("@media (width >= 40rem) and (hover) { a { b: c; d: e; } }", "@media (width >= 40rem) and (hover){a{b: c;d: e}}");
    }

    #[test]
    fn what_is_never_closed_is_refused() {
        for sheet in ["a {", "a } {", "/* a", "a { content: \"b }", "a { content: 'b\n' }"] {
            assert!(minify(sheet).is_err(), "{sheet:?}");
        }
    }

    fn bundled(files: &[(&str, &str)]) -> Result<String> {
        bundle(&files.iter().map(|&(name, text)| (name.to_owned(), text.as_bytes().to_vec())).collect()).map(|(page, _)| page)
    }

    fn check_guest(sheet: &str, expected: &str) {
        assert_eq!(behind_a_shadow_root(sheet).unwrap(), expected, "{sheet:?}");
    }

    #[test]
    fn guests_have_sizes_of_their_own() {
        check_guest(":root{--a: 1.5rem}", ":host{--a: calc(1.5 * var(--_rem))}");
        check_guest("body{margin: 0}html{x: y}", ".page-root{margin: 0}.page-root{x: y}");
        check_guest("a{width: clamp(1rem,4vw,2.5rem)}", "a{width: clamp(calc(1 * var(--_rem)),4cqi,calc(2.5 * var(--_rem)))}");
        check_guest("@media (min-width: 56rem){.theorem{a: b}}", "@container (min-width: 896px){.theorem{a: b}}");
    }

    #[test]
    fn imports_become_layers() {
        let sheet = bundled(&[
            ("style.css", "/* order */ @layer a, b;\n@import url(\"a.css\") layer(a);\n@import url(\"b.css\") layer(b);\n"),
            ("a.css", "x { y: z; }"),
            ("b.css", "u { v: w; }"),
        ]);
        assert_eq!(sheet.unwrap(), "@layer a,b;@layer a{x{y: z}}@layer b{u{v: w}}\n");
    }

    #[test]
    fn forgotten_missing_and_broken_files_are_named() {
        let refused = |files: &[(&str, &str)]| format!("{:#}", bundled(files).unwrap_err());
        assert!(refused(&[("style.css", ""), ("a.css", "")]).contains("style/a.css is imported neither"));
        assert!(refused(&[("style.css", "@import url(\"a.css\") layer(a);")]).contains("style/a.css is imported but does not exist"));
        assert!(refused(&[("style.css", "@import url(\"a.css\") layer(a);"), ("a.css", "a {")]).contains("style/a.css: a brace"));
        assert!(refused(&[("style.css", "@import \"a.css\";"), ("a.css", "")]).contains("not of the form"));
    }
}
