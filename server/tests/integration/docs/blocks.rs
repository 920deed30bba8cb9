//! The blocks of configuration: the unit of systemd, the proxies, the file of limits, SQL; and the tables of numbers beside them.

use std::collections::BTreeMap;

use server::desk::upload::{MAX_FILE, MAX_FILES};
use server::http::limit::Class;
use server::http::limits::{Limits, Rule};
use server::http::listen::Patience;
use server::http::routes::RouteId;

use super::help::tree;
use super::none_wrong;
use super::sandbox::Sandbox;
use super::text::{Doc, Fence, code_of};

fn fence(doc: &str, lang: &str, holds: &str) -> Fence {
    let found = Doc::of(doc).fences().into_iter().find(|fence| fence.lang == lang && fence.lines.iter().any(|line| line.contains(holds)));
    found.unwrap_or_else(|| panic!("{doc} has no block of {lang:?} with {holds}"))
}

fn listens() -> String {
    tree().0[&vec!["serve".to_owned()]].flags["--listen"].default.clone().unwrap()
}

/// The unit's variables are the program's, and the portal starts with them, as a portal in public.
#[test]
fn the_unit_starts_a_portal() {
    let unit = fence("README.md", "ini", "[Service]");
    let sandbox = Sandbox::new();
    let mut variables = BTreeMap::new();
    let mut start = None;
    for line in &unit.lines {
        // The secrets are a file of their own: the comment says what stands in it.
        let set = line.strip_prefix("Environment=").or_else(|| line.strip_prefix("# One line: "));
        if let Some((name, value)) = set.and_then(|set| set.trim_matches('"').split_once('=')) {
            assert!(tree().variables().contains(name), "the unit sets {name}, which nothing reads");
            // No mail leaves: nobody listens there.
            let value = value.replace("USER:PASSWORD@mail.example.com:587", "user:secret@127.0.0.1:1");
            variables.insert(name.to_owned(), sandbox.here(&value));
        }
        if let Some(command) = line.strip_prefix("ExecStart=/opt/habeas/habeas ") {
            start = Some(command.to_owned());
        }
    }
    assert!(variables.len() > 4, "{variables:?}");
    // Each folder that is written to is one that systemd makes for this user: the first start needs no other.
    let made = unit.lines.iter().find_map(|line| line.strip_prefix("StateDirectory=")).expect("folders");
    let made: Vec<String> = made.split(' ').map(|name| format!("/var/lib/{name}")).collect();
    let said = |name: &str| {
        unit.lines
            .iter()
            .find_map(|line| line.strip_prefix(&format!("Environment={name}=")))
            .unwrap_or_else(|| panic!("no {name}"))
            .to_owned()
    };
    assert!(made.contains(&said("HABEAS_DATA")), "{made:?}");
    assert!(made.iter().any(|folder| said("HABEAS_KEYS").starts_with(&format!("{folder}/"))), "{made:?}");
    let start = start.expect("the unit starts the program");
    let arguments: Vec<String> = start.split(' ').skip(1).map(str::to_owned).collect();
    assert!(start.starts_with("serve"), "{start}");
    sandbox.serve(&arguments, &variables).unwrap().end().unwrap();
}

/// The proxies lead to where the portal listens, let through what it takes, and name routes that are there.
#[test]
fn the_proxies_fit_the_portal() {
    let caddy = fence("README.md", "", "reverse_proxy").lines.join("\n");
    assert!(caddy.contains(&format!("reverse_proxy {}", listens())), "{caddy}");
    let nginx = fence("README.md", "nginx", "proxy_pass");
    let text = nginx.lines.join("\n");
    let mut wrong = Vec::new();
    for line in &nginx.lines {
        let words: Vec<&str> = line.trim().trim_end_matches([';', '{']).split_whitespace().collect();
        match words.as_slice() {
            ["proxy_pass", to] if *to != format!("http://{}", listens()) => wrong.push(format!("the portal does not listen at {to}")),
            ["location", "=", path] if !RouteId::ALL.iter().any(|route| route.path() == *path) => wrong.push(format!("there is no {path}")),
            _ => {}
        }
    }
    for location in text.split("location ").skip(1) {
        for head in ["proxy_set_header Host $host;", "proxy_set_header X-Forwarded-For "] {
            wrong.extend((!location.contains(head)).then(|| format!("without {head}: {location}")));
        }
    }
    // An error's line has the whole path of what was asked for.
    assert!(text.contains("access_log off;") && text.contains("error_log ") && text.contains(" crit;"), "{text}");
    let most = text.split("client_max_body_size ").nth(1).and_then(|rest| rest.split("m;").next()).unwrap();
    let told = format!("{most} MB");
    for doc in ["README.md", "docs/operations.md"] {
        wrong.extend((!Doc::of(doc).text.contains(&told)).then(|| format!("{doc} does not say {told}")));
    }
    let files = MAX_FILE * u64::try_from(MAX_FILES).unwrap();
    let most: u64 = most.parse::<u64>().unwrap() * 1_000_000;
    assert!((files + 256 * 1024..files + 2_000_000).contains(&most), "a form with files has {files} bytes and its words");
    none_wrong(&wrong);
}

#[test]
fn the_table_of_limits_is_that_of_the_portal() {
    let rows = Doc::of("docs/operations.md").table("class");
    let limits = Limits::default();
    assert_eq!(rows.len(), Class::ALL.len());
    for (row, class) in rows.iter().zip(Class::ALL) {
        assert_eq!(code_of(&row[0]), Some(class.name()));
        assert_eq!(limits.rule(class), Rule::new(row[3].parse().unwrap(), row[4].parse().unwrap()), "{row:?}");
    }
    let file = fence("docs/operations.md", "toml", "most");
    assert!(Limits::from_toml(&file.lines.join("\n")).is_ok_and(|told| told != limits));
}

#[test]
fn the_table_of_waiting_is_that_of_the_portal() {
    let own = Patience::default();
    let serve = &tree().0[&vec!["serve".to_owned()]].flags;
    assert_eq!(serve["--patience"].default.as_deref(), Some("30"));
    assert_eq!(serve["--connections"].default, Some(own.connections.to_string()));
    let told: Vec<String> = Doc::of("docs/operations.md").text.lines().filter(|line| line.starts_with("| ")).map(str::to_owned).collect();
    let seconds = |what: &str| {
        let row = told.iter().find(|row| row.contains(what)).unwrap_or_else(|| panic!("no row says: {what}"));
        row.trim_matches('|').rsplit('|').next().unwrap().trim().to_owned()
    };
    assert_eq!(seconds("the sending of the form included"), own.answer.as_secs().to_string());
    assert_eq!(seconds("when the portal is told to end"), format!("`--end` ({})", own.end.as_secs()));
    assert_eq!(serve["--end"].default.as_deref(), Some("5"));
    for (what, wait) in [("the head of a request", own.head), ("more of a body", own.body), ("to take more of an answer", own.take)] {
        assert_eq!(seconds(what), format!("`--patience` ({})", wait.as_secs()));
    }
}
