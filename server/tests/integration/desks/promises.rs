//! How promises were kept, in numbers: a story of two weeks, its sums by hand, and the same sums after everything was erased.

use domain::Kind;
use domain::clock::ClockName;
use domain::figures::{Few, Metric, Open, PromiseFigures, PromiseKey, Right, Tally, Unanswered};
use jiff::SignedDuration;
use server::args;
use server::desk::promises::{Asked, AskedYear, Found, PromiseDesk, published};
use server::desk::retention;
use server::store::promise_lines::Which;
use server::store::promises::OpenState;

use crate::on_both;
use crate::support::forms::{access, decision, deletion, denied, from, fulfilled, question, report};
use crate::support::story::{Proved, Story, is_missing};

const VERSION: &str = "2026-03-17.1";

fn key(kind: Kind, clock: ClockName) -> PromiseKey {
    PromiseKey { product: "hellotalk".into(), kind, clock, version: VERSION.into() }
}

fn asked(from: &str, to: &str) -> Asked {
    Asked { from: from.parse().unwrap(), to: to.parse().unwrap(), product: None }
}

fn march() -> Asked {
    asked("2026-03-02", "2026-03-15")
}

async fn desk(story: &Story, role: &str, products: &str) -> PromiseDesk {
    let member = story.hire_for("Lea", role, products, false).await;
    story.promises(&story.at_work(&member)).expect("a desk")
}

fn of(found: &Found, kind: Kind, clock: ClockName) -> PromiseFigures {
    found.book.promises.get(&key(kind, clock)).cloned().unwrap_or_default()
}

/// Kept and broken in each week that has any.
fn weeks(figures: &PromiseFigures) -> Vec<(String, u64, u64)> {
    figures.periods.iter().map(|(week, tally)| (week.to_string(), tally.kept, tally.broken)).collect()
}

/// A deletion of somebody, received at this moment.
async fn receive(story: &Story, moment: &str, name: &str) -> Proved {
    story.now_is(moment);
    story.prove(deletion(&format!("{name}@example.org"))).await
}

/// Two weeks of work, told in the order of the clock; it ends on Monday the 9th at 15:00.
async fn two_weeks(story: &Story) -> Proved {
    let (ada, bo) = (story.agent_named("Ada").await, story.agent_named("Bo").await);
    let soon = receive(story, "2026-03-02T10:00:00+08:00", "soon").await;
    let exactly = receive(story, "2026-03-02T10:00:00+08:00", "exactly").await;
    let late = receive(story, "2026-03-02T10:00:00+08:00", "late").await;
    let waits = receive(story, "2026-03-02T10:00:00+08:00", "waits").await;
    let leaves = receive(story, "2026-03-02T10:00:00+08:00", "leaves").await;
    let again = receive(story, "2026-03-02T10:00:00+08:00", "again").await;
    receive(story, "2026-03-02T10:00:00+08:00", "late").await;
    story.now_is("2026-03-02T10:00:00+08:00");
    let spam = story.report(report("spammer", None)).await;
    let case = story.case_of(&spam.reference).await;

    story.desk(&leaves).await.withdraw(true).await.unwrap();
    story.now_is("2026-03-02T12:00:00+08:00");
    ada.close(&again.reference, story.seen(&again.reference).await, denied()).await.unwrap();
    story.now_is("2026-03-02T12:30:00+08:00");
    ada.close(&soon.reference, story.seen(&soon.reference).await, fulfilled(Kind::Deletion)).await.unwrap();
    story.now_is("2026-03-02T16:00:00+08:00");
    ada.ask(&waits.reference, story.seen(&waits.reference).await, question(7)).await.unwrap();
    story.now_is("2026-03-03T10:00:00+08:00");
    ada.decide(&case, story.seen(&case).await, decision("warned")).await.unwrap();
    story.now_is("2026-03-03T18:00:00+08:00");
    ada.close(&exactly.reference, story.seen(&exactly.reference).await, fulfilled(Kind::Deletion)).await.unwrap();
    story.now_is("2026-03-04T10:00:00+08:00");
    ada.close(&late.reference, story.seen(&late.reference).await, fulfilled(Kind::Deletion)).await.unwrap();
    let appeal = story.desk_again(&again, "again@example.org").await;
    story.now_is("2026-03-04T11:00:00+08:00");
    appeal.appeal("The second data point was right.").await.unwrap();
    receive(story, "2026-03-05T10:00:00+08:00", "overdue").await;
    receive(story, "2026-03-06T10:00:00+08:00", "risky").await;
    story.now_is("2026-03-06T11:00:00+08:00");
    bo.close(&again.reference, story.seen(&again.reference).await, fulfilled(Kind::Deletion)).await.unwrap();
    let next = receive(story, "2026-03-09T10:00:00+08:00", "next").await;
    story.now_is("2026-03-09T10:30:00+08:00");
    ada.close(&next.reference, story.seen(&next.reference).await, fulfilled(Kind::Deletion)).await.unwrap();
    story.now_is("2026-03-09T15:00:00+08:00");
    late
}

on_both!(two_weeks_by_hand, |story| {
    let late = two_weeks(&story).await;
    let id = story.ticket(&late.reference).await.id;
    story
        .tamper(
            "INSERT INTO breach_reasons (ticket_id, cycle, clock, code, actor, at) VALUES ($1, 1, 'promise', 'volume', 'staff:x', $2)",
            args![&id, story.now()],
        )
        .await;
    let desk = desk(&story, "lead", "*").await;
    let found = desk.figures(&march()).await.unwrap();
    assert_eq!(found.weeks.iter().map(ToString::to_string).collect::<Vec<_>>(), ["2026-03-02", "2026-03-09"]);

    let promise = of(&found, Kind::Deletion, ClockName::Promise);
    // Kept: soon, exactly at the due moment, the first round of again, next. Broken: late, and the second round of again.
    assert_eq!(weeks(&promise), [("2026-03-02".into(), 3, 2), ("2026-03-09".into(), 1, 0)]);
    assert_eq!(promise.total().share().map(|share| share.to_string()).as_deref(), Some("66.6"));
    // Minutes: 30, 120, 150, 1920, 2880, 2880.
    assert_eq!((promise.spread.count(), promise.spread.median(), promise.spread.percentile(95)), (6, Some(150), Some(2880)));
    assert_eq!(promise.open, Open { open: 3, at_risk: 1, overdue: 1, paused: 1 });
    assert_eq!((promise.reasons.get("volume"), promise.unexplained()), (Some(&1), 1));
    assert_eq!(promise.erased, Tally::default());
    // Without a country the law allows ten days: the paused one's do not rest, and two have seven or fewer left.
    let law = of(&found, Kind::Deletion, ClockName::Law);
    assert_eq!(weeks(&law), [("2026-03-02".into(), 5, 0), ("2026-03-09".into(), 1, 0)]);
    assert_eq!(law.open, Open { open: 3, at_risk: 2, overdue: 0, paused: 0 });
    // Twenty-four hours to the second.
    let review = of(&found, Kind::Report, ClockName::Review);
    assert_eq!((weeks(&review), review.spread.median()), (vec![("2026-03-02".into(), 1, 0)], Some(1440)));
    // Withdrawn and joined: neither kept nor broken, and not open.
    let beside = found.book.unanswered(&key(Kind::Deletion, ClockName::Promise));
    assert_eq!(beside, Unanswered { withdrawn: 1, cancelled: 0, joined: 1 });
    // What is promised is there, though nothing of it has ended.
    let never = of(&found, Kind::AdvertisingOptOut, ClockName::Promise);
    assert!(found.book.promises.contains_key(&key(Kind::AdvertisingOptOut, ClockName::Promise)));
    assert_eq!((never.total().share(), never.spread.median()), (None, None));
    let (promised, open) = found.book.sum(&[ClockName::Promise, ClockName::Review]);
    assert_eq!((promised, open.at_risk), (Tally { kept: 5, broken: 2 }, 1));

    // A part of the time is a part of the numbers.
    let tuesday = desk.figures(&asked("2026-03-03", "2026-03-03")).await.unwrap();
    assert_eq!(weeks(&of(&tuesday, Kind::Deletion, ClockName::Promise)), [("2026-03-02".into(), 1, 0)]);
    // The time asked for says nothing about what is open.
    assert_eq!(of(&tuesday, Kind::Deletion, ClockName::Promise).open.open, 3);
    // A withdrawn outcome was our mistake: it is not counted.
    story.tamper("UPDATE outcomes SET withdrawn_at = $2 WHERE ticket_id = $1", args![&id, story.now()]).await;
    let found = desk.figures(&march()).await.unwrap();
    assert_eq!(of(&found, Kind::Deletion, ClockName::Promise).total(), Tally { kept: 4, broken: 1 });
    assert!(of(&found, Kind::Deletion, ClockName::Promise).reasons.is_empty());
});

on_both!(behind_each_number_stand_its_tickets, |story| {
    let late = two_weeks(&story).await;
    let desk = desk(&story, "lead", "*").await;
    let promise = key(Kind::Deletion, ClockName::Promise);
    let found = desk.figures(&march()).await.unwrap();
    let figures = of(&found, Kind::Deletion, ClockName::Promise);
    let numbers = [
        (Which::Ended, figures.total().ended()),
        (Which::Kept, figures.total().kept),
        (Which::Broken, figures.total().broken),
        (Which::Open(OpenState::Open), figures.open.open),
        (Which::Open(OpenState::AtRisk), figures.open.at_risk),
        (Which::Open(OpenState::Overdue), figures.open.overdue),
        (Which::Open(OpenState::Paused), figures.open.paused),
        (Which::Unanswered, found.book.unanswered(&promise).total()),
    ];
    for (which, number) in numbers {
        let list = desk.tickets(&march(), &promise, which, None).await.unwrap();
        assert_eq!((list.lines.len() as u64, list.more, list.erased), (number, false, 0), "{which:?}");
        assert!(number > 0);
    }
    let broken = desk.tickets(&march(), &promise, Which::Broken, None).await.unwrap().lines;
    // The newest first: the appeal's round, then the late one.
    assert_eq!(broken[1].reference, late.reference);
    let times = (broken[1].due.unwrap().to_string(), broken[1].closed.unwrap().to_string(), broken[1].state.as_str());
    assert_eq!(times, ("2026-03-03T10:00:00Z".to_owned(), "2026-03-04T02:00:00Z".to_owned(), "fulfilled"));
    // After a line come the others.
    let after = Some((broken[0].at, broken[0].id.clone()));
    let rest = desk.tickets(&march(), &promise, Which::Broken, after).await.unwrap().lines;
    assert_eq!(rest, broken[1..]);
    let open = desk.tickets(&march(), &promise, Which::Open(OpenState::Open), None).await.unwrap().lines;
    let after = Some((open[0].at, open[0].id.clone()));
    let rest = desk.tickets(&march(), &promise, Which::Open(OpenState::Open), after).await.unwrap().lines;
    assert_eq!(rest, open[1..]);
});

on_both!(what_was_erased_still_counts, |story| {
    two_weeks(&story).await;
    let desk = desk(&story, "lead", "*").await;
    let before = desk.figures(&march()).await.unwrap();
    story.pass(SignedDuration::from_hours(24 * 366 * 6));
    for _ in 0..4 {
        retention::carry_out_all(&story).await.unwrap();
    }
    assert_eq!(story.number("SELECT COUNT(*) AS value FROM outcomes").await, 0);
    let after = desk.figures(&march()).await.unwrap();
    for (kind, clock) in [(Kind::Deletion, ClockName::Promise), (Kind::Deletion, ClockName::Law), (Kind::Report, ClockName::Review)] {
        let (was, is) = (of(&before, kind, clock), of(&after, kind, clock));
        assert_eq!((was.periods, was.spread), (is.periods.clone(), is.spread.clone()), "{kind:?} {clock:?}");
        assert_eq!((is.erased, is.erased.ended() > 0), (is.total(), true));
    }
    let promise = key(Kind::Deletion, ClockName::Promise);
    assert_eq!(after.book.unanswered(&promise), before.book.unanswered(&promise));
    let list = desk.tickets(&march(), &promise, Which::Broken, None).await.unwrap();
    assert_eq!((list.lines.len(), list.erased), (0, 2), "counted, and nothing to open");
    assert_eq!(desk.tickets(&march(), &promise, Which::Unanswered, None).await.unwrap().erased, 2);
});

on_both!(a_lead_sees_the_figures_of_their_products, |story| {
    two_weeks(&story).await;
    let other = desk(&story, "lead", "japanese-ai").await;
    let found = other.figures(&march()).await.unwrap();
    assert!(found.book.promises.keys().all(|key| key.product == "japanese-ai"));
    assert_eq!(found.book.sum(&ClockName::ALL), (Tally::default(), Open::default()));
    assert!(is_missing(&other.figures(&Asked { product: Some("hellotalk".into()), ..march() }).await));
    assert!(is_missing(&other.tickets(&march(), &key(Kind::Deletion, ClockName::Promise), Which::Kept, None).await));
    let year = AskedYear { year: 2026, product: "hellotalk".into(), california: false };
    assert!(is_missing(&other.year(&year).await));
    for role in ["viewer", "agent", "reviewer"] {
        let member = story.hire(role, role).await;
        assert!(story.promises(&story.at_work(&member)).is_none(), "{role}");
    }
});

on_both!(an_older_version_has_its_own_figures, |story| {
    two_weeks(&story).await;
    story.tamper("UPDATE tickets SET policy_version = '2025-01-01.1' WHERE kind = 'report'", &[]).await;
    story.tamper("UPDATE outcomes SET policy_version = '2025-01-01.1' WHERE kind = 'report'", &[]).await;
    let found = desk(&story, "lead", "*").await.figures(&march()).await.unwrap();
    let old = PromiseKey { version: "2025-01-01.1".into(), ..key(Kind::Report, ClockName::Review) };
    assert_eq!(found.book.promises[&old].total(), Tally { kept: 1, broken: 0 });
    assert_eq!(of(&found, Kind::Report, ClockName::Review).total(), Tally::default(), "the present one");
    let product = story.products.get("hellotalk").unwrap();
    assert_eq!(server::desk::promises::told(product, &old), app::views::promises::Told::Gone);
});

on_both!(a_year_in_the_form_of_7102, |story| {
    two_weeks(&story).await;
    let eva = story.agent_named("Eva").await;
    let californian = story.prove(from("US-CA", deletion("cal@example.org"))).await;
    story.prove(from("US-CA", access("open@example.org"))).await;
    // Never proved: in no figure.
    story.submit(from("US-CA", access("never@example.org"))).await;
    story.pass(SignedDuration::from_hours(25));
    eva.close(&californian.reference, story.seen(&californian.reference).await, denied()).await.unwrap();
    let desk = desk(&story, "privacy_officer", "*").await;
    let ask = |california| AskedYear { year: 2026, product: "hellotalk".into(), california };
    let taken = |year: &domain::figures::Yearly, right: Right| match &year.rights[&right] {
        Metric::Taken(metrics) => metrics.clone(),
        Metric::NotTaken => panic!("{right:?} is taken"),
    };
    let all = desk.year(&ask(false)).await.unwrap();
    // Again's appeal was granted: complied with, and its first answer came within a day.
    let delete = taken(&all, Right::Delete);
    assert_eq!((delete.received, delete.whole, delete.part, delete.denied), (11, 5, 0, 1));
    assert_eq!((delete.ended, delete.open), (2, 3));
    // Days: again 1, soon 1, next 1, exactly 2, late 2, the Californian 2.
    assert_eq!((delete.days.count(), delete.days.median(), delete.days.percentile(100)), (6, Some(1), Some(2)));
    assert_eq!(delete.grounds.iter().map(|(ground, n)| (ground.code(), *n)).collect::<Vec<_>>(), [("not_verifiable", 1)]);
    assert_eq!(taken(&all, Right::Know).received, 1);
    assert_eq!(all.rights[&Right::Limit], Metric::NotTaken);
    let california = desk.year(&ask(true)).await.unwrap();
    let delete = taken(&california, Right::Delete);
    assert_eq!((delete.received, delete.denied, delete.days.median()), (1, 1, Some(2)));
    assert_eq!(taken(&california, Right::Know).open, 1);
    let before = desk.year(&AskedYear { year: 2025, ..ask(false) }).await.unwrap();
    assert_eq!(before.received(), 0);
});

on_both!(what_everybody_sees_has_no_small_number, |story| {
    two_weeks(&story).await;
    story.now_is("2026-03-31T23:00:00+08:00");
    let early = published(&story, "hellotalk").await.unwrap();
    assert!(early.promises.iter().all(|promise| promise.ended == Few::Fewer), "March is not over");
    assert_eq!(early.year, None);
    assert!(is_missing(&published(&story, "japanese-ai").await), "the pack does not switch it on");
    assert!(is_missing(&published(&story, "nothing").await));
    story.now_is("2026-04-01T00:10:00+08:00");
    let april = published(&story, "hellotalk").await.unwrap();
    assert_eq!(april.months.last().map(ToString::to_string).as_deref(), Some("2026-03-01"));
    let shown = |kind| april.promises.iter().find(|promise| promise.key.kind == kind).cloned().unwrap();
    let deletion = shown(Kind::Deletion);
    assert_eq!((deletion.key.clock, deletion.ended, deletion.median), (ClockName::Promise, Few::Number(6), Some(150)));
    assert_eq!(deletion.share.map(|share| share.to_string()).as_deref(), Some("66.6"));
    assert_eq!(deletion.months.values().filter(|share| share.is_some()).count(), 1, "one month has five or more");
    let review = shown(Kind::Report);
    assert_eq!((review.ended, review.share, review.median), (Few::Fewer, None, None), "one report is somebody's");
    // Counted again only after a while, and the page says when.
    story.minutes(9);
    assert_eq!(published(&story, "hellotalk").await.unwrap().as_of, april.as_of);
    story.minutes(2);
    assert!(published(&story, "hellotalk").await.unwrap().as_of > april.as_of);
    story.now_is("2027-01-02T09:00:00+08:00");
    let year = published(&story, "hellotalk").await.unwrap().year.clone().expect("a full year");
    assert_eq!(year.year, 2026);
    let (_, delete) = year.rights[0];
    let delete = delete.expect("taken");
    assert_eq!((delete.received, delete.complied, delete.denied, delete.days), (Few::Number(10), Few::Number(5), Few::Fewer, Some(1)));
    assert_eq!(year.rights[4], (Right::Limit, None));
});
