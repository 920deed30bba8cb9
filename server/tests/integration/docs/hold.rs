//! How each command line that a document shows is held: which run, which are asked of the parser alone, and which cannot be run here.

use std::collections::BTreeMap;
use std::process::Output;
use std::sync::Mutex;

use super::sandbox::{Portal, Sandbox, reference};
use super::{help, programs};

/// A command line that a document shows.
#[derive(Debug, Clone)]
pub struct Shown {
    /// The document and the line.
    pub place: String,
    /// The line, without its comment.
    pub text: String,
    /// Whether it is one to type (in a fence), and not one that is spoken of.
    pub typed: bool,
}

/// What stands in the documents for something that differs from house to house: whole words.
const PLACEHOLDERS: [(&str, &str); 7] = [
    ("HT-XXXX-XXXX", "{reference}"),
    ("REFERENCE", "{reference}"),
    ("DATE", "2030-01-31"),
    ("P", "hellotalk"),
    ("N", "docs"),
    ("NEW", "policies"),
    ("…", "--product hellotalk --kind deletion --received 2026-03-06T23:50+08:00"),
];

/// What is not run here, and why. Each must be shown somewhere.
const ELSEWHERE: [(&str, &str); 7] = [
    ("journalctl ", "it reads the journal of a machine on which the portal is a service"),
    ("rsync ", "neither building nor testing needs it; it copies one folder"),
    ("cargo deny ", "it fetches advisories"),
    ("cargo fuzz", "it is named for its flags; script/fuzz does without"),
    ("habeas bench", "it measures for minutes; the parser looks at its arguments"),
    ("habeas testing", "it is hidden, and reads what the browser's tests write"),
    ("habeas COMMAND --help", "every command's help is read by these tests anyway"),
];

/// Which of them were met.
static MET: Mutex<Vec<&str>> = Mutex::new(Vec::new());

fn elsewhere(text: &str) -> bool {
    let found = ELSEWHERE.iter().find(|(begin, _)| text.starts_with(begin) || text == begin.trim_end());
    MET.lock().unwrap().extend(found.map(|(begin, _)| *begin));
    found.is_some()
}

/// The entries of the list that nothing shows any more.
pub fn unused() -> Vec<String> {
    let met = MET.lock().unwrap();
    let rest = ELSEWHERE.iter().filter(|(begin, _)| !met.contains(begin));
    rest.map(|(begin, why)| format!("no document shows `{begin}` any more, of which is said: {why}")).collect()
}

/// Programs whose command lines are recognised when they are only spoken of.
const PROGRAMS: [&str; 18] = [
    "habeas",
    "make",
    "cargo",
    "sqlite3",
    "curl",
    "journalctl",
    "systemctl",
    "rsync",
    "pg_dump",
    "psql",
    "npm",
    "node",
    "git",
    "apt-get",
    "bash",
    "docker",
    "rustup",
    "python3",
];

/// Whether inline code is a command line: a program with something behind it, or a script.
pub fn is_command(code: &str) -> bool {
    let words: Vec<&str> = code.split(' ').skip_while(|word| is_assignment(word)).collect();
    let [first, rest @ ..] = words.as_slice() else { return false };
    first.starts_with("script/") && *first != "script/" || PROGRAMS.contains(first) && !rest.is_empty()
}

/// Whether a word sets a variable for the command behind it.
pub fn is_assignment(word: &str) -> bool {
    word.split_once('=')
        .is_some_and(|(name, _)| !name.is_empty() && name.chars().all(|letter| letter.is_ascii_uppercase() || letter == '_'))
}

/// Holds one; answers what it printed, where it ran.
pub fn hold(sandbox: &Sandbox, shown: &Shown) -> Result<Vec<Output>, String> {
    if elsewhere(&shown.text) && !shown.text.starts_with("habeas bench") {
        return Ok(Vec::new());
    }
    let first = shown.text.split(' ').find(|word| !is_assignment(word)).unwrap_or_default();
    match first {
        "habeas" => alternatives(&shown.text).iter().map(|text| habeas(sandbox, shown.typed, text)).filter_map(Result::transpose).collect(),
        "make" => programs::make(&shown.text).map(|()| Vec::new()),
        "cargo" => programs::cargo(&shown.text).map(|()| Vec::new()),
        "sqlite3" => backup(sandbox, &shown.text).map(|out| vec![out]),
        "curl" => ask(sandbox, &shown.text).map(|out| vec![out]),
        // How Bash gets the name: `. script/env; alias …`.
        "." => ran(sandbox.run(&shown.text, &[]), &shown.text).map(|out| vec![out]),
        script if script.starts_with("script/") => programs::script(script).map(|()| Vec::new()),
        _ => Err("nothing holds this command: run it here, or say in the list of `hold.rs` why it cannot be".to_owned()),
    }
}

/// `a|b` is two commands; `[--x]` one with and one without.
fn alternatives(text: &str) -> Vec<String> {
    if let Some((before, rest)) = text.split_once('[') {
        let (inside, after) = rest.split_once(']').unwrap_or((rest, ""));
        let with = alternatives(&format!("{before}{inside}{after}"));
        let without = alternatives(&format!("{}{}", before.trim_end(), after));
        // One with everything, one with nothing: halves may need each other.
        return [with.first(), without.last()].into_iter().flatten().cloned().collect();
    }
    let Some(choice) = text.split(' ').find(|word| word.contains('|')) else { return vec![text.to_owned()] };
    choice.split('|').flat_map(|one| alternatives(&text.replacen(choice, one, 1))).collect()
}

fn filled(text: &str) -> String {
    let word = |word: &str| {
        let known = PLACEHOLDERS.iter().find(|(name, _)| *name == word);
        known.map_or_else(|| word.to_owned(), |(_, value)| value.replace("{reference}", reference()))
    };
    text.split(' ').map(word).collect::<Vec<_>>().join(" ")
}

fn habeas(sandbox: &Sandbox, typed: bool, text: &str) -> Result<Option<Output>, String> {
    let text = sandbox.here(&filled(text));
    let words: Vec<String> = text.split(' ').skip(1).map(str::to_owned).collect();
    let (length, node) = help::tree().command(&words);
    let (path, rest) = (words[..length].join(" "), &words[length..]);
    if length == 0 {
        return Err(format!("there is no command {}", words.first().map_or("", String::as_str)));
    }
    if !typed && rest.is_empty() && (node.needs_more || !node.children.is_empty()) {
        // It is spoken of, and it is there.
        return Ok(None);
    }
    match path.as_str() {
        // The year of the plan takes a debug build long; README's is played in full.
        "simulate" if rest.iter().any(|word| word == "--plan") => {
            return ran(sandbox.run(&format!("{text} --days 60"), &[]), &text).map(Some);
        }
        // It fills an empty database alone.
        "demo" => {
            let folder = sandbox.path().join("backup/demo").display().to_string();
            return ran(sandbox.run(&text, &[("HABEAS_DATA", folder)]), &text).map(Some);
        }
        "bench" => {
            let parsed = sandbox.run(&format!("{text} --help"), &[]);
            return ran(parsed, &text).map(Some);
        }
        "serve" => {
            let arguments = if rest.is_empty() { vec!["--dev".to_owned()] } else { rest.to_vec() };
            return sandbox.serve(&arguments, &BTreeMap::new()).and_then(Portal::end).map(|()| None);
        }
        "keys retire" => {
            let early = sandbox.run(&text, &[]);
            if early.status.code() != Some(1) {
                return Err(format!("retiring a key right after the rotation must be refused: {}", said(&early)));
            }
            let file = sandbox.path().join("data/keys.toml");
            std::fs::write(&file, long_ago(&std::fs::read_to_string(&file).unwrap())).unwrap();
        }
        _ => {}
    }
    let out = sandbox.run(&text, &[]);
    if path == "sla coverage" {
        // It ends with 1 when a list is missing: that depends on the day on which this test runs.
        let missing = String::from_utf8_lossy(&out.stdout).contains("is missing");
        let as_told = out.status.code() == Some(i32::from(missing));
        return if as_told { Ok(Some(out)) } else { Err(said(&out)) };
    }
    ran(out, &text).map(Some)
}

/// A key file whose keys were made long ago.
fn long_ago(text: &str) -> String {
    let line = |line: &str| match line.split_once(" = ") {
        Some(("created", _)) => "created = \"2026-01-01T00:00:00Z\"\n".to_owned(),
        _ => format!("{line}\n"),
    };
    text.lines().map(line).collect()
}

/// A backup: it is made, and its record is whole.
fn backup(sandbox: &Sandbox, text: &str) -> Result<Output, String> {
    let text = sandbox.here(text);
    let out = ran(sandbox.run(&text, &[]), &text)?;
    let copies = std::fs::read_dir(sandbox.path().join("backup")).map_err(|error| error.to_string())?;
    let copies: Vec<_> = copies.filter_map(|entry| Some(entry.ok()?.path())).filter(|path| path.is_file()).collect();
    let [copy] = copies.as_slice() else { return Err(format!("`{text}` leaves {copies:?}")) };
    let check = format!("habeas audit verify --database sqlite:{}", copy.display());
    ran(sandbox.run(&check, &[]), &check)?;
    Ok(out)
}

/// A product's question to a portal that runs.
fn ask(sandbox: &Sandbox, text: &str) -> Result<Output, String> {
    let made = "habeas api token new --product hellotalk --name curl";
    let token = ran(sandbox.run(made, &[]), made)?;
    let token = String::from_utf8(token.stdout).unwrap().trim().to_owned();
    let portal = sandbox.serve(&["--dev".to_owned()], &BTreeMap::new())?;
    let line =
        text.replacen("curl https://privacy.example/", &format!("curl --silent --show-error --fail-with-body {}/", portal.origin()), 1);
    let out = ran(sandbox.run(&line, &[("TOKEN", token)]), &line)?;
    portal.end()?;
    Ok(out)
}

fn ran(out: Output, text: &str) -> Result<Output, String> {
    if out.status.success() { Ok(out) } else { Err(format!("`{text}` ends with {}", said(&out))) }
}

fn said(out: &Output) -> String {
    format!("{}: {}{}", out.status, String::from_utf8_lossy(&out.stdout), String::from_utf8_lossy(&out.stderr))
}
