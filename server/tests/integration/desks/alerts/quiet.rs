//! When nothing is told, or not yet.

use domain::Kind;

use super::{at, office, pairs, told};
use crate::on_both;
use crate::support::forms::{access, deletion, fulfilled, question, report};
use crate::support::story::{Story, at as moment};

on_both!(a_reminder_waits_for_the_office_and_a_page_does_not, |story| {
    // zammad#4432: reminders on Sunday night. A report of Saturday night, with somebody on call.
    let office = office(&story).await;
    story.now_is("2026-03-07T23:00:00+08:00");
    story.report(report("user1", None)).await;
    at(&story, "2026-03-08T03:30:00+08:00").await;
    assert_eq!(told(&story).await, [], "four hours: the leads sleep");
    at(&story, "2026-03-08T11:00:10+08:00").await;
    // Nobody is on call: the leads, at once. The reminder that waited is left out.
    assert_eq!(told(&story).await, pairs(&[("lea", "elapsed"), ("otto", "elapsed")]));
    at(&story, "2026-03-08T21:30:00+08:00").await;
    assert_eq!(told(&story).await.len(), 2, "amber and red wait for Monday");
    // A breach is told at once, on a Sunday night.
    at(&story, "2026-03-08T23:00:10+08:00").await;
    let breach = [("lea", "breach"), ("otto", "breach"), ("pia", "breach"), ("max", "breach")];
    assert_eq!(told(&story).await, pairs(&[[("lea", "elapsed"), ("otto", "elapsed")].as_slice(), breach.as_slice()].concat()));
    at(&story, "2026-03-09T09:00:10+08:00").await;
    assert_eq!(told(&story).await.len(), 6, "what waited is older news now");
    drop(office);
});

on_both!(nothing_is_told_after_the_end, |story| {
    // chatwoot#10178, libredesk#70: clocks and alerts after the close.
    let office = office(&story).await;
    let done = story.prove(deletion("mika@example.org")).await;
    office.ada.claim(&done.reference, 0).await.unwrap();
    office.ada.close(&done.reference, story.seen(&done.reference).await, fulfilled(Kind::Deletion)).await.unwrap();
    let withdrawn = story.prove(deletion("noor@example.org")).await;
    story.desk(&withdrawn).await.withdraw(true).await.unwrap();
    at(&story, "2026-03-20T10:00:00+08:00").await;
    assert_eq!(told(&story).await, []);
    assert_eq!(story.ticket(&done.reference).await.cached.alert_at, None);
});

on_both!(a_joined_request_tells_nothing, |story| {
    // zammad#904, znuny#200, odoo#179266: merged tickets escalate.
    office(&story).await;
    let first = story.prove(deletion("mika@example.org")).await;
    story.minutes(1);
    let holder = story.submit(deletion("mika@example.org")).await;
    let code = story.mail_to("code", "mika@example.org").await.code();
    server::desk::intake::enter(&story, &holder, &code, None).await.unwrap();
    at(&story, "2026-03-02T12:05:00+08:00").await;
    assert_eq!(told(&story).await.len(), 2, "one ticket, two leads");
    assert_eq!(story.number("SELECT COUNT(*) AS value FROM tickets WHERE alert_at IS NOT NULL AND state = 'duplicate'").await, 0);
    assert_eq!(story.recorded(&first.reference, "alert_fired").await, 1);
});

on_both!(an_unproved_request_tells_nothing, |story| {
    office(&story).await;
    story.submit(deletion("mika@example.org")).await;
    at(&story, "2026-03-04T10:00:00+08:00").await;
    assert_eq!(told(&story).await, []);
});

on_both!(reopening_tells_nothing_at_once, |story| {
    // zammad#188, osTicket#5206 and #5955: reopening mailed "overdue" at once.
    let office = office(&story).await;
    let proved = story.prove(deletion("mika@example.org")).await;
    office.ada.claim(&proved.reference, 0).await.unwrap();
    office.ada.close(&proved.reference, story.seen(&proved.reference).await, fulfilled(Kind::Deletion)).await.unwrap();
    story.now_is("2026-03-10T10:00:00+08:00");
    let desk = story.desk_again(&proved, "mika@example.org").await;
    desk.appeal("It is still there.").await.unwrap();
    story.work().await;
    assert_eq!(told(&story).await, []);
    at(&story, "2026-03-10T12:00:10+08:00").await;
    assert_eq!(told(&story).await, pairs(&[("lea", "unclaimed"), ("otto", "unclaimed")]), "a new round has its own");
});

on_both!(a_round_that_goes_on_does_not_tell_what_it_slept_through, |story| {
    let office = office(&story).await;
    let proved = story.prove(deletion("mika@example.org")).await;
    office.ada.claim(&proved.reference, 0).await.unwrap();
    office.ada.close(&proved.reference, story.seen(&proved.reference).await, fulfilled(Kind::Deletion)).await.unwrap();
    story.now_is("2026-03-10T10:00:00+08:00");
    // As taking an outcome back leaves it.
    let id = story.ticket(&proved.reference).await.id;
    let now = story.now();
    story.tamper("UPDATE outcomes SET withdrawn_at = $2 WHERE ticket_id = $1", server::args![&id, now]).await;
    story
        .tamper("UPDATE tickets SET state = 'in_progress', on_queue = 1, stopped_at = NULL, alert_at = 0 WHERE id = $1", server::args![&id])
        .await;
    story.work().await;
    assert_eq!(told(&story).await, []);
    assert_eq!(story.recorded(&proved.reference, "alert_superseded").await, 4, "amber, red and the breach, and amber of the law");
});

on_both!(a_breach_before_the_pause_is_told_in_it, |story| {
    // zammad#6296: a breach was not red while pending.
    let office = office(&story).await;
    let proved = story.prove(deletion("mika@example.org")).await;
    office.ada.claim(&proved.reference, 0).await.unwrap();
    story.now_is("2026-03-03T18:30:00+08:00");
    office.ada.ask(&proved.reference, story.seen(&proved.reference).await, question(7)).await.unwrap();
    story.work().await;
    let breach = [("ada", "breach"), ("lea", "breach"), ("otto", "breach"), ("pia", "breach"), ("max", "breach")];
    assert_eq!(told(&story).await, pairs(&breach));
});

on_both!(an_hour_before_is_an_hour_before, |story| {
    // glpi PR#22678: "an hour before" became midnight. Friday evening: due on Monday at 18:00.
    let office = office(&story).await;
    story.now_is("2026-03-06T20:00:00+08:00");
    let proved = story.prove(deletion("mika@example.org")).await;
    office.ada.claim(&proved.reference, 0).await.unwrap();
    at(&story, "2026-03-09T16:59:00+08:00").await;
    assert_eq!(told(&story).await, pairs(&[("ada", "amber")]));
    at(&story, "2026-03-09T17:00:00+08:00").await;
    assert_eq!(told(&story).await, pairs(&[("ada", "amber"), ("ada", "red"), ("lea", "red"), ("otto", "red")]));
});

on_both!(the_law_alone_tells_seven_and_two_days_before, |story| {
    // An access request has no promise: its law's clock says all of it.
    let office = office(&story).await;
    let proved = story.prove(access("mika@example.org")).await;
    office.ada.claim(&proved.reference, 0).await.unwrap();
    // No country: ten days, to the end of the twelfth.
    let due = story.ticket(&proved.reference).await.cached.law_due_at.unwrap();
    assert_eq!(due, moment("2026-03-12T23:59:59+08:00"));
    at(&story, "2026-03-05T23:59:59+08:00").await;
    assert_eq!(told(&story).await, [], "at midnight nobody is there");
    at(&story, "2026-03-06T09:00:00+08:00").await;
    assert_eq!(told(&story).await, pairs(&[("ada", "amber")]));
    at(&story, "2026-03-11T09:00:00+08:00").await;
    at(&story, "2026-03-13T00:00:00+08:00").await;
    assert_eq!(told(&story).await.iter().filter(|(_, code)| code == "breach").count(), 5, "a breach does not wait for the morning");
});

/// A story is silent while nobody asks it anything: this one only shows that the helper reads what it says.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_jobs_look_at_a_ticket_only_when_it_wants_them() {
    let story = Story::begin(server::testing::Database::Sqlite, crate::support::story::MONDAY).await;
    office(&story).await;
    let proved = story.prove(deletion("mika@example.org")).await;
    story.work().await;
    assert_eq!(story.ticket(&proved.reference).await.cached.alert_at, Some(moment("2026-03-02T12:00:00+08:00")));
}
