//! Each alert once: across restarts, two instances, downtime, pauses and recomputations.

use jiff::SignedDuration;
use server::house::House;
use server::jobs;
use server::store::Store;
use server::testing::Database;
use server::vault::Vault;

use super::{at, office, pairs, told};
use crate::on_both;
use crate::support::forms::{deletion, question, report};
use crate::support::story::{MONDAY, Story, references};

on_both!(a_request_that_nobody_takes_goes_its_way, |story| {
    office(&story).await;
    let proved = story.prove(deletion("mika@example.org")).await;
    at(&story, "2026-03-02T11:59:00+08:00").await;
    assert_eq!(told(&story).await, []);
    at(&story, "2026-03-02T12:00:10+08:00").await;
    assert_eq!(told(&story).await, pairs(&[("lea", "unclaimed"), ("otto", "unclaimed")]));
    // airflow#21072, glpi#2408: alerts that repeat.
    for minutes in [1, 5, 60] {
        story.minutes(minutes);
        story.work().await;
    }
    assert_eq!(told(&story).await.len(), 2);
    // The assignee's goes to the leads while there is none.
    at(&story, "2026-03-03T14:00:10+08:00").await;
    at(&story, "2026-03-03T17:00:10+08:00").await;
    at(&story, "2026-03-03T18:00:10+08:00").await;
    let each: Vec<_> = ["unclaimed", "amber", "red", "breach"].into_iter().flat_map(|code| [("lea", code), ("otto", code)]).collect();
    let managers = [("pia", "breach"), ("max", "breach")];
    assert_eq!(told(&story).await, pairs(&[each.as_slice(), managers.as_slice()].concat()));
    assert_eq!(story.recorded(&proved.reference, "alert_fired").await, 4);
    assert_eq!(story.recorded(&proved.reference, "alert_superseded").await, 0);
    let mail = story.mails("alert").await.pop().unwrap();
    assert!(
        mail.letter.text.contains(&proved.reference) && mail.letter.text.contains("Deletion") && mail.letter.text.contains("HelloTalk")
    );
    assert!(!mail.letter.text.contains("mika"), "{}", mail.letter.text);
    let seen = server::desk::record::verify(&story, &[]).await.unwrap();
    assert_eq!(seen.findings, []);
});

on_both!(after_downtime_the_gravest_alone_is_told, |story| {
    office(&story).await;
    let proved = story.prove(deletion("mika@example.org")).await;
    at(&story, "2026-03-04T23:30:00+08:00").await;
    assert_eq!(told(&story).await, pairs(&[("lea", "breach"), ("otto", "breach"), ("pia", "breach"), ("max", "breach")]));
    assert_eq!(
        (story.recorded(&proved.reference, "alert_fired").await, story.recorded(&proved.reference, "alert_superseded").await),
        (1, 3)
    );
    at(&story, "2026-03-05T10:00:00+08:00").await;
    assert_eq!(told(&story).await.len(), 4);
});

/// A second instance on the same database: the same keys, files and moment.
async fn beside(story: &Story) -> House {
    let store = Store::open(&story.test.url).await.unwrap();
    let (files, products) = ((*story.files).clone(), (*story.products).clone());
    House::new(store, Vault::new([7; 32], [9; 32]), story.clock.clone(), products, &story.origin, files).await.unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_instances_tell_each_alert_once() {
    let story = Story::begin(Database::Postgres, MONDAY).await;
    let other = beside(&story).await;
    story.hire("Lea", "lead").await;
    for person in 0..15 {
        story.prove(deletion(&format!("person{person}@example.org"))).await;
        story.report(report(&format!("user{person}"), None)).await;
    }
    let fired = "SELECT COUNT(*) AS value FROM alerts WHERE state = 'fired'";
    for (moment, alerts) in [("2026-03-02T14:30:00+08:00", 30), ("2026-03-03T18:00:10+08:00", 60), ("2026-03-03T19:30:00+08:00", 60)] {
        story.now_is(moment);
        for _ in 0..3 {
            let (a, b) = tokio::join!(jobs::run_once(&story), jobs::run_once(&other));
            a.unwrap();
            b.unwrap();
        }
        assert_eq!(story.number(fired).await, alerts, "{moment}");
        // Lea is written to once at once, and once of all that followed; each ticket stands in one of the two.
        story.minutes(61);
        tokio::join!(jobs::run_once(&story), jobs::run_once(&other)).0.unwrap();
        let mails = story.mails("alert").await;
        assert_eq!(mails.len(), usize::try_from(alerts / 15).unwrap(), "{moment}");
        let mut named = Vec::new();
        for mail in &mails[mails.len() - 2..] {
            let text = format!("{} {}", mail.letter.subject, mail.letter.text);
            let mut found = references(&text);
            found.sort();
            found.dedup();
            named.extend(found);
        }
        named.sort();
        let all = named.len();
        named.dedup();
        assert_eq!((all, named.len()), (30, 30), "{moment}");
        assert_eq!(story.number("SELECT COUNT(*) AS value FROM events WHERE kind = 'alert_fired'").await, alerts);
    }
    let seen = server::desk::record::verify(&story, &[]).await.unwrap();
    assert_eq!(seen.findings, []);
}

on_both!(a_restart_tells_nobody_again, |story| {
    office(&story).await;
    story.prove(deletion("mika@example.org")).await;
    at(&story, "2026-03-03T18:00:10+08:00").await;
    let before = told(&story).await.len();
    // Somebody had noted another moment, and went down before anything else.
    story.tamper("UPDATE tickets SET alert_at = 1 WHERE on_queue = 1", &[]).await;
    let again = beside(&story).await;
    jobs::run_once(&again).await.unwrap();
    story.work().await;
    assert_eq!(told(&story).await.len(), before);
});

on_both!(a_pause_that_moves_the_due_repeats_nothing, |story| {
    let office = office(&story).await;
    let proved = story.prove(deletion("mika@example.org")).await;
    office.ada.claim(&proved.reference, 0).await.unwrap();
    at(&story, "2026-03-03T14:00:10+08:00").await;
    assert_eq!(told(&story).await, pairs(&[("ada", "amber")]));
    office.ada.ask(&proved.reference, story.seen(&proved.reference).await, question(7)).await.unwrap();
    // glpi#24481, frappe/helpdesk#1554: breaches while paused.
    at(&story, "2026-03-05T10:00:00+08:00").await;
    assert_eq!(told(&story).await.len(), 1);
    let desk = story.desk_again(&proved, "mika@example.org").await;
    desk.write("The first one.", vec![]).await.unwrap();
    story.work().await;
    assert_eq!(told(&story).await.len(), 1, "amber was told in this round");
    let due = story.ticket(&proved.reference).await.cached.breach_at.unwrap();
    story.clock.set(due - SignedDuration::from_mins(59));
    story.work().await;
    assert_eq!(told(&story).await, pairs(&[("ada", "amber"), ("ada", "red"), ("lea", "red"), ("otto", "red")]));
});
