//! What an evaluation says.

use std::fmt;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::step::Step;
use super::wire::{millis, millis_option};
use crate::law::Mark;

/// Which clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClockName {
    /// The product's promise, or a house target.
    Promise,
    /// The law's limit.
    Law,
    /// The review of a report.
    Review,
}

impl ClockName {
    /// All of them; where two are due at once the first governs.
    pub const ALL: [Self; 3] = [Self::Promise, Self::Law, Self::Review];

    /// The name used in databases and JSON.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Promise => "promise",
            Self::Law => "law",
            Self::Review => "review",
        }
    }

    /// The clock with this code, or `None`.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|name| name.code() == code)
    }
}

/// How near the due is (the clocks' rules, "States shown").
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Risk {
    /// Promise: 4 open hours or less; review: 8 hours; law: 7 days.
    Amber,
    /// Promise: 1 open hour or less; review: 2 hours; law: 2 days.
    Red,
}

/// The state of a clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum Standing {
    /// Running, with time left.
    Running,
    /// Running, and soon due.
    AtRisk {
        /// How soon.
        risk: Risk,
    },
    /// Waiting for the requester.
    Paused {
        /// When the pause ends by itself.
        #[serde(with = "millis")]
        until: Timestamp,
    },
    /// Stopped at the due or before.
    Met,
    /// Past the due: still running, or stopped too late.
    Breached,
    /// Joined to another ticket, whose clock goes on: neither met nor breached.
    Cancelled,
}

impl Standing {
    /// The state's name in databases and JSON: `running`, `amber`, `red`, `paused`, `met`, `breached` or `cancelled`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Running => "running",
            Self::AtRisk { risk: Risk::Amber } => "amber",
            Self::AtRisk { risk: Risk::Red } => "red",
            Self::Paused { .. } => "paused",
            Self::Met => "met",
            Self::Breached => "breached",
            Self::Cancelled => "cancelled",
        }
    }
}

/// Who set the clock.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "from", rename_all = "snake_case")]
pub enum StateSource {
    /// The product's policy.
    Policy {
        /// Its section.
        section: Option<String>,
    },
    /// A target of the house, where the policy gives no number.
    House,
    /// Staff, by hand.
    Manual,
    /// A law with a number.
    Law {
        /// Its jurisdiction.
        jurisdiction: String,
        /// Its name.
        law: String,
        /// The article.
        article: String,
        /// How far its source was checked.
        mark: Mark,
    },
    /// The country is unknown: the strictest supported limit.
    UnknownCountry {
        /// In calendar days.
        days: u32,
    },
    /// A law without a number: the house limit.
    NoNumber {
        /// Its jurisdiction.
        jurisdiction: String,
        /// Its name.
        law: String,
        /// The article.
        article: String,
        /// In calendar days.
        days: u32,
    },
    /// No law for this country and kind: the house limit.
    NoRule {
        /// The country.
        country: String,
        /// In calendar days.
        days: u32,
    },
}

impl fmt::Display for StateSource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Policy { section: Some(section) } => write!(f, "policy, section {section}"),
            Self::Policy { section: None } => f.write_str("policy"),
            Self::House => f.write_str("house target: the policy gives no number"),
            Self::Manual => f.write_str("set by hand"),
            Self::Law { jurisdiction, law, article, mark } => {
                write!(f, "{jurisdiction}: {law}, {article}")?;
                if mark.is_confirmed() { Ok(()) } else { f.write_str(" (source not confirmed)") }
            }
            Self::UnknownCountry { days } => write!(f, "country unknown: strictest supported limit, {days} days"),
            Self::NoNumber { jurisdiction, law, article, days } => {
                write!(f, "house limit of {days} days: {law}, {article} ({jurisdiction}) gives no number")
            }
            Self::NoRule { country, days } => write!(f, "house limit of {days} days: no rule for {country}"),
        }
    }
}

/// One clock of a ticket.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClockState {
    /// Which.
    pub name: ClockName,
    /// When the clock began to run.
    #[serde(with = "millis")]
    pub start: Timestamp,
    /// When it is due, pauses included.
    #[serde(with = "millis")]
    pub due: Timestamp,
    /// When it would have been due without any pause.
    #[serde(with = "millis")]
    pub base_due: Timestamp,
    /// The zone in which the due is meant and printed, an IANA name: the office's, or of the law's clock one of the requester's country.
    pub zone: String,
    /// That zone's offset at the due, in seconds east of UTC.
    pub offset: i32,
    /// What it counts: `hk+cn any-open`, `calendar days`, `24 elapsed hours`.
    pub calendar: String,
    /// Whether the due rests on a year whose calendar is not final.
    pub provisional: bool,
    /// Who set it. Its Display is a plain-English label.
    pub source: StateSource,
    /// Its state at `now`.
    pub status: Standing,
    /// When it turns, or turned, amber; `None` while it is paused or once it has stopped.
    #[serde(with = "millis_option")]
    pub amber_at: Option<Timestamp>,
    /// When it turns, or turned, red.
    #[serde(with = "millis_option")]
    pub red_at: Option<Timestamp>,
    /// Milliseconds from `now`, or from the stop, to the due. Negative if it is breached.
    pub remaining: i64,
    /// By when the requester had to be told that the request arrived, where the law asks for it.
    #[serde(default)]
    pub acknowledge: Option<Acknowledge>,
    /// How the due came about; empty unless asked for.
    pub steps: Vec<Step>,
}

/// The duty to confirm receipt, which some laws set beside their limit (California: 10 business days, 11 CCR 7021 (a)).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Acknowledge {
    /// By when.
    #[serde(with = "millis")]
    pub due: Timestamp,
    /// When it was done; `None` while it is not.
    #[serde(with = "millis_option")]
    pub done: Option<Timestamp>,
}

impl ClockState {
    /// Whether the clock is neither paused nor stopped before its due: only such a clock can govern.
    #[must_use]
    pub const fn is_paused(&self) -> bool {
        matches!(self.status, Standing::Paused { .. })
    }

    /// Whether the clock has stopped, in time or too late: [`Self::remaining`] then stays as it is. One that is only late still
    /// has its moments of risk.
    #[must_use]
    pub const fn is_stopped(&self) -> bool {
        matches!(self.status, Standing::Met) || matches!(self.status, Standing::Breached) && self.amber_at.is_none()
    }
}

/// All clocks of a ticket at one moment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evaluation {
    /// The promise; `None` if there is none, or if the request is not proved.
    pub promise: Option<ClockState>,
    /// The law's limit; `None` for reports and where the law wants it at once.
    pub law: Option<ClockState>,
    /// The review of a report.
    pub review: Option<ClockState>,
    /// The running clock that is due first; `None` if all are paused or there is none. Of a ticket that is done, the clock
    /// that was due first.
    pub governing: Option<ClockName>,
    /// By this the queue is sorted: the due of the governing clock; if all are paused, the moment the first pause ends by
    /// itself; without any clock, the receipt.
    #[serde(with = "millis")]
    pub sort_at: Timestamp,
    /// The calendars' versions with which it was computed.
    pub calendar_version: String,
}

impl Evaluation {
    /// The clocks that there are, in the order of [`ClockName::ALL`].
    pub fn clocks(&self) -> impl Iterator<Item = &ClockState> {
        [&self.promise, &self.law, &self.review].into_iter().flatten()
    }

    /// The clock of this name.
    #[must_use]
    pub const fn clock(&self, name: ClockName) -> Option<&ClockState> {
        match name {
            ClockName::Promise => self.promise.as_ref(),
            ClockName::Law => self.law.as_ref(),
            ClockName::Review => self.review.as_ref(),
        }
    }

    /// The governing clock.
    #[must_use]
    pub fn governor(&self) -> Option<&ClockState> {
        self.governing.and_then(|name| self.clock(name))
    }
}
