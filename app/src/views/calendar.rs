//! What the pages of calendars and rules are given. Nothing personal.

use domain::Kind;
use domain::calendar::import::{DayChange, Doubt};
use domain::calendar::{CalendarChange, CalendarYear, Coverage, DayEntry};
use domain::clock::ClockName;
use jiff::Timestamp;
use jiff::civil::{Date, Weekday};

use super::FormView;

/// A calendar whose official list ends soon, or has ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AlarmView {
    /// The calendar's id.
    pub calendar: String,
    /// The last day of its official lists; `None` when today is on none.
    pub until: Option<Date>,
    /// The days that are left, today not counted.
    pub days_left: Option<i32>,
    /// The year that is missing.
    pub year: i16,
}

/// All calendars, and the changes of them.
#[derive(Debug, Clone)]
pub struct CalendarsView {
    /// Those that need somebody.
    pub alarms: Vec<AlarmView>,
    /// The calendars, by id.
    pub calendars: Vec<CalendarView>,
    /// The dates that offices have of their own: the product's name and its dates.
    pub offices: Vec<(String, Vec<DayEntry>)>,
    /// The changes, drafts first.
    pub changes: Vec<ChangeLine>,
    /// What was just done, as a code for a notice.
    pub done: Option<String>,
}

/// One calendar.
#[derive(Debug, Clone)]
pub struct CalendarView {
    /// The id.
    pub id: String,
    /// The names of the products whose offices keep it. Empty: for the law alone.
    pub offices: Vec<String>,
    /// How far its official lists reach.
    pub coverage: Coverage,
    /// Its years, with how many dated days each has.
    pub years: Vec<(CalendarYear, usize)>,
}

/// A change of the calendars with its story.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangeLine {
    /// Identifier.
    pub id: String,
    /// The change.
    pub change: CalendarChange,
    /// The product's name, where it is of an office.
    pub product: Option<String>,
    /// `draft`, `approved` or `rejected`.
    pub state: String,
    /// Why.
    pub reason: String,
    /// When it was drafted.
    pub made_at: Timestamp,
    /// Who drafted it.
    pub made_by: String,
    /// When and by whom it was decided.
    pub decided: Option<(Timestamp, String)>,
}

/// One year of a calendar.
#[derive(Debug, Clone)]
pub struct YearView {
    /// The calendar's id.
    pub calendar: String,
    /// The year that is shown.
    pub year: i16,
    /// Where its list comes from; `None` when there is none.
    pub listed: Option<CalendarYear>,
    /// The years that can be chosen.
    pub years: Vec<i16>,
    /// The days of the week that are closed.
    pub weekend: Vec<Weekday>,
    /// The dated days.
    pub days: Vec<DayEntry>,
}

/// The form that closes or opens one date. Fields: `place`, `date`, `open`, `hours`, `why`.
#[derive(Debug, Clone)]
pub struct DateView {
    /// Where: `calendar:ID` and `office:PRODUCT`, with what each is called; a calendar's name is the page's to find.
    pub places: Vec<(String, String)>,
    /// What was typed.
    pub form: FormView,
}

/// The form that imports a year. Fields: `calendar`, `year`, `text`, `file`, `status`, `source`, `why`.
#[derive(Debug, Clone)]
pub struct ImportView {
    /// The calendars' ids.
    pub calendars: Vec<String>,
    /// What was typed, a file's text as well.
    pub form: FormView,
    /// The days for which a person has to choose: fields `day-2027-05-01`, with `open`, `closed` or `out`.
    pub doubts: Vec<Doubt>,
}

/// A due that would move.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MoveView {
    /// The ticket's reference.
    pub reference: String,
    /// The product's name.
    pub product: String,
    /// What it is about.
    pub kind: Option<Kind>,
    /// Which clock.
    pub clock: ClockName,
    /// Its due now.
    pub from: Option<Timestamp>,
    /// Its due then.
    pub to: Option<Timestamp>,
}

/// What a change or a move would do to open tickets.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PreviewView {
    /// How many open tickets were looked at.
    pub looked: usize,
    /// How many of them would get another due.
    pub moving: usize,
    /// The dues, the first five hundred of them.
    pub moves: Vec<MoveView>,
    /// Whether there are more than are listed.
    pub more: bool,
}

/// One change, before or after its decision. Its form posts `decision` (`approve`, `reject`) to its own path.
#[derive(Debug, Clone)]
pub struct ChangeView {
    /// The change.
    pub line: ChangeLine,
    /// What it changes day by day. Empty once it is decided.
    pub days: Vec<DayChange>,
    /// What would move; `None` once it is decided.
    pub preview: Option<PreviewView>,
    /// Whether the reader drafted it: then somebody else decides.
    pub own: bool,
    /// What was wrong.
    pub form: FormView,
    /// What was just done, as a code for a notice.
    pub done: Option<String>,
}

/// What differs between an older rule set and the present one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Difference {
    /// The policy has another version: this one, and the present one.
    Version(String, String),
    /// The office's hours, zone or calendars.
    Office,
    /// The promises of these kinds.
    Terms(Vec<Kind>),
    /// The files of these calendars.
    Calendars(Vec<String>),
    /// The staff's changes of calendars: so many are not in the older set.
    Changes(usize),
    /// The files of the law for these places.
    Law(Vec<String>),
}

/// A rule set that open tickets keep.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SetView {
    /// Identifier.
    pub id: String,
    /// The product's name.
    pub product: String,
    /// The policy's version.
    pub policy: String,
    /// The calendars' versions.
    pub calendars: String,
    /// How many open tickets keep it.
    pub tickets: i64,
    /// Since when it is kept.
    pub since: Timestamp,
    /// Whether new tickets get it.
    pub current: bool,
    /// Whether an approved move takes its tickets away.
    pub moving: bool,
    /// What differs from the present one.
    pub differences: Vec<Difference>,
}

/// A move of tickets from one set to another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RunView {
    /// The product's name.
    pub product: String,
    /// The identifiers of both sets.
    pub sets: (String, String),
    /// The change of the calendars that caused it; `None`: the policy.
    pub change: Option<String>,
    /// When and by whom it was approved.
    pub approved: (Timestamp, String),
    /// How many tickets were looked at.
    pub looked: i64,
    /// How many of them have another due now.
    pub moved: i64,
    /// When the last one was moved.
    pub done_at: Option<Timestamp>,
    /// Whether it is put aside: its rules are not the present ones any more.
    pub aside: bool,
}

/// The last nightly check.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct VerifiedView {
    /// When.
    pub at: Timestamp,
    /// How many tickets were computed.
    pub checked: u64,
    /// How many of them differed.
    pub drifted: u64,
}

/// The rules that open tickets keep.
#[derive(Debug, Clone)]
pub struct RulesView {
    /// The sets.
    pub sets: Vec<SetView>,
    /// The moves, newest first.
    pub runs: Vec<RunView>,
    /// The last check.
    pub verified: Option<VerifiedView>,
    /// Whether the reader may move open tickets.
    pub may_move: bool,
    /// What was just done, as a code for a notice.
    pub done: Option<String>,
}

/// The move of one set's tickets to the present one. Its form posts `seen` to its own path.
#[derive(Debug, Clone)]
pub struct RuleMoveView {
    /// The older set.
    pub set: SetView,
    /// The present one's identifier.
    pub to: String,
    /// What would move.
    pub preview: PreviewView,
    /// What was wrong.
    pub form: FormView,
}
