//! The virus scanner: a clamd of our own on loopback, which speaks its protocol and knows one virus.

use std::sync::Arc;

use axum::http::StatusCode;
use server::desk::receive::Receiving;
use server::testing::samples::png;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

use crate::support::browser::Browser;
use crate::support::story::{MONDAY, Story};

const CORRECTION: [(&str, &str); 4] = [("email", "mika@example.org"), ("category", "profile"), ("says", "Mika"), ("should_say", "Mica")];

/// The file by which scanners are tried, put together here so that none finds it in the source.
fn eicar() -> Vec<u8> {
    [r"X5O!P%@AP[4\PZX54(P^)7CC)7}", "$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"].concat().into_bytes()
}

/// How the scanner behaves.
#[derive(Clone, Copy)]
enum Mood {
    Well,
    Confused,
    Gone,
}

/// Starts one; answers its address.
async fn clamd(mood: Mood) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(answer(stream, mood));
        }
    });
    format!("tcp:{address}")
}

async fn answer(mut stream: TcpStream, mood: Mood) {
    let mut command = [0; 10];
    stream.read_exact(&mut command).await.unwrap();
    assert_eq!(&command, b"zINSTREAM\0");
    if matches!(mood, Mood::Gone) {
        return;
    }
    let mut file = Vec::new();
    loop {
        let length = stream.read_u32().await.unwrap() as usize;
        if length == 0 {
            break;
        }
        let mut piece = vec![0; length];
        stream.read_exact(&mut piece).await.unwrap();
        file.append(&mut piece);
    }
    let virus = eicar();
    let found = file.windows(virus.len()).any(|window| window == virus);
    let words: &[u8] = match mood {
        Mood::Confused => b"INSTREAM size limit exceeded. ERROR\0",
        _ if found => b"stream: Eicar-Test-Signature FOUND\0",
        _ => b"stream: OK\0",
    };
    stream.write_all(words).await.unwrap();
}

/// A portal with this scanner.
async fn portal(address: &str) -> (Story, Browser) {
    let mut story = Story::begin(server::testing::Database::Sqlite, MONDAY).await;
    story.test.house.receiving = Arc::new(Receiving::default().with_scanner(Some(address.parse().unwrap())));
    let browser = Browser::new(&story.test);
    (story, browser)
}

async fn nothing_lies(story: &Story) -> bool {
    std::fs::read_dir(story.incoming()).map_or(true, |mut list| list.next().is_none())
        && story.number("SELECT COUNT(*) AS value FROM files").await == 0
}

#[tokio::test]
async fn a_virus_is_refused_and_what_is_clean_is_taken() {
    let (story, mut browser) = portal(&clamd(Mood::Well).await).await;
    for bytes in [eicar(), [png(), eicar()].concat()] {
        let page = browser.upload("/hellotalk/correction", &CORRECTION, &[("files", "proof.png", &bytes)]).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "behind a picture's end too");
        assert!(page.has("virus scanner warns of this file"));
        assert!(nothing_lies(&story).await);
    }
    let page = browser.upload("/hellotalk/correction", &CORRECTION, &[("files", "proof.png", &png())]).await;
    assert_eq!(page.location(), "/code");
    assert_eq!(story.number("SELECT COUNT(*) AS value FROM files").await, 1);
}

#[tokio::test]
async fn without_the_scanners_word_nothing_is_taken() {
    let closed = {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        format!("tcp:{}", listener.local_addr().unwrap())
    };
    for address in [closed, clamd(Mood::Gone).await, clamd(Mood::Confused).await, "unix:/nowhere/clamd.sock".to_owned()] {
        let (story, mut browser) = portal(&address).await;
        let page = browser.upload("/hellotalk/correction", &CORRECTION, &[("files", "proof.png", &png())]).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{address}");
        assert!(page.has("We cannot check files for viruses right now"), "{address}");
        assert!(page.has("Mica"), "what was typed stays");
        assert!(nothing_lies(&story).await);
        assert_eq!(browser.upload("/hellotalk/correction", &CORRECTION, &[]).await.location(), "/code", "words are taken");
    }
}
