//! What each member of staff sees and may do: roles, products, and the approval for children's data.

use std::collections::BTreeSet;

use server::args;
use server::desk::agent::AgentDesk;
use server::desk::look;
use server::store::queue::Filter;

use crate::on_both;
use crate::support::forms::{deletion, report};
use crate::support::story::{Story, is_missing, wrong};

async fn seen(desk: &AgentDesk) -> BTreeSet<String> {
    let (lines, _) = desk.queue(&Filter::default(), None).await.unwrap();
    lines.into_iter().map(|line| line.reference).collect()
}

/// A request and a report of each product.
struct World {
    request: String,
    other: String,
    case: String,
}

async fn world(story: &Story) -> World {
    let request = story.prove(deletion("mika@example.org")).await.reference;
    let mut other = deletion("noor@example.org");
    other.product = "japanese-ai".into();
    let other = story.prove(other).await.reference;
    story.report(report("spammer", None)).await;
    let case = story.text("SELECT reference AS value FROM tickets WHERE kind = 'report'", &[]).await;
    World { request, other, case }
}

on_both!(each_sees_what_they_work_on, |story| {
    let world = world(&story).await;
    let (request, other, case) = (&world.request, &world.other, &world.case);
    for (name, role, products, expected) in [
        ("Vi", "viewer", "*", vec![request, other, case]),
        ("Ada", "agent", "*", vec![request, other]),
        ("Rex", "reviewer", "*", vec![case]),
        ("Lea", "lead", "*", vec![request, other, case]),
        ("Pia", "privacy_officer", "*", vec![request, other, case]),
        ("Max", "administrator", "*", vec![request, other, case]),
        ("Jo", "lead", "japanese-ai", vec![other]),
        ("Kim", "agent", "hellotalk", vec![request]),
        ("Lou", "reviewer", "japanese-ai", vec![]),
        ("No", "lead", "", vec![]),
    ] {
        let desk = story.agent(&story.hire_for(name, role, products, false).await);
        let expected: BTreeSet<String> = expected.into_iter().cloned().collect();
        assert_eq!(seen(&desk).await, expected, "{name}");
        let counts = desk.counts().await.unwrap();
        assert_eq!(counts.iter().find(|(code, _)| code == "open").unwrap().1, expected.len() as i64, "{name}");
        for reference in [request, other, case] {
            let may = expected.contains(reference);
            assert_eq!(desk.view(reference).await.is_ok(), may, "{name} opens {reference}");
            assert_eq!(desk.search(reference).await.unwrap().len(), usize::from(may), "{name} searches {reference}");
            assert_eq!(desk.lists(reference).await.unwrap(), may, "{name} hears of {reference}");
            let works = may && role != "viewer";
            assert_eq!(desk.note(reference, "x").await.is_ok(), works, "{name} works on {reference}");
            if !works {
                // The same answer as for one that there is not.
                assert!(is_missing(&desk.note(reference, "x").await) && is_missing(&desk.note("HT-0000-0000", "x").await));
                assert!(is_missing(&desk.claim(reference, 99).await) && is_missing(&desk.file(reference, "x").await));
            }
        }
        let next = desk.next("").await.unwrap();
        assert_eq!(next.is_some(), !expected.is_empty(), "{name}");
        assert!(next.is_none_or(|next| expected.contains(&next)), "{name}");
        let mail = desk.search("noor@example.org").await.unwrap();
        assert_eq!(mail.len(), usize::from(expected.contains(other)), "{name}");
    }
});

on_both!(the_queue_stays_quick_for_every_scope, |story| {
    world(&story).await;
    // The planner is asked, not the clock: a scope must not turn the queue into a walk over all tickets.
    if story.test.url.starts_with("sqlite") {
        for (sql, index) in [
            (
                "EXPLAIN QUERY PLAN SELECT id FROM tickets WHERE on_queue = 1 AND tickets.product = 'hellotalk' ORDER BY sort_at, id LIMIT 51",
                "tickets_queue_product",
            ),
            (
                "EXPLAIN QUERY PLAN SELECT id FROM tickets WHERE on_queue = 1 AND tickets.kind NOT IN ('report', 'child_account') ORDER BY sort_at, id LIMIT 51",
                "tickets_queue",
            ),
            (
                "EXPLAIN QUERY PLAN SELECT id FROM tickets WHERE on_queue = 1 AND tickets.kind IN ('report', 'child_account') ORDER BY sort_at, id LIMIT 51",
                "tickets_queue",
            ),
        ] {
            let plan = story.store.read().await.unwrap().all(sql, &[]).await.unwrap();
            let words: Vec<_> = plan.iter().map(|row| row.text("detail").unwrap()).collect();
            assert!(words[0].contains(index), "{sql}: {words:?}");
        }
    }
});

async fn childs(story: &Story) -> String {
    let reference = story.prove_with(deletion("mika@example.org"), vec![story.received("a.png", "image/png", b"\x89PNG")]).await.reference;
    story.tamper("UPDATE tickets SET minor = 1 WHERE reference = $1", args![&reference]).await;
    reference
}

on_both!(a_childs_ticket_opens_for_the_approved_after_a_purpose, |story| {
    let reference = childs(&story).await;
    let file = story.text("SELECT id AS value FROM files LIMIT 1", &[]).await;
    let (plain, approved) = (story.agent(&story.hire("Ada", "lead").await), story.agent(&story.hire_for("Bea", "lead", "*", true).await));
    // Everybody sees the line; nobody sees more without a purpose.
    assert!(seen(&plain).await.contains(&reference));
    for desk in [&plain, &approved] {
        assert!(matches!(desk.open(&reference).await.unwrap(), server::desk::show::Seen::Gate(_)));
        assert_eq!(wrong(desk.view(&reference).await), [(String::new(), "look_required")]);
    }
    // Without the approval it is as if there were none.
    assert!(is_missing(&look::begin(&plain, &reference, "safeguarding", "").await));
    assert!(is_missing(&plain.claim(&reference, 99).await) && is_missing(&plain.note(&reference, "x").await));
    assert!(is_missing(&plain.file(&reference, &file).await));
    assert_eq!(plain.next("").await.unwrap(), None, "nobody is sent where they may not go");
    assert_eq!(approved.next("").await.unwrap(), Some(reference.clone()));
    // With it: a purpose first.
    approved.claim(&reference, 99).await.unwrap();
    assert_eq!(wrong(approved.note(&reference, "x").await), [(String::new(), "look_required")]);
    assert_eq!(wrong(approved.file(&reference, &file).await), [(String::new(), "look_required")]);
    assert_eq!(wrong(look::begin(&approved, &reference, "curiosity", "").await), [("purpose".to_owned(), "purpose_required")]);
    look::begin(&approved, &reference, "safeguarding", "A hint of the school.").await.unwrap();
    assert_eq!(approved.view(&reference).await.unwrap().subject.email, "mika@example.org");
    approved.note(&reference, "x").await.unwrap();
    approved.file(&reference, &file).await.unwrap();
    // A colleague's look opens nothing for others.
    let third = story.agent(&story.hire_for("Cy", "lead", "*", true).await);
    assert!(third.view(&reference).await.is_err());
    story.minutes(30);
    assert_eq!(wrong(approved.view(&reference).await), [(String::new(), "look_required")], "half an hour is over");
    assert_eq!(story.recorded(&reference, "viewed").await, 1);
    let looks = "SELECT COUNT(*) AS value FROM looks WHERE minor = 1 AND purpose = 'safeguarding'";
    assert_eq!(story.number(looks).await, 2, "the ticket and the file");
});

on_both!(an_ordinary_look_does_not_open_what_turns_out_to_be_a_childs, |story| {
    let reference = story.prove(deletion("mika@example.org")).await.reference;
    let desk = story.agent(&story.hire_for("Bea", "lead", "*", true).await);
    desk.view(&reference).await.unwrap();
    story.tamper("UPDATE tickets SET minor = 1", &[]).await;
    assert_eq!(wrong(desk.view(&reference).await), [(String::new(), "look_required")]);
});

on_both!(every_opening_is_one_look_in_a_quarter_of_an_hour, |story| {
    let reference = story.prove(deletion("mika@example.org")).await.reference;
    let (ada, bo) = (story.agent_named("Ada").await, story.agent_named("Bo").await);
    let version = story.seen(&reference).await;
    let views = futures_util::future::join_all((0..4).map(|_| ada.view(&reference))).await;
    assert!(views.iter().all(Result::is_ok));
    bo.view(&reference).await.unwrap();
    assert_eq!(story.recorded(&reference, "viewed").await, 2, "one for each");
    story.minutes(15);
    ada.view(&reference).await.unwrap();
    assert_eq!(story.recorded(&reference, "viewed").await, 3);
    ada.search("mika@example.org").await.unwrap();
    assert_eq!(story.number("SELECT COUNT(*) AS value FROM looks WHERE what = 'search' AND note IS NULL AND reference IS NULL").await, 1);
    // A look makes no page outdated.
    ada.message(&reference, version, "x", vec![]).await.unwrap();
    assert!(ada.view(&reference).await.unwrap().timeline.iter().all(|item| item.kind != "viewed"));
});
