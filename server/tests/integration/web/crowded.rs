//! Many large files at once, to a portal in a process of its own: all are in soon, and its memory has a bound.

use std::collections::BTreeMap;
use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::path::{Path, PathBuf};

use crate::docs::sandbox::Sandbox;

/// The most memory that the process may ever have had, in kB: what the documents promise.
const MOST: u64 = 256_000;

/// A form with one file, as a browser sends it.
fn send(port: &str, file: &[u8]) -> String {
    let mut body = Vec::new();
    for (name, value) in [("email", "mika@example.org"), ("category", "profile"), ("says", "one"), ("should_say", "two")] {
        write!(body, "--x\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n").unwrap();
    }
    body.extend_from_slice(
        b"--x\r\nContent-Disposition: form-data; name=\"files\"; filename=\"a.txt\"\r\nContent-Type: text/plain\r\n\r\n",
    );
    body.extend_from_slice(file);
    body.extend_from_slice(b"\r\n--x--\r\n");
    let mut stream = TcpStream::connect(port).unwrap();
    let head = format!(
        "POST /hellotalk/correction HTTP/1.1\r\nHost: {port}\r\nSec-Fetch-Site: same-origin\r\nConnection: close\r\n\
         Content-Type: multipart/form-data; boundary=x\r\nContent-Length: {}\r\n\r\n",
        body.len()
    );
    stream.write_all(head.as_bytes()).unwrap();
    stream.write_all(&body).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}

#[test]
fn thirty_large_files_at_once_are_taken_in_256_megabytes() {
    let sandbox = Sandbox::new();
    let portal = sandbox.serve(&["--dev", "--limits", "off"].map(str::to_owned), &BTreeMap::new()).unwrap();
    let port = portal.origin().trim_start_matches("http://").to_owned();
    let file: Vec<u8> = b"What happened, line by line.\n".repeat(7_999_000 / 29);
    let answers: Vec<String> = std::thread::scope(|scope| {
        // Who is told that many files are coming in tries again, as the page says.
        let sent: Vec<_> = (0..30)
            .map(|_| {
                scope.spawn(|| {
                    (0..4).map(|_| send(&port, &file)).find(|answer| !answer.contains("Many files are coming in")).unwrap_or_default()
                })
            })
            .collect();
        sent.into_iter().map(|one| one.join().unwrap()).collect()
    });
    for answer in &answers {
        assert!(answer.starts_with("HTTP/1.1 303"), "{}", answer.chars().take(3000).collect::<String>());
    }
    let status = std::fs::read_to_string(format!("/proc/{}/status", portal.process())).unwrap();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
    let peak: u64 = peak.trim().trim_end_matches(" kB").parse().unwrap();
    assert!(peak < MOST, "{peak} kB at its most");
    portal.end().unwrap();

    // Each is what its row says, until somebody touches it.
    let verify = || {
        let out = sandbox.run("habeas audit verify", &[]);
        (out.status.success(), String::from_utf8(out.stdout).unwrap())
    };
    let (whole, told) = verify();
    assert!(whole && told.contains("\n30 files\n"), "{told}");
    let files = lying(&sandbox.path().join("data/files"));
    assert_eq!(files.len(), 30);
    std::fs::remove_file(&files[0]).unwrap();
    let mut bytes = std::fs::read(&files[1]).unwrap();
    let at = bytes.len() / 2;
    bytes[at] ^= 1;
    std::fs::write(&files[1], bytes).unwrap();
    std::fs::write(&files[2], b"").unwrap();
    let (whole, told) = verify();
    let named = |path: &PathBuf| told.lines().filter(|line| line.contains(path.file_name().unwrap().to_str().unwrap())).count();
    assert!(!whole && told.contains("its bytes are not there"), "{told}");
    assert_eq!([named(&files[0]), named(&files[1]), named(&files[2]), named(&files[3])], [1, 1, 1, 0], "{told}");
}

/// The files of a folder, however deep.
fn lying(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap().path();
        if entry.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.')) {
            continue;
        }
        if entry.is_dir() { found.extend(lying(&entry)) } else { found.push(entry) }
    }
    found
}
