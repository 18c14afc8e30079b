//! The words of a value whose form is not known or too deep. Nothing is judged here; the caller has noted why.

use super::text::running;
use crate::Inline;
use crate::json::{At, Json};
use crate::problem::Log;

/// The words in the fields that hold words, one space between them; nothing if there are none.
pub(super) fn text(value: &Json<'_>) -> Vec<Inline> {
    let mut words = String::new();
    collect(value, &mut words);
    // Control characters go here too; what was lost with the form has been noted already.
    let words = running(&words, &At::root(0), &mut Log::default()).into_owned();
    if words.is_empty() { Vec::new() } else { vec![Inline::Text(words)] }
}

fn collect(value: &Json<'_>, words: &mut String) {
    match value {
        Json::Text(text) => {
            if !words.is_empty() && !words.ends_with(char::is_whitespace) {
                words.push(' ');
            }
            words.push_str(text);
        }
        Json::List(elements) => elements.iter().for_each(|element| collect(&element.value, words)),
        Json::Object(members) => {
            let holds_text = |key: &str| matches!(key, "content" | "items" | "rows" | "caption" | "text" | "alt");
            members.iter().filter(|(key, _)| holds_text(key)).for_each(|(_, node)| collect(&node.value, words));
        }
        Json::Null | Json::Bool(_) | Json::Whole(_) | Json::Number => {}
    }
}
