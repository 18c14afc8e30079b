//! What the script takes from the WebAssembly: `wasm.NAME`. Each gets a short name in the order in which the script first says it.

use super::super::javascript::{self, Kind};
use super::edit;
use anyhow::{Result, bail};
use oxc::allocator::Allocator;
use oxc::ast::ast::{ComputedMemberExpression, Expression, StaticMemberExpression};
use oxc::ast_visit::{Visit, walk};
use oxc::span::Span;
use std::collections::BTreeMap;

/// Keeps its name, by which tools find it.
const MEMORY: &str = "memory";

/// The script with short names, and the short name of each export that it takes.
/// Fails on one that the WebAssembly does not have, and where names cannot be known.
pub(super) fn rename(script: &str, exports: &[String]) -> Result<(String, BTreeMap<String, String>)> {
    let allocator = Allocator::default();
    let mut uses = Uses::default();
    uses.visit_program(&javascript::parse(&allocator, script, Kind::Module)?);
    if uses.hidden {
        bail!("the script takes something from the WebAssembly by a name that it calculates");
    }
    let mut names = BTreeMap::new();
    let mut edits = Vec::new();
    let mut taken = 0;
    for (span, old) in uses.found {
        if !exports.contains(&old) {
            bail!("the script uses wasm.{old}, which the WebAssembly does not export");
        }
        let new = names.entry(old).or_insert_with_key(|old| {
            if old == MEMORY {
                return MEMORY.to_owned();
            }
            taken += 1;
            short(taken - 1)
        });
        edits.push((span, new.clone()));
    }
    Ok((edit::apply(script, edits)?, names))
}

/// `a` to `z`, `A` to `Z`, `aa`, `ba`, ….
fn short(number: usize) -> String {
    const LETTERS: &[u8] = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    let letter = char::from(LETTERS[number % LETTERS.len()]);
    match number / LETTERS.len() {
        0 => letter.to_string(),
        rest => format!("{letter}{}", short(rest - 1)),
    }
}

#[derive(Default)]
struct Uses {
    found: Vec<(Span, String)>,
    hidden: bool,
}

impl<'a> Visit<'a> for Uses {
    fn visit_static_member_expression(&mut self, member: &StaticMemberExpression<'a>) {
        if is_wasm(&member.object) {
            self.found.push((member.property.span, member.property.name.to_string()));
        }
        walk::walk_static_member_expression(self, member);
    }

    fn visit_computed_member_expression(&mut self, member: &ComputedMemberExpression<'a>) {
        self.hidden |= is_wasm(&member.object);
        walk::walk_computed_member_expression(self, member);
    }
}

fn is_wasm(expression: &Expression<'_>) -> bool {
    matches!(expression, Expression::Identifier(name) if name.name == "wasm")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    fn check(script: &str, exports: &[&str], expected: Option<&str>) {
        let exports: Vec<String> = exports.iter().map(|&name| name.to_owned()).collect();
        assert_eq!(rename(script, &exports).ok().map(|(script, _)| script).as_deref(), expected, "{script}");
    }

    #[test]
    fn whole_names_of_the_webassembly_only() {
        check("f(wasm.one, wasm.two, wasm.one);", &["two", "one"], Some("f(wasm.a, wasm.b, wasm.a);"));
        check("wasm.one(); own.one(); one(); '.one wasm.one';", &["one"], Some("wasm.a(); own.one(); one(); '.one wasm.one';"));
        check("wasm.memory.buffer; wasm.one;", &["memory", "one", "unused"], Some("wasm.memory.buffer; wasm.a;"));
    }

    #[test]
    fn what_cannot_be_known_is_refused() {
        check("wasm.one();", &["two"], None);
        check("wasm['one']();", &["one"], None);
    }

    #[test]
    fn short_names_never_meet() {
        let names: BTreeSet<String> = (0..6_000).map(short).collect();
        assert_eq!(names.len(), 6_000);
        assert_eq!([0, 25, 26, 51, 52, 53, 104].map(short), ["a", "z", "A", "Z", "aa", "ba", "ab"]);
    }
}
