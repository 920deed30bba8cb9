//! Another child whose ID looks like a protected one's: a privacy officer alone decides, and nobody else learns why.

use domain::guardian::AuthorityState;
use domain::{Kind, State};
use server::desk::guardian::NewChild;

use crate::on_both;
use crate::support::family::{POLICY, grant, mika, refuse, see};
use crate::support::story::{Story, wrong};

fn called(id: &str) -> NewChild {
    NewChild { app_id: id.into(), ..mika() }
}

on_both!(who_looks_like_a_protected_child_is_a_privacy_officers_matter, |story| {
    let (vera, ada) = (story.guardian("Vera").await, story.staff("Ada", "agent").await);
    let (lea, olga) = (story.staff("Lea", "lead").await, story.staff("Olga", "privacy_officer").await);
    let hers = story.confirmed(&vera, called("sail10"), &ada).await;
    lea.set_flag(&hers.case, "protection_order", "Against the father.", false).await.unwrap();
    for (number, id) in ["saillO", "SAI1.10", "sa1l_1o"].into_iter().enumerate() {
        let father = story.guardian(&format!("Otto{number}")).await;
        story.minutes(61);
        let his = story.claimed(&father, called(id)).await;
        ada.claim(&his.case, story.seen(&his.case).await).await.unwrap();
        let shown = format!("{:?}", father.desk.child_view(&his.id).await.unwrap());
        for desk in [&ada, &lea] {
            // Who may not know is told who decides, and nothing of the other child.
            let panel = desk.view(&his.case).await.unwrap().guardian.unwrap();
            assert_eq!((panel.barrier, panel.near.len(), panel.flags.len()), (Some("needs_officer"), 0, 0), "{id}");
            let refused = wrong(desk.decide_authority(&his.case, story.seen(&his.case).await, grant(&POLICY)).await);
            assert_eq!(refused, [("decision".to_owned(), "needs_officer")], "{id}");
        }
        let panel = olga.view(&his.case).await.unwrap().guardian.unwrap();
        assert_eq!(panel.near.iter().map(|one| (one.0.as_str(), one.1.as_str())).collect::<Vec<_>>(), [("sail10", "protection_order")]);
        assert_eq!(panel.barrier, None);
        assert_eq!(format!("{:?}", father.desk.child_view(&his.id).await.unwrap()), shown, "he sees nothing of it");
        let access = father.desk.request(&his.id, see(), vec![]).await.unwrap();
        assert_eq!(story.state(&access).await, State::AuthorityPending);
        if number == 0 {
            // Both accounts were looked at: it is another child indeed.
            olga.decide_authority(&his.case, story.seen(&his.case).await, grant(&POLICY)).await.unwrap();
            assert_eq!(story.stands(&father, &his.id).await, AuthorityState::Granted);
        } else {
            ada.decide_authority(&his.case, story.seen(&his.case).await, refuse()).await.unwrap();
            assert_eq!(story.stands(&father, &his.id).await, AuthorityState::Refused, "anybody refuses");
        }
    }
    story.record_is_whole(&["sail10", "saill", "sai1", "protection"]).await;
});

on_both!(what_looks_different_or_is_of_another_product_is_anybodys, |story| {
    let (vera, ada, lea) = (story.guardian("Vera").await, story.staff("Ada", "agent").await, story.staff("Lea", "lead").await);
    let hers = story.confirmed(&vera, called("sail10"), &ada).await;
    lea.set_flag(&hers.case, "separated", "They live apart.", false).await.unwrap();
    let otto = story.guardian("Otto").await;
    story.minutes(61);
    story.confirmed(&otto, called("sail11"), &ada).await;
    story.minutes(61);
    // Nobody is protected any more.
    let flag = lea.view(&hers.case).await.unwrap().guardian.unwrap().flags[0].0.clone();
    lea.lift_flag(&hers.case, &flag).await.unwrap();
    story.confirmed(&otto, called("sai110"), &ada).await;
    assert_eq!(story.ticket(&hers.case).await.kind, Kind::GuardianAuthority);
});

async fn forget(story: &Story) -> u64 {
    story.store.write(|conn| Box::pin(async move { server::store::child_id::forget(conn).await })).await.unwrap()
}

on_both!(an_id_is_kept_sealed_as_long_as_something_hangs_on_it, |story| {
    let vera = story.guardian("Vera").await;
    vera.desk.add_child(mika()).await.unwrap();
    assert_eq!(story.number("SELECT COUNT(*) AS value FROM child_ids").await, 1);
    let row = story.store.read().await.unwrap().one("SELECT near, app_id FROM child_ids", &[]).await.unwrap().unwrap();
    for bytes in [row.bytes("near").unwrap(), row.bytes("app_id").unwrap()] {
        assert!(!String::from_utf8_lossy(&bytes).contains("mika"));
    }
    // An account that never claimed anything goes, and with it all that was known of the child.
    assert_eq!(forget(&story).await, 0);
    story.tamper("DELETE FROM children", &[]).await;
    assert_eq!(forget(&story).await, 1);
});
