//! A guardian's account that is erased: nobody is left in it, and the record still holds.

use domain::State;
use domain::guardian::AuthorityState;
use server::desk::guardian::{NewChild, forget_account};
use server::store::{child, consent};

use crate::on_both;
use crate::support::family::{done, mika, see, ticked};
use crate::support::story::wrong;

on_both!(nothing_personal_is_left, |story| {
    let (vera, ada) = (story.guardian("Vera").await, story.staff("Ada", "agent").await);
    let kid = story.confirmed_for(&vera, mika(), &ada, &["view", "update", "revoke", "consent"]).await;
    let other = story.claimed(&vera, NewChild { app_id: "leo_3".into(), email: Some("leo@child.example".into()), ..mika() }).await;
    vera.desk.give_consent(&kid.id, vec!["account".into()], true).await.unwrap();
    let open = vera.desk.request(&kid.id, see(), vec![]).await.unwrap();
    let waiting = vera.desk.request(&other.id, see(), vec![]).await.unwrap();
    let (house, account, now) = ((*story).clone(), vera.account.clone(), story.now());
    story.store.write(move |conn| Box::pin(async move { forget_account(&house, conn, &account, now).await })).await.unwrap();
    {
        let mut conn = story.store.read().await.unwrap();
        for id in [&kid.id, &other.id] {
            let left = child::by_id(&mut conn, &story.vault, id).await.unwrap().unwrap().person;
            assert!(left.name.is_empty() && left.app_id.is_empty() && left.email.is_none() && left.birth.is_empty());
        }
        let consents = consent::of_account(&mut conn, &vera.account).await.unwrap();
        assert!(!consents.is_empty() && consents.iter().all(|one| one.state == "withdrawn"));
    }
    for id in [&kid.id, &other.id] {
        assert_eq!(story.stands(&vera, id).await, AuthorityState::Withdrawn);
    }
    assert_eq!((story.state(&waiting).await, story.state(&other.case).await), (State::Revoked, State::Revoked), "nothing waits for nobody");
    assert_eq!(
        wrong(story.closes(&ada, &open, ticked(done(domain::Kind::Access), &["child_told_in_app"])).await),
        [(String::new(), "authority_not_granted")]
    );
    story.pass(jiff::SignedDuration::from_hours(600 * 24));
    story.work().await;
    assert_eq!(story.stands(&vera, &kid.id).await, AuthorityState::Withdrawn, "given up, not ended");
    story.record_is_whole(&["vera", "leo_3"]).await;
});
