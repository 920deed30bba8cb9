//! A demonstration must hold what a real desk would have written.

use std::collections::BTreeSet;

use domain::{Kind, State};
use jiff::Timestamp;

use super::fill::fill;
use crate::desk::{look, reckon, record, retention};
use crate::jobs;
use crate::store::queue::{self, Filter};
use crate::store::{bulk, outbox, staff, ticket};
use crate::testing::{Database, TestHouse, house};

async fn filled(tickets: usize) -> TestHouse {
    filled_on(Database::Sqlite, tickets).await
}

async fn filled_on(database: Database, tickets: usize) -> TestHouse {
    let test = house(database, "2026-06-16T03:20:00Z".parse::<Timestamp>().unwrap()).await;
    fill(&test.house, tickets, 7, 7).await.unwrap();
    test
}

#[tokio::test]
async fn every_state_and_kind_is_there_and_the_record_is_whole() {
    let test = filled(300).await;
    let house = &test.house;
    let mut conn = house.store.read().await.unwrap();
    let (mut states, mut kinds, mut products) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    let rows = conn.all("SELECT id FROM tickets", &[]).await.unwrap();
    assert_eq!(rows.len(), 300);
    for row in &rows {
        let ticket = ticket::by_id(&mut conn, &house.vault, &row.text("id").unwrap()).await.unwrap().unwrap();
        // What is stored is what the engine says now.
        let now = reckon::cache(&reckon::evaluation(house, &mut conn, &ticket, house.now(), false).await.unwrap(), &ticket);
        assert_eq!(now.promise_due_at, ticket.cached.promise_due_at, "{}", ticket.reference);
        assert_eq!(now.law_due_at, ticket.cached.law_due_at, "{}", ticket.reference);
        assert_eq!(now.review_due_at, ticket.cached.review_due_at, "{}", ticket.reference);
        if ticket.state.on_queue() {
            assert_eq!(now, ticket.cached, "{}", ticket.reference);
        }
        states.insert(ticket.state.code());
        kinds.insert(ticket.kind.code());
        products.insert(ticket.product);
    }
    assert_eq!(states.len(), State::ALL.len(), "{states:?}");
    assert_eq!(kinds.len(), Kind::ALL.len(), "{kinds:?}");
    assert_eq!(products.len(), 2);
    let seen = record::verify(house, &[]).await.unwrap();
    assert_eq!(seen.findings, []);
    assert!(seen.seals > 0 && seen.events > 1000);
    assert!(!bulk::is_empty(&mut conn).await.unwrap());
    assert!(bulk::is_marked(&mut conn).await.unwrap());
}

#[tokio::test]
async fn the_jobs_find_nothing_to_do_and_no_mail_leaves() {
    let test = filled(300).await;
    assert_eq!(jobs::run_once(&test.house).await.unwrap(), 0);
    assert!(!outbox::any_queued(&mut test.house.store.read().await.unwrap()).await.unwrap());
}

#[tokio::test]
async fn every_page_of_the_desk_can_be_shown() {
    let test = filled(200).await;
    let house = &test.house;
    let mut conn = house.store.read().await.unwrap();
    let member = staff::all(&mut conn, &house.vault).await.unwrap().into_iter().find(|one| one.role == domain::Role::Lead).unwrap();
    let desk = house.agent(&member);
    let mut shown = 0;
    let mut minors = 0;
    for row in conn.all("SELECT reference, minor FROM tickets WHERE state NOT IN ('identity_unverified', 'expired')", &[]).await.unwrap() {
        let reference = row.text("reference").unwrap();
        if row.truth("minor").unwrap() {
            // Otto is approved; what for is asked of him all the same.
            assert!(desk.view(&reference).await.is_err(), "{reference}");
            look::begin(&desk, &reference, "quality_check", "").await.unwrap();
            minors += 1;
        }
        let view = desk.view(&reference).await.unwrap();
        assert!(!view.timeline.is_empty());
        assert_eq!(
            view.outcomes.is_empty(),
            !matches!(view.state.code(), "fulfilled" | "partially_fulfilled" | "denied" | "decided" | "appealed"),
            "{}",
            view.reference
        );
        shown += 1;
    }
    assert!(shown > 150 && minors > 5);
    let counts = desk.counts().await.unwrap();
    for name in ["open", "unassigned", "at_risk", "breached", "paused"] {
        assert!(counts.iter().any(|(have, count)| have == name && *count > 0), "{name}: {counts:?}");
    }
    let (lines, _) = queue::page(&mut conn, &Filter::default(), None, house.now()).await.unwrap();
    assert_eq!(lines.len(), queue::PAGE);
}

#[tokio::test]
async fn the_same_seed_gives_the_same_tickets() {
    let (one, two) = (filled(60).await, filled(60).await);
    let references = async |test: &TestHouse| {
        let mut conn = test.house.store.read().await.unwrap();
        let rows = conn.all("SELECT reference, received_at, state FROM tickets ORDER BY reference", &[]).await.unwrap();
        rows.iter()
            .map(|row| (row.text("reference").unwrap(), row.int("received_at").unwrap(), row.text("state").unwrap()))
            .collect::<Vec<_>>()
    };
    assert_eq!(references(&one).await, references(&two).await);
}

#[tokio::test]
async fn the_printed_password_opens_the_desk() {
    let test = house(Database::Sqlite, "2026-06-16T03:20:00Z".parse::<Timestamp>().unwrap()).await;
    let members = fill(&test.house, 5, 1, 99).await.unwrap();
    assert_eq!(members.len(), 6);
    assert!(test.house.log_in(members[0].email, &members[0].password, "127.0.0.1").await.is_ok());
}

#[tokio::test]
async fn postgres_takes_the_same_rows() {
    let test = filled_on(Database::Postgres, 120).await;
    assert_eq!(jobs::run_once(&test.house).await.unwrap(), 0);
    let seen = record::verify(&test.house, &[]).await.unwrap();
    assert_eq!(seen.findings, []);
    assert!(seen.streams > 100);
}

#[tokio::test]
async fn after_years_only_figures_are_left() {
    for database in [Database::Sqlite, Database::Postgres] {
        let test = filled_on(database, 300).await;
        let house = &test.house;
        let count = async |sql: &'static str| house.store.read().await.unwrap().one(sql, &[]).await.unwrap().unwrap().int("n").unwrap();
        let open = "SELECT COUNT(*) AS n FROM tickets WHERE on_queue = 1 OR state = 'identity_unverified'";
        let (before, ended) = (count(open).await, count("SELECT COUNT(*) AS n FROM outcomes").await);
        let lost = count("SELECT COUNT(*) AS n FROM outcomes JOIN tickets ON tickets.id = ticket_id WHERE on_queue = 1").await;
        // The case of an authority stays as long as the authority stands, and its outcome with it.
        let stands = "SELECT COUNT(*) AS n FROM tickets JOIN authorities ON authorities.ticket_id = tickets.id \
                      WHERE tickets.on_queue = 0 AND authorities.state IN ('pending', 'granted', 'suspended')";
        let cases = count(stands).await;
        house.clock.set(house.now() + jiff::SignedDuration::from_hours(24 * (5 * 366 + 400)));
        let done = retention::carry_out_all(house).await.unwrap();
        assert!(done.values().sum::<u64>() > 100, "{done:?}");
        // Nothing that is open was touched, and of the rest nothing is there but figures.
        assert_eq!(count(open).await, before);
        assert_eq!(count("SELECT COUNT(*) AS n FROM tickets").await, before + cases);
        assert_eq!(count("SELECT COUNT(*) AS n FROM outcomes").await, lost + cases);
        assert!(count("SELECT COUNT(*) AS n FROM closed_figures").await >= ended - lost - cases);
        let seen = record::verify(house, &[]).await.unwrap();
        assert_eq!(seen.findings, []);
    }
}
