//! The staff's accounts: invitations, passwords, log-in, roles.

use domain::{Lang, Role};
use jiff::SignedDuration;
use server::desk::admin::NewInvite;
use server::desk::{DeskError, account, second};

use crate::on_both;
use crate::support::story::{Story, is_missing, wrong};

const PASSWORD: &str = "correct horse battery";

async fn joined(story: &Story, role: &str, email: &str) -> String {
    let token = story.invite(role, "system").await.unwrap();
    let half = story.join(&token, "Ada", email, PASSWORD, "192.0.2.1").await.unwrap();
    story.enrol_staff(&half).await.0
}

/// The code that the authenticator of a half session's owner shows now.
async fn code_of(story: &Story, half: &str) -> String {
    let who = story.entered(half).await.unwrap().unwrap();
    second::code_at(&who.member.totp.expect("a second factor").secret, story.now())
}

async fn logged_in(story: &Story, email: &str) -> String {
    let half = story.log_in(email, PASSWORD, "192.0.2.1").await.unwrap();
    let (who, code) = (story.entered(&half).await.unwrap().unwrap(), code_of(story, &half).await);
    story.staff_second(&who, &code, "192.0.2.1".into()).await.unwrap()
}

on_both!(an_invitation_is_used_once, |story| {
    let token = story.invite("lead", "system").await.unwrap();
    assert_eq!(story.invited(&token).await.unwrap().role, Role::Lead);
    let (a, b) = tokio::join!(
        story.join(&token, "Ada", "ada@staff.example", PASSWORD, "192.0.2.1"),
        story.join(&token, "Bo", "bo@staff.example", PASSWORD, "192.0.2.1")
    );
    assert_eq!(u8::from(a.is_ok()) + u8::from(b.is_ok()), 1);
    let half = a.or(b).unwrap();
    assert!(story.member(&half).await.unwrap().is_none(), "a password alone opens nothing");
    let (session, codes) = story.enrol_staff(&half).await;
    assert_eq!(codes.len(), 10);
    assert!(story.entered(&half).await.unwrap().is_none(), "the half session is over");
    assert_eq!(story.member(&session).await.unwrap().unwrap().role, Role::Lead);
    assert!(is_missing(&story.invited(&token).await));
    assert!(is_missing(&story.join(&token, "Cy", "cy@staff.example", PASSWORD, "192.0.2.1").await));
    assert!(is_missing(&story.invited("a guessed token").await));
    assert_eq!(story.number("SELECT COUNT(*) AS value FROM staff").await, 1);
});

on_both!(an_invitation_ends_after_three_days, |story| {
    let token = story.invite("agent", "system").await.unwrap();
    story.pass(SignedDuration::from_hours(72));
    assert!(is_missing(&story.invited(&token).await));
    assert!(is_missing(&story.join(&token, "Ada", "ada@staff.example", PASSWORD, "192.0.2.1").await));
});

on_both!(a_weak_password_is_refused_and_the_invitation_stays, |story| {
    let token = story.invite("agent", "system").await.unwrap();
    let password = |code| vec![("password".to_owned(), code)];
    for (typed, code) in [
        ("short", "password_short"),
        ("elevenchars", "password_short"),
        ("password1234", "password_common"),
        ("PassWordPassWord", "password_common"),
        ("aaaaaaaaaaaaaa", "password_common"),
        ("ADA@staff.example", "password_common"),
    ] {
        assert_eq!(wrong(story.join(&token, "Ada", "ada@staff.example", typed, "192.0.2.1").await), password(code), "{typed}");
    }
    let mut all = wrong(story.join(&token, "", "nobody", "", "192.0.2.1").await);
    all.sort();
    let expected = [("email", "email_invalid"), ("name", "name_required"), ("password", "password_short")];
    assert_eq!(all, expected.map(|(field, code)| (field.to_owned(), code)));
    story.join(&token, "Ada", "ada@staff.example", "twelve chars", "192.0.2.1").await.unwrap();
});

on_both!(an_address_has_one_account, |story| {
    joined(&story, "agent", "ada@staff.example").await;
    let token = story.invite("administrator", "system").await.unwrap();
    let again = story.join(&token, "Eve", "ADA@staff.example", PASSWORD, "192.0.2.1").await;
    assert_eq!(wrong(again), [("email".to_owned(), "email_taken")]);
    assert_eq!(story.invited(&token).await.unwrap().role, Role::Administrator, "nothing was used up");
});

on_both!(log_in_tells_nothing, |story| {
    let first = joined(&story, "agent", "ada@staff.example").await;
    let wrong_password = wrong(story.log_in("ada@staff.example", "correct horse batterz", "192.0.2.1").await);
    let unknown = wrong(story.log_in("eve@staff.example", PASSWORD, "192.0.2.1").await);
    assert_eq!(wrong_password, unknown);
    assert_eq!(unknown, [(String::new(), "login_failed")]);
    story.pass(SignedDuration::from_secs(30));
    let session = logged_in(&story, " ADA@staff.example ").await;
    assert_ne!(session, first);
    assert_eq!(story.member(&session).await.unwrap().unwrap().person.name, "Ada");
    story.leave(&session).await.unwrap();
    assert!(story.member(&session).await.unwrap().is_none());
    assert!(story.member(&first).await.unwrap().is_some(), "the other browser stays logged in");
    story.pass(SignedDuration::from_hours(10));
    assert!(story.member(&first).await.unwrap().is_none(), "a working day is over");
});

on_both!(guessing_is_slowed_down, |story| {
    joined(&story, "agent", "ada@staff.example").await;
    // An address that there is not is blocked alike.
    for email in ["ada@staff.example", "eve@staff.example"] {
        for _ in 0..8 {
            assert_eq!(wrong(story.log_in(email, "wrong password", "192.0.2.1").await).len(), 1);
        }
        assert!(matches!(story.log_in(email, PASSWORD, "192.0.2.1").await, Err(DeskError::TooMany(_))), "{email}");
    }
    // Its owner is not locked out by a guesser from elsewhere.
    story.log_in("ada@staff.example", PASSWORD, "192.0.2.2").await.unwrap();
    story.minutes(16);
    story.log_in("ada@staff.example", PASSWORD, "192.0.2.1").await.unwrap();
});

on_both!(guesses_at_once_are_counted, |story| {
    let guesses = (0..30).map(|_| story.log_in("ada@staff.example", "wrong password", "192.0.2.1"));
    let answers = futures_util::future::join_all(guesses).await;
    assert!(answers.iter().filter(|answer| matches!(answer, Err(DeskError::Invalid(_)))).count() <= 8);
});

on_both!(one_network_cannot_try_every_address_nor_every_network_one, |story| {
    for guess in 0..100 {
        let failed = story.log_in(&format!("person{guess}@staff.example"), "wrong password", "192.0.2.9").await;
        assert!(matches!(failed, Err(DeskError::Invalid(_))), "{guess}");
    }
    assert!(matches!(story.log_in("person999@staff.example", "x", "192.0.2.9").await, Err(DeskError::TooMany(_))));
    for guess in 0..100 {
        let failed = story.log_in("eve@staff.example", "wrong password", &format!("198.51.100.{guess}")).await;
        assert!(matches!(failed, Err(DeskError::Invalid(_))), "{guess}");
    }
    assert!(matches!(story.log_in("eve@staff.example", "x", "203.0.113.1").await, Err(DeskError::TooMany(_))));
    assert!(matches!(story.log_in("person999@staff.example", "x", "192.0.2.10").await, Err(DeskError::Invalid(_))));
});

on_both!(the_first_link_makes_the_first_account_alone, |story| {
    let (one, two) = (story.invite(account::FIRST, "system").await.unwrap(), story.invite(account::FIRST, "system").await.unwrap());
    assert_eq!(story.invited(&one).await.unwrap().role, Role::Administrator);
    let session = story.join(&one, "Max", "max@staff.example", PASSWORD, "192.0.2.1").await.unwrap();
    let session = story.enrol_staff(&session).await.0;
    assert_eq!(story.member(&session).await.unwrap().unwrap().role, Role::Administrator);
    assert!(is_missing(&story.invited(&two).await), "printed at an earlier start");
    assert!(is_missing(&story.join(&two, "Eve", "eve@staff.example", PASSWORD, "192.0.2.1").await));
});

on_both!(many_log_in_at_once, |story| {
    joined(&story, "agent", "ada@staff.example").await;
    let answers = futures_util::future::join_all((0..8).map(|_| story.log_in("ada@staff.example", PASSWORD, "192.0.2.1"))).await;
    let halves: Vec<_> = answers.into_iter().map(Result::unwrap).collect();
    assert_eq!(story.number("SELECT COUNT(*) AS value FROM events WHERE kind = 'staff_logged_in'").await, 1, "half of it is none");
    // One code lets one of them in.
    story.pass(SignedDuration::from_secs(30));
    let code = code_of(&story, &halves[0]).await;
    let tries = halves[..4].iter().map(|half| async {
        let who = story.entered(half).await.unwrap().unwrap();
        story.staff_second(&who, &code, "192.0.2.1".into()).await
    });
    let answers = futures_util::future::join_all(tries).await;
    assert_eq!(answers.iter().filter(|answer| answer.is_ok()).count(), 1);
    assert_eq!(story.number("SELECT COUNT(*) AS value FROM events WHERE kind = 'staff_logged_in'").await, 2);
});

on_both!(the_desk_over_people_is_for_administrators_and_privacy_officers, |story| {
    for role in Role::ALL.map(Role::code) {
        let member = story.hire(role, role).await;
        let may = matches!(role, "administrator" | "privacy_officer");
        assert_eq!(story.admin(&story.at_work(&member)).is_some(), may, "{role}");
    }
    let max = story.hire("Max", "administrator").await;
    let mut half = story.at_work(&max);
    half.session.second_at = None;
    assert!(story.admin(&half).is_none(), "without the second factor");
    let desk = story.admin(&story.at_work(&max)).unwrap();
    assert_eq!(desk.people().await.unwrap().len(), 7);
    for role in Role::ALL {
        let new = NewInvite { role: role.code().into(), ..NewInvite::default() };
        let token = desk.invite(&new, Lang::En).await.unwrap().expect("a link to hand on");
        assert_eq!(story.invited(&token).await.unwrap().role, role);
    }
    for role in ["owner", "first", ""] {
        let new = NewInvite { role: role.into(), ..NewInvite::default() };
        assert_eq!(wrong(desk.invite(&new, Lang::En).await), [("role".to_owned(), "choose_one")]);
    }
    assert_eq!(story.number("SELECT COUNT(*) AS value FROM events WHERE kind = 'staff_invited'").await, 6);
    // A privacy officer sees who works here, and invites nobody.
    let pia = story.hire("Pia", "privacy_officer").await;
    let desk = story.admin(&story.at_work(&pia)).unwrap();
    assert!(is_missing(&desk.invite(&NewInvite { role: "agent".into(), ..NewInvite::default() }, Lang::En).await));
    assert!(desk.invitations().await.unwrap().is_empty());
});

on_both!(who_has_left_has_no_session, |story| {
    let session = joined(&story, "agent", "ada@staff.example").await;
    story.tamper("UPDATE staff SET active = 0", &[]).await;
    assert!(story.member(&session).await.unwrap().is_none());
    assert_eq!(wrong(story.log_in("ada@staff.example", PASSWORD, "192.0.2.1").await), [(String::new(), "login_failed")]);
});

on_both!(a_password_that_is_changed_while_it_is_compared_opens_nothing, |story| {
    let token = story.invite("agent", "system").await.unwrap();
    story.join(&token, "Ada", "ada@staff.example", PASSWORD, "192.0.2.1").await.unwrap();
    let mut before = PASSWORD.to_owned();
    for round in 0..8 {
        story.forgot("ada@staff.example", Lang::En).await.unwrap();
        let link = story.mail_to("staff_reset", "ada@staff.example").await.secret("/staff/reset/");
        let after = format!("two herons beside canal {round}");
        let (entered, changed) =
            tokio::join!(story.log_in("ada@staff.example", &before, "192.0.2.1"), story.reset_staff_password(&link, &after, Lang::En),);
        changed.unwrap();
        // The log-in came first, and the new password has ended it; or it came later, and failed.
        if let Ok(half) = entered {
            assert!(story.entered(&half).await.unwrap().is_none(), "{round}");
        }
        before = after;
        story.minutes(61);
    }
});
