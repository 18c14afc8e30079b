//! The way to a value, spelled out for those who can mend it. Where problems are not explained it is nothing at all: every
//! reader's browser would otherwise carry it along with each value.

use super::At;

#[cfg(feature = "explain")]
#[derive(Clone, Copy)]
pub(super) enum Way<'p> {
    Root,
    Key(&'p At<'p>, &'p str),
    Index(&'p At<'p>, usize),
}

#[cfg(feature = "explain")]
impl<'p> Way<'p> {
    pub(super) fn root() -> Self {
        Self::Root
    }

    pub(super) fn key(parent: &'p At<'p>, key: &'p str) -> Self {
        Self::Key(parent, key)
    }

    pub(super) fn index(parent: &'p At<'p>, index: usize) -> Self {
        Self::Index(parent, index)
    }

    /// The name of the field, looking past places in lists.
    pub(super) fn name(self) -> &'p str {
        match self {
            Self::Root => "",
            Self::Key(_, key) => key,
            Self::Index(parent, _) => parent.way.name(),
        }
    }

    /// A JSON Pointer (RFC 6901).
    pub(super) fn pointer(self) -> String {
        match self {
            Self::Root => String::new(),
            Self::Key(parent, key) => format!("{}/{}", parent.pointer(), key.replace('~', "~0").replace('/', "~1")),
            Self::Index(parent, index) => format!("{}/{index}", parent.pointer()),
        }
    }
}

#[cfg(not(feature = "explain"))]
#[derive(Clone, Copy)]
pub(super) struct Way<'p>(std::marker::PhantomData<&'p ()>);

#[cfg(not(feature = "explain"))]
#[expect(clippy::unused_self, reason = "the other kind needs it")]
impl<'p> Way<'p> {
    pub(super) fn root() -> Self {
        Self(std::marker::PhantomData)
    }

    pub(super) fn key(_: &'p At<'p>, _: &'p str) -> Self {
        Self::root()
    }

    pub(super) fn index(_: &'p At<'p>, _: usize) -> Self {
        Self::root()
    }

    pub(super) fn name(self) -> &'p str {
        ""
    }

    pub(super) fn pointer(self) -> String {
        String::new()
    }
}
