//! Crowds, against the program itself: many pages that wait for events, many visitors who take nothing of what they asked for, and
//! archives that are small until they are unpacked. What the process may use in memory and processor time stands here in figures.

use std::io::{Cursor, Read as _, Write as _};
use std::net::SocketAddr;
use std::process::Stdio;
use std::time::Duration;

use server::clock::Stopwatch;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpSocket, TcpStream};
use zip::write::SimpleFileOptions;

use super::floods::{memory, serve, serve_with, worked};
use crate::docs::sandbox::{Portal, Sandbox, program};

/// The most that a crowd may take of the program's memory, in KiB.
const MEMORY: u64 = 32 * 1024;

/// A connection from one of the addresses of this machine, as if from another network.
async fn connect(portal: &Portal, from: [u8; 4]) -> TcpStream {
    let socket = TcpSocket::new_v4().unwrap();
    // As small as it gets: what the portal writes waits with the portal.
    socket.set_recv_buffer_size(4096).unwrap();
    socket.bind(SocketAddr::from((from, 0))).unwrap();
    socket.connect(portal.origin().replace("http://", "").parse().unwrap()).await.unwrap()
}

/// Reads until these words have come; false when the connection ends before.
async fn until(stream: &mut TcpStream, words: &str) -> bool {
    let (mut all, mut part) = (String::new(), [0; 4096]);
    while !all.contains(words) {
        match stream.read(&mut part).await {
            Ok(read) if read > 0 => all.push_str(&String::from_utf8_lossy(&part[..read])),
            _ => return false,
        }
    }
    true
}

/// Whether the portal responds to somebody else, and how long that takes.
async fn answers(portal: &Portal) -> Duration {
    let (began, mut stream) = (Stopwatch::start(), connect(portal, [127, 0, 0, 9]).await);
    stream.write_all(b"GET /hellotalk HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n").await.unwrap();
    assert!(until(&mut stream, "HTTP/1.1 200 OK").await, "the portal answers");
    began.elapsed()
}

/// The cookie of a lead who is at work in this portal.
fn lead(sandbox: &Sandbox, portal: &Portal) -> String {
    let at = |name: &str| sandbox.path().join(name).display().to_string();
    let mut maker = program();
    maker.args(["testing", "--data", &at("data"), "--policies", &at("policies"), "--origin", &portal.origin()]);
    maker.env("HABEAS_TESTING", "1").stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut maker = maker.spawn().unwrap();
    let asks = "{\"make\":\"staff\",\"role\":\"lead\",\"name\":\"Lea\",\"email\":\"lea@staff.example\",\"password\":\"a calm sea and a gull\"}\n\
                {\"make\":\"staff_session\",\"email\":\"lea@staff.example\"}\n";
    maker.stdin.take().unwrap().write_all(asks.as_bytes()).unwrap();
    let mut said = String::new();
    maker.stdout.take().unwrap().read_to_string(&mut said).unwrap();
    assert!(maker.wait().unwrap().success(), "{said}");
    let made: serde_json::Value = serde_json::from_str(said.lines().last().unwrap()).unwrap();
    made["cookie"].as_str().unwrap().to_owned()
}

/// A report as a form posts it.
fn report_of(user: &str) -> String {
    let body = format!("target=user&value={user}&harm=hate&words=");
    format!(
        "POST /hellotalk/report HTTP/1.1\r\nHost: 127.0.0.1\r\nSec-Fetch-Site: same-origin\r\nContent-Type: \
         application/x-www-form-urlencoded\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
        body.len()
    )
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_hundred_pages_that_wait_for_events_take_little_and_hear_all() {
    let sandbox = Sandbox::new();
    let portal = serve_with(&sandbox, "x3");
    let (process, cookie) = (portal.process(), lead(&sandbox, &portal));
    answers(&portal).await;
    let (before, began) = (memory(process, "VmHWM"), worked(process));
    let ask = format!("GET /staff/queue/events HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: staff={cookie}\r\n\r\n");
    let mut live = Vec::new();
    for network in [2, 3] {
        for _ in 0..100 {
            let mut stream = connect(&portal, [127, 0, 0, network]).await;
            stream.write_all(ask.as_bytes()).await.unwrap();
            assert!(until(&mut stream, "text/event-stream").await);
            live.push(stream);
        }
        // One network has no more than that.
        let mut more = connect(&portal, [127, 0, 0, network]).await;
        let asked = more.write_all(ask.as_bytes()).await;
        assert!(asked.is_err() || !until(&mut more, "HTTP/1.1").await);
    }
    let opened = worked(process) - began;
    assert!(opened < 600, "to open them takes {opened} hundredths of a second");
    let began = worked(process);
    for user in 0..5 {
        let mut stream = connect(&portal, [127, 0, 0, 4]).await;
        stream.write_all(report_of(&format!("user{user}")).as_bytes()).await.unwrap();
        assert!(until(&mut stream, "303 See Other").await);
    }
    for stream in &mut live {
        let (mut heard, mut part) = (String::new(), [0; 4096]);
        while heard.matches("event: changed").count() < 5 {
            let read = stream.read(&mut part).await.unwrap();
            assert!(read > 0, "each page hears of each report");
            heard.push_str(&String::from_utf8_lossy(&part[..read]));
        }
    }
    let told = worked(process) - began;
    assert!(told < 1_000, "to tell 200 pages of five reports takes {told} hundredths of a second");
    let more = memory(process, "VmHWM") - before;
    assert!(more < MEMORY, "{more} KiB more at its most");
    assert!(answers(&portal).await < Duration::from_secs(5));
    portal.end().unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_hundred_visitors_who_take_nothing_hold_no_memory() {
    let sandbox = Sandbox::new();
    let pkg = sandbox.path().join("site/pkg");
    std::fs::create_dir_all(&pkg).unwrap();
    // More than any buffer in between holds: 200 of them are 3 GB.
    std::fs::write(pkg.join("large.bin"), vec![b'x'; 16 << 20]).unwrap();
    let portal = serve(&sandbox);
    let process = portal.process();
    answers(&portal).await;
    let (before, began) = (memory(process, "VmHWM"), worked(process));
    let asset = "GET /pkg/large.bin HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".to_owned();
    // Pages are asked for one behind the other, as many as a connection's own buffer takes.
    let pages = "GET /hellotalk/data HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".repeat(10);
    let mut slow = Vec::new();
    for (network, ask) in [(2, &asset), (3, &pages)] {
        for _ in 0..100 {
            let mut stream = connect(&portal, [127, 0, 0, network]).await;
            stream.write_all(ask.as_bytes()).await.unwrap();
            assert!(until(&mut stream, "HTTP/1.1 200 OK").await);
            slow.push(stream);
        }
    }
    assert!(answers(&portal).await < Duration::from_secs(5));
    let (more, time) = (memory(process, "VmHWM") - before, worked(process) - began);
    // Half a megabyte each at the most; what is under way is in no order, so that it is between 40 and 70 MB in all.
    assert!(more < 3 * MEMORY, "{more} KiB more at its most");
    assert!(time < 3_000, "{time} hundredths of a second of the processor");
    portal.end().unwrap();
}

/// An archive of two megabytes out of which come `megabytes` more.
fn bomb(megabytes: usize) -> Vec<u8> {
    let mut one = zip::ZipWriter::new(Cursor::new(Vec::new()));
    one.start_file("zeros", SimpleFileOptions::default()).unwrap();
    one.write_all(&[0; 1_000_000]).unwrap();
    let one = one.finish().unwrap().into_inner();
    let mut all = zip::ZipWriter::new(Cursor::new(Vec::new()));
    // What cannot be packed: without it nobody unpacks what comes after.
    let mut state = 1_u64;
    let noise: Vec<u8> = std::iter::repeat_with(|| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 56) as u8
    })
    .take(2_000_000)
    .collect();
    all.start_file("noise", SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored)).unwrap();
    all.write_all(&noise).unwrap();
    let mut packed = zip::ZipArchive::new(Cursor::new(one)).unwrap();
    for number in 0..megabytes {
        all.raw_copy_file_rename(packed.by_index(0).unwrap(), format!("zeros-{number}")).unwrap();
    }
    all.finish().unwrap().into_inner()
}

/// Posts a correction with this archive; returns the status.
async fn send(portal: &Portal, network: u8, archive: &[u8]) -> u16 {
    let field = |name: &str, value: &str| format!("--B\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
    let mut body = Vec::new();
    for (name, value) in [("email", "mika@example.org"), ("category", "profile"), ("says", "Mika"), ("should_say", "Mica")] {
        body.extend_from_slice(field(name, value).as_bytes());
    }
    body.extend_from_slice(b"--B\r\nContent-Disposition: form-data; name=\"files\"; filename=\"a.zip\"\r\n\r\n");
    body.extend_from_slice(archive);
    body.extend_from_slice(b"\r\n--B--\r\n");
    let head = format!(
        "POST /hellotalk/correction HTTP/1.1\r\nHost: 127.0.0.1\r\nSec-Fetch-Site: same-origin\r\nContent-Type: \
         multipart/form-data; boundary=B\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
        body.len()
    );
    let mut stream = connect(portal, [127, 0, 0, network]).await;
    stream.write_all(head.as_bytes()).await.unwrap();
    stream.write_all(&body).await.unwrap();
    let mut answer = [0; 12];
    stream.read_exact(&mut answer).await.unwrap();
    std::str::from_utf8(&answer[9..]).unwrap().parse().unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn archives_that_are_small_until_they_are_unpacked_keep_nobody_waiting() {
    let sandbox = Sandbox::new();
    let portal = serve(&sandbox);
    let process = portal.process();
    // At the bound, beyond it, and one that hides nothing.
    let (taken, large, plain) = (bomb(190), bomb(400), bomb(0));
    answers(&portal).await;
    let (before, began) = (memory(process, "VmHWM"), worked(process));
    let mut waited = Duration::ZERO;
    let told = {
        let sent = [(2, &taken), (3, &large), (4, &large), (5, &plain)].map(|(network, archive)| send(&portal, network, archive));
        let mut all = futures_util::future::join_all(sent);
        loop {
            tokio::select! {
                told = &mut all => break told,
                time = answers(&portal) => waited = waited.max(time),
            }
        }
    };
    assert_eq!(told, [303, 422, 422, 303]);
    let (more, time) = (memory(process, "VmHWM") - before, worked(process) - began);
    assert!(more < MEMORY, "{more} KiB more at its most");
    assert!(time < 3_000, "{time} hundredths of a second of the processor");
    assert!(waited < Duration::from_secs(5), "another waits for {waited:?}");
    portal.end().unwrap();
}
