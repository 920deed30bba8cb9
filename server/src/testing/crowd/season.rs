//! What demonstrations leave out, and pages read: what everybody holds and is told of, who looked at what, what was erased since.

use domain::clock::ClockName;
use jiff::{SignedDuration, Timestamp};
use serde_json::json;

use crate::args;
use crate::house::House;
use crate::store::{Conn, StoreError, breach};

/// A ticket that was told, as far as the rest goes by it.
struct Told {
    id: String,
    reference: String,
    product: String,
    kind: String,
    open: bool,
    held: bool,
    minor: bool,
    received_at: Timestamp,
}

/// Adds all of it to the stories that were told.
///
/// # Errors
/// The store's.
pub(super) async fn all(house: &House) -> Result<(), StoreError> {
    let (vault, now) = (house.vault.clone(), house.now());
    let hash = move |what: &str| vault.hash("crowd", what);
    house
        .store
        .write(move |conn| {
            Box::pin(async move {
                let staff: Vec<String> = texts(conn, "SELECT id AS value FROM staff ORDER BY id").await?;
                let tickets = told(conn).await?;
                for (at, ticket) in tickets.iter().enumerate() {
                    let member = &staff[at % staff.len()];
                    if ticket.open && ticket.held {
                        conn.run("UPDATE tickets SET assignee = $2 WHERE id = $1", args![&ticket.id, member]).await?;
                    }
                    look(conn, at, ticket, member).await?;
                    look(conn, at + tickets.len(), ticket, &staff[(at + 1) % staff.len()]).await?;
                    if at % 2 == 0 {
                        figure(conn, at, ticket, now).await?;
                    }
                    if at % 3 == 0 {
                        session(conn, &hash(&ticket.id), ticket).await?;
                    }
                    if at % 20 == 0 {
                        fact(conn, at, ticket, member).await?;
                    }
                }
                alerts(conn, &staff).await?;
                families(conn, now).await?;
                house_events(conn, tickets.len() as i64).await
            })
        })
        .await
}

async fn texts(conn: &mut Conn, sql: &'static str) -> Result<Vec<String>, StoreError> {
    conn.all(sql, &[]).await?.iter().map(|row| row.text("value")).collect()
}

async fn told(conn: &mut Conn) -> Result<Vec<Told>, StoreError> {
    conn.all(
        "SELECT id, reference, product, kind, on_queue, assignee, minor, received_at FROM tickets WHERE id IN (SELECT id FROM crowd) \
         ORDER BY received_at, id",
        &[],
    )
    .await?
    .iter()
    .map(|row| {
        Ok(Told {
            id: row.text("id")?,
            reference: row.text("reference")?,
            product: row.text("product")?,
            kind: row.text("kind")?,
            open: row.truth("on_queue")?,
            held: row.opt_text("assignee")?.is_some(),
            minor: row.truth("minor")?,
            received_at: row.moment("received_at")?,
        })
    })
    .collect()
}

async fn ours(conn: &mut Conn, id: &str) -> Result<(), StoreError> {
    conn.run("INSERT INTO crowd (id) VALUES ($1)", args![id]).await.map(drop)
}

/// Somebody looked at it some hours after it came.
async fn look(conn: &mut Conn, number: usize, ticket: &Told, member: &str) -> Result<(), StoreError> {
    let (id, at) = (format!("look-{number:05}"), later(ticket.received_at, 7 + number as i64 % 50));
    conn.run(
        "INSERT INTO looks (id, at, until, staff_id, what, ticket_id, reference, product, minor, purpose) \
         VALUES ($1, $2, $3, $4, 'ticket', $5, $6, $7, $8, 'working_the_request')",
        args![&id, at, later(at, 1), member, &ticket.id, &ticket.reference, &ticket.product, ticket.minor],
    )
    .await?;
    ours(conn, &id).await
}

/// What stays of a ticket like this one that was erased in the last three years.
async fn figure(conn: &mut Conn, number: usize, ticket: &Told, now: Timestamp) -> Result<(), StoreError> {
    let (id, ago) = (format!("figure-{number:05}"), 24 * (30 + number as i64 * 13 % 1060));
    let (state, reasons) = if number % 8 == 0 { ("denied", "identity_unproven") } else { ("fulfilled", "") };
    conn.run(
        "INSERT INTO closed_figures (id, product, kind, country, policy_version, cycle, received_at, closed_at, state, reasons, \
         promise_kept, law_kept, erased_at) VALUES ($1, $2, $3, 'FR', '2025-01-01', 1, $4, $5, $6, $7, 1, 1, $8)",
        args![&id, &ticket.product, &ticket.kind, later(now, -ago - 30), later(now, -ago), state, reasons, now],
    )
    .await?;
    ours(conn, &id).await
}

/// A requester has it open still.
async fn session(conn: &mut Conn, token: &[u8], ticket: &Told) -> Result<(), StoreError> {
    let id = format!("session-{}", ticket.id);
    conn.run(
        "INSERT INTO sessions (token_hash, kind, ticket_id, created_at, expires_at, id, seen_at) VALUES ($1, 'requester', $2, $3, $4, $5, $3)",
        args![token, &ticket.id, ticket.received_at, later(ticket.received_at, 24 * 400), &id],
    )
    .await?;
    ours(conn, &id).await
}

/// A due was set by hand.
async fn fact(conn: &mut Conn, number: usize, ticket: &Told, member: &str) -> Result<(), StoreError> {
    let at = later(ticket.received_at, 3);
    conn.run(
        "INSERT INTO clock_facts (id, ticket_id, cycle, kind, at, value, actor) VALUES ($1, $2, 1, 'manual_due', $3, $4, $5)",
        args![format!("fact-{number:05}"), &ticket.id, at, later(at, 72), format!("staff:{member}")],
    )
    .await
    .map(drop)
}

/// Everybody who works here is told of a fourth of the alerts and has seen two of three; most that is late has its reason.
async fn alerts(conn: &mut Conn, staff: &[String]) -> Result<(), StoreError> {
    let rows = conn
        .all("SELECT id, ticket_id, cycle, clock, threshold, at FROM alerts WHERE id IN (SELECT id FROM crowd) ORDER BY id", &[])
        .await?;
    for (number, row) in rows.iter().enumerate() {
        let (id, at) = (row.text("id")?, row.moment("at")?);
        for (place, member) in staff.iter().enumerate().filter(|(place, _)| (number + place) % 4 == 0) {
            let seen = ((number / 4 + place) % 3 > 0).then(|| later(at, 1));
            conn.run(
                "INSERT INTO alert_people (alert_id, staff_id, seen_at) VALUES ($1, $2, $3) ON CONFLICT (alert_id, staff_id) DO NOTHING",
                args![&id, member, seen],
            )
            .await?;
        }
        if row.text("threshold")? == "breach" && number % 4 > 0 {
            let (clock, actor) = (row.text("clock")?, format!("staff:{}", staff[0]));
            let clock = ClockName::from_code(&clock).ok_or(StoreError::Inconsistent { table: "alerts", column: "clock", row: id })?;
            breach::insert(conn, &row.text("ticket_id")?, row.int("cycle")?, clock, "staffing", &actor, at).await?;
        }
    }
    Ok(())
}

/// Each child has a consent, and some a flag.
async fn families(conn: &mut Conn, now: Timestamp) -> Result<(), StoreError> {
    let rows = conn
        .all(
            "SELECT id, product, country, child_id, account_id, child_key, rule FROM authorities WHERE id IN (SELECT id FROM crowd) ORDER BY id",
            &[],
        )
        .await?;
    for (number, row) in rows.iter().enumerate() {
        let (id, authority, key) = (format!("consent-{number:05}"), row.text("id")?, row.bytes("child_key")?);
        conn.run(
            "INSERT INTO consents (id, reference, product, country, child_id, child_key, authority_id, account_id, state, method, scope, \
             rule, policy_version, given_at, ends_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'given', 'document', 'account', $9, \
             '2025-12-31', $10, $11)",
            args![
                &id,
                format!("CN-{number:05}"),
                row.text("product")?,
                row.text("country")?,
                row.text("child_id")?,
                key.clone(),
                &authority,
                row.text("account_id")?,
                row.text("rule")?,
                later(now, -24 * 100),
                later(now, 24 * 900),
            ],
        )
        .await?;
        ours(conn, &id).await?;
        if number % 3 == 0 {
            let id = format!("flag-{number:05}");
            conn.run(
                "INSERT INTO child_flags (id, child_key, kind, authority_id, set_at, set_by) VALUES ($1, $2, 'separated', $3, $4, 'system')",
                args![&id, key, &authority, later(now, -24)],
            )
            .await?;
            ours(conn, &id).await?;
        }
    }
    Ok(())
}

/// So many more events of the house: somebody logged in, or searched. Their hashes are none; no page reads the chain for them.
pub(super) async fn house_events(conn: &mut Conn, count: i64) -> Result<(), StoreError> {
    let last = conn.one("SELECT MAX(seq) AS n FROM events WHERE stream = 'house'", &[]).await?.map_or(Ok(None), |row| row.opt_int("n"))?;
    let last = last.unwrap_or(0);
    let data = json!({"found": 1}).to_string();
    conn.run(
        "INSERT INTO events (stream, seq, at, actor, kind, data, prev, hash) WITH RECURSIVE more (k) AS (SELECT CAST($1 AS BIGINT) UNION ALL \
         SELECT k + 1 FROM more WHERE k < $2) SELECT 'house', k, 1700000000000 + k * 60000, 'system', 'searched', $3, $4, $4 FROM more",
        args![last + 1, last + count, data, [0_u8; 32]],
    )
    .await?;
    conn.run("UPDATE heads SET seq = $1 WHERE stream = 'house'", args![last + count]).await.map(drop)
}

fn later(at: Timestamp, hours: i64) -> Timestamp {
    at.saturating_add(SignedDuration::from_hours(hours)).unwrap_or(at)
}
