//! What the documents say that a command prints, and what other blocks without a language are.

use std::process::Output;

use super::hold::Shown;
use super::none_wrong;
use super::text::{Doc, Fence, documents, root};

/// What a block without a language is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Block {
    /// What this command prints, from its first line on; `…` stands for lines that were left out.
    Printed(&'static str),
    /// What was measured once, on a machine that is named beside it.
    Measured,
    /// A list of paths, the deeper ones indented, with words behind them.
    Paths,
    /// A drawing.
    Drawing,
    /// A configuration of something else; `blocks.rs` reads it.
    Configuration,
}

/// Every block without a language, by its document and the beginning of its first line.
const BLOCKS: [(&str, &str, Block); 7] = [
    (
        "README.md",
        "promise: due",
        Block::Printed("habeas sla due --product hellotalk --kind deletion --received 2026-03-06T23:50+08:00 --country KR"),
    ),
    ("README.md", "privacy.example.com {", Block::Configuration),
    ("ARCHITECTURE.md", "policies/", Block::Paths),
    ("ARCHITECTURE.md", "        frontend", Block::Drawing),
    ("docs/measurements.md", "a ticket with 20 events", Block::Measured),
    ("docs/measurements.md", "habeas bench", Block::Measured),
    ("docs/measurements.md", "800000 open tickets made", Block::Measured),
];

fn block(doc: &str, fence: &Fence) -> Option<Block> {
    let first = fence.lines.first()?;
    BLOCKS.iter().find(|(path, begin, _)| *path == doc && first.starts_with(begin)).map(|(_, _, block)| *block)
}

/// Whether a command prints what the documents say.
pub fn compare(shown: &Shown, printed: &[Output]) -> Result<(), String> {
    let path = shown.place.split(':').next().unwrap();
    for fence in Doc::of(path).fences() {
        if block(path, &fence) != Some(Block::Printed(command(shown))) {
            continue;
        }
        let printed = printed.first().ok_or("it printed nothing")?;
        let text = String::from_utf8_lossy(&printed.stdout);
        let lines: Vec<&str> = text.lines().collect();
        let mut next = 0;
        let mut skips = false;
        for told in &fence.lines {
            if told.trim() == "…" {
                skips = true;
                continue;
            }
            let found = lines[next..].iter().position(|line| line == told).filter(|place| skips || *place == 0);
            let Some(place) = found else {
                return Err(format!("{path}:{} says `{told}`; printed was `{}`", fence.line, lines.get(next).unwrap_or(&"nothing more")));
            };
            next += place + 1;
            skips = false;
        }
        if !skips && next < lines.len() {
            return Err(format!("{path}:{} leaves out `{}`", fence.line, lines[next]));
        }
    }
    Ok(())
}

/// The command as the table has it, or one that no block is of.
fn command(shown: &Shown) -> &'static str {
    let printed = BLOCKS.iter().filter_map(|(_, _, block)| if let Block::Printed(command) = block { Some(*command) } else { None });
    printed.into_iter().find(|command| *command == shown.text).unwrap_or_default()
}

#[test]
fn every_block_without_a_language_is_known() {
    let mut wrong = Vec::new();
    let mut met = Vec::new();
    for doc in documents() {
        let typed: Vec<String> = doc.fences().into_iter().filter(|fence| fence.lang == "sh").flat_map(|fence| fence.lines).collect();
        for fence in doc.fences().iter().filter(|fence| fence.lang.is_empty()) {
            let place = format!("{}:{}", doc.path, fence.line);
            let Some(known) = block(&doc.path, fence) else {
                wrong.push(format!("{place}: say in `output.rs` what this block is"));
                continue;
            };
            met.push(known);
            match known {
                Block::Printed(command) if !typed.iter().any(|line| line.starts_with(command)) => {
                    wrong.push(format!("{place}: no `{command}` is shown beside it"));
                }
                Block::Paths => wrong.extend(missing(fence).into_iter().map(|path| format!("{place}: there is no {path}"))),
                _ => {}
            }
        }
    }
    if met.len() < BLOCKS.len() {
        wrong.push(format!("of {} blocks in `output.rs` {} are shown", BLOCKS.len(), met.len()));
    }
    none_wrong(&wrong);
}

/// The paths of a list that are not there. A line without a name in front goes on with the words of the one before.
fn missing(fence: &Fence) -> Vec<String> {
    let (mut folder, mut missing) = (String::new(), Vec::new());
    for line in &fence.lines {
        let indent = line.len() - line.trim_start().len();
        if indent > 2 {
            continue;
        }
        // Names end where at least two blanks begin the words.
        let names = line.trim_start().split("  ").next().unwrap();
        for name in names.split(' ') {
            let path = if indent == 0 { name.to_owned() } else { format!("{folder}{name}") };
            if !root().join(&path).exists() {
                missing.push(path);
            }
        }
        if indent == 0 {
            names.clone_into(&mut folder);
        }
    }
    missing
}
