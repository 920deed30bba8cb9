//! Real connections: what is half sent is not waited for, no network has more than its share, and an end is polite.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use server::http::listen::{Patience, serve};
use server::http::{Web, WebConfig, router};
use server::testing::{Database, web_of};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use crate::support::browser::Browser;
use crate::support::forms::deletion;
use crate::support::story::{MONDAY, Story};

/// A portal on a port of its own.
struct Portal {
    story: Story,
    at: SocketAddr,
    stop: Option<oneshot::Sender<()>>,
    served: JoinHandle<std::io::Result<()>>,
}

/// Long enough for a busy machine to answer, short enough to be waited for.
const SHORT: Duration = Duration::from_millis(400);

impl Portal {
    async fn open(patience: Patience) -> Self {
        let story = Story::begin(Database::Sqlite, MONDAY).await;
        let config = WebConfig { patience, ..web_of(&story.test).config.clone() };
        let web = Arc::new(Web::new(story.test.house.clone(), config));
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let at = listener.local_addr().unwrap();
        let (stop, stopped) = oneshot::channel();
        let served = tokio::spawn(async move {
            let stop = async { drop(stopped.await) };
            serve(listener, router(web), &[], patience, stop).await
        });
        Self { story, at, stop: Some(stop), served }
    }

    async fn connect(&self, first: &str) -> TcpStream {
        let mut stream = TcpStream::connect(self.at).await.unwrap();
        stream.write_all(first.as_bytes()).await.unwrap();
        stream
    }

    /// What comes until the portal ends the connection. A reset is an end as well.
    async fn until_the_end(mut stream: TcpStream) -> String {
        let mut all = Vec::new();
        let mut part = [0; 4096];
        while let Ok(read) = stream.read(&mut part).await {
            if read == 0 {
                break;
            }
            all.extend_from_slice(&part[..read]);
        }
        String::from_utf8_lossy(&all).into_owned()
    }

    /// Reads until these words have come.
    async fn until(stream: &mut TcpStream, words: &str) -> String {
        let (mut all, mut part) = (String::new(), [0; 4096]);
        while !all.contains(words) {
            let read = stream.read(&mut part).await.unwrap();
            assert!(read > 0, "it ended with: {all}");
            all.push_str(&String::from_utf8_lossy(&part[..read]));
        }
        all
    }
}

const HEALTH: &str = "GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_half_sent_head_is_cut_off() {
    let portal = Portal::open(Patience { head: SHORT, ..Patience::default() }).await;
    for half in ["", "GET", "GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n", "GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: aaa"] {
        let answer = Portal::until_the_end(portal.connect(half).await).await;
        assert!(!answer.contains("200 OK"), "{half:?}: {answer}");
    }
    // A connection that was used, and then only held.
    let answer = Portal::until_the_end(portal.connect(HEALTH).await).await;
    assert!(answer.starts_with("HTTP/1.1 200 OK") && answer.ends_with("ok\n"), "{answer}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_half_sent_body_is_not_waited_for() {
    let portal = Portal::open(Patience { body: SHORT, ..Patience::default() }).await;
    let half = "POST /hellotalk/deletion HTTP/1.1\r\nHost: 127.0.0.1\r\nSec-Fetch-Site: same-origin\r\nContent-Type: \
                application/x-www-form-urlencoded\r\nContent-Length: 1000\r\n\r\nemail=mika";
    let answer = Portal::until_the_end(portal.connect(half).await).await;
    assert!(answer.starts_with("HTTP/1.1 4"), "{answer}");
    assert_eq!(portal.story.number("SELECT COUNT(*) AS value FROM tickets").await, 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_network_has_so_many_connections() {
    let portal = Portal::open(Patience { connections: 2, ..Patience::default() }).await;
    let (mut first, mut second) = (portal.connect(HEALTH).await, portal.connect(HEALTH).await);
    Portal::until(&mut first, "ok\n").await;
    Portal::until(&mut second, "ok\n").await;
    assert_eq!(Portal::until_the_end(TcpStream::connect(portal.at).await.unwrap()).await, "", "one too many");
    drop(first);
    // Its place is free as soon as the portal has noticed.
    loop {
        let mut third = TcpStream::connect(portal.at).await.unwrap();
        let mut begin = [0; 12];
        if third.write_all(HEALTH.as_bytes()).await.is_ok() && third.read_exact(&mut begin).await.is_ok() {
            assert_eq!(&begin, b"HTTP/1.1 200");
            break;
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn live_events_outlast_every_patience_but_not_the_end() {
    let patience = Patience { head: SHORT, body: SHORT, take: SHORT, answer: SHORT, end: SHORT, ..Patience::default() };
    let mut portal = Portal::open(patience).await;
    let ada = Browser::new(&portal.story.test).staff(&portal.story.test, "Ada", "agent").await;
    let ask = format!("GET /staff/queue/events HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: staff={}\r\n\r\n", ada.cookies["staff"]);
    let mut live = portal.connect(&ask).await;
    assert!(Portal::until(&mut live, "\r\n\r\n").await.contains("text/event-stream"));
    // So long does somebody wait who has sent nothing.
    for _ in 0..2 {
        Portal::until_the_end(portal.connect("GET").await).await;
    }
    // News are of tickets that Ada may see: of one that there is not, nobody hears.
    let reference = portal.story.prove(deletion("mika@example.org")).await.reference;
    portal.story.tell(&reference, "claimed", "staff:somebody");
    let told = Portal::until(&mut live, &reference).await;
    assert!(told.contains("event: changed") && !told.contains("claimed"), "that something changed, and not what: {told}");
    portal.stop.take().unwrap().send(()).unwrap();
    portal.served.await.unwrap().unwrap();
    assert!(TcpStream::connect(portal.at).await.is_err(), "nobody listens any more");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_under_way_is_finished() {
    let mut portal = Portal::open(Patience::default()).await;
    let body = "email=mika%40example.org&scope=account&understood=yes";
    let head = format!(
        "POST /hellotalk/deletion HTTP/1.1\r\nHost: 127.0.0.1\r\nSec-Fetch-Site: same-origin\r\nContent-Type: \
         application/x-www-form-urlencoded\r\nExpect: 100-continue\r\nContent-Length: {}\r\n\r\n",
        body.len()
    );
    let mut stream = portal.connect(&head).await;
    Portal::until(&mut stream, "100 Continue").await;
    portal.stop.take().unwrap().send(()).unwrap();
    // The portal has heard it as soon as nobody is let in any more.
    while TcpStream::connect(portal.at).await.is_ok() {}
    stream.write_all(body.as_bytes()).await.unwrap();
    let answer = Portal::until_the_end(stream).await;
    assert!(answer.contains("303 See Other") && answer.to_lowercase().contains("location: /code"), "{answer}");
    portal.served.await.unwrap().unwrap();
    assert_eq!(portal.story.number("SELECT COUNT(*) AS value FROM tickets").await, 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_answer_that_nobody_takes_is_given_up() {
    let portal = Portal::open(Patience { head: SHORT, take: SHORT, ..Patience::default() }).await;
    let pkg = portal.story.test.folder.join("site/pkg");
    std::fs::create_dir_all(&pkg).unwrap();
    // More than any buffer in between holds.
    let size = 24 << 20;
    std::fs::write(pkg.join("large.bin"), vec![b'x'; size]).unwrap();
    let ask = "GET /pkg/large.bin HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";
    let mut slow = portal.connect(ask).await;
    Portal::until(&mut slow, "\r\n\r\n").await;
    // Whoever takes it gets all of it meanwhile.
    assert!(Portal::until_the_end(portal.connect(ask).await).await.len() > size);
    for _ in 0..2 {
        Portal::until_the_end(portal.connect("GET").await).await;
    }
    assert!(Portal::until_the_end(slow).await.len() < size);
}
