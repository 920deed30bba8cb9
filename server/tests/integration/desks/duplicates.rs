//! The same request a second time leads to the first; one that differs does not.

use domain::State;
use domain::request::Details;
use server::desk::intake::{self, Opened};

use crate::on_both;
use crate::support::forms::{access, ai, deletion};
use crate::support::story::Story;

async fn joins(story: &Story, new: intake::NewRequest) -> (bool, String) {
    let email = new.subject.email.clone();
    let holder = story.submit(new).await;
    let code = story.mail_to("code", &email).await.code();
    match intake::enter(story, &holder, &code, None).await.unwrap() {
        Opened::Proved { reference, joined, .. } => (joined, reference),
        other => panic!("{other:?}"),
    }
}

on_both!(the_second_leads_to_the_first_after_the_proof, |story| {
    let first = story.prove(deletion("mika@example.org")).await;
    story.minutes(60);
    let due = story.ticket(&first.reference).await.cached;
    let holder = story.submit(deletion("Mika@example.org")).await;
    // Before the proof nobody is told that there is a first.
    assert_eq!(intake::waiting(&story, &holder).await.unwrap().purpose, "prove");
    assert!(story.mails("joined").await.is_empty());
    let code = story.mail_to("code", "Mika@example.org").await.code();
    let Opened::Proved { reference, session: Some(session), joined } = intake::enter(&story, &holder, &code, None).await.unwrap() else {
        panic!()
    };
    assert!(joined);
    assert_eq!(reference, first.reference);
    story.requester(&session, &first.reference).await.unwrap();
    assert_eq!(story.mails("joined").await.len(), 1);
    assert_eq!(story.mails("receipt").await.len(), 1, "one receipt: the first one's");
    assert_eq!(story.ticket(&first.reference).await.cached, due, "the first one's clocks go on as they were");
    assert_eq!(story.number("SELECT COUNT(*) AS value FROM tickets WHERE on_queue = 1").await, 1);
    assert_eq!(story.number("SELECT COUNT(*) AS value FROM tickets WHERE state = 'duplicate'").await, 1);
});

on_both!(another_account_or_other_details_do_not_join, |story| {
    let mut one = deletion("mika@example.org");
    one.subject.app_id = Some("mika_1".into());
    story.prove(one.clone()).await;
    let mut other = one.clone();
    other.subject.app_id = Some("mika_2".into());
    assert!(!joins(&story, other).await.0, "another account");
    let mut other = one.clone();
    other.details = Details::Deletion { categories: vec!["profile".into()], words: String::new() };
    other.some = true;
    assert!(!joins(&story, other).await.0, "other details");
    assert!(!joins(&story, access("mika@example.org")).await.0, "another kind");
    let mut other = one.clone();
    other.product = "japanese-ai".into();
    assert!(!joins(&story, other).await.0, "another product");
    let mut other = one.clone();
    other.subject.email = "noor@example.org".into();
    assert!(!joins(&story, other).await.0, "another address");
    assert!(joins(&story, one).await.0, "the same");
});

on_both!(what_is_closed_is_not_joined, |story| {
    let first = story.prove(ai("mika@example.org", &["voice"])).await;
    story.desk(&first).await.withdraw(true).await.unwrap();
    let (joined, reference) = joins(&story, ai("mika@example.org", &["voice"])).await;
    assert!(!joined);
    assert_ne!(reference, first.reference);
    assert_eq!(story.state(&reference).await, State::InReview);
});

on_both!(a_joined_request_leaves_no_evidence, |story| {
    let new = crate::support::forms::correction("mika@example.org");
    story.prove(new.clone()).await;
    let file = story.received("passport.png", "image/png", b"\x89PNG");
    let id = file.id.clone();
    let again = story.prove_with(new, vec![file]).await;
    story.work().await;
    assert!(!story.is_there(&id) || story.ticket_has_file(&again.reference, &id).await, "nobody can see it, and nobody destroys it");
});
