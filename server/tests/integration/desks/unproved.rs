//! Requests that nobody proves: one reminder after five days, and the end after seven.

use domain::State;
use server::desk::intake::{self, Opened};
use server::store::queue::Filter;

use crate::on_both;
use crate::support::forms::{correction, deletion};
use crate::support::story::{at, is_missing};

on_both!(one_reminder_and_the_end, |story| {
    story.submit(deletion("mika@example.org")).await;
    let reference = story.only_reference().await;
    story.now_is("2026-03-07T09:59:59+08:00");
    story.work().await;
    assert!(story.mails("reminder").await.is_empty(), "not before the fifth day");
    story.now_is("2026-03-07T10:00:00+08:00");
    for _ in 0..3 {
        story.work().await;
    }
    assert_eq!(story.mails("reminder").await.len(), 1);
    assert_eq!(story.recorded(&reference, "reminded").await, 1);
    story.now_is("2026-03-09T09:59:59+08:00");
    story.work().await;
    assert_eq!(story.state(&reference).await, State::IdentityUnverified);
    story.now_is("2026-03-09T10:00:00+08:00");
    for _ in 0..3 {
        story.work().await;
    }
    assert_eq!(story.state(&reference).await, State::Expired);
    assert_eq!(story.recorded(&reference, "expired").await, 1);
    assert_eq!(story.mails("reminder").await.len(), 1);
    let link = story.mail_to("reminder", "mika@example.org").await.link();
    assert!(is_missing(&intake::press(&story, &link, None).await), "the link ended with the request");
});

on_both!(the_reminders_link_proves, |story| {
    story.submit(deletion("mika@example.org")).await;
    story.now_is("2026-03-07T10:00:00+08:00");
    story.work().await;
    story.now_is("2026-03-09T09:30:00+08:00");
    let link = story.mail_to("reminder", "mika@example.org").await.link();
    let Opened::Proved { reference, .. } = intake::press(&story, &link, None).await.unwrap() else { panic!("not proved") };
    assert_eq!(story.ticket(&reference).await.cached.promise_due_at, Some(at("2026-03-10T18:00:00+08:00")));
    story.now_is("2026-03-10T10:00:00+08:00");
    story.work().await;
    assert_eq!(story.state(&reference).await, State::InReview, "what is proved does not expire");
});

on_both!(a_proved_request_is_not_reminded, |story| {
    story.prove(deletion("mika@example.org")).await;
    story.now_is("2026-03-08T10:00:00+08:00");
    story.work().await;
    assert!(story.mails("reminder").await.is_empty());
});

on_both!(what_expired_is_seen_by_no_agent, |story| {
    story.submit(deletion("mika@example.org")).await;
    let (reference, desk) = (story.only_reference().await, story.agent_named("Ada").await);
    story.now_is("2026-03-10T10:00:00+08:00");
    story.work().await;
    assert_eq!(story.state(&reference).await, State::Expired);
    assert!(is_missing(&desk.view(&reference).await));
    assert!(is_missing(&desk.claim(&reference, 1).await));
    // Nobody ever proved that this address wanted anything: it cannot be found by it either.
    assert!(desk.search("mika@example.org").await.unwrap().is_empty(), "found by the address");
    assert!(desk.search(&reference).await.unwrap().is_empty(), "found by the reference");
    let archive = desk.queue(&Filter { state: Some(State::Expired), ..Filter::default() }, None).await.unwrap().0;
    assert!(archive.is_empty(), "found in the archive");
});

on_both!(what_expired_leaves_no_evidence, |story| {
    let file = story.received("passport.png", "image/png", b"\x89PNG");
    let id = file.id.clone();
    intake::submit(&story, correction("mika@example.org"), vec![file]).await.unwrap();
    assert!(story.is_there(&id));
    story.now_is("2026-03-09T10:00:00+08:00");
    story.work().await;
    story.work().await;
    assert!(!story.is_there(&id), "the evidence of a request that nobody proved");
    assert_eq!(story.recorded(&story.only_reference().await, "file_destroyed").await, 1);
});
