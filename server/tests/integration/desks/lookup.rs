//! Finding a request again: the same answer whether there is one or not.

use server::desk::intake::{self, Opened};
use server::desk::{DeskError, lookup};
use server::store::meter::Bill;
use server::testing::{Database, metered};

use crate::on_both;
use crate::support::forms::{deletion, report};
use crate::support::post::another_than;
use crate::support::story::{MONDAY, Story, is_missing, wrong};

/// A reference of the right form that was given to nobody.
fn nobodys(prefix: &str) -> String {
    domain::Reference::new(prefix, [3, 1, 4, 1, 5, 9, 2]).to_string()
}

on_both!(the_answer_is_the_same_and_the_mail_goes_to_the_real_one, |story| {
    let proved = story.prove(deletion("mika@example.org")).await;
    let before = story.mails("code").await.len();
    let real = lookup::by_reference(&story, &proved.reference.to_lowercase()).await.unwrap();
    let none = lookup::by_reference(&story, &nobodys("HT")).await.unwrap();
    assert_eq!(real.len(), none.len());
    for resolved in [false, true] {
        if resolved {
            story.work().await;
        }
        let (a, b) = (intake::waiting(&story, &real).await.unwrap(), intake::waiting(&story, &none).await.unwrap());
        assert_eq!(format!("{a:?}"), format!("{b:?}"), "resolved: {resolved}");
    }
    let codes = story.mails("code").await;
    assert_eq!(codes.len(), before + 1);
    assert_eq!(codes.last().unwrap().to, "mika@example.org");
    let code = codes.last().unwrap().code();
    assert_eq!(intake::enter(&story, &none, &code, None).await.unwrap(), Opened::Wrong(4), "it opens nothing for the other browser");
    let opened = intake::enter(&story, &real, &code, None).await.unwrap();
    let Opened::Page { reference, session: Some(session) } = opened else { panic!("{opened:?}") };
    assert_eq!(reference, proved.reference);
    story.requester(&session, &reference).await.unwrap();
});

on_both!(wrong_codes_are_counted_alike, |story| {
    let proved = story.prove(deletion("mika@example.org")).await;
    let real = lookup::by_reference(&story, &proved.reference).await.unwrap();
    let none = lookup::by_reference(&story, &nobodys("HT")).await.unwrap();
    story.work().await;
    let code = story.mail_to("code", "mika@example.org").await.code();
    let bad = crate::support::post::another_than(&code);
    for holder in [real, none] {
        let mut answers = Vec::new();
        for _ in 0..6 {
            answers.push(intake::enter(&story, &holder, &bad, None).await.unwrap());
        }
        assert_eq!(answers, [Opened::Wrong(4), Opened::Wrong(3), Opened::Wrong(2), Opened::Wrong(1), Opened::Over, Opened::Over]);
        intake::resend(&story, &holder).await.unwrap();
    }
});

on_both!(who_waits_for_a_code_does_not_learn_that_its_owner_has_pressed, |story| {
    let proved = story.prove(deletion("mika@example.org")).await;
    let real = lookup::by_reference(&story, &proved.reference).await.unwrap();
    let none = lookup::by_reference(&story, &nobodys("HT")).await.unwrap();
    story.work().await;
    let mail = story.mail_to("code", "mika@example.org").await;
    // The owner presses the link of that mail, in a browser of their own.
    let pressed = intake::press_in(&story, &mail.secret("/link/"), &["a browser of mine"], None).await.unwrap();
    assert!(matches!(pressed, Opened::Page { session: Some(_), .. }), "{pressed:?}");
    let bad = crate::support::post::another_than(&mail.code());
    let mut seen = Vec::new();
    for holder in [&real, &none] {
        let waiting = intake::waiting(&story, holder).await.unwrap();
        let entered = intake::enter(&story, holder, &bad, None).await.unwrap();
        seen.push((waiting.tries_left, waiting.purpose.clone(), entered));
    }
    assert_eq!(seen[0], seen[1]);
    assert_eq!(seen[0].2, Opened::Wrong(4));
});

on_both!(asking_again_before_the_mail_has_left_stops_nothing, |story| {
    let proved = story.prove(deletion("mika@example.org")).await;
    let before = story.mails("code").await.len();
    let real = lookup::by_reference(&story, &proved.reference).await.unwrap();
    let none = lookup::by_reference(&story, &nobodys("HT")).await.unwrap();
    story.pass(jiff::SignedDuration::from_millis(5));
    intake::resend(&story, &real).await.unwrap();
    intake::resend(&story, &none).await.unwrap();
    // The jobs go on: for this request, and for everybody.
    server::jobs::run_once(&story).await.unwrap();
    server::jobs::run_once(&story).await.unwrap();
    assert!(story.mails("code").await.len() > before, "the code leaves");
    let code = story.mail_to("code", "mika@example.org").await.code();
    assert!(matches!(intake::enter(&story, &real, &code, None).await.unwrap(), Opened::Page { .. }));
});

on_both!(a_reference_is_checked_before_anything_is_asked, |story| {
    for (typed, code) in [("", "reference_required"), ("mika@example.org", "reference_shape"), ("HT-1234", "reference_shape")] {
        assert_eq!(wrong(lookup::by_reference(&story, typed).await), [("reference".to_owned(), code)]);
    }
    let good = nobodys("HT");
    let last = if good.ends_with('7') { '8' } else { '7' };
    let slip = format!("{}{last}", &good[..good.len() - 1]);
    assert_eq!(wrong(lookup::by_reference(&story, &slip).await), [("reference".to_owned(), "reference_check")]);
});

on_both!(an_old_link_leads_to_a_fresh_code, |story| {
    let proved = story.prove(deletion("mika@example.org")).await;
    let link = story.mail_to("receipt", "mika@example.org").await.link();
    story.minutes(31);
    assert!(is_missing(&intake::press(&story, &link, None).await), "half an hour is over");
    let holder = lookup::by_link(&story, &link).await.unwrap();
    let guessed = lookup::by_link(&story, "a guessed secret").await.unwrap();
    story.work().await;
    let code = story.mail_to("code", "mika@example.org").await.code();
    assert!(matches!(intake::enter(&story, &guessed, &code, None).await.unwrap(), Opened::Wrong(_)));
    let opened = intake::enter(&story, &holder, &code, None).await.unwrap();
    assert!(matches!(opened, Opened::Page { reference, .. } if reference == proved.reference));
});

on_both!(looking_up_does_not_flood_a_mailbox, |story| {
    let proved = story.prove(deletion("mika@example.org")).await;
    let before = story.mails("code").await.len();
    for _ in 0..12 {
        lookup::by_reference(&story, &proved.reference).await.unwrap();
        story.work().await;
    }
    assert!(story.mails("code").await.len() - before <= 5);
    story.minutes(61);
    story.find(&proved.reference, "mika@example.org").await;
});

on_both!(a_lookup_finds_an_unproved_request_and_proves_it, |story| {
    story.submit(deletion("mika@example.org")).await;
    let reference = story.only_reference().await;
    story.minutes(30);
    assert!(matches!(story.find(&reference, "mika@example.org").await, Opened::Proved { .. }));
    assert!(!story.ticket(&reference).await.proof_in_time);
});

on_both!(a_cases_own_reference_opens_nothing, |story| {
    let taken = story.report(report("somebody", Some("noor@example.org"))).await;
    let before = story.mails("code").await.len();
    lookup::by_reference(&story, &story.case_of(&taken.reference).await).await.unwrap();
    story.work().await;
    assert_eq!(story.mails("code").await.len(), before);
    assert!(matches!(story.find(&taken.reference, "noor@example.org").await, Opened::Page { .. }));
});

on_both!(each_lookup_tells_nothing_by_failing, |story| {
    let answer = lookup::by_link(&story, "").await;
    assert!(matches!(answer, Ok(_) | Err(DeskError::Invalid(_))));
    story.work().await;
});

/// What a stranger sees who enters sixty wrong codes for a reference and asks for another code whenever none works any more: in one browser
/// as long as it gets codes, and then in the next.
async fn as_a_stranger(story: &Story, reference: &str) -> Vec<String> {
    let (mut seen, mut wrong) = (Vec::new(), 0);
    while wrong < 60 {
        let holder = lookup::by_reference(story, reference).await.unwrap();
        story.work().await;
        loop {
            let waiting = intake::waiting(story, &holder).await.unwrap();
            seen.push(format!("{} {:?} {} {}", waiting.purpose, waiting.report, waiting.tries_left, waiting.resend_at.is_none()));
            // Each of the million is as likely: these are not the right one of a story that ends well.
            let opened = intake::enter(story, &holder, &format!("{:06}", wrong * 7), None).await.unwrap();
            seen.push(format!("{opened:?}"));
            wrong += 1;
            if opened == Opened::Over {
                // Within one millisecond the order of codes is chance.
                story.pass(jiff::SignedDuration::from_millis(1));
                let resent = intake::resend(story, &holder).await;
                story.work().await;
                match resent {
                    Ok(()) => seen.push("another".to_owned()),
                    Err(DeskError::TooMany(_)) => break,
                    Err(error) => panic!("{error}"),
                }
            }
        }
    }
    seen
}

on_both!(sixty_wrong_codes_tell_nothing_of_a_reference_and_take_nothing_from_its_owner, |story| {
    let proved = story.prove(deletion("mika@example.org")).await;
    let own = lookup::by_reference(&story, &proved.reference).await.unwrap();
    story.work().await;
    let code = story.mail_to("code", "mika@example.org").await.code();
    let (real, none) = (as_a_stranger(&story, &proved.reference).await, as_a_stranger(&story, &nobodys("HT")).await);
    assert!(real.len() > 120);
    assert_eq!(real, none);
    // Many browsers, one code in each.
    for reference in [proved.reference.clone(), nobodys("HT")] {
        for guess in 0..60 {
            let holder = lookup::by_reference(&story, &reference).await.unwrap();
            story.work().await;
            let guess = format!("{:06}", 1000 + guess);
            assert_eq!(intake::enter(&story, &holder, &guess, None).await.unwrap(), Opened::Wrong(4), "{reference}");
        }
    }
    assert!(matches!(intake::enter(&story, &own, &code, None).await.unwrap(), Opened::Page { .. }), "the owner comes in");
});

on_both!(what_is_no_code_is_no_try_and_forgives_none, |story| {
    let enter = async |code: &str| intake::enter_from(&story, &["one browser"], code, None, "192.0.2.1").await;
    let mut compared = 0;
    for guess in 0..40 {
        compared += usize::from(enter(&format!("{:06}", 1000 + guess)).await.is_ok());
        for nothing in ["12345", "a code", "１２３", ""] {
            assert!(matches!(enter(nothing).await, Err(DeskError::Invalid(_))), "{nothing}");
        }
    }
    assert_eq!(compared, 25, "as many as a browser has a day");
});

on_both!(a_ticket_bears_only_so_many_guesses_a_day_and_nobody_sees_it, |story| {
    let proved = story.prove(deletion("mika@example.org")).await;
    let guess = async || {
        // An hour later another five codes leave.
        story.minutes(61);
        let holder = lookup::by_reference(&story, &proved.reference).await.unwrap();
        story.work().await;
        let mail = story.mail_to("code", "mika@example.org").await;
        (holder, mail)
    };
    // What strangers did before, as the counter has it.
    let (holder, mail) = guess().await;
    let bad = another_than(&mail.code());
    assert_eq!(intake::enter(&story, &holder, &bad, None).await.unwrap(), Opened::Wrong(4));
    story.tamper("UPDATE throttles SET failures = 300 WHERE failures = 1", &[]).await;
    let (holder, mail) = guess().await;
    let mut seen = Vec::new();
    for entered in [mail.code(), another_than(&mail.code()), mail.code()] {
        seen.push(intake::enter(&story, &holder, &entered, None).await.unwrap());
    }
    assert_eq!(seen, [Opened::Wrong(4), Opened::Wrong(3), Opened::Wrong(2)], "as any wrong one");
    assert!(matches!(intake::press(&story, &mail.secret("/link/"), None).await.unwrap(), Opened::Page { .. }), "the link works");
    story.pass(jiff::SignedDuration::from_hours(25));
    story.find(&proved.reference, "mika@example.org").await;
});

#[tokio::test]
async fn a_wrong_code_takes_the_same_steps_whatever_is_behind_it() {
    for database in [Database::Sqlite, Database::Postgres] {
        let (test, meter) = metered(database, MONDAY.parse().unwrap()).await;
        let story = Story::of(test);
        let proved = story.prove(deletion("mika@example.org")).await;
        let real = lookup::by_reference(&story, &proved.reference).await.unwrap();
        let none = lookup::by_reference(&story, &nobodys("HT")).await.unwrap();
        story.work().await;
        let code = story.mail_to("code", "mika@example.org").await.code();
        let bad = another_than(&code);
        for round in 0..7 {
            let mut runs = Vec::new();
            for holder in [&real, &none] {
                let (_, bill) = meter.count(intake::enter(&story, holder, &bad, None)).await;
                runs.push(bill.0.into_iter().map(|(sql, steps)| (sql, steps.runs)).collect::<Vec<_>>());
            }
            assert_eq!(runs[0], runs[1], "{database:?}, round {round}");
            if round == 5 {
                story.pass(jiff::SignedDuration::from_millis(1));
                let (_, one) = meter.count(intake::resend(&story, &real)).await;
                let (_, other) = meter.count(intake::resend(&story, &none)).await;
                let runs = |bill: Bill| bill.0.into_iter().map(|(sql, steps)| (sql, steps.runs)).collect::<Vec<_>>();
                assert_eq!(runs(one), runs(other), "{database:?}: another code is asked for");
            }
        }
    }
}
