//! What the script gives to the WebAssembly: an object of functions by name, which becomes a list in the order of the binary.
//!
//! A list answers to "0", "1", … as an object does to names, and so says no name at all. The functions become arrow functions: the
//! WebAssembly calls them without `this`, and those that have an own `this` or `arguments` are refused.

use super::super::javascript::{self, Kind};
use super::{MODULE, edit};
use anyhow::{Context, Result, bail};
use oxc::allocator::Allocator;
use oxc::ast::ast::{
    BindingPattern, CallExpression, Expression, Function, IdentifierReference, ObjectExpression, ObjectPropertyKind, PropertyKey,
    PropertyKind, Statement, ThisExpression, VariableDeclarator,
};
use oxc::ast_visit::{Visit, walk};
use oxc::span::{GetSpan, Span};
use std::collections::BTreeMap;

/// The variable that holds the object.
const OBJECT: &str = "import0";

/// The script with the list. Fails on a function that only one side knows.
pub(super) fn to_list(script: &str, module: &str, names: &[String]) -> Result<String> {
    let allocator = Allocator::default();
    let mut finder = Finder { script, found: None };
    finder.visit_program(&javascript::parse(&allocator, script, Kind::Module)?);
    let (span, mut functions) = finder.found.with_context(|| format!("the script has no object {OBJECT}"))??;
    let mut list = Vec::new();
    for name in names {
        list.push(functions.remove(name).with_context(|| format!("the WebAssembly imports {name}, which the script does not have"))?);
    }
    if let Some(name) = functions.keys().next() {
        bail!("the script has {name}, which the WebAssembly does not import");
    }
    let script = edit::apply(script, vec![(span, format!("[{}]", list.join(",\n")))])?;
    if script.contains("handleError") {
        bail!("the script calls handleError in a way that packaging does not know");
    }
    let key = format!("\"{module}\": {OBJECT}");
    if script.matches(&key).count() != 1 {
        bail!("the script does not give `{key}` to the WebAssembly");
    }
    Ok(script.replace(&key, &format!("{MODULE}: {OBJECT}")))
}

/// Place of the object, and its functions by name.
type Found = (Span, BTreeMap<String, String>);

struct Finder<'s> {
    script: &'s str,
    found: Option<Result<Found>>,
}

impl<'a> Visit<'a> for Finder<'_> {
    fn visit_variable_declarator(&mut self, variable: &VariableDeclarator<'a>) {
        if let (BindingPattern::BindingIdentifier(name), Some(Expression::ObjectExpression(object))) = (&variable.id, &variable.init)
            && name.name == OBJECT
        {
            self.found = Some(functions(self.script, object).map(|functions| (object.span, functions)));
        }
        walk::walk_variable_declarator(self, variable);
    }
}

fn functions(script: &str, object: &ObjectExpression<'_>) -> Result<BTreeMap<String, String>> {
    let mut functions = BTreeMap::new();
    for property in &object.properties {
        let text = || edit::at(script, property.span());
        let ObjectPropertyKind::ObjectProperty(property) = property else { bail!("not a property of {OBJECT}: {}", text()) };
        let PropertyKey::StaticIdentifier(name) = &property.key else { bail!("not a plain name in {OBJECT}: {}", text()) };
        if name.name == "__proto__" {
            continue;
        }
        let (PropertyKind::Init, Expression::FunctionExpression(function)) = (property.kind, &property.value) else {
            bail!("not a function in {OBJECT}: {}", text());
        };
        let arrow = match catching(function) {
            Some(inner) => arrow(script, inner).map(|arrow| format!("catching({arrow})")),
            None => arrow(script, function),
        };
        functions.insert(name.name.to_string(), arrow.with_context(|| format!("{} needs `this` or `arguments`", name.name))?);
    }
    Ok(functions)
}

/// The inner function of `function() { return handleError(function (…) {…}, arguments); }`.
fn catching<'b>(function: &'b Function<'_>) -> Option<&'b Function<'b>> {
    let [Statement::ReturnStatement(statement)] = &function.body.as_ref()?.statements[..] else { return None };
    let Some(Expression::CallExpression(call)) = &statement.argument else { return None };
    let CallExpression { callee: Expression::Identifier(callee), arguments, .. } = &**call else { return None };
    let [inner, all] = &arguments[..] else { return None };
    let (Some(Expression::FunctionExpression(inner)), Some(Expression::Identifier(all))) = (inner.as_expression(), all.as_expression())
    else {
        return None;
    };
    (callee.name == "handleError" && all.name == "arguments").then_some(inner)
}

/// A function as arrow function, if that is the same.
fn arrow(script: &str, function: &Function<'_>) -> Option<String> {
    let body = function.body.as_ref()?;
    let mut own = Own(function.r#async || function.generator || function.id.is_some());
    own.visit_formal_parameters(&function.params);
    own.visit_function_body(body);
    (!own.0).then(|| format!("{} => {}", edit::at(script, function.params.span), edit::at(script, body.span)))
}

/// Whether something is said that means another thing in an arrow function.
struct Own(bool);

impl<'a> Visit<'a> for Own {
    fn visit_this_expression(&mut self, _: &ThisExpression) {
        self.0 = true;
    }

    fn visit_identifier_reference(&mut self, name: &IdentifierReference<'a>) {
        self.0 |= name.name == "arguments";
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn listed(object: &str, names: &[&str]) -> Result<String> {
        let names: Vec<String> = names.iter().map(|&name| name.to_owned()).collect();
        to_list(&format!("const import0 = {{{object}}}; f({{\"m\": import0}});"), "m", &names)
    }

    fn check(object: &str, names: &[&str], expected: &str) {
        let expected = format!("const import0 = [{expected}]; f({{a: import0}});");
        assert_eq!(listed(object, names).map_err(|fault| fault.to_string()), Ok(expected), "{object}");
    }

    #[test]
    fn functions_stand_in_the_order_of_the_binary() {
        let object = "__proto__: null, one: function(a) { a.b; }, two: function() { return c; }";
        check(object, &["two", "one"], "() => { return c; },\n(a) => { a.b; }");
    }

    #[test]
    fn one_that_may_throw_is_wrapped_once() {
        check("one: function() { return handleError(function (a) { a.b; }, arguments); }", &["one"], "catching((a) => { a.b; })");
    }

    #[test]
    fn what_one_side_does_not_know_is_refused() {
        for (object, names, wanted) in [
            ("one: function() {}", &["one", "two"][..], "imports two"),
            ("one: function() {}, two: function() {}", &["one"], "has two"),
            ("one: function() { this.a; }", &["one"], "`this`"),
            ("one: function() { return other(arguments); }", &["one"], "`arguments`"),
            ("one: function() { return handleError(f, arguments); }", &["one"], "`arguments`"),
            ("one: function() { handleError(f, 1); }", &["one"], "handleError"),
            ("get one() { return two; }", &["one"], "not a function"),
            ("...one", &["one"], "not a property"),
            ("one: two", &["one"], "not a function"),
        ] {
            let fault = format!("{:#}", listed(object, names).map(|script| panic!("{script}")).unwrap_err());
            assert!(fault.contains(wanted), "{object}: {fault}");
        }
        assert!(to_list("const import0 = {};", "m", &[]).is_err(), "never given to the WebAssembly");
        assert!(to_list("const other = {};", "m", &[]).is_err(), "no object");
    }
}
