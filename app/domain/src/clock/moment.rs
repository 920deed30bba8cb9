//! Moments as they are written and shown.

use std::fmt;

use jiff::civil::Time;
use jiff::tz::{Offset, TimeZone};
use jiff::{Timestamp, Zoned};
use serde::{Deserialize, Serialize};

use super::wire::millis;
use super::{ClockError, Pause};
use crate::calendar::BusinessTime;
use crate::law::PauseReason;

/// An instant with the offset in which it is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moment {
    /// The instant.
    #[serde(with = "millis")]
    pub at: Timestamp,
    /// Seconds east of UTC.
    pub offset: i32,
}

impl Moment {
    /// The instant in the office's zone.
    #[must_use]
    pub fn of(business: &BusinessTime, at: Timestamp) -> Self {
        Self { at, offset: business.offset(at).seconds() }
    }

    fn zoned(self) -> Zoned {
        let offset = Offset::from_seconds(self.offset).unwrap_or(Offset::UTC);
        self.at.to_zoned(TimeZone::fixed(offset))
    }

    /// RFC 3339 with the offset and without a zone's name: `2026-03-09T18:00:00+08:00`.
    #[must_use]
    pub fn rfc3339(self) -> String {
        self.zoned().strftime("%Y-%m-%dT%H:%M:%S%.f%:z").to_string()
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let zoned = self.zoned();
        let form = if zoned.second() == 0 { "%a %Y-%m-%d %H:%M %:z" } else { "%a %Y-%m-%d %H:%M:%S %:z" };
        write!(f, "{}", zoned.strftime(form))
    }
}

/// Reads `2026-03-06T23:50+08:00`: date, `T`, time with or without seconds, and an offset or `Z`. A time without an offset is
/// refused: it would be read in somebody's zone, and nobody would know whose.
///
/// # Errors
/// [`ClockError::Moment`].
pub fn parse_moment(text: &str) -> Result<Timestamp, ClockError> {
    let wrong = || ClockError::Moment(text.to_owned());
    let trimmed = text.trim();
    // A zone's name in brackets would be a second, perhaps contrary, opinion about the offset.
    if trimmed.contains('[') {
        return Err(wrong());
    }
    trimmed.parse().map_err(|_| wrong())
}

/// Reads `START/END`, both as [`parse_moment`] does; `START/END/clarification` names the reason, which is otherwise the
/// identity check.
///
/// # Errors
/// [`ClockError::PauseForm`], [`ClockError::Moment`], or [`ClockError::PauseReversed`].
pub fn parse_pause(text: &str) -> Result<Pause, ClockError> {
    let wrong = || ClockError::PauseForm(text.to_owned());
    let mut parts = text.split('/');
    let (Some(start), Some(end), reason, None) = (parts.next(), parts.next(), parts.next(), parts.next()) else {
        return Err(wrong());
    };
    let reason = match reason {
        None => PauseReason::IdentityCheck,
        Some(code) => PauseReason::from_code(code.trim()).ok_or_else(wrong)?,
    };
    let (start, end) = (parse_moment(start)?, parse_moment(end)?);
    if end < start {
        return Err(ClockError::PauseReversed { start, end });
    }
    Ok(Pause { start, end: Some(end), max_end: end, reason })
}

/// Reads a time of day, `18:00` or `18:00:00`.
///
/// # Errors
/// [`ClockError::Time`].
pub fn parse_time(text: &str) -> Result<Time, ClockError> {
    text.trim().parse().map_err(|_| ClockError::Time(text.to_owned()))
}
