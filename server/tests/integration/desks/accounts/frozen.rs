//! An account whose address was changed, and whose old mailbox says that somebody else did it: nothing opens it, nothing of it goes to the
//! old mailbox, and there is a way back.

use domain::Lang;
use jiff::SignedDuration;
use server::desk::frozen::{Decision, FrozenDesk};
use server::desk::intake::{self, Opened};
use server::desk::second as factor;
use server::desk::{lookup, requester::RequesterDesk};

use super::{AMA, ANOTHER, NEW, PEER, ask_email, desk, log_in, own, reset_link, turn_on};
use crate::on_both;
use crate::support::forms::{access, deletion};
use crate::support::story::{Story, is_missing, wrong};

/// The secret by which the newest change away from this address is stopped.
async fn stop_link(story: &Story, email: &str) -> String {
    let mails = story.mails("account_news").await;
    let told = mails.iter().rfind(|mail| mail.to == email && mail.says("/account/email/stop/"));
    told.expect("a way to stop it").secret("/account/email/stop/")
}

/// Ama's account goes to another address; returns the secret that her old mailbox gets.
async fn moved(story: &Story, session: &str, from: &str, to: &str) -> String {
    let link = ask_email(story, &desk(story, session).await, to).await;
    story.change_email(&link).await.unwrap();
    stop_link(story, from).await
}

/// The frozen accounts, as this member finds them.
async fn at_desk(story: &Story, name: &str, role: &str, products: &str) -> FrozenDesk {
    let member = story.hire_for(name, role, products, false).await;
    story.frozen(&story.at_work(&member)).expect("a desk")
}

async fn only(desk: &FrozenDesk) -> String {
    let (list, next) = desk.list(None).await.unwrap();
    assert!(next.is_none());
    assert_eq!(list.len(), 1);
    list[0].account.id.clone()
}

/// The value that chooses the earliest of the former addresses.
async fn earliest(desk: &FrozenDesk) -> String {
    let id = only(desk).await;
    desk.look(&id).await.unwrap().account.frozen.unwrap().former[0].change.clone()
}

fn decide(to: &str, without_second: bool) -> Decision {
    Decision { to: to.into(), checked: "in_app".into(), without_second }
}

/// What a log-in is told.
async fn told(story: &Story, email: &str, password: &str) -> &'static str {
    wrong(story.log_in_account(email, password, "192.0.2.77", "", None).await)[0].1
}

/// A request of the account, with the session of the browser in which its code was entered once.
async fn own_request(story: &Story, session: &str, email: &str) -> String {
    let opened = intake::submit_as(&desk(story, session).await, access(email), vec![]).await.unwrap();
    let Opened::Proved { reference, .. } = opened else { panic!("{opened:?}") };
    reference
}

async fn by_code(story: &Story, reference: &str, email: &str) -> (String, RequesterDesk) {
    let Opened::Page { session: Some(session), .. } = story.find(reference, email).await else { panic!("no page") };
    let desk = story.requester(&session, reference).await.unwrap();
    (session, desk)
}

on_both!(the_old_mailbox_freezes_the_account_and_gets_nothing_of_it, |story| {
    let thief = story.account_of(AMA).await;
    let reference = own_request(&story, &thief, AMA).await;
    let stop = moved(&story, &thief, AMA, NEW).await;
    let (by_mail, _) = by_code(&story, &reference, NEW).await;
    // The thief moves on, and keeps a link of their own, another address on its way, and a link to choose a password.
    let thiefs = moved(&story, &thief, NEW, "thief@example.org").await;
    let pending = ask_email(&story, &desk(&story, &thief).await, "third@example.org").await;
    let reset = reset_link(&story, "thief@example.org").await;
    story.ask_reset("thief@example.org", Lang::En).await.unwrap();
    story.pass(SignedDuration::from_hours(1));
    assert_eq!(story.email_link(&stop, true).await.unwrap().email, AMA);
    let before = story.mails("account_news").await.len();
    story.freeze_account(&stop).await.unwrap();
    assert!(story.account(&thief).await.unwrap().is_none(), "the thief is out");
    assert!(is_missing(&story.requester(&by_mail, &reference).await), "and out of the request's page");
    assert!(is_missing(&story.change_email(&pending).await));
    assert!(is_missing(&story.reset_password(&reset, ANOTHER, "", PEER, "").await));
    // With the right password alone, it is told; nothing more, and nothing to anybody else.
    assert_eq!(told(&story, "thief@example.org", own()).await, "account_frozen");
    for (email, password) in [("thief@example.org", ANOTHER), (AMA, own()), (NEW, own()), ("nobody@example.org", own())] {
        assert_eq!(told(&story, email, password).await, "login_failed", "{email}");
    }
    // Both mailboxes are told, and nothing that opens anything goes to either.
    let mails = story.mails("account_news").await;
    for email in [AMA, "thief@example.org"] {
        let told: Vec<_> = mails[before..].iter().filter(|mail| mail.to == email).collect();
        assert_eq!(told.len(), 1, "{email}");
        assert!(told[0].says("frozen") && !told[0].says("/account/"), "{email}");
    }
    let resets = story.mails("reset").await.len();
    story.ask_reset("thief@example.org", Lang::En).await.unwrap();
    story.ask_reset(AMA, Lang::En).await.unwrap();
    story.work().await;
    assert_eq!(story.mails("reset").await.len(), resets);
    assert!(story.mail_to("account_news", "thief@example.org").await.says("frozen"));
    // No code opens what the account asked for, whoever has which mailbox.
    let codes = story.mails("code").await.len();
    lookup::by_reference(&story, &reference).await.unwrap();
    story.work().await;
    assert_eq!(story.mails("code").await.len(), codes);
    // The links of the other changes do nothing worse.
    assert!(is_missing(&story.freeze_account(&stop).await), "once");
    story.freeze_account(&thiefs).await.unwrap();
    assert_eq!(told(&story, "thief@example.org", own()).await, "account_frozen");
    // A new account of the old mailbox sees nothing of it.
    let ama = story.account_of(AMA).await;
    assert!(desk(&story, &ama).await.requests().await.unwrap().is_empty());
    assert!(is_missing(&desk(&story, &ama).await.requester(&reference).await));
});

on_both!(what_was_asked_for_goes_on_and_what_there_is_to_say_waits, |story| {
    let session = story.account_of(AMA).await;
    let reference = own_request(&story, &session, AMA).await;
    let stop = moved(&story, &session, AMA, NEW).await;
    let due = story.ticket(&reference).await.cached.law_due_at;
    story.freeze_account(&stop).await.unwrap();
    let ada = story.agent_named("Ada").await;
    ada.message(&reference, story.seen(&reference).await, "Your street is Moss Lane 4.", vec![]).await.unwrap();
    let mail = story.mail_to("message", NEW).await;
    assert!(!mail.says("Moss Lane") && !mail.says("/link/") && mail.says("frozen"));
    assert_eq!(story.ticket(&reference).await.cached.law_due_at, due, "no clock stands still");
    // Given back, it is read by its owner.
    let pia = at_desk(&story, "Pia", "privacy_officer", "*").await;
    pia.open(&only(&pia).await, &decide(&earliest(&pia).await, false)).await.unwrap();
    let reset = reset_link(&story, AMA).await;
    let session = story.reset_password(&reset, ANOTHER, "", PEER, "").await.unwrap();
    let view = desk(&story, &session).await.requester(&reference).await.unwrap().view().await.unwrap();
    assert!(format!("{view:?}").contains("Moss Lane"));
});

on_both!(with_a_second_factor_the_mailbox_gets_no_more, |story| {
    let mut session = story.account_of(AMA).await;
    let (secret, codes) = turn_on(&story, &mut session).await;
    let stop = moved(&story, &session, AMA, NEW).await;
    let half = story.log_in_account(NEW, own(), PEER, "", None).await.unwrap();
    story.freeze_account(&stop).await.unwrap();
    assert!(!story.waits_for_second(&half.token).await.unwrap());
    assert!(is_missing(&story.enter_second(&half.token, &factor::code_at(&secret, story.now()), PEER).await));
    assert_eq!(told(&story, NEW, own()).await, "account_frozen");
    // It is the owner's own: it stays with the account, and is asked for when a new password is chosen.
    let max = at_desk(&story, "Max", "administrator", "*").await;
    max.open(&only(&max).await, &decide("present", true)).await.unwrap();
    assert_eq!(told(&story, NEW, own()).await, "login_failed", "the password of before opens nothing");
    assert!(story.mails("account_news").await.iter().any(|mail| mail.to == AMA && mail.says("another address")));
    let reset = reset_link(&story, NEW).await;
    assert_eq!(wrong(story.reset_password(&reset, ANOTHER, "", PEER, "").await)[0].1, "code_required");
    story.reset_password(&reset, ANOTHER, &codes[0], PEER, "").await.unwrap();
    let again = story.log_in_account(NEW, ANOTHER, PEER, "", None).await.unwrap();
    assert!(again.needs_second);
});

on_both!(a_thiefs_second_factor_goes_when_the_account_goes_back, |story| {
    let mut thief = story.account_of(AMA).await;
    turn_on(&story, &mut thief).await;
    let stop = moved(&story, &thief, AMA, NEW).await;
    let later = moved(&story, &thief, NEW, "thief@example.org").await;
    // The later one came first; the mailbox that had the account longest is first on the list all the same.
    story.freeze_account(&later).await.unwrap();
    story.freeze_account(&stop).await.unwrap();
    let pia = at_desk(&story, "Pia", "privacy_officer", "*").await;
    let id = only(&pia).await;
    let found = pia.look(&id).await.unwrap().account;
    let former: Vec<_> = found.frozen.unwrap().former.into_iter().map(|one| one.email).collect();
    assert_eq!(former, [AMA, NEW]);
    assert_eq!(wrong(pia.open(&id, &Decision::default()).await).len(), 2);
    assert_eq!(wrong(pia.open(&id, &decide("7", false)).await), [("to".into(), "choose_one")]);
    pia.open(&id, &decide(&earliest(&pia).await, true)).await.unwrap();
    let reset = reset_link(&story, AMA).await;
    let session = story.reset_password(&reset, ANOTHER, "", PEER, "").await.unwrap();
    assert_eq!(desk(&story, &session).await.account.person.email, AMA);
    assert!(!desk(&story, &session).await.account.has_second());
    log_in(&story, ANOTHER).await;
    let mails = story.mails("account_news").await;
    for email in [NEW, "thief@example.org"] {
        assert!(mails.iter().any(|mail| mail.to == email && mail.says("another address")), "{email}");
    }
    assert!(pia.list(None).await.unwrap().0.is_empty());
    assert_eq!(wrong(pia.open(&id, &decide("present", false)).await), [(String::new(), "frozen_gone")]);
    assert_eq!(wrong(pia.look(&id).await), [(String::new(), "frozen_gone")]);
});

on_both!(who_speaks_up_later_changes_no_choice, |story| {
    let session = story.account_of(AMA).await;
    let first = moved(&story, &session, AMA, NEW).await;
    let second = moved(&story, &session, NEW, "third@example.org").await;
    story.freeze_account(&second).await.unwrap();
    let pia = at_desk(&story, "Pia", "privacy_officer", "*").await;
    let (id, chosen) = (only(&pia).await, earliest(&pia).await);
    story.freeze_account(&first).await.unwrap();
    assert_ne!(earliest(&pia).await, chosen, "another stands first by now");
    pia.open(&id, &decide(&chosen, false)).await.unwrap();
    assert!(story.mails("account_news").await.iter().any(|mail| mail.to == NEW && mail.says("/account/reset")), "the one that was chosen");
    assert_eq!(story.number("SELECT COUNT(*) AS value FROM accounts WHERE frozen IS NULL").await, 1);
});

on_both!(who_took_an_account_over_does_not_erase_it_before_its_owner_has_seen, |story| {
    let thief = story.account_of(AMA).await;
    let stop = moved(&story, &thief, AMA, NEW).await;
    assert_eq!(wrong(desk(&story, &thief).await.erase(true).await), [(String::new(), "erase_after_change")]);
    story.freeze_account(&stop).await.unwrap();
    assert_eq!(story.number("SELECT COUNT(*) AS value FROM accounts WHERE frozen IS NOT NULL").await, 1);
});

on_both!(after_seven_days_an_account_is_erased_as_any_other, |story| {
    let session = story.account_of(AMA).await;
    moved(&story, &session, AMA, NEW).await;
    story.pass(SignedDuration::from_hours(7 * 24 + 1));
    let session = story.log_in_account(NEW, own(), PEER, "Safari|iPhone", None).await.unwrap().token;
    desk(&story, &session).await.erase(true).await.unwrap();
    assert_eq!(story.number("SELECT COUNT(*) AS value FROM accounts").await, 0);
});

on_both!(after_seven_days_nothing_is_frozen, |story| {
    let session = story.account_of(AMA).await;
    let stop = moved(&story, &session, AMA, NEW).await;
    story.pass(SignedDuration::from_hours(7 * 24));
    assert!(is_missing(&story.email_link(&stop, true).await));
    assert!(is_missing(&story.freeze_account(&stop).await));
    assert!(is_missing(&story.freeze_account("a guessed secret").await));
    story.log_in_account(NEW, own(), PEER, "", None).await.unwrap();
});

on_both!(who_opens_it_speaks_for_every_product_of_it_and_has_just_shown_who_they_are, |story| {
    let session = story.account_of(AMA).await;
    own_request(&story, &session, AMA).await;
    let stop = moved(&story, &session, AMA, NEW).await;
    let other = at_desk(&story, "Olu", "privacy_officer", "japanese-ai").await;
    let pia = at_desk(&story, "Pia", "privacy_officer", "hellotalk").await;
    story.freeze_account(&stop).await.unwrap();
    let told: Vec<_> = story.mails("staff_notice").await.into_iter().map(|mail| mail.to).collect();
    assert_eq!(told, ["pia@staff.example"], "who can open it hears of it");
    let id = only(&pia).await;
    assert!(other.list(None).await.unwrap().0.is_empty());
    assert_eq!(wrong(other.look(&id).await), [(String::new(), "frozen_gone")]);
    assert_eq!(wrong(other.open(&id, &decide("present", false)).await), [(String::new(), "frozen_gone")]);
    for role in ["viewer", "agent", "reviewer", "lead"] {
        let member = story.hire(role, role).await;
        assert!(story.frozen(&story.at_work(&member)).is_none(), "{role}");
    }
    story.minutes(11);
    assert!(is_missing(&pia.look(&id).await) && is_missing(&pia.open(&id, &decide("present", false)).await));
    let ada = story.hire("Ada", "administrator").await;
    story.frozen(&story.at_work(&ada)).unwrap().open(&id, &decide("present", false)).await.unwrap();
    let stream = format!("account:{id}");
    let events = server::store::event::list(&mut story.store.read().await.unwrap(), &stream).await.unwrap();
    let opened = events.iter().find(|event| event.kind == "account_opened").expect("recorded");
    assert!(opened.actor.starts_with("staff:") && opened.data.to_string().contains("in_app"));
});

on_both!(an_address_that_another_account_has_by_now_is_not_given_back, |story| {
    let session = story.account_of(AMA).await;
    let stop = moved(&story, &session, AMA, NEW).await;
    story.account_of(AMA).await;
    story.freeze_account(&stop).await.unwrap();
    let pia = at_desk(&story, "Pia", "privacy_officer", "*").await;
    let id = only(&pia).await;
    assert_eq!(wrong(pia.open(&id, &decide(&earliest(&pia).await, false)).await), [("to".into(), "frozen_taken")]);
    assert_eq!(told(&story, NEW, own()).await, "account_frozen");
    pia.open(&id, &decide("present", false)).await.unwrap();
});

on_both!(a_stranger_sees_no_difference, |story| {
    let session = story.account_of(AMA).await;
    let reference = story.prove(deletion("mika@example.org")).await.reference;
    let stop = moved(&story, &session, AMA, NEW).await;
    story.freeze_account(&stop).await.unwrap();
    for email in [AMA, NEW, "nobody@example.org"] {
        story.ask_account(email, Lang::En).await.unwrap();
        story.ask_reset(email, Lang::En).await.unwrap();
        assert_eq!(told(&story, email, "not the password at all").await, "login_failed");
    }
    // Others' requests are opened as before.
    by_code(&story, &reference, "mika@example.org").await;
});
