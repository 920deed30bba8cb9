//! The staff's accounts: invitations, passwords, log-in, roles.

use jiff::SignedDuration;
use server::desk::{DeskError, account, admin};

use crate::on_both;
use crate::support::story::{Story, is_missing, wrong};

const PASSWORD: &str = "correct horse battery";

async fn joined(story: &Story, role: &str, email: &str) -> String {
    let token = story.invite(role, "system").await.unwrap();
    story.join(&token, "Ada", email, PASSWORD).await.unwrap()
}

on_both!(an_invitation_is_used_once, |story| {
    let token = story.invite("lead", "system").await.unwrap();
    assert_eq!(story.invited(&token).await.unwrap(), "lead");
    let (a, b) =
        tokio::join!(story.join(&token, "Ada", "ada@staff.example", PASSWORD), story.join(&token, "Bo", "bo@staff.example", PASSWORD));
    assert_eq!(u8::from(a.is_ok()) + u8::from(b.is_ok()), 1);
    let session = a.or(b).unwrap();
    assert_eq!(story.member(&session).await.unwrap().unwrap().role, "lead");
    assert!(is_missing(&story.invited(&token).await));
    assert!(is_missing(&story.join(&token, "Cy", "cy@staff.example", PASSWORD).await));
    assert!(is_missing(&story.invited("a guessed token").await));
    assert_eq!(story.number("SELECT COUNT(*) AS value FROM staff").await, 1);
});

on_both!(an_invitation_ends_after_three_days, |story| {
    let token = story.invite("agent", "system").await.unwrap();
    story.pass(SignedDuration::from_hours(72));
    assert!(is_missing(&story.invited(&token).await));
    assert!(is_missing(&story.join(&token, "Ada", "ada@staff.example", PASSWORD).await));
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
        assert_eq!(wrong(story.join(&token, "Ada", "ada@staff.example", typed).await), password(code), "{typed}");
    }
    let mut all = wrong(story.join(&token, "", "nobody", "").await);
    all.sort();
    let expected = [("email", "email_invalid"), ("name", "name_required"), ("password", "password_short")];
    assert_eq!(all, expected.map(|(field, code)| (field.to_owned(), code)));
    story.join(&token, "Ada", "ada@staff.example", "twelve chars").await.unwrap();
});

on_both!(an_address_has_one_account, |story| {
    joined(&story, "agent", "ada@staff.example").await;
    let token = story.invite("administrator", "system").await.unwrap();
    let again = story.join(&token, "Eve", "ADA@staff.example", PASSWORD).await;
    assert_eq!(wrong(again), [("email".to_owned(), "email_taken")]);
    assert_eq!(story.invited(&token).await.unwrap(), "administrator", "nothing was used up");
});

on_both!(log_in_tells_nothing, |story| {
    let first = joined(&story, "agent", "ada@staff.example").await;
    let wrong_password = wrong(story.log_in("ada@staff.example", "correct horse batterz", "192.0.2.1").await);
    let unknown = wrong(story.log_in("eve@staff.example", PASSWORD, "192.0.2.1").await);
    assert_eq!(wrong_password, unknown);
    assert_eq!(unknown, [(String::new(), "login_failed")]);
    let session = story.log_in(" ADA@staff.example ", PASSWORD, "192.0.2.1").await.unwrap();
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
    assert_eq!(story.invited(&one).await.unwrap(), "administrator");
    let session = story.join(&one, "Max", "max@staff.example", PASSWORD).await.unwrap();
    assert_eq!(story.member(&session).await.unwrap().unwrap().role, "administrator");
    assert!(is_missing(&story.invited(&two).await), "printed at an earlier start");
    assert!(is_missing(&story.join(&two, "Eve", "eve@staff.example", PASSWORD).await));
});

on_both!(many_log_in_at_once, |story| {
    joined(&story, "agent", "ada@staff.example").await;
    let answers = futures_util::future::join_all((0..8).map(|_| story.log_in("ada@staff.example", PASSWORD, "192.0.2.1"))).await;
    for answer in answers {
        answer.unwrap();
    }
    assert_eq!(story.number("SELECT COUNT(*) AS value FROM events WHERE kind = 'staff_logged_in'").await, 9);
});

on_both!(the_administrators_desk_is_for_administrators, |story| {
    for role in ["agent", "lead"] {
        let member = story.hire(role, role).await;
        assert!(story.admin(&member).is_none());
    }
    let max = story.hire("Max", "administrator").await;
    let desk = story.admin(&max).unwrap();
    assert_eq!(desk.people().await.unwrap().len(), 3);
    for role in admin::ROLES {
        let token = desk.invite(role).await.unwrap();
        assert_eq!(story.invited(&token).await.unwrap(), role);
    }
    assert_eq!(wrong(desk.invite("owner").await), [("role".to_owned(), "choose_one")]);
    assert_eq!(story.number("SELECT COUNT(*) AS value FROM events WHERE kind = 'staff_invited'").await, 3);
});

on_both!(who_has_left_has_no_session, |story| {
    let session = joined(&story, "agent", "ada@staff.example").await;
    story.tamper("UPDATE staff SET active = 0", &[]).await;
    assert!(story.member(&session).await.unwrap().is_none());
    assert_eq!(wrong(story.log_in("ada@staff.example", PASSWORD, "192.0.2.1").await), [(String::new(), "login_failed")]);
});
