//! What the requester's own page is given (`/requests/{reference}`).

use std::sync::Arc;

use domain::clock::ClockState;
use domain::pack::Pack;
use domain::request::{Details, Subject};
use domain::{Kind, State};
use jiff::Timestamp;

use super::FormView;

/// A requester's page of a request, or a reporter's of a report.
#[derive(Debug, Clone)]
pub struct TrackView {
    /// The product.
    pub pack: Arc<Pack>,
    /// The reference.
    pub reference: String,
    /// The kind.
    pub kind: Kind,
    /// Where it stands.
    pub state: State,
    /// When it was received.
    pub received_at: Timestamp,
    /// When this cycle was closed.
    pub stopped_at: Option<Timestamp>,
    /// When what is personal in it was taken out, if that has been done.
    pub pseudonymised_at: Option<Timestamp>,
    /// The clocks with their steps; what the agent sees is the same.
    pub clocks: Vec<ClockState>,
    /// Which of them governs: its name.
    pub governing: Option<String>,
    /// The moment by which a late request is meant to be done, as its requester was told.
    pub new_moment: Option<Timestamp>,
    /// Who asks; a reporter sees nothing of others.
    pub subject: Subject,
    /// What was asked for.
    pub details: Details,
    /// What came to pass, oldest first.
    pub timeline: Vec<TimelineItem>,
    /// The correspondence, oldest first; never internal notes.
    pub messages: Vec<MessageView>,
    /// The open question, if the clock is paused for one.
    pub question: Option<String>,
    /// Whether a code sent inside the app can be entered here.
    pub wants_in_app_code: bool,
    /// Whether the code from the app has come back.
    pub in_app_confirmed: bool,
    /// How each cycle ended, oldest first.
    pub outcomes: Vec<OutcomeView>,
    /// The access package.
    pub package: Vec<FileView>,
    /// Whether downloads may begin: a fresh code was entered.
    pub fresh: bool,
    /// Whether it was opened from an account: its re-authentication stands for the fresh code then.
    pub by_account: bool,
    /// What can be done here now.
    pub may_withdraw: bool,
    /// Whether another look can be asked for.
    pub may_appeal: bool,
    /// Whether a message can be sent.
    pub may_write: bool,
    /// The reference of the request that this one was joined to.
    pub joined_to: Option<String>,
    /// The references of those that were joined to this one.
    pub joined: Vec<String>,
    /// The form that was refused, by its name (`message`, `withdraw`, `appeal`, `in_app_code`), shown again with its values.
    pub form: (String, FormView),
    /// What was just done, as a code for a notice: `sent`, `answered`, `withdrawn`, `appealed`, `confirmed`, `zone`.
    pub done: Option<String>,
    /// The largest file, in bytes.
    pub max_file: u64,
    /// How many files may be sent at once.
    pub max_files: usize,
}

/// Something that came to pass.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimelineItem {
    /// When.
    pub at: Timestamp,
    /// The event's kind, which names its words.
    pub kind: String,
    /// Who: `requester`, `support` or `system`; on the staff's page the name.
    pub who: String,
    /// What belongs to it: codes and moments.
    pub data: Vec<(String, String)>,
}

/// One message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MessageView {
    /// When.
    pub at: Timestamp,
    /// `from_requester`, `from_agent`, `question`, `answer`, `note`, `outcome` or `decision`.
    pub kind: String,
    /// The name of the member of staff, on the staff's page alone.
    pub author: Option<String>,
    /// The words.
    pub body: String,
    /// The state of the mail that carries it (`queued`, `sent`, `failed`), on the staff's page alone.
    pub delivery: Option<String>,
    /// What hangs on it.
    pub files: Vec<FileView>,
}

/// A file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileView {
    /// Identifier.
    pub id: String,
    /// The name that its sender gave it.
    pub name: String,
    /// Its type, found from its content.
    pub mime: String,
    /// Bytes.
    pub size: u64,
    /// Where it can be fetched; empty when it cannot.
    pub href: String,
    /// When it is destroyed.
    pub expires_at: Option<Timestamp>,
    /// When it was destroyed.
    pub destroyed_at: Option<Timestamp>,
    /// How often it may still be fetched.
    pub downloads_left: Option<i64>,
    /// What it is: `evidence`, `message`, `package` or `report`.
    pub role: String,
}

/// How a cycle ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutcomeView {
    /// Which cycle, from 1.
    pub cycle: i64,
    /// `fulfilled`, `partially_fulfilled`, `denied`, `revoked`, `cancelled` or `decided`.
    pub state: String,
    /// When.
    pub closed_at: Timestamp,
    /// The agent's words.
    pub words: String,
    /// What was done, where part or all was refused.
    pub done_anyway: String,
    /// Each refusal.
    pub refusals: Vec<RefusalView>,
    /// Access: nothing is held.
    pub nothing_held: bool,
    /// The lines of a withdrawal from AI training: the effect's code, the value (a state's code, a moment in RFC 3339, a date, or
    /// empty), and a word about it.
    pub effects: Vec<(String, String, String)>,
    /// The ids of the retention rules of what is kept after a deletion.
    pub kept: Vec<String>,
    /// A report's decision.
    pub decision: String,
    /// What stays inside; on the staff's page alone.
    pub inside: String,
    /// The regulator to complain to.
    pub regulator: Option<(String, String)>,
}

/// A refusal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RefusalView {
    /// What: a category's id, or empty for the whole.
    pub item: String,
    /// The reason's code.
    pub reason: String,
    /// The law as cited.
    pub law: String,
    /// The explanation.
    pub words: String,
    /// The record that the law makes the product keep, and until when.
    pub record: Option<(String, String)>,
}
