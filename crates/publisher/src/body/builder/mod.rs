//! Makes blocks of elements that open and close in any order.
//!
//! The builder keeps a short stack of open elements. Marks such as emphasis always lie on top of the element that holds them:
//! where a block begins or ends inside a mark, the mark is closed and opened again on the other side, as browsers do.
//! The stack cannot grow past its bounds, so neither can the depth of the result; what is nested deeper is kept, flat.

mod closing;
mod shifted;

use super::Context;
use super::frame::{Frame, Kind};
use super::inline;
use super::links::{self, Leads};
use super::notes::{Note, Notes};
use dossier_bundle::{Block, Inline, Language, SafeUrl};

/// Most elements open at once that hold text; a nested list takes two.
const MOST_HOLDERS: usize = 24;
/// Most marks open at once.
const MOST_MARKS: usize = 8;

/// Most characters of a picture's description that the format keeps.
const LONGEST_ALT: usize = 1_000;

/// Elements that are open, and the blocks that were made so far.
pub(super) struct Builder<'a> {
    context: &'a Context<'a>,
    leads: &'a dyn Leads,
    notes: Notes,
    /// Never empty: the first is the root.
    frames: Vec<Frame>,
    footnotes: Vec<Block>,
    /// The element that is being left out with all it holds, and how many of its name are open inside it.
    skipping: Option<(String, u32)>,
    /// The id that the author gave the heading that is open.
    naming: Option<String>,
    /// Ids of headings that were closed, and their words.
    named: Vec<(String, String)>,
}

/// Most headings with ids of their own.
const MOST_NAMED: usize = 10_000;

/// Marks that were closed and are to be opened again, empty.
type Marks = Vec<Frame>;

impl<'a> Builder<'a> {
    pub(super) fn new(context: &'a Context<'a>, leads: &'a dyn Leads) -> Self {
        let root = Frame::new("", Kind::Root);
        let (notes, frames, named) = (Notes::default(), vec![root], Vec::new());
        Self { context, leads, notes, frames, footnotes: Vec::new(), skipping: None, naming: None, named }
    }

    pub(super) fn notes(&mut self) -> &mut Notes {
        &mut self.notes
    }

    /// The blocks, footnotes last, and what was lost.
    pub(super) fn finish(mut self) -> (Vec<Block>, Notes) {
        if let Some((name, _)) = self.skipping.take() {
            self.notes.add(Note::Text, &format!("text after an unclosed {name}"));
        }
        self.close_down_to(1);
        self.boundary();
        let mut blocks = self.frames.pop().map(|root| root.blocks).unwrap_or_default();
        blocks.append(&mut self.footnotes);
        (blocks, self.notes)
    }

    /// Says which id the author gave the heading that was just opened.
    pub(super) fn name_heading(&mut self, id: &str) {
        self.naming = Some(id.trim().to_owned()).filter(|id| !id.is_empty() && self.named.len() < MOST_NAMED);
    }

    /// The ids of headings, and their words.
    pub(super) fn take_named(&mut self) -> Vec<(String, String)> {
        self.close_down_to(1);
        std::mem::take(&mut self.named)
    }

    /// How many elements are open; for [`Self::close_down_to`].
    pub(super) fn depth(&self) -> usize {
        self.frames.len()
    }

    /// Closes elements until `depth` are open; the root always is.
    pub(super) fn close_down_to(&mut self, depth: usize) {
        while self.frames.len() > depth.max(1) {
            self.close_top();
        }
    }

    /// Leaves out everything up to the end tag of `name`.
    pub(super) fn skip(&mut self, name: &str) {
        self.skipping = Some((name.to_owned(), 0));
    }

    /// The element being left out, if one is.
    pub(super) fn skipping(&mut self) -> Option<&mut (String, u32)> {
        self.skipping.as_mut()
    }

    /// Goes on after an element that was left out.
    pub(super) fn stop_skipping(&mut self) {
        self.skipping = None;
    }

    /// Adds text; it has no markup in it.
    pub(super) fn text(&mut self, text: &str) {
        if self.skipping.is_some() {
            return;
        }
        let holder = self.holder();
        if let Kind::Preformatted(code) = &mut self.frames[holder].kind {
            code.extend(text.chars().filter(|c| !inline::is_invisible(*c)));
        } else {
            self.add_inline(Inline::Text(text.to_owned()));
        }
    }

    /// Adds a finished piece of running text.
    pub(super) fn add_inline(&mut self, piece: Inline) {
        if self.skipping.is_none()
            && let Some(top) = self.frames.last_mut()
        {
            inline::push(&mut top.inlines, piece);
        }
    }

    /// A line break inside a paragraph.
    pub(super) fn line_break(&mut self) {
        let holder = self.holder();
        if let Kind::Preformatted(code) = &mut self.frames[holder].kind {
            code.push('\n');
        } else if let Some(top) = self.frames.last_mut() {
            top.inlines.push(Inline::Break);
        }
    }

    /// A picture: on its own after the paragraph it stands in, or its words where only words can stand.
    pub(super) fn image(&mut self, address: &str, alt: &str, size: Option<(u16, u16)>) {
        if self.skipping.is_some() {
            return;
        }
        let alt = inline::plain(&inline::tidy(vec![Inline::Text(alt.to_owned())]));
        let holder = self.holder();
        let url = links::read(address, (self.leads, self.context.base.as_ref()), "picture", &mut self.notes);
        match url {
            Some(url) if self.frames[holder].kind.holds_blocks() => {
                let (alt, caption) = self.described(alt);
                self.frames[holder].images.push(Block::Image { url, alt, caption, size });
            }
            Some(_) => {
                self.notes.add(Note::Text, "picture within a table, heading or caption");
                self.text(&alt);
            }
            None => self.text(&alt),
        }
    }

    /// The words for a picture. A description that is too long for its field goes into the caption as a whole.
    fn described(&mut self, alt: String) -> (String, Vec<Inline>) {
        if alt.chars().count() <= LONGEST_ALT {
            return (alt, Vec::new());
        }
        self.notes.add(Note::Text, "picture's long description moved into its caption");
        (String::new(), vec![Inline::Text(alt)])
    }

    /// Reads the address of a link; what is not safe is noted.
    pub(super) fn link(&mut self, address: &str) -> Option<SafeUrl> {
        // Whether there is such a heading is known at the end.
        if let Some(within) = SafeUrl::new(address).filter(|url| url.as_str().starts_with('#') && url.as_str().len() > 1) {
            return Some(within);
        }
        links::read(address, (self.leads, self.context.base.as_ref()), "link", &mut self.notes)
    }

    /// The language that `tag` names, if parts in it are to be marked here.
    pub(super) fn other_language(&self, tag: &str) -> Option<Language> {
        let language = Language::new(tag.trim())?;
        (&language != self.language_here()).then_some(language)
    }

    /// Says that the element just opened as `name` is written in `language`.
    pub(super) fn set_language(&mut self, name: &str, language: Language) {
        let holder = self.holder();
        let fresh = |frame: &Frame| frame.name == name && frame.inlines.is_empty() && frame.blocks.is_empty();
        let at = [self.frames.len() - 1, holder].into_iter().find(|at| fresh(&self.frames[*at]));
        if let Some(at) = at {
            self.frames[at].language = Some(language);
        }
    }

    fn language_here(&self) -> &Language {
        let named = |frame: &'_ Frame| frame.language.is_some() || matches!(frame.kind, Kind::Span(_));
        match self.frames.iter().rev().find(|frame| named(frame)) {
            Some(Frame { kind: Kind::Span(language), .. } | Frame { language: Some(language), .. }) => language,
            _ => &self.context.language,
        }
    }

    /// Ends the paragraph, if one has begun; marks go on.
    pub(super) fn boundary(&mut self) {
        let begun = self.frames.iter().rev().take_while(|frame| frame.kind.is_inline()).any(|frame| !frame.inlines.is_empty());
        let holder = self.holder();
        if !begun && self.frames[holder].inlines.is_empty() && self.frames[holder].images.is_empty() {
            return;
        }
        let marks = self.suspend();
        self.flush();
        self.resume(marks);
    }

    /// Opens an element. Where it cannot stand, or would be too deep, its content is kept without it.
    pub(super) fn open(&mut self, name: &str, kind: Kind) {
        if self.skipping.is_some() {
            return;
        }
        let marks = self.frames.iter().rev().take_while(|frame| frame.kind.is_inline()).count();
        let holder = self.holder();
        if kind.is_inline() {
            let wordless = matches!(self.frames[holder].kind, Kind::Preformatted(_));
            if matches!(kind, Kind::Link(_)) && self.frames.iter().any(|frame| matches!(frame.kind, Kind::Link(_))) {
                self.notes.add(Note::Link, "link inside a link");
                return self.unframed(name);
            }
            if marks >= MOST_MARKS || wordless {
                self.notes.add(Note::Text, if wordless { "marks inside code" } else { "marks nested too deep" });
                return self.unframed(name);
            }
            return self.frames.push(Frame::new(name, kind));
        }
        if !self.can_stand_here(&kind) {
            self.boundary();
            return self.unframed(name);
        }
        if self.frames.len() - marks >= MOST_HOLDERS {
            self.notes.add(Note::Text, "blocks nested too deep");
            self.boundary();
            return self.unframed(name);
        }
        let marks = self.suspend();
        self.flush();
        self.frames.push(Frame::new(name, kind));
        self.resume(marks);
    }

    /// An element that gets no frame: remembers it, so that its end tag does not close another of the same name.
    pub(super) fn unframed(&mut self, name: &str) {
        if let Some(at) = self.find(name) {
            self.frames[at].nested = self.frames[at].nested.saturating_add(1);
        }
    }

    /// Closes the nearest open element of this name; answers whether one was open.
    pub(super) fn close(&mut self, name: &str) -> bool {
        if self.skipping.is_some() {
            return false;
        }
        let Some(at) = self.find(name) else { return false };
        if self.frames[at].nested > 0 {
            self.frames[at].nested -= 1;
            return false;
        }
        if self.frames[at].kind.is_inline() {
            let above = self.suspend_down_to(at + 1);
            self.close_top();
            self.resume(above);
        } else {
            let ends_marks = matches!(self.frames[at].kind, Kind::Cell { .. } | Kind::Caption | Kind::Row(_) | Kind::Table { .. });
            let marks = self.suspend();
            self.close_down_to(at);
            if !ends_marks {
                self.resume(marks);
            }
        }
        true
    }

    /// Whether an element of one of these names is open, nearer than the first of `before`.
    pub(super) fn is_open(&self, names: &[&str], before: &[&str]) -> bool {
        let near = self.frames.iter().rev().take_while(|frame| !before.contains(&frame.name.as_str()));
        near.into_iter().any(|frame| names.contains(&frame.name.as_str()))
    }

    /// Whether the nearest element of this name holds another one that was given no frame, as a table within a cell is.
    pub(super) fn is_within_unframed(&self, name: &str) -> bool {
        self.find(name).is_some_and(|at| self.frames[at].nested > 0)
    }

    fn can_stand_here(&self, kind: &Kind) -> bool {
        let holder = &self.frames[self.holder()].kind;
        match kind {
            Kind::Item => matches!(holder, Kind::List { .. }),
            Kind::Row(_) => matches!(holder, Kind::Table { .. }),
            Kind::Cell { .. } => matches!(holder, Kind::Row(_)),
            Kind::Caption => matches!(holder, Kind::Table { .. } | Kind::Figure { .. }),
            _ => holder.holds_blocks(),
        }
    }

    /// The innermost element that is not a mark.
    fn holder(&self) -> usize {
        self.frames.iter().rposition(|frame| !frame.kind.is_inline()).unwrap_or_default()
    }

    fn find(&self, name: &str) -> Option<usize> {
        let crosses = Kind::crosses_barriers(name);
        for (at, frame) in self.frames.iter().enumerate().rev() {
            if frame.name == name {
                return Some(at);
            }
            if frame.kind.is_barrier() && !crosses {
                return None;
            }
        }
        None
    }

    fn suspend(&mut self) -> Marks {
        self.suspend_down_to(self.holder() + 1)
    }

    fn suspend_down_to(&mut self, depth: usize) -> Marks {
        let again =
            |frame: &Frame| Frame { nested: frame.nested, language: frame.language.clone(), ..Frame::new(&frame.name, frame.kind.clone()) };
        let marks = self.frames.iter().skip(depth).map(again).collect();
        self.close_down_to(depth);
        marks
    }

    fn resume(&mut self, marks: Marks) {
        self.frames.extend(marks);
    }
}
