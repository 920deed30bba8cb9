//! Claiming authority: what is missing is told at once, a country's list holds, and nothing is taken that no method asks for.

use domain::State;
use domain::guardian::AuthorityState;
use server::desk::guardian::NewProof;

use crate::on_both;
use crate::support::family::{born, by_call, mika, refuse};
use crate::support::story::{is_missing, wrong};

fn codes(list: &[(&str, &'static str)]) -> Vec<(String, &'static str)> {
    list.iter().map(|(field, code)| ((*field).to_owned(), *code)).collect()
}

fn by(methods: &[&str]) -> NewProof {
    NewProof { methods: methods.iter().map(|method| (*method).to_owned()).collect(), ..by_call() }
}

on_both!(all_that_is_missing_is_told_at_once, |story| {
    let vera = story.guardian("Vera").await;
    let kid = vera.desk.add_child(mika()).await.unwrap();
    let missing =
        [("relation", "choose_one"), ("method", "method_identity"), ("method", "method_link"), ("declared", "declaration_required")];
    assert_eq!(wrong(vera.desk.prove(&kid, NewProof::default(), vec![], vec![]).await), codes(&missing));
    // The declaration is no method to choose: it proves neither who asks nor the link.
    let alone = wrong(vera.desk.prove(&kid, by(&["declaration"]), vec![], vec![]).await);
    assert_eq!(alone, codes(&[("method", "method_identity"), ("method", "method_link")]));
    assert_eq!(wrong(vera.desk.prove(&kid, by(&["call"]), vec![], vec![]).await), codes(&[("method", "method_link")]));
    assert_eq!(wrong(vera.desk.prove(&kid, by(&["child_code"]), vec![], vec![]).await), codes(&[("method", "method_identity")]));
    let silent = NewProof { words: String::new(), ..by_call() };
    assert_eq!(wrong(vera.desk.prove(&kid, silent, vec![], vec![]).await), codes(&[("words", "call_when_required")]));
    let undeclared = NewProof { declared: false, ..by_call() };
    assert_eq!(wrong(vera.desk.prove(&kid, undeclared, vec![], vec![]).await), codes(&[("declared", "declaration_required")]));
    assert_eq!(story.number("SELECT COUNT(*) AS value FROM authorities").await, 0, "nothing of it was kept");
    assert_eq!(story.number("SELECT COUNT(*) AS value FROM tickets").await, 0);
});

on_both!(a_country_accepts_its_own_list, |story| {
    let vera = story.guardian("Vera").await;
    let (korea, states) = (mika(), born("US-CA", "2016-06-09"));
    let states = server::desk::guardian::NewChild { app_id: "mika_usa".into(), ..states };
    let (korea, states) = (vera.desk.add_child(korea).await.unwrap(), vera.desk.add_child(states).await.unwrap());
    let face = || vec![story.received("me.jpg", "image/jpeg", b"a face")];
    let refused = wrong(vera.desk.prove(&korea, by(&["id_plus_face", "child_code"]), face(), vec![]).await);
    assert_eq!(refused, codes(&[("method", "method_unknown"), ("method", "method_identity")]));
    let case = vera.desk.prove(&states, by(&["id_plus_face", "child_code"]), face(), vec![]).await.unwrap();
    assert_eq!(story.state(&case).await, State::InReview);
    assert_eq!(
        wrong(vera.desk.prove(&korea, by(&["tarot", "call", "child_code"]), vec![], vec![]).await),
        codes(&[("method", "method_unknown")])
    );
    // What the pages offer is what is accepted.
    let offered = |view: app::views::guardian::ProofView| view.methods.into_iter().map(|method| method.code).collect::<Vec<_>>();
    let (kr, us) = (vera.desk.proof_view(&korea, Default::default()).await, vera.desk.proof_view(&states, Default::default()).await);
    assert!(!offered(kr.unwrap()).contains(&"id_plus_face".to_owned()) && offered(us.unwrap()).contains(&"id_plus_face".to_owned()));
});

on_both!(evidence_comes_exactly_where_it_is_needed, |story| {
    let vera = story.guardian("Vera").await;
    let kid = vera.desk.add_child(mika()).await.unwrap();
    let image = || vec![story.received("page.png", "image/png", b"a page")];
    let form = by(&["signed_form", "relationship_document"]);
    let missing = codes(&[("identity", "identity_file_required"), ("relationship", "relationship_file_required")]);
    assert_eq!(wrong(vera.desk.prove(&kid, form.clone(), vec![], vec![]).await), missing);
    let unasked = codes(&[("identity", "no_files_here"), ("relationship", "no_files_here")]);
    assert_eq!(wrong(vera.desk.prove(&kid, by_call(), image(), image()).await), unasked, "least data");
    let case = vera.desk.prove(&kid, form, image(), image()).await.unwrap();
    let id = story.ticket(&case).await.id;
    let files = server::store::file::list(&mut story.store.read().await.unwrap(), &story.vault, &id).await.unwrap();
    let roles: Vec<_> = files.iter().map(|file| file.role.as_str()).collect();
    assert!(roles.contains(&"identity") && roles.contains(&"relationship") && roles.len() == 2);
});

on_both!(who_is_too_old_has_no_guardian, |story| {
    let vera = story.guardian("Vera").await;
    let grown = vera.desk.add_child(born("KR", "2012-03-02")).await.unwrap();
    assert_eq!(wrong(vera.desk.prove(&grown, by_call(), vec![], vec![]).await), codes(&[("", "child_too_old")]), "14 today");
    let almost = server::desk::guardian::NewChild { app_id: "other".into(), ..born("KR", "2012-03-03") };
    let almost = vera.desk.add_child(almost).await.unwrap();
    vera.desk.prove(&almost, by_call(), vec![], vec![]).await.unwrap();
});

on_both!(one_claim_at_a_time_and_only_over_ones_own_child, |story| {
    let (vera, otto, ada) = (story.guardian("Vera").await, story.guardian("Otto").await, story.staff("Ada", "agent").await);
    let kid = story.claimed(&vera, mika()).await;
    assert_eq!(wrong(vera.desk.prove(&kid.id, by_call(), vec![], vec![]).await), codes(&[("", "authority_exists")]));
    for strange in [kid.id.as_str(), "no_such_child"] {
        assert!(is_missing(&otto.desk.prove(strange, by_call(), vec![], vec![]).await));
        assert!(is_missing(&otto.desk.child_view(strange).await));
        assert!(is_missing(&otto.desk.send_child_code(strange).await));
        assert!(is_missing(&otto.desk.enter_child_code(strange, "123456").await));
        assert!(is_missing(&otto.desk.proof_view(strange, Default::default()).await));
        assert!(is_missing(&otto.desk.signed_form(strange).await));
        assert!(is_missing(&otto.desk.give_up(strange, true).await));
    }
    story.decides(&ada, &kid.case, refuse()).await;
    assert_eq!(story.stands(&vera, &kid.id).await, AuthorityState::Refused);
    vera.desk.prove(&kid.id, by_call(), vec![], vec![]).await.unwrap();
    assert_eq!(story.stands(&vera, &kid.id).await, AuthorityState::Pending, "a new claim after a refusal");
});

on_both!(two_claims_at_once_are_one, |story| {
    let vera = story.guardian("Vera").await;
    let kid = vera.desk.add_child(mika()).await.unwrap();
    let (a, b) = tokio::join!(vera.desk.prove(&kid, by_call(), vec![], vec![]), vera.desk.prove(&kid, by_call(), vec![], vec![]));
    assert!(a.is_ok() != b.is_ok(), "{a:?} {b:?}");
    assert_eq!(story.number("SELECT COUNT(*) AS value FROM authorities").await, 1);
});

on_both!(the_case_has_its_receipt_and_its_due, |story| {
    let vera = story.guardian("Vera").await;
    let kid = story.claimed(&vera, mika()).await;
    let mail = story.mail_to("receipt", &vera.email).await;
    assert!(mail.says(&kid.case));
    // Two business days: Monday 10:00 in Hong Kong, so Wednesday 18:00.
    let ticket = story.ticket(&kid.case).await;
    assert_eq!(ticket.cached.promise_due_at, Some(crate::support::story::at("2026-03-04T18:00:00+08:00")));
    assert!(ticket.ties.minor);
    story.record_is_whole(&["vera"]).await;
});
