//! An account and the requests that are its own.

use domain::{Kind, State};
use server::desk::intake::{self, Opened};
use server::desk::lookup;

use jiff::SignedDuration;

use super::{AMA, PEER, desk, own, turn_on};
use crate::on_both;
use crate::support::family::{mika, see};
use crate::support::forms::{access, advertising, deletion, denied, fulfilled, report};
use crate::support::story::{Story, is_missing, wrong};

async fn references(story: &Story, session: &str) -> Vec<String> {
    let mut list: Vec<String> = desk(story, session).await.requests().await.unwrap().into_iter().map(|held| held.reference).collect();
    list.sort();
    list
}

on_both!(proved_requests_of_the_same_address_are_the_accounts, |story| {
    let before = story.prove(deletion(AMA)).await.reference;
    let others = story.prove(deletion("noor@example.org")).await.reference;
    let session = story.account_of(AMA).await;
    let after = story.prove(advertising("AMA@example.org")).await.reference;
    // Somebody typed her address: until the code is entered it is nobody's.
    let unproved = story.submit(advertising(AMA)).await;
    story.report(report("spammer", Some(AMA))).await;
    let mut expected = vec![before.clone(), after];
    expected.sort();
    assert_eq!(references(&story, &session).await, expected, "{unproved}");
    let ama = desk(&story, &session).await;
    let own = ama.requester(&before.to_lowercase()).await.unwrap();
    assert!(own.is_by_account() && own.fresh());
    assert_eq!(own.view().await.unwrap().reference, before);
    let foreign = ama.requester(&others).await;
    let missing = ama.requester("HT-0000-0000").await;
    assert!(is_missing(&foreign) && is_missing(&missing));
    assert!(is_missing(&ama.requester("nonsense").await));
});

on_both!(a_request_of_ones_own_address_is_proved_at_once, |story| {
    let session = story.account_of(AMA).await;
    let ama = desk(&story, &session).await;
    let opened = intake::submit_as(&ama, deletion(AMA), vec![]).await.unwrap();
    let Opened::Proved { reference, session: Some(own_session), joined: false } = opened else { panic!("{opened:?}") };
    assert_eq!(story.state(&reference).await, State::InReview);
    assert!(story.mails("code").await.is_empty(), "no code is needed");
    assert_eq!(story.mail_to("receipt", AMA).await.to, AMA);
    story.requester(&own_session, &reference).await.unwrap();
    let kinds: Vec<String> = story.events(&reference).await.into_iter().map(|event| event.kind).collect();
    assert_eq!(kinds, ["submitted", "proved"]);
    // The same again leads to the first.
    let again = intake::submit_as(&ama, deletion(AMA), vec![]).await.unwrap();
    assert!(matches!(again, Opened::Proved { joined: true, reference: first, .. } if first == reference));
    assert_eq!(references(&story, &session).await, [reference]);
});

on_both!(nothing_is_proved_for_another_address_or_by_a_session_that_lies_about, |story| {
    let session = story.account_of(AMA).await;
    assert!(is_missing(&intake::submit_as(&desk(&story, &session).await, deletion("noor@example.org"), vec![]).await));
    story.minutes(10);
    assert!(is_missing(&intake::submit_as(&desk(&story, &session).await, deletion(AMA), vec![]).await));
    assert_eq!(story.number("SELECT COUNT(*) AS value FROM tickets").await, 0);
});

on_both!(downloads_need_a_fresh_re_authentication, |story| {
    let reference = story.prove(deletion(AMA)).await.reference;
    let session = story.account_of(AMA).await;
    story.minutes(10);
    let stale = desk(&story, &session).await;
    assert!(!stale.requester(&reference).await.unwrap().fresh());
    assert!(!stale.requester(&reference).await.unwrap().view().await.unwrap().fresh);
    let session = stale.confirm(own(), "", PEER).await.unwrap();
    let fresh = desk(&story, &session).await.requester(&reference).await.unwrap();
    assert!(fresh.fresh() && fresh.view().await.unwrap().fresh && fresh.view().await.unwrap().by_account);
});

on_both!(requests_follow_the_account_and_not_a_former_address, |story| {
    let session = story.account_of(AMA).await;
    let ama = desk(&story, &session).await;
    let Opened::Proved { reference, .. } = intake::submit_as(&ama, deletion(AMA), vec![]).await.unwrap() else { panic!("not proved") };
    let by_code = story.prove(advertising(AMA)).await.reference;
    ama.ask_email("ama.new@example.org").await.unwrap();
    story.work().await;
    let link = story.mail_to("change_email", "ama.new@example.org").await.secret("/account/email/");
    story.change_email(&link).await.unwrap();
    assert_eq!(references(&story, &session).await, [reference], "the other is the address's, as it always was: {by_code}");
});

/// Who has the mailbox: a session, and a code and a link that wait, each for another browser.
async fn by_mailbox(story: &Story, reference: &str) -> (String, String, String, String) {
    let Opened::Page { session: Some(session), .. } = story.find(reference, AMA).await else { panic!("it opens by its mailbox") };
    story.pass(SignedDuration::from_millis(2));
    let holder = lookup::by_reference(story, reference).await.unwrap();
    story.work().await;
    let mail = story.mail_to("code", AMA).await;
    (session, holder, mail.code(), mail.secret("/link/"))
}

async fn is_shut(story: &Story, reference: &str, (session, holder, code, link): (String, String, String, String)) {
    assert!(is_missing(&story.requester(&session, reference).await), "the session of before is over");
    assert_eq!(intake::enter(story, &holder, &code, None).await.unwrap(), Opened::Over, "and so is the code");
    assert!(is_missing(&intake::press_in(story, &link, &["another browser"], None).await), "and the link");
}

on_both!(a_second_factor_ends_what_the_mailbox_had_opened, |story| {
    let mut session = story.account_of(AMA).await;
    let ama = desk(&story, &session).await;
    let Opened::Proved { reference, .. } = intake::submit_as(&ama, access(AMA), vec![]).await.unwrap() else { panic!("not proved") };
    let mailbox = by_mailbox(&story, &reference).await;
    turn_on(&story, &mut session).await;
    is_shut(&story, &reference, mailbox).await;
});

on_both!(another_address_ends_what_the_former_mailbox_had_opened, |story| {
    let session = story.account_of(AMA).await;
    let ama = desk(&story, &session).await;
    let Opened::Proved { reference, .. } = intake::submit_as(&ama, access(AMA), vec![]).await.unwrap() else { panic!("not proved") };
    ama.ask_email("ama.new@example.org").await.unwrap();
    story.work().await;
    let link = story.mail_to("change_email", "ama.new@example.org").await.secret("/account/email/");
    let mailbox = by_mailbox(&story, &reference).await;
    story.change_email(&link).await.unwrap();
    is_shut(&story, &reference, mailbox).await;
});

on_both!(a_former_mailbox_opens_nothing_of_an_account_and_is_told_nothing, |story| {
    let session = story.account_of(AMA).await;
    let ama = desk(&story, &session).await;
    let Opened::Proved { reference, .. } = intake::submit_as(&ama, access(AMA), vec![]).await.unwrap() else { panic!("not proved") };
    ama.ask_email("ama.new@example.org").await.unwrap();
    story.work().await;
    let link = story.mail_to("change_email", "ama.new@example.org").await.secret("/account/email/");
    story.change_email(&link).await.unwrap();
    // Somebody has the old mailbox now, and makes an account with it.
    let heir = story.account_of(AMA).await;
    assert_eq!(references(&story, &heir).await, [""; 0]);
    assert!(is_missing(&desk(&story, &heir).await.requester(&reference).await));
    // What is written about the request goes to where its owner is.
    let ada = story.agent_named("Ada").await;
    ada.claim(&reference, story.seen(&reference).await).await.unwrap();
    ada.message(&reference, story.seen(&reference).await, "We are looking.", vec![]).await.unwrap();
    ada.close(&reference, story.seen(&reference).await, denied()).await.unwrap();
    for topic in ["message", "outcome"] {
        let mails = story.mails(topic).await;
        assert!(!mails.is_empty() && mails.iter().all(|mail| mail.to == "ama.new@example.org"), "{topic}: {mails:?}");
    }
    // A code for its page, too.
    story.minutes(1);
    lookup::by_reference(&story, &reference).await.unwrap();
    story.work().await;
    assert_eq!(story.mail_to("code", "ama.new@example.org").await.to, "ama.new@example.org");
    assert!(story.mails("code").await.iter().all(|mail| mail.to != AMA));
    // Staff find it by the address of today, and by that which was given.
    for email in [AMA, "ama.new@example.org"] {
        assert_eq!(ada.search(email).await.unwrap().len(), 1, "{email}");
    }
    assert_eq!(references(&story, &session).await, [reference]);
});

on_both!(what_a_guardian_asked_for_is_never_found_by_an_address, |story| {
    let (vera, ada) = (story.guardian("Vera").await, story.staff("Ada", "agent").await);
    let kid = story.confirmed(&vera, mika(), &ada).await;
    let reference = vera.desk.request(&kid.id, see(), vec![]).await.unwrap();
    // Her account is gone, and its mailbox is another's.
    story.tamper("UPDATE tickets SET account_id = NULL WHERE reference = $1", server::args![&reference]).await;
    story.tamper("UPDATE accounts SET email_hash = $2 WHERE id = $1", server::args![&vera.account, b"nobody".to_vec()]).await;
    let heir = story.account_of(&vera.email).await;
    assert_eq!(references(&story, &heir).await, [""; 0]);
    assert!(is_missing(&desk(&story, &heir).await.requester(&reference).await));
});

on_both!(an_account_here_is_no_proof_of_the_products_account, |story| {
    let session = story.account_of(AMA).await;
    let opened = intake::submit_as(&desk(&story, &session).await, deletion(AMA), vec![]).await.unwrap();
    let Opened::Proved { reference, .. } = opened else { panic!("{opened:?}") };
    let ada = story.agent_named("Ada").await;
    ada.claim(&reference, story.seen(&reference).await).await.unwrap();
    for missing in ["matched_first", "matched_second"] {
        let mut closing = fulfilled(Kind::Deletion);
        closing.checklist.retain(|tick| tick != missing);
        let refused = wrong(ada.close(&reference, story.seen(&reference).await, closing).await);
        assert_eq!(refused, [("check".to_owned(), "checklist_missing")], "{missing}");
    }
    ada.close(&reference, story.seen(&reference).await, fulfilled(Kind::Deletion)).await.unwrap();
});
