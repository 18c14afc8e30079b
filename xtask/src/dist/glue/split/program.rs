//! What splitting needs to know of a program: its functions, who calls whom, and what stands in its table.

use anyhow::{Context, Result, bail};
use wasmparser::{ElementItems, ElementKind, ExternalKind, FunctionBody, GlobalType, Name, Operator, Parser, Payload, TableType, TypeRef};

/// A program, read. Functions are numbered as in the binary: those that are imported first.
#[derive(Default)]
pub(super) struct Program<'a> {
    /// Module and name of each function that is imported.
    pub(super) imports: Vec<(&'a str, &'a str)>,
    /// The type of each function, by its number.
    pub(super) types: Vec<u32>,
    /// How many values each type takes.
    pub(super) takes: Vec<u32>,
    /// The number of the type that takes and gives nothing.
    pub(super) plain: Option<u32>,
    /// The functions that the program itself has.
    bodies: Vec<FunctionBody<'a>>,
    /// The one table.
    pub(super) table: Option<TableType>,
    /// What stands in it: place and function.
    pub(super) slots: Vec<(u32, u32)>,
    pub(super) globals: Vec<GlobalType>,
    /// Functions that can be called from outside.
    roots: Vec<u32>,
}

impl<'a> Program<'a> {
    pub(super) fn read(binary: &'a [u8]) -> Result<Self> {
        let mut program = Self::default();
        for part in Parser::new(0).parse_all(binary) {
            match part? {
                Payload::TypeSection(types) => {
                    for kind in types.into_iter_err_on_gc_types() {
                        let kind = kind?;
                        if kind.params().is_empty() && kind.results().is_empty() {
                            program.plain.get_or_insert(program.takes.len() as u32);
                        }
                        program.takes.push(kind.params().len() as u32);
                    }
                }
                Payload::ImportSection(imports) => {
                    for import in imports.into_imports() {
                        let import = import?;
                        let TypeRef::Func(kind) = import.ty else { bail!("it imports {}, which is not a function", import.name) };
                        program.imports.push((import.module, import.name));
                        program.types.push(kind);
                    }
                }
                Payload::FunctionSection(functions) => {
                    for kind in functions {
                        program.types.push(kind?);
                    }
                }
                Payload::TableSection(tables) => {
                    for table in tables {
                        if program.table.replace(table?.ty).is_some() {
                            bail!("it has more than one table");
                        }
                    }
                }
                Payload::GlobalSection(globals) => {
                    for global in globals {
                        program.globals.push(global?.ty);
                    }
                }
                Payload::ExportSection(exports) => {
                    for export in exports {
                        let export = export?;
                        if export.kind == ExternalKind::Func {
                            program.roots.push(export.index);
                        }
                    }
                }
                Payload::StartSection { func, .. } => program.roots.push(func),
                Payload::ElementSection(elements) => {
                    for element in elements {
                        let element = element?;
                        let (ElementKind::Active { offset_expr, .. }, ElementItems::Functions(functions)) = (element.kind, element.items)
                        else {
                            bail!("its table is filled in a way that splitting does not know");
                        };
                        let Operator::I32Const { value } = offset_expr.get_operators_reader().read()? else {
                            bail!("a place in its table is not a plain number");
                        };
                        for (place, function) in (value.cast_unsigned()..).zip(functions) {
                            program.slots.push((place, function?));
                        }
                    }
                }
                Payload::CodeSectionEntry(body) => program.bodies.push(body),
                _ => {}
            }
        }
        if program.imports.is_empty() || program.slots.is_empty() {
            bail!("it imports nothing, or has an empty table, which splitting would have to begin");
        }
        if program.types.len() != program.imports.len() + program.bodies.len() {
            bail!("it has not as many types as functions");
        }
        Ok(program)
    }

    /// Whether a function is imported.
    pub(super) fn is_imported(&self, function: u32) -> bool {
        (function as usize) < self.imports.len()
    }

    /// The code of a function; none of one that is imported.
    pub(super) fn body(&self, function: u32) -> Option<&FunctionBody<'a>> {
        self.bodies.get((function as usize).checked_sub(self.imports.len())?)
    }

    /// The functions that a function calls by their numbers.
    pub(super) fn calls(&self, function: u32) -> wasmparser::Result<Vec<u32>> {
        let mut called = Vec::new();
        let Some(body) = self.body(function) else { return Ok(called) };
        for operator in body.get_operators_reader()? {
            if let Operator::Call { function_index } = operator? {
                called.push(function_index);
            }
        }
        Ok(called)
    }

    /// Which functions can be put off, by number: those that are named so, unless they are called from outside, and those that nothing else leads to.
    pub(super) fn put_off(&self, is_named: impl Fn(u32) -> bool) -> Result<Vec<bool>> {
        let mut late: Vec<bool> = (0..self.types.len() as u32).map(|function| !self.is_imported(function)).collect();
        let mut open: Vec<u32> = self.roots.clone();
        open.extend(self.slots.iter().map(|slot| slot.1).filter(|&function| !is_named(function)));
        while let Some(function) = open.pop() {
            let stays = late.get_mut(function as usize).context("a function that is not there is called")?;
            if std::mem::replace(stays, false) {
                open.extend(self.calls(function)?.into_iter().filter(|&called| !is_named(called)));
            }
        }
        Ok(late)
    }
}

/// The names of the functions by their number, as the compiler wrote them; of those without one it is empty.
pub(super) fn names(binary: &[u8]) -> Result<Vec<String>> {
    let mut names = Vec::new();
    for part in Parser::new(0).parse_all(binary) {
        let Payload::CustomSection(section) = part? else { continue };
        let wasmparser::KnownCustom::Name(parts) = section.as_known() else { continue };
        for part in parts {
            let Name::Function(functions) = part? else { continue };
            for function in functions {
                let function = function?;
                let place = function.index as usize;
                if names.len() <= place {
                    names.resize(place + 1, String::new());
                }
                function.name.clone_into(&mut names[place]);
            }
        }
    }
    Ok(names)
}
