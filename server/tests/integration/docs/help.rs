//! The program's own word for its commands: `--help`, of each of them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use super::sandbox::program;

/// What `--help` says of an option.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Flag {
    /// The variable that stands for it.
    pub variable: Option<String>,
    /// Its default, where the parser knows one.
    pub default: Option<String>,
}

/// A command.
#[derive(Debug, Clone)]
pub struct Node {
    /// The commands below it.
    pub children: Vec<String>,
    /// Its options.
    pub flags: BTreeMap<String, Flag>,
    /// Whether it cannot be typed without something more.
    pub needs_more: bool,
}

/// Every command, by its words behind `habeas`.
#[derive(Debug)]
pub struct Tree(pub BTreeMap<Vec<String>, Node>);

/// The program's commands.
pub fn tree() -> &'static Tree {
    static TREE: OnceLock<Tree> = OnceLock::new();
    TREE.get_or_init(|| {
        let mut nodes = BTreeMap::new();
        let mut paths = vec![Vec::new()];
        while let Some(path) = paths.pop() {
            let node = ask(&path);
            paths.extend(node.children.iter().map(|child| path.iter().cloned().chain([child.clone()]).collect()));
            nodes.insert(path, node);
        }
        Tree(nodes)
    })
}

fn ask(path: &[String]) -> Node {
    let out = program().args(path).arg("--help").output().unwrap();
    let help = String::from_utf8(out.stdout).unwrap();
    assert!(out.status.success() && help.contains("Usage: habeas"), "habeas {} --help: {help}", path.join(" "));
    let mut node = Node { children: Vec::new(), flags: BTreeMap::new(), needs_more: false };
    let (mut part, mut flag) = ("", None);
    for line in help.lines() {
        if let Some(usage) = line.strip_prefix("Usage: habeas ") {
            let told = usage.replace("[OPTIONS]", "");
            node.needs_more = told.contains('<');
        }
        match line {
            "Commands:" | "Options:" | "Arguments:" => part = line,
            _ if part == "Commands:" && line.starts_with("  ") && !line.starts_with("   ") => {
                let child = line.split_whitespace().next().unwrap();
                if child != "help" {
                    node.children.push(child.to_owned());
                }
            }
            _ if part == "Options:" => {
                if line.trim_start().starts_with('-') {
                    let name = line.split_whitespace().find(|word| word.starts_with("--")).unwrap();
                    flag = Some(name.trim_end_matches(',').to_owned());
                }
                let known: &mut Flag = node.flags.entry(flag.clone().unwrap()).or_default();
                if let Some(told) = between(line, "[env: ") {
                    known.variable = Some(told.split('=').next().unwrap().to_owned());
                }
                if let Some(told) = between(line, "[default: ") {
                    known.default = Some(told);
                }
            }
            _ => {}
        }
    }
    node
}

fn between(line: &str, begin: &str) -> Option<String> {
    Some(line.split_once(begin)?.1.split_once(']')?.0.to_owned())
}

impl Tree {
    /// The command at the beginning of these words, and how many of them it is.
    pub fn command(&self, words: &[String]) -> (usize, &Node) {
        let mut length = 0;
        while length < words.len() && self.0.contains_key(&words[..=length]) {
            length += 1;
        }
        (length, &self.0[&words[..length]])
    }

    /// Every option of every command.
    pub fn flags(&self) -> BTreeSet<&str> {
        self.0.values().flat_map(|node| node.flags.keys().map(String::as_str)).collect()
    }

    /// Every variable that stands for an option.
    pub fn variables(&self) -> BTreeSet<&str> {
        self.0.values().flat_map(|node| node.flags.values().filter_map(|flag| flag.variable.as_deref())).collect()
    }

    /// The commands that do something, by their words.
    pub fn leaves(&self) -> impl Iterator<Item = &Vec<String>> {
        self.0.iter().filter(|(_, node)| node.children.is_empty()).map(|(path, _)| path)
    }
}
