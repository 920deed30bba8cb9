//! The time zones in which people of a country live: a day of their law ends there when it ends for them.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan as _};

/// A zone with its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Zone {
    /// The IANA name.
    pub name: String,
    /// What it says.
    pub zone: TimeZone,
}

impl Zone {
    /// The civil date of an instant there.
    #[must_use]
    pub fn date_of(&self, at: Timestamp) -> Date {
        self.zone.to_datetime(at).date()
    }

    /// 23:59:59 of a civil date there; of a second that daylight saving repeats, the first.
    ///
    /// # Errors
    /// jiff's, for a date that is out of range.
    pub fn end_of_day(&self, date: Date) -> Result<Timestamp, jiff::Error> {
        self.zone.to_ambiguous_timestamp(date.to_datetime(Time::constant(23, 59, 59, 0))).compatible()
    }
}

/// Country, tab, names with blanks between them.
static ZONES: LazyLock<BTreeMap<&'static str, Vec<Zone>>> = LazyLock::new(|| {
    let lines = include_str!("zones.tsv").lines().filter(|line| !line.starts_with('#'));
    lines
        .filter_map(|line| line.split_once('\t'))
        .map(|(code, names)| {
            let zone = |name: &str| TimeZone::get(name).ok().map(|zone| Zone { name: name.to_owned(), zone });
            (code, names.split(' ').filter_map(zone).collect())
        })
        .collect()
});

/// The zones of a country or a part of one (`US-CA`), case aside. A part without zones of its own has those of its country. Empty where the
/// country is not known, or has none.
#[must_use]
pub fn of_country(code: Option<&str>) -> &'static [Zone] {
    let code = code.unwrap_or_default().trim().to_ascii_uppercase();
    let whole = code.split_once('-').map(|(country, _)| country);
    [Some(code.as_str()), whole].into_iter().flatten().find_map(|code| ZONES.get(code)).map_or(&[], Vec::as_slice)
}

/// Whether a day that is counted in this zone can end before one that is counted at an office with this zone, for a request that was received
/// now. It cannot where the date is the same and the zone lies further west by more than daylight saving can bridge.
pub(crate) fn may_be_earlier(zone: &Zone, office: &TimeZone, received: Timestamp) -> bool {
    let (here, there) = (office.to_offset(received), zone.zone.to_offset(received));
    let west = received.checked_add(i64::from(there.seconds() - here.seconds() + 2 * 3600).seconds()).is_ok_and(|at| at < received);
    !(west && zone.date_of(received) == office.to_datetime(received).date())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_has_zones_that_are_known() {
        let lines: Vec<&str> = include_str!("zones.tsv").lines().filter(|line| !line.starts_with('#')).collect();
        assert!(lines.len() > 240);
        for line in lines {
            let (code, names) = line.split_once('\t').unwrap();
            let zones = of_country(Some(code));
            assert_eq!(zones.iter().map(|zone| zone.name.as_str()).collect::<Vec<_>>().join(" "), names, "{code}");
        }
    }

    #[test]
    fn a_part_has_its_own_or_its_countrys() {
        let names = |code| of_country(code).iter().map(|zone| zone.name.as_str()).collect::<Vec<_>>();
        assert_eq!(names(Some("us-ca")), ["America/Los_Angeles"]);
        assert_eq!(names(Some("DE-BY")), ["Europe/Berlin"]);
        assert!(names(Some("US")).len() > 5);
        assert!(names(None).is_empty() && names(Some("")).is_empty() && names(Some("ZZ")).is_empty());
    }
}
