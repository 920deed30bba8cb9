//! The evidence desk: what granting needs, what a refusal brings, and the other look at it.

use domain::guardian::{AuthorityState, Right};
use domain::{Kind, State};
use jiff::SignedDuration;
use server::desk::DeskError;
use server::desk::guardian::AuthorityDecision;

use crate::on_both;
use crate::support::family::{POLICY, born, by_call, done, grant, mika, refuse, see};
use crate::support::story::{is_missing, wrong};

on_both!(every_fact_that_is_missing_is_named, |story| {
    let (vera, ada) = (story.guardian("Vera").await, story.staff("Ada", "agent").await);
    let kid = vera.desk.add_child(mika()).await.unwrap();
    let case = vera.desk.prove(&kid, by_call(), vec![], vec![]).await.unwrap();
    ada.claim(&case, story.seen(&case).await).await.unwrap();
    let seen = story.seen(&case).await;
    let try_it = async |decision: AuthorityDecision| wrong(ada.decide_authority(&case, seen, decision).await);
    let nothing = AuthorityDecision { done: vec![], ..grant(&POLICY) };
    let both = [("done".to_owned(), "fact_identity_missing"), ("done".to_owned(), "fact_link_missing")];
    assert_eq!(try_it(nothing).await, both);
    // What the house knows by itself is not ticked; what the country does not accept proves nothing.
    let ticked = AuthorityDecision { done: vec!["call".into(), "child_code".into(), "declaration".into()], ..grant(&POLICY) };
    assert_eq!(try_it(ticked).await, [("done".to_owned(), "fact_link_missing")]);
    let face = AuthorityDecision { done: vec!["id_plus_face".into()], ..grant(&POLICY) };
    assert_eq!(try_it(face).await, both);
    let paper = AuthorityDecision { done: vec!["call".into(), "relationship_document".into()], ..grant(&POLICY) };
    assert_eq!(try_it(paper.clone()).await, [("document".to_owned(), "choose_one")]);
    let rights = AuthorityDecision { document: "family_register".into(), rights: vec![], ..paper.clone() };
    assert_eq!(try_it(rights).await, [("right".to_owned(), "choose_some")]);
    assert_eq!(try_it(AuthorityDecision { words: String::new(), ..refuse() }).await, [("words".to_owned(), "words_required")]);
    assert_eq!(try_it(AuthorityDecision::default()).await[0], ("decision".to_owned(), "choose_one"));
    assert_eq!(story.stands(&vera, &kid).await, AuthorityState::Pending);
    let paper = AuthorityDecision { document: "family_register".into(), ..paper };
    ada.decide_authority(&case, seen, paper).await.unwrap();
    let held = story.authority(&vera, &kid).await;
    assert_eq!((held.state, held.decided_by.as_deref()), (AuthorityState::Granted, Some(ada.me())));
    assert!(held.facts.missing().is_empty());
    assert_eq!(held.scope.0, [Right::View, Right::Update, Right::Revoke]);
    assert_eq!(story.state(&case).await, State::PartiallyFulfilled, "the right to consent was left out");
    assert!(matches!(ada.decide_authority(&case, story.seen(&case).await, refuse()).await, Err(DeskError::NotFound)), "once");
});

on_both!(a_right_whose_end_is_past_is_not_granted, |story| {
    let (vera, ada) = (story.guardian("Vera").await, story.staff("Ada", "agent").await);
    // In Germany the guardian consents until 16; the policy's rights end at 14.
    let kid = story.claimed(&vera, born("DE", "2011-06-01")).await;
    ada.claim(&kid.case, story.seen(&kid.case).await).await.unwrap();
    let seen = story.seen(&kid.case).await;
    assert_eq!(wrong(ada.decide_authority(&kid.case, seen, grant(&["view", "consent"])).await), [("right".to_owned(), "right_ended")]);
    ada.decide_authority(&kid.case, seen, grant(&["consent"])).await.unwrap();
    assert_eq!(story.state(&kid.case).await, State::Fulfilled, "all that there is");
    // Hong Kong fixes no age: there is no right to consent.
    let other = server::desk::guardian::NewChild { app_id: "hk".into(), ..born("HK", "2015-06-01") };
    let hong_kong = story.claimed(&vera, other).await;
    ada.claim(&hong_kong.case, story.seen(&hong_kong.case).await).await.unwrap();
    let all = ada.decide_authority(&hong_kong.case, story.seen(&hong_kong.case).await, grant(&["view", "consent"])).await;
    assert_eq!(wrong(all), [("right".to_owned(), "right_ended")]);
});

on_both!(what_waited_goes_on_and_its_clock_ran_from_the_receipt, |story| {
    let (vera, ada) = (story.guardian("Vera").await, story.staff("Ada", "agent").await);
    let kid = story.claimed(&vera, mika()).await;
    let received = story.now();
    let access = vera.desk.request(&kid.id, see(), vec![]).await.unwrap();
    assert_eq!(story.state(&access).await, State::AuthorityPending);
    let due = story.ticket(&access).await.cached.clone();
    assert!(due.law_due_at.or(due.promise_due_at).is_some(), "a clock runs");
    assert!(story.mails("child_told").await.is_empty(), "nobody is told of a stranger's wish");
    // Not even by force.
    ada.claim(&access, story.seen(&access).await).await.unwrap();
    assert!(story.closes(&ada, &access, done(Kind::Access)).await.is_err());
    story.pass(SignedDuration::from_hours(20));
    story.decides(&ada, &kid.case, grant(&POLICY)).await;
    let ticket = story.ticket(&access).await;
    assert_eq!((ticket.state, ticket.received_at, ticket.cycle_started_at), (State::InReview, received, received));
    assert_eq!((ticket.cached.law_due_at, ticket.cached.promise_due_at), (due.law_due_at, due.promise_due_at));
    // The child is told of the authority and of the request.
    assert_eq!(story.mails("child_told").await.len(), 2);
    story.closes(&ada, &access, done(Kind::Access)).await.unwrap();
    story.record_is_whole(&["vera"]).await;
});

on_both!(a_right_that_was_left_out_carries_nothing, |story| {
    let (vera, ada) = (story.guardian("Vera").await, story.staff("Ada", "agent").await);
    let kid = story.claimed(&vera, mika()).await;
    let access = vera.desk.request(&kid.id, see(), vec![]).await.unwrap();
    story.decides(&ada, &kid.case, grant(&["revoke"])).await;
    assert_eq!(story.state(&access).await, State::Denied);
    assert_eq!(wrong(vera.desk.request(&kid.id, see(), vec![]).await), [(String::new(), "authority_out_of_scope")]);
});

on_both!(a_refusal_denies_what_waited_and_another_looks_again, |story| {
    let (vera, ada, ben) = (story.guardian("Vera").await, story.staff("Ada", "agent").await, story.staff("Ben", "agent").await);
    let kid = story.claimed(&vera, mika()).await;
    let access = vera.desk.request(&kid.id, see(), vec![]).await.unwrap();
    story.decides(&ada, &kid.case, refuse()).await;
    assert_eq!((story.state(&access).await, story.state(&kid.case).await), (State::Denied, State::Denied));
    let outcomes = story.mails("outcome").await;
    assert!(outcomes.iter().all(|mail| mail.to == vera.email) && outcomes.len() == 2);
    let closed = story.events(&access).await.into_iter().find(|event| event.kind == "closed").unwrap();
    assert_eq!(closed.data["reasons"][0].as_str(), Some("authority_not_proven"));
    assert!(story.mails("child_told").await.is_empty());
    assert_eq!(wrong(vera.desk.request(&kid.id, see(), vec![]).await), [(String::new(), "authority_not_granted")]);

    story.page_of(&kid.case, &vera.email).await.appeal("You called at night.").await.unwrap();
    assert_eq!(story.state(&kid.case).await, State::Appealed);
    assert_eq!(wrong(ada.claim(&kid.case, story.seen(&kid.case).await).await), [(String::new(), "another_must_decide")]);
    let same = ada.decide_authority(&kid.case, story.seen(&kid.case).await, grant(&POLICY)).await;
    assert_eq!(wrong(same), [(String::new(), "another_must_decide")]);
    story.decides(&ben, &kid.case, grant(&POLICY)).await;
    assert_eq!(story.stands(&vera, &kid.id).await, AuthorityState::Granted);
    vera.desk.request(&kid.id, see(), vec![]).await.unwrap();
    story.record_is_whole(&["vera", "night"]).await;
});

on_both!(what_was_given_up_is_not_granted, |story| {
    let (vera, ada) = (story.guardian("Vera").await, story.staff("Ada", "agent").await);
    let kid = story.claimed(&vera, mika()).await;
    let access = vera.desk.request(&kid.id, see(), vec![]).await.unwrap();
    assert_eq!(wrong(vera.desk.give_up(&kid.id, false).await), [("sure".to_owned(), "sure_required")]);
    vera.desk.give_up(&kid.id, true).await.unwrap();
    assert_eq!((story.state(&access).await, story.state(&kid.case).await), (State::Revoked, State::Revoked));
    assert!(ada.decide_authority(&kid.case, story.seen(&kid.case).await, grant(&POLICY)).await.is_err());
    assert_eq!(story.stands(&vera, &kid.id).await, AuthorityState::Withdrawn);
    assert!(is_missing(&vera.desk.give_up(&kid.id, true).await));
    assert_eq!(wrong(vera.desk.request(&kid.id, see(), vec![]).await), [(String::new(), "authority_not_granted")]);
    // A request that rests on what was given up does not hold up a new one.
    let again = vera.desk.prove(&kid.id, by_call(), vec![], vec![]).await.unwrap();
    assert_ne!(again, kid.case);
    assert_ne!(vera.desk.request(&kid.id, see(), vec![]).await.unwrap(), access);
});

on_both!(a_case_that_is_withdrawn_leaves_nothing_waiting, |story| {
    let vera = story.guardian("Vera").await;
    let kid = story.claimed(&vera, mika()).await;
    let access = vera.desk.request(&kid.id, see(), vec![]).await.unwrap();
    story.page_of(&kid.case, &vera.email).await.withdraw(true).await.unwrap();
    assert_eq!(story.stands(&vera, &kid.id).await, AuthorityState::Withdrawn);
    assert_eq!(story.state(&access).await, State::Revoked);
    vera.desk.prove(&kid.id, by_call(), vec![], vec![]).await.unwrap();
});

on_both!(an_old_request_does_not_stand_in_the_way_of_a_new_authority, |story| {
    let (vera, ada) = (story.guardian("Vera").await, story.staff("Ada", "agent").await);
    let kid = story.confirmed(&vera, mika(), &ada).await;
    let old = vera.desk.request(&kid.id, see(), vec![]).await.unwrap();
    vera.desk.give_up(&kid.id, true).await.unwrap();
    assert_eq!(story.state(&old).await, State::InReview, "open: stopped at the gate");
    assert_eq!(wrong(story.closes(&ada, &old, done(Kind::Access)).await), [(String::new(), "authority_not_granted")]);
    vera.desk.prove(&kid.id, by_call(), vec![], vec![]).await.unwrap();
    assert_ne!(vera.desk.request(&kid.id, see(), vec![]).await.unwrap(), old);
});

on_both!(a_request_at_the_moment_of_the_decision_does_not_wait_for_ever, |story| {
    let (vera, ada) = (story.guardian("Vera").await, story.staff("Ada", "agent").await);
    for at in 0..6 {
        let child =
            server::desk::guardian::NewChild { app_id: format!("race_{at}"), email: Some(format!("race{at}@child.example")), ..mika() };
        let kid = story.claimed(&vera, child).await;
        ada.claim(&kid.case, story.seen(&kid.case).await).await.unwrap();
        let seen = story.seen(&kid.case).await;
        let (asked, decided) =
            tokio::join!(vera.desk.request(&kid.id, see(), vec![]), ada.decide_authority(&kid.case, seen, grant(&POLICY)));
        decided.unwrap();
        assert_eq!(story.state(&asked.unwrap()).await, State::InReview);
    }
});

on_both!(the_id_that_the_console_shows_is_the_childs_or_nothing_is_granted, |story| {
    let (vera, ada) = (story.guardian("Vera").await, story.staff("Ada", "agent").await);
    let kid = story.claimed(&vera, mika()).await;
    ada.claim(&kid.case, story.seen(&kid.case).await).await.unwrap();
    let seen = story.seen(&kid.case).await;
    let typed = |console_id: &str| AuthorityDecision { console_id: console_id.into(), ..grant(&POLICY) };
    // Nothing, blanks, a child whose name looks like hers, and another.
    for (console_id, code) in [
        ("", "console_id_required"),
        (" \u{3000}", "console_id_required"),
        ("mika_7", "console_id_differs"),
        ("mіka_77", "console_id_differs"),
        ("leo_3", "console_id_differs"),
        ("?", "console_id_differs"),
    ] {
        let refused = wrong(ada.0.decide_authority(&kid.case, seen, typed(console_id)).await);
        assert_eq!(refused, [("console_id".to_owned(), code)], "{console_id:?}");
    }
    assert_eq!(story.stands(&vera, &kid.id).await, AuthorityState::Pending);
    // As somebody types it whose keyboard writes full-width letters.
    ada.0.decide_authority(&kid.case, seen, typed("ＭＩＫＡ_７７\u{200b}")).await.unwrap();
    assert_eq!(story.stands(&vera, &kid.id).await, AuthorityState::Granted);
    let closed = story.events(&kid.case).await.into_iter().find(|event| event.kind == "closed").unwrap();
    assert_eq!(closed.data["id_confirmed"], true);
    story.record_is_whole(&["mika"]).await;
});

on_both!(refusing_and_asking_need_no_id, |story| {
    let (vera, ada) = (story.guardian("Vera").await, story.staff("Ada", "agent").await);
    let kid = story.claimed(&vera, mika()).await;
    story.decides(&ada, &kid.case, refuse()).await;
    let closed = story.events(&kid.case).await.into_iter().find(|event| event.kind == "closed").unwrap();
    assert_eq!(closed.data["id_confirmed"], false);
    // The guardian corrects the ID: another child, and another claim.
    story.minutes(61);
    let right = server::desk::guardian::NewChild { app_id: "mika_7".into(), ..mika() };
    let again = story.claimed(&vera, right).await;
    story.decides(&ada, &again.case, AuthorityDecision { console_id: "MIKA_7".into(), ..grant(&POLICY) }).await;
    assert_eq!(story.stands(&vera, &again.id).await, AuthorityState::Granted);
});

on_both!(what_is_known_of_a_guardian_by_then_holds_at_the_grant, |story| {
    let (vera, ada, lea) = (story.guardian("Vera").await, story.staff("Ada", "agent").await, story.staff("Lea", "lead").await);
    let kid = story.confirmed(&vera, mika(), &ada).await;
    // Given up, and claimed anew; the flag comes afterwards, about what she had before.
    vera.desk.give_up(&kid.id, true).await.unwrap();
    story.minutes(61);
    let case = vera.desk.prove(&kid.id, by_call(), vec![], vec![]).await.unwrap();
    vera.desk.send_child_code(&kid.id).await.unwrap();
    let code = story.mail_to("child_code", "mika@child.example").await.code();
    vera.desk.enter_child_code(&kid.id, &code).await.unwrap();
    lea.set_flag(&kid.case, "safeguarding", "A teacher called.", true).await.unwrap();
    lea.claim(&case, story.seen(&case).await).await.unwrap();
    let refused = wrong(lea.decide_authority(&case, story.seen(&case).await, grant(&POLICY)).await);
    assert_eq!(refused, [("decision".to_owned(), "authority_suspended")]);
});
