//! Problems while they are collected, each at its place in one of the two files.

use std::collections::BTreeSet;

use toml::de::Error;

use super::super::Problem;

/// Which of a pack's two files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum File {
    /// `policies/<slug>.toml`.
    Policy,
    /// `policies/<slug>.processors.toml`.
    Processors,
}

/// Everything that was found so far.
pub(super) struct Report<'a> {
    paths: [String; 2],
    texts: [&'a str; 2],
    // In the order of the files and lines, each once.
    found: BTreeSet<(File, usize, String, String)>,
}

impl<'a> Report<'a> {
    /// Nothing found yet.
    pub(super) fn new(name: &str, policy: &'a str, processors: &'a str) -> Self {
        Self {
            paths: [format!("policies/{name}.toml"), format!("policies/{name}.processors.toml")],
            texts: [policy, processors],
            found: BTreeSet::new(),
        }
    }

    /// A problem at a byte offset of a file.
    pub(super) fn add(&mut self, file: File, offset: usize, what: impl Into<String>, mend: impl Into<String>) {
        self.found.insert((file, offset, what.into(), mend.into()));
    }

    /// The mistakes of syntax in a file.
    pub(super) fn syntax(&mut self, file: File, errors: &[Error]) {
        for error in errors {
            let offset = error.span().map_or(0, |span| span.start);
            let what = error.message().replace('\n', ", ");
            let mend = if what.contains("duplicate key") {
                "keep one of the two"
            } else {
                "mend the TOML: texts in double quotes, lists in [ ], one key = value on a line"
            };
            self.add(file, offset, what, mend);
        }
    }

    /// A file that passed the check but still cannot be read: the schema allows something that the structs do not.
    pub(super) fn unread(&mut self, file: File, error: &Error) {
        let offset = error.span().map_or(0, |span| span.start);
        let what = error.message().replace('\n', ", ");
        self.add(file, offset, what, "compare this place with the same one in another product's file");
    }

    /// Nothing, or the problems.
    pub(super) fn into_result(self) -> Result<(), Vec<Problem>> {
        if self.found.is_empty() { Ok(()) } else { Err(self.into_problems()) }
    }

    /// The problems, in the order of their lines.
    pub(super) fn into_problems(self) -> Vec<Problem> {
        let Self { paths, texts, found } = self;
        found
            .into_iter()
            .map(|(file, offset, what, mend)| {
                let index = usize::from(file == File::Processors);
                Problem::at(&paths[index], texts[index], offset, what, mend)
            })
            .collect()
    }
}
