//! Small programs, split: who calls whom afterwards, and what stands where in the table.

use super::*;
use wasm_encoder::{
    CodeSection, ConstExpr, ElementSection, Elements, EntityType, ExportKind, ExportSection, Function, FunctionSection, GlobalSection,
    GlobalType, ImportSection, MemorySection, MemoryType, Module, RefType, TableSection, TableType, TypeSection, ValType,
};
use wasmparser::{ElementItems, ElementKind, Operator, Parser, Payload};

/// A program that imports function 0 and has one function for each list: the functions that it calls. All take and give one number, but
/// for the first, which is exported. The functions of `table` stand in it from place 1 on.
fn program(functions: &[&[u32]], table: &[u32]) -> Vec<u8> {
    let (mut types, mut imports, mut own) = (TypeSection::new(), ImportSection::new(), FunctionSection::new());
    types.ty().function([], []);
    types.ty().function([ValType::I32], [ValType::I32]);
    imports.import("a", "0", EntityType::Function(1));
    let (mut tables, mut memories, mut globals) = (TableSection::new(), MemorySection::new(), GlobalSection::new());
    let size = table.len() as u64 + 1;
    tables.table(TableType { element_type: RefType::FUNCREF, table64: false, minimum: size, maximum: Some(size), shared: false });
    memories.memory(MemoryType { minimum: 1, maximum: None, memory64: false, shared: false, page_size_log2: None });
    globals.global(GlobalType { val_type: ValType::I32, mutable: true, shared: false }, &ConstExpr::i32_const(7));
    let (mut exports, mut elements, mut code) = (ExportSection::new(), ElementSection::new(), CodeSection::new());
    exports.export("memory", ExportKind::Memory, 0).export("start", ExportKind::Func, 1);
    elements.active(None, &ConstExpr::i32_const(1), Elements::Functions(table.into()));
    for (place, called) in functions.iter().enumerate() {
        own.function(u32::from(place > 0));
        let mut body = Function::new([]);
        let mut body_of = body.instructions();
        if place == 0 {
            body_of.i32_const(0);
        } else {
            body_of.local_get(0);
        }
        called.iter().for_each(|called| _ = body_of.call(*called));
        if place == 0 {
            body_of.drop();
        }
        body_of.end();
        code.function(&body);
    }
    let mut module = Module::new();
    module.section(&types).section(&imports).section(&own).section(&tables).section(&memories).section(&globals).section(&exports);
    module.section(&elements).section(&code);
    module.finish()
}

/// What a part has: imports, exports, the calls of each function (a place of the table is a negative number), and what it puts into the table.
#[derive(Debug, Default, PartialEq, Eq)]
struct Seen {
    imports: Vec<String>,
    exports: Vec<String>,
    calls: Vec<Vec<i64>>,
    table: Vec<(u32, Vec<u32>)>,
}

fn seen(part: &[u8]) -> Seen {
    let mut seen = Seen::default();
    for payload in Parser::new(0).parse_all(part) {
        match payload.unwrap() {
            Payload::ImportSection(imports) => {
                seen.imports = imports
                    .into_imports()
                    .map(|import| import.map(|import| format!("{}.{}", import.module, import.name)).unwrap())
                    .collect();
            }
            Payload::ExportSection(exports) => seen.exports = exports.into_iter().map(|export| export.unwrap().name.to_owned()).collect(),
            Payload::ElementSection(elements) => {
                for element in elements {
                    let element = element.unwrap();
                    let (ElementKind::Active { offset_expr, .. }, ElementItems::Functions(functions)) = (element.kind, element.items)
                    else {
                        panic!()
                    };
                    let Operator::I32Const { value } = offset_expr.get_operators_reader().read().unwrap() else { panic!() };
                    seen.table.push((value.cast_unsigned(), functions.into_iter().map(Result::unwrap).collect()));
                }
            }
            Payload::CodeSectionEntry(body) => {
                let (mut calls, mut last) = (Vec::new(), 0);
                for operator in body.get_operators_reader().unwrap() {
                    match operator.unwrap() {
                        Operator::I32Const { value } => last = value,
                        Operator::Call { function_index } => calls.push(i64::from(function_index)),
                        Operator::CallIndirect { .. } => calls.push(-i64::from(last)),
                        _ => {}
                    }
                }
                seen.calls.push(calls);
            }
            _ => {}
        }
    }
    seen
}

fn texts(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|&text| text.to_owned()).collect()
}

#[test]
fn calls_go_from_part_to_part_by_the_table() {
    // 1 calls 2 and 3; 2 is late, calls the import, 3, and 4, which nobody else calls; 3 stays; 5 is late and only in the table.
    let whole = program(&[&[2, 3], &[0, 3, 4], &[0], &[], &[2]], &[3, 5]);
    let (first, rest) = parted(&whole, |function| [2, 5].contains(&function)).unwrap();
    let (first, rest) = (seen(&first), seen(&rest));
    assert_eq!(first.imports, texts(&["a.0", "rest.0"]));
    assert_eq!(first.exports, texts(&["memory", "start", "table", "global0"]));
    // In the first part 0 and 1 are imported, 2 was 1, 3 was 3; 4 stands in for 5 at place 2, and 5 for 2 at place 3.
    assert_eq!(first.calls, [vec![-3, 3], vec![0], vec![1, -2], vec![1, -3]]);
    assert_eq!(first.table, [(1, vec![3, 4]), (3, vec![5])]);
    // In the rest 0 is imported, and 1, 2 and 3 were 2, 4 and 5.
    assert_eq!(rest.imports, texts(&["rest.table", "rest.memory", "rest.global0", "a.0"]));
    assert_eq!(rest.exports, texts(&[]));
    assert_eq!(rest.calls, [vec![0, -1, 2], vec![], vec![1]]);
    assert_eq!(rest.table, [(2, vec![3, 1])]);
}

#[test]
fn what_is_called_from_outside_stays() {
    let whole = program(&[&[2], &[], &[1]], &[2]);
    let (first, rest) = parted(&whole, |_| true).unwrap();
    // Of three functions one is called from outside. One of the others is called from there, and stands in the table.
    assert_eq!(seen(&first).calls, [vec![-1], vec![1, -1]]);
    assert_eq!(seen(&rest).calls.len(), 2);
}

#[test]
fn a_program_of_which_nothing_is_late_has_an_empty_rest() {
    let whole = program(&[&[2], &[]], &[2]);
    let (first, rest) = parted(&whole, |_| false).unwrap();
    assert_eq!(seen(&first).calls, [vec![3], vec![]]);
    assert_eq!((seen(&rest).calls, seen(&rest).table), (Vec::new(), Vec::new()));
}

#[test]
fn what_is_damaged_or_strange_is_refused() {
    let whole = program(&[&[2], &[]], &[2]);
    assert!(parted(&whole[..whole.len() - 1], |_| false).is_err());
    assert!(parted(&program(&[&[9]], &[]), |_| false).is_err(), "a call to nothing");
    assert!(parted(&program(&[&[]], &[9]), |_| false).is_err(), "nothing in the table");
}
