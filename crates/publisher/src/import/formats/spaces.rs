//! Namespaces of feeds: one spelling for each name, whatever prefix a document declares. A prefix that is not declared means what it
//! usually does; one of an unknown namespace stays as written.

/// Namespaces by what their addresses contain, and their usual prefixes. Feeds' own have none.
const KNOWN: [(&str, &str); 23] = [
    ("//www.w3.org/2005/atom", ""),
    ("//purl.org/atom/ns", ""),
    ("//purl.org/rss/1.0/modules/content", "content"),
    ("//purl.org/rss/1.0/modules/syndication", "sy"),
    ("//purl.org/rss/1.0/modules/slash", "slash"),
    ("//purl.org/rss/1.0/modules", "rss"),
    ("//purl.org/rss/1.0", ""),
    ("//purl.org/net/rss1.1", ""),
    ("my.netscape.com/rdf/simple/0.9", ""),
    ("channel.netscape.com/rdf/simple/0.9", ""),
    ("backend.userland.com", ""),
    ("blogs.law.harvard.edu/tech/rss", ""),
    ("feedster.com/tech/rss", ""),
    ("//www.w3.org/1999/xhtml", "xhtml"),
    ("//www.w3.org/1999/02/22-rdf-syntax-ns", "rdf"),
    ("//purl.org/dc/elements", "dc"),
    ("//purl.org/dc/terms", "dcterms"),
    ("search.yahoo.com/mrss", "media"),
    ("//www.itunes.com/dtds/podcast", "itunes"),
    ("//rssnamespace.org/feedburner", "feedburner"),
    ("//wellformedweb.org/commentapi", "wfw"),
    ("//purl.org/syndication/thread", "thr"),
    ("//www.georss.org/georss", "georss"),
];

/// Most declarations that are in force at once.
const MOST: usize = 64;

/// The declarations in force.
#[derive(Debug, Default)]
pub(super) struct Spaces {
    /// Depth of the element that declares it, prefix, usual prefix.
    declared: Vec<(usize, String, String)>,
}

impl Spaces {
    /// Takes the declarations among the attributes of an element at this depth.
    pub(super) fn declare(&mut self, depth: usize, attributes: &[(String, String)]) {
        for (name, address) in attributes {
            let prefix = if name == "xmlns" { Some("") } else { name.strip_prefix("xmlns:") };
            let Some(prefix) = prefix.filter(|_| self.declared.len() < MOST) else { continue };
            let address = address.trim().to_ascii_lowercase();
            let known = KNOWN.iter().find(|(part, _)| address.contains(part)).map(|(_, usual)| (*usual).to_owned());
            self.declared.push((depth, prefix.to_owned(), known.unwrap_or_else(|| prefix.to_owned())));
        }
    }

    /// Forgets what an element at this depth declared.
    pub(super) fn forget(&mut self, depth: usize) {
        while self.declared.last().is_some_and(|(declared, ..)| *declared >= depth) {
            self.declared.pop();
        }
    }

    /// The one spelling of a name.
    pub(super) fn name(&self, written: &str) -> String {
        let lower = written.to_ascii_lowercase();
        let (prefix, local) = lower.split_once(':').unwrap_or(("", &lower));
        let usual = self.declared.iter().rev().find(|(_, declared, _)| declared == prefix).map(|(.., usual)| usual.as_str());
        match usual.unwrap_or(if prefix == "atom" { "" } else { prefix }) {
            "" => local.to_owned(),
            usual => format!("{usual}:{local}"),
        }
    }
}
