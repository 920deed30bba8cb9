//! Links between documents, pictures, and the tests and paths that documents name.

use std::collections::BTreeSet;
use std::path::Path;

use super::none_wrong;
use super::text::{Doc, documents, files, read, root};

/// The anchors of a document, as GitHub makes them of its headings.
fn anchors(doc: &Doc) -> BTreeSet<String> {
    let mut anchors = BTreeSet::new();
    for heading in doc.prose().lines().filter(|line| line.starts_with('#')).map(|line| line.trim_start_matches('#').trim()) {
        let kept = heading.chars().filter(|letter| letter.is_alphanumeric() || [' ', '-', '_'].contains(letter));
        let slug: String = kept.collect::<String>().to_lowercase().replace(' ', "-");
        let mut number = 0;
        let mut anchor = slug.clone();
        while !anchors.insert(anchor) {
            number += 1;
            anchor = format!("{slug}-{number}");
        }
    }
    anchors
}

/// The targets of a document's links and pictures, with their lines. What stands in inline code is no link.
fn targets(doc: &Doc) -> Vec<(usize, String)> {
    let (mut found, mut inside) = (Vec::new(), false);
    for (number, line) in doc.prose().lines().enumerate() {
        if line.trim().is_empty() {
            inside = false;
        }
        let mut text = String::new();
        for part in line.split_inclusive('`') {
            text += if inside { "" } else { part };
            inside ^= part.ends_with('`');
        }
        found.extend(text.split("](").skip(1).filter_map(|rest| Some((number + 1, rest.split_once(')')?.0.to_owned()))));
    }
    found
}

#[test]
fn every_link_leads_somewhere() {
    let mut wrong = Vec::new();
    let mut pictures = BTreeSet::new();
    let mut found = 0;
    for doc in documents() {
        for (line, target) in targets(&doc) {
            if target.contains("://") || target.starts_with("mailto:") {
                continue;
            }
            found += 1;
            let place = format!("{}:{line}", doc.path);
            let (path, anchor) = target.split_once('#').unwrap_or((&target, ""));
            let folder = Path::new(&doc.path).parent().unwrap();
            let there = if path.is_empty() { root().join(&doc.path) } else { root().join(folder).join(path) };
            let Ok(whole) = there.canonicalize() else {
                wrong.push(format!("{place}: there is no {target}"));
                continue;
            };
            let inside = whole.strip_prefix(root().canonicalize().unwrap()).unwrap().display().to_string();
            if !anchor.is_empty() && !anchors(&Doc::of(&inside)).contains(anchor) {
                wrong.push(format!("{place}: {inside} has no heading #{anchor}"));
            }
            pictures.insert(inside);
        }
    }
    assert!(found > 50, "only {found} links were found");
    let kept = files(".png").into_iter().filter(|path| path.starts_with("docs/screenshots/"));
    wrong.extend(kept.filter(|path| !pictures.contains(path)).map(|path| format!("{path} is shown nowhere")));
    none_wrong(&wrong);
}

/// `desks/intake.rs: a_name`: a file with that end, and that name in it.
#[test]
fn every_test_that_is_named_is_there() {
    let sources = files(".rs");
    let mut wrong = Vec::new();
    let mut found = 0;
    for doc in documents() {
        for (place, code) in doc.inline() {
            let Some((path, name)) = code.split_once(": ") else { continue };
            let is_name =
                |text: &str, more: &str| text.chars().all(|letter| letter.is_alphanumeric() || letter == '_' || more.contains(letter));
            if !is_name(path, "/.") || !is_name(name, "") || !(path.ends_with(".rs") || path.contains('/')) {
                continue;
            }
            found += 1;
            // A folder stands for every file in it.
            let is_there = |file: &&String| file.ends_with(&format!("/{path}")) || file.contains(&format!("/{path}/"));
            let defines = |text: &str| {
                [
                    format!("fn {name}("),
                    format!("fn {name}<"),
                    format!("on_both!({name},"),
                    format!("static {name}:"),
                    format!("const {name}:"),
                ]
                .iter()
                .any(|begin| text.contains(begin))
            };
            if !sources.iter().filter(is_there).any(|file| defines(&read(file))) {
                wrong.push(format!("{place}: `{code}` is not there"));
            }
        }
    }
    assert!(found > 20, "only {found} were found");
    none_wrong(&wrong);
}

/// The documents that sources name.
#[test]
fn every_document_that_a_source_names_is_there() {
    let mut wrong = Vec::new();
    let mut found = 0;
    for end in [".rs", ".toml"] {
        for path in files(end) {
            for part in read(&path).split("docs/").skip(1) {
                let name: String = part.chars().take_while(|letter| letter.is_alphanumeric() || "-_./".contains(*letter)).collect();
                let name = name.trim_end_matches('.');
                if ![".md", ".toml", ".yaml"].iter().any(|end| name.ends_with(end)) || path.starts_with("server/tests/integration/docs/") {
                    continue;
                }
                found += 1;
                if !root().join("docs").join(name).exists() {
                    wrong.push(format!("{path}: there is no docs/{name}"));
                }
            }
        }
    }
    assert!(found > 3, "only {found} were found");
    none_wrong(&wrong);
}
