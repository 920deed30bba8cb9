//! The rule changes by which an ID is made canonical: at the next start everything that is found by an ID is made anew, and no flag is
//! lost over it.

use std::path::Path;
use std::sync::Arc;

use domain::guardian::AuthorityState;
use server::desk::guardian::NewChild;
use server::desk::rekey::{self, RekeyError, Renewed};
use server::house::House;
use server::products::Products;
use server::store::authority;
use server::testing::{policies, write_keys};

use crate::on_both;
use crate::support::family::{Parent, by_call, mika};
use crate::support::story::{Story, wrong};

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap().map(Result::unwrap) {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// The portal as it starts with another rule in HelloTalk's pack.
fn started_with(story: &Story, changes: &[(&str, &str)]) -> House {
    let folder = tempfile::tempdir().unwrap();
    copy(&policies(), folder.path());
    let file = folder.path().join("hellotalk.toml");
    let mut text = std::fs::read_to_string(&file).unwrap();
    for (was, is) in changes {
        assert!(text.contains(was), "{was}");
        text = text.replacen(was, is, 1);
    }
    write_keys(&file, &text);
    House { products: Arc::new(Products::read(folder.path()).unwrap()), ..House::clone(story) }
}

const KEPT: [(&str, &str); 2] =
    [("pattern = \"[a-z0-9_.-]{1,64}\"", "pattern = \"[A-Za-z0-9_.-]{1,64}\""), ("case = \"ignored\"", "case = \"kept\"")];

fn called(id: &str, email: &str) -> NewChild {
    NewChild { app_id: id.into(), email: Some(email.into()), ..mika() }
}

/// The same guardian in another portal.
fn in_house(house: &House, parent: &Parent) -> Parent {
    Parent { desk: House::guardian(house, parent.desk.who().clone()), account: parent.account.clone(), email: parent.email.clone() }
}

async fn claims(parent: &Parent, child: NewChild) -> (String, String) {
    let id = parent.desk.add_child(child).await.unwrap();
    let case = parent.desk.prove(&id, by_call(), vec![], vec![]).await.unwrap();
    (id, case)
}

async fn state(story: &Story, parent: &Parent, kid: &str) -> AuthorityState {
    authority::newest(&mut story.store.read().await.unwrap(), &parent.account, kid).await.unwrap().unwrap().state
}

/// A guardian whom the child does not know: the guardian, the child and the case.
async fn stranger(story: &Story, house: &House) -> (Parent, String, String) {
    let otto = in_house(house, &story.guardian("Otto").await);
    let (first, case) = claims(&otto, called("MIKA_77", "mika@child.example")).await;
    otto.desk.send_child_code(&first).await.unwrap();
    let link = story.mail_to("child_code", "mika@child.example").await.young();
    assert_eq!(story.answers(&link, "stranger").await.unwrap(), "stranger");
    story.minutes(1);
    (otto, first, case)
}

/// The same, who has claimed that child once more in another case of its letters.
async fn two_spellings(story: &Story, house: &House) -> (Parent, String, String, String) {
    let (otto, first, case) = stranger(story, house).await;
    let (second, _) = claims(&otto, called("mika_77", "other@child.example")).await;
    (otto, first, second, case)
}

on_both!(children_that_become_one_are_joined_under_their_flags, |story| {
    let kept = started_with(&story, &KEPT);
    assert_eq!(rekey::renew(&kept).await.unwrap(), Renewed::default());
    let (otto, first, second, case) = two_spellings(&story, &kept).await;
    assert_eq!(
        (state(&story, &otto, &first).await, state(&story, &otto, &second).await),
        (AuthorityState::Suspended, AuthorityState::Pending)
    );
    assert_eq!(story.number("SELECT COUNT(DISTINCT child_key) AS value FROM authorities").await, 2);
    // The portal starts with the rule that capitals make no other child.
    assert_eq!(rekey::renew(&story).await.unwrap(), Renewed { children: 2, joined: 1, tickets: 2 });
    for table in [
        "SELECT COUNT(DISTINCT child_key) AS value FROM authorities",
        "SELECT COUNT(DISTINCT child_key) AS value FROM children",
        "SELECT COUNT(*) AS value FROM child_ids",
    ] {
        assert_eq!(story.number(table).await, 1, "{table}");
    }
    assert_eq!(state(&story, &otto, &second).await, AuthorityState::Suspended, "the flag stands over the one child");
    let lea = story.staff("Lea", "lead").await;
    assert_eq!(lea.view(&case).await.unwrap().guardian.unwrap().flags.len(), 1);
    assert_eq!(lea.0.search("ＭＩＫＡ_77").await.unwrap().len(), 2, "and its tickets are found by the new form");
    let otto = in_house(&story, &otto);
    assert!(otto.desk.add_child(called("Mika_77", "mika@child.example")).await.is_ok_and(|id| id == first || id == second));
    assert_eq!(rekey::renew(&story).await.unwrap(), Renewed::default(), "once");
    story.record_is_whole(&["mika"]).await;
});

on_both!(a_start_that_was_broken_off_is_gone_on_from, |story| {
    let kept = started_with(&story, &KEPT);
    let (otto, _, second, _) = two_spellings(&story, &kept).await;
    // One child is done, and then the power fails: nothing says that all is done.
    let pack = story.products.get("hellotalk").unwrap().pack.clone();
    let old = "SELECT child_key AS value FROM children ORDER BY created_at LIMIT 1";
    let key = story.store.read().await.unwrap().one(old, &[]).await.unwrap().unwrap().bytes("value").unwrap();
    let vault = story.vault.clone();
    story.store.write(move |conn| Box::pin(async move { server::store::child_id::renew(conn, &vault, &pack, &key).await })).await.unwrap();
    let (one, other) = (rekey::renew(&story), rekey::renew(&story));
    let (one, other) = tokio::join!(one, other);
    let (one, other) = (one.unwrap(), other.unwrap());
    assert_eq!((one.children + other.children, one.joined + other.joined), (1, 1), "two that start at once do it once");
    assert_eq!(state(&story, &otto, &second).await, AuthorityState::Suspended);
});

on_both!(an_id_that_is_none_any_more_keeps_its_flag, |story| {
    let (otto, first, case) = stranger(&story, &story).await;
    // Now the product's IDs are numbers, and capitals count.
    let numbers = started_with(
        &story,
        &[("pattern = \"[a-z0-9_.-]{1,64}\"", "pattern = \"[0-9]{4,12}\""), ("case = \"ignored\"", "case = \"kept\"")],
    );
    let done = rekey::renew(&numbers).await.unwrap();
    assert_eq!((done.children, done.joined), (1, 0));
    let lea = story.staff("Lea", "lead").await;
    assert_eq!(lea.view(&case).await.unwrap().guardian.unwrap().flags.len(), 1);
    assert_eq!(state(&story, &otto, &first).await, AuthorityState::Suspended);
    let anew = in_house(&numbers, &otto);
    assert_eq!(wrong(anew.desk.add_child(called("mika_78", "mika@child.example")).await), [("app_id".to_owned(), "app_id_shape")]);
});

on_both!(a_flag_outlives_the_account_that_it_was_about, |story| {
    let kept = started_with(&story, &KEPT);
    let (otto, ..) = two_spellings(&story, &kept).await;
    let (house, account, now) = (House::clone(&story), otto.account.clone(), story.now());
    story
        .store
        .write(move |conn| Box::pin(async move { server::desk::guardian::forget_account(&house, conn, &account, now).await }))
        .await
        .unwrap();
    rekey::renew(&story).await.unwrap();
    // Whoever claims that child next meets the flag, though no row of a guardian says its ID any more.
    let (vera, ada) = (story.guardian("Vera").await, story.staff("Ada", "agent").await);
    story.minutes(61);
    let hers = story.claimed(&vera, mika()).await;
    let panel = ada.view(&hers.case).await.unwrap().guardian.unwrap();
    assert_eq!(panel.flags.iter().map(|flag| flag.1.as_str()).collect::<Vec<_>>(), ["safeguarding"]);
});

on_both!(what_cannot_be_opened_refuses_the_start, |story| {
    let kept = started_with(&story, &KEPT);
    let (_, first, _, _) = two_spellings(&story, &kept).await;
    let key = story
        .store
        .read()
        .await
        .unwrap()
        .one("SELECT child_key FROM children WHERE id = $1", server::args![&first])
        .await
        .unwrap()
        .unwrap();
    let key = key.bytes("child_key").unwrap();
    story
        .tamper(
            "UPDATE child_ids SET app_id = $1 WHERE child_key = $2",
            server::args![&b"\x02\x00\x00 nothing that opens, however long it may be"[..], key.clone()],
        )
        .await;
    let refused = rekey::renew(&story).await.unwrap_err();
    assert!(matches!(&refused, RekeyError::Sealed { product, rows: 1 } if product == "hellotalk"), "{refused}");
    assert!(refused.to_string().contains("hellotalk") && refused.to_string().contains("keys.toml"));
    // It is refused until it is mended, and the flag stands where it stood.
    assert!(rekey::renew(&story).await.is_err());
    let flags = server::store::flag::list(&mut story.store.read().await.unwrap(), &story.vault, &key).await.unwrap();
    assert_eq!(flags.len(), 1);
});
