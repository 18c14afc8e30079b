//! The page of the reader after packaging. The template stays valid HTML: names change, and what only its authors read goes.

use anyhow::{Context, Result, bail};

/// Puts the new names where quoted attributes say the old ones. Each old name must be there.
pub(super) fn rename(page: &str, names: &[(&str, String)]) -> Result<String> {
    let mut page = page.to_owned();
    for (old, new) in names {
        let (old_quoted, new_quoted) = (format!("\"{old}\""), format!("\"{new}\""));
        if !page.contains(&old_quoted) {
            bail!("index.html does not mention {old_quoted}, which is a part of the reader");
        }
        page = page.replace(&old_quoted, &new_quoted);
    }
    minify(&page)
}

/// Takes comments, indentation and blank lines away. Line ends stay: without them the page is no smaller once compressed.
fn minify(page: &str) -> Result<String> {
    let mut rest = page;
    let mut bare = String::with_capacity(page.len());
    while let Some((before, after)) = rest.split_once("<!--") {
        bare.push_str(before);
        rest = after.split_once("-->").context("index.html: a comment is never closed")?.1;
    }
    bare.push_str(rest);
    let lines = bare.lines().map(str::trim).filter(|line| !line.is_empty());
    Ok(lines.collect::<Vec<_>>().join("\n") + "\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_change_everywhere_and_nothing_else_does() {
        let page = "<a href=\"x.js\">x.js</a>\n\n  <b data-app=\"x.js\" title=\"my x.js\">";
        let renamed = rename(page, &[("x.js", "assets/x-1.js".to_owned())]).unwrap();
        assert_eq!(renamed, "<a href=\"assets/x-1.js\">x.js</a>\n<b data-app=\"assets/x-1.js\" title=\"my x.js\">\n");
        assert!(rename(page, &[("y.js", String::new())]).is_err());
    }

    #[test]
    fn only_what_shows_nowhere_goes() {
        for (page, expected) in [
            ("<head>\n  <meta\n  name=a>\n\n</head>\n", "<head>\n<meta\nname=a>\n</head>\n"),
            ("a<!-- <p>\n -->b<!---->\n<!-- c -->\n", "ab\n"),
        ] {
            assert_eq!(minify(page).unwrap(), expected);
        }
        assert!(minify("<!-- a").is_err());
    }
}
