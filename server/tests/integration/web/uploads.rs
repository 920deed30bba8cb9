//! Files that come with a form: which, how large, how many, and what a refused form leaves of them.

use std::sync::Arc;

use axum::http::StatusCode;
use server::desk::inspect::Refusal;
use server::desk::receive::Receiving;
use server::desk::upload::{MAX_FILE, MAX_UNPROVED_FILE, Sender};
use server::testing::samples::{TELLTALE, png, png_of, telling_jpeg, zip};

use crate::support::browser::{Browser, Page};
use crate::support::story::Story;
use crate::web::portal;

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
    let page = browser.upload("/hellotalk/correction", &CORRECTION, &[("files", "../../etc/proof.exe.png", &png())]).await;
    assert_eq!(page.location(), "/code");
    let ticket = story.ticket(&story.only_reference().await).await;
    let files = server::store::file::list(&mut story.store.read().await.unwrap(), &story.vault, &ticket.id).await.unwrap();
    assert_eq!((files.len(), files[0].name.as_str(), files[0].mime.as_str()), (1, "proof.exe.png", "image/png"));
    assert_eq!(files[0].size, i64::try_from(png().len()).unwrap());
    assert!(story.is_there(&files[0].id));
    let lying = std::fs::read(server::desk::upload::place(&story.files, &files[0].id)).unwrap();
    assert!(!lying.windows(4).any(|window| window == b"\x89PNG"), "it lies sealed");
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

/// A browser in which Mika is logged in.
async fn mika(story: &Story, browser: &Browser) -> Browser {
    let mut own = browser.another();
    own.cookies.insert("account".to_owned(), story.account_of("mika@example.org").await);
    own
}

#[tokio::test]
async fn five_files_of_twenty_megabytes_and_no_more() {
    let (story, browser) = portal().await;
    let mut browser = mika(&story, &browser).await;
    let sent = |page: &Page| page.location().starts_with("/requests/");
    let mut large = vec![b'a'; MAX_FILE as usize];
    assert!(sent(&browser.upload("/hellotalk/correction", &CORRECTION, &[("files", "large.txt", &large)]).await));
    large.push(b'a');
    let page = browser.upload("/hellotalk/correction", &CORRECTION, &[("files", "larger.txt", &large)]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.has("href=\"#files"));
    assert_eq!(lying(&story), 1);
    let png = png();
    let six = [("files", "a.png", png.as_slice()); 6];
    let page = browser.upload("/hellotalk/correction", &CORRECTION, &six).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(lying(&story), 1);
    let five = browser.upload("/hellotalk/correction", &[CORRECTION[0], CORRECTION[1], ("says", "Mika 2"), CORRECTION[3]], &six[..5]).await;
    assert!(sent(&five));
    assert_eq!(lying(&story), 6);
}

#[tokio::test]
async fn of_somebody_unknown_three_files_of_eight_megabytes_and_no_more() {
    let (story, mut browser) = portal().await;
    let mut large = vec![b'a'; MAX_UNPROVED_FILE as usize];
    assert!(browser.get("/hellotalk/correction").await.has("Up to 3 files, 8 MB each"));
    assert_eq!(browser.upload("/hellotalk/correction", &CORRECTION, &[("files", "large.txt", &large)]).await.location(), "/code");
    large.push(b'a');
    assert!(told(&mut browser, "larger.txt", &large).await.contains("only from people who are logged in"));
    let png = png();
    let four = [("files", "a.png", png.as_slice()); 4];
    for (path, fields) in [("/hellotalk/correction", &CORRECTION[..]), ("/hellotalk/report", &REPORT[..])] {
        assert_eq!(browser.upload(path, fields, &four).await.status, StatusCode::UNPROCESSABLE_ENTITY, "{path}");
    }
    assert_eq!(lying(&story), 1);
    assert_eq!(browser.upload("/hellotalk/report", &REPORT, &four[..3]).await.location(), "/hellotalk/report/received");
    assert_eq!(lying(&story), 4);
}

const REPORT: [(&str, &str); 4] = [("target", "user"), ("value", "spammer"), ("harm", "bullying"), ("words", "Every evening.")];

#[tokio::test]
async fn all_files_of_people_unknown_have_a_bound_and_nobody_else_is_held_back_by_it() {
    let mut story = Story::begin(server::testing::Database::Sqlite, crate::support::story::MONDAY).await;
    // Each file counts 64 KiB at least: three fit.
    story.test.house.receiving = Arc::new(Receiving::default().with_unproved(200_000));
    let mut browser = Browser::new(&story.test);
    let png = png();
    let file = [("files", "a.png", png.as_slice())];
    assert_eq!(browser.upload("/hellotalk/correction", &CORRECTION, &file).await.location(), "/code");
    // Two in one form: there is room for them as they come, and for one of them only when they are kept.
    for name in ["one", "two", "three"] {
        let user = [("target", "user"), ("value", name), ("harm", "hate"), ("words", "")];
        let page = browser.another().upload("/hellotalk/report", &user, &[file[0]; 2]).await;
        if name == "one" {
            assert_eq!(page.location(), "/hellotalk/report/received");
        } else {
            assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
            assert!(page.has("href=\"#files") && page.has("Right now we take files only from people who are logged in"));
            assert!(page.has(name), "what was typed stays");
        }
    }
    assert_eq!(lying(&story), 3);
    assert_eq!(browser.another().upload("/hellotalk/report", &REPORT, &[]).await.location(), "/hellotalk/report/received");
    // Who is known sends, and makes nobody else wait.
    let mut own = mika(&story, &browser).await;
    let another = [CORRECTION[0], CORRECTION[1], ("says", "Mika 2"), CORRECTION[3]];
    assert!(own.upload("/hellotalk/correction", &another, &file).await.location().starts_with("/requests/"));
    assert_eq!(own.upload("/hellotalk/report", &REPORT, &file).await.location(), "/hellotalk/report/received");
    assert_eq!(story.number("SELECT COUNT(*) AS value FROM files WHERE unproved = 1").await, 3);
    // The code proves the first form's address, and its file counts no longer.
    let code = story.mail_to("code", "mika@example.org").await.code();
    browser.post("/code", &[("code", &code)]).await;
    assert_eq!(story.number("SELECT COUNT(*) AS value FROM files WHERE unproved = 1").await, 2);
    assert_eq!(browser.another().upload("/hellotalk/report", &REPORT, &file).await.location(), "/hellotalk/report/received");
}

#[tokio::test]
async fn a_reports_files_count_no_longer_when_its_address_is_proved() {
    let (story, mut browser) = portal().await;
    let with_address = [REPORT[0], REPORT[1], REPORT[2], REPORT[3], ("email", "noor@example.org")];
    let png = png();
    for _ in 0..2 {
        browser.upload("/hellotalk/report", &with_address, &[("files", "a.png", &png)]).await;
        story.minutes(1);
    }
    assert_eq!(story.number("SELECT COUNT(*) AS value FROM files WHERE unproved = 1").await, 2);
    let code = story.mail_to("code", "noor@example.org").await.code();
    assert_eq!(browser.post("/code", &[("code", &code)]).await.status, StatusCode::SEE_OTHER);
    assert_eq!(story.number("SELECT COUNT(*) AS value FROM files WHERE unproved = 1").await, 1, "the other report was not proved");
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
    let page = browser.upload("/hellotalk/deletion", &crate::web::DELETION, &[("files", "a.png", &png())]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(lying(&story), 0);
}

#[tokio::test]
async fn the_gravest_reports_take_no_picture() {
    let (story, mut browser) = portal().await;
    let grave = [("target", "user"), ("value", "predator"), ("harm", "child_sexual_exploitation")];
    let page = browser.upload("/hellotalk/report", &grave, &[("files", "a.png", &png())]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(lying(&story), 0);
    let page = browser.upload("/hellotalk/report", &grave, &[]).await;
    assert_eq!(page.location(), "/hellotalk/report/received");
}

/// What a refused file is told beside its field, in English.
async fn told(browser: &mut Browser, name: &str, bytes: &[u8]) -> String {
    let page = browser.upload("/hellotalk/correction", &CORRECTION, &[("files", name, bytes)]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}");
    assert!(page.has("Mica"), "what was typed stays");
    page.text()
}

#[tokio::test]
async fn each_refusal_says_what_to_send_instead() {
    let (story, mut browser) = portal().await;
    for (name, bytes, words) in [
        ("cat.gif", b"GIF89a\x01\0\x01\0\0\0\0;".to_vec(), "Send the picture as PNG or JPEG"),
        ("photo.heic", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic".to_vec(), "the format of iPhone photos"),
        ("torn.png", png()[..40].to_vec(), "This picture is not whole"),
        ("huge.png", png_of(30_000, 30_000, &[]), "too many pixels"),
        ("torn.zip", b"PK\x03\x04 everything".to_vec(), "This ZIP file cannot be opened"),
        ("bomb.zip", zip(&[("zeros", &[0; 5_000_000])]), "There is too much in this ZIP file"),
        ("up.zip", zip(&[("../up.txt", b".")]), "lead out of its folder"),
        ("inner.zip", zip(&[("in.zip", &zip(&[("a", b"a")]))]), "archives or office files inside"),
    ] {
        assert!(told(&mut browser, name, &bytes).await.contains(words), "{name}: {words}");
    }
    assert_eq!(lying(&story), 0);
    let page = browser.post("/language", &[("lang", "zh-CN"), ("to", "/")]).await;
    assert!(page.status.is_redirection());
    assert!(told(&mut browser, "cat.gif", b"GIF89a\x01\0\x01\0\0\0\0;").await.contains("不能接收 GIF"));
}

#[tokio::test]
async fn a_picture_is_kept_without_what_nobody_meant_to_send() {
    let (story, mut browser) = portal().await;
    let page = browser.upload("/hellotalk/correction", &CORRECTION, &[("files", "photo.jpg", &telling_jpeg(40, 30, 6))]).await;
    assert_eq!(page.location(), "/code");
    let code = story.mail_to("code", "mika@example.org").await.code();
    browser.post("/code", &[("code", &code)]).await;
    let (reference, id) = (story.only_reference().await, story.text("SELECT id AS value FROM files", &[]).await);
    let mut staff = browser.another().staff(&story.test, "Ada", "agent").await;
    let got = staff.get(&format!("/staff/tickets/{reference}/files/{id}")).await;
    assert_eq!((got.status, got.header("content-type")), (StatusCode::OK, "image/jpeg"));
    assert_eq!(got.header("content-length"), got.bytes.len().to_string());
    assert!(got.bytes.starts_with(&[0xff, 0xd8]) && got.bytes.ends_with(&[0xff, 0xd9]));
    assert!(!got.bytes.windows(TELLTALE.len()).any(|window| window == TELLTALE.as_bytes()));
}

/// A portal whose house receives files like this.
async fn portal_with(receiving: Receiving) -> (Story, Browser) {
    let mut story = Story::begin(server::testing::Database::Sqlite, crate::support::story::MONDAY).await;
    story.test.house.receiving = Arc::new(receiving);
    let browser = Browser::new(&story.test);
    (story, browser)
}

#[tokio::test]
async fn a_part_without_a_name_loses_nothing() {
    let (story, mut browser) = portal().await;
    for (name, bytes, kept) in [("", png(), 1), ("", Vec::new(), 0), ("statement.csv", b"day,words\n1,hello\n".to_vec(), 1)] {
        let page = browser.another().upload("/hellotalk/correction", &CORRECTION, &[("files", name, &bytes)]).await;
        assert_eq!(page.location(), "/code", "{name:?}");
        let files = story.number("SELECT COUNT(*) AS value FROM files").await;
        assert_eq!(files, kept, "{name:?} {}", bytes.len());
        story.tamper("DELETE FROM files", &[]).await;
    }
    assert!(told(&mut browser, "", b"<html><body>").await.contains("web pages"));
}

#[tokio::test]
async fn a_full_disk_takes_no_file() {
    let (story, mut browser) = portal_with(Receiving::default().with_least_free(u64::MAX)).await;
    assert!(told(&mut browser, "a.png", &png()).await.contains("We cannot take files right now"));
    assert_eq!(lying(&story), 0);
    assert_eq!(browser.upload("/hellotalk/correction", &CORRECTION, &[]).await.location(), "/code", "words are taken");
}

#[tokio::test]
async fn without_memory_a_file_waits_and_is_then_sent_away() {
    let (story, mut browser) =
        portal_with(Receiving::default().with_memory(256 * 1024, 1 << 20, std::time::Duration::from_millis(50))).await;
    assert!(told(&mut browser, "a.txt", &[b'a'; 200_000]).await.contains("Many files are coming in"));
    assert_eq!(lying(&story), 0);
    assert_eq!(
        browser.upload("/hellotalk/correction", &CORRECTION, &[("files", "a.png", &png())]).await.location(),
        "/code",
        "it is free again"
    );
}

#[tokio::test]
async fn who_has_proved_nothing_holds_up_nobody_who_has() {
    let receiving = Receiving::default().with_memory(512 * 1024, 64 << 20, std::time::Duration::from_millis(50));
    let piece = [0_u8; 64 * 1024];
    // Slow lines of strangers, which hold all that is theirs to hold.
    let mut slow: Vec<_> = (0..4).map(|line| receiving.parcel(Sender::Unproved, ["one", "two"][line % 2])).collect();
    for parcel in &mut slow {
        parcel.add(&piece).await.unwrap();
    }
    let mut another = receiving.parcel(Sender::Unproved, "three");
    assert_eq!(another.add(&piece).await, Err(Refusal::Busy));
    let mut proved = receiving.parcel(Sender::Proved, "four");
    let mut colleague = receiving.parcel(Sender::Proved, "five");
    for _ in 0..2 {
        proved.add(&piece).await.unwrap();
        colleague.add(&piece).await.unwrap();
    }
    assert_eq!(proved.add(&piece).await, Err(Refusal::Busy), "all together have a bound as well");
    assert_eq!(proved.size(), 2 * 64 * 1024, "what was not taken is not counted");
    drop(slow.pop());
    another.add(&piece).await.unwrap();
}

#[tokio::test]
async fn a_large_file_waits_for_all_of_its_room_and_holds_nothing_meanwhile() {
    // Room for two files of somebody who has proved who they are.
    let receiving = Receiving::default().with_memory(8 << 20, 40 << 20, std::time::Duration::from_millis(50));
    let begins = async |network: &str| {
        let mut parcel = receiving.parcel(Sender::Proved, network);
        parcel.add(&vec![1; 900_000]).await.unwrap();
        parcel
    };
    let (mut one, mut two, mut three) = (begins("one").await, begins("two").await, begins("three").await);
    one.add(&vec![2; 900_000]).await.unwrap();
    two.add(&vec![2; 900_000]).await.unwrap();
    assert_eq!(three.add(&vec![2; 900_000]).await, Err(Refusal::Busy), "it is not begun before there is room for all of it");
    // Those that are in come to their end, however many wait.
    for _ in 0..20 {
        one.add(&vec![3; 900_000]).await.unwrap();
        two.add(&vec![3; 900_000]).await.unwrap();
    }
    drop(one);
    let mut four = begins("four").await;
    four.add(&vec![2; 900_000]).await.unwrap();
    assert_eq!(four.size(), 1_800_000);
}

#[tokio::test]
async fn one_network_keeps_nobody_else_out() {
    let receiving = Receiving::default().with_memory(8 << 20, 100 << 20, std::time::Duration::from_millis(50));
    let begins = async |network: &str, bytes: usize| {
        let mut parcel = receiving.parcel(Sender::Proved, network);
        match parcel.add(&vec![1; 900_000]).await {
            Ok(()) if bytes > 900_000 => parcel.add(&vec![1; bytes - 900_000]).await.map(|()| parcel),
            began => began.map(|()| parcel),
        }
    };
    // Lines that stall, of somebody who has proved who they are: as many as they like.
    let mut stalled = Vec::new();
    for _ in 0..12 {
        stalled.extend(begins("them", 1_200_000).await.ok());
    }
    for _ in 0..12 {
        stalled.extend(begins("them", 900_000).await.ok());
    }
    assert!(stalled.len() >= 4, "they have their share");
    for network in ["us", "others"] {
        assert!(begins(network, 1_800_000).await.is_ok(), "{network}");
        assert!(begins(network, 1_000).await.is_ok(), "{network}");
    }
    drop(stalled);
    assert!(begins("them", 1_200_000).await.is_ok(), "and again when they have come to an end");
}
