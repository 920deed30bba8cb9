//! The staff's second factor, their passwords and their sessions.

use domain::Lang;
use jiff::SignedDuration;
use server::desk::account::Arrival;
use server::desk::{DeskError, second};

use crate::on_both;
use crate::support::story::{Story, is_missing, wrong};

const PASSWORD: &str = "correct horse battery";
const EMAIL: &str = "ada@staff.example";

/// Ada, with her session and her recovery codes.
async fn ada(story: &Story) -> (String, Vec<String>) {
    let token = story.invite("agent", "system").await.unwrap();
    let half = story.join(&token, "Ada", EMAIL, PASSWORD, "192.0.2.1").await.unwrap();
    story.enrol_staff(&half).await
}

async fn half(story: &Story) -> String {
    story.log_in(EMAIL, PASSWORD, "192.0.2.1").await.unwrap()
}

async fn enter(story: &Story, half: &str, code: &str) -> Result<String, DeskError> {
    let who = story.entered(half).await.unwrap().expect("a session");
    story.staff_second(&who, code, "192.0.2.1".into()).await
}

async fn code(story: &Story, half: &str) -> String {
    let who = story.entered(half).await.unwrap().expect("a session");
    second::code_at(&who.member.totp.expect("enrolled").secret, story.now())
}

on_both!(a_code_works_once_and_a_recovery_code_stands_in, |story| {
    let (_, codes) = ada(&story).await;
    let first = half(&story).await;
    // The code of the enrolment was used with it.
    assert_eq!(wrong(enter(&story, &first, &code(&story, &first).await).await), [("code".to_owned(), "second_wrong")]);
    let session = enter(&story, &first, &codes[3]).await.unwrap();
    assert!(story.member(&session).await.unwrap().is_some());
    assert!(story.entered(&first).await.unwrap().is_none(), "the half session gave way to the whole one");
    let again = half(&story).await;
    assert!(enter(&story, &again, &codes[3]).await.is_err(), "used up");
    story.pass(SignedDuration::from_secs(30));
    enter(&story, &again, &code(&story, &again).await).await.unwrap();
});

on_both!(wrong_codes_are_counted_whatever_the_password, |story| {
    ada(&story).await;
    story.pass(SignedDuration::from_secs(30));
    let first = half(&story).await;
    for _ in 0..8 {
        assert_eq!(wrong(enter(&story, &first, "000000").await), [("code".to_owned(), "second_wrong")]);
    }
    // The password, known, forgives none of it; nor does the right code while the block lasts.
    let again = half(&story).await;
    assert!(matches!(enter(&story, &again, &code(&story, &again).await).await, Err(DeskError::TooMany(_))));
    assert!(story.number("SELECT COUNT(*) AS value FROM events WHERE kind = 'login_blocked'").await >= 1);
    story.minutes(16);
    enter(&story, &again, &code(&story, &again).await).await.unwrap();
});

on_both!(an_enrolment_is_for_its_member_alone_and_an_hour, |story| {
    let token = story.invite("agent", "system").await.unwrap();
    let one = story.join(&token, "Ada", EMAIL, PASSWORD, "192.0.2.1").await.unwrap();
    let token = story.invite("agent", "system").await.unwrap();
    let two = story.join(&token, "Bo", "bo@staff.example", PASSWORD, "192.0.2.1").await.unwrap();
    let (one, two) = (story.entered(&one).await.unwrap().unwrap(), story.entered(&two).await.unwrap().unwrap());
    let mine = story.begin_enrolment(&one).unwrap();
    assert!(is_missing(&story.enrol(&two, &mine.token, &mine.now, Arrival::default()).await), "somebody else's secret");
    assert_eq!(wrong(story.enrol(&one, &mine.token, "000000", Arrival::default()).await), [("code".to_owned(), "second_wrong")]);
    assert_eq!(story.enrolment_again(&one, &mine.token).unwrap().letters, mine.letters, "the same secret again");
    story.minutes(61);
    assert!(is_missing(&story.enrol(&one, &mine.token, &mine.now, Arrival::default()).await));
});

on_both!(a_second_factor_is_replaced_from_a_fresh_session_alone, |story| {
    let (session, _) = ada(&story).await;
    let who = story.entered(&session).await.unwrap().unwrap();
    assert!(story.begin_enrolment(&who).is_ok());
    story.minutes(11);
    assert!(is_missing(&story.begin_enrolment(&who)));
    // A half session of somebody who knows the password replaces nothing.
    let other = story.entered(&half(&story).await).await.unwrap().unwrap();
    assert!(is_missing(&story.begin_enrolment(&other)));
    assert_eq!(wrong(story.confirm(&session, &who, "not the password", "192.0.2.1").await), [("password".to_owned(), "password_wrong")]);
    let session = story.confirm(&session, &who, PASSWORD, "192.0.2.1").await.unwrap();
    let who = story.entered(&session).await.unwrap().unwrap();
    let new = story.begin_enrolment(&who).unwrap();
    let enrolled = story.enrol(&who, &new.token, &new.now, Arrival::default()).await.unwrap();
    assert!(story.entered(&session).await.unwrap().is_none(), "the other sessions have ended");
    assert!(story.member(&enrolled.session).await.unwrap().is_some());
});

on_both!(a_changed_password_ends_the_other_sessions_and_is_told, |story| {
    let (session, codes) = ada(&story).await;
    let other = half(&story).await;
    let other = enter(&story, &other, &codes[0]).await.unwrap();
    let who = story.entered(&session).await.unwrap().unwrap();
    let change = |current: &'static str, new: &'static str| story.change_password(&who, current, new, "192.0.2.1", Lang::En);
    assert_eq!(wrong(change("wrong", "a calm sea and a grey gull").await), [("current".to_owned(), "password_wrong")]);
    assert_eq!(wrong(change(PASSWORD, "short").await), [("password".to_owned(), "password_short")]);
    let renewed = change(PASSWORD, "a calm sea and a grey gull").await.unwrap();
    assert!(story.member(&renewed).await.unwrap().is_some());
    assert!(story.member(&session).await.unwrap().is_none(), "who copied the cookie is out as well");
    assert!(story.member(&other).await.unwrap().is_none());
    assert_eq!(story.mails("staff_notice").await.len(), 1);
    assert!(story.log_in(EMAIL, PASSWORD, "192.0.2.1").await.is_err());
    story.log_in(EMAIL, "a calm sea and a grey gull", "192.0.2.1").await.unwrap();
});

on_both!(a_forgotten_password_is_set_by_a_link_once, |story| {
    let (session, _) = ada(&story).await;
    story.forgot("nobody@staff.example", Lang::En).await.unwrap();
    story.forgot(" ADA@staff.example", Lang::En).await.unwrap();
    let mails = story.mails("staff_reset").await;
    assert_eq!(mails.len(), 1);
    let (_, rest) = mails[0].letter.text.split_once("/staff/reset/").expect("a link");
    let token: String = rest.chars().take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_')).collect();
    assert_eq!(
        wrong(story.reset_staff_password(&token, "ada@staff.example", Lang::En).await),
        [("password".to_owned(), "password_common")]
    );
    story.reset_staff_password(&token, "a calm sea and a grey gull", Lang::En).await.unwrap();
    assert!(is_missing(&story.reset_staff_password(&token, "another calm sea, greyer", Lang::En).await), "once");
    assert!(story.member(&session).await.unwrap().is_none(), "every session has ended");
    let half = story.log_in(EMAIL, "a calm sea and a grey gull", "192.0.2.1").await.unwrap();
    assert!(story.member(&half).await.unwrap().is_none(), "the second factor is asked for as before");
    assert!(story.entered(&half).await.unwrap().unwrap().member.totp.is_some());
    for _ in 0..5 {
        story.forgot(EMAIL, Lang::En).await.unwrap();
    }
    assert_eq!(story.mails("staff_reset").await.len(), 3, "three an hour");
    let (_, rest) =
        story.mails("staff_reset").await[2].letter.text.split_once("/staff/reset/").map(|(a, b)| (a.to_owned(), b.to_owned())).unwrap();
    let token: String = rest.chars().take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_')).collect();
    assert!(story.reset_of(&token).await.is_ok());
    story.minutes(30);
    assert!(is_missing(&story.reset_of(&token).await), "half an hour is over");
});

on_both!(sessions_are_listed_and_ended_by_their_owner_alone, |story| {
    let (session, codes) = ada(&story).await;
    let other = half(&story).await;
    let other = enter(&story, &other, &codes[0]).await.unwrap();
    let who = story.entered(&session).await.unwrap().unwrap();
    let list = story.sessions(&who.member).await.unwrap();
    assert_eq!(list.len(), 2);
    let bo = story.hire("Bo", "agent").await;
    let stranger = story.at_work(&bo);
    for one in &list {
        assert!(is_missing(&story.end_session(&stranger, Some(&one.id)).await));
    }
    let theirs = list.iter().find(|one| one.id != who.session.id).unwrap();
    story.end_session(&who, Some(&theirs.id)).await.unwrap();
    assert!(story.member(&other).await.unwrap().is_none());
    assert!(story.member(&session).await.unwrap().is_some());
});

on_both!(a_log_in_ends_the_session_that_the_browser_had, |story| {
    let (session, _) = ada(&story).await;
    let arrival = Arrival { cookie: Some(session.clone()), ..Arrival::from("192.0.2.1") };
    story.log_in(EMAIL, PASSWORD, arrival).await.unwrap();
    assert!(story.entered(&session).await.unwrap().is_none());
});
