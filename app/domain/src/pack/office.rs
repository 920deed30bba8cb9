//! When the office works, as plain data for the business clock.

use jiff::civil::Time;
use serde::{Deserialize, Serialize};

use super::textual;

/// Where and when the office works. Which days it works on is for the [`Calendars`] to say.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Office {
    /// The IANA zone that every civil time of this pack is in: `Asia/Hong_Kong`.
    pub zone: String,
    /// The open hours of an ordinary business day: in order, apart from each other, within one day.
    pub open: Vec<Interval>,
    /// Off when absent: what is received after this time counts as received on the next business day.
    #[serde(default, with = "textual::optional", skip_serializing_if = "Option::is_none")]
    pub cut_off: Option<Time>,
}

/// Open hours: from (counted) to (not counted), civil times in the office's zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Interval {
    /// When the office opens.
    #[serde(with = "textual")]
    pub from: Time,
    /// When it closes; a promise is due at the last close of its day.
    #[serde(with = "textual")]
    pub to: Time,
}

/// Which calendars say what a business day is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Calendars {
    /// The calendars' ids: `hk`, `cn`.
    pub members: Vec<String>,
    /// How several of them make one.
    pub join: Join,
}

/// How several calendars are joined into one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Join {
    /// A day counts when any of the calendars is open: the stricter towards the house.
    AnyOpen,
    /// A day counts when all of them are open.
    AllOpen,
}
