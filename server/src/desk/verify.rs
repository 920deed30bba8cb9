//! The drift check: every kept due moment and status is computed anew from what the tickets rest on, by the rules that each keeps.

use std::collections::HashMap;
use std::sync::Arc;

use domain::clock::evaluate;
use jiff::{SignedDuration, Timestamp};
use serde_json::json;

use super::{DeskError, reckon};
use crate::house::House;
use crate::rules::RuleSet;
use crate::store::event;
use crate::store::stand::{self, Stand, Which};
use crate::store::ticket::Cached;

/// How many tickets are read at once.
const PAGE: i64 = 20_000;
/// So long after its moment a pause must have ended and an alert been seen to: the jobs come every few seconds.
const GRACE: SignedDuration = SignedDuration::from_mins(10);
/// So many differences are told one by one; the others are counted.
const TOLD: usize = 1000;

/// A ticket that is kept otherwise than it is computed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drift {
    /// The ticket's reference.
    pub reference: String,
    /// What differs.
    pub field: &'static str,
    /// What is kept.
    pub kept: String,
    /// What it should be.
    pub computed: String,
}

/// What a check found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Verified {
    /// How many tickets were computed.
    pub checked: u64,
    /// How many of them differ.
    pub drifted: u64,
    /// The differences, the first thousand of them.
    pub drifts: Vec<Drift>,
}

/// Computes the clocks of every ticket that is not closed anew (`closed`: of every ticket) and lists what differs. It writes nothing.
///
/// # Errors
/// The store's, or rules that cannot be used.
pub async fn verify(house: &House, closed: bool) -> Result<Verified, DeskError> {
    let which = if closed { Which::All } else { Which::Open };
    let (mut found, mut after) = (Verified::default(), String::new());
    let mut sets: HashMap<String, Arc<RuleSet>> = HashMap::new();
    let now = house.now();
    loop {
        // A connection for each page: a reader that stays for long keeps SQLite from folding its log.
        let mut conn = house.store.read().await?;
        let page = stand::page(&mut conn, which, &after, PAGE).await?;
        for id in page.iter().filter_map(|stand| stand.rules.as_ref()) {
            if !sets.contains_key(id) {
                sets.insert(id.clone(), house.rulebook.get(&mut conn, id).await?);
            }
        }
        drop(conn);
        let Some(last) = page.last() else { return Ok(found) };
        after.clone_from(&last.id);
        for stand in &page {
            let drifts = compare(stand, stand.rules.as_ref().and_then(|id| sets.get(id)), now)?;
            found.checked += 1;
            found.drifted += u64::from(!drifts.is_empty());
            let room = TOLD.saturating_sub(found.drifts.len());
            found.drifts.extend(drifts.into_iter().take(room));
        }
        // The portal goes on meanwhile.
        tokio::task::yield_now().await;
    }
}

/// What differs in one ticket.
fn compare(stand: &Stand, set: Option<&Arc<RuleSet>>, now: Timestamp) -> Result<Vec<Drift>, DeskError> {
    let mut drifts = Vec::new();
    let mut tell = |field: &'static str, kept: String, computed: String| {
        if kept != computed {
            drifts.push(Drift { reference: stand.reference.clone(), field, kept, computed });
        }
    };
    let Some(set) = set else {
        tell("rules", "none".to_owned(), "a rule set".to_owned());
        return Ok(drifts);
    };
    // As it was kept: an open pause moves a due with every moment, so that the moment belongs to it.
    let at = stand.reckoned_at.unwrap_or(now);
    let all = evaluate(&reckon::history_of(stand), &set.rules(stand.kind, stand.country.as_deref(), false), at)?;
    let open = stand.stopped_at.is_none();
    let alert_at = stand.cached.alert_at;
    let wanted = Cached { alert_at, ..reckon::cached(&all, open, stand.urgent, stand.received_at) };
    let moment = |at: Option<Timestamp>| at.map_or_else(|| "none".to_owned(), |at| at.to_string());
    if wanted != stand.cached {
        for (field, kept, computed) in [
            ("promise_due_at", stand.cached.promise_due_at, wanted.promise_due_at),
            ("law_due_at", stand.cached.law_due_at, wanted.law_due_at),
            ("review_due_at", stand.cached.review_due_at, wanted.review_due_at),
            ("sort_at", Some(stand.cached.sort_at), Some(wanted.sort_at)),
            ("at_risk_at", stand.cached.at_risk_at, wanted.at_risk_at),
            ("breach_at", stand.cached.breach_at, wanted.breach_at),
            ("paused_until", stand.cached.paused_until, wanted.paused_until),
        ] {
            tell(field, moment(kept), moment(computed));
        }
        tell("governing", stand.cached.governing.unwrap_or("none").to_owned(), wanted.governing.unwrap_or("none").to_owned());
    }
    if let Some(closed) = stand.closed.filter(|_| !open) {
        tell("outcome.promise_due_at", moment(closed.promise), moment(wanted.promise_due_at));
        tell("outcome.law_due_at", moment(closed.law), moment(wanted.law_due_at));
        tell("outcome.review_due_at", moment(closed.review), moment(wanted.review_due_at));
    }
    tell("calendar_version", stand.calendar_version.clone(), all.calendar_version);
    tell("on_queue", stand.on_queue.to_string(), stand.state.on_queue().to_string());
    tell("closed", (!open).to_string(), stand.state.is_closed().to_string());
    let late = |at: Option<Timestamp>| at.filter(|at| open && at.saturating_add(GRACE).is_ok_and(|end| end < now));
    for (field, at) in [("paused_until", late(stand.cached.paused_until)), ("alert_at", late(alert_at))] {
        if let Some(at) = at {
            tell(field, at.to_string(), "over".to_owned());
        }
    }
    Ok(drifts)
}

/// The nightly check: it leaves an event, and an error in the log when anything differs.
///
/// # Errors
/// As [`verify`].
pub async fn nightly(house: &House) -> Result<Verified, DeskError> {
    let found = verify(house, false).await?;
    if found.drifted > 0 {
        tracing::error!(
            checked = found.checked,
            drifted = found.drifted,
            "clocks are kept otherwise than they are computed: habeas sla verify lists them"
        );
    }
    let (now, data) = (house.now(), json!({"checked": found.checked, "drifted": found.drifted}));
    house
        .store
        .write(move |conn| {
            Box::pin(async move { Ok::<_, DeskError>(event::append(conn, "house", now, "system", "clocks_verified", &data).await?) })
        })
        .await?;
    Ok(found)
}
