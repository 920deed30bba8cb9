//! The record as a whole: put back, unsealed, of many pages, and read every night.

use domain::Role;
use jiff::SignedDuration;
use server::args;
use server::desk::record::{nightly, verify};
use server::house::{Head, House};
use server::store::look::Look;
use server::store::{StoreError, event, record};

use super::{found, is_whole, tell};
use crate::on_both;
use crate::support::forms::deletion;

on_both!(a_record_put_back_as_a_whole_is_found_by_a_head, |story| {
    tell(&story).await;
    const TABLES: [(&str, &str, &str, &str); 6] = [
        ("CREATE TABLE k1 AS SELECT * FROM events", "DELETE FROM events", "INSERT INTO events SELECT * FROM k1", "DROP TABLE k1"),
        ("CREATE TABLE k2 AS SELECT * FROM heads", "DELETE FROM heads", "INSERT INTO heads SELECT * FROM k2", "DROP TABLE k2"),
        ("CREATE TABLE k3 AS SELECT * FROM seals", "DELETE FROM seals", "INSERT INTO seals SELECT * FROM k3", "DROP TABLE k3"),
        (
            "CREATE TABLE k4 AS SELECT * FROM sealed_heads",
            "DELETE FROM sealed_heads",
            "INSERT INTO sealed_heads SELECT * FROM k4",
            "DROP TABLE k4",
        ),
        (
            "CREATE TABLE k5 AS SELECT * FROM record_end",
            "DELETE FROM record_end",
            "INSERT INTO record_end SELECT * FROM k5",
            "DROP TABLE k5",
        ),
        (
            "CREATE TABLE k6 AS SELECT * FROM sealed_looks",
            "DELETE FROM sealed_looks",
            "INSERT INTO sealed_looks SELECT * FROM k6",
            "DROP TABLE k6",
        ),
    ];
    for (keep, ..) in TABLES {
        story.tamper(keep, &[]).await;
    }
    let early = verify(&story, &[]).await.unwrap().head;
    let max = story.hire("Max", "administrator").await;
    let desk = story.admin(&story.at_work(&max)).unwrap();
    desk.set_role(&story.hire("Rex", "viewer").await.id, "lead", &["hellotalk".into()]).await.unwrap();
    story.work().await;
    let late = verify(&story, &[]).await.unwrap().head;
    assert_ne!(early, late);
    assert!(verify(&story, &[early.clone(), late.to_uppercase()]).await.unwrap().findings.is_empty());
    // In the order of the foreign keys.
    for (_, away, ..) in [TABLES[0], TABLES[1], TABLES[3], TABLES[5], TABLES[2], TABLES[4]] {
        story.tamper(away, &[]).await;
    }
    for (_, _, back, drop) in TABLES {
        story.tamper(back, &[]).await;
        story.tamper(drop, &[]).await;
    }
    assert_eq!(found(&story).await, Vec::<String>::new(), "another process has nothing to compare it with");
    let house = House { head: Head::default(), ..story.test.house.clone() };
    let seen = verify(&house, &[early.clone(), late.clone()]).await.unwrap();
    assert_eq!(seen.findings.iter().map(|finding| finding.place.clone()).collect::<Vec<_>>(), [format!("head {late}")]);
    let seen = verify(&story, &[]).await.unwrap();
    assert_eq!(seen.findings[0].place, format!("head {late}"), "the process that sealed it remembers");
});

on_both!(a_head_without_a_seal_is_found, |story| {
    let proved = tell(&story).await;
    let stream = event::ticket_stream(&story.ticket(&proved.reference).await.id);
    let ada = story.agent_named("Eve").await;
    ada.note(&proved.reference, "Looked at it.").await.unwrap();
    is_whole(&story).await; // The jobs will come in a second.
    let last = event::last(&mut story.store.read().await.unwrap(), &stream).await.unwrap();
    let finding = format!("{stream} event {last}: no seal holds the head of its chain");
    story.tamper("UPDATE heads SET dirty = 0 WHERE stream = $1", args![&stream]).await;
    assert_eq!(found(&story).await, [finding.as_str()]);
    story.tamper("UPDATE heads SET dirty = 1 WHERE stream = $1", args![&stream]).await;
    // The jobs were away: the next seal takes it. One that was left out by a later seal is a finding.
    story.minutes(60);
    is_whole(&story).await;
    story.tamper("UPDATE heads SET dirty = 0 WHERE stream = $1", args![&stream]).await;
    story.submit(deletion("eli@example.org")).await;
    story.work().await;
    story.tamper("UPDATE heads SET dirty = 1 WHERE stream = $1", args![&stream]).await;
    assert_eq!(found(&story).await, [finding.as_str()]);
});

on_both!(more_than_a_page_of_everything_verifies, |story| {
    story.agent_named("Ada").await;
    let (vault, now) = (story.vault.clone(), story.now());
    let (events, seals) = (2100, 520);
    story
        .store
        .write(move |conn| {
            Box::pin(async move {
                let entry = |data: i64| (now, "system".to_owned(), "searched".to_owned(), serde_json::json!({"found": data}));
                event::append_all(conn, "house", &(0..events).map(entry).collect::<Vec<_>>()).await?;
                for number in 0..seals {
                    let look = Look {
                        id: format!("look-{number:05}"),
                        at: now,
                        until: now,
                        staff_id: "somebody".into(),
                        what: "search".into(),
                        ticket_id: None,
                        reference: None,
                        product: None,
                        minor: false,
                        purpose: "working_the_request".into(),
                        note: None,
                    };
                    server::store::look::insert(conn, &vault, &look).await?;
                    event::append(conn, "account:one", now, "system", "searched", &serde_json::json!({})).await?;
                    record::seal(conn, &vault, now).await?;
                }
                Ok::<_, StoreError>(())
            })
        })
        .await
        .unwrap();
    let seen = verify(&story, &[]).await.unwrap();
    assert!(seen.findings.is_empty(), "{:?}", seen.findings);
    assert_eq!((seen.seals, seen.looks), (520, 520));
    assert_eq!(seen.events, 2100 + 520);
    // Beyond what is told one by one, it is counted.
    story.tamper("UPDATE events SET actor = 'somebody' WHERE stream = 'house'", &[]).await;
    let seen = verify(&story, &[]).await.unwrap();
    assert_eq!((seen.found, seen.findings.len()), (2100, record::TOLD));
});

on_both!(the_nightly_check_leaves_a_head_and_alarms, |story| {
    for (name, role) in [("Max", Role::Administrator), ("Pia", Role::PrivacyOfficer), ("Al", Role::Agent)] {
        story.hire(name, role.code()).await;
    }
    tell(&story).await;
    let seen = nightly(&story).await.unwrap();
    assert_eq!((seen.found, story.mails("alert").await.len()), (0, 0));
    story.work().await;
    let last = event::last_of_house(&mut story.store.read().await.unwrap(), "record_verified").await.unwrap().unwrap().1;
    assert_eq!((last["head"].as_str(), last["found"].as_u64()), (Some(seen.head.as_str()), Some(0)));
    assert!(verify(&story, &[seen.head]).await.unwrap().findings.is_empty());
    story.tamper("DELETE FROM looks WHERE what = 'search'", &[]).await;
    for _ in 0..2 {
        assert_eq!(nightly(&story).await.unwrap().found, 3);
    }
    let to = |mails: Vec<crate::support::post::Mail>| {
        let mut to: Vec<String> = mails.into_iter().map(|mail| mail.to).collect();
        to.sort();
        to
    };
    assert_eq!(to(story.mails("alert").await), ["max@staff.example", "pia@staff.example"], "once a day");
    story.pass(SignedDuration::from_hours(24));
    nightly(&story).await.unwrap();
    assert_eq!(story.mails("alert").await.len(), 4, "for as long as it lasts");
    let mail = story.mails("alert").await.remove(0);
    assert!(mail.says("habeas audit verify") && mail.says("3"));
});

on_both!(a_record_that_cannot_be_read_is_told_as_well, |story| {
    story.hire("Pia", Role::PrivacyOfficer.code()).await;
    story.tamper("ALTER TABLE sealed_looks RENAME TO sealed_nothing", &[]).await;
    let nights = [nightly(&story).await.is_err(), nightly(&story).await.is_err()];
    // Before anything else can fail: the next test may get the same database.
    story.tamper("ALTER TABLE sealed_nothing RENAME TO sealed_looks", &[]).await;
    assert_eq!(nights, [true, true]);
    let mails = story.mails("alert").await;
    assert_eq!(mails.len(), 1, "once a day");
    assert!(mails[0].says("could not read it") && mails[0].says("habeas audit verify"));
});
