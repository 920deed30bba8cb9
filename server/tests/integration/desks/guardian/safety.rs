//! Separated guardians, orders of protection, and the guardian who is the risk. Nobody is told.

use domain::guardian::AuthorityState;
use domain::{Kind, State};
use server::desk::guardian::AuthorityDecision;
use server::store::consent;

use crate::on_both;
use crate::support::family::{POLICY, by_call, correct, done, grant, mika, revoke, see, ticked};
use crate::support::story::{Story, is_missing, wrong};

pub(super) async fn lead(story: &Story) -> crate::support::family::Desk {
    story.staff("Lea", "lead").await
}

/// The flag that stands over the child of a ticket.
pub(super) async fn flag_of(desk: &crate::support::family::Desk, reference: &str) -> String {
    desk.view(reference).await.unwrap().guardian.unwrap().flags[0].0.clone()
}

on_both!(who_lives_apart_is_not_told_where_the_child_is, |story| {
    let (vera, ada) = (story.guardian("Vera").await, story.staff("Ada", "agent").await);
    let kid = story.confirmed(&vera, mika(), &ada).await;
    let access = vera.desk.request(&kid.id, see(), vec![]).await.unwrap();
    let lea = lead(&story).await;
    assert!(is_missing(&ada.set_flag(&access, "separated", "They live apart.", false).await), "agents set none");
    assert_eq!(
        wrong(lea.set_flag(&access, "no_flag", "", false).await),
        [("flag".to_owned(), "choose_one"), ("note".to_owned(), "words_required")]
    );
    lea.set_flag(&access, "separated", "They live apart.", false).await.unwrap();
    for missing in ["location_left_out", "other_guardian_left_out"] {
        let ticks: Vec<_> = ["location_left_out", "other_guardian_left_out"].into_iter().filter(|tick| *tick != missing).collect();
        assert_eq!(
            wrong(story.closes(&ada, &access, ticked(done(Kind::Access), &ticks)).await),
            [("check".to_owned(), "checklist_missing")]
        );
    }
    story.closes(&ada, &access, ticked(done(Kind::Access), &["location_left_out", "other_guardian_left_out"])).await.unwrap();
    story.record_is_whole(&["vera", "live apart"]).await;
});

on_both!(an_order_of_protection_is_for_seniors_and_wants_the_courts_paper, |story| {
    let (vera, otto, ada) = (story.guardian("Vera").await, story.guardian("Otto").await, story.staff("Ada", "agent").await);
    let lea = lead(&story).await;
    let hers = story.confirmed(&vera, mika(), &ada).await;
    // About the other parent: hers stands.
    lea.set_flag(&hers.case, "protection_order", "Against the father.", false).await.unwrap();
    let access = vera.desk.request(&hers.id, see(), vec![]).await.unwrap();
    let (told, noted) = (story.mails("child_told").await.len(), story.recorded(&access, "nobody_told").await);
    assert_eq!((told, noted), (1, 1), "of the authority, before; of nothing since");
    let all = ticked(done(Kind::Access), &["location_left_out", "other_guardian_left_out", "child_not_told"]);
    assert_eq!(wrong(story.closes(&ada, &access, all.clone()).await), [(String::new(), "needs_senior")]);
    assert_eq!(wrong(story.closes(&lea, &access, all).await), [(String::new(), "needs_both")], "and a court's paper");
    let his = story.claimed(&otto, mika()).await;
    ada.claim(&his.case, story.seen(&his.case).await).await.unwrap();
    let refused = wrong(ada.decide_authority(&his.case, story.seen(&his.case).await, grant(&POLICY)).await);
    assert_eq!(refused, [("decision".to_owned(), "needs_senior"), ("done".to_owned(), "court_paper_needed")]);
    let refused = wrong(lea.decide_authority(&his.case, story.seen(&his.case).await, grant(&POLICY)).await);
    assert_eq!(refused, [("done".to_owned(), "court_paper_needed")]);
    let paper = AuthorityDecision { done: vec!["call".into(), "court_paper".into()], document: "court_order".into(), ..grant(&POLICY) };
    lea.decide_authority(&his.case, story.seen(&his.case).await, paper).await.unwrap();
});

on_both!(a_suspended_authority_gets_nothing_done, |story| {
    let (vera, ada) = (story.guardian("Vera").await, story.staff("Ada", "agent").await);
    let lea = lead(&story).await;
    let kid = story.confirmed_for(&vera, mika(), &ada, &["view", "update", "revoke", "consent"]).await;
    let before = vera.desk.request(&kid.id, see(), vec![]).await.unwrap();
    let shown = format!("{:?}", vera.desk.child_view(&kid.id).await.unwrap());
    let mails = all_to(&story, &vera.email).await;
    lea.set_flag(&before, "safeguarding", "A teacher called.", true).await.unwrap();
    assert_eq!(story.stands(&vera, &kid.id).await, AuthorityState::Suspended);
    // She sees no difference, and gets no mail.
    assert_eq!(format!("{:?}", vera.desk.child_view(&kid.id).await.unwrap()), shown);
    assert_eq!(all_to(&story, &vera.email).await, mails);
    let page = story.page_of(&before, &vera.email).await.view().await.unwrap();
    assert!(!format!("{page:?}").contains("safeguarding") && !format!("{page:?}").contains("uspended"));
    // What she asked before is not done, nor what she asks now, by whoever.
    let after = vera.desk.request(&kid.id, correct(), vec![]).await.unwrap();
    for (reference, kind) in [(&before, Kind::Access), (&after, Kind::Correction)] {
        let all = ticked(done(kind), &["child_not_told"]);
        for desk in [&ada, &lea] {
            assert_eq!(wrong(story.closes(desk, reference, all.clone()).await), [(String::new(), "authority_not_granted")], "{kind:?}");
        }
    }
    // A consent is taken like any other, and counts for nobody.
    vera.desk.give_consent(&kid.id, vec!["account".into()], true).await.unwrap();
    assert_eq!(told_to_the_product(&story).await, 0);
    assert_eq!(vera.desk.child_view(&kid.id).await.unwrap().consents[0].state, "given");
    // Another flag about her, and the first is lifted: she is still held back.
    let first = flag_of(&lea, &before).await;
    story.minutes(1);
    lea.set_flag(&before, "protection_order", "An order came.", true).await.unwrap();
    assert!(is_missing(&ada.lift_flag(&before, &first).await));
    lea.lift_flag(&before, &first).await.unwrap();
    assert_eq!(story.stands(&vera, &kid.id).await, AuthorityState::Suspended);
    assert!(is_missing(&lea.lift_flag(&before, &first).await), "once");
    lea.lift_flag(&before, &flag_of(&lea, &before).await).await.unwrap();
    assert_eq!(story.stands(&vera, &kid.id).await, AuthorityState::Granted, "back where it stood");
    assert_eq!(told_to_the_product(&story).await, 1, "what she consented to counts now");
    story.closes(&ada, &before, done(Kind::Access)).await.unwrap();
    story.record_is_whole(&["vera", "teacher", "order came"]).await;
});

/// How many consents the product is told of.
pub(super) async fn told_to_the_product(story: &Story) -> usize {
    let token = story.new_api_token("hellotalk", &format!("at {}", story.now())).await.unwrap();
    story.api(Some(&token), "hellotalk").await.unwrap().consents("mika_77").await.unwrap().0.len()
}

on_both!(giving_up_and_claiming_anew_ends_no_suspension, |story| {
    let (vera, ada, lea) = (story.guardian("Vera").await, story.staff("Ada", "agent").await, lead(&story).await);
    let kid = story.confirmed(&vera, mika(), &ada).await;
    lea.set_flag(&kid.case, "safeguarding", "A teacher called.", true).await.unwrap();
    let mut case = String::new();
    for _ in 0..2 {
        vera.desk.give_up(&kid.id, true).await.unwrap();
        story.minutes(1);
        case = vera.desk.prove(&kid.id, by_call(), vec![], vec![]).await.unwrap();
        assert_eq!(story.stands(&vera, &kid.id).await, AuthorityState::Suspended);
        assert!(!format!("{:?}", vera.desk.child_view(&kid.id).await.unwrap()).contains("uspended"), "she is not told");
        ada.claim(&case, story.seen(&case).await).await.unwrap();
        for desk in [&ada, &lea] {
            let refused = wrong(desk.decide_authority(&case, story.seen(&case).await, grant(&POLICY)).await);
            assert!(refused.contains(&("decision".to_owned(), "authority_suspended")), "{refused:?}");
        }
    }
    // About another guardian of the same child nothing was said.
    let otto = story.guardian("Otto").await;
    let his = story.claimed(&otto, mika()).await;
    assert_eq!(story.stands(&otto, &his.id).await, AuthorityState::Pending);
    // The worry is settled: it goes on as a claim that waits.
    lea.lift_flag(&case, &flag_of(&lea, &case).await).await.unwrap();
    assert_eq!(story.stands(&vera, &kid.id).await, AuthorityState::Pending);
    story.minutes(61);
    vera.desk.send_child_code(&kid.id).await.unwrap();
    let code = story.mail_to("child_code", "mika@child.example").await.code();
    vera.desk.enter_child_code(&kid.id, &code).await.unwrap();
    ada.decide_authority(&case, story.seen(&case).await, grant(&POLICY)).await.unwrap();
    assert_eq!(story.stands(&vera, &kid.id).await, AuthorityState::Granted);
});

on_both!(a_flag_about_what_was_given_up_holds_back_what_was_claimed_since, |story| {
    let (vera, ada, lea) = (story.guardian("Vera").await, story.staff("Ada", "agent").await, lead(&story).await);
    let kid = story.confirmed(&vera, mika(), &ada).await;
    vera.desk.give_up(&kid.id, true).await.unwrap();
    story.minutes(61);
    let again = story.claimed(&vera, mika()).await;
    story.decides(&ada, &again.case, grant(&POLICY)).await;
    // The word comes late, on the page of the first claim.
    lea.set_flag(&kid.case, "safeguarding", "A teacher called.", true).await.unwrap();
    assert_eq!(story.stands(&vera, &kid.id).await, AuthorityState::Suspended);
    lea.lift_flag(&kid.case, &flag_of(&lea, &kid.case).await).await.unwrap();
    assert_eq!(story.stands(&vera, &kid.id).await, AuthorityState::Granted);
});

async fn all_to(story: &Story, email: &str) -> usize {
    let mut count = 0;
    for kind in ["outcome", "message", "receipt", "child_told", "other_guardian", "withdrawn", "handover_told"] {
        count += story.mails(kind).await.iter().filter(|mail| mail.to == email).count();
    }
    count
}

on_both!(a_ready_package_is_held_back_too, |story| {
    let (vera, ada) = (story.guardian("Vera").await, story.staff("Ada", "agent").await);
    let lea = lead(&story).await;
    let kid = story.confirmed(&vera, mika(), &ada).await;
    let access = vera.desk.request(&kid.id, see(), vec![]).await.unwrap();
    let (package, other) = (story.received("data.json", "application/json", b"{}"), story.received("list.txt", "text/plain", b"a list"));
    let (file, sent) = (package.id.clone(), other.id.clone());
    ada.message(&access, story.seen(&access).await, "A first list.", vec![other]).await.unwrap();
    ada.add_package(&access, vec![package]).await.unwrap();
    story.closes(&ada, &access, server::desk::close::Closing { nothing_held: false, ..done(Kind::Access) }).await.unwrap();
    let page = story.fresh_page(&access, &vera.email).await;
    page.fetch(&file).await.unwrap();
    page.fetch(&sent).await.unwrap();
    // What is held back stays on the page, under each flag, or its absence would tell.
    let shown = format!("{:?}", page.view().await.unwrap());
    for (flag, about) in [("conflict", false), ("separated", false), ("protection_order", true), ("safeguarding", true)] {
        lea.set_flag(&access, flag, "A teacher called.", about).await.unwrap();
        story.work().await;
        assert_eq!(format!("{:?}", page.view().await.unwrap()), shown, "{flag}");
    }
    assert!(is_missing(&page.fetch(&file).await));
    assert!(is_missing(&page.fetch(&sent).await), "a file of a message is a disclosure as well");
});

on_both!(the_child_says_stranger, |story| {
    let (otto, ada) = (story.guardian("Otto").await, story.staff("Ada", "agent").await);
    let kid = otto.desk.add_child(mika()).await.unwrap();
    let case = otto.desk.prove(&kid, crate::support::family::by_call(), vec![], vec![]).await.unwrap();
    otto.desk.send_child_code(&kid).await.unwrap();
    let mail = story.mail_to("child_code", "mika@child.example").await;
    let access = otto.desk.request(&kid, see(), vec![]).await.unwrap();
    let shown = otto.desk.child_view(&kid).await.unwrap();
    // A child who knows may still think again.
    assert_eq!(story.answers(&mail.young(), "know").await.unwrap(), "known");
    assert_eq!(story.answers(&mail.young(), "stranger").await.unwrap(), "stranger");
    assert!(is_missing(&story.answers(&mail.young(), "know").await));
    assert_eq!(story.stands(&otto, &kid).await, AuthorityState::Suspended);
    // He sees the page of a claim that is being checked.
    let after = otto.desk.child_view(&kid).await.unwrap();
    assert_eq!((&after.authority, &after.acts), (&shown.authority, &shown.acts));
    assert_eq!(after.authority.as_ref().unwrap().state, "pending");
    assert_eq!(after.may_send_code, shown.may_send_code);
    assert_eq!(wrong(otto.desk.enter_child_code(&kid, &mail.code()).await), [("code".to_owned(), "child_code_wrong")]);
    assert_eq!(
        wrong(otto.desk.prove(&kid, crate::support::family::by_call(), vec![], vec![]).await),
        [(String::new(), "authority_exists")]
    );
    let more = otto.desk.request(&kid, revoke(), vec![]).await.unwrap();
    assert_eq!(story.state(&more).await, State::AuthorityPending);
    otto.desk.send_child_code(&kid).await.unwrap();
    assert_eq!(story.mails("child_code").await.len(), 1, "the child hears no more of him");
    // Staff see it before they decide.
    let panel = ada.view(&case).await.unwrap().guardian.unwrap();
    assert_eq!((panel.authority.state.as_str(), panel.flags[0].1.as_str()), ("suspended", "safeguarding"));
    ada.claim(&case, story.seen(&case).await).await.unwrap();
    let paper = AuthorityDecision {
        done: vec!["call".into(), "relationship_document".into()],
        document: "family_register".into(),
        ..grant(&POLICY)
    };
    let refused = wrong(ada.decide_authority(&case, story.seen(&case).await, paper.clone()).await);
    assert_eq!(refused, [("decision".to_owned(), "needs_senior"), ("decision".to_owned(), "authority_suspended")]);
    let lea = lead(&story).await;
    assert_eq!(wrong(lea.decide_authority(&case, story.seen(&case).await, paper).await), [("decision".to_owned(), "authority_suspended")]);
    lea.decide_authority(&case, story.seen(&case).await, crate::support::family::refuse()).await.unwrap();
    assert_eq!((story.state(&access).await, story.state(&more).await), (State::Denied, State::Denied));
    assert_eq!(story.stands(&otto, &kid).await, AuthorityState::Refused);
    assert!(story.mails("child_told").await.is_empty());
    story.record_is_whole(&["otto"]).await;
});

on_both!(knowing_the_guardian_does_not_use_the_code_up, |story| {
    let vera = story.guardian("Vera").await;
    let kid = vera.desk.add_child(mika()).await.unwrap();
    vera.desk.prove(&kid, crate::support::family::by_call(), vec![], vec![]).await.unwrap();
    vera.desk.send_child_code(&kid).await.unwrap();
    let mail = story.mail_to("child_code", "mika@child.example").await;
    assert_eq!(story.answers(&mail.young(), "know").await.unwrap(), "known");
    vera.desk.enter_child_code(&kid, &mail.code()).await.unwrap();
});

on_both!(what_a_flag_does_not_touch, |story| {
    let (vera, ada) = (story.guardian("Vera").await, story.staff("Ada", "agent").await);
    let lea = lead(&story).await;
    let kid = story.confirmed(&vera, mika(), &ada).await;
    let revocation = vera.desk.request(&kid.id, revoke(), vec![]).await.unwrap();
    lea.set_flag(&revocation, "safeguarding", "Not about her.", false).await.unwrap();
    assert_eq!(story.stands(&vera, &kid.id).await, AuthorityState::Granted);
    // What protects is done by any agent, quietly.
    assert_eq!(wrong(story.closes(&ada, &revocation, done(Kind::ConsentRevocation)).await), [("check".to_owned(), "checklist_missing")]);
    story.closes(&ada, &revocation, ticked(done(Kind::ConsentRevocation), &["child_not_told"])).await.unwrap();
    let list = consent::of_account(&mut story.store.read().await.unwrap(), &vera.account).await.unwrap();
    assert!(list.is_empty());
});

on_both!(one_that_is_held_back_can_be_given_up_like_any_other, |story| {
    let (vera, ada) = (story.guardian("Vera").await, story.staff("Ada", "agent").await);
    let lea = lead(&story).await;
    let kid = story.confirmed(&vera, mika(), &ada).await;
    let access = vera.desk.request(&kid.id, see(), vec![]).await.unwrap();
    lea.set_flag(&access, "safeguarding", "A teacher called.", true).await.unwrap();
    vera.desk.give_up(&kid.id, true).await.unwrap();
    assert_eq!(story.stands(&vera, &kid.id).await, AuthorityState::Withdrawn);
    let flag = flag_of(&lea, &access).await;
    lea.lift_flag(&access, &flag).await.unwrap();
    assert_eq!(story.stands(&vera, &kid.id).await, AuthorityState::Withdrawn, "lifting revives nothing that was given up");
});

on_both!(where_a_word_could_hurt_the_young_person_is_asked_in_the_app, |story| {
    let (vera, ada) = (story.guardian("Vera").await, story.staff("Ada", "agent").await);
    let lea = lead(&story).await;
    let kid = story.confirmed(&vera, crate::support::family::born("KR", "2012-03-10"), &ada).await;
    let access = vera.desk.request(&kid.id, see(), vec![]).await.unwrap();
    lea.set_flag(&access, "safeguarding", "A teacher called.", false).await.unwrap();
    story.now_is("2026-03-10T00:00:00+09:00");
    story.work().await;
    assert_eq!(story.state(&access).await, State::HandoverPending);
    assert!(story.mails("handover").await.is_empty(), "somebody may be reading that mailbox");
    assert!(ada.view(&access).await.unwrap().guardian.unwrap().handover_link.is_some());
});

on_both!(an_appeal_can_take_back_what_was_granted_and_what_rests_on_it, |story| {
    let (vera, ada, ben) = (story.guardian("Vera").await, story.staff("Ada", "agent").await, story.staff("Ben", "agent").await);
    let kid = story.confirmed_for(&vera, mika(), &ada, &["view", "consent"]).await;
    vera.desk.give_consent(&kid.id, vec!["account".into()], true).await.unwrap();
    let access = vera.desk.request(&kid.id, see(), vec![]).await.unwrap();
    story.page_of(&kid.case, &vera.email).await.appeal("I want all rights.").await.unwrap();
    assert_eq!(story.stands(&vera, &kid.id).await, AuthorityState::Granted, "meanwhile it stands");
    story.decides(&ben, &kid.case, crate::support::family::refuse()).await;
    assert_eq!(story.stands(&vera, &kid.id).await, AuthorityState::Refused);
    let list = consent::of_account(&mut story.store.read().await.unwrap(), &vera.account).await.unwrap();
    assert!(list.len() == 1 && list[0].state == "withdrawn");
    assert_eq!(wrong(story.closes(&ada, &access, done(Kind::Access)).await), [(String::new(), "authority_not_granted")]);
});

on_both!(nothing_is_sent_past_the_gate_as_a_message, |story| {
    let (vera, ada) = (story.guardian("Vera").await, story.staff("Ada", "agent").await);
    let kid = story.claimed(&vera, mika()).await;
    let access = vera.desk.request(&kid.id, see(), vec![]).await.unwrap();
    let file = || vec![story.received("data.json", "application/json", b"{}")];
    let sent = ada.message(&access, story.seen(&access).await, "Here it is.", file()).await;
    assert_eq!(wrong(sent), [(String::new(), "authority_not_granted")], "while nobody has decided");
    story.decides(&ada, &kid.case, grant(&POLICY)).await;
    ada.message(&access, story.seen(&access).await, "Here it is.", file()).await.unwrap();
    story.now_is("2027-06-09T00:00:00+09:00");
    let sent = ada.message(&access, story.seen(&access).await, "Here is more.", file()).await;
    assert_eq!(wrong(sent), [(String::new(), "authority_ended")]);
});

on_both!(a_file_reaches_nobody_through_the_case_about_an_authority_that_does_not_stand, |story| {
    let (vera, ada) = (story.guardian("Vera").await, story.staff("Ada", "agent").await);
    let lea = lead(&story).await;
    let files = || vec![story.received("what we hold.pdf", "application/pdf", b"%PDF-1.7")];
    let refused = [(String::new(), "authority_not_granted")];
    // Claimed, and not decided.
    let kid = story.claimed(&vera, mika()).await;
    ada.claim(&kid.case, story.seen(&kid.case).await).await.unwrap();
    assert_eq!(wrong(ada.message(&kid.case, story.seen(&kid.case).await, "See the file.", files()).await), refused);
    ada.message(&kid.case, story.seen(&kid.case).await, "Which paper do you have?", vec![]).await.unwrap();
    ada.decide_authority(&kid.case, story.seen(&kid.case).await, grant(&POLICY)).await.unwrap();
    ada.message(&kid.case, story.seen(&kid.case).await, "See the file.", files()).await.unwrap();
    lea.set_flag(&kid.case, "protection_order", "Against her.", true).await.unwrap();
    assert_eq!(wrong(lea.message(&kid.case, story.seen(&kid.case).await, "See the file.", files()).await), refused);
});
