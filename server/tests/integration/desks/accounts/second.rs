//! The second factor of an account.

use jiff::SignedDuration;
use server::desk::intake::{self, Opened};
use server::desk::second as factor;
use server::desk::{DeskError, lookup};

use super::{AMA, PEER, desk, log_in, own, recorded, turn_on};
use crate::on_both;
use crate::support::forms::deletion;
use crate::support::story::{is_missing, wrong};

on_both!(it_is_turned_on_with_its_first_code, |story| {
    let session = story.account_of(AMA).await;
    let other = log_in(&story, own()).await;
    assert!(desk(&story, &session).await.enrolment().is_none());
    desk(&story, &session).await.start_second().await.unwrap();
    let waiting = desk(&story, &session).await;
    let enrolment = waiting.enrolment().unwrap();
    assert!(enrolment.uri.starts_with("otpauth://totp/Habeas:ama@example.org?secret="));
    assert!(enrolment.uri.contains(&enrolment.letters.replace(' ', "")) && enrolment.picture.is_some());
    let secret = waiting.account.totp.clone().unwrap();
    // Until the first code, nothing is asked for.
    log_in(&story, own()).await;
    assert_eq!(wrong(waiting.turn_on_second("", PEER).await), [("code".into(), "code_required")]);
    let old = factor::code_at(&secret, story.now() - SignedDuration::from_mins(5));
    assert_eq!(wrong(waiting.turn_on_second(&old, PEER).await), [("code".into(), "second_wrong")]);
    let on = waiting.turn_on_second(&factor::code_at(&secret, story.now()), PEER).await.unwrap();
    let (codes, copied, session) = (on.codes, session, on.session);
    assert!(story.account(&copied).await.unwrap().is_none(), "who copied the cookie has not entered it either");
    assert_eq!(codes.len(), 10);
    assert_eq!(codes.iter().collect::<std::collections::BTreeSet<_>>().len(), 10);
    let on = desk(&story, &session).await;
    assert!(on.account.has_second() && on.enrolment().is_none(), "the secret is not shown again");
    assert_eq!(on.recovery_left().await.unwrap(), 10);
    assert!(story.account(&other).await.unwrap().is_none(), "the other sessions have not entered it");
    assert!(is_missing(&on.start_second().await), "and it is not replaced by the way");
    assert_eq!(recorded(&story, &session, "second_factor_on").await, 1);
    assert_eq!(story.mails("account_news").await.len(), 1);
});

on_both!(a_password_alone_opens_nothing, |story| {
    let mut session = story.account_of(AMA).await;
    let (secret, _) = turn_on(&story, &mut session).await;
    let half = story.log_in_account(AMA, own(), PEER, "", None).await.unwrap();
    assert!(half.needs_second);
    assert!(story.account(&half.token).await.unwrap().is_none());
    assert!(story.waits_for_second(&half.token).await.unwrap());
    assert_eq!(desk(&story, &session).await.sessions().await.unwrap().len(), 1, "it is no session yet");
    assert_eq!(wrong(story.enter_second(&half.token, "", PEER).await), [("code".into(), "code_required")]);
    assert_eq!(wrong(story.enter_second(&half.token, "000 000x", PEER).await), [("code".into(), "second_wrong")]);
    let whole = story.enter_second(&half.token, &factor::code_at(&secret, story.now()), PEER).await.unwrap();
    assert_ne!(whole, half.token);
    desk(&story, &whole).await;
    assert!(!story.waits_for_second(&half.token).await.unwrap(), "the half one is over");
    assert!(is_missing(&story.enter_second(&half.token, &factor::code_at(&secret, story.now()), PEER).await));
    assert!(is_missing(&story.enter_second("a guessed cookie", "123456", PEER).await));
});

on_both!(a_code_works_once, |story| {
    let mut session = story.account_of(AMA).await;
    let (secret, _) = turn_on(&story, &mut session).await;
    let code = factor::code_at(&secret, story.now());
    let (a, b) = (
        story.log_in_account(AMA, own(), PEER, "", None).await.unwrap().token,
        story.log_in_account(AMA, own(), PEER, "", None).await.unwrap().token,
    );
    // Somebody has read the code over a shoulder, and is as fast.
    let (first, second) = tokio::join!(story.enter_second(&a, &code, PEER), story.enter_second(&b, &code, "203.0.113.5"));
    assert_eq!(u8::from(first.is_ok()) + u8::from(second.is_ok()), 1);
    let again = story.log_in_account(AMA, own(), PEER, "", None).await.unwrap().token;
    assert_eq!(wrong(story.enter_second(&again, &code, PEER).await), [("code".into(), "second_wrong")]);
    let earlier = factor::code_at(&secret, story.now() - SignedDuration::from_secs(30));
    assert_eq!(wrong(story.enter_second(&again, &earlier, PEER).await), [("code".into(), "second_wrong")]);
    story.pass(SignedDuration::from_secs(30));
    story.enter_second(&again, &factor::code_at(&secret, story.now()), PEER).await.unwrap();
});

on_both!(recovery_codes_work_once_each, |story| {
    let mut session = story.account_of(AMA).await;
    let (_, codes) = turn_on(&story, &mut session).await;
    let half = || async { story.log_in_account(AMA, own(), PEER, "", None).await.unwrap().token };
    // However it is typed.
    let typed = codes[3].to_lowercase().replace('-', " ");
    story.enter_second(&half().await, &typed, PEER).await.unwrap();
    assert!(story.mail_to("account_news", AMA).await.says("9 left"));
    let again = half().await;
    assert_eq!(wrong(story.enter_second(&again, &codes[3], PEER).await), [("code".into(), "second_wrong")]);
    // Those of another are nothing here.
    let mut eve = story.account_of("eve@example.org").await;
    let (_, hers) = turn_on(&story, &mut eve).await;
    assert_eq!(wrong(story.enter_second(&half().await, &hers[0], PEER).await), [("code".into(), "second_wrong")]);
    let whole = story.enter_second(&half().await, &codes[4], PEER).await.unwrap();
    let new = desk(&story, &whole).await.new_recovery_codes().await.unwrap();
    assert_eq!(wrong(story.enter_second(&half().await, &codes[5], PEER).await), [("code".into(), "second_wrong")], "replaced");
    story.enter_second(&half().await, &new[0], PEER).await.unwrap();
    assert_eq!(recorded(&story, &whole, "recovery_code_used").await, 3);
});

on_both!(guessing_codes_is_slowed_down_and_a_right_password_forgives_nothing, |story| {
    let mut session = story.account_of(AMA).await;
    let (secret, _) = turn_on(&story, &mut session).await;
    for _ in 0..8 {
        let half = story.log_in_account(AMA, own(), PEER, "", None).await.unwrap().token;
        wrong(story.enter_second(&half, "nothing", PEER).await);
    }
    let half = story.log_in_account(AMA, own(), PEER, "", None).await.unwrap().token;
    let right = factor::code_at(&secret, story.now());
    assert!(matches!(story.enter_second(&half, &right, PEER).await, Err(DeskError::TooMany(_))));
    // From many places: thirty a day.
    let mut compared = 0;
    for place in 0..40 {
        if matches!(story.enter_second(&half, "nothing", &format!("198.51.100.{place}")).await, Err(DeskError::Invalid(_))) {
            compared += 1;
        }
    }
    assert!(compared <= 22, "{compared}");
});

on_both!(who_waits_for_the_factor_does_not_wait_long, |story| {
    let mut session = story.account_of(AMA).await;
    let (secret, _) = turn_on(&story, &mut session).await;
    let half = story.log_in_account(AMA, own(), PEER, "", None).await.unwrap().token;
    story.minutes(10);
    assert!(is_missing(&story.enter_second(&half, &factor::code_at(&secret, story.now()), PEER).await));
});

on_both!(turning_it_off_takes_the_factor_itself, |story| {
    let mut session = story.account_of(AMA).await;
    let (secret, codes) = turn_on(&story, &mut session).await;
    let half = story.log_in_account(AMA, own(), PEER, "", None).await.unwrap().token;
    story.minutes(10);
    let stale = desk(&story, &session).await;
    assert!(is_missing(&stale.turn_off_second(&factor::code_at(&secret, story.now()), PEER).await), "not without a re-authentication");
    assert!(is_missing(&stale.new_recovery_codes().await));
    let session = stale.confirm(own(), "", PEER).await.unwrap();
    let half_again = story.log_in_account(AMA, own(), PEER, "", None).await.unwrap().token;
    let fresh = desk(&story, &session).await;
    assert_eq!(wrong(fresh.turn_off_second("", PEER).await), [("code".into(), "code_required")]);
    assert_eq!(wrong(fresh.turn_off_second("ABCDEF", PEER).await), [("code".into(), "second_wrong")]);
    fresh.turn_off_second(&factor::code_at(&secret, story.now()), PEER).await.unwrap();
    assert!(story.account(&half).await.unwrap().is_none() && story.account(&half_again).await.unwrap().is_none());
    log_in(&story, own()).await;
    assert_eq!(story.number("SELECT COUNT(*) AS value FROM recovery_codes").await, 0, "{codes:?}");
    assert_eq!(recorded(&story, &session, "second_factor_off").await, 1);
});

on_both!(the_factor_shows_again_who_one_is, |story| {
    let mut session = story.account_of(AMA).await;
    let (secret, _) = turn_on(&story, &mut session).await;
    story.minutes(10);
    let stale = desk(&story, &session).await;
    assert_eq!(wrong(stale.confirm("", "", PEER).await), [("code".into(), "confirm_required")]);
    assert_eq!(wrong(stale.confirm("", "nothing", PEER).await), [("code".into(), "second_wrong")]);
    let code = factor::code_at(&secret, story.now());
    let session = stale.confirm("", &code, PEER).await.unwrap();
    assert!(desk(&story, &session).await.fresh());
    let replayed = desk(&story, &session).await.confirm("", &code, PEER).await;
    assert_eq!(wrong(replayed), [("code".into(), "second_wrong")]);
});

on_both!(a_mailbox_alone_opens_nothing_of_who_turned_it_on, |story| {
    let mut session = story.account_of(AMA).await;
    turn_on(&story, &mut session).await;
    let ama = desk(&story, &session).await;
    let opened = intake::submit_as(&ama, deletion(AMA), vec![]).await.unwrap();
    let Opened::Proved { reference, .. } = opened else { panic!("{opened:?}") };
    let receipt = story.mail_to("receipt", AMA).await;
    assert!(receipt.letter.text.contains(&format!("/requests/{reference}")) && !receipt.letter.text.contains("/link/"));
    // Who asks for a code by the reference is answered as always, and no code leaves.
    lookup::by_reference(&story, &reference).await.unwrap();
    story.work().await;
    assert!(story.mails("code").await.is_empty());
    assert_eq!(desk(&story, &session).await.requester(&reference).await.unwrap().view().await.unwrap().reference, reference);
});

on_both!(a_mailed_code_opens_nothing_of_an_account_with_a_second_factor, |story| {
    let mut session = story.account_of(AMA).await;
    let Opened::Proved { reference, .. } = intake::submit_as(&desk(&story, &session).await, deletion(AMA), vec![]).await.unwrap() else {
        panic!("not proved")
    };
    // While a mailbox is enough, a code opens it; one that was asked for before does not any more afterwards.
    assert!(matches!(story.find(&reference, AMA).await, Opened::Page { session: Some(_), .. }));
    story.minutes(1);
    let holder = lookup::by_reference(&story, &reference).await.unwrap();
    story.work().await;
    let code = story.mail_to("code", AMA).await.code();
    turn_on(&story, &mut session).await;
    assert_eq!(intake::enter(&story, &holder, &code, None).await.unwrap(), Opened::Over);
    let opened = story.recorded(&reference, "opened").await;
    // Who reads the mailbox asks for the same, and proves it: it is joined, and opens nothing.
    for email in [AMA, "AMA@example.org"] {
        let holder = story.submit(deletion(email)).await;
        let code = story.mail_to("code", email).await.code();
        let joined = intake::enter(&story, &holder, &code, None).await.unwrap();
        assert_eq!(joined, Opened::Proved { reference: reference.clone(), session: None, joined: true });
    }
    let holder = story.submit(deletion(AMA)).await;
    let link = story.mail_to("code", AMA).await.link();
    let joined = intake::press(&story, &link, None).await.unwrap();
    assert_eq!(joined, Opened::Proved { reference: reference.clone(), session: None, joined: true }, "{holder}");
    assert_eq!(story.recorded(&reference, "opened").await, opened, "nobody has opened it");
    // Its owner does.
    assert_eq!(desk(&story, &session).await.requester(&reference).await.unwrap().view().await.unwrap().reference, reference);
});
