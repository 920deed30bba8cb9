//! What a forecast learns: from what came, by acts on one ticket, and never from too little.

use domain::Kind;
use domain::simulate::{Plan, TooLittle, usual};
use jiff::SignedDuration;
use jiff::civil::{date, time};
use server::desk::DeskError;
use server::desk::simulate::{QUARTER, YEAR, learned};
use server::store::simulate::came;

use crate::on_both;
use crate::support::forms::{access, deletion, denied, fulfilled, question};
use crate::support::story::{Story, at};

fn base() -> Plan {
    usual(&[Kind::Access, Kind::Deletion], (time(9, 0, 0, 0), time(18, 0, 0, 0)), date(2026, 3, 2))
}

async fn all(story: &Story, product: &str, from: &str) -> Vec<domain::simulate::Came> {
    came(&mut story.store.read().await.unwrap(), product, at(from), story.now()).await.unwrap()
}

on_both!(work_is_seen_between_two_acts_on_one_ticket, |story| {
    let (first, ada) = (story.prove(deletion("mika@example.org")).await, story.agent_named("Ada").await);
    let second = story.prove(access("jo@example.org")).await;
    // One that nobody proved is no work.
    story.submit(deletion("nobody@example.org")).await;
    story.minutes(30);
    ada.claim(&first.reference, story.seen(&first.reference).await).await.unwrap();
    story.minutes(12);
    ada.close(&first.reference, story.seen(&first.reference).await, fulfilled(Kind::Deletion)).await.unwrap();
    // Another ticket between: the way to it is nobody's work.
    story.minutes(7);
    ada.claim(&second.reference, story.seen(&second.reference).await).await.unwrap();
    story.minutes(5);
    ada.ask(&second.reference, story.seen(&second.reference).await, question(3)).await.unwrap();
    let open = all(&story, "hellotalk", "2026-03-01T00:00:00Z").await;
    assert_eq!(
        open.iter().map(|one| (one.kind, one.worked)).collect::<Vec<_>>(),
        [
            (Kind::Deletion, Some(SignedDuration::from_mins(12))),
            // Still open: what it will take is not known.
            (Kind::Access, None),
        ]
    );
    assert_eq!(open[1].pauses.len(), 1);
    assert_eq!(open[1].pauses[0].1, None);
    // Two days later, after the answer, ten minutes more.
    story.pass(SignedDuration::from_hours(48));
    story.desk_again(&second, "jo@example.org").await.write("The older one.", vec![]).await.unwrap();
    ada.note(&second.reference, "Looked at it.").await.unwrap();
    story.minutes(10);
    let closing = denied();
    ada.close(&second.reference, story.seen(&second.reference).await, closing).await.unwrap();
    story.minutes(1);
    let done = all(&story, "hellotalk", "2026-03-01T00:00:00Z").await;
    assert_eq!(done[1].worked, Some(SignedDuration::from_mins(15)), "the two days between are no work");
    assert!(done[1].pauses[0].1.is_some());
    assert!(all(&story, "japanese-ai", "2026-03-01T00:00:00Z").await.is_empty());
    assert!(all(&story, "hellotalk", "2026-03-02T10:30:00+08:00").await.is_empty(), "received before");
});

on_both!(too_little_is_refused_with_how_much_there_is, |story| {
    let nothing = learned(&story, "hellotalk", &base(), YEAR).await.unwrap().unwrap_err();
    assert_eq!(nothing, TooLittle { tickets: 0, days: 0, handled: 0 });
    let (proved, ada) = (story.prove(deletion("mika@example.org")).await, story.agent_named("Ada").await);
    ada.claim(&proved.reference, story.seen(&proved.reference).await).await.unwrap();
    story.minutes(3);
    ada.close(&proved.reference, story.seen(&proved.reference).await, fulfilled(Kind::Deletion)).await.unwrap();
    story.pass(SignedDuration::from_hours(24 * 40));
    let little = learned(&story, "hellotalk", &base(), YEAR).await.unwrap().unwrap_err();
    assert_eq!(little, TooLittle { tickets: 1, days: 40, handled: 1 });
    assert!(little.to_string().contains("1 tickets over 40 days, 1 of them"));
    story.pass(SignedDuration::from_hours(24 * 60));
    let later = learned(&story, "hellotalk", &base(), QUARTER).await.unwrap().unwrap_err();
    assert_eq!(later.tickets, 0, "a quarter looks no further back");
    assert!(matches!(learned(&story, "other", &base(), YEAR).await, Err(DeskError::NotFound)));
});

on_both!(the_desk_is_for_who_sees_the_promises, |story| {
    for (role, may) in
        [("viewer", false), ("agent", false), ("reviewer", false), ("lead", true), ("privacy_officer", true), ("administrator", true)]
    {
        let member = story.hire(role, role).await;
        assert_eq!(story.forecasts(&story.at_work(&member)).is_some(), may, "{role}");
    }
    let lead = story.hire_for("Lin", "lead", "japanese-ai", false).await;
    let desk = story.forecasts(&story.at_work(&lead)).unwrap();
    assert!(matches!(desk.start("hellotalk").await, Err(DeskError::NotFound)), "not this member's");
    let start = desk.start("japanese-ai").await.unwrap();
    assert_eq!(start.learned.unwrap_err().tickets, 0);
    assert_eq!(start.plan.first_day, date(2026, 3, 2));
    let few = start.plan.clone().on(date(2026, 3, 2), 14);
    let made = desk.forecast("japanese-ai", few.clone(), 0.995).await.unwrap();
    assert!(made.outlook.arrived() > 0 && made.needs.agents.is_some());
    assert!(matches!(desk.forecast("hellotalk", few, 0.995).await, Err(DeskError::NotFound)));
    let mut much = start.plan;
    much.kinds.values_mut().for_each(|traffic| *traffic = traffic.clone().with_per_day(5000.0));
    assert!(matches!(desk.forecast("japanese-ai", much, 0.995).await, Err(DeskError::Invalid(_))));
});
