//! The frozen accounts of whoever may open them: their own alone, in pages, and told of without filling a mailbox.

use domain::Lang;
use jiff::SignedDuration;
use server::desk::frozen::{FrozenDesk, PAGE};
use server::desk::intake;
use server::store::StoreError;
use server::store::account::{self, Account, Former, Frozen, Person};
use server::store::frozen::After;

use super::{PEER, ask_email, desk, own};
use crate::on_both;
use crate::support::forms::access;
use crate::support::story::Story;

/// Freezes an account as its former mailbox does, with the change's link.
async fn freeze(story: &Story, email: &str) {
    let session = story.log_in_account(email, own(), PEER, "", None).await.unwrap().token;
    let link = ask_email(story, &desk(story, &session).await, &format!("new.{email}")).await;
    story.change_email(&link).await.unwrap();
    let told = story.mails("account_news").await;
    let told = told.iter().rfind(|mail| mail.to == email).expect("a mail to the former address");
    story.freeze_account(&told.secret("/account/email/stop/")).await.unwrap();
}

/// When the officer is told of frozen accounts: how many mails by now.
async fn mails(story: &Story) -> usize {
    story.work().await;
    story.mails("staff_notice").await.len()
}

on_both!(a_flood_of_freezes_is_told_once_an_hour_and_none_is_missed, |story| {
    let emails = ["ama@example.org", "bo@example.org", "cleo@example.org", "dan@example.org"];
    for email in emails {
        story.account_of(email).await;
    }
    story.hire_for("Pia", "privacy_officer", "*", false).await;
    freeze(&story, emails[0]).await;
    assert_eq!(mails(&story).await, 1, "the first is told at once");
    freeze(&story, emails[1]).await;
    freeze(&story, emails[2]).await;
    assert_eq!(mails(&story).await, 1, "what follows waits");
    story.minutes(60);
    assert_eq!(mails(&story).await, 2, "and is told together");
    freeze(&story, emails[3]).await;
    assert_eq!(mails(&story).await, 2);
    story.minutes(60);
    assert_eq!(mails(&story).await, 3);
    story.pass(SignedDuration::from_hours(2));
    assert_eq!(mails(&story).await, 3, "and nothing after it");
});

async fn at_desk(story: &Story, name: &str, products: &str) -> FrozenDesk {
    let member = story.hire_for(name, "privacy_officer", products, false).await;
    story.frozen(&story.at_work(&member)).expect("a desk")
}

async fn listed(desk: &FrozenDesk) -> Vec<(String, Vec<String>)> {
    let (list, next) = desk.list(None).await.unwrap();
    assert!(next.is_none());
    list.into_iter().map(|one| (one.account.person.email, one.products)).collect()
}

on_both!(each_sees_what_is_all_their_own_to_decide, |story| {
    let ama = story.account_of("ama@example.org").await;
    intake::submit_as(&desk(&story, &ama).await, access("ama@example.org"), vec![]).await.unwrap();
    // What bo asked for without an account is bo's as well, since the address is proved.
    story.prove(access("bo@example.org")).await;
    story.account_of("bo@example.org").await;
    story.account_of("cleo@example.org").await;
    let (pia, olu) = (at_desk(&story, "Pia", "hellotalk").await, at_desk(&story, "Olu", "japanese-ai").await);
    let (both, all) = (at_desk(&story, "Kim", "hellotalk,japanese-ai").await, at_desk(&story, "Ada", "*").await);
    for (id, email) in [("ama", "ama@example.org"), ("bo", "bo@example.org"), ("cleo", "cleo@example.org")] {
        frozen_now(&story, email, id).await;
        story.minutes(1);
    }
    let hellotalk = vec!["hellotalk".to_owned()];
    let used = [("ama@example.org".to_owned(), hellotalk.clone()), ("bo@example.org".to_owned(), hellotalk)];
    assert_eq!(listed(&pia).await, used);
    assert_eq!(listed(&both).await, used);
    assert!(listed(&olu).await.is_empty());
    let everything = listed(&all).await;
    assert_eq!(everything.len(), 3);
    assert_eq!(everything[2], ("cleo@example.org".to_owned(), vec![]), "whose nothing was asked with is for who speaks for all");
});

async fn frozen_now(story: &Story, email: &str, change: &str) {
    let (vault, at, email, change) = (story.vault.clone(), story.now(), email.to_owned(), change.to_owned());
    story
        .store
        .write(move |conn| {
            Box::pin(async move {
                let account = account::by_email(conn, &vault, &email).await?.expect("an account");
                let former = vec![Former { change, email: "before@example.org".into() }];
                account::freeze(conn, &vault, &account.id, &Frozen { at, former }).await?;
                Ok::<_, StoreError>(())
            })
        })
        .await
        .unwrap();
}

on_both!(more_than_a_page_is_on_the_next, |story| {
    let all = at_desk(&story, "Ada", "*").await;
    let (vault, now) = (story.vault.clone(), story.now());
    story
        .store
        .write(move |conn| {
            Box::pin(async move {
                for number in 0..PAGE * 2 + 3 {
                    let new = Account {
                        id: format!("account-{number:03}"),
                        created_at: now,
                        lang: Lang::En,
                        zone: None,
                        password: "none".into(),
                        totp: None,
                        totp_at: None,
                        totp_step: None,
                        frozen: None,
                        person: Person { name: "Ama".into(), email: format!("ama{number}@example.org") },
                    };
                    account::insert(conn, &vault, &new).await?;
                    // Several at once, so that the time alone is no place in the list.
                    let at = now.saturating_sub(SignedDuration::from_mins(number as i64 / 7)).unwrap();
                    account::freeze(conn, &vault, &new.id, &Frozen { at, former: vec![] }).await?;
                }
                Ok::<_, StoreError>(())
            })
        })
        .await
        .unwrap();
    let (mut after, mut seen, mut pages): (Option<After>, Vec<_>, usize) = (None, Vec::new(), 0);
    loop {
        let (list, next) = all.list(after.as_ref()).await.unwrap();
        seen.extend(list.into_iter().map(|one| (one.account.frozen.unwrap().at, one.account.id)));
        pages += 1;
        after = next;
        if after.is_none() {
            break;
        }
    }
    assert_eq!((pages, seen.len()), (3, PAGE * 2 + 3));
    assert!(seen.is_sorted(), "the longest first, each once");
    seen.dedup();
    assert_eq!(seen.len(), PAGE * 2 + 3);
});
