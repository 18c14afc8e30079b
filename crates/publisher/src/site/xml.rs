//! XML files, over a writer that escapes. Characters that XML cannot carry become U+FFFD.

use anyhow::Result;
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

/// An XML file under way.
pub(super) struct Xml(Writer<Vec<u8>>);

/// Names and values of attributes.
pub(super) type Attributes<'a> = &'a [(&'a str, &'a str)];

impl Xml {
    /// Begins with the declaration.
    pub(super) fn new() -> Result<Self> {
        let mut xml = Self(Writer::new_with_indent(Vec::new(), b' ', 1));
        xml.0.write_event(Event::Decl(BytesDecl::new("1.0", Some("utf-8"), None)))?;
        Ok(xml)
    }

    /// The start of an element.
    pub(super) fn open(&mut self, name: &str, attributes: Attributes<'_>) -> Result<()> {
        Ok(self.0.write_event(Event::Start(start(name, attributes)))?)
    }

    /// The end of an element.
    pub(super) fn close(&mut self, name: &str) -> Result<()> {
        Ok(self.0.write_event(Event::End(BytesEnd::new(name)))?)
    }

    /// An element that holds nothing.
    pub(super) fn empty(&mut self, name: &str, attributes: Attributes<'_>) -> Result<()> {
        Ok(self.0.write_event(Event::Empty(start(name, attributes)))?)
    }

    /// An element that holds text.
    pub(super) fn leaf(&mut self, name: &str, attributes: Attributes<'_>, text: &str) -> Result<()> {
        self.open(name, attributes)?;
        self.0.write_event(Event::Text(BytesText::new(&clean(text))))?;
        self.close(name)
    }

    /// The file.
    pub(super) fn finish(self) -> Vec<u8> {
        let mut bytes = self.0.into_inner();
        bytes.push(b'\n');
        bytes
    }
}

fn start<'a>(name: &'a str, attributes: Attributes<'_>) -> BytesStart<'a> {
    let mut start = BytesStart::new(name);
    for (name, value) in attributes {
        start.push_attribute((*name, clean(value).as_str()));
    }
    start
}

/// Text without the characters that XML 1.0 has no way to write.
fn clean(text: &str) -> String {
    let can = |c: char| matches!(c, '\t' | '\n' | '\r' | ' '..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..);
    text.chars().map(|c| if can(c) { c } else { char::REPLACEMENT_CHARACTER }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_is_escaped() {
        let mut xml = Xml::new().unwrap();
        xml.open("a", &[("b", "\"<&>\u{1}")]).unwrap();
        xml.leaf("c", &[], "<&>\u{FFFF}\u{0}").unwrap();
        xml.close("a").unwrap();
        let text = String::from_utf8(xml.finish()).unwrap();
        assert_eq!(
            text,
            "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<a b=\"&quot;&lt;&amp;&gt;\u{FFFD}\">\n <c>&lt;&amp;&gt;\u{FFFD}\u{FFFD}</c>\n</a>\n"
        );
    }
}
