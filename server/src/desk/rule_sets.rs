//! Which rules open tickets keep, which moves there are, and what the last check found.

use jiff::Timestamp;
use serde_json::Value;

use super::DeskError;
use super::calendars::CalendarDesk;
use super::recompute::{self, InUse};
use super::show::Names;
use crate::house::House;
use crate::store::recompute::{self as runs, Recompute};
use crate::store::{event, rules};

/// How many moves are shown.
const SHOWN: i64 = 50;

/// A rule set that open tickets keep, with its story.
#[derive(Debug, Clone)]
pub struct Kept {
    /// The set.
    pub one: InUse,
    /// Since when it is kept.
    pub since: Timestamp,
    /// Whether an approved move takes its tickets away.
    pub moving: bool,
}

/// What the last nightly check found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Checked {
    /// When.
    pub at: Timestamp,
    /// How many tickets were computed.
    pub checked: u64,
    /// How many of them differed.
    pub drifted: u64,
}

/// Everything about the rules that open tickets keep.
#[derive(Debug, Clone)]
pub struct Standing {
    /// The sets, by product.
    pub sets: Vec<Kept>,
    /// The moves, newest first, and whether each is put aside: not done, and its rules are not the present ones any more.
    pub runs: Vec<(Recompute, bool)>,
    /// The last check.
    pub checked: Option<Checked>,
    /// The names of the staff, by identifier.
    pub names: Names,
}

/// The sets that open tickets keep, with their stories.
///
/// # Errors
/// The store's, or rules that cannot be used.
pub async fn kept(house: &House) -> Result<Vec<Kept>, DeskError> {
    let in_use = recompute::in_use(house).await?;
    let mut conn = house.store.read().await?;
    let pending = recompute::pending(house, &mut conn, house.now()).await?;
    let mut list = Vec::new();
    for one in in_use {
        let since = rules::made_at(&mut conn, &one.set.id).await?.ok_or(DeskError::NotFound)?;
        let moving = pending.iter().any(|run| run.from == one.set.id);
        list.push(Kept { one, since, moving });
    }
    Ok(list)
}

impl CalendarDesk {
    /// The rules of the open tickets of the products that this member sees.
    ///
    /// # Errors
    /// The store's, or rules that cannot be used.
    pub async fn standing(&self) -> Result<Standing, DeskError> {
        let mut sets = kept(self.house()).await?;
        sets.retain(|kept| self.sees(&kept.one.set.source.product));
        let mut conn = self.house().store.read().await?;
        let mut list = runs::latest(&mut conn, SHOWN).await?;
        list.retain(|run| self.sees(&run.product));
        let pending = recompute::pending(self.house(), &mut conn, self.house().now()).await?;
        let aside = |run: &Recompute| run.done_at.is_none() && !pending.iter().any(|other| other.id == run.id);
        let list = list.into_iter().map(|run| (aside(&run), run)).map(|(aside, run)| (run, aside)).collect();
        let number = |data: &Value, name: &str| data.get(name).and_then(Value::as_u64).unwrap_or_default();
        let checked = event::last_of_house(&mut conn, "clocks_verified").await?;
        let checked = checked.map(|(at, data)| Checked { at, checked: number(&data, "checked"), drifted: number(&data, "drifted") });
        Ok(Standing { sets, runs: list, checked, names: self.house().names(&mut conn).await? })
    }

    /// The names of everybody who works or worked here, by identifier.
    ///
    /// # Errors
    /// The store's.
    pub async fn names(&self) -> Result<Names, DeskError> {
        self.house().names(&mut self.house().store.read().await?).await
    }
}
