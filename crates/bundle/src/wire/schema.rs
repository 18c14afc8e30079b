//! The JSON Schema of the wire types (draft 2020-12), and shapes that a reader accepts but a writer does not write.

use schemars::JsonSchema;

/// The JSON Schema of `dossier-bundle/1`, pretty-printed.
#[cfg_attr(not(feature = "schema"), expect(unreachable_pub, reason = "public with the feature"))]
pub fn schema() -> String {
    let mut schema = schemars::schema_for!(super::Bundle);
    schema.insert("title".to_owned(), "Dossier bundle, version 1".into());
    let value = schema.to_value();
    let mut text = serde_json::to_string_pretty(&value).unwrap_or_else(|error| unreachable!("a value always has a text: {error}"));
    text.push('\n');
    text
}

/// One of something, or a list of them.
#[derive(JsonSchema)]
#[schemars(untagged, rename = "OneOrMany{T}")]
#[expect(dead_code, reason = "only its schema is used")]
pub(super) enum OneOrMany<T> {
    One(T),
    Many(Vec<T>),
}

/// The place in a series, spelled out or as it is cited.
#[derive(JsonSchema)]
#[schemars(untagged)]
#[expect(dead_code, reason = "only its schema is used")]
pub(super) enum NumberOrText {
    Text(String),
    Number(super::Series),
}
