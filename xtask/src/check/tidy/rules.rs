//! The rules themselves. They look at text, not at meaning: a name in a comment is no offence, a clever disguise goes unseen.

/// Longest file, in lines. House style asks for about 100.
const LONGEST: usize = 400;

/// Names that would bring input, output or the browser into the pure crates.
const IMPURE: &[&str] = &["web_sys", "js_sys", "gloo_net", "std::fs", "std::net", "std::env"];
/// Crates that are pure.
const PURE: &[&str] = &["crates/bundle/src/", "crates/query/src/", "crates/archive/src/", "crates/view/src/"];

/// Ways from a string to markup or program.
const MARKUP: &[&str] =
    &["innerHTML", "inner_html", "outerHTML", "set_outer_html", "insertAdjacentHTML", "insert_adjacent_html", "document.write", "eval("];
/// Code that runs in a browser.
const BROWSER: &[&str] = &["src/", "crates/view/src/", "public/"];

/// Ways to write a colour.
const COLOURS: &[&str] = &["rgb(", "rgba(", "hsl(", "hsla(", "hwb(", "lab(", "lch(", "oklab(", "oklch(", "color("];

/// What breaks a rule, as `path:line: what`.
pub(super) fn broken(path: &str, text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let (rust, sheet) = (ends(path, "rs"), ends(path, "css"));
    if rust && !text.starts_with("//!") {
        found.push(format!("{path}:1: must begin with a `//!` paragraph that says what it is and must not do"));
    }
    if text.lines().count() > LONGEST {
        found.push(format!("{path}: longer than {LONGEST} lines; make it a folder of named parts"));
    }
    let colours = sheet && !path.ends_with("/tokens.css");
    let pure = rust && PURE.iter().any(|folder| path.starts_with(folder)) && !path.ends_with("tests.rs");
    let browser = !sheet && BROWSER.iter().any(|folder| path.starts_with(folder));
    let mut in_tests = false;
    for (place, line) in text.lines().enumerate() {
        in_tests |= line.trim_start().starts_with("#[cfg(test)]");
        let code = if line.trim_start().starts_with("//") { "" } else { line };
        let mut add = |what: String| found.push(format!("{path}:{}: {what}", place + 1));
        if pure && !in_tests {
            IMPURE.iter().filter(|name| has_word(code, name)).for_each(|name| add(format!("`{name}` in a pure crate")));
        }
        if browser {
            MARKUP
                .iter()
                .filter(|name| has_word(code, name))
                .for_each(|name| add(format!("`{name}`: no string ever becomes markup or program")));
        }
        if colours && (COLOURS.iter().any(|name| has_word(code, name)) || has_hex_colour(code)) {
            add("a raw colour; colours are tokens, in tokens.css".to_owned());
        }
    }
    found
}

fn ends(path: &str, extension: &str) -> bool {
    path.rsplit('.').next() == Some(extension)
}

/// Whether `text` has `word`, and not as the end of a longer one.
fn has_word(text: &str, word: &str) -> bool {
    let part = |character: char| character.is_alphanumeric() || matches!(character, '_' | '-');
    text.match_indices(word).any(|(at, _)| {
        let after = &text[at + word.len()..];
        !text[..at].ends_with(part) && (word.ends_with('(') || !after.starts_with(part))
    })
}

/// Whether `text` has a colour such as `#fff` or `#1a2b3c4d`.
fn has_hex_colour(text: &str) -> bool {
    text.match_indices('#').any(|(at, _)| {
        let after = &text[at + 1..];
        let name =
            after.split(|character: char| !character.is_alphanumeric() && !matches!(character, '_' | '-')).next().unwrap_or_default();
        matches!(name.len(), 3 | 4 | 6 | 8) && name.bytes().all(|byte| byte.is_ascii_hexdigit())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(path: &str, text: &str, expected: &[&str]) {
        let found = broken(path, text);
        assert_eq!(found.len(), expected.len(), "{path} {text:?}: {found:?}");
        for (found, expected) in found.iter().zip(expected) {
            assert!(found.contains(expected), "{found:?} lacks {expected:?}");
        }
    }

    #[test]
    fn files_say_what_they_are_and_stay_short() {
        check("src/main.rs", "//! The reader.\n", &[]);
        check("src/main.rs", "fn main() {}\n", &["begin with a `//!`"]);
        check("tests/src/lib.rs", "", &["begin with a `//!`"]);
        check("src/a.rs", &("//! A.\n".to_owned() + &"\n".repeat(LONGEST)), &["longer than"]);
    }

    #[test]
    fn pure_crates_stay_pure() {
        check("crates/query/src/a.rs", "//! A.\nuse std::fs;\n", &["a.rs:2: `std::fs`"]);
        check("crates/query/src/a.rs", "//! A.\n// Not std::fs.\nuse std::fs_like;\n", &[]);
        check("crates/query/src/a.rs", "//! A.\n#[cfg(test)]\nmod tests { use std::fs; }\n", &[]);
        check("crates/query/tests/a.rs", "//! A.\nuse std::fs;\n", &[]);
        check("crates/publisher/src/a.rs", "//! A.\nuse std::fs;\n", &[]);
    }

    #[test]
    fn no_string_becomes_markup() {
        check("public/boot.js", "node.innerHTML = text;\n", &["`innerHTML`"]);
        check("crates/view/src/a.rs", "//! A.\nview! { <p inner_html=text/> }\n", &["`inner_html`"]);
        check("public/boot.js", "eval(text); retrieval(text);\n", &["`eval(`"]);
        check("tests/src/a.rs", "//! A.\nlet script = \"node.innerHTML = 1\";\n", &[]);
    }

    #[test]
    fn colours_are_tokens() {
        for colour in ["#fff", "#1a2b3c", "#1A2B3C4D", "rgb(0 0 0)", "oklch(0.5 0.1 20)", "color(srgb 1 1 1)"] {
            check("style/list.css", &format!("a {{ color: {colour}; }}\n"), &["raw colour"]);
            check("style/tokens.css", &format!(":root {{ --a: {colour}; }}\n"), &[]);
        }
        for fine in
            ["#dossier { }", "a { color: var(--text); }", "a { color: color-mix(in srgb, var(--a), var(--b)); }", "a { fill: url(#icon); }"]
        {
            check("style/list.css", fine, &[]);
        }
    }
}
