//! The throttle of log-ins: a household is one who asks, and a browser that is known to somebody is not locked out by others.

use jiff::SignedDuration;
use server::desk::DeskError;
use server::desk::account::Arrival;
use server::desk::device;
use server::desk::second as factor;
use server::desk::throttle::Place;
use server::store;

use crate::on_both;
use crate::support::story::{PASSWORD, Story, wrong};

const AMA: &str = "ama@example.org";
const ADA: &str = "ada@staff.example";
const ANOTHER: &str = "two herons beside a canal";
const HOME: &str = "192.0.2.1";

fn known(device: &str, peer: &str) -> Place {
    Place { peer: peer.to_owned(), device: Some(device.to_owned()) }
}

async fn guess(story: &Story, email: &str, place: Place) -> Result<(), DeskError> {
    story.log_in_account(email, "a lamp that hums at dawn", place, "", None).await.map(drop)
}

/// Wrong passwords from so many networks that the log-in is closed to everybody who is not known.
async fn close(story: &Story, email: &str) {
    for network in 0..101 {
        let refused = guess(story, email, Place::from(format!("198.51.100.{network}").as_str())).await;
        assert!(refused.is_err());
    }
    assert!(matches!(guess(story, email, Place::from(HOME)).await, Err(DeskError::TooMany(_))), "closed");
}

/// Makes an account, and its owner's browser known.
async fn account(story: &Story) -> String {
    story.account_of(AMA).await;
    let begun = story.log_in_account(AMA, PASSWORD, HOME, "", None).await.unwrap();
    story.remember_device(&begun.token, None).await.unwrap().expect("a secret")
}

on_both!(a_household_of_many_networks_locks_nobody_out, |story| {
    story.account_of(AMA).await;
    // Eight tries from each of fourteen networks were enough, when each was counted for itself.
    let mut compared = 0;
    for network in 0..14 {
        for _ in 0..8 {
            let place = format!("2001:db8:5:{:x}::/64", 0x4100 + network);
            compared += usize::from(matches!(guess(&story, AMA, Place::from(place.as_str())).await, Err(DeskError::Invalid(_))));
        }
    }
    assert_eq!(compared, 12, "half as many again as from one network");
    story.log_in_account(AMA, PASSWORD, HOME, "", None).await.unwrap();
    // Of a whole site, three times as many.
    for household in 0..20 {
        for _ in 0..8 {
            let place = format!("2001:db8:5:{:x}::/64", 0x100 * household);
            compared += usize::from(matches!(guess(&story, AMA, Place::from(place.as_str())).await, Err(DeskError::Invalid(_))));
        }
    }
    assert!(compared <= 24, "{compared}");
    story.log_in_account(AMA, PASSWORD, HOME, "", None).await.unwrap();
});

on_both!(what_is_not_compared_closes_no_door, |story| {
    story.account_of(AMA).await;
    for _ in 0..150 {
        assert!(guess(&story, AMA, Place::from("198.51.100.7")).await.is_err());
    }
    story.log_in_account(AMA, PASSWORD, HOME, "", None).await.unwrap();
});

on_both!(a_known_browser_comes_in_where_others_have_closed_the_log_in, |story| {
    let device = account(&story).await;
    close(&story, AMA).await;
    let elsewhere = story.log_in_account(AMA, PASSWORD, "203.0.113.9", "", None).await;
    assert!(matches!(elsewhere, Err(DeskError::TooMany(_))), "a browser that nobody knows waits");
    for made_up in ["", "made up"] {
        assert!(matches!(guess(&story, AMA, known(made_up, "203.0.113.10")).await, Err(DeskError::TooMany(_))));
    }
    let begun = story.log_in_account(AMA, PASSWORD, known(&device, HOME), "", None).await.unwrap();
    assert!(!begun.needs_second);
    // It is no way in: a wrong password is one, and eight of them are enough.
    for _ in 0..8 {
        assert_eq!(wrong(guess(&story, AMA, known(&device, HOME)).await)[0].1, "login_failed");
    }
    let more = story.log_in_account(AMA, PASSWORD, known(&device, HOME), "", None).await;
    assert!(matches!(more, Err(DeskError::TooMany(_))));
    // Nor is it known to anybody else.
    story.account_of("bo@example.org").await;
    close(&story, "bo@example.org").await;
    let other = story.log_in_account("bo@example.org", PASSWORD, known(&device, HOME), "", None).await;
    assert!(matches!(other, Err(DeskError::TooMany(_))));
});

on_both!(another_password_and_the_end_of_all_sessions_forget_the_browsers, |story| {
    let device = account(&story).await;
    let begun = story.log_in_account(AMA, PASSWORD, HOME, "", None).await.unwrap();
    let ama = story.account(&begun.token).await.unwrap().unwrap();
    assert_eq!(story.number("SELECT COUNT(*) AS value FROM known_devices").await, 1);
    ama.end_other_sessions().await.unwrap();
    assert_eq!(story.number("SELECT COUNT(*) AS value FROM known_devices").await, 0);
    let device = story.remember_device(&begun.token, Some(&device)).await.unwrap().unwrap();
    ama.change_password(PASSWORD, ANOTHER, HOME).await.unwrap();
    close(&story, AMA).await;
    let refused = story.log_in_account(AMA, ANOTHER, known(&device, HOME), "", None).await;
    assert!(matches!(refused, Err(DeskError::TooMany(_))));
});

on_both!(a_planted_secret_is_worth_nothing_and_only_so_many_are_kept, |story| {
    let device = account(&story).await;
    let begun = story.log_in_account(AMA, PASSWORD, HOME, "", None).await.unwrap();
    // Somebody put a secret of their own into the browser: with the log-in it is replaced, and theirs is nobody's.
    story.account_of("eve@example.org").await;
    let eves = story.log_in_account("eve@example.org", PASSWORD, HOME, "", None).await.unwrap();
    let planted = story.remember_device(&eves.token, None).await.unwrap().unwrap();
    let given = story.remember_device(&begun.token, Some(&planted)).await.unwrap().unwrap();
    assert_ne!(given, planted);
    for (email, own, foreign) in [(AMA, &given, &planted), ("eve@example.org", &planted, &given)] {
        close(&story, email).await;
        assert!(matches!(guess(&story, email, known(foreign, HOME)).await, Err(DeskError::TooMany(_))), "{email}");
        assert!(matches!(guess(&story, email, known(own, HOME)).await, Err(DeskError::Invalid(_))), "{email}");
    }
    for _ in 0..12 {
        story.pass(SignedDuration::from_millis(1));
        story.remember_device(&begun.token, None).await.unwrap().unwrap();
    }
    let of_ama =
        "SELECT COUNT(*) AS value FROM known_devices WHERE holder IN (SELECT 'account:' || id FROM accounts ORDER BY created_at LIMIT 1)";
    assert_eq!(story.number(of_ama).await, 10);
    assert!(matches!(guess(&story, AMA, known(&device, HOME)).await, Err(DeskError::TooMany(_))), "the oldest is forgotten");
    // Half a year without coming.
    story.pass(SignedDuration::from_hours(181 * 24));
    let before = story.now() - device::LASTS;
    let forgotten = story.store.write(move |conn| Box::pin(async move { store::device::forget_before(conn, before).await })).await;
    assert!(forgotten.unwrap() > 0);
    assert_eq!(story.number("SELECT COUNT(*) AS value FROM known_devices").await, 0);
    assert!(story.remember_device(&begun.token, None).await.unwrap().is_none(), "the session is over");
});

on_both!(who_logs_in_beside_somebody_forgives_none_of_their_tries, |story| {
    let device = account(&story).await;
    story.account_of("eve@example.org").await;
    let mut compared = 0;
    // Eve has Ama's browser, or a copy of its secret: seven tries, a log-in of her own, seven more.
    let mut hers = device.clone();
    for _ in 0..4 {
        for _ in 0..7 {
            compared += usize::from(matches!(guess(&story, AMA, known(&device, HOME)).await, Err(DeskError::Invalid(_))));
        }
        let begun = story.log_in_account("eve@example.org", PASSWORD, known(&hers, HOME), "", None).await.unwrap();
        hers = story.remember_device(&begun.token, Some(&hers)).await.unwrap().unwrap();
        for place in [&hers, &device] {
            let own = story.log_in_account("eve@example.org", PASSWORD, known(place, HOME), "", None).await.unwrap();
            story.remember_device(&own.token, Some(place)).await.unwrap().unwrap();
        }
    }
    assert!(compared <= 8, "{compared} of 28 were compared");
    // Ama's browser is still hers, and its block ends.
    story.minutes(16);
    story.log_in_account(AMA, PASSWORD, known(&device, HOME), "", None).await.unwrap();
});

on_both!(with_a_second_factor_a_browser_is_known_after_it, |story| {
    let session = story.account_of(AMA).await;
    story.account(&session).await.unwrap().unwrap().start_second().await.unwrap();
    let waiting = story.account(&session).await.unwrap().unwrap();
    let secret = waiting.account.totp.clone().unwrap();
    waiting.turn_on_second(&factor::code_at(&secret, story.now()), HOME).await.unwrap();
    story.pass(SignedDuration::from_secs(30));
    let half = story.log_in_account(AMA, PASSWORD, HOME, "", None).await.unwrap();
    assert!(story.remember_device(&half.token, None).await.unwrap().is_none(), "a password alone makes no browser known");
    let whole = story.enter_second(&half.token, &factor::code_at(&secret, story.now()), HOME).await.unwrap();
    let device = story.remember_device(&whole, None).await.unwrap().unwrap();
    story.pass(SignedDuration::from_secs(30));
    // Somebody who knows the password uses up the day's second factors.
    let theirs = story.log_in_account(AMA, PASSWORD, "198.51.100.9", "", None).await.unwrap();
    for place in 0..31 {
        let place = format!("198.51.100.{place}");
        assert!(story.enter_second(&theirs.token, "000000x", place.as_str()).await.is_err());
    }
    let own = story.log_in_account(AMA, PASSWORD, known(&device, HOME), "", None).await.unwrap();
    let code = factor::code_at(&secret, story.now());
    assert!(matches!(story.enter_second(&own.token, &code, HOME).await, Err(DeskError::TooMany(_))));
    story.enter_second(&own.token, &code, known(&device, HOME)).await.unwrap();
});

on_both!(who_is_logged_in_on_a_known_browser_is_kept_from_nothing_by_others, |story| {
    let mut session = story.account_of(AMA).await;
    story.account(&session).await.unwrap().unwrap().start_second().await.unwrap();
    let waiting = story.account(&session).await.unwrap().unwrap();
    let secret = waiting.account.totp.clone().unwrap();
    let on = waiting.turn_on_second(&factor::code_at(&secret, story.now()), HOME).await.unwrap();
    session = on.session;
    let device = story.remember_device(&session, None).await.unwrap().unwrap();
    let close = async || {
        let theirs = story.log_in_account(AMA, PASSWORD, "198.51.100.9", "", None).await.unwrap();
        for place in 0..31 {
            assert!(story.enter_second(&theirs.token, "000000x", format!("198.51.100.{place}").as_str()).await.is_err());
        }
    };
    close().await;
    story.pass(SignedDuration::from_secs(30));
    let ama = async |session: &str| story.account(session).await.unwrap().unwrap();
    // Elsewhere the day's tries are used up; here they are not.
    let refused = ama(&session).await.confirm(PASSWORD, "", HOME).await;
    assert!(matches!(refused, Err(DeskError::TooMany(_))));
    session = ama(&session).await.confirm(PASSWORD, "", known(&device, HOME)).await.unwrap();
    let refused = ama(&session).await.change_password(PASSWORD, ANOTHER, HOME).await;
    assert!(matches!(refused, Err(DeskError::TooMany(_))));
    story.ask_reset(AMA, domain::Lang::En).await.unwrap();
    story.work().await;
    let link = story.mail_to("reset", AMA).await.secret("/account/reset/");
    let refused = story.reset_password(&link, ANOTHER, &on.codes[0], HOME, "").await;
    assert!(matches!(refused, Err(DeskError::TooMany(_))));
    // Its own wrong tries are counted, whoever copied the cookie.
    for _ in 0..8 {
        assert_eq!(
            wrong(ama(&session).await.change_password("a lamp that hums", ANOTHER, known(&device, HOME)).await)[0].1,
            "password_wrong"
        );
    }
    let refused = ama(&session).await.change_password(PASSWORD, ANOTHER, known(&device, HOME)).await;
    assert!(matches!(refused, Err(DeskError::TooMany(_))));
    story.minutes(16);
    session = ama(&session).await.confirm(PASSWORD, "", known(&device, HOME)).await.unwrap();
    let code = factor::code_at(&secret, story.now());
    assert!(matches!(ama(&session).await.turn_off_second(&code, HOME).await, Err(DeskError::TooMany(_))));
    ama(&session).await.turn_off_second(&code, known(&device, HOME)).await.unwrap();
});

on_both!(a_colleagues_browser_is_known_as_well, |story| {
    let token = story.invite("agent", "system").await.unwrap();
    let half = story.join(&token, "Ada", ADA, PASSWORD, HOME).await.unwrap();
    assert!(story.remember_device(&half, None).await.unwrap().is_none());
    let (session, codes) = story.enrol_staff(&half).await;
    let device = story.remember_device(&session, None).await.unwrap().unwrap();
    for network in 0..101 {
        assert!(story.log_in(ADA, "wrong password", format!("198.51.100.{network}").as_str()).await.is_err());
    }
    assert!(matches!(story.log_in(ADA, PASSWORD, HOME).await, Err(DeskError::TooMany(_))));
    let known = Arrival { peer: HOME.into(), device: Some(device.clone()), ..Arrival::default() };
    let half = story.log_in(ADA, PASSWORD, known.clone()).await.unwrap();
    let who = story.entered(&half).await.unwrap().unwrap();
    story.staff_second(&who, &codes[0], known.clone()).await.unwrap();
    // An account's browser is no colleague's.
    let foreign = account(&story).await;
    let foreign = Arrival { peer: HOME.into(), device: Some(foreign), ..Arrival::default() };
    assert!(matches!(story.log_in(ADA, PASSWORD, foreign).await, Err(DeskError::TooMany(_))));
    story.end_session(&who, None).await.unwrap();
    assert!(matches!(story.log_in(ADA, PASSWORD, known).await, Err(DeskError::TooMany(_))), "forgotten with all sessions");
});
