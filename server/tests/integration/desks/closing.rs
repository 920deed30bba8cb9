//! Closing a request: what must be said is said, or it does not close.

use domain::request::Details;
use domain::{Kind, State};
use server::desk::DeskError;
use server::desk::agent::AgentDesk;
use server::desk::close::Closing;
use server::store::outcome::Refusal;

use crate::on_both;
use crate::support::forms::{self, access, advertising, ai, correction, deletion, denied, effect, from, fulfilled, refusal};
use crate::support::story::{Story, at, is_missing, wrong};

async fn refused(story: &Story, desk: &AgentDesk, reference: &str, closing: Closing, expected: &[(&str, &'static str)]) {
    let mut found = wrong(desk.close(reference, story.seen(reference).await, closing).await);
    let mut expected: Vec<_> = expected.iter().map(|(field, code)| ((*field).to_owned(), *code)).collect();
    found.sort();
    expected.sort();
    assert_eq!(found, expected);
    assert!(story.ticket(reference).await.stopped_at.is_none());
}

on_both!(done_needs_every_tick, |story| {
    let ada = story.agent_named("Ada").await;
    for new in [correction("a@example.org"), deletion("b@example.org"), advertising("c@example.org")] {
        let kind = new.kind;
        let proved = story.prove(new).await;
        let whole = fulfilled(kind);
        for missing in 0..whole.checklist.len() {
            let mut closing = whole.clone();
            closing.checklist.remove(missing);
            refused(&story, &ada, &proved.reference, closing, &[("check", "checklist_missing")]).await;
        }
        let refusing = Closing { refusals: denied().refusals, ..whole.clone() };
        refused(&story, &ada, &proved.reference, refusing, &[("outcome", "nothing_refused")]).await;
        let other = Closing { outcome: "decided".into(), ..whole.clone() };
        refused(&story, &ada, &proved.reference, other, &[("outcome", "choose_outcome")]).await;
        let wordy = Closing { words: "x".repeat(4001), ..whole.clone() };
        refused(&story, &ada, &proved.reference, wordy, &[("words", "too_long")]).await;
        ada.close(&proved.reference, story.seen(&proved.reference).await, whole).await.unwrap();
        assert_eq!(story.state(&proved.reference).await, State::Fulfilled, "{kind:?}");
    }
});

on_both!(a_refusal_needs_its_reason_and_its_words, |story| {
    let (proved, ada) = (story.prove(from("KR", deletion("mika@example.org"))).await, story.agent_named("Ada").await);
    let reference = proved.reference.as_str();
    let with = |rows: Vec<(usize, Refusal)>| Closing { refusals: rows, ..denied() };
    let bare = Closing { outcome: "denied".into(), ..Closing::default() };
    refused(&story, &ada, reference, bare, &[("reason_0", "reason_required"), ("done_anyway", "done_anyway_required")]).await;
    let silent = Refusal { words: String::new(), ..refusal("identity_not_verified") };
    refused(&story, &ada, reference, with(vec![(0, silent)]), &[("why_0", "why_required")]).await;
    for unfit in ["no_such_reason", "trade_secret", "debugging"] {
        refused(&story, &ada, reference, with(vec![(2, refusal(unfit))]), &[("reason_2", "reason_required")]).await;
    }
    let record =
        |record: &str, until: &str| Refusal { record: Some((record.into(), until.into())), ..refusal("legal_obligation_retention") };
    for unnamed in [refusal("legal_obligation_retention"), record("", "2031-03-01"), record("Payment records", "in five years")] {
        refused(&story, &ada, reference, with(vec![(1, unnamed)]), &[("record_1", "record_required")]).await;
    }
    let closing = with(vec![(0, record("Payment records", "2031-03-01"))]);
    ada.close(reference, story.seen(reference).await, closing).await.unwrap();
    let outcome = &story.desk(&proved).await.view().await.unwrap().outcomes[0];
    assert_eq!(outcome.state, "denied");
    assert_eq!(outcome.refusals[0].record.as_ref().unwrap().0, "Payment records");
    assert!(outcome.regulator.is_some(), "a refusal says where to complain");
});

on_both!(in_part_needs_both, |story| {
    let (proved, ada) = (story.prove(deletion("mika@example.org")).await, story.agent_named("Ada").await);
    let part = Closing { outcome: "partially_fulfilled".into(), ..fulfilled(Kind::Deletion) };
    refused(&story, &ada, &proved.reference, part.clone(), &[("reason_0", "reason_required"), ("done_anyway", "done_anyway_required")])
        .await;
    let part = Closing { refusals: denied().refusals, done_anyway: "The moments are gone.".into(), ..part };
    // "In part" that withholds the whole is no part.
    refused(&story, &ada, &proved.reference, part.clone(), &[("item_0", "choose_one")]).await;
    let part = Closing { refusals: forms::withheld(), ..part };
    let unticked = Closing { checklist: vec![], ..part.clone() };
    refused(&story, &ada, &proved.reference, unticked, &[("check", "checklist_missing")]).await;
    ada.close(&proved.reference, story.seen(&proved.reference).await, part).await.unwrap();
    assert_eq!(story.state(&proved.reference).await, State::PartiallyFulfilled);
});

on_both!(access_needs_its_files_or_the_word_that_there_are_none, |story| {
    let (proved, ada) = (story.prove(access("mika@example.org")).await, story.agent_named("Ada").await);
    let reference = proved.reference.as_str();
    refused(&story, &ada, reference, fulfilled(Kind::Access), &[("nothing_held", "package_required")]).await;
    let nothing =
        Closing { checklist: vec!["matched_first".into(), "matched_second".into()], nothing_held: true, ..fulfilled(Kind::Access) };
    ada.close(reference, story.seen(reference).await, nothing).await.unwrap();
    assert!(story.desk(&proved).await.view().await.unwrap().outcomes[0].nothing_held);
});

on_both!(every_effect_of_a_withdrawal_is_answered, |story| {
    let ada = story.agent_named("Ada").await;
    let voice = story.prove(ai("a@example.org", &["voice"])).await;
    let every = ["remove_from_existing_datasets", "trained_models", "third_party_ai_providers"]
        .map(|code| (format!("effect_{code}"), "effect_required"));
    let bare = fulfilled(Kind::AiTrainingWithdrawal);
    let mut expected: Vec<(&str, &'static str)> = every.iter().map(|(field, code)| (field.as_str(), *code)).collect();
    expected.extend([("effect_stop_future_use", "effect_date"), ("effect_exclude_from_unfrozen_datasets", "effect_date")]);
    refused(&story, &ada, &voice.reference, bare.clone(), &expected).await;
    let answers = vec![
        effect("stop_future_use", "2026-03-02T09:00:00Z"),
        effect("exclude_from_unfrozen_datasets", "2026-04-01"),
        effect("remove_from_existing_datasets", "linkable_removed"),
        effect("trained_models", "contains_not_retrained_output_filter"),
        effect("third_party_ai_providers", "told"),
    ];
    let mut vague = Closing { effects: answers.clone(), ..bare.clone() };
    vague.effects[3].value = "deleted_from_the_model".into();
    vague.effects[1].value = "soon".into();
    let expected = [("effect_trained_models", "effect_required"), ("effect_exclude_from_unfrozen_datasets", "effect_date")];
    refused(&story, &ada, &voice.reference, vague, &expected).await;
    let whole = Closing { effects: answers.clone(), ..bare.clone() };
    ada.close(&voice.reference, story.seen(&voice.reference).await, whole).await.unwrap();
    // Page information stops being collected; what voice needs is not asked.
    let page = story.prove(ai("b@example.org", &["page_info"])).await;
    let own = Closing { effects: answers[2..].to_vec(), ..bare.clone() };
    refused(&story, &ada, &page.reference, own, &[("effect_stop_collection", "effect_date")]).await;
    // A refusal answers no effects.
    ada.close(&page.reference, story.seen(&page.reference).await, denied()).await.unwrap();
});

on_both!(the_outcome_is_told_once_and_stands, |story| {
    let (proved, ada) = (story.prove(from("KR", deletion("mika@example.org"))).await, story.agent_named("Ada").await);
    let reference = proved.reference.as_str();
    story.now_is("2026-03-03T17:59:00+08:00");
    let closing = Closing { words: "Everything is erased.".into(), ..fulfilled(Kind::Deletion) };
    ada.close(reference, story.seen(reference).await, closing).await.unwrap();
    let again = ada.close(reference, story.seen(reference).await, denied()).await;
    assert!(matches!(again, Err(DeskError::Moved(_))));
    let mails = story.mails("outcome").await;
    assert_eq!(mails.len(), 1);
    assert!(mails[0].says(reference) && mails[0].says("Everything is erased."));
    let ticket = story.ticket(reference).await;
    assert_eq!(ticket.stopped_at, Some(at("2026-03-03T17:59:00+08:00")));
    assert_eq!((ticket.cached.governing, ticket.cached.breach_at), (None, None), "no clock runs any more");
    let desk = story.desk_again(&proved, "mika@example.org").await;
    let view = desk.view().await.unwrap();
    assert!(!view.may_write && !view.may_withdraw);
    assert!(is_missing(&desk.write("One more thing.", vec![]).await));
    assert!(matches!(desk.withdraw(true).await, Err(DeskError::Moved(_))));
    let events = story.events(reference).await;
    let closed = events.iter().find(|event| event.kind == "closed").unwrap();
    assert_eq!(closed.data["state"].as_str(), Some("fulfilled"));
    assert_eq!(closed.data["promise_due"].as_str(), Some("2026-03-03T10:00:00Z"));
    story.now_is("2026-04-20T10:00:00+08:00");
    story.work().await;
    assert!(story.mails("delayed").await.is_empty());
});

on_both!(each_desk_ends_its_own, |story| {
    let ada = story.agent_named("Ada").await;
    let taken = story.report(forms::report("somebody", None)).await;
    let case = story.case_of(&taken.reference).await;
    assert!(is_missing(&ada.close(&case, story.seen(&case).await, denied()).await));
    let proved = story.prove(deletion("mika@example.org")).await;
    let decided = ada.decide(&proved.reference, story.seen(&proved.reference).await, forms::decision("warned")).await;
    assert!(is_missing(&decided));
    assert!(matches!(story.ticket(&proved.reference).await.details, Details::Deletion { .. }));
});

on_both!(who_withdraws_says_so, |story| {
    let proved = story.prove(deletion("mika@example.org")).await;
    let desk = story.desk(&proved).await;
    assert_eq!(wrong(desk.withdraw(false).await), [("sure".to_owned(), "sure_required")]);
    desk.withdraw(true).await.unwrap();
    assert_eq!(story.state(&proved.reference).await, State::Revoked);
    assert_eq!(story.mails("withdrawn").await.len(), 1);
    assert!(story.agent_named("Ada").await.queue(&server::store::queue::Filter::default(), None).await.unwrap().0.is_empty());
});

on_both!(who_is_late_says_so_once, |story| {
    let proved = story.prove(deletion("mika@example.org")).await;
    story.now_is("2026-03-03T18:00:00+08:00");
    story.work().await;
    assert!(story.mails("delayed").await.is_empty(), "the due itself is in time");
    story.now_is("2026-03-03T18:00:01+08:00");
    for _ in 0..3 {
        story.work().await;
    }
    assert_eq!(story.mails("delayed").await.len(), 1);
    assert_eq!(story.recorded(&proved.reference, "breached").await, 1);
});
