//! A mistake in a pack, told so that an operator can mend it.

use std::fmt;

/// One mistake in a pack's file.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Problem {
    /// The file: `policies/hellotalk.toml`.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
    /// What is wrong.
    pub what: String,
    /// What to do about it.
    pub mend: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}: {}; {}", self.file, self.line, self.column, self.what, self.mend)
    }
}

impl std::error::Error for Problem {}

impl Problem {
    /// A problem at a byte offset of a file's text; past the end counts as the end.
    pub(super) fn at(file: &str, text: &str, offset: usize, what: String, mend: String) -> Self {
        let before = text.get(..offset).unwrap_or(text);
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        Self { file: file.to_owned(), line: before.matches('\n').count() + 1, column: before[line_start..].chars().count() + 1, what, mend }
    }
}
