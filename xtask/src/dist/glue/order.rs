//! The WebAssembly's functions in an order that compresses well: those of like types and like code side by side. Numbers of functions
//! change with it, wherever they are called, exported or pointed to, and nothing else does.

use anyhow::{Result, anyhow};
use wasm_encoder::reencode::{Error, Reencode};
use wasm_encoder::{CodeSection, FunctionSection, Module};
use wasmparser::{CodeSectionReader, FunctionBody, FunctionSectionReader, Parser, Payload, TypeRef};

/// The same program with its functions sorted by type and code.
pub(super) fn sorted(binary: &[u8]) -> Result<Vec<u8>> {
    let mut reader = Sorted::of(binary)?;
    let mut module = Module::new();
    reader.parse_core_module(&mut module, Parser::new(0), binary).map_err(|error| anyhow!("{error}"))?;
    Ok(module.finish())
}

/// A new order of a module's functions.
struct Sorted {
    /// The old place of each function among those that the module defines.
    order: Vec<usize>,
    /// The new number of each function; those that are imported come first and keep theirs.
    numbers: Vec<u32>,
}

impl Sorted {
    fn of(binary: &[u8]) -> Result<Self> {
        let (mut imported, mut types, mut codes) = (0, Vec::new(), Vec::new());
        for part in Parser::new(0).parse_all(binary) {
            match part? {
                Payload::ImportSection(imports) => {
                    for import in imports.into_imports() {
                        imported += usize::from(matches!(import?.ty, TypeRef::Func(_)));
                    }
                }
                Payload::FunctionSection(functions) => types = functions.into_iter().collect::<Result<_, _>>()?,
                Payload::CodeSectionEntry(body) => codes.push(body),
                _ => {}
            }
        }
        let mut order: Vec<usize> = (0..codes.len()).collect();
        order.sort_by_key(|&place| (types.get(place), codes[place].as_bytes()));
        let mut numbers: Vec<u32> = (0..(imported + order.len()) as u32).collect();
        for (new, old) in order.iter().enumerate() {
            numbers[imported + old] = (imported + new) as u32;
        }
        Ok(Self { order, numbers })
    }
}

impl Reencode for Sorted {
    type Error = &'static str;

    fn function_index(&mut self, number: u32) -> Result<u32, Error<&'static str>> {
        self.numbers.get(number as usize).copied().ok_or(Error::UserError("a function that is not there is called"))
    }

    fn parse_function_section(
        &mut self,
        functions: &mut FunctionSection,
        section: FunctionSectionReader<'_>,
    ) -> Result<(), Error<&'static str>> {
        let types: Vec<u32> = section.into_iter().collect::<Result<_, _>>()?;
        for old in &self.order {
            functions.function(*types.get(*old).ok_or(Error::UserError("a function has no type"))?);
        }
        Ok(())
    }

    fn parse_code_section(&mut self, code: &mut CodeSection, section: CodeSectionReader<'_>) -> Result<(), Error<&'static str>> {
        let bodies: Vec<FunctionBody<'_>> = section.into_iter().collect::<Result<_, _>>()?;
        for old in self.order.clone() {
            self.parse_function_body(code, bodies[old].clone())?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;
    use std::collections::BTreeMap;
    use wasm_encoder::{EntityType, ExportKind, ExportSection, Function, ImportSection, TypeSection, ValType};
    use wasmparser::Operator;

    /// A module that imports one function and exports those it defines, `1` and so on: of each its type, and the numbers of those it calls.
    fn module(functions: &[(u32, &[u32])]) -> Vec<u8> {
        let (mut types, mut imports, mut defined) = (TypeSection::new(), ImportSection::new(), FunctionSection::new());
        types.ty().function([], []);
        types.ty().function([], [ValType::I32]);
        imports.import("a", "0", EntityType::Function(0));
        let (mut exports, mut codes) = (ExportSection::new(), CodeSection::new());
        for (number, (of_type, called)) in (1..).zip(functions) {
            defined.function(*of_type);
            exports.export(&number.to_string(), ExportKind::Func, number);
            let mut code = Function::new([]);
            for called in *called {
                code.instructions().call(*called);
            }
            if *of_type == 1 {
                code.instructions().i32_const(7);
            }
            code.instructions().end();
            codes.function(&code);
        }
        let mut module = Module::new();
        module.section(&types).section(&imports).section(&defined).section(&exports).section(&codes);
        module.finish()
    }

    /// A function's type, and the names of those it calls.
    type Shape = (u32, Vec<String>);

    /// The shape of each exported function under its name, and the types in the order of the binary.
    fn shape(binary: &[u8]) -> (BTreeMap<String, Shape>, Vec<u32>) {
        let (mut names, mut types, mut calls) = (BTreeMap::from([(0, "0".to_owned())]), Vec::new(), Vec::new());
        for part in Parser::new(0).parse_all(binary) {
            match part.unwrap() {
                Payload::FunctionSection(functions) => types = functions.into_iter().map(Result::unwrap).collect(),
                Payload::ExportSection(exports) => {
                    names.extend(exports.into_iter().map(Result::unwrap).map(|export| (export.index, export.name.to_owned())));
                }
                Payload::CodeSectionEntry(body) => calls.push(
                    body.get_operators_reader()
                        .unwrap()
                        .into_iter()
                        .filter_map(|operator| match operator.unwrap() {
                            Operator::Call { function_index } => Some(function_index),
                            _ => None,
                        })
                        .collect::<Vec<_>>(),
                ),
                _ => {}
            }
        }
        let said = |number: &u32| names[number].clone();
        let shapes =
            (1..).zip(&calls).map(|(number, called)| (said(&number), (types[number as usize - 1], called.iter().map(said).collect())));
        (shapes.collect(), types.clone())
    }

    #[test]
    fn calls_reach_what_they_reached() {
        let before = module(&[(1, &[]), (0, &[4, 0]), (1, &[2]), (0, &[1]), (0, &[4, 0])]);
        let after = sorted(&before).unwrap();
        assert_ne!(shape(&before).1, [0, 0, 0, 1, 1]);
        assert_eq!(shape(&after), (shape(&before).0, vec![0, 0, 0, 1, 1]));
        assert_eq!(after, sorted(&before).unwrap());
    }

    #[test]
    fn what_is_damaged_is_refused() {
        assert!(sorted(&sample::wasm()).is_ok());
        assert!(sorted(&module(&[(0, &[9])])).is_err(), "a call to nothing");
        let whole = module(&[(0, &[])]);
        assert!(sorted(&whole[..whole.len() - 1]).is_err());
    }
}
