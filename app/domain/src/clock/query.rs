//! "When would this be due?", asked from outside: the command line, the tests and the office's own curiosity.

use std::str::FromStr;

use jiff::Timestamp;
use jiff::civil::Time;

use super::{ClockError, Evaluation, History, Pause, Rules, evaluate};
use crate::Kind;
use crate::calendar::{BusinessTime, Join};

/// On which calendars to count, in place of the pack's choice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CalendarChoice {
    /// One of the pack's calendars alone: `hk`, `cn`.
    One(String),
    /// All of the pack's, joined in this way.
    Joined(Join),
}

impl CalendarChoice {
    /// The business time with this choice made.
    ///
    /// # Errors
    /// [`ClockError::Calendar`] if the pack has no such calendar.
    pub fn apply(&self, business: &BusinessTime) -> Result<BusinessTime, ClockError> {
        match self {
            Self::One(id) => Ok(business.clone().with_only(id)?),
            Self::Joined(join) => Ok(business.clone().with_join(*join)),
        }
    }
}

impl FromStr for CalendarChoice {
    type Err = std::convert::Infallible;

    /// `any-open`, `all-open`, or a calendar's id, which [`CalendarChoice::apply`] checks.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let text = text.trim().to_ascii_lowercase();
        Ok(text.parse().map_or(Self::One(text), Self::Joined))
    }
}

/// A question about a ticket that need not exist.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DueQuery {
    /// What it would be about.
    pub kind: Kind,
    /// When it would be received. It is taken as proved at once.
    pub received_at: Timestamp,
    /// The requester's country, if known.
    pub country: Option<String>,
    /// Other calendars than the pack's own choice.
    pub calendar: Option<CalendarChoice>,
    /// A cut-off in place of the pack's own.
    pub cut_off: Option<Time>,
    /// Pauses: see [`super::parse_pause`].
    pub pauses: Vec<Pause>,
    /// The moment whose state is asked for; `None` asks for the dues alone and takes the end of the last pause.
    pub now: Option<Timestamp>,
}

impl DueQuery {
    /// A question without options.
    #[must_use]
    pub const fn new(kind: Kind, received_at: Timestamp) -> Self {
        Self { kind, received_at, country: None, calendar: None, cut_off: None, pauses: Vec::new(), now: None }
    }

    /// The answer, with its steps. `rules` are the pack's for this kind; its kind and country are those of the question.
    ///
    /// # Errors
    /// [`ClockError`]: as [`evaluate`], or for a calendar that the pack does not have.
    pub fn evaluate(&self, rules: &Rules<'_>) -> Result<Evaluation, ClockError> {
        let mut business = rules.business.clone();
        if let Some(choice) = &self.calendar {
            business = choice.apply(&business)?;
        }
        if self.cut_off.is_some() {
            business = business.with_cut_off(self.cut_off);
        }
        if let Some(pause) = self.pauses.iter().find(|pause| pause.end.is_some_and(|end| end < pause.start)) {
            return Err(ClockError::PauseReversed { start: pause.start, end: pause.end.unwrap_or(pause.start) });
        }
        let history = History { pauses: self.pauses.clone(), ..History::received(self.received_at) };
        let version = business.version();
        let rules = Rules {
            kind: self.kind,
            country: self.country.as_deref(),
            business: &business,
            calendar_version: &version,
            explain: true,
            ..*rules
        };
        let last = self.pauses.iter().filter_map(|pause| pause.end).max();
        evaluate(&history, &rules, self.now.unwrap_or(last.unwrap_or(self.received_at).max(self.received_at)))
    }
}
