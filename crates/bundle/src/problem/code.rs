//! The kinds of faults. Their names are public: tools and docs/format.md rely on them.

use std::fmt;

/// What a fault costs the reader, the least first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Nothing; worth knowing.
    Note,
    /// Everything is shown, something of it changed.
    Warning,
    /// An item or a part of one is left out.
    Error,
    /// Nothing can be shown.
    Fatal,
}

impl Severity {
    /// Its name in reports: `note`, `warning`, `error`, `fatal`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
            Self::Fatal => "fatal",
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// One line a kind: its documentation, variant, public name and usual severity.
macro_rules! codes {
    ($($(#[$doc:meta])* $variant:ident, $name:literal, $severity:ident;)*) => {
        /// A kind of fault. Its text ([`Code::as_str`]) never changes once released.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $($(#[$doc])* $variant,)*
        }

        impl Code {
            /// Every kind there is.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// Its public name, such as `duplicate-id`.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }

            /// What it usually costs; a problem may say otherwise.
            pub(crate) fn severity(self) -> Severity {
                match self { $(Self::$variant => Severity::$severity,)* }
            }
        }
    };
}

codes! {
    /// The file is not UTF-8 text.
    NotUtf8, "not-utf8", Fatal;
    /// The file begins with a byte order mark.
    ByteOrderMark, "byte-order-mark", Note;
    /// The file, or one item, is not JSON.
    NotJson, "not-json", Fatal;
    /// The file is JSON, but no object.
    NotAnObject, "not-an-object", Fatal;
    /// The file does not say that it is a bundle of this format.
    WrongFormat, "wrong-format", Fatal;
    /// The file is of a later version of the format than this program reads.
    FormatTooNew, "format-too-new", Fatal;
    /// The table of contents of the archive cannot be used.
    BadArchive, "bad-archive", Fatal;
    /// The bundle has an archive and items of its own.
    ItemsBesideArchive, "items-beside-archive", Warning;
    /// Something that has to be there is not.
    MissingField, "missing-field", Error;
    /// A value is of another JSON type than its field wants.
    WrongType, "wrong-type", Error;
    /// A field of the bundle itself is there twice.
    DuplicateField, "duplicate-field", Warning;
    /// Values nest deeper than is read.
    TooDeep, "too-deep", Warning;
    /// A text is longer than is kept.
    TooLong, "too-long", Warning;
    /// There are more entries than can be numbered.
    TooMany, "too-many", Error;
    /// A number is outside the range of its field.
    OutOfRange, "out-of-range", Warning;
    /// An id that cannot stand in an address.
    BadId, "bad-id", Error;
    /// Two items have the same id.
    DuplicateId, "duplicate-id", Error;
    /// Two topics, types or publishers have the same id.
    DuplicateName, "duplicate-name", Error;
    /// No such date, or not written as one.
    BadDate, "bad-date", Error;
    /// Not a language tag.
    BadLanguage, "bad-language", Error;
    /// Not the name of a time zone.
    BadTimezone, "bad-timezone", Error;
    /// Not the number of a document in a series.
    BadSeries, "bad-series", Error;
    /// An address that could run something.
    UnsafeUrl, "unsafe-url", Error;
    /// Neither news nor a document.
    UnknownKind, "unknown-kind", Warning;
    /// An item is filed under a topic that is not there.
    UnknownTopic, "unknown-topic", Error;
    /// A type that the bundle's own list of types lacks.
    UnknownType, "unknown-type", Note;
    /// A publisher that the bundle's own list of publishers lacks.
    UnknownPublisher, "unknown-publisher", Note;
    /// A translation that is not there.
    UnknownItem, "unknown-item", Warning;
    /// Two versions of one work in the same language.
    TranslationClash, "translation-clash", Warning;
    /// A block of a type that is not known.
    UnknownBlock, "unknown-block", Warning;
    /// A piece of running text of a type that is not known.
    UnknownInline, "unknown-inline", Warning;
    /// A link within a link.
    NestedLink, "nested-link", Warning;
    /// A reference to a footnote that is not there.
    UnknownNote, "unknown-note", Error;
    /// Two footnotes of one text have the same label.
    DuplicateNote, "duplicate-note", Error;
    /// Invisible characters that turn the reading direction.
    TextDirection, "text-direction", Warning;
    /// Control characters.
    ControlCharacter, "control-character", Warning;
}

impl Code {
    /// Its text where problems are not explained. After a fatal one nothing else is shown, so it gets a sentence.
    pub(crate) fn brief(self) -> &'static str {
        match self {
            Self::NotUtf8 => "The file is not UTF-8 text.",
            Self::NotJson => "The file is not JSON, or ends in the middle.",
            Self::NotAnObject => "The file is not a bundle.",
            Self::WrongFormat => "The file is of another format.",
            Self::FormatTooNew => "The file is of a later version of the format.",
            Self::BadArchive => "The list of the archive's files is damaged.",
            other => other.as_str(),
        }
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
