//! The access package, and evidence: who may fetch it, how often, and when it is destroyed.

use std::sync::Arc;

use domain::Kind;
use jiff::SignedDuration;
use server::desk::agent::AgentDesk;
use server::desk::intake::{self, Opened};
use server::desk::requester::RequesterDesk;
use server::desk::{DeskError, folder};
use server::house::House;

use crate::on_both;
use crate::support::forms::{access, correction, deletion, denied, fulfilled, question};
use crate::support::story::{Proved, Story, is_missing, wrong};

/// Adds a file to a package; answers its identifier.
async fn pack(story: &Story, desk: &AgentDesk, proved: &Proved) -> String {
    let file = story.received("copy.zip", "application/zip", b"PK\x03\x04 everything");
    let id = file.id.clone();
    desk.add_package(&proved.reference, vec![file]).await.unwrap();
    id
}

/// Enters the code for downloads in the browser of this session.
async fn refresh(story: &Story, proved: &Proved, email: &str) -> RequesterDesk {
    let holder = story.desk(proved).await.ask_fresh().await.unwrap();
    let code = story.mail_to("code", email).await.code();
    let opened = intake::enter(story, &holder, &code, Some(&proved.session)).await.unwrap();
    assert!(matches!(opened, Opened::Page { session: None, .. }), "{opened:?}");
    story.desk(proved).await
}

on_both!(a_package_needs_a_fresh_code_and_can_be_fetched_three_times, |story| {
    let (proved, ada) = (story.prove(access("mika@example.org")).await, story.agent_named("Ada").await);
    assert_eq!(wrong(ada.add_package(&proved.reference, vec![]).await), [("file".to_owned(), "package_required")]);
    let id = pack(&story, &ada, &proved).await;
    assert!(story.desk(&proved).await.view().await.unwrap().package.is_empty(), "not before the answer");
    assert!(is_missing(&refresh(&story, &proved, "mika@example.org").await.fetch(&id).await));
    ada.close(&proved.reference, story.seen(&proved.reference).await, fulfilled(Kind::Access)).await.unwrap();
    story.minutes(16);
    let stale = story.desk(&proved).await;
    let view = stale.view().await.unwrap();
    assert!(!view.fresh);
    assert_eq!((view.package.len(), view.package[0].downloads_left), (1, Some(3)));
    assert!(is_missing(&stale.fetch(&id).await), "the quarter of an hour is over");
    let desk = refresh(&story, &proved, "mika@example.org").await;
    assert!(desk.view().await.unwrap().fresh);
    for _ in 0..3 {
        assert_eq!(desk.fetch(&id).await.unwrap().name, "copy.zip");
    }
    assert!(is_missing(&desk.fetch(&id).await), "fetched three times");
    assert!(is_missing(&desk.fetch("another file").await));
    assert_eq!(story.recorded(&proved.reference, "package_downloaded").await, 3);
});

on_both!(three_fetches_at_once_are_three, |story| {
    let (proved, ada) = (story.prove(access("mika@example.org")).await, story.agent_named("Ada").await);
    let id = pack(&story, &ada, &proved).await;
    ada.close(&proved.reference, story.seen(&proved.reference).await, fulfilled(Kind::Access)).await.unwrap();
    let desk = refresh(&story, &proved, "mika@example.org").await;
    let answers = futures_util::future::join_all((0..9).map(|_| desk.fetch(&id))).await;
    assert_eq!(answers.iter().filter(|answer| answer.is_ok()).count(), 3);
});

on_both!(a_package_is_destroyed_after_seven_days, |story| {
    let (proved, ada) = (story.prove(access("mika@example.org")).await, story.agent_named("Ada").await);
    let id = pack(&story, &ada, &proved).await;
    ada.close(&proved.reference, story.seen(&proved.reference).await, fulfilled(Kind::Access)).await.unwrap();
    story.pass(SignedDuration::from_hours(7 * 24) - SignedDuration::from_secs(1));
    story.work().await;
    assert!(story.is_there(&id));
    story.pass(SignedDuration::from_secs(2));
    for _ in 0..3 {
        story.work().await;
    }
    assert!(!story.is_there(&id));
    assert_eq!(story.recorded(&proved.reference, "file_destroyed").await, 1);
    let view = ada.view(&proved.reference).await.unwrap();
    assert!(view.files[0].destroyed_at.is_some() && view.files[0].href.is_empty());
    assert!(is_missing(&ada.file(&proved.reference, &id).await));
});

on_both!(a_download_code_serves_its_own_request_alone, |story| {
    let (mika, noor) = (story.prove(access("mika@example.org")).await, story.prove(access("noor@example.org")).await);
    let holder = story.desk(&mika).await.ask_fresh().await.unwrap();
    let code = story.mail_to("code", "mika@example.org").await.code();
    assert_eq!(intake::enter(&story, &holder, &code, Some(&noor.session)).await.unwrap(), Opened::Over);
    assert!(!story.desk(&noor).await.view().await.unwrap().fresh);
    let holder = story.desk(&mika).await.ask_fresh().await.unwrap();
    let code = story.mail_to("code", "mika@example.org").await.code();
    assert_eq!(intake::enter(&story, &holder, &code, None).await.unwrap(), Opened::Over, "a browser without the session");
    for _ in 0..3 {
        story.desk(&mika).await.ask_fresh().await.unwrap();
    }
    assert!(matches!(story.desk(&mika).await.ask_fresh().await, Err(DeskError::TooMany(_))));
});

on_both!(only_access_has_a_package, |story| {
    let (proved, ada) = (story.prove(deletion("mika@example.org")).await, story.agent_named("Ada").await);
    let file = story.received("copy.zip", "application/zip", b"PK\x03\x04");
    let id = file.id.clone();
    assert!(is_missing(&ada.add_package(&proved.reference, vec![file]).await));
    assert!(!story.is_there(&id), "what nobody took is removed");
});

on_both!(evidence_is_destroyed_on_the_decision, |story| {
    let file = story.received("C:\\photos\\passport.png", "image/png", b"\x89PNG");
    let id = file.id.clone();
    let proved = story.prove_with(correction("mika@example.org"), vec![file]).await;
    let ada = story.agent_named("Ada").await;
    assert_eq!(ada.file(&proved.reference, &id).await.unwrap().name, "passport.png");
    assert_eq!(story.recorded(&proved.reference, "opened").await, 1, "reading it is recorded");
    story.work().await;
    assert!(story.is_there(&id));
    ada.close(&proved.reference, story.seen(&proved.reference).await, fulfilled(Kind::Correction)).await.unwrap();
    story.work().await;
    assert!(!story.is_there(&id));
    assert!(is_missing(&ada.file(&proved.reference, &id).await));
    assert_eq!(story.recorded(&proved.reference, "file_destroyed").await, 1);
});

on_both!(what_was_sent_to_answer_a_question_is_destroyed_too, |story| {
    let (proved, ada) = (story.prove(deletion("mika@example.org")).await, story.agent_named("Ada").await);
    ada.ask(&proved.reference, story.seen(&proved.reference).await, question(5)).await.unwrap();
    let file = story.received("passport.png", "image/png", b"\x89PNG");
    let id = file.id.clone();
    story.minutes(1);
    story.desk(&proved).await.write("Here it is.", vec![file]).await.unwrap();
    assert!(story.is_there(&id));
    let page = story.desk(&proved).await.view().await.unwrap();
    assert_eq!(page.messages.last().unwrap().files[0].href, "", "it is named, not sent back");
    ada.close(&proved.reference, story.seen(&proved.reference).await, denied()).await.unwrap();
    story.work().await;
    assert!(!story.is_there(&id));
});

on_both!(a_withdrawn_request_leaves_no_files, |story| {
    let file = story.received("passport.png", "image/png", b"\x89PNG");
    let evidence = file.id.clone();
    let proved = story.prove_with(correction("mika@example.org"), vec![file]).await;
    story.desk(&proved).await.withdraw(true).await.unwrap();
    story.work().await;
    assert!(!story.is_there(&evidence), "evidence");
    let (proved, ada) = (story.prove(access("noor@example.org")).await, story.agent_named("Ada").await);
    let package = pack(&story, &ada, &proved).await;
    story.desk(&proved).await.withdraw(true).await.unwrap();
    let desk = refresh(&story, &proved, "noor@example.org").await;
    assert!(is_missing(&desk.fetch(&package).await), "nobody answered with this package");
    story.work().await;
    assert!(!story.is_there(&package), "package");
});

on_both!(what_support_sends_opens_on_the_requesters_page_alone, |story| {
    let (mika, noor) = (story.prove(deletion("mika@example.org")).await, story.prove(deletion("noor@example.org")).await);
    let ada = story.agent_named("Ada").await;
    let file = story.received("screen.png", "image/png", b"\x89PNG");
    let id = file.id.clone();
    ada.message(&mika.reference, story.seen(&mika.reference).await, "Is this it?", vec![file]).await.unwrap();
    assert_eq!(story.desk(&mika).await.fetch(&id).await.unwrap().name, "screen.png");
    assert!(is_missing(&story.desk(&noor).await.fetch(&id).await));
    assert!(story.mail_to("message", "mika@example.org").await.says("Is this it?"));
    // One's own file is not sent back.
    let own = story.received("passport.png", "image/png", b"\x89PNG");
    let own_id = own.id.clone();
    story.desk(&mika).await.write("No, this.", vec![own]).await.unwrap();
    assert!(is_missing(&story.desk(&mika).await.fetch(&own_id).await));
    assert_eq!(ada.file(&mika.reference, &own_id).await.unwrap().name, "passport.png");
});

on_both!(instances_whose_files_are_not_shared_do_not_start, |story| {
    folder::check(&story).await.unwrap();
    folder::check(&story).await.unwrap();
    server::jobs::sweep(&story).await.unwrap();
    let another = House { files: Arc::new(story.test.folder.join("elsewhere")), ..(*story).clone() };
    let refused = folder::check(&another).await.unwrap_err().to_string();
    assert!(refused.contains("elsewhere") && refused.contains("instances must share it"), "{refused}");
    assert!(!another.files.exists(), "nothing is made there");
    // As the message says, for who knows better.
    let mark = std::fs::read_to_string(story.files.join(".habeas-files")).unwrap();
    assert!(refused.contains(mark.trim()));
    std::fs::create_dir_all(&*another.files).unwrap();
    std::fs::write(another.files.join(".habeas-files"), mark).unwrap();
    folder::check(&another).await.unwrap();
});
