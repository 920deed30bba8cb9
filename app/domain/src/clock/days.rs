//! Whose days are counted.

use jiff::Timestamp;
use jiff::civil::Date;

use super::ClockError;
use super::moment::Moment;
use crate::calendar::BusinessTime;
use crate::law::zones::Zone;

/// The zone in which a clock's days begin and end.
#[derive(Debug, Clone, Copy)]
pub(super) enum Days<'a> {
    /// The office's.
    Office(&'a BusinessTime),
    /// One of the requester's country.
    Person(&'a Zone),
}

impl<'a> Days<'a> {
    /// The civil date of an instant there.
    pub(super) fn date_of(self, at: Timestamp) -> Date {
        match self {
            Self::Office(business) => business.date_of(at),
            Self::Person(zone) => zone.date_of(at),
        }
    }

    /// The last second of a date there.
    pub(super) fn end_of_day(self, date: Date) -> Result<Timestamp, ClockError> {
        match self {
            Self::Office(business) => Ok(business.end_of_day(date)?),
            Self::Person(zone) => Ok(zone.end_of_day(date)?),
        }
    }

    /// Seconds east of UTC at an instant.
    pub(super) fn offset(self, at: Timestamp) -> i32 {
        match self {
            Self::Office(business) => business.offset(at).seconds(),
            Self::Person(zone) => zone.zone.to_offset(at).seconds(),
        }
    }

    /// An instant as it is shown there.
    pub(super) fn moment(self, at: Timestamp) -> Moment {
        Moment { at, offset: self.offset(at) }
    }

    /// The zone's IANA name.
    pub(super) fn name(self) -> &'a str {
        match self {
            Self::Office(business) => business.zone_name(),
            Self::Person(zone) => &zone.name,
        }
    }
}
