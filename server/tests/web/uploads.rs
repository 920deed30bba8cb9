//! Files that come with a form: which, how large, how many, and what a refused form leaves of them.

use axum::http::StatusCode;

use crate::portal;
use crate::support::story::Story;

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n0000000000000000";
const CORRECTION: [(&str, &str); 4] = [("email", "mika@example.org"), ("category", "profile"), ("says", "Mika"), ("should_say", "Mica")];

/// How many files lie anywhere in the house's folder of files.
fn lying(story: &Story) -> usize {
    fn count(folder: &std::path::Path) -> usize {
        let Ok(list) = std::fs::read_dir(folder) else { return 0 };
        list.map(|entry| entry.unwrap().path()).map(|path| if path.is_dir() { count(&path) } else { 1 }).sum()
    }
    count(&story.files) + count(&story.incoming())
}

#[tokio::test]
async fn evidence_is_received_and_its_type_is_found() {
    let (story, mut browser) = portal().await;
    let page = browser.upload("/hellotalk/correction", &CORRECTION, &[("files", "../../etc/proof.exe.png", PNG)]).await;
    assert_eq!(page.location(), "/code");
    let ticket = story.ticket(&story.only_reference().await).await;
    let files = server::store::file::list(&mut story.store.read().await.unwrap(), &story.vault, &ticket.id).await.unwrap();
    assert_eq!((files.len(), files[0].name.as_str(), files[0].mime.as_str()), (1, "proof.exe.png", "image/png"));
    assert_eq!(files[0].size, i64::try_from(PNG.len()).unwrap());
    assert!(story.is_there(&files[0].id));
    assert_eq!(std::fs::read(server::desk::upload::place(&story.files, &files[0].id)).unwrap(), PNG);
}

#[tokio::test]
async fn what_can_run_is_refused_whatever_it_is_called() {
    let (story, mut browser) = portal().await;
    for bad in [
        &b"<html><script>alert(1)</script>"[..],
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='x'>",
        b"MZ\x90\x00\x03",
        b"\x7fELF\x02\x01",
        b"#!/bin/sh\n",
        b"\x00\x01\x02\x03",
    ] {
        let page = browser.upload("/hellotalk/correction", &CORRECTION, &[("files", "photo.png", bad)]).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{bad:?}");
        assert!(page.has("href=\"#files"), "it is said beside the field");
        assert!(page.has("Mica"), "what was typed stays");
    }
    let page = browser.upload("/hellotalk/correction", &CORRECTION, &[("files", "empty.png", b"")]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(lying(&story), 0, "nothing of them stays");
    assert_eq!(story.number("SELECT COUNT(*) AS value FROM tickets").await, 0);
}

#[tokio::test]
async fn a_field_left_empty_is_no_file() {
    let (story, mut browser) = portal().await;
    assert_eq!(browser.upload("/hellotalk/correction", &CORRECTION, &[("files", "", b"")]).await.location(), "/code");
    assert_eq!(story.number("SELECT COUNT(*) AS value FROM files").await, 0);
}

#[tokio::test]
async fn five_files_of_twenty_megabytes_and_no_more() {
    let (story, mut browser) = portal().await;
    let mut large = PNG.to_vec();
    large.resize(server::desk::upload::MAX_FILE as usize, 0);
    assert_eq!(browser.upload("/hellotalk/correction", &CORRECTION, &[("files", "large.png", &large)]).await.location(), "/code");
    large.push(0);
    let page = browser.upload("/hellotalk/correction", &CORRECTION, &[("files", "larger.png", &large)]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.has("href=\"#files"));
    assert_eq!(lying(&story), 1);
    let six = [("files", "a.png", PNG); 6];
    let page = browser.upload("/hellotalk/correction", &CORRECTION, &six).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(lying(&story), 1);
    assert_eq!(browser.upload("/hellotalk/correction", &CORRECTION, &six[..5]).await.location(), "/code");
    assert_eq!(lying(&story), 6);
}

#[tokio::test]
async fn mistakes_and_wrong_files_are_told_together() {
    let (_story, mut browser) = portal().await;
    let page = browser.upload("/hellotalk/correction", &[("email", "nobody")], &[("files", "x.png", b"MZ\x90\x00")]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    for field in ["email", "says", "files"] {
        assert!(page.has(&format!("href=\"#{field}")), "{field}");
    }
}

#[tokio::test]
async fn a_reports_mistakes_and_wrong_files_are_told_together() {
    let (_story, mut browser) = portal().await;
    let page = browser.upload("/hellotalk/report", &[("email", "nobody")], &[("files", "x.png", b"MZ\x90\x00")]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    for field in ["harm", "value", "email", "files"] {
        assert!(page.has(&format!("href=\"#{field}")), "{field}");
    }
}

#[tokio::test]
async fn only_a_correction_takes_files() {
    let (story, mut browser) = portal().await;
    let page = browser.upload("/hellotalk/deletion", &crate::DELETION, &[("files", "a.png", PNG)]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(lying(&story), 0);
}

#[tokio::test]
async fn the_gravest_reports_take_no_picture() {
    let (story, mut browser) = portal().await;
    let grave = [("target", "user"), ("value", "predator"), ("harm", "child_sexual_exploitation")];
    let page = browser.upload("/hellotalk/report", &grave, &[("files", "a.png", PNG)]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(lying(&story), 0);
    let page = browser.upload("/hellotalk/report", &grave, &[]).await;
    assert_eq!(page.location(), "/hellotalk/report/received");
}
