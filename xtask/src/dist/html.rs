//! The page of the reader after packaging. The template stays valid HTML; only names change, and blank lines go.

use anyhow::{Result, bail};

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
    let lines = page.lines().map(str::trim).filter(|line| !line.is_empty());
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
}
