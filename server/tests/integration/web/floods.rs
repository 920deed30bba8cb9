//! Floods, as a stranger sends them, against the program itself: what it holds in memory and works on stays within a bound.

use std::collections::BTreeMap;
use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use axum::body::{Body, Bytes};
use axum::http::{Method, StatusCode};

use crate::docs::sandbox::{Portal, Sandbox};
use crate::web::portal;

const PARTS: &str = "multipart/form-data; boundary=B";

/// A form that begins like this and goes on with the same for ever, in pieces as a connection brings them: who does not give it up
/// never responds. `read` counts the pieces.
fn endless(begin: &'static str, read: &Arc<AtomicUsize>) -> Body {
    let first = Ok::<_, std::io::Error>(Bytes::from_static(begin.as_bytes()));
    let read = Arc::clone(read);
    let more = std::iter::repeat_with(move || {
        let pieces = read.fetch_add(1, Ordering::Relaxed);
        assert!(pieces < 1_000, "it goes on reading {begin:?}");
        Ok(Bytes::from_static(&[b'a'; 16 * 1024]))
    });
    Body::from_stream(futures_util::stream::iter(std::iter::once(first).chain(more)))
}

/// Forms whose parts do not begin, or have heads without an end.
const SHAPES: [&str; 7] = [
    "",
    "a preamble, which no browser sends\r\n",
    "--B\r\nContent-Disposition: form-data; name=\"",
    "--B\r\nContent-Disposition: form-data; name=\"words\"\r\n\r\nMica\r\n--B\r\nX: ",
    // A head of nothing: the parser waits for the end of one all the same.
    "--B\r\n\r\n",
    // What is a boundary to one reader alone.
    "--B\r\nA: 1\r\n\r\n--B\r\n\r\n--B\r\n\r\n",
    "--B\r\nA: 1\r\n\r\n--Bx\r\n\r\n--B\r\n\r\n",
];

#[tokio::test]
async fn parts_without_an_end_are_given_up_at_their_beginning() {
    let (story, mut browser) = portal().await;
    let own = [("content-type", PARTS), ("sec-fetch-site", "same-origin")];
    for begin in SHAPES {
        for path in ["/hellotalk/correction", "/hellotalk/report"] {
            let read = Arc::default();
            let page = browser.send(Method::POST, path, &own, endless(begin, &read)).await;
            assert_eq!(page.status, StatusCode::BAD_REQUEST, "{begin:?} to {path}");
            assert!(read.load(Ordering::Relaxed) < 4, "{begin:?}: {read:?} pieces of 16 KiB");
        }
    }
    for kind in ["multipart/form-data", "multipart/form-data; boundary=", "Multipart/Form-Data; charset=utf-8"] {
        let own = [("content-type", kind), ("sec-fetch-site", "same-origin")];
        let page = browser.send(Method::POST, "/hellotalk/correction", &own, endless("--B\r\n", &Arc::default())).await;
        assert_eq!(page.status, StatusCode::BAD_REQUEST, "{kind}");
    }
    // A form without files is never sent in parts.
    for path in ["/code", "/requests", "/language", "/account/login"] {
        for kind in [PARTS, "MULTIPART/form-data; boundary=B"] {
            let own = [("content-type", kind), ("sec-fetch-site", "same-origin")];
            let page = browser.send(Method::POST, path, &own, endless("--B\r\n", &Arc::default())).await;
            assert_eq!(page.status, StatusCode::UNSUPPORTED_MEDIA_TYPE, "{path}");
        }
    }
    assert_eq!(story.number("SELECT COUNT(*) AS value FROM tickets").await, 0);
}

/// A portal without limits of how often and how many: what is asked here is what comes within them.
pub(super) fn serve(sandbox: &Sandbox) -> Portal {
    serve_with(sandbox, "off")
}

/// A portal with these limits.
pub(super) fn serve_with(sandbox: &Sandbox, limits: &str) -> Portal {
    let at = |name: &str| sandbox.path().join(name).display().to_string();
    let arguments =
        ["--dev", "--data", &at("data"), "--policies", &at("policies"), "--site", &at("site"), "--limits", limits].map(str::to_owned);
    sandbox.serve(&arguments, &BTreeMap::new()).unwrap()
}

/// Sends a form of so many bytes, until the portal has enough of it.
fn send(portal: &Portal, begin: &str, size: usize) {
    let host = portal.origin().replace("http://", "");
    let mut stream = TcpStream::connect(&host).unwrap();
    let head = format!(
        "POST /hellotalk/correction HTTP/1.1\r\nHost: {host}\r\nSec-Fetch-Site: same-origin\r\nContent-Type: {PARTS}\r\n\
         Content-Length: {size}\r\nConnection: close\r\n\r\n{begin}"
    );
    if stream.write_all(head.as_bytes()).is_err() {
        return;
    }
    let piece = [b'a'; 64 * 1024];
    let mut left = size - begin.len();
    // It hangs up: what is still on its way is answered by a reset.
    while left > 0 && stream.write_all(&piece[..left.min(piece.len())]).is_ok() {
        left -= left.min(piece.len());
    }
    let _answer = stream.read_to_end(&mut Vec::new());
}

/// A figure of a process in `/proc`, in KiB.
pub(super) fn memory(process: u32, what: &str) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix(what)).unwrap();
    line.trim_matches([':', ' ', '\t']).trim_end_matches(" kB").trim().parse().unwrap()
}

/// The processor time of a process, in hundredths of a second.
pub(super) fn worked(process: u32) -> u64 {
    let stat = std::fs::read_to_string(format!("/proc/{process}/stat")).unwrap();
    let fields: Vec<&str> = stat.rsplit(')').next().unwrap().split_whitespace().collect();
    fields[11].parse::<u64>().unwrap() + fields[12].parse::<u64>().unwrap()
}

#[test]
fn five_connections_of_endless_parts_take_neither_memory_nor_time() {
    let sandbox = Sandbox::new();
    let portal = serve(&sandbox);
    let process = portal.process();
    let (before, began) = (memory(process, "VmHWM"), worked(process));
    for begin in SHAPES {
        thread::scope(|scope| {
            for _ in 0..5 {
                scope.spawn(|| send(&portal, begin, 90 * 1024 * 1024));
            }
        });
    }
    let (more, time) = (memory(process, "VmHWM") - before, worked(process) - began);
    assert!(more < 32 * 1024, "{more} KiB more at its most");
    assert!(time < 500, "{time} hundredths of a second of the processor");
    portal.end().unwrap();
}
