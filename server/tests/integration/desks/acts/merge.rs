//! Joining requests of one person: the one that is due first goes on, and nothing of the others is lost or late.

use domain::clock::Standing;
use domain::{Kind, State};
use server::desk::acts::{ActName, Deed};
use server::desk::agent::AgentDesk;
use server::desk::intake::{self, NewRequest, Opened};
use server::desk::{DeskError, reckon};

use super::{of_the_profile, taken};
use crate::on_both;
use crate::support::forms::{access, correction, deletion, denied, from, fulfilled, question};
use crate::support::story::{Proved, Story, at, is_missing, wrong};

async fn merge(story: &Story, desk: &AgentDesk, from: &Proved, others: &[&Proved]) -> Result<String, DeskError> {
    let mut list = Vec::new();
    for other in others {
        list.push((other.reference.clone(), story.seen(&other.reference).await));
    }
    desk.merge(&from.reference, story.seen(&from.reference).await, list).await
}

/// Two open requests of one person for the same kind of thing, a day apart.
async fn two(story: &Story, desk: &AgentDesk) -> (Proved, Proved) {
    let first = taken(story, desk, from("DE", deletion("mika@example.org"))).await;
    story.now_is("2026-03-03T10:00:00+08:00");
    let second = story.prove(of_the_profile("mika@example.org")).await;
    story.minutes(1);
    (first, second)
}

on_both!(zammad_904_the_earliest_clock_is_kept_and_the_others_are_cancelled, |story| {
    let ada = story.agent_named("Ada").await;
    let (first, second) = two(&story, &ada).await;
    let (one, other) = (story.ticket(&first.reference).await.cached, story.ticket(&second.reference).await.cached);
    assert!(one.promise_due_at < other.promise_due_at && one.law_due_at > other.law_due_at, "each is first with one clock");
    story.mails("receipt").await;
    // From the other's page: the same goes on.
    assert_eq!(merge(&story, &ada, &second, &[&first]).await.unwrap(), first.reference);
    let (kept, lost) = (story.ticket(&first.reference).await, story.ticket(&second.reference).await);
    assert_eq!((kept.cached.promise_due_at, kept.cached.law_due_at), (one.promise_due_at, other.law_due_at), "the earlier of each");
    assert_eq!((lost.state, lost.duplicate_of.as_deref(), lost.stopped_at), (State::Duplicate, Some(kept.id.as_str()), Some(story.now())));
    let all = reckon::evaluation(&story, &mut story.store.read().await.unwrap(), &lost, story.now(), false).await.unwrap();
    assert!(all.clocks().all(|clock| clock.status == Standing::Cancelled));
    let mail = story.mail_to("joined", "mika@example.org").await;
    assert!(mail.says(&first.reference) && mail.says(&second.reference));
    assert_eq!(story.mails("joined").await.len(), 1, "told once");
    // Nothing more of the other is due, told or raised.
    story.now_is("2026-03-20T10:00:00+08:00");
    for _ in 0..2 {
        story.work().await;
    }
    assert_eq!(story.recorded(&second.reference, "breached").await, 0);
    assert_eq!((story.recorded(&first.reference, "breached").await, story.mails("delayed").await.len()), (1, 1));
    let page = ada.view(&first.reference).await.unwrap();
    assert_eq!((page.joined, page.joined_to), (vec![second.reference.clone()], None));
    assert_eq!(ada.view(&second.reference).await.unwrap().joined_to, Some(first.reference.clone()));
    let theirs = story.desk_again(&second, "mika@example.org").await.view().await.unwrap();
    assert_eq!(theirs.joined_to.as_deref(), Some(first.reference.as_str()));
    let theirs = story.desk_again(&first, "mika@example.org").await.view().await.unwrap();
    assert_eq!(theirs.joined, std::slice::from_ref(&second.reference));
    assert!(theirs.timeline.iter().any(|item| item.kind == "merged"));
});

on_both!(odoo_179266_a_paused_duplicate_does_not_come_back, |story| {
    let ada = story.agent_named("Ada").await;
    let (first, second) = two(&story, &ada).await;
    ada.ask(&second.reference, story.seen(&second.reference).await, question(2)).await.unwrap();
    merge(&story, &ada, &first, &[&second]).await.unwrap();
    assert_eq!(story.number("SELECT COUNT(*) AS value FROM pauses WHERE ended_at IS NULL").await, 0);
    story.now_is("2026-03-10T10:00:00+08:00");
    story.work().await;
    assert_eq!((story.state(&second.reference).await, story.recorded(&second.reference, "resumed").await), (State::Duplicate, 0));
    assert!(is_missing(&story.desk_again(&second, "mika@example.org").await.write("Hello?", vec![]).await));
});

on_both!(the_one_that_is_due_first_goes_on_whoever_came_first, |story| {
    let ada = story.agent_named("Ada").await;
    let (first, second) = two(&story, &ada).await;
    let later = at("2026-03-12T12:00:00+08:00");
    ada.set_due(&first.reference, story.seen(&first.reference).await, later, "She is away.".into()).await.unwrap();
    assert_eq!(merge(&story, &ada, &first, &[&second]).await.unwrap(), second.reference);
    assert_eq!(story.ticket(&first.reference).await.duplicate_of, Some(story.ticket(&second.reference).await.id));
});

on_both!(a_third_is_found_whichever_it_is_like, |story| {
    let ada = story.agent_named("Ada").await;
    let (first, second) = two(&story, &ada).await;
    merge(&story, &ada, &first, &[&second]).await.unwrap();
    for new in [of_the_profile("mika@example.org"), from("DE", deletion("mika@example.org"))] {
        let holder = story.submit(new).await;
        let code = story.mail_to("code", "mika@example.org").await.code();
        match intake::enter(&story, &holder, &code, None).await.unwrap() {
            Opened::Proved { reference, joined, .. } => assert_eq!((reference, joined), (first.reference.clone(), true)),
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(ada.view(&first.reference).await.unwrap().joined, [second.reference], "what was never worked on has no page to read");
});

on_both!(three_at_once_and_a_chain_lead_to_one, |story| {
    let ada = story.agent_named("Ada").await;
    let (first, second) = two(&story, &ada).await;
    merge(&story, &ada, &first, &[&second]).await.unwrap();
    let mut new = of_the_profile("mika@example.org");
    if let domain::request::Details::Deletion { words, .. } = &mut new.details {
        *words = "And be quick.".into();
    }
    story.minutes(5);
    let third = taken(&story, &ada, new).await;
    let soon = story.now() + jiff::SignedDuration::from_hours(2);
    ada.set_due(&third.reference, story.seen(&third.reference).await, soon, "Promised by phone.".into()).await.unwrap();
    assert_eq!(merge(&story, &ada, &first, &[&third]).await.unwrap(), third.reference);
    let mut joined = ada.view(&third.reference).await.unwrap().joined;
    joined.sort();
    let mut expected = vec![first.reference.clone(), second.reference.clone()];
    expected.sort();
    assert_eq!(joined, expected, "no way leads to a way");
    // Evidence of all of them ends with the one answer.
    ada.close(&third.reference, story.seen(&third.reference).await, fulfilled(Kind::Deletion)).await.unwrap();
});

on_both!(behaviors_39_a_new_request_has_clocks_of_its_own, |story| {
    let ada = story.agent_named("Ada").await;
    let first = taken(&story, &ada, deletion("mika@example.org")).await;
    ada.set_due(&first.reference, story.seen(&first.reference).await, at("2026-03-12T12:00:00+08:00"), "Away.".into()).await.unwrap();
    ada.ask(&first.reference, story.seen(&first.reference).await, question(7)).await.unwrap();
    story.now_is("2026-03-04T10:00:00+08:00");
    let second = story.prove(of_the_profile("mika@example.org")).await;
    let cached = story.ticket(&second.reference).await.cached;
    assert_eq!(
        (cached.promise_due_at, cached.paused_until),
        (Some(at("2026-03-05T18:00:00+08:00")), None),
        "none of the first one's facts"
    );
});

on_both!(only_one_persons_requests_for_the_same_are_joined, |story| {
    let ada = story.agent_named("Ada").await;
    let mut one = deletion("mika@example.org");
    one.subject.app_id = Some("mika_1".into());
    let first = taken(&story, &ada, one).await;
    let refused = |result: Result<String, DeskError>| wrong(result)[0].1;
    let stranger = story.prove(deletion("noor@example.org")).await;
    assert_eq!(refused(merge(&story, &ada, &first, &[&stranger]).await), "merge_other", "another person");
    let copy = story.prove(access("mika@example.org")).await;
    assert_eq!(refused(merge(&story, &ada, &first, &[&copy]).await), "merge_other", "another kind");
    let mut new = of_the_profile("mika@example.org");
    new.subject.app_id = Some("mika_2".into());
    let account = story.prove(new).await;
    assert_eq!(refused(merge(&story, &ada, &first, &[&account]).await), "merge_account", "another account");
    assert_eq!(refused(merge(&story, &ada, &first, &[&first]).await), "merge_other", "itself");
    let nobodys = ada.merge(&first.reference, story.seen(&first.reference).await, vec![("HT-0000-0000".into(), 0)]).await;
    assert!(is_missing(&nobodys));
    let closed = story.prove(of_the_profile("mika@example.org")).await;
    ada.close(&closed.reference, story.seen(&closed.reference).await, denied()).await.unwrap();
    assert_eq!(refused(merge(&story, &ada, &first, &[&closed]).await), "merge_state", "a closed one");
    story.desk(&closed).await.appeal("Look again.").await.unwrap();
    assert_eq!(refused(merge(&story, &ada, &first, &[&closed]).await), "merge_state", "an appeal");
    let cy = story.agent(&story.hire_for("Cy", "agent", "japanese-ai", false).await);
    assert!(is_missing(&merge(&story, &cy, &first, &[&account]).await), "another product's agent");
    assert_eq!(story.number("SELECT COUNT(*) AS value FROM tickets WHERE state = 'duplicate'").await, 0);
    let page = ada.act_page(&first.reference, server::desk::acts::ActName::Merge, None).await.unwrap();
    assert_eq!(
        page.view.candidates.iter().map(|one| (one.reference.as_str(), one.obstacle)).collect::<Vec<_>>(),
        [(account.reference.as_str(), Some("merge_account")), (closed.reference.as_str(), Some("merge_state")),]
    );
});

on_both!(what_changed_on_the_other_page_counts_as_well, |story| {
    let ada = story.agent_named("Ada").await;
    let (first, second) = two(&story, &ada).await;
    let (one, other) = (story.seen(&first.reference).await, story.seen(&second.reference).await);
    story.desk(&second).await.write("I meant something else.", vec![]).await.unwrap();
    let refused = ada.merge(&first.reference, one, vec![(second.reference.clone(), other)]).await;
    assert!(matches!(refused, Err(DeskError::Changed(_))));
    assert_eq!(story.state(&second.reference).await, State::InReview);
});

on_both!(two_pages_at_once_join_once, |story| {
    let (ada, bo) = (story.agent_named("Ada").await, story.agent_named("Bo").await);
    let (first, second) = two(&story, &ada).await;
    let (one, other) = (story.seen(&first.reference).await, story.seen(&second.reference).await);
    let results = tokio::join!(
        ada.merge(&first.reference, one, vec![(second.reference.clone(), other)]),
        bo.merge(&second.reference, other, vec![(first.reference.clone(), one)]),
    );
    assert_eq!([results.0.is_ok(), results.1.is_ok()].into_iter().filter(|well| *well).count(), 1, "{results:?}");
    assert_eq!(story.recorded(&first.reference, "merged").await, 1);
    assert_eq!(story.mails("joined").await.len(), 1);
});

on_both!(what_came_with_a_joined_request_ends_with_the_answer, |story| {
    let ada = story.agent_named("Ada").await;
    let first = taken(&story, &ada, correction("mika@example.org")).await;
    story.minutes(5);
    let mut new = correction("mika@example.org");
    if let domain::request::Details::Correction { should_say, .. } = &mut new.details {
        *should_say = "Micah".into();
    }
    let file = story.received("proof.png", "image/png", b"\x89PNG\r\n\x1a\n0000");
    let id = file.id.clone();
    let second = story.prove_with(new, vec![file]).await;
    assert_eq!(merge(&story, &ada, &first, &[&second]).await.unwrap(), first.reference);
    story.work().await;
    assert!(story.is_there(&id), "whoever answers still needs it");
    ada.close(&first.reference, story.seen(&first.reference).await, denied()).await.unwrap();
    story.minutes(1);
    story.work().await;
    assert!(!story.is_there(&id));
});

on_both!(a_preview_tells_nothing_of_what_is_not_ones_own, |story| {
    let nia = story.agent(&story.hire_for("Nia", "agent", "hellotalk", false).await);
    let own = story.prove(deletion("mika@example.org")).await.reference;
    let foreign = story.prove(NewRequest { product: "japanese-ai".into(), ..deletion("somebody@example.org") }).await.reference;
    nia.claim(&own, 0).await.unwrap();
    let seen = story.seen(&own).await;
    for others in [vec![(foreign.clone(), 0)], vec![(own.clone(), seen), (foreign.clone(), 0)]] {
        let deed = Deed::Merge(others);
        match nia.act_page(&own, ActName::Merge, Some((&deed, seen))).await {
            Ok(page) => assert!(page.view.changed.is_empty() && !page.outdated, "what happened to it is not hers to know"),
            Err(error) => assert!(matches!(error, DeskError::NotFound), "{error}"),
        }
    }
    nia.close(&own, story.seen(&own).await, denied()).await.unwrap();
    let deed = Deed::Merge(vec![(foreign, 0)]);
    match nia.act_page(&own, ActName::Merge, Some((&deed, story.seen(&own).await))).await {
        Ok(page) => assert!(page.view.changed.is_empty() && !page.outdated),
        Err(error) => assert!(matches!(error, DeskError::NotFound), "{error}"),
    }
});
