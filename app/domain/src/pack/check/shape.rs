//! The words in which `schema` says what a file may hold.

/// What a value must look like.
pub(super) enum Shape {
    /// A text in each of the pack's languages.
    Text,
    /// A list of words, equally long in each of the pack's languages.
    Items,
    /// Some text in one language: a name, an address, a section.
    Line,
    /// True or false.
    Flag,
    /// A whole number within these bounds, both counted.
    Number(i64, i64),
    /// One of these words.
    OneOf(&'static [&'static str]),
    /// A text of a form that the function judges.
    Form(fn(&str) -> Result<(), Fault>),
    /// The id of this row among its like: no two are the same.
    Id(Names),
    /// The id of another row.
    Ref(Names),
    /// A list without repetitions, with at least so many entries.
    List(&'static Self, usize),
    /// A table with these keys.
    Table(&'static [Field]),
    /// A list of tables with these keys, at least so many.
    Rows(&'static [Field], usize),
    /// A table whose keys are ids and whose values are texts.
    Glossary(Names),
}

/// One key of a table.
pub(super) struct Field {
    /// The key.
    pub(super) key: &'static str,
    /// What its value must look like.
    pub(super) shape: Shape,
    /// Whether the key must be there.
    pub(super) needed: bool,
}

/// A key that must be there.
pub(super) const fn must(key: &'static str, shape: Shape) -> Field {
    Field { key, shape, needed: true }
}

/// A key that may be left out.
pub(super) const fn may(key: &'static str, shape: Shape) -> Field {
    Field { key, shape, needed: false }
}

/// What is wrong with a value, and what to do about it.
pub(super) struct Fault {
    /// What is wrong.
    pub(super) what: String,
    /// What to do about it.
    pub(super) mend: String,
}

/// A fault, from its two halves.
pub(super) fn fault(what: impl Into<String>, mend: impl Into<String>) -> Fault {
    Fault { what: what.into(), mend: mend.into() }
}

/// The kinds of rows that have ids.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Names {
    /// `[[promises]]`.
    Promise,
    /// `[[categories]]`.
    Category,
    /// `[[ai_training.streams]]`.
    Stream,
    /// `[[self_service]]`.
    SelfService,
    /// `[[retention]]`.
    Retention,
    /// `[[exceptions.items]]`.
    Exception,
    /// `[[processors]]` of the second file.
    Processor,
    /// `[groups]` of the second file.
    Group,
    /// `[data]` of the second file.
    Data,
}

impl Names {
    /// What to call one in a message.
    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Promise => "promise",
            Self::Category => "category",
            Self::Stream => "stream",
            Self::SelfService => "self-service path",
            Self::Retention => "retention rule",
            Self::Exception => "exception",
            Self::Processor => "processor",
            Self::Group => "group of processors",
            Self::Data => "type of data",
        }
    }
}
