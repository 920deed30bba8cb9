//! The documents: their fences, their inline code and their links, each with its line.

use std::fs;
use std::path::{Path, PathBuf};

/// Folders that hold no documents of ours.
const NOT_OURS: [&str; 8] = ["target", "node_modules", "dist", "data", "demo-data", "corpus", "test-results", "playwright-report"];

/// A text that people read.
#[derive(Debug, Clone)]
pub struct Doc {
    /// Its path from the repository's root.
    pub path: String,
    /// All of it.
    pub text: String,
}

/// A block between lines of three backticks.
#[derive(Debug, Clone)]
pub struct Fence {
    /// What stands behind the backticks.
    pub lang: String,
    /// The number of its first line of content.
    pub line: usize,
    /// Its content.
    pub lines: Vec<String>,
}

/// The repository's root.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

/// A file of the repository.
pub fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// Every file below the root whose name ends so, by its path from there.
pub fn files(end: &str) -> Vec<String> {
    let (mut found, mut folders) = (Vec::new(), vec![root()]);
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let entry = entry.unwrap();
            let name = entry.file_name().to_string_lossy().into_owned();
            if entry.file_type().unwrap().is_dir() {
                if !name.starts_with('.') && !NOT_OURS.contains(&name.as_str()) {
                    folders.push(entry.path());
                }
            } else if name.ends_with(end) {
                found.push(entry.path().strip_prefix(root()).unwrap().display().to_string());
            }
        }
    }
    found.sort();
    found
}

/// Every document, and what the comments of the example plan say.
pub fn documents() -> Vec<Doc> {
    let mut docs: Vec<Doc> = files(".md").into_iter().map(|path| Doc { text: read(&path), path }).collect();
    assert!(docs.iter().any(|doc| doc.path == "README.md") && docs.len() > 10, "the documents were not found");
    let path = "docs/simulate-example.toml";
    let comments = read(path).lines().map(|line| format!("{}\n", line.strip_prefix("# ").unwrap_or_default())).collect();
    docs.push(Doc { path: path.to_owned(), text: comments });
    docs
}

impl Doc {
    /// A document of the repository.
    pub fn of(path: &str) -> Self {
        Self { path: path.to_owned(), text: read(path) }
    }

    /// Its fences.
    pub fn fences(&self) -> Vec<Fence> {
        let mut fences = Vec::new();
        let mut open: Option<Fence> = None;
        for (number, line) in self.text.lines().enumerate() {
            match (open.take(), line.strip_prefix("```")) {
                (None, Some(lang)) => open = Some(Fence { lang: lang.trim().to_owned(), line: number + 2, lines: Vec::new() }),
                (None, None) => {}
                (Some(fence), Some(_)) => fences.push(fence),
                (Some(mut fence), None) => {
                    fence.lines.push(line.to_owned());
                    open = Some(fence);
                }
            }
        }
        assert!(open.is_none(), "{}: a fence is not closed", self.path);
        fences
    }

    /// It without its fences; the lines keep their numbers.
    pub fn prose(&self) -> String {
        let mut inside = false;
        let mut prose = String::new();
        for line in self.text.lines() {
            let edge = line.starts_with("```");
            inside ^= edge;
            if !edge && !inside {
                prose += line;
            }
            prose.push('\n');
        }
        prose
    }

    /// Its inline code, with line breaks as blanks, and the place of each.
    pub fn inline(&self) -> Vec<(String, String)> {
        let mut found = Vec::new();
        let (mut paragraph, mut inside) = (Vec::new(), false);
        for (number, line) in self.text.lines().chain([""]).enumerate() {
            let edge = line.starts_with("```");
            inside ^= edge;
            // A table's row is a paragraph of its own.
            let ends = edge || inside || line.trim().is_empty();
            if !ends {
                paragraph.push((number + 1, line));
            }
            if ends || line.starts_with('|') {
                found.extend(self.spans(&paragraph));
                paragraph.clear();
            }
        }
        found
    }

    fn spans(&self, paragraph: &[(usize, &str)]) -> Vec<(String, String)> {
        let Some((first, _)) = paragraph.first() else { return Vec::new() };
        let text = paragraph.iter().map(|(_, line)| *line).collect::<Vec<_>>().join("\n");
        let parts: Vec<&str> = text.split('`').collect();
        assert!(parts.len() % 2 == 1, "{}:{first}: a backtick is missing in this paragraph", self.path);
        let mut line = *first;
        let mut found = Vec::new();
        for (place, part) in parts.iter().enumerate() {
            if place % 2 == 1 {
                found.push((format!("{}:{line}", self.path), part.split_whitespace().collect::<Vec<_>>().join(" ")));
            }
            line += part.matches('\n').count();
        }
        found
    }

    /// The rows of all tables whose head's first cell reads so: their cells.
    pub fn table(&self, head: &str) -> Vec<Vec<String>> {
        let mut rows = Vec::new();
        let mut inside = false;
        for line in self.text.lines() {
            if !line.starts_with('|') {
                inside = false;
                continue;
            }
            let cells: Vec<String> = line.trim_matches('|').split('|').map(|cell| cell.trim().to_owned()).collect();
            if inside && !cells.iter().all(|cell| cell.starts_with("---")) {
                rows.push(cells);
            } else if cells.first().is_some_and(|cell| cell == head) {
                inside = true;
            }
        }
        assert!(!rows.is_empty(), "{} has no table that begins with {head}", self.path);
        rows
    }
}

/// The first inline code of a cell.
pub fn code_of(cell: &str) -> Option<&str> {
    cell.split('`').nth(1)
}
