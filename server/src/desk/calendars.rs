//! The calendars' desk: one member of staff drafts a change, another decides, and both see beforehand which dues would move.

use std::collections::BTreeSet;
use std::sync::Arc;

use domain::calendar::CalendarChange;
use domain::{Capability, Scope};
use jiff::{SignedDuration, Timestamp};
use serde_json::json;

use super::account::Entered;
use super::recompute::{self, Preview};
use super::{DeskError, Fields};
use crate::house::House;
use crate::random;
use crate::rules::{RuleSet, RulesError};
use crate::store::calendar_change::{self, Drafted};
use crate::store::event;
use crate::store::recompute::Recompute;

/// The longest reason, in characters.
const MOST_REASON: usize = 500;
/// The least time between two approvals.
const TICK: SignedDuration = SignedDuration::from_millis(1);
/// How many changes the list shows.
const SHOWN: i64 = 100;

/// A rule set that some tickets keep, and what a change makes of it.
struct Follower {
    /// The set that the tickets keep now.
    kept: String,
    /// The one that they keep before the change: the same, or where a move on its way takes them.
    from: Arc<RuleSet>,
    /// The one that follows.
    to: RuleSet,
}

/// A change that the calendars of today do not take: what was drafted before other files came is told as such, and can be rejected.
pub(super) fn unfit(error: DeskError) -> DeskError {
    match error {
        DeskError::Rules(RulesError::Calendar { .. }) => Fields::one("", "days_wrong"),
        error => error,
    }
}

fn ids(runs: &[Recompute]) -> BTreeSet<&str> {
    runs.iter().map(|run| run.id.as_str()).collect()
}

/// A desk over calendars.
#[derive(Debug, Clone)]
pub struct CalendarDesk {
    house: House,
    who: Entered,
}

impl House {
    /// The desk over the calendars, if this session's member has one.
    #[must_use]
    pub fn calendars(&self, who: &Entered) -> Option<CalendarDesk> {
        (who.whole() && who.member.can(Capability::ChangeCalendars)).then(|| CalendarDesk { house: self.clone(), who: who.clone() })
    }
}

impl CalendarDesk {
    /// Who works here.
    #[must_use]
    pub fn me(&self) -> &str {
        &self.who.member.id
    }

    pub(super) const fn house(&self) -> &House {
        &self.house
    }

    /// Whether they see this product.
    pub(super) fn sees(&self, product: &str) -> bool {
        self.who.member.sees(product)
    }

    /// The present rule sets of the products that this member sees.
    #[must_use]
    pub fn current(&self) -> Vec<Arc<RuleSet>> {
        let seen = self.house.products.all().filter(|product| self.who.member.sees(&product.pack.slug));
        seen.filter_map(|product| self.house.rulebook.current(&product.pack.slug)).collect()
    }

    /// The changes, drafts first. Those of products that this member does not see are left out.
    ///
    /// # Errors
    /// The store's.
    pub async fn changes(&self) -> Result<Vec<Drafted>, DeskError> {
        let mut list = calendar_change::latest(&mut self.house.store.read().await?, SHOWN).await?;
        list.retain(|drafted| self.may(&drafted.change));
        Ok(list)
    }

    /// A change.
    ///
    /// # Errors
    /// [`DeskError::NotFound`]; the store's.
    pub async fn change(&self, id: &str) -> Result<Drafted, DeskError> {
        let found = calendar_change::by_id(&mut self.house.store.read().await?, id).await?;
        found.filter(|drafted| self.may(&drafted.change)).ok_or(DeskError::NotFound)
    }

    /// Whether this member sees every product whose clocks the change touches.
    fn may(&self, change: &CalendarChange) -> bool {
        let touched = self.house.products.all().filter(|product| product.source(&[]).minds(change));
        let mut touched = touched.peekable();
        // What no product minds any more belongs to those who see all of them.
        if touched.peek().is_none() {
            return self.who.member.products == Scope::All;
        }
        touched.all(|product| self.who.member.sees(&product.pack.slug))
    }

    /// Drafts a change; answers its identifier. It changes nothing until somebody else has approved it.
    ///
    /// # Errors
    /// [`DeskError::Invalid`]: no reason, a calendar or product that there is not, a change that does not fit the calendars.
    pub async fn draft(&self, change: CalendarChange, reason: &str) -> Result<String, DeskError> {
        let mut wrong = Fields::default();
        wrong.check(!reason.trim().is_empty(), "reason", "change_reason_required");
        wrong.check(reason.chars().count() <= MOST_REASON, "reason", "too_long");
        let minding: Vec<_> = self.house.products.all().filter(|product| product.source(&[]).minds(&change)).collect();
        wrong.check(!minding.is_empty() && self.may(&change), "calendar", "choose_one");
        let mut sets = minding.iter().filter_map(|product| self.house.rulebook.current(&product.pack.slug));
        let fits = sets.all(|set| RuleSet::build(String::new(), set.source.clone().with(&change)).is_ok());
        wrong.check(fits, "days", "days_wrong");
        wrong.done()?;
        let now = self.house.now();
        let draft = Drafted {
            id: random::id(now),
            state: "draft".to_owned(),
            made_at: now,
            made_by: self.who.member.id.clone(),
            reason: reason.trim().to_owned(),
            change,
            decided_at: None,
            decided_by: None,
        };
        let (id, actor) = (draft.id.clone(), self.actor());
        self.house
            .store
            .write(move |conn| {
                Box::pin(async move {
                    calendar_change::insert(conn, &draft).await?;
                    let data = json!({"change": draft.id, "what": draft.change});
                    Ok::<_, DeskError>(event::append(conn, "house", now, &actor, "calendar_change_drafted", &data).await?)
                })
            })
            .await?;
        Ok(id)
    }

    fn actor(&self) -> String {
        format!("staff:{}", self.who.member.id)
    }

    /// Each rule set that the change touches, of those that open or new tickets keep, with the set that would follow it; and the
    /// moves on their way that this reckons with.
    async fn followers(&self, change: &CalendarChange) -> Result<(Vec<Follower>, Vec<Recompute>), DeskError> {
        let mut conn = self.house.store.read().await?;
        let runs = recompute::pending(&self.house, &mut conn, self.house.now()).await?;
        let in_use = recompute::in_use(&self.house).await?.into_iter().map(|one| one.set.id.clone());
        let current = self.house.products.all().filter_map(|product| self.house.rulebook.current(&product.pack.slug));
        // A set that no open ticket keeps yet may be given to one until every instance has heard of the change.
        let kept: BTreeSet<String> = in_use.chain(current.map(|set| set.id.clone())).collect();
        let mut list = Vec::new();
        for kept in kept {
            let from = self.house.rulebook.get(&mut conn, recompute::arrival(&runs, &kept)).await?;
            if from.source.minds(change) {
                // An older set may mind a calendar that its product has given up since.
                if !self.who.member.sees(&from.source.product) {
                    return Err(DeskError::NotFound);
                }
                let source = from.source.clone().with(change);
                let (id, _) = source.text().map_err(|error| RulesError::Body { id: from.id.clone(), why: error.to_string() })?;
                list.push(Follower { kept, to: RuleSet::build(id, source)?, from });
            }
        }
        Ok((list, runs))
    }

    /// Which dues a change would move.
    ///
    /// # Errors
    /// [`DeskError::Invalid`] when it does not fit the calendars any more; the store's, or a clock that cannot be computed.
    pub async fn preview(&self, change: &CalendarChange) -> Result<Preview, DeskError> {
        let mut whole = Preview::default();
        for one in self.followers(change).await.map_err(unfit)?.0 {
            let seen = recompute::preview(&self.house, &one.kept, &one.from, &one.to).await?;
            whole.looked += seen.looked;
            whole.moving += seen.moving;
            let room = recompute::LISTED.saturating_sub(whole.moves.len());
            whole.moves.extend(seen.moves.into_iter().take(room));
        }
        Ok(whole)
    }

    /// Decides a draft of somebody else's. Approved, it holds for new tickets at once, and open ones are moved by the job.
    ///
    /// # Errors
    /// [`DeskError::NotFound`] also without a fresh session; [`DeskError::Invalid`] when it is one's own, decided already, or another
    /// change was approved at this very moment.
    pub async fn decide(&self, id: &str, approve: bool) -> Result<(), DeskError> {
        let now = self.house.now();
        let draft = self.change(id).await?;
        if !self.who.fresh(now) {
            return Err(DeskError::NotFound);
        }
        if draft.made_by == self.who.member.id {
            return Err(Fields::one("", "draft_is_own"));
        }
        let (mut runs, mut seen): (Vec<Recompute>, Vec<Recompute>) = (Vec::new(), Vec::new());
        if approve {
            let (followers, pending) = self.followers(&draft.change).await.map_err(unfit)?;
            seen = pending;
            for one in followers {
                let kept = self.house.rulebook.keep(&self.house.store, one.to.source, now).await?;
                // Tickets of several sets may be on their way to the same one.
                if !runs.iter().any(|run| run.from == one.from.id) {
                    runs.push(self.run(&one.from, &kept, &draft.id, now));
                }
            }
        }
        let (desk, id) = (self.clone(), draft.id.clone());
        self.house
            .store
            .write(move |conn| {
                Box::pin(async move {
                    conn.hold("recomputes").await?;
                    // A move that was ordered or done meanwhile is one that these do not follow.
                    if approve && ids(&recompute::pending(&desk.house, conn, now).await?) != ids(&seen) {
                        return Err(Fields::one("", "rules_changed"));
                    }
                    // Each approval after the one before, whatever the clocks of two instances say: the order is part of the rules.
                    let at =
                        calendar_change::last_decided(conn).await?.map_or(now, |last| now.max(last.saturating_add(TICK).unwrap_or(last)));
                    if !calendar_change::decide(conn, &id, approve, desk.me(), at).await? {
                        return Err(Fields::one("", "decided_already"));
                    }
                    let kind = if approve { "calendar_change_approved" } else { "calendar_change_rejected" };
                    event::append(conn, "house", now, &desk.actor(), kind, &json!({"change": id})).await?;
                    for run in &mut runs {
                        run.approved_at = at;
                        recompute::order(conn, run, &desk.actor()).await?;
                    }
                    Ok(())
                })
            })
            .await?;
        self.house.load_rules().await?;
        self.house.rouse();
        Ok(())
    }

    fn run(&self, from: &RuleSet, next: &RuleSet, cause: &str, now: Timestamp) -> Recompute {
        Recompute {
            id: random::id(now),
            product: from.source.product.clone(),
            from: from.id.clone(),
            to: next.id.clone(),
            cause: cause.to_owned(),
            approved_at: now,
            approved_by: self.who.member.id.clone(),
            looked: 0,
            moved: 0,
            done_at: None,
        }
    }
}

/// Takes up what another instance approved; answers whether anything changed.
///
/// # Errors
/// The store's, or rules that cannot be used.
pub async fn refresh(house: &House) -> Result<usize, DeskError> {
    let changes = calendar_change::approved(&mut house.store.read().await?).await?;
    if !house.rulebook.is_stale(&changes) {
        return Ok(0);
    }
    house.load_rules().await?;
    Ok(1)
}
