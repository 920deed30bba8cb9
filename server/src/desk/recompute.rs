//! Moving open clocks to other rules: a preview of what would move, an approval that is on the record, and a job that does it ticket
//! by ticket. Closed outcomes never change (the clocks' rules, "Policy or calendar change").

use std::collections::BTreeSet;
use std::sync::Arc;

use domain::Capability;
use domain::clock::{ClockName, Evaluation, evaluate};
use jiff::{SignedDuration, Timestamp};
use serde_json::json;

use super::account::Entered;
use super::{DeskError, Fields, clerk, reckon};
use crate::house::House;
use crate::random;
use crate::rules::RuleSet;
use crate::store::fact::{self, FactKind};
use crate::store::recompute::{self, Recompute};
use crate::store::stand::{self, Stand, Which};
use crate::store::{Conn, event, ticket};

/// How many tickets a preview reads at once.
const PAGE: i64 = 20_000;
/// How many moves a preview lists; the others are counted.
pub const LISTED: usize = 500;
/// How many tickets are moved in one transaction.
const STEP: i64 = 100;
/// So long a move is looked after once it is done: another instance may have made tickets by the old rules meanwhile.
const STRAGGLERS: SignedDuration = SignedDuration::from_hours(1);
/// How many transactions one round of the job takes at most, so that other jobs have their turn.
const ROUNDS: usize = 50;

/// A due that would move.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Move {
    /// The ticket's reference.
    pub reference: String,
    /// The pack's slug.
    pub product: String,
    /// The kind's code.
    pub kind: &'static str,
    /// Which clock.
    pub clock: ClockName,
    /// Its due now; `None` where there is no such clock yet.
    pub from: Option<Timestamp>,
    /// Its due then; `None` where there is no such clock any more.
    pub to: Option<Timestamp>,
}

/// What a move would do.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Preview {
    /// How many open tickets keep the old rules.
    pub looked: usize,
    /// How many of them would get another due.
    pub moving: usize,
    /// The dues, the first five hundred of them.
    pub moves: Vec<Move>,
}

/// A rule set that open tickets keep.
#[derive(Debug, Clone)]
pub struct InUse {
    /// The set.
    pub set: Arc<RuleSet>,
    /// How many open tickets keep it.
    pub tickets: i64,
    /// Whether new tickets get it.
    pub current: bool,
}

/// The clocks of a ticket by a rule set, with an earlier promise kept where its year was not final.
fn by_rules(stand: &Stand, old: &RuleSet, new: &RuleSet, now: Timestamp) -> Result<(Evaluation, Evaluation, Option<Timestamp>), DeskError> {
    let mut history = reckon::history_of(stand);
    let country = stand.country.as_deref();
    let before = evaluate(&history, &old.rules(stand.kind, country, false), now)?;
    let after = evaluate(&history, &new.rules(stand.kind, country, false), now)?;
    let promised = match (&before.promise, &after.promise) {
        (Some(told), Some(then)) if told.provisional && told.base_due < then.base_due => Some(told.base_due),
        _ => None,
    };
    if promised.is_none() {
        return Ok((before, after, None));
    }
    history.promised_due = promised;
    let after = evaluate(&history, &new.rules(stand.kind, country, false), now)?;
    Ok((before, after, promised))
}

fn moves(stand: &Stand, before: &Evaluation, after: &Evaluation) -> Vec<Move> {
    ClockName::ALL
        .into_iter()
        .filter_map(|clock| {
            let (from, to) = (before.clock(clock).map(|clock| clock.due), after.clock(clock).map(|clock| clock.due));
            let (reference, product) = (stand.reference.clone(), stand.product.clone());
            (from != to).then(|| Move { reference, product, kind: stand.kind.code(), clock, from, to })
        })
        .collect()
}

/// What moving the open tickets that keep a rule set (`kept`) from one set to another would do. Nothing is written. `kept` is the
/// old one, unless a move to that one is still on its way.
///
/// # Errors
/// The store's, or a clock that cannot be computed.
pub async fn preview(house: &House, kept: &str, old: &RuleSet, new: &RuleSet) -> Result<Preview, DeskError> {
    let (mut seen, mut after, now) = (Preview::default(), String::new(), house.now());
    loop {
        let page = stand::page(&mut house.store.read().await?, Which::OfRules(kept), &after, PAGE).await?;
        let Some(last) = page.last() else { return Ok(seen) };
        after.clone_from(&last.id);
        for stand in &page {
            let (before, then, _) = by_rules(stand, old, new, now)?;
            let moves = moves(stand, &before, &then);
            seen.looked += 1;
            seen.moving += usize::from(!moves.is_empty());
            let room = LISTED.saturating_sub(seen.moves.len());
            seen.moves.extend(moves.into_iter().take(room));
        }
        tokio::task::yield_now().await;
    }
}

/// The rule sets that open tickets keep.
///
/// # Errors
/// The store's, or rules that cannot be used.
pub async fn in_use(house: &House) -> Result<Vec<InUse>, DeskError> {
    let mut conn = house.store.read().await?;
    let mut list = Vec::new();
    for (product, id, tickets) in stand::sets(&mut conn).await? {
        let set = house.rulebook.get(&mut conn, &id).await?;
        let current = house.rulebook.current(&product).is_some_and(|current| current.id == id);
        list.push(InUse { set, tickets, current });
    }
    Ok(list)
}

/// The approved moves that have work, oldest first. Of done ones of the policy those since a moment.
///
/// # Errors
/// The store's.
pub async fn pending(house: &House, conn: &mut Conn, since: Timestamp) -> Result<Vec<Recompute>, DeskError> {
    let mut runs = recompute::open(conn, since).await?;
    if runs.is_empty() {
        return Ok(runs);
    }
    let links = recompute::links(conn).await?;
    // Rules that are present again, as after files were put back, are nothing to move away from; and rules from which no approved way
    // leads to the present ones are nothing to move to: the files were changed once more.
    runs.retain(|run| {
        let current = house.rulebook.current(&run.product);
        current.is_some_and(|current| current.id != run.from && leads(&links, &run.to, &current.id))
    });
    Ok(runs)
}

/// Whether approved moves lead from one rule set to another.
fn leads(links: &[(String, String)], from: &str, to: &str) -> bool {
    let (mut seen, mut next) = (BTreeSet::from([from]), vec![from]);
    while let Some(at) = next.pop() {
        if at == to {
            return true;
        }
        next.extend(links.iter().filter(|(start, _)| start == at).map(|(_, end)| end.as_str()).filter(|end| seen.insert(end)));
    }
    false
}

/// The rule set that tickets of this one keep once all these moves are done.
#[must_use]
pub fn arrival<'a>(runs: &'a [Recompute], from: &'a str) -> &'a str {
    let mut at = from;
    for _ in runs {
        let Some(run) = runs.iter().find(|run| run.from == at) else { break };
        at = &run.to;
    }
    at
}

/// The desk of those who may move open clocks.
#[derive(Debug, Clone)]
pub struct RecomputeDesk {
    house: House,
    who: Entered,
}

impl House {
    /// The desk over the rules of open clocks, if this session's member has one: an administrator.
    #[must_use]
    pub fn recompute(&self, who: &Entered) -> Option<RecomputeDesk> {
        (who.whole() && who.member.can(Capability::Recompute)).then(|| RecomputeDesk { house: self.clone(), who: who.clone() })
    }
}

impl RecomputeDesk {
    /// The older rule set with this identifier and the present one of its product, if this member sees it.
    async fn pair(&self, from: &str) -> Result<(Arc<RuleSet>, Arc<RuleSet>), DeskError> {
        let mut list = in_use(&self.house).await?;
        list.retain(|one| one.set.id == from && !one.current && self.who.member.sees(&one.set.source.product));
        let old = list.pop().ok_or(DeskError::NotFound)?.set;
        let new = self.house.rulebook.current(&old.source.product).ok_or(DeskError::NotFound)?;
        Ok((old, new))
    }

    /// What moving the tickets of an older rule set to the present one of its product would do.
    ///
    /// # Errors
    /// [`DeskError::NotFound`] when no open ticket keeps it, or it is the present one; the store's.
    pub async fn preview(&self, from: &str) -> Result<(Arc<RuleSet>, Preview), DeskError> {
        let (old, new) = self.pair(from).await?;
        let seen = preview(&self.house, &old.id, &old, &new).await?;
        Ok((new, seen))
    }

    /// Approves that move. `seen`: the rule set that the preview showed; another one by now needs another preview.
    ///
    /// # Errors
    /// [`DeskError::NotFound`] also without a fresh session; [`DeskError::Invalid`] when the present rules are others by now, or the
    /// move was approved already.
    pub async fn approve(&self, from: &str, seen: &str) -> Result<(), DeskError> {
        let now = self.house.now();
        if !self.who.fresh(now) {
            return Err(DeskError::NotFound);
        }
        let (old, new) = self.pair(from).await?;
        if new.id != seen {
            return Err(Fields::one("", "rules_changed"));
        }
        let run = Recompute {
            id: random::id(now),
            product: old.source.product.clone(),
            from: old.id.clone(),
            to: new.id.clone(),
            cause: "policy".to_owned(),
            approved_at: now,
            approved_by: self.who.member.id.clone(),
            looked: 0,
            moved: 0,
            done_at: None,
        };
        let (actor, house) = (format!("staff:{}", self.who.member.id), self.house.clone());
        self.house
            .store
            .write(move |conn| {
                Box::pin(async move {
                    conn.hold("recomputes").await?;
                    if pending(&house, conn, run.approved_at).await?.iter().any(|open| open.from == run.from) {
                        return Err(Fields::one("", "recompute_running"));
                    }
                    order(conn, &run, &actor).await
                })
            })
            .await?;
        self.house.rouse();
        Ok(())
    }
}

/// Orders a move, with its event. The caller holds the right to.
///
/// # Errors
/// The store's.
pub async fn order(conn: &mut Conn, run: &Recompute, actor: &str) -> Result<(), DeskError> {
    recompute::insert(conn, run).await?;
    let data = json!({"product": run.product, "from": run.from, "to": run.to, "cause": run.cause});
    Ok(event::append(conn, "house", run.approved_at, actor, "recompute_approved", &data).await?)
}

/// Does what was approved, in steps; answers how many tickets were looked at. Running twice, or on two instances, moves nothing twice.
///
/// # Errors
/// The store's, or a clock that cannot be computed.
pub async fn work(house: &House) -> Result<usize, DeskError> {
    let mut looked = 0;
    for _ in 0..ROUNDS {
        let since = house.now().saturating_sub(STRAGGLERS).unwrap_or(house.now());
        let runs = pending(house, &mut house.store.read().await?, since).await?;
        let Some(run) = runs.into_iter().next() else { break };
        looked += step(house, run).await?;
    }
    Ok(looked)
}

/// Moves some tickets of a run, or ends it when none is left.
async fn step(house: &House, run: Recompute) -> Result<usize, DeskError> {
    let mut conn = house.store.read().await?;
    let (old, new) = (house.rulebook.get(&mut conn, &run.from).await?, house.rulebook.get(&mut conn, &run.to).await?);
    let page = stand::page(&mut conn, Which::OfRules(&run.from), "", STEP).await?;
    drop(conn);
    let (now, count) = (house.now(), page.len());
    let inner = house.clone();
    let told = house
        .store
        .write(move |conn| {
            Box::pin(async move {
                if page.is_empty() {
                    if recompute::done(conn, &run.id, now).await? {
                        let data = json!({"run": run.id, "from": run.from, "to": run.to});
                        event::append(conn, "house", now, "system", "recompute_done", &data).await?;
                    }
                    return Ok::<_, DeskError>(Vec::new());
                }
                let (mut looked, mut told) = (0, Vec::new());
                for stand in &page {
                    let Some(moved) = one(&inner, conn, (&old, &new), &run, &stand.id, now).await? else { continue };
                    looked += 1;
                    told.extend(moved);
                }
                recompute::count(conn, &run.id, looked, told.len() as i64).await?;
                Ok(told)
            })
        })
        .await?;
    for reference in told {
        house.tell(&reference, "clocks_recomputed", "system");
    }
    Ok(count)
}

/// Moves one ticket; answers its reference if a due moved, and nothing at all if another transaction was quicker.
async fn one(
    house: &House,
    conn: &mut Conn,
    (old, new): (&RuleSet, &Arc<RuleSet>),
    run: &Recompute,
    id: &str,
    now: Timestamp,
) -> Result<Option<Option<String>>, DeskError> {
    let mut held = clerk::hold(house, conn, id).await?;
    if held.rules.as_deref() != Some(old.id.as_str()) || !held.state.on_queue() {
        return Ok(None);
    }
    let mut history = reckon::history(conn, &held).await?;
    let country = held.country.clone();
    let before = evaluate(&history, &old.rules(held.kind, country.as_deref(), false), now)?;
    let mut after = evaluate(&history, &new.rules(held.kind, country.as_deref(), false), now)?;
    let told = before.promise.as_ref().filter(|told| told.provisional).map(|told| told.base_due);
    if let Some(due) = told.filter(|due| after.promise.as_ref().is_some_and(|then| *due < then.base_due)) {
        let (kind, actor) = (FactKind::PromisedDue, "system");
        let kept = fact::Fact { ticket: id, cycle: held.cycle, kind, at: now, value: Some(due), mail: None, actor };
        fact::insert(conn, &kept).await?;
        history.promised_due = Some(due);
        after = evaluate(&history, &new.rules(held.kind, country.as_deref(), false), now)?;
    }
    let due = |all: &Evaluation, clock| all.clock(clock).map(|clock| clock.due.to_string());
    let changed: Vec<_> = ClockName::ALL
        .into_iter()
        .filter(|clock| due(&before, *clock) != due(&after, *clock))
        .map(|clock| json!({"clock": clock.code(), "from": due(&before, clock), "to": due(&after, clock)}))
        .collect();
    reckon::keep_as(&mut held, new, after, now);
    if !ticket::save(conn, &mut held).await? {
        return Err(DeskError::Changed(Vec::new()));
    }
    if changed.is_empty() {
        return Ok(Some(None));
    }
    let data = json!({"from": run.from, "to": run.to, "cause": run.cause, "moved": changed});
    clerk::note(conn, id, now, "system", "clocks_recomputed", data).await?;
    Ok(Some(Some(held.reference)))
}
