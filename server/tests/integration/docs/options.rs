//! Options and variables: those that the documents name are there, and operations.md has all of them.

use std::collections::BTreeSet;

use super::help::tree;
use super::none_wrong;
use super::sandbox::program;
use super::text::{Doc, code_of, documents, files, read};

/// The document that has everything of the command line.
const OPERATIONS: &str = "docs/operations.md";

/// The words of this form in a text.
fn words<'a>(text: &'a str, begin: &str, is_part: impl Fn(char) -> bool + Copy) -> BTreeSet<&'a str> {
    let starts = text.match_indices(begin).map(|(place, _)| place);
    let whole = starts.filter(|place| !text[..*place].ends_with(|letter: char| letter.is_alphanumeric() || "-_.".contains(letter)));
    let found = whole.map(|place| {
        let rest = &text[place + begin.len()..];
        let end = rest.find(|letter: char| !is_part(letter)).unwrap_or(rest.len());
        (place, begin.len() + end)
    });
    found.filter(|(_, length)| *length > begin.len()).map(|(place, length)| &text[place..place + length]).collect()
}

fn flags_in(code: &str) -> BTreeSet<&str> {
    words(code, "--", |letter| letter.is_ascii_lowercase() || letter == '-')
}

fn variables_in(text: &str) -> BTreeSet<&str> {
    words(text, "HABEAS_", |letter| letter.is_ascii_uppercase() || letter == '_')
}

/// The variables that the program reads itself, without its parser.
fn read_by_hand() -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for path in files(".rs").into_iter().filter(|path| path.starts_with("server/src/cli/")) {
        let text = read(&path);
        for call in ["env(\"", "&str = \""] {
            for part in text.split(call).skip(1) {
                let name = part.split('"').next().unwrap();
                found.extend(name.starts_with("HABEAS_").then(|| name.to_owned()));
            }
        }
    }
    assert!(found.contains("HABEAS_LOG"), "where HABEAS_LOG is read was not found");
    found
}

/// The variables that the scripts read.
fn of_scripts() -> String {
    ["bootstrap", "env", "fuzz", "toolchain"].map(|name| read(&format!("script/{name}"))).concat()
}

#[test]
fn every_flag_that_is_named_is_there() {
    let known = tree().flags();
    let mut wrong = Vec::new();
    for doc in documents() {
        for (place, code) in doc.inline() {
            let others = ["cargo ", "rsync ", "curl ", "git "].iter().any(|other| code.starts_with(other));
            // A script reads its flags itself.
            let script =
                code.split(' ').next().filter(|word| word.starts_with("script/") && *word != "script/").map(read).unwrap_or_default();
            if !others {
                let unknown = flags_in(&code).into_iter().filter(|flag| !known.contains(flag) && !script.contains(&format!(" {flag})")));
                wrong.extend(unknown.map(|flag| format!("{place}: there is no {flag}")));
            }
        }
    }
    none_wrong(&wrong);
}

/// `--limits x3`, and the like: the parser of a command that has the flag takes the value.
#[test]
fn every_value_that_is_shown_is_taken() {
    let mut wrong = Vec::new();
    let mut tried = 0;
    for doc in documents() {
        for (place, code) in doc.inline() {
            let words: Vec<&str> = code.split(' ').collect();
            let [flag, value] = words.as_slice() else { continue };
            let Some((path, _)) = tree().0.iter().find(|(_, node)| flag.starts_with("--") && node.flags.contains_key(*flag)) else {
                continue;
            };
            tried += 1;
            let out = program().args(path).args([flag, value, "--help"]).output().unwrap();
            if !out.status.success() {
                wrong.push(format!("{place}: `{code}`: {}", String::from_utf8_lossy(&out.stderr)));
            }
        }
    }
    assert!(tried > 2, "only {tried} were found");
    let nonsense = program().args(["serve", "--limits", "nonsense", "--help"]).output().unwrap();
    assert!(!nonsense.status.success(), "the parser looks at values before it gives help");
    none_wrong(&wrong);
}

#[test]
fn every_variable_that_is_named_is_read() {
    let (by_hand, scripts) = (read_by_hand(), of_scripts());
    let mut wrong = Vec::new();
    for doc in documents() {
        for name in variables_in(&doc.text) {
            let known = tree().variables().contains(name) || by_hand.contains(name) || variables_in(&scripts).contains(name);
            if !known {
                wrong.push(format!("{}: nothing reads {name}", doc.path));
            }
        }
    }
    none_wrong(&wrong);
}

#[test]
fn operations_has_every_command_and_every_variable() {
    let doc = Doc::of(OPERATIONS);
    let said: Vec<String> =
        doc.inline().into_iter().map(|(_, code)| code).chain(doc.fences().into_iter().flat_map(|fence| fence.lines)).collect();
    let mut wrong = Vec::new();
    for path in tree().leaves() {
        let command = format!("habeas {}", path.join(" "));
        if !said.iter().any(|code| code.strip_prefix(&command).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))) {
            wrong.push(format!("{OPERATIONS} does not have `{command}`"));
        }
    }
    let by_hand = read_by_hand();
    let there = variables_in(&doc.text);
    for name in tree().variables().into_iter().chain(by_hand.iter().map(String::as_str)) {
        if !there.contains(name) {
            wrong.push(format!("{OPERATIONS} does not have {name}"));
        }
    }
    none_wrong(&wrong);
}

/// The table of `serve`: each option, its variable and its default.
#[test]
fn the_table_of_options_is_that_of_the_program() {
    let doc = Doc::of(OPERATIONS);
    let serve = &tree().0[&vec!["serve".to_owned()]];
    let rows = doc.table("flag of `serve`");
    let mut wrong = Vec::new();
    for row in &rows {
        let [flag, variable, default, ..] = row.as_slice() else { panic!("{row:?}") };
        let Some(flag) = code_of(flag) else {
            // A variable without a flag.
            wrong.extend((!read_by_hand().contains(code_of(variable).unwrap())).then(|| format!("nothing reads {variable}")));
            continue;
        };
        let Some(known) = serve.flags.get(flag) else {
            wrong.push(format!("serve has no {flag}"));
            continue;
        };
        if known.variable.as_deref() != code_of(variable) {
            wrong.push(format!("{flag}: the table has {variable}, the program {:?}", known.variable));
        }
        if known.default.is_some() && known.default.as_deref() != code_of(default) {
            wrong.push(format!("{flag}: the table has {default}, the program {:?}", known.default));
        }
    }
    let there: BTreeSet<&str> = rows.iter().filter_map(|row| code_of(&row[0])).collect();
    wrong.extend(
        serve
            .flags
            .keys()
            .filter(|flag| *flag != "--help" && !there.contains(flag.as_str()))
            .map(|flag| format!("{flag} is not in the table")),
    );
    none_wrong(&wrong);
}
