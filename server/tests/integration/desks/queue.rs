//! The queue: what is due first stands first, whatever it is; filters, counts and exact search.

use domain::{Kind, State};
use server::store::queue::Filter;

use crate::on_both;
use crate::support::forms::{access, advertising, ai, correction, deletion, from, grave_report, report};
use crate::support::story::{Story, at};

/// A mix of kinds, countries, products and moments; answers how many tickets there are.
async fn mix(story: &Story) -> usize {
    story.now_is("2026-02-26T17:00:00+08:00");
    story.prove(from("KR", access("a@example.org"))).await;
    story.prove(from("GB", correction("b@example.org"))).await;
    story.now_is("2026-02-27T11:00:00+08:00");
    story.prove(from("US-CA", deletion("c@example.org"))).await;
    let mut other = from("JP", deletion("d@example.org"));
    other.product = "japanese-ai".into();
    story.prove(other).await;
    story.now_is("2026-03-01T12:00:00+08:00");
    story.report(report("spammer", None)).await;
    story.prove(ai("e@example.org", &["voice"])).await;
    story.now_is("2026-03-02T09:30:00+08:00");
    story.prove(advertising("f@example.org")).await;
    story.prove(access("g@example.org")).await;
    story.submit(deletion("unproved@example.org")).await;
    8
}

on_both!(what_is_due_first_stands_first, |story| {
    let all = mix(&story).await;
    let desk = story.agent_named("Ada").await;
    let (lines, more) = desk.queue(&Filter::default(), None).await.unwrap();
    assert_eq!((lines.len(), more), (all, false));
    for line in &lines {
        let cached = &line.cached;
        let earliest = [cached.promise_due_at, cached.law_due_at, cached.review_due_at].into_iter().flatten().min();
        assert_eq!(Some(cached.sort_at), earliest, "{:?} is sorted by its earliest due", line.kind);
        assert_eq!(cached.breach_at, earliest);
    }
    assert!(lines.is_sorted_by_key(|line| line.cached.sort_at));
    // Friday's deletions are due on Saturday the 28th, a make-up workday in China; the report a day after Sunday noon.
    assert_eq!(lines[0].kind, Kind::Deletion);
    assert_eq!(lines[0].cached.sort_at, at("2026-02-28T18:00:00+08:00"));
    assert_eq!((lines[2].kind, lines[2].cached.sort_at), (Kind::Report, at("2026-03-02T12:00:00+08:00")));
    assert_eq!(desk.next("").await.unwrap().as_ref(), Some(&lines[0].reference));
    assert_eq!(desk.next(&lines[0].reference).await.unwrap().as_ref(), Some(&lines[1].reference));
});

on_both!(filters_leave_what_they_name, |story| {
    mix(&story).await;
    let desk = story.agent_named("Ada").await;
    let only = async |filter: Filter| desk.queue(&filter, None).await.unwrap().0;
    let access = only(Filter { kind: Some(Kind::Access), ..Filter::default() }).await;
    assert_eq!(access.iter().map(|line| line.kind).collect::<Vec<_>>(), [Kind::Access, Kind::Access]);
    let japanese = only(Filter { product: Some("japanese-ai".into()), ..Filter::default() }).await;
    assert_eq!(japanese.len(), 1);
    assert_eq!(japanese[0].product, "japanese-ai");
    let both = only(Filter { product: Some("japanese-ai".into()), kind: Some(Kind::Access), ..Filter::default() }).await;
    assert!(both.is_empty());
    desk.claim(&japanese[0].reference, 9).await.unwrap();
    let mine = only(Filter { assignee: Some(desk.me().to_owned()), ..Filter::default() }).await;
    assert_eq!(mine.iter().map(|line| line.reference.as_str()).collect::<Vec<_>>(), [japanese[0].reference.as_str()]);
    let free = only(Filter { unassigned: true, ..Filter::default() }).await;
    assert_eq!(free.len(), 7);
    assert!(free.iter().all(|line| line.assignee.is_none()));
    assert_eq!(only(Filter { state: Some(State::InProgress), ..Filter::default() }).await.len(), 1);
    assert!(only(Filter { state: Some(State::Denied), ..Filter::default() }).await.is_empty());
});

on_both!(counts_say_what_the_filters_leave, |story| {
    mix(&story).await;
    let desk = story.agent_named("Ada").await;
    let (lines, _) = desk.queue(&Filter::default(), None).await.unwrap();
    desk.claim(&lines[3].reference, 9).await.unwrap();
    let counts: std::collections::BTreeMap<String, i64> = desk.counts().await.unwrap().into_iter().collect();
    assert_eq!((counts["open"], counts["mine"], counts["unassigned"], counts["paused"]), (8, 1, 7, 0));
    // Monday 09:30: Friday's deletions are late; the report is due at noon, and Korea's ten days have less than seven left.
    assert_eq!((counts["breached"], counts["at_risk"]), (2, 4));
});

on_both!(risk_and_breach_begin_when_the_page_says_so, |story| {
    story.prove(deletion("mika@example.org")).await;
    let desk = story.agent_named("Ada").await;
    let standing = async || {
        let (lines, _) = desk.queue(&Filter::default(), None).await.unwrap();
        let view = desk.line_views(&lines).await.unwrap().remove(0);
        let counts: std::collections::BTreeMap<String, i64> = desk.counts().await.unwrap().into_iter().collect();
        (view.standing, counts["at_risk"], counts["breached"])
    };
    story.now_is("2026-03-03T13:59:59+08:00");
    assert_eq!(standing().await, ("running".to_owned(), 0, 0));
    story.now_is("2026-03-03T14:00:00+08:00");
    assert_eq!(standing().await, ("at_risk".to_owned(), 1, 0), "four open hours before the due");
    story.now_is("2026-03-03T18:00:00+08:00");
    assert_eq!(standing().await, ("at_risk".to_owned(), 1, 0), "the due itself is in time");
    story.now_is("2026-03-03T18:00:00.001+08:00");
    assert_eq!(standing().await, ("breached".to_owned(), 1, 1));
});

on_both!(what_cannot_wait_stands_before_all, |story| {
    story.now_is("2026-02-26T10:00:00+08:00");
    story.prove(deletion("late@example.org")).await;
    story.now_is("2026-03-02T10:00:00+08:00");
    story.report(report("somebody", None)).await;
    let taken = story.report(grave_report("predator")).await;
    let desk = story.agent_named("Ada").await;
    let (lines, _) = desk.queue(&Filter::default(), None).await.unwrap();
    let case = story.case_of(&taken.reference).await;
    assert_eq!(lines[0].reference, case, "before what is late already");
    assert!(lines[0].urgent);
    assert_eq!(desk.next("").await.unwrap(), Some(case));
});

on_both!(a_reference_is_found_however_it_is_written, |story| {
    let proved = story.prove(deletion("mika@example.org")).await;
    let desk = story.agent_named("Ada").await;
    let reference = &proved.reference;
    let odd = reference.replace(['-'], "");
    let (prefix, body) = odd.split_at(2);
    let slips = format!("{prefix}{}", body.replace('0', "O").replace('1', "l"));
    for typed in [reference.clone(), reference.to_lowercase(), odd.clone(), format!("  {}  ", reference.replace('-', " ")), slips] {
        let found = desk.search(&typed).await.unwrap();
        assert_eq!(found.len(), 1, "{typed}");
        assert_eq!(&found[0].reference, reference);
    }
    assert!(desk.search("HT-0000-0000").await.unwrap().is_empty());
    assert!(desk.search("   ").await.unwrap().is_empty());
    let taken = story.report(report("somebody", Some("noor@example.org"))).await;
    let case = story.case_of(&taken.reference).await;
    assert_eq!(desk.search(&taken.reference.to_lowercase()).await.unwrap()[0].reference, case, "by the report under it");
});

on_both!(people_are_found_by_address_and_account_exactly, |story| {
    let mut new = deletion("Mika.Sato@Example.org");
    new.subject.app_id = Some("Mika_Sato".into());
    story.prove(new).await;
    let desk = story.agent_named("Ada").await;
    for typed in ["mika.sato@example.org", " MIKA.SATO@EXAMPLE.ORG ", "mika_sato", "MIKA_SATO"] {
        assert_eq!(desk.search(typed).await.unwrap().len(), 1, "{typed}");
    }
    for typed in ["mika", "mika.sato", "@example.org", "%", "mika_sat_", "' OR '1'='1"] {
        assert!(desk.search(typed).await.unwrap().is_empty(), "{typed}");
    }
    // That somebody searched is recorded, and not for what.
    let searched = story.number("SELECT COUNT(*) AS value FROM events WHERE kind = 'searched'").await;
    assert_eq!(searched, 10);
    assert_eq!(story.number("SELECT COUNT(*) AS value FROM events WHERE data LIKE '%ika%'").await, 0);
});
