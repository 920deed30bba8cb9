//! The backup that the documents show: made while people send requests, and restored elsewhere.

use std::collections::BTreeMap;
use std::fs;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::channel;

use serde_json::Value;

use super::sandbox::{Sandbox, copy};
use super::text::Doc;
use crate::web::DELETION;

/// The lines of the documents that make a backup.
fn shown() -> Vec<String> {
    let fences = Doc::of("docs/operations.md").fences();
    fences.into_iter().find(|fence| fence.lines.iter().any(|line| line.contains("VACUUM INTO"))).expect("a way to make a backup").lines
}

fn record(sandbox: &Sandbox, more: &str) -> Value {
    let out = sandbox.run(&format!("habeas audit verify --json {more}"), &[]);
    assert!(out.status.success(), "{}{}", String::from_utf8_lossy(&out.stdout), String::from_utf8_lossy(&out.stderr));
    serde_json::from_slice(&out.stdout).unwrap()
}

#[test]
fn a_backup_under_load_restores_elsewhere() {
    let here = Sandbox::new();
    fs::create_dir_all(here.path().join("data/files")).unwrap();
    let portal = here.serve(&["--dev", "--limits", "off"].map(str::to_owned), &BTreeMap::new()).unwrap();
    let (ends, (taken, seen)) = (AtomicBool::new(false), channel());
    std::thread::scope(|scope| {
        scope.spawn(|| {
            // Ends when the test does, however that ends.
            let taken = taken;
            while !ends.load(Ordering::Relaxed) {
                let answer = portal.post("/hellotalk/deletion", &DELETION);
                if taken.send(answer).is_err() {
                    return;
                }
            }
        });
        let seen = seen;
        let sent = |count: usize| {
            for answer in seen.iter().take(count) {
                assert!(answer.starts_with("HTTP/1.1 303"), "{answer}");
            }
        };
        sent(5);
        for line in shown() {
            if line.starts_with("rsync ") {
                copy(&here.path().join("data/files"), &here.path().join("backup/files"));
                continue;
            }
            let out = here.run(&here.here(&line), &[]);
            assert!(out.status.success(), "{line}: {}", String::from_utf8_lossy(&out.stderr));
        }
        sent(5);
        ends.store(true, Ordering::Relaxed);
    });

    let there = Sandbox::new();
    fs::remove_dir_all(there.path().join("data")).unwrap();
    fs::create_dir(there.path().join("data")).unwrap();
    let backup = fs::read_dir(here.path().join("backup")).unwrap().map(|entry| entry.unwrap().path()).find(|path| path.is_file()).unwrap();
    fs::rename(backup, there.path().join("data/habeas.db")).unwrap();
    copy(&here.path().join("backup/files"), &there.path().join("data/files"));
    fs::copy(here.path().join("data/keys.toml"), there.path().join("data/keys.toml")).unwrap();

    let restored = record(&there, "");
    let head = restored["head"].as_str().unwrap().to_owned();
    assert!(restored["seals"].as_u64().unwrap() > 0 && restored["found"] == 0, "{restored}");
    let went_on = record(&here, &format!("--head {head}"));
    assert!(went_on["events"].as_u64() > restored["events"].as_u64(), "the portal that was copied went on: {went_on}");
    let restarted = there.serve(&["--dev", "--limits", "off"].map(str::to_owned), &BTreeMap::new()).unwrap();
    assert!(restarted.post("/hellotalk/deletion", &DELETION).starts_with("HTTP/1.1 303"));
    restarted.end().unwrap();
    portal.end().unwrap();
}
