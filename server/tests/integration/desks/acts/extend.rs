//! The law's longer limit: told in time, told too late, and where no law knows it.

use domain::State;
use jiff::Timestamp;
use server::args;
use server::desk::agent::AgentDesk;

use super::taken;
use crate::on_both;
use crate::support::forms::{access, deletion, denied, from};
use crate::support::story::{Proved, Story, at, wrong};

async fn extend(story: &Story, desk: &AgentDesk, proved: &Proved) -> Result<(), server::desk::DeskError> {
    desk.extend(&proved.reference, story.seen(&proved.reference).await, "Four systems have to be searched.".into()).await
}

async fn law(story: &Story, proved: &Proved) -> Option<Timestamp> {
    story.ticket(&proved.reference).await.cached.law_due_at
}

async fn notice(desk: &AgentDesk, proved: &Proved) -> Option<&'static str> {
    desk.view(&proved.reference).await.unwrap().notice.map(|notice| notice.state)
}

on_both!(told_in_time_it_holds_from_when_the_letter_has_left, |story| {
    let ada = story.agent_named("Ada").await;
    let proved = taken(&story, &ada, from("DE", access("mika@example.org"))).await;
    let first = law(&story, &proved).await.unwrap();
    assert_eq!(first, at("2026-04-02T23:59:59+08:00"));
    story.now_is("2026-03-30T10:00:00+08:00");
    extend(&story, &ada, &proved).await.unwrap();
    story.work().await;
    assert_eq!((law(&story, &proved).await, notice(&ada, &proved).await), (Some(first), Some("waiting")), "asking is not telling");
    assert_eq!(wrong(extend(&story, &ada, &proved).await), [(String::new(), "extend_twice")]);
    let mail = story.mail_to("extension", "mika@example.org").await;
    assert!(mail.says("Four systems have to be searched.") && mail.says("12(3)") && mail.says("2 June 2026") && mail.says("complain"));
    story.work().await;
    assert_eq!(law(&story, &proved).await, Some(at("2026-06-02T23:59:59+08:00")), "three months after the receipt");
    assert_eq!(notice(&ada, &proved).await, Some("extended"));
    for _ in 0..2 {
        story.work().await;
    }
    assert_eq!((story.recorded(&proved.reference, "extended").await, story.recorded(&proved.reference, "extension_void").await), (1, 0));
    assert_eq!(wrong(extend(&story, &ada, &proved).await), [(String::new(), "extend_twice")]);
    let view = story.desk_again(&proved, "mika@example.org").await.view().await.unwrap();
    assert!(view.timeline.iter().any(|item| item.kind == "extended"));
    assert!(view.messages.iter().any(|message| message.body == "Four systems have to be searched."));
    // Past the first limit it is not late.
    story.now_is("2026-04-10T10:00:00+08:00");
    story.work().await;
    assert_eq!(story.recorded(&proved.reference, "breached").await, 0);
});

on_both!(told_too_late_it_does_not_hold_and_staff_are_told, |story| {
    let ada = story.agent_named("Ada").await;
    let proved = taken(&story, &ada, from("DE", access("mika@example.org"))).await;
    let first = law(&story, &proved).await.unwrap();
    story.now_is("2026-04-02T20:00:00+08:00");
    extend(&story, &ada, &proved).await.unwrap();
    // No mail leaves until the next morning.
    story.now_is("2026-04-03T09:00:00+08:00");
    assert_eq!(story.mails("extension").await.len(), 1);
    story.work().await;
    assert_eq!((law(&story, &proved).await, notice(&ada, &proved).await), (Some(first), Some("void")));
    assert_eq!((story.recorded(&proved.reference, "extended").await, story.recorded(&proved.reference, "extension_void").await), (0, 1));
    assert_eq!(story.recorded(&proved.reference, "breached").await, 1);
    let again = extend(&story, &ada, &proved).await;
    assert_eq!(wrong(again), [(String::new(), "extend_twice")]);
});

on_both!(after_the_first_limit_nothing_is_extended, |story| {
    let ada = story.agent_named("Ada").await;
    let proved = taken(&story, &ada, from("DE", access("mika@example.org"))).await;
    story.clock.set(law(&story, &proved).await.unwrap());
    super::super::ahead(&story, &proved.reference, server::desk::preview::Proposed::Extend).await.unwrap();
    story.minutes(1);
    assert_eq!(wrong(extend(&story, &ada, &proved).await), [(String::new(), "extend_late")]);
});

on_both!(california_knows_forty_five_days_more, |story| {
    let ada = story.agent_named("Ada").await;
    let proved = taken(&story, &ada, from("US-CA", deletion("mika@example.org"))).await;
    assert_eq!(law(&story, &proved).await, Some(at("2026-04-15T23:59:59-07:00")));
    extend(&story, &ada, &proved).await.unwrap();
    assert_eq!(story.mails("extension").await.len(), 1);
    story.work().await;
    assert_eq!(law(&story, &proved).await, Some(at("2026-05-30T23:59:59-07:00")), "ninety days in all");
});

on_both!(where_the_law_knows_none_nothing_is_extended, |story| {
    let ada = story.agent_named("Ada").await;
    for (number, country) in [Some("KR"), Some("CN"), None].into_iter().enumerate() {
        let new = deletion(&format!("mika{number}@example.org"));
        let proved = taken(&story, &ada, country.map_or(new.clone(), |country| from(country, new))).await;
        assert_eq!(wrong(extend(&story, &ada, &proved).await), [(String::new(), "extend_no_law")], "{country:?}");
    }
    assert!(story.mails("extension").await.is_empty());
    assert_eq!(story.number("SELECT COUNT(*) AS value FROM clock_facts").await, 0);
});

on_both!(a_letter_that_failed_was_no_notice, |story| {
    let ada = story.agent_named("Ada").await;
    let proved = taken(&story, &ada, from("DE", access("mika@example.org"))).await;
    extend(&story, &ada, &proved).await.unwrap();
    story.tamper("UPDATE outbox SET state = 'failed' WHERE kind = 'extension'", args![]).await;
    assert_eq!(notice(&ada, &proved).await, Some("failed"));
    story.minutes(1);
    extend(&story, &ada, &proved).await.unwrap();
    assert_eq!(story.mails("extension").await.len(), 1);
    story.work().await;
    assert_eq!(notice(&ada, &proved).await, Some("extended"));
});

on_both!(what_was_closed_before_keeps_its_dues, |story| {
    let ada = story.agent_named("Ada").await;
    let proved = taken(&story, &ada, from("DE", access("mika@example.org"))).await;
    let first = law(&story, &proved).await;
    extend(&story, &ada, &proved).await.unwrap();
    ada.close(&proved.reference, story.seen(&proved.reference).await, denied()).await.unwrap();
    story.minutes(1);
    assert_eq!(story.mails("extension").await.len(), 1);
    for _ in 0..2 {
        story.work().await;
    }
    assert_eq!((law(&story, &proved).await, story.state(&proved.reference).await), (first, State::Denied));
    assert_eq!(story.recorded(&proved.reference, "extended").await, 0);
});
