//! forms.md, api.md and openapi.yaml against the registry of routes.

use std::collections::BTreeSet;

use server::http::routes::{Access, RouteId};

use super::none_wrong;
use super::text::{Doc, code_of, read};

/// A path without the names of what varies.
fn plain(path: &str) -> String {
    let mut plain = String::new();
    let mut inside = false;
    for letter in path.chars() {
        if !inside {
            plain.push(letter);
        }
        inside = (inside || letter == '{') && letter != '}';
        if !inside && letter == '}' {
            plain.push('}');
        }
    }
    plain
}

/// The paths that forms.md speaks of, those that are said to lie below others included.
fn told() -> BTreeSet<String> {
    let doc = Doc::of("docs/forms.md");
    let path = |code: &str| {
        let path = code.split(' ').next_back()?;
        (path.starts_with('/') || path.contains("/{")).then(|| plain(path))
    };
    let mut below: Vec<String> = vec![String::new()];
    let mut told = BTreeSet::new();
    for line in doc.text.lines() {
        if line.starts_with("## ") {
            below = vec![String::new()];
        }
        if let Some(rest) = line.strip_prefix("Below ").or_else(|| line.strip_prefix("Pages below ")) {
            below = vec![String::new(), plain(code_of(rest).unwrap())];
        }
        for code in line.split('`').skip(1).step_by(2) {
            let code = if code.starts_with("acts/") || code.starts_with("clocks/") { &format!("/{code}") } else { code };
            told.extend(
                path(code).into_iter().flat_map(|path| below.iter().map(move |before| format!("{before}{path}")).collect::<Vec<_>>()),
            );
        }
    }
    told
}

#[test]
fn forms_has_every_form() {
    let told = told();
    let posts = RouteId::ALL.iter().filter(|route| route.method() == "POST" && route.access() != Access::Api);
    let missing: Vec<String> = posts
        .filter(|route| !told.contains(&plain(route.path())))
        .map(|route| format!("forms.md does not have POST {}", route.path()))
        .collect();
    none_wrong(&missing);
}

#[test]
fn forms_posts_to_nothing_that_is_not_there() {
    let doc = Doc::of("docs/forms.md");
    let known: BTreeSet<(String, String)> = RouteId::ALL.iter().map(|route| (route.method().to_string(), plain(route.path()))).collect();
    let mut wrong = Vec::new();
    let mut found = 0;
    for (place, code) in doc.inline() {
        let Some((method, path)) = code.split_once(' ').filter(|(method, path)| ["GET", "POST"].contains(method) && path.starts_with('/'))
        else {
            continue;
        };
        found += 1;
        if !known.contains(&(method.to_owned(), plain(path))) {
            wrong.push(format!("{place}: there is no {code}"));
        }
    }
    assert!(found > 50, "only {found} were found");
    none_wrong(&wrong);
}

/// The keys below a line of the description, one step deeper than it: it is indented by two blanks a step.
fn below<'a>(yaml: &'a str, line: &str) -> Vec<&'a str> {
    let depth = line.len() - line.trim_start().len() + 2;
    let inside = yaml.lines().skip_while(|one| *one != line).skip(1).take_while(|one| one.len() - one.trim_start().len() >= depth);
    let keys = inside.filter(|one| one.len() - one.trim_start().len() == depth);
    keys.filter_map(|one| one.split_once(':')).map(|(key, _)| key.trim().trim_matches('"')).collect()
}

/// The words of a list between brackets in the first line that holds `begin`.
fn listed<'a>(yaml: &'a str, begin: &str) -> BTreeSet<&'a str> {
    let (_, rest) = yaml.split_once(begin).unwrap_or_else(|| panic!("openapi.yaml has no {begin}"));
    rest.split(']').next().unwrap().split(',').map(str::trim).collect()
}

#[test]
fn the_description_for_programs_is_that_of_the_registry() {
    let yaml = read("docs/openapi.yaml");
    let routes: Vec<RouteId> = RouteId::ALL.iter().copied().filter(|route| route.access() == Access::Api).collect();
    assert_eq!(below(&yaml, "paths:"), routes.iter().map(|route| route.path()).collect::<Vec<_>>());
    for route in routes {
        let line = format!("  {}:", route.path());
        assert_eq!(below(&yaml, &line), vec![route.method().as_str().to_lowercase()]);
    }
}

/// api.md and openapi.yaml name the same statuses, codes and fields, and the answer that api.md shows has them.
#[test]
fn both_descriptions_say_the_same() {
    let (yaml, doc) = (read("docs/openapi.yaml"), Doc::of("docs/api.md"));
    let statuses: BTreeSet<&str> = below(&yaml, "      responses:").into_iter().filter(|status| *status != "200").collect();
    let rows = doc.table("status");
    // 404 and 405 are of other addresses and methods than the description has.
    let told: BTreeSet<&str> = rows.iter().flat_map(|row| row[0].split(", ")).filter(|status| !["404", "405"].contains(status)).collect();
    assert_eq!(statuses, told);
    let codes = listed(&yaml, "error: { type: string, enum: [");
    let told: BTreeSet<&str> =
        rows.iter().filter(|row| !row[0].contains("404")).flat_map(|row| row[1].split('`').skip(1).step_by(2)).collect();
    assert_eq!(codes, told);
    let json = doc.fences().into_iter().find(|fence| fence.lang == "json").expect("an answer is shown");
    let shown: serde_json::Value = serde_json::from_str(&json.lines.join("\n")).unwrap();
    let keys = |value: &serde_json::Value| value.as_object().unwrap().keys().cloned().collect::<BTreeSet<_>>();
    let required = |begin: &str| {
        let (_, rest) = yaml.split_once(begin).unwrap();
        listed(rest, "required: [").into_iter().map(str::to_owned).collect::<BTreeSet<_>>()
    };
    assert_eq!(keys(&shown), required("    Consents:\n"));
    assert_eq!(keys(&shown["consents"][0]), required("    Consent:\n"));
}
