//! The agents' queue: pages in the order of the governing due moment, counts, and exact search. Nothing personal is opened here.

use domain::role::REVIEWED;
use domain::{Kind, Scope, State};
use jiff::Timestamp;

use super::ticket::{Cached, cached};
use super::{Arg, Conn, Row, StoreError};
use crate::args;

/// What the queue shows of a ticket.
#[derive(Debug, Clone)]
pub struct Line {
    /// Identifier.
    pub id: String,
    /// Reference.
    pub reference: String,
    /// The pack's slug.
    pub product: String,
    /// What it is about.
    pub kind: Kind,
    /// Where it stands.
    pub state: State,
    /// The requester's country.
    pub country: Option<String>,
    /// The requester's language tag.
    pub lang: String,
    /// When it came.
    pub received_at: Timestamp,
    /// When it was closed, if it was.
    pub stopped_at: Option<Timestamp>,
    /// The clocks.
    pub cached: Cached,
    /// Who holds it.
    pub assignee: Option<String>,
    /// Escalated the moment it came.
    pub urgent: bool,
}

/// What the queue is narrowed to. Everything empty: all that is open.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// What the reader may see.
    pub within: Within,
    /// Only this kind.
    pub kind: Option<Kind>,
    /// Only this product.
    pub product: Option<String>,
    /// Only this state; a closed one leaves the queue for the archive, newest first.
    pub state: Option<State>,
    /// Only what this member of staff holds.
    pub assignee: Option<String>,
    /// Only what nobody holds.
    pub unassigned: bool,
    /// Only what is at risk, or worse.
    pub at_risk: bool,
    /// Only what is breached.
    pub breached: bool,
}

/// What somebody may see at all, before they choose anything. By default everything.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Within {
    /// Only the tickets of these products.
    pub products: Scope,
    /// Only what reviewers work on (`true`), or only requests (`false`).
    pub reviewed: Option<bool>,
    /// Leaves out what needs the approval for children's data.
    pub no_minors: bool,
}

/// What a condition is written for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum For {
    /// Rows in no order: whichever index leaves the fewest.
    Any,
    /// The first rows in the order of a list, where the index must have that order: otherwise all that there is would be sorted. SQLite
    /// chooses an index by how a condition is written, and looks for no column inside an expression.
    List,
}

impl For {
    /// For a list. PostgreSQL knows how much each index leaves, and is told no more than that.
    pub(super) const fn list(conn: &Conn) -> Self {
        if conn.plans_by_figures() { Self::Any } else { Self::List }
    }
}

impl Within {
    /// As SQL that continues a condition on tickets, its values bound; empty when there is no limit.
    pub(super) fn sql(&self, purpose: For, args: &mut Vec<Arg>) -> String {
        self.sql_of("tickets", purpose, args)
    }

    /// The same on another table that has the product and the kind of a ticket.
    pub(super) fn sql_of(&self, table: &'static str, purpose: For, args: &mut Vec<Arg>) -> String {
        let text = if purpose == For::List { " || ''" } else { "" };
        let mut sql = String::new();
        let mut bind = |value: &str| {
            args.push(value.into());
            format!("${}", args.len())
        };
        if let Scope::Only(slugs) = &self.products {
            let list: Vec<_> = slugs.iter().map(|slug| bind(slug)).collect();
            sql.push_str(&match list.as_slice() {
                [] => " AND 1 = 0".to_owned(),
                // Written so, the index of the product already has the order of the queue.
                [one] => format!(" AND {table}.product = {one}"),
                many => format!(" AND {table}.product{text} IN ({})", many.join(", ")),
            });
        }
        if let Some(reviewed) = self.reviewed {
            let list: Vec<_> = REVIEWED.iter().map(|code| bind(code)).collect();
            sql.push_str(&format!(" AND {table}.kind{text} {}IN ({})", if reviewed { "" } else { "NOT " }, list.join(", ")));
        }
        if self.no_minors {
            sql.push_str(" AND tickets.minor = 0");
        }
        sql
    }
}

/// How many lines a page has.
pub const PAGE: usize = 50;

/// Counts stop here: "999+" costs the same with a million tickets as with a thousand.
pub const COUNT_LIMIT: i64 = 1000;

const LINE: &str = "id, reference, product, kind, state, country, lang, received_at, stopped_at, promise_due_at, law_due_at, review_due_at, \
    governing, sort_at, at_risk_at, breach_at, paused_until, alert_at, assignee, urgent";

/// A page of the queue after the line at `after` (its sort moment and identifier), and whether there is another.
///
/// # Errors
/// The database's.
pub async fn page(
    conn: &mut Conn,
    filter: &Filter,
    after: Option<(Timestamp, String)>,
    now: Timestamp,
) -> Result<(Vec<Line>, bool), StoreError> {
    match (filter.within.reviewed, filter.kind) {
        // What is on the other side of the house: all of it would be looked at for nothing. A request never ends decided.
        (Some(reviewed), Some(kind)) if REVIEWED.contains(&kind.code()) != reviewed => Ok((Vec::new(), false)),
        (Some(false), _) if filter.state == Some(State::Decided) => Ok((Vec::new(), false)),
        // The few kinds of reviewers are read one by one, each in the order of its index.
        (Some(true), None) => {
            let (mut lines, mut more) = (Vec::new(), false);
            for kind in REVIEWED.into_iter().filter_map(Kind::from_code) {
                let within = Within { reviewed: None, ..filter.within.clone() };
                let (found, rest) = page_of(conn, &Filter { within, kind: Some(kind), ..filter.clone() }, after.clone(), now).await?;
                lines.extend(found);
                more |= rest;
            }
            if is_closed(filter) {
                lines.sort_by(|a, b| (b.stopped_at, &b.id).cmp(&(a.stopped_at, &a.id)));
            } else {
                lines.sort_by(|a, b| (a.cached.sort_at, &a.id).cmp(&(b.cached.sort_at, &b.id)));
            }
            more |= lines.len() > PAGE;
            lines.truncate(PAGE);
            Ok((lines, more))
        }
        _ => page_of(conn, filter, after, now).await,
    }
}

fn is_closed(filter: &Filter) -> bool {
    filter.state.is_some_and(|state| !state.on_queue())
}

async fn page_of(
    conn: &mut Conn,
    filter: &Filter,
    after: Option<(Timestamp, String)>,
    now: Timestamp,
) -> Result<(Vec<Line>, bool), StoreError> {
    let mut args = Vec::new();
    let closed = is_closed(filter);
    // SQLite takes the index of the state as gladly, in which a rare kind would be looked for among all the others.
    let from =
        if closed && filter.kind.is_some() && !conn.plans_by_figures() { "tickets INDEXED BY tickets_closed_kind" } else { "tickets" };
    let mut sql = format!("SELECT {LINE} FROM {from} WHERE {}", where_clause(filter, For::list(conn), true, now, &mut args));
    if let Some((at, id)) = after {
        args.push(at.into());
        args.push(id.into());
        let (a, b) = (args.len() - 1, args.len());
        sql.push_str(&if closed { format!(" AND (stopped_at, id) < (${a}, ${b})") } else { format!(" AND (sort_at, id) > (${a}, ${b})") });
    }
    sql.push_str(if closed { " ORDER BY stopped_at DESC, id DESC" } else { " ORDER BY sort_at, id" });
    args.push((PAGE as i64 + 1).into());
    sql.push_str(&format!(" LIMIT ${}", args.len()));
    let mut lines = conn.all_built(sql, &args).await?.iter().map(line).collect::<Result<Vec<_>, _>>()?;
    let more = lines.len() > PAGE;
    lines.truncate(PAGE);
    Ok((lines, more))
}

/// How many tickets a filter leaves, at most [`COUNT_LIMIT`].
///
/// # Errors
/// The database's.
pub async fn count(conn: &mut Conn, filter: &Filter, now: Timestamp) -> Result<i64, StoreError> {
    let mut args = Vec::new();
    let inner = where_clause(filter, For::Any, false, now, &mut args);
    args.push(COUNT_LIMIT.into());
    conn.count_built(&format!("SELECT 1 AS one FROM tickets WHERE {inner} LIMIT ${}", args.len()), &args).await
}

fn where_clause(filter: &Filter, purpose: For, ordered: bool, now: Timestamp, args: &mut Vec<Arg>) -> String {
    let mut sql = String::from(match filter.state {
        // What was never proved stands on no list.
        Some(state) if !state.on_queue() => "stopped_at IS NOT NULL AND state <> 'expired'",
        _ => "on_queue = 1",
    });
    let mut and = |sql: &mut String, text: &str, arg: Arg| {
        args.push(arg);
        sql.push_str(&format!(" AND {text} ${}", args.len()));
    };
    if let Some(kind) = filter.kind {
        and(&mut sql, "kind =", kind.code().into());
    }
    if let Some(product) = &filter.product {
        // The indexes of a kind leave less than those of a product.
        and(&mut sql, if purpose == For::List && filter.kind.is_some() { "product || '' =" } else { "product =" }, product.into());
    }
    if let Some(state) = filter.state {
        and(&mut sql, "state =", state.code().into());
    }
    if let Some(assignee) = &filter.assignee {
        and(&mut sql, "assignee =", assignee.into());
    }
    if filter.at_risk {
        and(&mut sql, if purpose == For::List { "at_risk_at + 0 <=" } else { "at_risk_at <=" }, now.into());
    }
    if filter.breached {
        and(&mut sql, if ordered { "breach_at + 0 <" } else { "breach_at <" }, now.into());
        // What is late stands before this moment in the order: there a list ends, however few of it are left.
        and(&mut sql, "sort_at <", now.into());
    }
    if filter.unassigned {
        sql.push_str(" AND assignee IS NULL");
    }
    sql.push_str(&filter.within.sql(purpose, args));
    sql
}

/// The tickets with this reference (their own, or that of a report under them).
///
/// # Errors
/// The database's.
pub async fn by_reference(conn: &mut Conn, reference: &str, within: &Within) -> Result<Vec<Line>, StoreError> {
    let mut args = vec![reference.into()];
    let limits = within.sql(For::Any, &mut args);
    let sql = format!(
        "SELECT {LINE} FROM tickets WHERE state NOT IN ('identity_unverified', 'expired') AND id IN (SELECT id FROM tickets WHERE reference = $1 UNION SELECT ticket_id FROM reports WHERE reference = $1){limits}"
    );
    conn.all_built(sql, &args).await?.iter().map(line).collect()
}

/// The newest tickets whose e-mail has this hash, or whose app ID has one of these.
///
/// # Errors
/// The database's.
pub async fn by_hash(conn: &mut Conn, email: &[u8], app_ids: &[Vec<u8>], within: &Within) -> Result<Vec<Line>, StoreError> {
    let mut args = vec![email.into(), (PAGE as i64).into()];
    let mut of_app_ids = String::new();
    for app_id in app_ids {
        args.push(app_id.as_slice().into());
        of_app_ids.push_str(&format!("UNION SELECT id FROM tickets WHERE app_id_hash = ${} ", args.len()));
    }
    let limits = within.sql(For::Any, &mut args);
    let sql = format!(
        "SELECT {LINE} FROM tickets WHERE state NOT IN ('identity_unverified', 'expired') AND id IN (SELECT id FROM tickets WHERE email_hash = $1 \
         {of_app_ids}UNION SELECT id FROM tickets WHERE account_id IN (SELECT id FROM accounts WHERE email_hash = $1) UNION SELECT ticket_id FROM reports WHERE email_hash = $1){limits} ORDER BY received_at DESC LIMIT $2"
    );
    conn.all_built(sql, &args).await?.iter().map(line).collect()
}

/// The open ticket after this one in the queue's order: what an agent does next. It is nobody's yet, or the agent's own.
///
/// # Errors
/// The database's.
pub async fn next(conn: &mut Conn, staff: &str, but: &str, within: &Within) -> Result<Option<String>, StoreError> {
    let mut first: Option<(Timestamp, String, String)> = None;
    // Each side in the order of an index of its own: what colleagues hold is not looked at.
    for whose in ["IS NULL", "= $2"] {
        let mut args = vec![but.into(), staff.into()];
        let limits = within.sql(For::list(conn), &mut args);
        let sql = format!(
            "SELECT reference, sort_at, id FROM tickets WHERE on_queue = 1 AND id <> $1 AND assignee {whose} AND governing IS NOT NULL{limits} \
             AND NOT (cycle > 1 AND EXISTS (SELECT 1 FROM outcomes WHERE outcomes.ticket_id = tickets.id AND outcomes.closed_by = $2)) \
             ORDER BY sort_at, id LIMIT 1"
        );
        for row in conn.all_built(sql, &args).await? {
            let found = (row.moment("sort_at")?, row.text("id")?, row.text("reference")?);
            first = Some(first.map_or_else(|| found.clone(), |first| first.min(found.clone())));
        }
    }
    Ok(first.map(|(_, _, reference)| reference))
}

/// How many open tickets that may be seen are sorted before this moment, one left out; at most [`COUNT_LIMIT`].
///
/// # Errors
/// The database's.
pub async fn ahead(conn: &mut Conn, within: &Within, sort_at: Timestamp, id: &str) -> Result<i64, StoreError> {
    let mut args = vec![sort_at.into(), id.into(), COUNT_LIMIT.into()];
    let limits = within.sql(For::Any, &mut args);
    let sql = format!(
        "SELECT COUNT(*) AS n FROM (SELECT 1 AS one FROM tickets WHERE on_queue = 1 AND id <> $2 AND (sort_at, id) < ($1, $2){limits} \
         LIMIT $3) AS counted"
    );
    conn.all_built(sql, &args).await?.first().map_or(Ok(0), |row| row.int("n"))
}

/// Whether a ticket with this reference is one that may be seen.
///
/// # Errors
/// The database's.
pub async fn is_within(conn: &mut Conn, reference: &str, within: &Within) -> Result<bool, StoreError> {
    let mut args = vec![reference.into()];
    let limits = within.sql(For::Any, &mut args);
    Ok(!conn.all_built(format!("SELECT 1 AS one FROM tickets WHERE reference = $1{limits}"), &args).await?.is_empty())
}

/// The identifiers of the open tickets that a member of staff holds.
///
/// # Errors
/// The database's.
pub async fn held_by(conn: &mut Conn, staff: &str) -> Result<Vec<String>, StoreError> {
    conn.all("SELECT id FROM tickets WHERE on_queue = 1 AND assignee = $1 ORDER BY sort_at, id", args![staff])
        .await?
        .iter()
        .map(|row| row.text("id"))
        .collect()
}

/// How many mails about tickets that may be seen have failed for good: somebody was not told. At most a hundred are counted.
///
/// # Errors
/// The database's.
pub async fn failed_mails(conn: &mut Conn, within: &Within) -> Result<i64, StoreError> {
    let mut args = Vec::new();
    let limits = within.sql(For::Any, &mut args);
    // Mails that belong to no ticket are seen by those who see everything.
    let tickets = if limits.is_empty() { "" } else { "JOIN tickets ON tickets.id = outbox.ticket_id" };
    conn.count_built(&format!("SELECT 1 AS one FROM outbox {tickets} WHERE outbox.state = 'failed'{limits} LIMIT 100"), &args).await
}

fn line(row: &Row) -> Result<Line, StoreError> {
    let id = row.text("id")?;
    let wrong = |column: &'static str| StoreError::Inconsistent { table: "tickets", column, row: id.clone() };
    Ok(Line {
        reference: row.text("reference")?,
        product: row.text("product")?,
        kind: Kind::from_code(&row.text("kind")?).ok_or_else(|| wrong("kind"))?,
        state: State::from_code(&row.text("state")?).ok_or_else(|| wrong("state"))?,
        country: row.opt_text("country")?,
        lang: row.text("lang")?,
        received_at: row.moment("received_at")?,
        stopped_at: row.opt_moment("stopped_at")?,
        cached: cached(row)?,
        assignee: row.opt_text("assignee")?,
        urgent: row.truth("urgent")?,
        id,
    })
}
