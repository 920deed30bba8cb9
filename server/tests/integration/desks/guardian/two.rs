//! Two guardians of one child: each is told nothing of the other, and what cannot be undone needs both.

use domain::{Kind, State};
use server::desk::close::Closing;
use server::desk::guardian::{AuthorityDecision, NewProof};
use server::store::outcome::Refusal;

use crate::on_both;
use crate::support::family::{Kid, POLICY, Parent, by_call, correct, delete, done, grant, mika, no_training, revoke, see, ticked};
use crate::support::forms::refusal;
use crate::support::story::{Story, is_missing, wrong};

/// Both parents, each confirmed, and the agent who did it.
async fn parents(story: &Story) -> (Parent, Kid, Parent, Kid, crate::support::family::Desk) {
    let (vera, otto, ada) = (story.guardian("Vera").await, story.guardian("Otto").await, story.staff("Ada", "agent").await);
    let hers = story.confirmed(&vera, mika(), &ada).await;
    story.minutes(2);
    // His spelling of the ID is another; the child is the same.
    let his =
        story.confirmed(&otto, server::desk::guardian::NewChild { app_id: " MIKA_77 ".into(), name: "Mimi".into(), ..mika() }, &ada).await;
    (vera, hers, otto, his, ada)
}

on_both!(the_other_is_told_without_any_contact, |story| {
    let (vera, _, otto, his, _) = parents(&story).await;
    let access = otto.desk.request(&his.id, see(), vec![]).await.unwrap();
    let told = story.mails("other_guardian").await;
    assert_eq!(told.len(), 1);
    assert_eq!(told[0].to, vera.email);
    for word in ["Otto", "otto", "Mimi", "mika", "child.example"] {
        assert!(!told[0].says(word), "{word}");
    }
    let home = vera.desk.home().await.unwrap();
    assert_eq!(home.asked.len(), 1);
    assert_eq!((home.asked[0].reference.as_str(), home.asked[0].child.as_str()), (access.as_str(), "Mika"), "her own name for the child");
    assert!(otto.desk.home().await.unwrap().asked.is_empty());
    // What protects is nobody's to hold up.
    otto.desk.request(&his.id, revoke(), vec![]).await.unwrap();
    otto.desk.request(&his.id, no_training(&["voice"]), vec![]).await.unwrap();
    assert_eq!((story.mails("other_guardian").await.len(), vera.desk.home().await.unwrap().asked.len()), (1, 1));
    story.record_is_whole(&["vera", "otto", "mimi"]).await;
});

on_both!(an_objection_blocks_what_cannot_be_undone, |story| {
    let (vera, _, otto, his, ada) = parents(&story).await;
    for new in [see(), correct(), delete()] {
        let kind = new.kind;
        let reference = otto.desk.request(&his.id, new, vec![]).await.unwrap();
        assert_eq!(wrong(vera.desk.answer_other(&reference, "perhaps").await), [("answer".to_owned(), "choose_one")]);
        vera.desk.answer_other(&reference, "objected").await.unwrap();
        let all = ticked(done(kind), &["location_left_out", "other_guardian_left_out"]);
        assert_eq!(wrong(story.closes(&ada, &reference, all.clone()).await), [(String::new(), "needs_both")], "{kind:?}");
        let lead = story.staff(&format!("Lea{kind:?}"), "lead").await;
        assert_eq!(wrong(story.closes(&lead, &reference, all.clone()).await), [(String::new(), "needs_both")], "no rank rules on custody");
        assert_eq!(ada.view(&reference).await.unwrap().guardian.unwrap().barrier, Some("needs_both"));
        // She thinks again: now both agree.
        vera.desk.answer_other(&reference, "agreed").await.unwrap();
        story.closes(&ada, &reference, all).await.unwrap();
        assert!(is_missing(&vera.desk.answer_other(&reference, "objected").await), "it is closed");
    }
    for new in [revoke(), no_training(&["page_info"])] {
        let reference = otto.desk.request(&his.id, new, vec![]).await.unwrap();
        assert_eq!(ada.view(&reference).await.unwrap().guardian.unwrap().barrier, None);
        assert!(is_missing(&vera.desk.answer_other(&reference, "objected").await));
    }
    assert_eq!(story.number("SELECT COUNT(*) AS value FROM child_flags").await, 1, "one conflict, however often");
    story.record_is_whole(&["vera", "otto", "mimi"]).await;
});

on_both!(the_answer_under_a_conflict_comes_in_time, |story| {
    let (vera, _, otto, his, ada) = parents(&story).await;
    let reference = otto.desk.request(&his.id, delete(), vec![]).await.unwrap();
    vera.desk.answer_other(&reference, "objected").await.unwrap();
    let row = Refusal { words: "Both guardians must agree, or a court must say so.".into(), ..refusal("guardian_conflict") };
    let part = Closing {
        refusals: vec![(0, Refusal { item: "profile".into(), ..row.clone() })],
        done_anyway: "The account is restricted.".into(),
        outcome: "partially_fulfilled".into(),
        ..done(Kind::Deletion)
    };
    assert_eq!(wrong(story.closes(&ada, &reference, part).await), [(String::new(), "needs_both")], "a part that is erased is erased");
    let answer = Closing {
        outcome: "denied".into(),
        refusals: vec![(0, row)],
        done_anyway: "The account is restricted.".into(),
        ..Closing::default()
    };
    story.closes(&ada, &reference, answer).await.unwrap();
    assert_eq!(story.state(&reference).await, State::Denied);
    let mail = story.mail_to("outcome", &otto.email).await;
    assert!(mail.says("The account is restricted.") && !mail.says("Vera"));
    // An adult's own request has no such reason.
    let own = story.prove(crate::support::forms::deletion("adult@example.org")).await;
    let conflict = Closing { refusals: vec![(0, refusal("guardian_conflict"))], ..crate::support::forms::denied() };
    assert_eq!(wrong(story.closes(&ada, &own.reference, conflict).await), [("reason_0".to_owned(), "reason_required")]);
});

on_both!(a_courts_paper_lets_it_go, |story| {
    let (vera, otto, ada) = (story.guardian("Vera").await, story.guardian("Otto").await, story.staff("Ada", "agent").await);
    story.confirmed(&vera, mika(), &ada).await;
    let id = otto.desk.add_child(mika()).await.unwrap();
    let proof = NewProof { methods: vec!["call".into(), "court_paper".into()], ..by_call() };
    let case = otto.desk.prove(&id, proof, vec![], vec![story.received("order.png", "image/png", b"an order")]).await.unwrap();
    let order = AuthorityDecision { done: vec!["call".into(), "court_paper".into()], document: "court_order".into(), ..grant(&POLICY) };
    story.decides(&ada, &case, order).await;
    let reference = otto.desk.request(&id, delete(), vec![]).await.unwrap();
    vera.desk.answer_other(&reference, "objected").await.unwrap();
    story.closes(&ada, &reference, done(Kind::Deletion)).await.unwrap();
});

on_both!(silence_of_the_other_is_no_conflict_of_itself, |story| {
    let (vera, _, otto, his, ada) = parents(&story).await;
    let reference = otto.desk.request(&his.id, see(), vec![]).await.unwrap();
    story.closes(&ada, &reference, done(Kind::Access)).await.unwrap();
    // Under a conflict it is not enough.
    let again = otto.desk.request(&his.id, see(), vec![]).await.unwrap();
    let lead = story.staff("Lea", "lead").await;
    lead.set_flag(&again, "conflict", "Both wrote to us.", false).await.unwrap();
    let all = ticked(done(Kind::Access), &["location_left_out", "other_guardian_left_out"]);
    assert_eq!(wrong(story.closes(&ada, &again, all.clone()).await), [(String::new(), "needs_both")]);
    vera.desk.answer_other(&again, "agreed").await.unwrap();
    story.closes(&ada, &again, all).await.unwrap();
});

on_both!(neither_sees_anything_of_the_other, |story| {
    let (vera, hers, otto, his, _) = parents(&story).await;
    let asked = otto.desk.request(&his.id, see(), vec![]).await.unwrap();
    story.page_of(&asked, &otto.email).await.write("She moved to Busan.", vec![]).await.unwrap();
    vera.desk.request(&hers.id, correct(), vec![]).await.unwrap();
    let (page, home) = (vera.desk.child_view(&hers.id).await.unwrap(), vera.desk.home().await.unwrap());
    assert!(page.requests.iter().all(|line| line.reference != asked && line.reference != his.case));
    let all = format!("{page:?} {home:?}");
    for word in ["otto@home.example", "Otto", "Mimi", "Busan", his.case.as_str(), his.id.as_str(), otto.account.as_str()] {
        assert!(!all.contains(word), "{word}");
    }
    assert!(is_missing(&vera.desk.child_view(&his.id).await));
    assert_eq!(story.number("SELECT COUNT(DISTINCT child_key) AS value FROM children").await, 1, "one child, two rows");
});

on_both!(at_fourteen_the_other_has_nothing_to_say_any_more, |story| {
    let (vera, otto, ada) = (story.guardian("Vera").await, story.guardian("Otto").await, story.staff("Ada", "agent").await);
    let rights = ["view", "update", "revoke", "consent"];
    let child = || crate::support::family::born("DE", "2012-03-10");
    story.confirmed_for(&vera, child(), &ada, &rights).await;
    let his = story.confirmed_for(&otto, child(), &ada, &rights).await;
    let reference = otto.desk.request(&his.id, see(), vec![]).await.unwrap();
    assert_eq!(vera.desk.home().await.unwrap().asked.len(), 1);
    story.now_is("2026-03-10T00:00:00+01:00");
    story.work().await;
    assert!(vera.desk.home().await.unwrap().asked.is_empty());
    assert!(is_missing(&vera.desk.answer_other(&reference, "objected").await));
    story.answers(&story.mail_to("handover", "mika@child.example").await.young(), "adopt").await.unwrap();
    assert!(vera.desk.home().await.unwrap().asked.is_empty(), "it is the young person's own");
    assert!(is_missing(&vera.desk.answer_other(&reference, "objected").await));
});

on_both!(who_is_granted_later_is_asked_as_well, |story| {
    let (vera, _, otto, his, ada) = parents(&story).await;
    let access = otto.desk.request(&his.id, see(), vec![]).await.unwrap();
    let protects = otto.desk.request(&his.id, revoke(), vec![]).await.unwrap();
    let lead = story.staff("Lea", "lead").await;
    lead.set_flag(&access, "conflict", "Both wrote to us.", false).await.unwrap();
    vera.desk.answer_other(&access, "agreed").await.unwrap();
    assert_eq!(ada.view(&access).await.unwrap().guardian.unwrap().barrier, None, "all have agreed");
    // A third one of the same child is confirmed, and has not been asked.
    let nora = story.guardian("Nora").await;
    story.minutes(61);
    let hers = story.claimed(&nora, mika()).await;
    assert!(nora.desk.home().await.unwrap().asked.is_empty(), "a claim alone is told nothing");
    story.decides(&ada, &hers.case, grant(&POLICY)).await;
    let asked = nora.desk.home().await.unwrap().asked;
    assert_eq!(asked.iter().map(|one| (one.reference.as_str(), one.answer.as_deref())).collect::<Vec<_>>(), [(access.as_str(), None)]);
    let told = story.mail_to("other_guardian", &nora.email).await;
    assert!(told.says(&access) && !told.says("Otto") && !told.says("Vera") && !told.says(&protects));
    let all = ticked(done(Kind::Access), &["location_left_out", "other_guardian_left_out"]);
    assert_eq!(wrong(story.closes(&ada, &access, all.clone()).await), [(String::new(), "needs_both")]);
    nora.desk.answer_other(&access, "agreed").await.unwrap();
    story.closes(&ada, &access, all).await.unwrap();
    // Each of them was told once, and nobody of their own request.
    assert_eq!(story.mails("other_guardian").await.len(), 2);
    story.record_is_whole(&["vera", "otto", "nora"]).await;
});

on_both!(who_was_held_back_is_asked_once_that_is_settled, |story| {
    let (vera, hers, otto, his, ada) = parents(&story).await;
    let lead = story.staff("Lea", "lead").await;
    lead.set_flag(&hers.case, "safeguarding", "A teacher called.", true).await.unwrap();
    // While a word could hurt nobody is told; and she is held back.
    let access = otto.desk.request(&his.id, see(), vec![]).await.unwrap();
    assert!(vera.desk.home().await.unwrap().asked.is_empty() && story.mails("other_guardian").await.is_empty());
    let flag = lead.view(&hers.case).await.unwrap().guardian.unwrap().flags[0].0.clone();
    lead.lift_flag(&hers.case, &flag).await.unwrap();
    assert_eq!(vera.desk.home().await.unwrap().asked.len(), 1);
    assert!(story.mail_to("other_guardian", &vera.email).await.says(&access));
    vera.desk.answer_other(&access, "objected").await.unwrap();
    let all = ticked(done(Kind::Access), &["location_left_out", "other_guardian_left_out"]);
    assert_eq!(wrong(story.closes(&ada, &access, all).await), [(String::new(), "needs_both")]);
});

on_both!(a_question_does_not_vanish_when_its_reader_is_held_back, |story| {
    let (vera, hers, otto, his, _) = parents(&story).await;
    let access = otto.desk.request(&his.id, see(), vec![]).await.unwrap();
    let before = format!("{:?}", vera.desk.home().await.unwrap());
    let lead = story.staff("Lea", "lead").await;
    lead.set_flag(&hers.case, "safeguarding", "A teacher called.", true).await.unwrap();
    assert_eq!(format!("{:?}", vera.desk.home().await.unwrap()), before);
    // She may answer as before. Her word does not count while she is held back, and does afterwards.
    vera.desk.answer_other(&access, "objected").await.unwrap();
    assert_eq!(story.number("SELECT COUNT(*) AS value FROM child_flags").await, 1, "no conflict by the word of who may be the risk");
    assert_eq!(lead.view(&access).await.unwrap().guardian.unwrap().others, (0, "alone"));
    let flag = lead.view(&hers.case).await.unwrap().guardian.unwrap().flags[0].0.clone();
    lead.lift_flag(&hers.case, &flag).await.unwrap();
    assert_eq!(lead.view(&access).await.unwrap().guardian.unwrap().others, (1, "objected"));
});
