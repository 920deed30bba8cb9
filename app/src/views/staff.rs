//! What the staff's pages are given.

use std::sync::Arc;

use domain::ai::Effect;
use domain::clock::ClockState;
use domain::pack::Pack;
use domain::reasons::Reason;
use domain::request::{Details, Subject};
use domain::{Kind, State};
use jiff::Timestamp;

use super::FormView;
use super::acts::NoticeView;
use super::alerts::BreachView;
use super::calendar::AlarmView;
use super::guardian::GuardianPanel;
use super::track::{FileView, MessageView, OutcomeView, TimelineItem};

/// The queue.
#[derive(Debug, Clone)]
pub struct QueueView {
    /// The products of the portal, for the filter.
    pub products: Vec<Arc<Pack>>,
    /// The filter as its query fields: `kind`, `product`, `state`, `view` (`mine`, `unassigned`, `at_risk`, `breached`).
    pub filter: FormView,
    /// The lines of this page.
    pub lines: Vec<LineView>,
    /// The query of the next page, if there is one.
    pub next: Option<String>,
    /// Counts by name (`open`, `mine`, `unassigned`, `at_risk`, `breached`, `paused`); 1000 means "999+".
    pub counts: Vec<(String, i64)>,
    /// What was searched: shown instead of the queue. Field: `q`. Results may be empty.
    pub search: Option<FormView>,
    /// Mails that have failed for good.
    pub failed_mails: i64,
    /// The calendars whose official lists end, for those who can do something about it.
    pub alarms: Vec<AlarmView>,
}

/// A line of the queue. Nothing personal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineView {
    /// Reference.
    pub reference: String,
    /// The product's name.
    pub product: String,
    /// What it is about.
    pub kind: Kind,
    /// Where it stands.
    pub state: State,
    /// The country's code.
    pub country: Option<String>,
    /// The language's tag.
    pub lang: String,
    /// When it came.
    pub received_at: Timestamp,
    /// When it was closed.
    pub stopped_at: Option<Timestamp>,
    /// The governing due moment, or the end of the pause.
    pub due_at: Timestamp,
    /// Which clock governs: `promise`, `law`, `review`.
    pub governing: Option<String>,
    /// `running`, `at_risk`, `breached`, `paused`, `closed`.
    pub standing: String,
    /// The name of who holds it.
    pub assignee: Option<String>,
    /// Whether that is the reader.
    pub mine: bool,
    /// Escalated the moment it came.
    pub urgent: bool,
}

/// A ticket.
#[derive(Debug, Clone)]
pub struct TicketView {
    /// The product.
    pub pack: Arc<Pack>,
    /// Reference.
    pub reference: String,
    /// The version that this page shows: goes back with every act (`version`), so that nobody overwrites what they did not see.
    pub version: i64,
    /// The kind.
    pub kind: Kind,
    /// Where it stands.
    pub state: State,
    /// The language's tag.
    pub lang: String,
    /// The country's code.
    pub country: Option<String>,
    /// When it came.
    pub received_at: Timestamp,
    /// When the e-mail was proved.
    pub proved_at: Option<Timestamp>,
    /// When what is personal in it was taken out, if that has been done.
    pub pseudonymised_at: Option<Timestamp>,
    /// The clocks with their steps.
    pub clocks: Vec<ClockState>,
    /// Which governs.
    pub governing: Option<String>,
    /// Who asks.
    pub subject: Subject,
    /// What for.
    pub details: Details,
    /// The app ID: `none`, `claimed`, `sent` (a code is on its way) or `confirmed`.
    pub app_id_state: String,
    /// The code to send inside the app, while one is out, and until when it works.
    pub in_app_code: Option<(String, Timestamp)>,
    /// Who holds it.
    pub assignee: Option<String>,
    /// Whether that is the reader.
    pub mine: bool,
    /// Whether this is an appeal against the reader's own decision, which another must decide.
    pub own_appeal: bool,
    /// Escalated the moment it came.
    pub urgent: bool,
    /// What came to pass.
    pub timeline: Vec<TimelineItem>,
    /// The correspondence and the notes, oldest first.
    pub messages: Vec<MessageView>,
    /// All files: evidence, attachments, package.
    pub files: Vec<FileView>,
    /// How each cycle ended.
    pub outcomes: Vec<OutcomeView>,
    /// The mails: kind, state, when queued, when sent, tries, last error.
    pub mails: Vec<MailLine>,
    /// The reports of a case.
    pub reports: Vec<ReportView>,
    /// To whom the reader may give it: identifiers and names.
    pub colleagues: Vec<(String, String)>,
    /// The other tickets of the same e-mail: reference, kind, state.
    pub others: Vec<(String, Kind, State)>,
    /// The acts that the reader may do to it now, by their codes.
    pub acts: Vec<&'static str>,
    /// How the notice of an extension stands, if there is one in this cycle.
    pub notice: Option<NoticeView>,
    /// The reference of the request that this one was joined to.
    pub joined_to: Option<String>,
    /// The references of those that were joined to this one.
    pub joined: Vec<String>,
    /// What closing as fulfilled needs.
    pub checklist: Vec<&'static str>,
    /// The reasons that may be given.
    pub reasons: Vec<&'static Reason>,
    /// The lines that a withdrawal from AI training must answer.
    pub effects: Vec<&'static Effect>,
    /// Whether the account may have been taken over.
    pub takeover: bool,
    /// A child's account: from which age the product may be used, and from which age somebody consents alone where the child is
    /// said to live (and whether the source of that was confirmed). Each `None` where there is no such number, or no country.
    pub child_limits: (Option<u8>, Option<(u8, bool)>),
    /// The authority and the child, where a guardian asks.
    pub guardian: Option<GuardianPanel>,
    /// The clocks of this round that are or were late.
    pub breaches: Vec<BreachView>,
    /// The form that was refused, by its name (`note`, `message`, `question`, `package`, `close`, `decide`), with its values.
    pub form: (String, FormView),
    /// What changed since the page was read, when another was quicker: shown above the refused form.
    pub changed: Vec<TimelineItem>,
    /// How the clocks came about.
    pub computed: ComputedView,
    /// What was just done, as a code for a notice.
    pub done: Option<String>,
    /// The largest file, in bytes.
    pub max_file: u64,
}

/// How a ticket's clocks came about: the same as `habeas sla explain`.
#[derive(Debug, Clone, Default)]
pub struct ComputedView {
    /// The rule set's identifier.
    pub rules: String,
    /// The policy's version that was in force at the receipt.
    pub policy_version: String,
    /// The policy's version of the rule set.
    pub rules_policy_version: String,
    /// How the calendars are joined.
    pub calendars: String,
    /// Their versions.
    pub calendar_version: String,
    /// How many changes of the calendars by staff the rules hold.
    pub changes: usize,
    /// The rounds that are over, with their clocks as they ended.
    pub earlier: Vec<(i64, Vec<ClockState>)>,
    /// The events that moved the clocks, with their places in the ticket's chain.
    pub events: Vec<(i64, TimelineItem)>,
}

/// What stands before a child's ticket until a purpose is given. Nothing personal. Fields: `purpose`, `note`.
#[derive(Debug, Clone)]
pub struct GateView {
    /// The product.
    pub pack: Arc<Pack>,
    /// Reference.
    pub reference: String,
    /// The version for taking it on.
    pub version: i64,
    /// The kind.
    pub kind: Kind,
    /// Where it stands.
    pub state: State,
    /// When it came.
    pub received_at: Timestamp,
    /// The clocks with their steps.
    pub clocks: Vec<ClockState>,
    /// Which governs.
    pub governing: Option<String>,
    /// Who holds it.
    pub assignee: Option<String>,
    /// Whether that is the reader.
    pub mine: bool,
    /// Whether the reader was approved for children's data: only then the form is shown.
    pub allowed: bool,
    /// The codes of the purposes.
    pub purposes: Vec<&'static str>,
    /// For how many minutes a purpose holds.
    pub minutes: i64,
    /// What was chosen, and what was wrong.
    pub form: FormView,
}

/// A mail of a ticket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MailLine {
    /// Its kind.
    pub kind: String,
    /// `queued`, `sent` or `failed`.
    pub state: String,
    /// When it was queued.
    pub created_at: Timestamp,
    /// When it was sent.
    pub sent_at: Option<Timestamp>,
    /// How often it was tried.
    pub tries: i64,
    /// The last failure.
    pub last_error: Option<String>,
}

/// A report of a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportView {
    /// The reporter's reference.
    pub reference: String,
    /// When.
    pub received_at: Timestamp,
    /// The kind of harm.
    pub harm: String,
    /// The reporter's words.
    pub words: String,
    /// The address, if one was given.
    pub email: Option<String>,
    /// Whether it was proved.
    pub email_proved: bool,
    /// The language's tag.
    pub lang: String,
    /// Its pictures.
    pub files: Vec<FileView>,
}

/// The captured mail of the development portal.
#[derive(Debug, Clone)]
pub struct MailsView {
    /// Each mail, newest first.
    pub mails: Vec<CapturedView>,
    /// The one that is open.
    pub open: Option<CapturedView>,
}

/// A captured mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CapturedView {
    /// Its number.
    pub number: usize,
    /// When.
    pub at: Timestamp,
    /// To whom.
    pub to: String,
    /// The subject.
    pub subject: String,
    /// The text part.
    pub text: String,
    /// The HTML part.
    pub html: String,
}
