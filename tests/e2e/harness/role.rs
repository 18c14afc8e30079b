//! Finds what a reader finds: by role and name, as the browser itself computes them for assistive technology.

use super::wire::{computed_name, computed_role};
use anyhow::Result;
use fantoccini::Client;
use fantoccini::elements::{Element, ElementRef};
use serde_json::{Value, json};

/// Picks candidates; see there.
const CANDIDATES: &str = include_str!("role.js");

/// The key under which WebDriver hands over an element.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// All elements of a role and name, in document order. A name that ends in `*` may go on; an empty one means any.
pub(super) async fn all(client: &Client, role: &str, name: &str, within: Option<&Element>) -> Result<Vec<Element>> {
    let (start, open) = name.strip_suffix('*').map_or((name, false), |start| (start, true));
    let scope = within.map_or(Value::Null, |element| json!({ ELEMENT: element.element_id().as_ref() }));
    let candidates = client.execute(CANDIDATES, vec![json!(role), json!(start), scope]).await?;
    let mut found = Vec::new();
    for candidate in elements(client, &candidates) {
        let computed = computed_name(client, &candidate).await?;
        let named = name.is_empty() || computed == start || (open && computed.starts_with(start));
        if named && same_role(role, &computed_role(client, &candidate).await?) {
            found.push(candidate);
        }
    }
    Ok(found)
}

/// Browsers name a few roles in their own way.
fn same_role(wanted: &str, computed: &str) -> bool {
    let computed = match computed {
        "disclosuretriangle" | "disclosure triangle" => "button",
        "searchbox" | "search box" => "searchbox",
        "listbox" | "menulistpopup" => "combobox",
        other => other,
    };
    wanted == computed || (wanted == "status" && computed.is_empty())
}

/// The elements in an answer of the browser.
pub(super) fn elements(client: &Client, answer: &Value) -> Vec<Element> {
    let id = |value: &Value| value.get(ELEMENT).and_then(Value::as_str).map(str::to_owned);
    let ids = answer.as_array().into_iter().flatten().filter_map(id);
    ids.map(|id| Element::from_element_id(client.clone(), ElementRef::from(id))).collect()
}
