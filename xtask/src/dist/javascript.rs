//! Scripts made small without a change of meaning: comments, white space, long local names, code that nothing reaches.
//!
//! Everything that knows JavaScript is here or in `glue`. Names that another file could know stay: properties, exports, globals.

use anyhow::{Result, anyhow, bail};
use oxc::allocator::Allocator;
use oxc::ast::ast::Program;
use oxc::codegen::{Codegen, CodegenOptions, CommentOptions};
use oxc::minifier::{CompressOptions, MangleOptions, Minifier, MinifierOptions};
use oxc::parser::Parser;
use oxc::semantic::SemanticBuilder;
use oxc::span::SourceType;
use oxc_compat::EngineTargets;

/// No newer syntax than this is brought in. `boot.js` must be understood by browsers too old for the reader: it is what tells them.
const TARGET: &str = "es2020";

/// How a browser loads a script.
#[derive(Clone, Copy)]
pub(super) enum Kind {
    /// By a plain `<script>`. What it declares at its top is seen by others.
    Classic,
    /// By `import`. What it does not export is its own.
    Module,
}

/// Reads a script. Fails on one that a browser would refuse to run: wrong syntax, a name declared twice.
pub(super) fn parse<'a>(allocator: &'a Allocator, text: &'a str, kind: Kind) -> Result<Program<'a>> {
    let source = match kind {
        Kind::Classic => SourceType::script(),
        Kind::Module => SourceType::mjs(),
    };
    let parsed = Parser::new(allocator, text, source).parse();
    if let Some(fault) = parsed.diagnostics.into_iter().next() {
        bail!("not JavaScript: {fault}");
    }
    let program = parsed.program;
    if let Some(fault) = SemanticBuilder::new().with_check_syntax_error(true).build(&program).diagnostics.into_iter().next() {
        bail!("not JavaScript: {fault}");
    }
    Ok(program)
}

/// The same script in fewer bytes.
pub(super) fn minify(text: &str, kind: Kind) -> Result<String> {
    let allocator = Allocator::default();
    let mut program = parse(&allocator, text, kind)?;
    let target = EngineTargets::from_target(TARGET).map_err(|fault| anyhow!("{TARGET}: {fault}"))?;
    let mangle = MangleOptions { top_level: Some(matches!(kind, Kind::Module)), ..MangleOptions::default() };
    let compress = CompressOptions { target, ..CompressOptions::smallest() };
    let options = MinifierOptions { mangle: Some(mangle), compress: Some(compress), ..MinifierOptions::default() };
    let names = Minifier::new(options).minify(&allocator, &mut program).scoping;
    let options = CodegenOptions { minify: true, comments: CommentOptions::disabled(), ..CodegenOptions::default() };
    Ok(Codegen::new().with_options(options).with_scoping(names).build(&program).code)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(kind: Kind, text: &str, expected: &str) {
        assert_eq!(minify(text, kind).map_err(|fault| fault.to_string()), Ok(expected.to_owned()), "{text}");
    }

    #[test]
    fn a_module_keeps_its_exports_only() {
        check(
            Kind::Module,
            "// Why.\nlet counter = 0;\nfunction unused() {}\nexport function next() {\n  return ++counter; // more\n}\n",
            "let e=0;export function next(){return++e}",
        );
    }

    #[test]
    fn a_classic_script_keeps_what_others_see() {
        check(Kind::Classic, "var shared = 1;\n(() => { const own = f(); own(own); })();\n", "var shared=1;(()=>{let e=f();e(e)})();");
    }

    #[test]
    fn no_syntax_newer_than_the_target_is_brought_in() {
        let small =
            minify("export const f = (a) => { a.b || (a.b = 1); a.c === null || a.c === undefined ? g() : 0; };", Kind::Module).unwrap();
        assert!(!small.contains("||=") && !small.contains("??="), "{small}");
    }

    #[test]
    fn strings_templates_and_patterns_are_untouched() {
        check(Kind::Module, "export const a = [`// ${b} /* `, /[/*]  \\//g, '  '];", "export const a=[`// ${b} /* `,/[/*]  \\//g,`  `];");
    }

    #[test]
    fn what_is_no_script_is_refused() {
        for text in ["function (", "let a; let a;", "`"] {
            assert!(minify(text, Kind::Module).is_err(), "{text}");
        }
    }
}
