//! The code that is sent inside the app: before it has come back, an account that has no e-mail gives no power to an address.

use domain::State;
use domain::checklist;
use jiff::SignedDuration;

use crate::on_both;
use crate::support::forms::{deletion, denied, fulfilled, withheld, without_email};
use crate::support::post::another_than;
use crate::support::story::wrong;

on_both!(no_power_before_the_code_and_all_of_it_after, |story| {
    let new = without_email("Mika_77", deletion("contact@example.org"));
    let subject = new.subject.clone();
    let (proved, ada) = (story.prove(new).await, story.agent_named("Ada").await);
    let reference = proved.reference.as_str();
    assert!(checklist::for_closing(domain::Kind::Deletion, &subject, &checklist::Asker::default()).contains(&"in_app_code_confirmed"));
    let mut closing = fulfilled(domain::Kind::Deletion);
    // Ticking the box is not the fact.
    closing.checklist.push("in_app_code_confirmed".into());
    for outcome in ["fulfilled", "partially_fulfilled"] {
        let mut closing = closing.clone();
        outcome.clone_into(&mut closing.outcome);
        if outcome == "partially_fulfilled" {
            (closing.refusals, closing.done_anyway) = (withheld(), "Some of it.".into());
        }
        assert_eq!(wrong(ada.close(reference, story.seen(reference).await, closing).await), [("check".to_owned(), "checklist_missing")]);
    }
    assert_eq!(ada.view(reference).await.unwrap().app_id_state, "claimed");
    ada.in_app_code(reference).await.unwrap();
    let view = ada.view(reference).await.unwrap();
    assert_eq!(view.app_id_state, "sent");
    let (code, until) = view.in_app_code.unwrap();
    assert_eq!(until, story.now() + SignedDuration::from_hours(72));
    let desk = story.desk(&proved).await;
    assert!(desk.view().await.unwrap().wants_in_app_code);
    desk.confirm_in_app(&format!(" {} ", code.to_lowercase().replace('-', " "))).await.unwrap();
    assert!(desk.view().await.unwrap().in_app_confirmed);
    assert_eq!(ada.view(reference).await.unwrap().app_id_state, "confirmed");
    ada.close(reference, story.seen(reference).await, closing).await.unwrap();
    assert_eq!(story.state(reference).await, State::Fulfilled);
});

on_both!(five_wrong_tries_and_another_code_is_needed, |story| {
    let proved = story.prove(without_email("Mika_77", deletion("contact@example.org"))).await;
    let ada = story.agent_named("Ada").await;
    let desk = story.desk(&proved).await;
    let refused = vec![("code".to_owned(), "in_app_code_wrong")];
    assert_eq!(wrong(desk.confirm_in_app("ABCD-EFGH").await), refused, "no code is out");
    ada.in_app_code(&proved.reference).await.unwrap();
    let (code, _) = ada.view(&proved.reference).await.unwrap().in_app_code.unwrap();
    let bad = another_than("").repeat(2);
    for _ in 0..5 {
        assert_eq!(wrong(desk.confirm_in_app(&bad).await), refused);
    }
    assert_eq!(wrong(desk.confirm_in_app(&code).await), refused, "tried too often");
    assert!(!desk.view().await.unwrap().wants_in_app_code);
    assert_eq!(wrong(desk.confirm_in_app(" - ").await), [("code".to_owned(), "code_required")]);
    story.minutes(1);
    ada.in_app_code(&proved.reference).await.unwrap();
    let (code, _) = ada.view(&proved.reference).await.unwrap().in_app_code.unwrap();
    desk.confirm_in_app(&code).await.unwrap();
    assert_eq!(story.recorded(&proved.reference, "in_app_code_confirmed").await, 1);
    // Pressed twice: it is confirmed, once.
    desk.confirm_in_app(&code).await.unwrap();
    assert_eq!(story.recorded(&proved.reference, "in_app_code_confirmed").await, 1);
});

on_both!(the_code_ends_after_three_days, |story| {
    let proved = story.prove(without_email("Mika_77", deletion("contact@example.org"))).await;
    let ada = story.agent_named("Ada").await;
    ada.in_app_code(&proved.reference).await.unwrap();
    let (code, _) = ada.view(&proved.reference).await.unwrap().in_app_code.unwrap();
    story.pass(SignedDuration::from_hours(72));
    let opened = story.find(&proved.reference, "contact@example.org").await;
    let server::desk::intake::Opened::Page { session: Some(session), .. } = opened else { panic!("{opened:?}") };
    let desk = story.requester(&session, &proved.reference).await.unwrap();
    assert_eq!(wrong(desk.confirm_in_app(&code).await), [("code".to_owned(), "in_app_code_wrong")]);
    assert_eq!(ada.view(&proved.reference).await.unwrap().in_app_code, None);
});

on_both!(without_an_account_there_is_no_code, |story| {
    let (proved, ada) = (story.prove(deletion("mika@example.org")).await, story.agent_named("Ada").await);
    assert_eq!(wrong(ada.in_app_code(&proved.reference).await), [(String::new(), "app_id_required")]);
    // And who may prove nothing can still be told no.
    let proved = story.prove(without_email("Mika_77", deletion("contact@example.org"))).await;
    ada.close(&proved.reference, story.seen(&proved.reference).await, denied()).await.unwrap();
    assert_eq!(story.state(&proved.reference).await, State::Denied);
});

on_both!(an_account_that_was_only_named_is_not_acted_on, |story| {
    let mut new = deletion("mika@example.org");
    new.subject.app_id = Some("somebody_else".into());
    let (proved, ada) = (story.prove(new).await, story.agent_named("Ada").await);
    let (reference, plain) = (proved.reference.as_str(), fulfilled(domain::Kind::Deletion));
    assert_eq!(wrong(ada.close(reference, story.seen(reference).await, plain.clone()).await), [("check".to_owned(), "checklist_missing")]);
    let mut said = plain;
    said.checklist.push("claimed_id_not_used".into());
    ada.close(reference, story.seen(reference).await, said).await.unwrap();
    assert_eq!(story.state(reference).await, State::Fulfilled);
});
