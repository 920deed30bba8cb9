//! Evidence: images go with the decision and after seven days at the latest, the paper of the relation thirty days after it.

use jiff::SignedDuration;
use server::desk::guardian::{AuthorityDecision, NewProof};
use server::store::file;

use crate::on_both;
use crate::support::family::{POLICY, Parent, by_call, grant, mika};
use crate::support::story::Story;

/// A claim with an image of a form and a family document: their identifiers.
async fn with_papers(story: &Story, vera: &Parent) -> (String, String, String, String) {
    let kid = vera.desk.add_child(mika()).await.unwrap();
    let proof = NewProof { methods: vec!["signed_form".into(), "relationship_document".into()], ..by_call() };
    let (form, paper) = (story.received("form.png", "image/png", b"a form"), story.received("family.png", "image/png", b"a family"));
    let (form_id, paper_id) = (form.id.clone(), paper.id.clone());
    let case = vera.desk.prove(&kid, proof, vec![form], vec![paper]).await.unwrap();
    assert!(story.is_there(&form_id) && story.is_there(&paper_id));
    (kid, case, form_id, paper_id)
}

fn granted() -> AuthorityDecision {
    AuthorityDecision {
        done: vec!["signed_form".into(), "relationship_document".into()],
        document: "birth_certificate".into(),
        ..grant(&POLICY)
    }
}

async fn destroyed(story: &Story, case: &str) -> usize {
    let id = story.ticket(case).await.id;
    let files = file::list(&mut story.store.read().await.unwrap(), &story.vault, &id).await.unwrap();
    let gone = files.iter().filter(|file| file.destroyed_at.is_some()).count();
    assert_eq!(story.recorded(case, "file_destroyed").await, gone, "each destruction is recorded");
    gone
}

on_both!(images_go_with_the_decision_and_papers_after_the_time_for_an_appeal, |story| {
    let (vera, ada) = (story.guardian("Vera").await, story.staff("Ada", "agent").await);
    let (_, case, form, paper) = with_papers(&story, &vera).await;
    story.work().await;
    assert_eq!(destroyed(&story, &case).await, 0);
    story.decides(&ada, &case, granted()).await;
    story.work().await;
    assert!(!story.is_there(&form) && story.is_there(&paper));
    assert_eq!(destroyed(&story, &case).await, 1);
    story.pass(SignedDuration::from_hours(30 * 24) - SignedDuration::from_mins(1));
    story.work().await;
    assert!(story.is_there(&paper));
    story.minutes(2);
    story.work().await;
    assert!(!story.is_there(&paper));
    assert_eq!(destroyed(&story, &case).await, 2);
    story.record_is_whole(&["vera", "family.png", "form.png"]).await;
});

on_both!(undecided_images_go_after_seven_days, |story| {
    let vera = story.guardian("Vera").await;
    let (_, case, form, paper) = with_papers(&story, &vera).await;
    story.pass(SignedDuration::from_hours(7 * 24) - SignedDuration::from_mins(1));
    story.work().await;
    assert!(story.is_there(&form));
    story.minutes(1);
    story.work().await;
    assert!(!story.is_there(&form) && story.is_there(&paper), "the paper waits for the decision");
    assert_eq!(destroyed(&story, &case).await, 1);
});

on_both!(nothing_is_kept_of_what_nobody_decides_any_more, |story| {
    let vera = story.guardian("Vera").await;
    let (kid, case, form, paper) = with_papers(&story, &vera).await;
    vera.desk.give_up(&kid, true).await.unwrap();
    story.work().await;
    assert!(!story.is_there(&form) && !story.is_there(&paper));
    assert_eq!(destroyed(&story, &case).await, 2);
});

on_both!(a_birthday_ends_the_proof_and_its_papers, |story| {
    let vera = story.guardian("Vera").await;
    let (_, case, form, paper) = with_papers(&story, &vera).await;
    story.now_is("2027-06-09T00:00:00+09:00");
    story.work().await;
    story.minutes(1);
    story.work().await;
    assert_eq!(story.state(&case).await, domain::State::Denied);
    assert!(!story.is_there(&form) && !story.is_there(&paper));
});

on_both!(an_appeal_keeps_the_paper_until_it_is_decided, |story| {
    let (vera, ada, ben) = (story.guardian("Vera").await, story.staff("Ada", "agent").await, story.staff("Ben", "agent").await);
    let (kid, case, form, paper) = with_papers(&story, &vera).await;
    story.decides(&ada, &case, crate::support::family::refuse()).await;
    story.pass(SignedDuration::from_hours(29 * 24));
    story.page_of(&case, &vera.email).await.appeal("Look again.").await.unwrap();
    story.pass(SignedDuration::from_hours(2 * 24));
    story.work().await;
    assert!(story.is_there(&paper) && !story.is_there(&form));
    story.decides(&ben, &case, granted()).await;
    assert_eq!(story.stands(&vera, &kid).await, domain::guardian::AuthorityState::Granted);
    story.pass(SignedDuration::from_hours(30 * 24) + SignedDuration::from_mins(1));
    story.work().await;
    assert!(!story.is_there(&paper));
    assert_eq!(destroyed(&story, &case).await, 2);
});
