//! What demonstrations leave out, and pages read: what everybody holds and is told of, who looked at what, what was erased since.

use domain::Kind;
use domain::clock::ClockName;
use domain::guardian::Flag;
use domain::role::works_on;
use jiff::{SignedDuration, Timestamp};
use serde_json::json;

use crate::args;
use crate::house::House;
use crate::store::flag::{self, ChildFlag};
use crate::store::staff::{self, Staff};
use crate::store::{Conn, Row, StoreError, breach};
use crate::vault::Vault;

/// A ticket that was told, as far as the rest goes by it.
struct Told {
    id: String,
    reference: String,
    product: String,
    kind: Kind,
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
    house
        .store
        .write(move |conn| {
            Box::pin(async move {
                let staff = staff::all(conn, &vault).await?;
                balance(conn).await?;
                let tickets = told(conn).await?;
                for (at, ticket) in tickets.iter().enumerate() {
                    let seers: Vec<&Staff> = staff.iter().filter(|member| ticket.is_seen_by(member)).collect();
                    let workers: Vec<&Staff> = seers.iter().copied().filter(|member| member.can(works_on(ticket.kind))).collect();
                    if ticket.open && ticket.held {
                        let member = &workers[at % workers.len()].id;
                        conn.run("UPDATE tickets SET assignee = $2 WHERE id = $1", args![&ticket.id, member]).await?;
                    }
                    for look_number in [at, at + tickets.len()] {
                        look(conn, look_number, ticket, &seers[look_number % seers.len()].id).await?;
                    }
                    if at % 2 == 0 {
                        figure(conn, at, ticket, now).await?;
                    }
                    if at % 3 == 0 {
                        session(conn, &vault.hash("crowd", &ticket.id), ticket).await?;
                    }
                    if at % 20 == 0 {
                        fact(conn, at, ticket, &workers[0].id).await?;
                    }
                }
                alerts(conn, &staff, &tickets).await?;
                families(conn, &vault, now).await?;
                house_events(conn, tickets.len() as i64).await
            })
        })
        .await
}

impl Told {
    fn is_seen_by(&self, member: &Staff) -> bool {
        member.sees(&self.product) && member.role.sees(self.kind)
    }
}

/// The stories are mostly about the first product; here every second request that the other takes as well is about that, so that
/// its lists have more than one page.
async fn balance(conn: &mut Conn) -> Result<(), StoreError> {
    for sql in [
        "UPDATE tickets SET product = 'japanese-ai' WHERE id IN (SELECT id FROM crowd) AND kind IN ('access', 'deletion', 'correction') \
         AND received_at % 2 = 0",
        "UPDATE outcomes SET product = (SELECT tickets.product FROM tickets WHERE tickets.id = outcomes.ticket_id) \
         WHERE ticket_id IN (SELECT id FROM crowd)",
        "UPDATE alerts SET product = (SELECT tickets.product FROM tickets WHERE tickets.id = alerts.ticket_id) \
         WHERE ticket_id IN (SELECT id FROM crowd)",
        "UPDATE alert_people SET product = (SELECT alerts.product FROM alerts WHERE alerts.id = alert_people.alert_id) \
         WHERE alert_id IN (SELECT id FROM crowd)",
    ] {
        conn.run(sql, &[]).await?;
    }
    Ok(())
}

async fn told(conn: &mut Conn) -> Result<Vec<Told>, StoreError> {
    let wrong = |row: &Row| StoreError::Inconsistent { table: "tickets", column: "kind", row: row.text("id").unwrap_or_default() };
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
            kind: Kind::from_code(&row.text("kind")?).ok_or_else(|| wrong(row))?,
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
    let (state, reasons) = if number.is_multiple_of(8) { ("denied", "identity_unproven") } else { ("fulfilled", "") };
    conn.run(
        "INSERT INTO closed_figures (id, product, kind, country, policy_version, cycle, received_at, closed_at, state, reasons, \
         promise_kept, law_kept, erased_at) VALUES ($1, $2, $3, 'FR', '2025-01-01', 1, $4, $5, $6, $7, 1, 1, $8)",
        args![&id, &ticket.product, ticket.kind.code(), later(now, -ago - 30), later(now, -ago), state, reasons, now],
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

/// Each alert is told to a third of those who see its ticket, and two of three have seen it; some of what is late has its reason.
async fn alerts(conn: &mut Conn, staff: &[Staff], tickets: &[Told]) -> Result<(), StoreError> {
    let rows = conn
        .all("SELECT id, ticket_id, cycle, clock, threshold, at FROM alerts WHERE id IN (SELECT id FROM crowd) ORDER BY id", &[])
        .await?;
    for (number, row) in rows.iter().enumerate() {
        let (id, at) = (row.text("id")?, row.moment("at")?);
        let of = row.text("ticket_id")?;
        let seers = staff.iter().filter(|member| tickets.iter().any(|ticket| ticket.id == of && ticket.is_seen_by(member)));
        for (place, member) in seers.enumerate().filter(|(place, _)| (number + place) % 3 == 0) {
            let seen = ((number / 3 + place) % 3 > 0).then(|| later(at, 1));
            conn.run(
                "INSERT INTO alert_people (alert_id, staff_id, seen_at, product, kind) SELECT alerts.id, $2, $3, alerts.product, alerts.kind \
                 FROM alerts WHERE alerts.id = $1 ON CONFLICT (alert_id, staff_id) DO NOTHING",
                args![&id, &member.id, seen],
            )
            .await?;
        }
        if row.text("threshold")? == "breach" && number % 4 == 0 {
            let (clock, actor) = (row.text("clock")?, format!("staff:{}", staff[0].id));
            let clock = ClockName::from_code(&clock).ok_or(StoreError::Inconsistent { table: "alerts", column: "clock", row: id })?;
            breach::insert(conn, &of, row.int("cycle")?, clock, "staffing", &actor, at).await?;
        }
    }
    Ok(())
}

/// Each child has a consent, and some a flag.
async fn families(conn: &mut Conn, vault: &Vault, now: Timestamp) -> Result<(), StoreError> {
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
            let new = ChildFlag {
                id: id.clone(),
                flag: Flag::Separated,
                authority_id: Some(authority),
                set_at: later(now, -24),
                set_by: "system".to_owned(),
                lifted_at: None,
                note: String::new(),
            };
            flag::set(conn, vault, &key, &new).await?;
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
