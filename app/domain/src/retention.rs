//! How long Habeas keeps its own tickets: when what is personal in a closed one is taken out, and when the rest of it goes. Only
//! figures and the record of events stay.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan as _};

use crate::pack::TicketRetention;
use crate::request::Details;
use crate::{Kind, State};

/// Days after which a request goes whose address nobody proved in time. The house's own number: nobody has asked for anything, and
/// who typed the address may be somebody else.
pub const UNPROVED_DAYS: u16 = 30;

/// Why a ticket is kept as long as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sort {
    /// A request that was never proved: nothing was asked, and nothing is recorded of it.
    Unproved,
    /// A request and its answer: the record of how a right was served.
    Record,
    /// A complaint or a dispute.
    Complaint,
}

impl Sort {
    /// Every sort.
    pub const ALL: [Self; 3] = [Self::Unproved, Self::Record, Self::Complaint];

    /// Its name in lists and in events.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Unproved => "unproved",
            Self::Record => "record",
            Self::Complaint => "complaint",
        }
    }
}

/// A closed ticket, as far as its keeping goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Closed {
    /// What it was about.
    pub kind: Kind,
    /// How it ended.
    pub state: State,
    /// Whether the address was ever proved.
    pub proved: bool,
    /// Which cycle ended: more than one is an appeal.
    pub cycle: i64,
    /// When (UTC).
    pub at: Timestamp,
}

impl Closed {
    /// Which sort it is. HelloTalk's policy keeps complaints and disputes for five years (section 2(4)): a report complains of
    /// somebody, and so does the word that a child uses an account; whoever appeals disputes what was decided. All the rest is
    /// the plain record of a request.
    #[must_use]
    pub const fn sort(&self) -> Sort {
        if self.kind.is_decided() || self.cycle > 1 {
            Sort::Complaint
        } else if matches!(self.state, State::Expired) || (matches!(self.state, State::Revoked) && !self.proved) {
            Sort::Unproved
        } else {
            Sort::Record
        }
    }

    /// When what is personal in it goes, and when the rest does.
    ///
    /// # Errors
    /// When a day lies outside the calendar.
    pub fn schedule(&self, rules: &TicketRetention, zone: &TimeZone) -> Result<Schedule, jiff::Error> {
        let day = self.at.to_zoned(zone.clone()).date();
        let sort = self.sort();
        let (without_words, gone) = match sort {
            Sort::Unproved => {
                let end = day.checked_add(i64::from(UNPROVED_DAYS).days())?;
                (end, end)
            }
            Sort::Record | Sort::Complaint => {
                let years = if sort == Sort::Complaint { rules.complaint_years } else { rules.years };
                (day.checked_add(i64::from(rules.pseudonymised_after_days).days())?, anniversary(day, years)?)
            }
        };
        let erased_at = after(gone, zone)?;
        Ok(Schedule { sort, pseudonymised_at: after(without_words, zone)?.min(erased_at), erased_at })
    }
}

/// What happens to a closed ticket, and when (UTC).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Schedule {
    /// Why.
    pub sort: Sort,
    /// From when on what is personal is taken out; never later than the end.
    pub pseudonymised_at: Timestamp,
    /// From when on it is erased.
    pub erased_at: Timestamp,
}

/// The first moment after so many calendar years since a moment's day in a zone: for what hangs on no ticket, such as the record of
/// a consent that has ended.
///
/// # Errors
/// When the day lies outside the calendar.
pub fn years_after(at: Timestamp, years: u16, zone: &TimeZone) -> Result<Timestamp, jiff::Error> {
    after(anniversary(at.to_zoned(zone.clone()).date(), years)?, zone)
}

/// The same day so many years later; of 29 February in a year without one, 1 March: never a day early.
fn anniversary(day: Date, years: u16) -> Result<Date, jiff::Error> {
    let later = day.checked_add(i64::from(years).years())?;
    if later.day() == day.day() { Ok(later) } else { later.tomorrow() }
}

/// The moment at which a day is over in a zone. The day of closing does not count, as nowhere in the house, so that the last day is
/// a whole one: a record of four years (Hong Kong, PDPO section 27) is never hours short of them.
fn after(day: Date, zone: &TimeZone) -> Result<Timestamp, jiff::Error> {
    Ok(zone.to_zoned(day.tomorrow()?.at(0, 0, 0, 0))?.timestamp())
}

/// Details without anything that a person wrote: what was asked for, as codes of the pack and of the house.
#[must_use]
pub fn bare(details: &Details) -> Details {
    let none = String::new;
    match details.clone() {
        Details::Access { categories, transfers, format, words: _ } => Details::Access { categories, transfers, format, words: none() },
        Details::Correction { category, .. } => Details::Correction { category, says: none(), should_say: none(), words: none() },
        Details::Deletion { categories, words: _ } => Details::Deletion { categories, words: none() },
        Details::AiTrainingWithdrawal { streams, words: _ } => Details::AiTrainingWithdrawal { streams, words: none() },
        Details::AdvertisingOptOut { words: _ } => Details::AdvertisingOptOut { words: none() },
        Details::ConsentRevocation { words: _ } => Details::ConsentRevocation { words: none() },
        Details::GuardianAuthority { relation, methods, words: _ } => Details::GuardianAuthority { relation, methods, words: none() },
        Details::ChildAccount { relation, .. } => Details::ChildAccount { account: none(), relation, age: None, words: none() },
        Details::Report { target, value: _ } => Details::Report { target, value: none() },
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const RULES: TicketRetention = TicketRetention { years: 4, complaint_years: 5, pseudonymised_after_days: 90 };

    fn hong_kong() -> TimeZone {
        TimeZone::get("Asia/Hong_Kong").unwrap()
    }

    fn closed(at: &str) -> Closed {
        Closed { kind: Kind::Deletion, state: State::Fulfilled, proved: true, cycle: 1, at: at.parse().unwrap() }
    }

    fn moment(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    #[test]
    fn a_record_stays_for_four_whole_years_after_its_day() {
        // 23:30 in Hong Kong: the civil day is still the second.
        let all = closed("2026-03-02T23:30:00+08:00").schedule(&RULES, &hong_kong()).unwrap();
        assert_eq!(all.sort, Sort::Record);
        assert_eq!(all.pseudonymised_at, moment("2026-06-01T00:00:00+08:00"));
        assert_eq!(all.erased_at, moment("2030-03-03T00:00:00+08:00"));
        // Half an hour later it is the third there, though the second in UTC.
        assert_eq!(
            closed("2026-03-03T00:00:00+08:00").schedule(&RULES, &hong_kong()).unwrap().erased_at,
            moment("2030-03-04T00:00:00+08:00")
        );
    }

    #[test]
    fn the_29th_of_february_becomes_the_1st_of_march() {
        let of = |years| {
            let rules = TicketRetention { years, ..RULES };
            closed("2028-02-29T12:00:00+08:00").schedule(&rules, &hong_kong()).unwrap().erased_at
        };
        assert_eq!(of(1), moment("2029-03-02T00:00:00+08:00"), "1 March 2029 is the last day");
        assert_eq!(of(4), moment("2032-03-01T00:00:00+08:00"), "29 February 2032 is");
    }

    #[test]
    fn complaints_stay_longer() {
        let five = moment("2031-03-03T00:00:00+08:00");
        let base = closed("2026-03-02T10:00:00+08:00");
        for complaint in [
            Closed { kind: Kind::Report, state: State::Decided, proved: false, ..base },
            Closed { kind: Kind::ChildAccount, state: State::Decided, proved: false, ..base },
            Closed { cycle: 2, ..base },
        ] {
            let all = complaint.schedule(&RULES, &hong_kong()).unwrap();
            assert_eq!((all.sort, all.erased_at), (Sort::Complaint, five));
        }
    }

    #[test]
    fn what_was_never_proved_goes_after_a_month() {
        let base = Closed { state: State::Expired, proved: false, ..closed("2026-03-02T10:00:00+08:00") };
        let all = base.schedule(&RULES, &hong_kong()).unwrap();
        assert_eq!((all.sort, all.erased_at), (Sort::Unproved, moment("2026-04-02T00:00:00+08:00")));
        assert_eq!(all.pseudonymised_at, all.erased_at);
        assert_eq!(Closed { state: State::Revoked, ..base }.sort(), Sort::Unproved);
        assert_eq!(Closed { state: State::Revoked, proved: true, ..base }.sort(), Sort::Record);
    }

    #[test]
    fn bare_details_keep_codes_alone() {
        let told = Details::Correction {
            category: "profile".into(),
            says: "Xanthippe".into(),
            should_say: "Wombat".into(),
            words: "please".into(),
        };
        let bare = bare(&told);
        assert_eq!(
            bare,
            Details::Correction { category: "profile".into(), says: String::new(), should_say: String::new(), words: String::new() }
        );
    }

    fn words() -> impl Strategy<Value = String> {
        "[a-z]{3,8}".prop_map(|word| format!("personal-{word}"))
    }

    fn details() -> impl Strategy<Value = Details> {
        (words(), words(), words(), 0..9_u8).prop_map(|(a, b, c, which)| match which {
            0 => Details::Access { categories: vec!["profile".into()], transfers: true, format: "both".into(), words: a },
            1 => Details::Correction { category: "profile".into(), says: a, should_say: b, words: c },
            2 => Details::Deletion { categories: vec![], words: a },
            3 => Details::AiTrainingWithdrawal { streams: vec!["voice".into()], words: a },
            4 => Details::AdvertisingOptOut { words: a },
            5 => Details::ConsentRevocation { words: a },
            6 => Details::GuardianAuthority { relation: "mother".into(), methods: vec!["call".into()], words: a },
            7 => Details::ChildAccount { account: a, relation: "parent".into(), age: Some(9), words: b },
            _ => Details::Report { target: "user".into(), value: a },
        })
    }

    proptest! {
        #[test]
        fn nothing_that_a_person_wrote_stays(told in details()) {
            let text = serde_json::to_string(&bare(&told)).unwrap();
            prop_assert!(!text.contains("personal-"), "{text}");
            prop_assert_eq!(bare(&bare(&told)), bare(&told));
        }

        #[test]
        fn years_are_never_short_and_never_two_days_over(
            seconds in 0_i64..4_000_000_000, years in 1_u16..12, zone in prop::sample::select(vec!["Asia/Hong_Kong", "Europe/Paris", "America/Los_Angeles", "UTC"]),
        ) {
            let (zone, at) = (TimeZone::get(zone).unwrap(), Timestamp::from_second(seconds).unwrap());
            let rules = TicketRetention { years, complaint_years: years, ..RULES };
            let all = Closed { at, ..closed("2026-03-02T00:00:00Z") }.schedule(&rules, &zone).unwrap();
            let same = at.to_zoned(zone.clone()).checked_add(i64::from(years).years()).unwrap().timestamp();
            prop_assert!(all.erased_at > same);
            prop_assert!(all.erased_at.duration_since(same) <= jiff::SignedDuration::from_hours(49));
            prop_assert!(all.pseudonymised_at > at && all.pseudonymised_at <= all.erased_at);
            // Local midnight (where the clocks jump over it, the first moment of the day).
            prop_assert_eq!(all.erased_at.to_zoned(zone.clone()).date().at(0, 0, 0, 0).to_zoned(zone).unwrap().timestamp(), all.erased_at);
        }
    }
}
