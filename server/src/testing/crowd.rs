//! A portal as it is after years: invented tickets of every age, kind and state with all that hangs on them, multiplied by the
//! database itself. Telling and sealing twenty thousand stories would take a test minutes; copying a few hundred of them takes
//! seconds. A copy has identifiers and hashes of its own and the moments of its original. Its sealed fields do not open, and no
//! list opens them, save the log of refusals: what that shows is sealed again.

mod season;

use crate::cli::demo;
use crate::house::House;
use crate::store::outcome::{OutcomeBody, Refusal};
use crate::store::{Conn, StoreError};
use crate::vault::Place;

/// How many tickets are told; the others are their copies.
pub const TOLD: usize = 500;

/// The tables that grow with the tickets: the identifiers that a copy has of its own, the hashes, and by which column a row belongs to
/// the crowd (the table `crowd` holds the identifiers of all that is copied).
const TABLES: [(&str, &str, &str, &str); 23] = [
    ("tickets", "id reference account_id authority_id duplicate_of", "email_hash app_id_hash same_hash child_key", "id"),
    ("reports", "id ticket_id reference", "email_hash", "ticket_id"),
    ("pauses", "id ticket_id", "", "ticket_id"),
    ("messages", "id ticket_id report_id mail_id", "", "ticket_id"),
    ("files", "id ticket_id report_id message_id", "", "ticket_id"),
    ("outcomes", "id ticket_id", "", "ticket_id"),
    ("outbox", "id ticket_id once message_id", "", "ticket_id"),
    ("codes", "id ticket_id report_id account_id authority_id", "holder code_hash link_hash", "ticket_id"),
    ("alerts", "id ticket_id", "", "ticket_id"),
    ("alert_people", "alert_id mail_id", "", "alert_id"),
    ("clock_facts", "id ticket_id mail_id", "", "ticket_id"),
    ("breach_reasons", "ticket_id", "", "ticket_id"),
    ("events", "stream", "", "stream"),
    ("heads", "stream", "", "stream"),
    ("accounts", "id", "email_hash", "id"),
    ("children", "id account_id", "child_key email_hash", "id"),
    ("authorities", "id child_id account_id ticket_id", "child_key", "id"),
    ("consents", "id reference child_id authority_id account_id", "child_key", "id"),
    ("agreements", "ticket_id authority_id", "", "ticket_id"),
    ("child_flags", "id authority_id", "child_key", "id"),
    ("looks", "id ticket_id reference", "", "id"),
    ("sessions", "id ticket_id account_id", "token_hash", "id"),
    ("closed_figures", "id", "", "id"),
];

/// How many refusals the log is opened for: more than its first pages show.
const OPENED: i64 = 400;

/// The crowd in a house.
#[derive(Debug)]
pub struct Crowd {
    /// How many times each story is there.
    times: i64,
}

impl Crowd {
    /// Tells the stories. Nothing else may be in the database yet.
    ///
    /// # Errors
    /// The store's, or a story's that cannot be told.
    pub async fn tell(house: &House) -> Result<Self, crate::desk::DeskError> {
        demo::fill(house, TOLD, 7, 7).await?;
        house
            .store
            .write(|conn| {
                Box::pin(async move {
                    conn.run("CREATE TABLE crowd (id TEXT PRIMARY KEY)", &[]).await?;
                    for sql in [
                        "INSERT INTO crowd SELECT id FROM tickets",
                        "INSERT INTO crowd SELECT 'ticket:' || id FROM tickets",
                        "INSERT INTO crowd SELECT id FROM alerts",
                        "INSERT INTO crowd SELECT id FROM accounts",
                        "INSERT INTO crowd SELECT id FROM children",
                        "INSERT INTO crowd SELECT id FROM authorities",
                    ] {
                        conn.run(sql, &[]).await?;
                    }
                    Ok::<_, StoreError>(())
                })
            })
            .await?;
        Ok(Self { times: 1 })
    }

    /// Lets everybody who works here, and all that demonstrations leave out, have their part in it.
    ///
    /// # Errors
    /// The store's.
    pub async fn season(&self, house: &House) -> Result<(), StoreError> {
        season::all(house).await
    }

    /// Copies the stories until each is there so many times.
    ///
    /// # Errors
    /// The store's.
    pub async fn grow(&mut self, house: &House, times: i64) -> Result<(), StoreError> {
        let from = self.times + 1;
        let vault = house.vault.clone();
        house
            .store
            .write(move |conn| {
                Box::pin(async move {
                    for table in TABLES {
                        copy(conn, table, from, times).await?;
                    }
                    season::house_events(conn, (times - from + 1) * TOLD as i64).await?;
                    for row in conn
                        .all(
                            "SELECT id FROM outcomes WHERE state IN ('denied', 'partially_fulfilled') AND id LIKE '%~%' \
                             ORDER BY closed_at DESC, id DESC LIMIT $1",
                            crate::args![OPENED],
                        )
                        .await?
                    {
                        let id = row.text("id")?;
                        let refusal = Refusal {
                            item: String::new(),
                            reason: "identity_unproven".into(),
                            law: String::new(),
                            words: "It could not be shown whose it is.".into(),
                            record: None,
                        };
                        let body = OutcomeBody { refusals: vec![refusal], ..OutcomeBody::default() };
                        let sealed = vault.seal_json(Place("outcomes.body", &id), &body);
                        conn.run("UPDATE outcomes SET body = $2 WHERE id = $1", crate::args![&id, sealed]).await?;
                    }
                    Ok::<_, StoreError>(())
                })
            })
            .await?;
        self.times = times;
        // PostgreSQL does so by itself in time. SQLite plans without figures of what is in the tables.
        let mut conn = house.store.read().await?;
        conn.run(conn.pick("SELECT 1", "VACUUM ANALYZE"), &[]).await.map(drop)
    }
}

async fn copy(
    conn: &mut Conn,
    (table, ids, hashes, whose): (&'static str, &str, &str, &str),
    from: i64,
    to: i64,
) -> Result<(), StoreError> {
    let question = conn.pick(
        "SELECT name FROM pragma_table_info($1) ORDER BY cid",
        "SELECT CAST(column_name AS TEXT) AS name FROM information_schema.columns WHERE table_name = $1 ORDER BY ordinal_position",
    );
    let columns: Vec<String> =
        conn.all(question, crate::args![table]).await?.iter().map(|row| row.text("name")).collect::<Result<_, _>>()?;
    let is = |list: &str, column: &str| list.split(' ').any(|one| one == column);
    let values: Vec<String> = columns
        .iter()
        .map(|column| {
            if is(ids, column) {
                format!("{table}.{column} || '~' || copies.k")
            } else if is(hashes, column) {
                let other = conn.pick(
                    "CASE WHEN COLUMN IS NOT NULL THEN CAST(hex(COLUMN) || '~' || copies.k AS BLOB) END",
                    "COLUMN || convert_to('~' || copies.k, 'UTF8')",
                );
                other.replace("COLUMN", &format!("{table}.{column}"))
            } else {
                format!("{table}.{column}")
            }
        })
        .collect();
    let (columns, values) = (columns.join(", "), values.join(", "));
    let sql = format!(
        "INSERT INTO {table} ({columns}) WITH RECURSIVE copies (k) AS (SELECT {from} UNION ALL SELECT k + 1 FROM copies WHERE k < {to}) \
         SELECT {values} FROM {table} CROSS JOIN copies \
         WHERE {table}.{whose} IN (SELECT id FROM crowd)"
    );
    conn.run_built(sql, &[]).await.map(drop)
}
