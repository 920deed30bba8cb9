//! Every command line is accounted for.

use std::collections::{BTreeSet, VecDeque};
use std::sync::Mutex;
use std::thread;

use super::hold::{self, Shown, hold, is_command};
use super::none_wrong;
use super::output;
use super::sandbox::Sandbox;
use super::text::{Doc, Fence, documents};

/// The commands of a fence of the shell, in order, and the inline code of their comments.
fn typed(doc: &Doc, fence: &Fence) -> (Vec<Shown>, Vec<(String, String)>) {
    let (mut lines, mut comments) = (Vec::<Shown>::new(), Vec::new());
    let mut goes_on = false;
    for (number, line) in fence.lines.iter().enumerate() {
        let place = format!("{}:{}", doc.path, fence.line + number);
        let (text, comment) = line.split_once(" # ").or_else(|| line.strip_prefix("# ").map(|comment| ("", comment))).unwrap_or((line, ""));
        comments.extend(comment.split('`').skip(1).step_by(2).map(|code| (place.clone(), code.to_owned())));
        let text = text.trim();
        let (text, more) = text.strip_suffix('\\').map_or((text, false), |text| (text.trim_end(), true));
        match lines.last_mut() {
            Some(last) if goes_on => last.text = format!("{} {text}", last.text),
            _ if text.is_empty() => {}
            _ => lines.push(Shown { place, text: text.to_owned(), typed: true }),
        }
        goes_on = more;
    }
    (lines, comments)
}

/// A document's lines to type, in their order, and what it speaks of.
fn shown(doc: &Doc) -> (Vec<Shown>, Vec<(String, String)>) {
    let (mut lines, mut spoken) = (Vec::new(), doc.inline());
    for fence in doc.fences() {
        match fence.lang.as_str() {
            "sh" | "bash" => {
                let (typed, comments) = typed(doc, &fence);
                lines.extend(typed);
                spoken.extend(comments);
            }
            // The head of what a command printed.
            "" => lines.extend(fence.lines.first().filter(|line| line.starts_with("habeas ")).map(|line| Shown {
                place: format!("{}:{}", doc.path, fence.line),
                text: line.clone(),
                typed: true,
            })),
            _ => {}
        }
    }
    (lines, spoken)
}

/// What there is to do, each with a sandbox: a document's lines one after the other, or one line that is spoken of. The lines of
/// documents take longest and come first.
fn work() -> VecDeque<Vec<Shown>> {
    let all: Vec<_> = documents().iter().map(shown).collect();
    let mut work: VecDeque<Vec<Shown>> = all.iter().map(|(lines, _)| lines.clone()).filter(|lines| !lines.is_empty()).collect();
    let mut seen: BTreeSet<String> = work.iter().flatten().map(|line| line.text.clone()).collect();
    for (place, code) in all.into_iter().flat_map(|(_, spoken)| spoken) {
        if is_command(&code) && seen.insert(code.clone()) {
            work.push_back(vec![Shown { place, text: code, typed: false }]);
        }
    }
    work
}

#[test]
fn every_command_line_is_held() {
    let work = work();
    let count: usize = work.iter().map(Vec::len).sum();
    assert!(count > 30, "only {count} command lines were found");
    // Several at once: some wait for seconds, as `habeas keys rotate` does.
    let left = Mutex::new(work);
    let wrong = Mutex::new(Vec::new());
    thread::scope(|scope| {
        for _ in 0..6 {
            scope.spawn(|| {
                loop {
                    let Some(lines) = left.lock().unwrap().pop_front() else { return };
                    let sandbox = Sandbox::new();
                    for line in lines {
                        let result = hold(&sandbox, &line).and_then(|printed| output::compare(&line, &printed));
                        if let Err(why) = result {
                            wrong.lock().unwrap().push(format!("{}: `{}`: {why}", line.place, line.text));
                        }
                    }
                }
            });
        }
    });
    let mut wrong = wrong.into_inner().unwrap();
    wrong.extend(hold::unused());
    none_wrong(&wrong);
}

/// Words such as `staff invite` and `serve --dev`, without the program's name.
#[test]
fn commands_that_are_spoken_of_without_the_programs_name_are_there() {
    let tree = super::help::tree();
    let mut wrong = Vec::new();
    let mut found = 0;
    for doc in documents() {
        for (place, code) in shown(&doc).1 {
            let words: Vec<String> = code.split(' ').map(str::to_owned).collect();
            let (length, node) = tree.command(&words);
            if length == 0 || words.len() < 2 {
                continue;
            }
            found += 1;
            match words.get(length) {
                Some(flag) if flag.starts_with("--") && node.flags.contains_key(flag) => {}
                None => {}
                Some(word) => wrong.push(format!("{place}: `{code}`: {word} is not known there")),
            }
        }
    }
    assert!(found > 3, "only {found} were found");
    none_wrong(&wrong);
}
