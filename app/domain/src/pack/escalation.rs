//! Who is told when a clock comes near its due, and when it is past.

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use super::Pack;
use crate::clock::ClockName;

/// One row of `[[escalations]]`: a moment in a clock's life, and who is told of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Escalation {
    /// Whose moment it is.
    pub clock: ClockName,
    /// Which moment.
    pub at: Point,
    /// So many open hours of the office after the clock's start. Of [`Point::Unclaimed`] alone.
    #[serde(default)]
    pub open_hours: Option<u32>,
    /// So many elapsed hours after the clock's start. Of [`Point::Unclaimed`] and [`Point::Elapsed`].
    #[serde(default)]
    pub hours: Option<u32>,
    /// Who is told.
    pub to: Vec<Audience>,
    /// Whether it waits for the office to open, as reminders do. A breach never waits.
    pub wait_for_open: bool,
}

/// A moment in a clock's life.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Point {
    /// So long after its start nobody has taken the ticket.
    Unclaimed,
    /// So long after its start it is not done.
    Elapsed,
    /// It turns amber.
    Amber,
    /// It turns red.
    Red,
    /// The due is past.
    Breach,
}

impl Point {
    /// All of them, the least grave first: of several that were missed the last one is told.
    pub const ALL: [Self; 5] = [Self::Unclaimed, Self::Elapsed, Self::Amber, Self::Red, Self::Breach];

    /// The name in packs, databases and message keys.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Unclaimed => "unclaimed",
            Self::Elapsed => "elapsed",
            Self::Amber => "amber",
            Self::Red => "red",
            Self::Breach => "breach",
        }
    }

    /// The point with this code, or `None`.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|point| point.code() == code)
    }
}

/// Who is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Audience {
    /// Who holds the ticket.
    Assignee,
    /// The leads who see its product and its kind.
    Lead,
    /// Who is on call for reports of its product at that moment.
    OnCall,
    /// Who answers for the promises: see docs/adr/0021-alerts.md.
    Manager,
}

impl Audience {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Assignee, Self::Lead, Self::OnCall, Self::Manager];

    /// The name in packs and events.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Assignee => "assignee",
            Self::Lead => "lead",
            Self::OnCall => "on_call",
            Self::Manager => "manager",
        }
    }
}

/// What holds for a pack that says nothing (the clocks' rules, "Escalation").
static HOUSE: LazyLock<Vec<Escalation>> = LazyLock::new(|| {
    use Audience::{Assignee, Lead, Manager, OnCall};
    let row =
        |clock, at, to: &[Audience], wait_for_open| Escalation { clock, at, open_hours: None, hours: None, to: to.to_vec(), wait_for_open };
    let mut rows = Vec::new();
    for clock in [ClockName::Promise, ClockName::Law] {
        rows.push(Escalation { open_hours: Some(2), ..row(clock, Point::Unclaimed, &[Lead], true) });
    }
    rows.push(Escalation { hours: Some(4), ..row(ClockName::Review, Point::Unclaimed, &[Lead], true) });
    rows.push(Escalation { hours: Some(12), ..row(ClockName::Review, Point::Elapsed, &[OnCall], false) });
    for clock in ClockName::ALL {
        rows.push(row(clock, Point::Amber, &[Assignee], true));
        rows.push(row(clock, Point::Red, &[Assignee, Lead], true));
        rows.push(row(clock, Point::Breach, &[Assignee, Lead, Manager], false));
    }
    rows
});

impl Pack {
    /// Who is told of what: the pack's rows, or the house's if it has none.
    #[must_use]
    pub fn escalations(&self) -> &[Escalation] {
        if self.escalations.is_empty() { &HOUSE } else { &self.escalations }
    }
}
