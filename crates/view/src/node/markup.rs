//! Pieces as HTML text, for pages that are made ahead and for tests. Everything is escaped; live parts stand as they are now.

use super::{Node, Parts, Property, PropertyValue, Value};
use crate::context::{around, within};

/// Elements that have no content and no end tag (HTML, void elements).
const VOID: [&str; 3] = ["br", "img", "input"];

/// The HTML of a piece.
pub fn to_html(node: Node) -> String {
    let mut out = String::new();
    write(node, &mut out);
    out
}

fn write(node: Node, out: &mut String) {
    match node {
        Node::Nothing => {}
        Node::Text(text) => escape(&text, out),
        Node::Element(element) => write_element(*element.0, out),
        Node::Row(nodes) | Node::Group(nodes) => nodes.into_iter().for_each(|node| write(node, out)),
        Node::Live(mut make) => within(&around(), || write(make(), out)),
        Node::Lasting(_, make) => within(&around(), || write(make(), out)),
    }
}

fn write_element(element: Parts, out: &mut String) {
    out.push('<');
    out.push_str(element.tag);
    for (name, value) in element.attributes {
        let value = match value {
            Value::Fixed(value) => value,
            Value::Live(mut make) => make(),
        };
        if let Some(value) = value {
            attribute(name, &value, out);
        }
    }
    for (name, value) in element.properties {
        let value = match value {
            Property::Fixed(value) => value,
            Property::Live(mut make) => make(),
        };
        match value {
            PropertyValue::Flag(false) => {}
            PropertyValue::Flag(true) => attribute(name, "", out),
            PropertyValue::Text(text) => attribute(name, &text, out),
        }
    }
    out.push('>');
    if VOID.contains(&element.tag) {
        return;
    }
    element.children.into_iter().for_each(|child| write(child, out));
    out.push_str("</");
    out.push_str(element.tag);
    out.push('>');
}

fn attribute(name: &str, value: &str, out: &mut String) {
    out.push(' ');
    out.push_str(name);
    out.push_str("=\"");
    escape(value, out);
    out.push('"');
}

fn escape(text: &str, out: &mut String) {
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            other => out.push(other),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{IntoNode, html};
    use super::*;

    #[test]
    fn everything_is_escaped() {
        let node = html::p().attr("title", "\"><script>").child(("<b>", html::br(), || "&".to_owned())).into_node();
        assert_eq!(to_html(node), "<p title=\"&quot;&gt;&lt;script&gt;\">&lt;b&gt;<br>&amp;</p>");
    }

    #[test]
    fn what_is_not_there_is_not_written() {
        let node = html::input().attr("lang", None::<&'static str>).prop("checked", true).prop("disabled", false).into_node();
        assert_eq!(to_html(node), "<input checked=\"\">");
    }
}
