//! A letter while it is being written: blocks that become a text part and an HTML part with the same content.

use super::{Envelope, Letter, html};
use crate::mail::message::one_line;

/// A part of a letter. What comes from people or packs is plain text here, and escaped where it becomes HTML.
#[derive(Debug)]
pub(super) enum Block {
    /// A paragraph of ours.
    Say(String),
    /// A heading.
    Heading(String),
    /// The words of a person, with their line breaks.
    Words(String),
    /// A code to type.
    Digits(String),
    /// Names and what belongs to each.
    Facts(Vec<(String, String)>),
    /// A link with its name. The address is shown too, so that it can be looked at before it is opened, and copied.
    Link(String, String),
}

/// A letter while it is being written.
#[derive(Debug)]
pub(super) struct Sheet<'a> {
    env: &'a Envelope<'a>,
    subject: String,
    blocks: Vec<Block>,
    foot: Vec<String>,
}

impl<'a> Sheet<'a> {
    pub(super) fn new(env: &'a Envelope<'a>, subject: &str) -> Self {
        let foot = vec![env.t.mail_foot(env.product())];
        Self { env, subject: one_line(subject), blocks: Vec::new(), foot }
    }

    pub(super) fn say(self, text: impl Into<String>) -> Self {
        self.add(Block::Say(text.into()))
    }

    pub(super) fn heading(self, text: impl Into<String>) -> Self {
        self.add(Block::Heading(text.into()))
    }

    /// Nothing when the words are empty.
    pub(super) fn words(self, words: &str) -> Self {
        let words = tidy(words);
        if words.is_empty() { self } else { self.add(Block::Words(words)) }
    }

    /// The same under a heading, which is left out with empty words.
    pub(super) fn words_under(self, heading: String, words: &str) -> Self {
        if tidy(words).is_empty() { self } else { self.heading(heading).words(words) }
    }

    pub(super) fn digits(self, code: &str) -> Self {
        self.add(Block::Digits(one_line(code)))
    }

    /// Nothing when the list is empty.
    pub(super) fn facts(self, facts: Vec<(String, String)>) -> Self {
        if facts.is_empty() { self } else { self.add(Block::Facts(facts)) }
    }

    pub(super) fn link(self, name: String, address: String) -> Self {
        self.add(Block::Link(name, address))
    }

    /// Nothing at the end but this, in small print.
    pub(super) fn only_foot(mut self, text: String) -> Self {
        self.foot = vec![text];
        self
    }

    /// One more line at the end, in small print.
    pub(super) fn foot(mut self, text: String) -> Self {
        self.foot.insert(0, text);
        self
    }

    fn add(mut self, block: Block) -> Self {
        self.blocks.push(block);
        self
    }

    pub(super) fn letter(self) -> Letter {
        let lang = self.env.t.lang();
        Letter {
            to: self.env.to.to_owned(),
            lang: lang.tag().to_owned(),
            text: text(&self.blocks, &self.foot),
            html: html::page(lang, &self.env.product(), &self.subject, &self.blocks, &self.foot),
            subject: self.subject,
        }
    }
}

/// A person's words without what could disturb the letter: line breaks in one form, no other control characters, no more than
/// one empty line in a row.
fn tidy(words: &str) -> String {
    let mut lines: Vec<String> = Vec::new();
    for line in words.replace("\r\n", "\n").split(['\n', '\r', '\u{2028}', '\u{2029}']) {
        let line: String = line.chars().map(|c| if c == '\t' { ' ' } else { c }).filter(|c| !c.is_control()).collect();
        let line = line.trim_end().to_owned();
        if !(line.is_empty() && lines.last().is_none_or(String::is_empty)) {
            lines.push(line);
        }
    }
    lines.join("\n").trim_end().to_owned()
}

fn text(blocks: &[Block], foot: &[String]) -> String {
    let mut parts: Vec<String> = blocks.iter().map(plain).collect();
    // The mark that mail programs know as the beginning of what is not the letter itself.
    parts.push(format!("-- \n{}", foot.join("\n")));
    let mut text = parts.join("\n\n");
    text.push('\n');
    text
}

fn plain(block: &Block) -> String {
    match block {
        Block::Say(text) => one_line(text),
        Block::Heading(text) => format!("— {} —", one_line(text)),
        // Set in, so that it cannot be taken for words of the portal.
        Block::Words(words) => words.lines().map(|line| format!("    {line}").trim_end().to_owned()).collect::<Vec<_>>().join("\n"),
        Block::Digits(code) => format!("    {code}"),
        Block::Facts(facts) => facts
            .iter()
            .map(|(name, what)| {
                let (name, what) = (one_line(name), one_line(what));
                if what.is_empty() { format!("* {name}") } else { format!("* {name}\n  {what}") }
            })
            .collect::<Vec<_>>()
            .join("\n"),
        Block::Link(name, address) => format!("{}\n{address}", one_line(name)),
    }
}
