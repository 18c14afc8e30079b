//! What is read is what `serde_json` reads, and nothing makes a walk endless.

use super::{Cursor, Json};
use proptest::prelude::*;
use serde_json::Value;

/// What `serde_json` reads, as far as it tells things apart that this does.
fn expected(value: &Value) -> String {
    match value {
        Value::Number(number) => number.as_u64().map_or("number".to_owned(), |whole| whole.to_string()),
        Value::Array(list) => format!("[{}]", list.iter().map(expected).collect::<Vec<_>>().join(",")),
        Value::Object(members) => {
            let members: Vec<_> = members.iter().map(|(key, value)| format!("{key:?}:{}", expected(value))).collect();
            format!("{{{}}}", members.join(","))
        }
        other => other.to_string(),
    }
}

fn found(value: &Json<'_>) -> String {
    match value {
        Json::Null => "null".to_owned(),
        Json::Bool(value) => value.to_string(),
        Json::Whole(number) => number.to_string(),
        Json::Number => "number".to_owned(),
        Json::Text(text) => Value::from(text.as_ref()).to_string(),
        Json::List(list) => format!("[{}]", list.iter().map(|node| found(&node.value)).collect::<Vec<_>>().join(",")),
        Json::Object(members) => {
            let mut members: Vec<_> = members.iter().map(|(key, node)| (key, found(&node.value))).collect();
            members.sort();
            format!("{{{}}}", members.iter().map(|(key, value)| format!("{key:?}:{value}")).collect::<Vec<_>>().join(","))
        }
    }
}

fn check(text: &str) {
    let mut cursor = Cursor::new(text, 0);
    let read = cursor.node(0).map(|node| found(&node.value)).ok();
    assert_eq!(read, serde_json::from_str::<Value>(text).map(|value| expected(&value)).ok(), "{text}");
    let mut over = Cursor::new(text, 0);
    over.skip();
    assert!(read.is_none() || over.at == cursor.at, "{text}");
}

#[test]
fn reads_as_serde_json_does() {
    for text in [
        r#" { "a" : [ 1, {"b\n": "x]\"" }, [[], {}], true ,-2.5e3 ] , "c/d~" : null, "e": "é" } "#,
        r#""\u0041\u00e9\ud83d\ude00\/\b\f\n\r\t\\""#,
        r#""\ud83d""#,
        r#""\ude00""#,
        r#""\ud83d\u0041""#,
        r#""\ud83dx""#,
        r#"{"\ud83d": 1}"#,
        "1e999",
        "-7",
        "18446744073709551615",
        "18446744073709551616",
        "[]",
        "\"\"",
        "false",
    ] {
        check(text);
    }
    check(&format!("{}1{}", "[".repeat(127), "]".repeat(127)));
    check(&format!("{}1{}", "[".repeat(128), "]".repeat(128)));
}

fn json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        "\\PC{0,6}|[\0-\x1F\"\\\\]{1,3}".prop_map(Value::from)
    ];
    leaf.prop_recursive(4, 24, 5, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
            proptest::collection::hash_map("\\PC{0,4}", inner, 0..5).prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

proptest! {
    #[test]
    fn reads_whatever_serde_json_writes(value in json()) {
        check(&value.to_string());
        check(&serde_json::to_string_pretty(&value).unwrap());
    }

    #[test]
    fn ends_whatever_it_is_given(text in "[\\[\\]{}\",:\\\\a1é \0-]{0,20}") {
        let mut cursor = Cursor::new(&text, 0);
        _ = cursor.node(0);
        Cursor::new(&text, 0).skip();
    }
}
