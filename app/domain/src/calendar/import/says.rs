//! What an entry of an iCalendar says about its day: closed, open as a make-up workday, an observance, or nothing that is sure.

use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization as _;

/// Why a day of an imported list is open or closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DayWhy {
    /// The list marks it for programs: `X-APPLE-SPECIAL-DAY`, or a description or category that is one of the known ones.
    Marked,
    /// A word of its name says it: 补班, 休, "workday", "day off".
    Named,
    /// The list of holidays has it, and nothing about it says that it is open.
    Listed,
    /// A person chose it, where the list left a doubt.
    Chosen,
}

impl DayWhy {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Marked, Self::Named, Self::Listed, Self::Chosen];

    /// The name used in databases, JSON and the keys of texts.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Marked => "marked",
            Self::Named => "named",
            Self::Listed => "listed",
            Self::Chosen => "chosen",
        }
    }
}

/// Why nobody but a person can say whether a day is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DoubtWhy {
    /// One entry, or one name, says open and the other closed.
    Both,
    /// A word that is part of many others (班, 调休) stands in its name in a way that is not known.
    Word,
    /// The list's own mark has a value that is not known.
    Mark,
    /// It has a time of day.
    Time,
    /// A part of the day: a half day, an early end.
    Part,
    /// A line of the entry cannot be read, which could be the one that matters.
    Line,
}

impl DoubtWhy {
    /// All of them.
    pub const ALL: [Self; 6] = [Self::Both, Self::Word, Self::Mark, Self::Time, Self::Part, Self::Line];

    /// The name used in the keys of texts.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Both => "both",
            Self::Word => "word",
            Self::Mark => "mark",
            Self::Time => "time",
            Self::Part => "part",
            Self::Line => "line",
        }
    }
}

/// What an entry says about its day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Says {
    /// Open or closed.
    Sure(bool, DayWhy),
    /// Something that is remembered on that day: no holiday.
    Observance,
    /// A person has to choose.
    Doubt(DoubtWhy),
}

/// The value of `X-APPLE-SPECIAL-DAY`.
pub(super) fn special_day(value: &str) -> Says {
    match value.trim().to_ascii_uppercase().as_str() {
        "WORK-HOLIDAY" => Says::Sure(false, DayWhy::Marked),
        "ALTERNATE-WORKDAY" => Says::Sure(true, DayWhy::Marked),
        _ => Says::Doubt(DoubtWhy::Mark),
    }
}

/// The first line of a description, or a category, as calendars of holidays for the public write it; `None` for other words.
pub(super) fn described(words: &str) -> Option<Says> {
    match folded(words).as_str() {
        "public holiday" | "federal holiday" | "national holiday" | "bank holiday" | "statutory holiday" => {
            Some(Says::Sure(false, DayWhy::Marked))
        }
        "observance" | "local observance" | "state observance" | "un observance" | "season" | "clock change/daylight saving time" => {
            Some(Says::Observance)
        }
        "half-day holiday" | "half day" => Some(Says::Doubt(DoubtWhy::Part)),
        _ => None,
    }
}

/// What a name says; `None` if it is a name and no more.
pub(super) fn named(name: &str) -> Option<Says> {
    let name = folded(name);
    let (mut open, mut closed, mut doubt) = (false, false, false);
    for sign in [chinese(&name), spelled(&name)] {
        open |= sign.open;
        closed |= sign.closed;
        doubt |= sign.doubt;
    }
    if PART.iter().any(|word| name.contains(word)) {
        return Some(Says::Doubt(DoubtWhy::Part));
    }
    match (open, closed) {
        (true, true) => Some(Says::Doubt(DoubtWhy::Both)),
        _ if doubt => Some(Says::Doubt(DoubtWhy::Word)),
        (true, false) => Some(Says::Sure(true, DayWhy::Named)),
        (false, true) => Some(Says::Sure(false, DayWhy::Named)),
        (false, false) => None,
    }
}

/// Compatibility characters made plain (full-width brackets and letters), in small letters.
fn folded(text: &str) -> String {
    text.nfkc().flat_map(char::to_lowercase).collect::<String>().trim().to_owned()
}

#[derive(Default)]
struct Sign {
    open: bool,
    closed: bool,
    doubt: bool,
}

/// Words for a part of a day.
const PART: [&str; 9] = ["提前", "half day", "half-day", "early clos", "closes early", "半天", "半日", "сокращ", "nửa ngày"];

/// 班 with what stands before it, on a day on which an office is closed.
const OFF: [&str; 14] =
    ["停", "休", "停止上", "不上", "不必上", "不用上", "不需上", "免上", "免于上", "无需上", "無需上", "毋需上", "毋须上", "下"];
/// The same on a make-up workday.
const ON: [&str; 9] = ["补", "補", "补上", "補上", "补行上", "補行上", "调休上", "調休上", "上"];
/// Words of a day off.
const REST: [&str; 14] = ["放假", "假期", "假日", "公假", "休假", "休息", "休业", "休業", "补休", "補休", "补假", "補假", "公休", "休市"];

/// Feeds of the mainland and of Taiwan write 班, 补班 or 上班 on make-up workdays and 休 or 放假 on holidays. 加班 is overtime and
/// 值班 being on duty: 班 alone says nothing.
fn chinese(name: &str) -> Sign {
    let mut sign = Sign::default();
    for (at, c) in name.char_indices().filter(|(_, c)| matches!(c, '班' | '休')) {
        let (before, after) = (name.get(..at).unwrap_or_default(), name.get(at + c.len_utf8()..).unwrap_or_default());
        let apart = before.chars().next_back().is_none_or(separates) && after.chars().next().is_none_or(separates);
        if c == '休' {
            sign.closed |= apart;
            continue;
        }
        let ends = after.chars().next().is_none_or(|next| separates(next) || next == '日');
        if OFF.iter().any(|word| before.ends_with(word)) {
            sign.closed = true;
        } else if ends && (apart || ON.iter().any(|word| before.ends_with(word))) {
            sign.open = true;
        } else {
            sign.doubt = true;
        }
    }
    sign.closed |= REST.iter().any(|word| name.contains(word));
    // Open for business, or not: said of shops as well.
    sign.doubt |= name.contains("营业") || name.contains("營業");
    // Days that change places: which of the two this one is, its other words have to say.
    let swapped = name.contains("调休") || name.contains("調休");
    sign.doubt |= swapped && !sign.open && !sign.closed;
    sign
}

fn separates(c: char) -> bool {
    c.is_whitespace() || c.is_ascii_punctuation() || matches!(c, '【' | '】' | '「' | '」' | '、' | '。' | '·' | '—' | '–')
}

/// Not at work, in words of which the ones for being at work are a part. They are looked for first and taken out.
const NOT_AT_WORK: &[&str] = &[
    "non-working",
    "nonworking",
    "non working",
    "not a working",
    "not a work",
    "not a business",
    "no work",
    "non-business",
    "day off",
    "days off",
    "нерабоч",
    "выходн",
    "nghỉ bù",
    "nghỉ",
    "munkaszüneti",
    "pihenőnap",
    "non-workday",
    "nonworkday",
    "non workday",
    "not workday",
    "not a workday",
    "no workday",
    "no business",
    "не рабоч",
    "không làm việc",
    "nem munkanap",
    "非工作日",
    "moved to",
    "перенес",
    "перенёс",
];
const AT_WORK: &[&str] = &[
    "make-up",
    "makeup",
    "make up",
    "workday",
    "work day",
    "working day",
    "business day",
    "working saturday",
    "working sunday",
    "рабочий",
    "làm bù",
    "làm việc",
    "munkanap",
    "workdays",
    "рабоч",
    "đi làm",
    "compensatory work",
    "offices open",
    "office open",
    "ledolgoz",
    "工作日",
];
/// Said of a day off, unless the name is that of a festival: enough to put a word for work in doubt, and no sign by itself.
const MAYBE_OFF: [&str; 4] = ["holiday", "closed", "праздни", "ünnep"];

/// The same in languages that are spelled, those of our calendars among them.
fn spelled(name: &str) -> Sign {
    let mut rest = name.to_owned();
    let mut sign = Sign::default();
    for word in NOT_AT_WORK.iter().copied() {
        if rest.contains(word) {
            sign.closed = true;
            rest = rest.replace(word, " ");
        }
    }
    sign.open = AT_WORK.iter().any(|word| rest.contains(word));
    // "Special non-working day" has "day" left, and "working day" gone with its "non-".
    sign.closed |= sign.open && MAYBE_OFF.iter().any(|word| rest.contains(word));
    sign
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_says_open_or_closed_only_where_its_words_are_known() {
        let open = Some(Says::Sure(true, DayWhy::Named));
        let closed = Some(Says::Sure(false, DayWhy::Named));
        let (word, both, part) = (Says::Doubt(DoubtWhy::Word), Says::Doubt(DoubtWhy::Both), Says::Doubt(DoubtWhy::Part));
        for name in [
            "补班",
            "春节 补班 第1天/共2天",
            "春节（班）",
            "國慶節補行上班日",
            "調休上班",
            "班",
            "【班】",
            "清明节补班（周六）",
            "照常上班",
            "Spring Festival (workday)",
            "Make-up day for Labour Day",
            "Special Working Day",
            "Перенос: рабочий день",
            "Ngày làm bù",
            "áthelyezett munkanap",
            "ＷＯＲＫＤＡＹ",
        ] {
            assert_eq!(named(name), open, "{name}");
        }
        for name in [
            "春节 休",
            "春节（休）",
            "颱風停班停課",
            "不上班",
            "休班",
            "元旦 假期 第1天/共1天",
            "New Year’s Day (day off)",
            "Special non-working day",
            "выходной день",
            "Nghỉ bù Tết",
            "補假",
        ] {
            assert_eq!(named(name), closed, "{name}");
        }
        for name in
            ["清明节", "Labour Day", "International Workers' Day", "Independence Day (observed)", "小寒", "Easter Monday", "Labour Holiday"]
        {
            assert_eq!(named(name), None, "{name}");
        }
        for name in ["劳动节（加班三倍工资）", "劳动节（上班三倍工资）", "值班表更新", "春节调休", "航班时刻", "补班费", "照常营业"]
        {
            assert_eq!(named(name), Some(word), "{name}");
        }
        for name in ["Working day moved to Saturday", "值班 上班 放假", "Holiday make-up", "补班（休）", "Workday, office closed"]
        {
            assert_eq!(named(name), Some(both), "{name}");
        }
        for name in ["除夕（半天）", "Christmas Eve (half day)", "Early closing"] {
            assert_eq!(named(name), Some(part), "{name}");
        }
        assert!(matches!(named("值班表更新 - 全体放假"), Some(Says::Doubt(_))), "a duty roster, and a day off");
    }

    #[test]
    fn marks_for_programs_are_known_by_their_whole_value() {
        assert_eq!(special_day(" alternate-workday"), Says::Sure(true, DayWhy::Marked));
        assert_eq!(special_day("WORK-HOLIDAY"), Says::Sure(false, DayWhy::Marked));
        assert_eq!(special_day("HALF-WORKDAY"), Says::Doubt(DoubtWhy::Mark));
        assert_eq!(described("Observance"), Some(Says::Observance));
        assert_eq!(described("PUBLIC HOLIDAY"), Some(Says::Sure(false, DayWhy::Marked)));
        assert_eq!(described("Observance of silence"), None);
    }
}
