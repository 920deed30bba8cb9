//! Dates and times in the reader's language and zone.

use jiff::Timestamp;
use jiff::civil::Weekday;
use jiff::tz::TimeZone;

use super::T;

impl T {
    /// A moment with its weekday and zone: "Mon 9 March 2026, 18:00 (UTC+8)".
    #[must_use]
    pub fn moment(self, at: Timestamp, zone: &TimeZone) -> String {
        let here = at.to_zoned(zone.clone());
        self.moment_pattern(
            self.weekday(here.weekday()),
            i64::from(here.day()),
            self.month(here.month()),
            here.year().to_string(),
            here.strftime("%H:%M").to_string(),
            zone_label(at, zone),
        )
    }

    /// A moment without its zone, for lists whose heading names the zone.
    #[must_use]
    pub fn short_moment(self, at: Timestamp, zone: &TimeZone) -> String {
        let here = at.to_zoned(zone.clone());
        self.short_moment_pattern(i64::from(here.day()), self.month_short(here.month()), here.strftime("%H:%M").to_string())
    }

    /// A date: "Mon 9 March 2026".
    #[must_use]
    pub fn date(self, date: jiff::civil::Date) -> String {
        self.date_pattern(self.weekday(date.weekday()), i64::from(date.day()), self.month(date.month()), date.year().to_string())
    }

    fn weekday(self, day: Weekday) -> String {
        match day {
            Weekday::Monday => self.weekday_mon(),
            Weekday::Tuesday => self.weekday_tue(),
            Weekday::Wednesday => self.weekday_wed(),
            Weekday::Thursday => self.weekday_thu(),
            Weekday::Friday => self.weekday_fri(),
            Weekday::Saturday => self.weekday_sat(),
            Weekday::Sunday => self.weekday_sun(),
        }
    }

    fn month(self, month: i8) -> String {
        self.coded("month", &month.to_string())
    }

    fn month_short(self, month: i8) -> String {
        self.coded("month-short", &month.to_string())
    }
}

/// The zone's offset at that moment, as people write it: "UTC+8", "UTC−3:30", "UTC".
#[must_use]
pub fn zone_label(at: Timestamp, zone: &TimeZone) -> String {
    let seconds = zone.to_offset(at).seconds();
    let (sign, size) = if seconds < 0 { ('−', -seconds) } else { ('+', seconds) };
    match (size / 3600, size % 3600 / 60) {
        (0, 0) => "UTC".to_owned(),
        (hours, 0) => format!("UTC{sign}{hours}"),
        (hours, minutes) => format!("UTC{sign}{hours}:{minutes:02}"),
    }
}
