//! What the pages of alerts and of the rota are given.

use domain::Kind;
use domain::clock::ClockName;
use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::FormView;

/// The reader's alerts. Field of the form: `alert`, or none for all.
#[derive(Debug, Clone, Default)]
pub struct AlertsView {
    /// New ones first, then the newest.
    pub lines: Vec<AlertLine>,
    /// Late clocks of which nobody has said why.
    pub unexplained: Vec<UnexplainedLine>,
    /// What was just done, as a code for a notice.
    pub done: Option<String>,
}

/// An alert. Nothing personal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AlertLine {
    /// Identifier.
    pub id: String,
    /// The ticket's reference.
    pub reference: String,
    /// The product's name.
    pub product: String,
    /// The ticket's kind.
    pub kind: Kind,
    /// Whether the ticket is done meanwhile.
    pub closed: bool,
    /// The clock's code.
    pub clock: String,
    /// The code of the point that was reached: `unclaimed`, `elapsed`, `amber`, `red`, `breach`.
    pub point: String,
    /// When it was reached.
    pub due_at: Timestamp,
    /// When it was told.
    pub at: Timestamp,
    /// Whether the reader has not seen it.
    pub new: bool,
}

/// A late clock of which nobody has said why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnexplainedLine {
    /// The ticket's reference.
    pub reference: String,
    /// The product's name.
    pub product: String,
    /// The ticket's kind.
    pub kind: Kind,
    /// The clock's code.
    pub clock: String,
    /// Since when it is late.
    pub due_at: Timestamp,
}

/// A clock of a ticket that is or was late. Fields of its form: `clock`, `code`, `words`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BreachView {
    /// Which.
    pub clock: ClockName,
    /// When it was due.
    pub due: Timestamp,
    /// The code of the reason, once somebody gave it.
    pub reason: Option<String>,
}

/// The rota. Fields: of a turn `product`, `member`, `from`, `until`; of its removal `turn`; of an absence `away_member`, `away_from`,
/// `away_until`.
#[derive(Debug, Clone)]
pub struct RotaView {
    /// How each product is covered.
    pub covers: Vec<CoverView>,
    /// The turns that are not over.
    pub turns: Vec<TurnView>,
    /// Whether the reader keeps the rota.
    pub keeps: bool,
    /// The products that a turn can be for: slugs and names; `*` is all of them.
    pub products: Vec<(String, String)>,
    /// Who can be on call: identifiers and names.
    pub members: Vec<(String, String)>,
    /// Whose absence the reader can set besides their own: identifiers and names.
    pub colleagues: Vec<(String, String)>,
    /// Who is away now or soon: name, from, until.
    pub away: Vec<(String, Timestamp, Timestamp)>,
    /// The office's zone, in which times are typed, and its name.
    pub zone: (TimeZone, String),
    /// The form that was refused, by its name (`turn`, `away`, `remove`), with its values.
    pub form: (String, FormView),
    /// What was just done, as a code for a notice.
    pub done: Option<String>,
}

/// How a product is covered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CoverView {
    /// The product's name.
    pub product: String,
    /// Who is on call: the name, and until when.
    pub now: Option<(String, Timestamp)>,
    /// Who is next: the name, and from when.
    pub next: Option<(String, Timestamp)>,
    /// When nobody is, in the next 14 days.
    pub gaps: Vec<(Timestamp, Timestamp)>,
}

/// A turn on the rota.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TurnView {
    /// Identifier.
    pub id: String,
    /// The name of who is on call.
    pub name: String,
    /// The product's name; `None`: all.
    pub product: Option<String>,
    /// Its beginning.
    pub from: Timestamp,
    /// Its end.
    pub until: Timestamp,
    /// Until when they are away, if that is in this turn.
    pub away: Option<Timestamp>,
    /// Whether it has begun.
    pub begun: bool,
    /// Whether the reader may take it back.
    pub mine_to_end: bool,
}
