//! The two parts of a program that was split, written.

use super::REST;
use super::program::Program;
use std::collections::BTreeSet;
use wasm_encoder::reencode::{Error, Reencode, utils};
use wasm_encoder::{
    CodeSection, ElementSection, Elements, EntityType, ExportKind, ExportSection, Function, FunctionSection, ImportSection, Instruction,
    Module, TableSection, TableType, TypeSection,
};
use wasmparser::{
    CodeSectionReader, ElementSectionReader, ExportSectionReader, FunctionBody, FunctionSectionReader, ImportSectionReader, Operator,
    Parser, Payload, TableSectionReader,
};

type Outcome<T> = Result<T, Error<&'static str>>;
const LOST: Error<&'static str> = Error::UserError("a function that is not there is called");

/// Which function is in which part, and where in the table those are that the parts call of each other.
pub(super) struct Plan<'a, 'b> {
    pub(super) program: &'b Program<'a>,
    /// Whether a function is in the rest, by its number in the whole program.
    pub(super) late: Vec<bool>,
    /// Its place in the table, if it has one.
    slots: Vec<Option<u32>>,
    /// Functions that come into the table for the sake of the split, in the order of their places.
    added: Vec<u32>,
    /// Place of the first of them.
    end: u32,
}

impl<'a, 'b> Plan<'a, 'b> {
    pub(super) fn of(program: &'b Program<'a>, late: Vec<bool>) -> Outcome<Self> {
        let table = program.table.ok_or(Error::UserError("it has no table"))?;
        let end = u32::try_from(table.initial).map_err(|_| Error::UserError("its table is too large"))?;
        let mut plan = Self { program, slots: vec![None; late.len()], late, added: Vec::new(), end };
        for &(place, function) in &program.slots {
            plan.slots[function as usize] = Some(place);
        }
        for caller in 0..program.types.len() as u32 {
            for called in program.calls(caller)? {
                if plan.is_of_other_part(called, plan.late[caller as usize])? && plan.slots[called as usize].is_none() {
                    plan.slots[called as usize] = Some(end + plan.added.len() as u32);
                    plan.added.push(called);
                }
            }
        }
        Ok(plan)
    }

    fn is_late(&self, function: u32) -> Outcome<bool> {
        self.late.get(function as usize).copied().ok_or(LOST)
    }

    /// Whether one part can call a function of the other only.
    fn is_of_other_part(&self, function: u32, late: bool) -> Outcome<bool> {
        Ok(!self.program.is_imported(function) && self.is_late(function)? != late)
    }

    /// The functions of one part that the program has itself, by their numbers, in their order.
    fn own(&self, late: bool) -> impl Iterator<Item = u32> {
        (self.program.imports.len() as u32..)
            .zip(&self.late[self.program.imports.len()..])
            .filter(move |own| *own.1 == late)
            .map(|own| own.0)
    }

    /// Places and functions of the whole table, in order.
    fn table(&self) -> Vec<(u32, u32)> {
        let mut table: Vec<(u32, u32)> = self.program.slots.iter().copied().chain((self.end..).zip(self.added.iter().copied())).collect();
        table.sort_unstable();
        table
    }

    /// Those of them that the rest brings.
    fn late_slots(&self) -> Vec<(u32, u32)> {
        self.table().into_iter().filter(|slot| self.late[slot.1 as usize]).collect()
    }

    fn size(&self) -> u64 {
        u64::from(self.end) + self.added.len() as u64
    }
}

/// One of the parts, while it is written.
struct Part<'a, 'b, 'c> {
    plan: &'c Plan<'a, 'b>,
    late: bool,
    /// The number in this part of each function that can be called there by its number.
    numbers: Vec<Option<u32>>,
    /// Functions of this part that stand for one of the other in the table.
    stand_ins: Vec<(u32, u32)>,
}

impl Part<'_, '_, '_> {
    /// The table with all that the split puts into it.
    fn grown(&mut self, table: wasmparser::TableType) -> Outcome<TableType> {
        let mut table = self.table_type(table)?;
        table.minimum = self.plan.size();
        table.maximum = table.maximum.map(|most| most.max(table.minimum));
        Ok(table)
    }
}

impl Reencode for Part<'_, '_, '_> {
    type Error = &'static str;

    fn function_index(&mut self, number: u32) -> Outcome<u32> {
        self.numbers.get(number as usize).copied().flatten().ok_or(LOST)
    }

    fn parse_function_body(&mut self, code: &mut CodeSection, body: FunctionBody<'_>) -> Outcome<()> {
        let mut function = self.new_function_with_parsed_locals(&body)?;
        for operator in body.get_operators_reader()? {
            match operator? {
                // Between the parts only the table is known.
                Operator::Call { function_index: called } if self.plan.is_of_other_part(called, self.late)? => {
                    let slot = self.plan.slots[called as usize].ok_or(LOST)?;
                    let type_index = self.plan.program.types[called as usize];
                    function.instruction(&Instruction::I32Const(slot.cast_signed()));
                    function.instruction(&Instruction::CallIndirect { type_index, table_index: 0 });
                }
                operator => {
                    function.instruction(&self.instruction(operator)?);
                }
            }
        }
        code.function(&function);
        Ok(())
    }

    fn parse_import_section(&mut self, imports: &mut ImportSection, section: ImportSectionReader<'_>) -> Outcome<()> {
        utils::parse_import_section(self, imports, section)?;
        let plain = self.plan.program.plain.ok_or(Error::UserError("it has no function that takes and gives nothing"))?;
        imports.import(REST, "0", EntityType::Function(plain));
        Ok(())
    }

    fn parse_function_section(&mut self, functions: &mut FunctionSection, _: FunctionSectionReader<'_>) -> Outcome<()> {
        for function in self.plan.own(self.late).chain(self.stand_ins.iter().map(|slot| slot.1)) {
            functions.function(self.plan.program.types[function as usize]);
        }
        Ok(())
    }

    fn parse_table_section(&mut self, tables: &mut TableSection, section: TableSectionReader<'_>) -> Outcome<()> {
        for table in section {
            tables.table(self.grown(table?.ty)?);
        }
        Ok(())
    }

    fn parse_export_section(&mut self, exports: &mut ExportSection, section: ExportSectionReader<'_>) -> Outcome<()> {
        utils::parse_export_section(self, exports, section)?;
        exports.export("table", ExportKind::Table, 0);
        for global in 0..self.plan.program.globals.len() as u32 {
            exports.export(&format!("global{global}"), ExportKind::Global, global);
        }
        Ok(())
    }

    fn parse_element_section(&mut self, elements: &mut ElementSection, section: ElementSectionReader<'_>) -> Outcome<()> {
        utils::parse_element_section(self, elements, section)?;
        let added = self.plan.added.iter().map(|&function| self.numbers[function as usize].ok_or(LOST)).collect::<Outcome<Vec<u32>>>()?;
        elements.active(None, &wasm_encoder::ConstExpr::i32_const(self.plan.end.cast_signed()), Elements::Functions(added.into()));
        Ok(())
    }

    fn parse_code_section(&mut self, code: &mut CodeSection, _: CodeSectionReader<'_>) -> Outcome<()> {
        let plan = self.plan;
        for function in plan.own(self.late) {
            self.parse_function_body(code, plan.program.body(function).ok_or(LOST)?.clone())?;
        }
        let fetch = plan.program.imports.len() as u32;
        for &(slot, function) in &self.stand_ins {
            let type_index = plan.program.types[function as usize];
            let takes = *plan.program.takes.get(type_index as usize).ok_or(LOST)?;
            let mut body = Function::new([]);
            body.instruction(&Instruction::Call(fetch));
            for place in 0..takes {
                body.instruction(&Instruction::LocalGet(place));
            }
            body.instruction(&Instruction::I32Const(slot.cast_signed()));
            body.instruction(&Instruction::CallIndirect { type_index, table_index: 0 });
            body.instruction(&Instruction::End);
            code.function(&body);
        }
        Ok(())
    }
}

/// The first part: everything but the late functions. In their places of the table stand others of the same types, which send for the rest and call again.
pub(super) fn first(plan: &Plan<'_, '_>, binary: &[u8]) -> Outcome<Vec<u8>> {
    let imported = plan.program.imports.len() as u32;
    let mut numbers = vec![None; plan.late.len()];
    for import in 0..imported {
        numbers[import as usize] = Some(import);
    }
    let stand_ins = plan.late_slots();
    for (next, function) in (imported + 1..).zip(plan.own(false).chain(stand_ins.iter().map(|slot| slot.1))) {
        numbers[function as usize] = Some(next);
    }
    let mut module = Module::new();
    Part { plan, late: false, numbers, stand_ins }.parse_core_module(&mut module, Parser::new(0), binary)?;
    Ok(module.finish())
}

/// The rest: the late functions, with memory, table and globals of the first part. Once there, it puts them into their places of the table.
pub(super) fn rest(plan: &Plan<'_, '_>, binary: &[u8]) -> Outcome<Vec<u8>> {
    let program = plan.program;
    let mut used = BTreeSet::new();
    for function in plan.own(true) {
        used.extend(program.calls(function)?.into_iter().filter(|&called| program.is_imported(called)));
    }
    let mut numbers = vec![None; plan.late.len()];
    for (next, function) in (0..).zip(used.iter().copied().chain(plan.own(true))) {
        numbers[function as usize] = Some(next);
    }
    let mut part = Part { plan, late: true, numbers, stand_ins: Vec::new() };

    let (mut types, mut imports, mut functions) = (TypeSection::new(), ImportSection::new(), FunctionSection::new());
    for section in Parser::new(0).parse_all(binary) {
        match section? {
            Payload::TypeSection(section) => part.parse_type_section(&mut types, section)?,
            Payload::MemorySection(section) => {
                for memory in section {
                    imports.import(REST, "memory", EntityType::Memory(part.memory_type(memory?)?));
                }
            }
            Payload::TableSection(section) => {
                for table in section {
                    imports.import(REST, "table", EntityType::Table(part.grown(table?.ty)?));
                }
            }
            _ => {}
        }
    }
    for (number, global) in program.globals.iter().enumerate() {
        imports.import(REST, &format!("global{number}"), EntityType::Global(part.global_type(*global)?));
    }
    for &import in &used {
        let (module, name) = program.imports[import as usize];
        imports.import(module, name, EntityType::Function(program.types[import as usize]));
    }
    let (mut elements, mut code) = (ElementSection::new(), CodeSection::new());
    for function in plan.own(true) {
        functions.function(program.types[function as usize]);
        part.parse_function_body(&mut code, program.body(function).ok_or(LOST)?.clone())?;
    }
    // Places that follow one another are one entry.
    let slots = plan.late_slots();
    for run in slots.chunk_by(|one, next| one.0 + 1 == next.0) {
        let brought = run.iter().map(|slot| part.function_index(slot.1)).collect::<Outcome<Vec<u32>>>()?;
        elements.active(None, &wasm_encoder::ConstExpr::i32_const(run[0].0.cast_signed()), Elements::Functions(brought.into()));
    }
    let mut module = Module::new();
    module.section(&types).section(&imports).section(&functions).section(&elements).section(&code);
    Ok(module.finish())
}
