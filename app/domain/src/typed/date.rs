//! Civil dates of forms.

use jiff::civil::{Date, DateTime, Time};

use super::{line, number};

/// Reads a civil date that is written year, month, day: `2026-03-04`, `2026/3/4`, `2026.3.4`, `2026年3月4日`, `2026년 3월 4일`, in any
/// script's digits. `None`: it is none, or its order cannot be known.
#[must_use]
pub fn date(typed: &str) -> Option<Date> {
    let plain = line(typed);
    let plain = plain.trim_end_matches(['.', '日', '일']);
    let parts: Vec<&str> =
        plain.split(['-', '/', '.', '年', '月', '년', '월', '\u{2010}', '\u{2013}', '\u{2212}']).map(str::trim).collect();
    let [year, month, day] = parts.as_slice() else { return None };
    let whole = |part: &str, most: usize| part.len() <= most && !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    // A year of two digits could be a day.
    if year.len() != 4 || !whole(year, 4) || !whole(month, 2) || !whole(day, 2) {
        return None;
    }
    Date::new(number(year)?.try_into().ok()?, number(month)?.try_into().ok()?, number(day)?.try_into().ok()?).ok()
}

/// Reads a civil date and a time of the day, `2026-03-04T09:30` as browsers write it, or with a space between.
#[must_use]
pub fn date_time(typed: &str) -> Option<DateTime> {
    let plain = line(typed);
    if let Ok(exact) = plain.parse() {
        return Some(exact);
    }
    let (day, time) = plain.rsplit_once(['T', 't', ' '])?;
    Some(date(day)?.to_datetime(time.parse::<Time>().ok()?))
}

#[cfg(test)]
mod tests {
    use jiff::civil;

    use super::*;

    #[test]
    fn a_date_is_read_as_people_write_it() {
        for typed in [
            "2026-03-04",
            "2026-3-4",
            "2026/03/04",
            "2026.3.4",
            "2026. 3. 4.",
            "２０２６－０３－０４",
            "２０２６／３／４",
            "2026年3月4日",
            "2026 年 3 月 4 日",
            "2026년 3월 4일",
            "٢٠٢٦-٠٣-٠٤",
            "\u{200e}2026-03-04\u{200e}",
        ] {
            assert_eq!(date(typed), Some(civil::date(2026, 3, 4)), "{typed:?}");
        }
        for typed in ["", "2026", "2026-03", "04.03.2026", "03/04/26", "2026-13-01", "2026-02-29", "2026-3-4-5", "-026-03-04", "20260304"] {
            assert_eq!(date(typed), None, "{typed:?}");
        }
    }

    #[test]
    fn a_date_with_a_time_too() {
        let at = Some(civil::date(2026, 3, 4).at(9, 30, 0, 0));
        for typed in ["2026-03-04T09:30", "2026-03-04 09:30", "2026-03-04T09:30:00", "２０２６/3/4　０９：３０"] {
            assert_eq!(date_time(typed), at, "{typed:?}");
        }
        assert_eq!(date_time("2026-03-04"), Some(civil::date(2026, 3, 4).at(0, 0, 0, 0)));
        assert_eq!(date_time("2026-03-04T25:00"), None);
    }
}
