//! Changes of the calendars: one drafts, another decides, both see beforehand what would move, and nothing else moves.

use domain::calendar::CalendarChange;
use jiff::SignedDuration;
use server::desk::DeskError;
use server::jobs;
use server::store::outcome;
use server::testing::Database;

use crate::on_both;
use crate::support::forms::{deletion, denied, fulfilled, report};
use crate::support::rules::{closed, official, open, typhoon};
use crate::support::story::{MONDAY, Story, at, is_missing, wrong};
use domain::Kind;
use server::desk::intake::{self, Opened};

/// Everything that is kept of a closed ticket and of its outcomes.
async fn whole(story: &Story, reference: &str) -> String {
    let ticket = story.ticket(reference).await;
    let mut conn = story.store.read().await.unwrap();
    let outcomes = outcome::list(&mut conn, &story.vault, &ticket.id).await.unwrap();
    assert!(!outcomes.is_empty());
    format!("{ticket:?} {outcomes:?}")
}

async fn due(story: &Story, reference: &str) -> String {
    story
        .ticket(reference)
        .await
        .cached
        .promise_due_at
        .unwrap()
        .to_zoned(jiff::tz::TimeZone::get("Asia/Hong_Kong").unwrap())
        .strftime("%F %H:%M")
        .to_string()
}

on_both!(a_typhoon_moves_what_is_open_once_two_have_agreed, |story| {
    let (ada, bo) = (story.hire("Ada", "lead").await, story.hire("Bo", "lead").await);
    let open_one = story.prove(deletion("mika@example.org")).await.reference;
    let shut = story.prove(deletion("noor@example.org")).await.reference;
    story.agent(&ada).close(&shut, story.seen(&shut).await, denied()).await.unwrap();
    let case = story.case_of(&story.report(report("spammer", None)).await.reference).await;
    let (before, law) = (whole(&story, &shut).await, story.ticket(&open_one).await.cached.law_due_at);
    let review = story.ticket(&case).await.cached;

    let id = story.calendar_desk(&ada).draft(typhoon("2026-03-03"), "Signal 8").await.unwrap();
    story.work().await;
    assert_eq!(due(&story, &open_one).await, "2026-03-03 18:00", "a draft moves nothing");
    let preview = story.calendar_desk(&bo).preview(&typhoon("2026-03-03")).await.unwrap();
    assert_eq!((preview.looked, preview.moving, preview.moves.len()), (2, 1, 1));
    let (would, from, to) = (&preview.moves[0], at("2026-03-03T18:00:00+08:00"), at("2026-03-04T18:00:00+08:00"));
    assert_eq!((would.reference.as_str(), would.from, would.to), (open_one.as_str(), Some(from), Some(to)));

    story.calendar_desk(&bo).decide(&id, true).await.unwrap();
    let after = story.prove(deletion("ines@example.org")).await.reference;
    assert_eq!(due(&story, &after).await, "2026-03-04 18:00", "new ones at once");
    assert_eq!(due(&story, &open_one).await, "2026-03-03 18:00", "open ones by the job");
    for _ in 0..3 {
        story.work().await;
    }
    assert_eq!(due(&story, &open_one).await, "2026-03-04 18:00");
    assert_eq!(story.ticket(&open_one).await.cached.law_due_at, law);
    assert_eq!(story.ticket(&case).await.cached, review, "the review waits for no weather");
    assert_eq!(whole(&story, &shut).await, before, "what is closed stays, byte for byte");
    assert_eq!(story.recorded(&shut, "clocks_recomputed").await, 0);
    assert_eq!(story.recorded(&case, "clocks_recomputed").await, 0, "nothing moved there");
    let events = story.events(&open_one).await;
    let moved: Vec<_> = events.iter().filter(|event| event.kind == "clocks_recomputed").collect();
    assert_eq!(moved.len(), 1);
    assert_eq!(moved[0].data["moved"][0]["clock"], "promise");
    assert_eq!(moved[0].data["moved"][0]["from"], from.to_string());
    assert_eq!(moved[0].data["moved"][0]["to"], to.to_string());
    assert_eq!(moved[0].data["cause"], id.as_str());
    let mut kinds = Vec::new();
    for kind in ["calendar_change_drafted", "calendar_change_approved", "recompute_approved", "recompute_done"] {
        kinds.push(story.number_of(kind).await);
    }
    assert_eq!(kinds, [1, 1, 1, 1]);
});

on_both!(nobody_decides_alone, |story| {
    let (ada, bo) = (story.hire("Ada", "lead").await, story.hire("Bo", "lead").await);
    let reference = story.prove(deletion("mika@example.org")).await.reference;
    for role in ["viewer", "agent", "reviewer"] {
        let other = story.hire(role, role).await;
        assert!(story.calendars(&story.at_work(&other)).is_none(), "{role}");
        assert!(story.recompute(&story.at_work(&other)).is_none(), "{role}");
    }
    for role in ["privacy_officer", "lead"] {
        assert!(story.recompute(&story.at_work(&story.hire(&format!("{role}s"), role).await)).is_none(), "{role}");
    }
    let id = story.calendar_desk(&ada).draft(typhoon("2026-03-03"), "Signal 8").await.unwrap();
    for approve in [true, false] {
        assert_eq!(wrong(story.calendar_desk(&ada).decide(&id, approve).await), [(String::new(), "draft_is_own")]);
    }
    let mut stale = story.at_work(&bo);
    stale.session.fresh_until = None;
    assert!(is_missing(&story.calendars(&stale).unwrap().decide(&id, true).await), "without the password of just now");
    let elsewhere = story.hire_for("Eve", "lead", "japanese-ai", false).await;
    assert!(is_missing(&story.calendar_desk(&elsewhere).decide(&id, true).await), "another product's office");
    assert!(story.calendar_desk(&elsewhere).changes().await.unwrap().is_empty());
    let theirs = story.calendar_desk(&elsewhere).draft(typhoon("2026-03-03"), "Signal 8").await;
    assert_eq!(wrong(theirs), [("calendar".to_owned(), "choose_one")]);

    story.calendar_desk(&bo).decide(&id, false).await.unwrap();
    assert_eq!(wrong(story.calendar_desk(&bo).decide(&id, true).await), [(String::new(), "decided_already")]);
    story.work().await;
    assert_eq!(story.calendar_desk(&ada).change(&id).await.unwrap().state, "rejected");
    assert_eq!(due(&story, &reference).await, "2026-03-03 18:00");
    assert_eq!(story.number("SELECT COUNT(*) AS value FROM recomputes").await, 0);
});

on_both!(a_change_that_fits_nothing_is_refused_beside_its_field, |story| {
    let desk = story.calendar_desk(&story.hire("Ada", "lead").await);
    let day = |calendar: &str, day| CalendarChange::Day { calendar: calendar.into(), day };
    for (change, reason, field, code) in [
        (typhoon("2026-03-03"), "  ", "reason", "change_reason_required"),
        (typhoon("2026-02-30"), "x", "days", "days_wrong"),
        (typhoon("2026-03-03T00:00:00Z"), "x", "days", "days_wrong"),
        (day("fr", closed("2026-03-03")), "x", "calendar", "choose_one"),
        (official("hk", vec![closed("2026-03-03")]), "x", "days", "days_wrong"),
        (official("hk", vec![closed("2027-03-03"), open("2027-03-03")]), "x", "days", "days_wrong"),
    ] {
        assert_eq!(wrong(desk.draft(change, reason).await), [(field.to_owned(), code)]);
    }
    assert!(desk.changes().await.unwrap().is_empty());
});

on_both!(a_second_change_before_the_first_has_been_worked_off_loses_neither, |story| {
    let reference = story.prove(deletion("mika@example.org")).await.reference;
    story.agree(typhoon("2026-03-03")).await;
    let bo = story.hire("Bo", "lead").await;
    let seen = story.calendar_desk(&bo).preview(&typhoon("2026-03-04")).await.unwrap();
    assert_eq!(seen.moves[0].from, Some(at("2026-03-04T18:00:00+08:00")), "from where the first takes it");
    story.agree(typhoon("2026-03-04")).await;
    story.agree(typhoon("2026-03-05")).await;
    for _ in 0..4 {
        story.work().await;
    }
    assert_eq!(due(&story, &reference).await, "2026-03-06 18:00");
    let current = story.rulebook.current("hellotalk").unwrap();
    assert_eq!(story.ticket(&reference).await.rules.as_deref(), Some(current.id.as_str()));
    assert_eq!(story.number("SELECT COUNT(*) AS value FROM recomputes WHERE done_at IS NULL").await, 0);
});

on_both!(what_is_proved_after_the_approval_minds_it, |story| {
    let holder = story.submit(deletion("mika@example.org")).await;
    let code = story.mail_to("code", "mika@example.org").await.code();
    story.agree(typhoon("2026-03-03")).await;
    story.work().await;
    story.minutes(5);
    let Opened::Proved { reference, .. } = intake::enter(&story, &holder, &code, None).await.unwrap() else { panic!("not proved") };
    story.work().await;
    assert_eq!(due(&story, &reference).await, "2026-03-04 18:00");
});

on_both!(a_draft_that_fits_no_more_can_be_rejected_alone, |story| {
    let (ada, bo) = (story.hire("Ada", "lead").await, story.hire("Bo", "lead").await);
    let id = story.calendar_desk(&ada).draft(typhoon("2026-03-03"), "Signal 8").await.unwrap();
    story.tamper("UPDATE calendar_changes SET body = replace(body, '2026-03-03', '2026-03-33')", &[]).await;
    let desk = story.calendar_desk(&bo);
    let change = desk.change(&id).await.unwrap().change;
    let none = [(String::new(), "days_wrong")];
    assert_eq!(wrong(desk.days(&change)), none);
    assert_eq!(wrong(desk.preview(&change).await), none);
    assert_eq!(wrong(desk.decide(&id, true).await), none);
    desk.decide(&id, false).await.unwrap();
});

const NEW_YEARS_EVE: &str = "2026-12-31T10:00:00+08:00";

on_both!(an_official_year_keeps_the_earlier_promise, NEW_YEARS_EVE, |story| {
    let reference = story.prove(deletion("mika@example.org")).await.reference;
    assert_eq!(due(&story, &reference).await, "2027-01-04 18:00");
    // The official lists close Monday as well.
    let list = || vec![closed("2027-01-01"), closed("2027-01-04")];
    story.agree(official("hk", list())).await;
    story.work().await;
    assert_eq!(due(&story, &reference).await, "2027-01-04 18:00");
    story.agree(official("cn", list())).await;
    story.work().await;
    assert_eq!(due(&story, &reference).await, "2027-01-04 18:00", "what was promised holds");
    assert_eq!(story.number("SELECT COUNT(*) AS value FROM clock_facts WHERE kind = 'promised_due'").await, 1);
    let after = story.prove(deletion("noor@example.org")).await.reference;
    assert_eq!(due(&story, &after).await, "2027-01-05 18:00", "a new one is promised what is official");
    // A typhoon on that day does not take the promise back either: an exception of the office moves what is not promised.
    assert!(!story.ticket(&after).await.calendar_version.is_empty());
    let found = server::desk::verify::verify(&story, true).await.unwrap();
    assert_eq!(found.drifts, []);
});

on_both!(an_official_year_makes_a_due_earlier_where_it_opens_a_day, NEW_YEARS_EVE, |story| {
    let reference = story.prove(deletion("mika@example.org")).await.reference;
    story.agree(official("cn", vec![closed("2027-01-01"), open("2027-01-02")])).await;
    story.work().await;
    assert_eq!(due(&story, &reference).await, "2027-01-02 18:00", "a make-up Saturday");
    assert_eq!(story.number("SELECT COUNT(*) AS value FROM clock_facts").await, 0, "no earlier promise to keep");
});

on_both!(a_closure_of_hours_moves_by_hours, |story| {
    let reference = story.prove(deletion("mika@example.org")).await.reference;
    let mut day = open("2026-03-03");
    day.hours = vec!["09:00-12:30".into()];
    story.agree(CalendarChange::Office { product: "hellotalk".into(), day }).await;
    story.work().await;
    assert_eq!(due(&story, &reference).await, "2026-03-03 12:30");
});

on_both!(a_closed_ticket_that_is_paused_no_more_stays, |story| {
    let ada = story.hire("Ada", "lead").await;
    let shut = story.prove(deletion("noor@example.org")).await.reference;
    let agent = story.agent(&ada);
    agent.ask(&shut, story.seen(&shut).await, crate::support::forms::question(7)).await.unwrap();
    story.minutes(90);
    agent.close(&shut, story.seen(&shut).await, fulfilled(Kind::Deletion)).await.unwrap();
    let before = whole(&story, &shut).await;
    story.agree(typhoon("2026-03-03")).await;
    story.pass(SignedDuration::from_hours(48));
    story.work().await;
    assert_eq!(whole(&story, &shut).await, before);
});

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_instances_move_each_ticket_once() {
    let story = Story::begin(Database::Postgres, MONDAY).await;
    let other = story.beside(story.policies(&[])).await;
    let mut references = Vec::new();
    for at in 0..12 {
        references.push(story.prove(deletion(&format!("person{at}@example.org"))).await.reference);
    }
    story.agree(typhoon("2026-03-03")).await;
    // The other has not heard of it, and gives a ticket the old rules.
    let holder = intake::submit(&other, deletion("late@example.org"), vec![]).await.unwrap();
    let code = story.mail_to("code", "late@example.org").await.code();
    let Opened::Proved { reference, .. } = intake::enter(&other, &holder, &code, None).await.unwrap() else { panic!("not proved") };
    references.push(reference);
    for _ in 0..3 {
        let (a, b) = tokio::join!(jobs::run_once(&story), jobs::run_once(&other));
        // Two that move one ticket at the same moment: one of them does it again in three seconds.
        for result in [a, b] {
            assert!(matches!(result, Ok(_) | Err(DeskError::Changed(_))), "{result:?}");
        }
    }
    for reference in &references {
        assert_eq!(due(&story, reference).await, "2026-03-04 18:00");
        assert_eq!(story.recorded(reference, "clocks_recomputed").await, 1);
    }
    assert_eq!(story.number("SELECT CAST(SUM(moved) AS BIGINT) AS value FROM recomputes").await, 13);
    let ids = [&*story, &other].map(|house| house.rulebook.current("hellotalk").unwrap().id.clone());
    assert_eq!(ids[0], ids[1], "the same set on both");
}
