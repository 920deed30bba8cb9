//! Keeping, and no longer: a closed ticket loses its words, then its rows, and the record stays whole. The clock is moved by years.

use domain::request::{Details, Subject};
use domain::{Kind, State};
use jiff::SignedDuration;
use server::args;
use server::desk::retention::{self, Due, Verb};
use server::store::{event, figures, outcome};

use crate::on_both;
use crate::support::consents;
use crate::support::forms::{access, correction, decision, deletion, denied, fulfilled, report};
use crate::support::story::Story;

const DAY: SignedDuration = SignedDuration::from_hours(24);

fn days(count: i32) -> SignedDuration {
    DAY * count
}

/// The day's round, to its end.
async fn round(story: &Story) {
    for _ in 0..4 {
        story.work().await;
    }
}

async fn is_whole(story: &Story) {
    let seen = server::desk::record::verify(story, &[]).await.unwrap();
    assert!(seen.findings.is_empty(), "{:?}", seen.findings);
}

/// A correction with a file and a correspondence, refused by Ada; answers its reference and identifier.
async fn refused(story: &Story) -> (String, String, String) {
    let ada = story.agent_named("Ada").await;
    let upload = story.received("passport.png", "image/png", b"\x89PNG");
    let file = upload.id.clone();
    let proved = story.prove_with(correction("mika@example.org"), vec![upload]).await;
    let reference = proved.reference.clone();
    ada.claim(&reference, 0).await.unwrap();
    ada.note(&reference, "Looked at the console.").await.unwrap();
    ada.message(&reference, story.seen(&reference).await, "Hello Mika.", vec![]).await.unwrap();
    story.desk(&proved).await.write("I am Mika.", vec![]).await.unwrap();
    ada.close(&reference, story.seen(&reference).await, denied()).await.unwrap();
    story.mails("outcome").await;
    let id = story.ticket(&reference).await.id;
    (reference, id, file)
}

on_both!(a_closed_request_loses_its_words_and_then_goes, |story| {
    let (reference, id, file) = refused(&story).await;
    story.pass(days(89));
    round(&story).await;
    assert_eq!(story.ticket(&reference).await.subject.email, "mika@example.org", "not before its day");
    story.pass(days(2));
    round(&story).await;

    let ticket = story.ticket(&reference).await;
    assert!(ticket.ties.pseudonymised_at.is_some());
    assert_eq!(ticket.subject, Subject::default());
    let Details::Correction { category, says, should_say, words } = &ticket.details else { panic!("{:?}", ticket.details) };
    assert!(!category.is_empty());
    assert_eq!([says, should_say, words], [""; 3]);
    assert_eq!(story.recorded(&reference, "pseudonymised").await, 1);
    assert!(!story.is_there(&file));
    let mut conn = story.store.read().await.unwrap();
    let messages = server::store::message::list(&mut conn, &story.vault, &id).await.unwrap();
    assert!(messages.len() >= 3 && messages.iter().all(|message| message.body.is_empty()));
    let ended = outcome::list(&mut conn, &story.vault, &id).await.unwrap();
    assert!(ended[0].body.words.is_empty() && ended[0].body.refusals.iter().all(|refusal| refusal.words.is_empty()));
    let codes = figures::reasons(&ended[0].body);
    assert!(!codes.is_empty(), "the log of refusals needs them");
    drop(conn);
    assert_eq!(
        story
            .number(
                "SELECT COUNT(*) AS value FROM tickets WHERE email_hash IS NOT NULL OR app_id_hash IS NOT NULL OR same_hash IS NOT NULL \
                 OR child_key IS NOT NULL"
            )
            .await,
        0
    );
    assert_eq!(story.number("SELECT COUNT(*) AS value FROM outbox WHERE payload IS NOT NULL").await, 0);
    // The staff's page opens and says so; nobody is sent a code for it any more.
    let bo = story.agent_named("Bo").await;
    let view = bo.view(&reference).await.unwrap();
    assert!(view.pseudonymised_at.is_some() && view.messages.is_empty() && view.files.is_empty());
    let before = story.mails("code").await.len();
    server::desk::lookup::by_reference(&story, &reference).await.unwrap();
    story.work().await;
    assert_eq!(story.mails("code").await.len(), before);
    is_whole(&story).await;

    // The day of closing and four years: on the last day it is still there.
    story.now_is("2030-03-02T23:59:00+08:00");
    round(&story).await;
    assert_eq!(story.number("SELECT COUNT(*) AS value FROM tickets").await, 1);
    story.now_is("2030-03-04T09:00:00+08:00");
    round(&story).await;
    for table in [
        "SELECT COUNT(*) AS value FROM tickets",
        "SELECT COUNT(*) AS value FROM messages",
        "SELECT COUNT(*) AS value FROM outcomes",
        "SELECT COUNT(*) AS value FROM files",
        "SELECT COUNT(*) AS value FROM codes WHERE ticket_id IS NOT NULL",
        "SELECT COUNT(*) AS value FROM outbox WHERE ticket_id IS NOT NULL",
    ] {
        assert_eq!(story.number(table).await, 0, "{table}");
    }
    let stream = event::ticket_stream(&id);
    let mut conn = story.store.read().await.unwrap();
    assert_eq!(event::list(&mut conn, &stream).await.unwrap().last().unwrap().kind, "erased");
    let (from, to) = ("2026-01-01T00:00:00Z".parse().unwrap(), "2027-01-01T00:00:00Z".parse().unwrap());
    let left = figures::refusals(&mut conn, &story.vault, from, to).await.unwrap();
    assert_eq!(left.len(), 1);
    assert_eq!((left[0].kind.as_str(), left[0].state.as_str(), &left[0].reasons), ("correction", "denied", &codes));
    // The pack promises no time for corrections: the law alone counts.
    assert_eq!((left[0].promise_kept, left[0].law_kept), (None, Some(true)));
    drop(conn);
    is_whole(&story).await;
});

on_both!(an_appeal_is_a_dispute_and_stays_a_year_longer, |story| {
    let (ada, bo) = (story.agent_named("Ada").await, story.agent_named("Bo").await);
    let proved = story.prove(deletion("mika@example.org")).await;
    let reference = proved.reference.as_str();
    ada.close(reference, story.seen(reference).await, denied()).await.unwrap();
    // While an appeal may come, nothing goes, however late the pack's day is.
    story.pass(days(29));
    let due = Due {
        id: story.ticket(reference).await.id,
        product: "hellotalk".into(),
        kind: Kind::Deletion,
        verb: Verb::Erase,
        sort: domain::retention::Sort::Record,
    };
    for verb in [Verb::Pseudonymise, Verb::Erase] {
        assert!(!retention::carry_out(&story, &Due { verb, ..due.clone() }).await.unwrap());
    }
    story.desk_again(&proved, "mika@example.org").await.appeal("Look again.").await.unwrap();
    story.pass(days(3000));
    round(&story).await;
    assert_eq!(story.ticket(reference).await.subject.email, "mika@example.org", "what is on the queue is never touched");
    bo.close(reference, story.seen(reference).await, fulfilled(Kind::Deletion)).await.unwrap();
    story.pass(days(4 * 366));
    round(&story).await;
    assert!(story.ticket(reference).await.ties.pseudonymised_at.is_some());
    story.pass(days(366));
    round(&story).await;
    assert_eq!(story.number("SELECT COUNT(*) AS value FROM tickets").await, 0);
    assert_eq!(story.number("SELECT COUNT(*) AS value FROM closed_figures").await, 2);
    assert_eq!(story.number("SELECT COUNT(*) AS value FROM closed_figures WHERE cycle = 2 AND promise_kept = 0").await, 1, "late");
    is_whole(&story).await;
});

on_both!(what_was_never_proved_goes_after_a_month_without_a_figure, |story| {
    story.submit(deletion("noor@example.org")).await;
    let reference = story.only_reference().await;
    story.pass(days(8));
    round(&story).await;
    assert_eq!(story.state(&reference).await, State::Expired);
    story.pass(days(29));
    round(&story).await;
    assert_eq!(story.number("SELECT COUNT(*) AS value FROM tickets").await, 1);
    story.pass(days(3));
    round(&story).await;
    assert_eq!(story.number("SELECT COUNT(*) AS value FROM tickets").await, 0);
    assert_eq!(story.number("SELECT COUNT(*) AS value FROM closed_figures").await, 0);
    is_whole(&story).await;
});

on_both!(reporters_are_forgotten_with_their_words, |story| {
    let ada = story.agent_named("Ada").await;
    let taken = story.report(report("spammer", Some("vera@example.org"))).await;
    let case = story.case_of(&taken.reference).await;
    ada.decide(&case, story.seen(&case).await, decision("warned")).await.unwrap();
    story.pass(days(92));
    round(&story).await;
    let mut conn = story.store.read().await.unwrap();
    let id = story.ticket(&case).await.id;
    let list = server::store::report::list(&mut conn, &story.vault, &id).await.unwrap();
    assert_eq!(list[0].body, server::store::report::ReportBody::default());
    assert_eq!(story.number("SELECT COUNT(*) AS value FROM reports WHERE email_hash IS NOT NULL").await, 0);
    drop(conn);
    assert!(matches!(&story.ticket(&case).await.details, Details::Report { target, value } if target == "user" && value.is_empty()));
    story.pass(days(5 * 366));
    round(&story).await;
    assert_eq!(story.number("SELECT COUNT(*) AS value FROM reports").await, 0);
    assert_eq!(story.number("SELECT COUNT(*) AS value FROM closed_figures WHERE kind = 'report' AND promise_kept = 1").await, 1);
    is_whole(&story).await;
});

/// Every byte of the rows that could change, as one value.
async fn bytes(story: &Story) -> Vec<Vec<u8>> {
    let mut conn = story.store.read().await.unwrap();
    let mut all = Vec::new();
    for sql in [
        "SELECT subject AS a, details AS b, version AS n FROM tickets ORDER BY id",
        "SELECT body AS a, id AS t, 0 AS n FROM messages ORDER BY id",
        "SELECT body AS a, id AS t, 0 AS n FROM outcomes ORDER BY id",
        "SELECT name AS a, sha256 AS b, 0 AS n FROM files ORDER BY id",
        "SELECT hash AS a, prev AS b, seq AS n FROM events ORDER BY stream, seq",
        "SELECT value AS a, 0 AS n FROM settings ORDER BY key",
    ] {
        for row in conn.all(sql, &[]).await.unwrap() {
            let mut line = row.bytes("a").unwrap();
            if sql.contains(" AS b") {
                line.extend(row.bytes("b").unwrap());
            }
            line.extend(row.int("n").unwrap_or(-1).to_be_bytes());
            all.push(line);
        }
    }
    all
}

on_both!(a_dry_run_foresees_all_and_changes_nothing, |story| {
    refused(&story).await;
    story.prove(access("eli@example.org")).await;
    story.submit(deletion("noor@example.org")).await;
    story.pass(days(8));
    story.work().await;
    let before = bytes(&story).await;
    let later = story.now() + days(91);
    let seen: Vec<_> = retention::foresee(&story, later)
        .await
        .unwrap()
        .into_iter()
        .map(|((_, kind, verb, why), n)| (kind, verb.code(), why.code(), n))
        .collect();
    assert_eq!(seen, [("correction", "pseudonymise", "record", 1), ("deletion", "erase", "unproved", 1)]);
    let much_later = story.now() + days(5 * 366);
    let seen: Vec<_> =
        retention::foresee(&story, much_later).await.unwrap().into_iter().map(|((_, kind, verb, _), n)| (kind, verb, n)).collect();
    assert_eq!(seen, [("correction", Verb::Erase, 1), ("deletion", Verb::Erase, 1)], "the open request is not among them");
    assert!(retention::foresee_people(&story, much_later).await.unwrap().is_empty());
    assert_eq!(bytes(&story).await, before);
    assert!(before.len() > 20);
    // And what was foreseen comes.
    story.pass(days(91));
    let done = retention::carry_out_all(&story).await.unwrap();
    assert_eq!(done.values().sum::<u64>(), 2);
    assert_ne!(bytes(&story).await, before);
});

on_both!(nothing_goes_while_a_young_person_is_asked, |story| {
    let (reference, id, _) = refused(&story).await;
    let until = story.now() + days(4000);
    story.tamper("UPDATE tickets SET handover_until = $2 WHERE id = $1", args![&id, until]).await;
    story.pass(days(3000));
    assert!(retention::carry_out_all(&story).await.unwrap().is_empty());
    assert_eq!(story.ticket(&reference).await.subject.email, "mika@example.org");
});

on_both!(two_who_do_it_at_once_do_it_once, |story| {
    let (reference, ..) = refused(&story).await;
    story.pass(days(92));
    let (list, _) = retention::due(&story, story.now(), "").await.unwrap();
    assert_eq!(list.len(), 1);
    let (one, two) = tokio::join!(retention::carry_out(&story, &list[0]), retention::carry_out(&story, &list[0]));
    assert_eq!(u8::from(one.unwrap()) + u8::from(two.unwrap()), 1);
    assert_eq!(story.recorded(&reference, "pseudonymised").await, 1);
    is_whole(&story).await;
});

on_both!(a_ticket_that_is_gone_without_being_erased_is_found, |story| {
    let (_, id, _) = refused(&story).await;
    let stream = event::ticket_stream(&id);
    for sql in [
        "DELETE FROM outcomes WHERE ticket_id = $1",
        "DELETE FROM files WHERE ticket_id = $1",
        "DELETE FROM messages WHERE ticket_id = $1",
        "DELETE FROM tickets WHERE id = $1",
    ] {
        story.tamper(sql, args![&id]).await;
    }
    let found = server::desk::record::verify(&story, &[]).await.unwrap().findings;
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].place, stream);
    assert!(found[0].what.contains("missing"));
});

on_both!(an_erased_ticket_that_is_still_there_is_found, |story| {
    let (_, id, _) = refused(&story).await;
    let (stream, now) = (event::ticket_stream(&id), story.now());
    let copy = stream.clone();
    story
        .store
        .write(move |conn| Box::pin(async move { event::append(conn, &copy, now, "system", "erased", &serde_json::json!({})).await }))
        .await
        .unwrap();
    let found = server::desk::record::verify(&story, &[]).await.unwrap().findings;
    assert_eq!(found.iter().map(|finding| finding.place.clone()).collect::<Vec<_>>(), [stream]);
});

on_both!(records_of_guardians_go_years_after_their_end, |story| {
    consents::give(&story, "hellotalk", "1188").await;
    let kept = consents::give(&story, "hellotalk", "2299").await;
    story.tamper("UPDATE consents SET state = 'ended', ends_at = $1 WHERE id <> $2", args![story.now(), &kept]).await;
    story
        .tamper(
            "UPDATE authorities SET state = 'ended', ended_at = $1 WHERE id NOT IN (SELECT authority_id FROM consents WHERE id = $2)",
            args![story.now(), &kept],
        )
        .await;
    story
        .tamper("UPDATE authorities SET rights_end_at = $1, consent_ends_at = $1 WHERE state = 'granted'", args![story.now() + days(9999)])
        .await;
    story.tamper("UPDATE consents SET ends_at = $1 WHERE id = $2", args![story.now() + days(9999), &kept]).await;
    story.pass(days(4 * 365));
    assert!(retention::foresee_people(&story, story.now()).await.unwrap().is_empty());
    story.pass(days(4));
    assert_eq!(retention::foresee_people(&story, story.now()).await.unwrap().consents, 1);
    let gone = retention::carry_out_people(&story).await.unwrap();
    assert_eq!((gone.consents, gone.authorities, gone.children), (1, 1, 1));
    assert_eq!(story.number("SELECT COUNT(*) AS value FROM children").await, 1);
    assert_eq!(story.number("SELECT COUNT(*) AS value FROM consents").await, 1);
    assert!(retention::carry_out_people(&story).await.unwrap().is_empty());
    is_whole(&story).await;
});

on_both!(the_case_of_a_standing_authority_stays_whole, |story| {
    let (reference, id, _) = refused(&story).await;
    consents::give(&story, "hellotalk", "1188").await;
    story.tamper("UPDATE tickets SET kind = 'guardian_authority' WHERE id = $1", args![&id]).await;
    story.tamper("UPDATE authorities SET ticket_id = $1", args![&id]).await;
    story.pass(days(3000));
    assert!(retention::carry_out_all(&story).await.unwrap().is_empty());
    assert_eq!(story.ticket(&reference).await.subject.email, "mika@example.org", "mails about it still go there");
    story.tamper("UPDATE authorities SET state = 'ended', ended_at = $1", args![story.now()]).await;
    assert_eq!(retention::carry_out_all(&story).await.unwrap().values().sum::<u64>(), 1);
    // What is noted of the authority later does not go on a chain that has ended.
    assert_eq!(story.number("SELECT COUNT(*) AS value FROM authorities WHERE ticket_id IS NOT NULL").await, 0);
    is_whole(&story).await;
});
