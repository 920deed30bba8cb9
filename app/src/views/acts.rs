//! What the page of an act on a ticket is given: its form, and what it will do to each clock.

use std::sync::Arc;

use domain::clock::{ClockName, Standing, StateSource, Unmoved};
use domain::pack::Pack;
use domain::{Kind, State};
use jiff::Timestamp;

use super::FormView;
use super::track::TimelineItem;

/// The page of an act. Fields by act: `pause`: `words`, `reason`, `days`, `note`; `extend`: `words`; `merge`: `others`; `await`:
/// `words`; `cancel`: `reason`, `words`; `due`: `due`, `words`; `reopen`: `how`, `words`.
#[derive(Debug, Clone)]
pub struct ActView {
    /// The product.
    pub pack: Arc<Pack>,
    /// The ticket's reference.
    pub reference: String,
    /// The version that this page shows; goes back with the form.
    pub version: i64,
    /// The kind.
    pub kind: Kind,
    /// Where the ticket stands.
    pub state: State,
    /// The act: `pause`, `resume`, `extend`, `merge`, `await`, `cancel`, `due` or `reopen`.
    pub act: &'static str,
    /// Where its form is posted to.
    pub action: String,
    /// Whether the ticket's state allows it now.
    pub fits: bool,
    /// What was typed, and what was wrong.
    pub form: FormView,
    /// What it will do, once that was asked for.
    pub preview: Option<PreviewView>,
    /// What changed since the page was read, when another was quicker.
    pub changed: Vec<TimelineItem>,
    /// The other open requests of the same person, for a joining.
    pub candidates: Vec<CandidateView>,
    /// How many files of it were destroyed: a reopening does not bring them back.
    pub destroyed: usize,
    /// The codes of the reasons for which a request may be cancelled.
    pub reasons: Vec<&'static str>,
}

/// Another open request of the same person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CandidateView {
    /// The value of its box: the reference and the version that the page shows of it.
    pub value: String,
    /// The reference.
    pub reference: String,
    /// When it came.
    pub received_at: Timestamp,
    /// Where it stands.
    pub state: State,
    /// When it is due first.
    pub due_at: Timestamp,
    /// Whether it asks for other things than the one whose page this is.
    pub differs: bool,
    /// Why it cannot be joined, as a code; `None` when it can.
    pub obstacle: Option<&'static str>,
}

/// What an act will do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PreviewView {
    /// Each ticket that it is about; of a joining the one that goes on first.
    pub tickets: Vec<ProspectView>,
    /// Of an extension: by when the notice must leave, and the new limit.
    pub extension: Option<ExtensionPreview>,
}

/// An extension before it is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExtensionPreview {
    /// The law's clock, as far as its source says: law and article.
    pub source: StateSource,
    /// The first limit: by then the notice must have left.
    pub leave_by: Timestamp,
    /// The new limit.
    pub until: Timestamp,
}

/// What becomes of a ticket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProspectView {
    /// The reference.
    pub reference: String,
    /// Whether it goes on, where several are joined.
    pub goes_on: bool,
    /// Each clock.
    pub clocks: Vec<ClockChange>,
    /// Of a pause: when it ends by itself.
    pub pause_end: Option<Timestamp>,
    /// Where it stands, now and then.
    pub state: (State, State),
    /// Its place in the queue, now and then; `None` when it stands on none.
    pub place: (Option<Place>, Option<Place>),
}

/// A place in the queue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// The moment by which it is sorted.
    pub sort_at: Timestamp,
    /// How many stand before it; 1000 means "999 and more".
    pub ahead: i64,
}

/// A clock before and after.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClockChange {
    /// Which.
    pub name: ClockName,
    /// Now; `None` when there is none yet.
    pub now: Option<Point>,
    /// Right after the act; of a pause this is also what holds if the answer comes at once.
    pub then: Option<Point>,
    /// Of a pause: if nobody answers until its end.
    pub later: Option<Point>,
    /// Of a pause: why it does not move this clock; `None` when it does.
    pub unmoved: Option<Unmoved>,
}

/// A clock at one moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Point {
    /// When it is due.
    pub due: Timestamp,
    /// How it stands.
    pub standing: Standing,
}

/// How the notice of an extension stands, on the ticket's page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoticeView {
    /// `waiting` (its letter has not left yet), `failed` (it could not be delivered), `extended`, or `void` (it left too late).
    pub state: &'static str,
    /// When the law's clock is due as it stands; while the letter waits, by then it must leave.
    pub due_at: Option<Timestamp>,
}
