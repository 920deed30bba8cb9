//! What the guardian's pages are given, and the pages of a child who is asked something.

use std::sync::Arc;

use domain::clock::ClockState;
use domain::pack::Pack;
use domain::{Kind, State};
use jiff::Timestamp;
use jiff::civil::Date;

use super::FormView;

/// The guardian's first page (`/guardian`).
#[derive(Debug, Clone)]
pub struct GuardianHomeView {
    /// The name of the account; `None` for a stranger, who is told what a guardian can do and led to the log-in.
    pub name: Option<String>,
    /// The children, in the order in which they were added.
    pub children: Vec<ChildCard>,
    /// What another guardian asks for, and this one may agree or object to.
    pub asked: Vec<AskedView>,
    /// Products that let guardians act.
    pub products: Vec<Arc<Pack>>,
    /// What was just done, as a code for a notice.
    pub done: Option<String>,
}

/// A child on the first page.
#[derive(Debug, Clone)]
pub struct ChildCard {
    /// The child's identifier, for links.
    pub id: String,
    /// What the guardian calls the child.
    pub name: String,
    /// The product.
    pub pack: Arc<Pack>,
    /// The authority; `None`: nothing was proved or claimed yet.
    pub authority: Option<AuthorityView>,
    /// How many requests are open.
    pub open: usize,
}

/// An authority as its guardian sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuthorityView {
    /// A code of [`domain::guardian::AuthorityState`].
    pub state: String,
    /// One of [`domain::guardian::RELATIONS`].
    pub relation: String,
    /// The codes of the rights that it was granted for; empty while it is pending.
    pub scope: Vec<String>,
    /// The codes of the methods.
    pub methods: Vec<String>,
    /// The rule that applies, as cited.
    pub rule: String,
    /// When the policy's rights end.
    pub rights_end_at: Timestamp,
    /// When the right to consent ends; `None` where the country asks for no consent.
    pub consent_ends_at: Option<Timestamp>,
    /// When it was granted.
    pub granted_at: Option<Timestamp>,
    /// The reference of the case in which it is, or was, decided.
    pub reference: Option<String>,
    /// Why it was refused, held back or ended: a code (`authority_not_proven`, `authority_ended`, `guardian_conflict`, …).
    pub reason: Option<String>,
    /// Whether the code from the child's app or address came back.
    pub code_proved: bool,
}

/// Something that another guardian of the same child asks for. Never who that is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AskedView {
    /// The reference of the request.
    pub reference: String,
    /// What is asked for.
    pub kind: Kind,
    /// What this guardian calls the child.
    pub child: String,
    /// When this guardian was told.
    pub asked_at: Timestamp,
    /// `agreed`, `objected`, or nothing yet.
    pub answer: Option<String>,
}

/// The form that adds a child (`/guardian/children/new`). Fields: `product`, `name`, `app_id`, `email`, `birth_day`,
/// `birth_month`, `birth_year`, `country`.
#[derive(Debug, Clone)]
pub struct NewChildView {
    /// Products that let guardians act.
    pub products: Vec<Arc<Pack>>,
    /// What was typed, and what was wrong.
    pub form: FormView,
}

/// A child's page (`/guardian/children/{id}`).
#[derive(Debug, Clone)]
pub struct ChildView {
    /// The child's identifier, for links.
    pub id: String,
    /// What the guardian calls the child.
    pub name: String,
    /// The ID that the app shows.
    pub app_id: String,
    /// The address of the child's account, if it was told.
    pub email: Option<String>,
    /// The day of birth.
    pub birth: Date,
    /// The country's code.
    pub country: String,
    /// The product.
    pub pack: Arc<Pack>,
    /// The authority.
    pub authority: Option<AuthorityView>,
    /// What can be asked for, each with the code of what stands in the way (`no_authority`, `pending` is no obstacle,
    /// `out_of_scope`, `ended`), or nothing.
    pub acts: Vec<(Kind, Option<&'static str>)>,
    /// The requests for this child, newest first.
    pub requests: Vec<RequestLine>,
    /// The consents, newest first.
    pub consents: Vec<ConsentView>,
    /// What the child's country asks of a guardian; `None` where it asks nothing, or the child is old enough.
    pub consent_asked: Option<ConsentAsk>,
    /// Whether a code can be sent to the child's address (`child_code`).
    pub may_send_code: bool,
    /// Until when a code that was sent works.
    pub code_until: Option<Timestamp>,
    /// The form that was refused, by its name (`code`, `consent`), with its values.
    pub form: (String, FormView),
    /// What was just done, as a code for a notice.
    pub done: Option<String>,
}

/// A request in the list of a child.
#[derive(Debug, Clone)]
pub struct RequestLine {
    /// The reference: opens `/requests/{reference}`.
    pub reference: String,
    /// What was asked for.
    pub kind: Kind,
    /// Where it stands.
    pub state: State,
    /// When it came.
    pub received_at: Timestamp,
    /// When it was closed.
    pub stopped_at: Option<Timestamp>,
    /// Its clocks.
    pub clocks: Vec<ClockState>,
    /// Which governs.
    pub governing: Option<String>,
}

/// A consent as its guardian sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConsentView {
    /// Identifier, for the form that withdraws it.
    pub id: String,
    /// The receipt's reference.
    pub reference: String,
    /// `awaiting_child`, `given`, `withdrawn` or `ended`.
    pub state: String,
    /// What it covers: `account`, `ai`.
    pub scope: Vec<String>,
    /// The codes of the methods.
    pub methods: Vec<String>,
    /// The rule, as cited.
    pub rule: String,
    /// The policy's version.
    pub policy_version: String,
    /// When it was given.
    pub given_at: Timestamp,
    /// When the child agreed.
    pub child_agreed_at: Option<Timestamp>,
    /// When it was withdrawn.
    pub withdrawn_at: Option<Timestamp>,
    /// When it ends by itself.
    pub ends_at: Timestamp,
}

/// What a country asks of a guardian.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConsentAsk {
    /// From this age the child consents alone.
    pub age: u8,
    /// Whether the child must agree too.
    pub joint: bool,
    /// Whether the use of AI needs a consent of its own at the child's age.
    pub ai: bool,
    /// The law.
    pub law: String,
    /// Whether its source was confirmed.
    pub confirmed: bool,
    /// Whether it can be given now: the authority is confirmed and covers it, and no consent stands.
    pub may_give: bool,
}

/// The page on which authority is proved (`/guardian/children/{id}/proof`). Fields: `relation`, `method` (several), `identity`
/// and `relationship` (files), `words`, `declared` (a tick).
#[derive(Debug, Clone)]
pub struct ProofView {
    /// The child's identifier.
    pub id: String,
    /// What the guardian calls the child.
    pub name: String,
    /// The country's code.
    pub country: String,
    /// The product.
    pub pack: Arc<Pack>,
    /// The methods that the child's country accepts, save the declaration, which is a tick of its own.
    pub methods: Vec<MethodView>,
    /// The law that lists the methods, if the country has one.
    pub law: Option<String>,
    /// Whether the child's address is known, so that a code can be sent there; else the code comes inside the app.
    pub has_email: bool,
    /// What was typed, and what was wrong.
    pub form: FormView,
    /// The largest file, in bytes.
    pub max_file: u64,
    /// How many files at once.
    pub max_files: usize,
}

/// A method of proof.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MethodView {
    /// The code.
    pub code: String,
    /// The codes of the facts that it proves.
    pub proves: Vec<&'static str>,
    /// `nothing`, `decision` or `appeal`: how long its evidence is kept.
    pub keeps: &'static str,
    /// The law that names it for the child's country.
    pub law: Option<String>,
}

/// The form of a request for a child (`/guardian/children/{id}/{slug}`), its fields those of the public form of its kind without
/// the questions about who asks.
#[derive(Debug, Clone)]
pub struct GuardianActView {
    /// The child's identifier.
    pub id: String,
    /// What the guardian calls the child.
    pub name: String,
    /// The product.
    pub pack: Arc<Pack>,
    /// The kind.
    pub kind: Kind,
    /// Whether the authority is still being checked: the request then waits for it.
    pub pending: bool,
    /// What was typed, and what was wrong.
    pub form: FormView,
    /// The largest file, in bytes.
    pub max_file: u64,
    /// How many files at once.
    pub max_files: usize,
}

/// The form to print, sign and send back as a picture (`/guardian/children/{id}/form`).
#[derive(Debug, Clone)]
pub struct SignedFormView {
    /// The child's identifier.
    pub id: String,
    /// The guardian's name.
    pub guardian: String,
    /// What the guardian calls the child.
    pub name: String,
    /// The ID that the app shows.
    pub app_id: String,
    /// The product.
    pub pack: Arc<Pack>,
}

/// What a child or young person is asked (`/young/{secret}`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum YoungQuestion {
    /// A guardian's request is now theirs to adopt, limit or cancel. Fields: `choice` (`adopt`, `limit`, `cancel`), `words`, `email`.
    Handover {
        /// What the guardian asked for.
        kind: Kind,
        /// Until when an answer is awaited.
        until: Timestamp,
    },
    /// A guardian consented, and the law wants the child's agreement as well. Field: `choice` (`agree`, `disagree`).
    Consent,
    /// Somebody says that they are the child's guardian. Field: `choice` (`know`, `stranger`).
    Guardian,
}

/// The page of such a question.
#[derive(Debug, Clone)]
pub struct YoungView {
    /// What is asked.
    pub question: YoungQuestion,
    /// The product.
    pub pack: Arc<Pack>,
    /// Where it posts to.
    pub action: String,
    /// What was typed, and what was wrong.
    pub form: FormView,
    /// What was answered, when it was: a code (`adopted`, `limited`, `cancelled`, `agreed`, `disagreed`, `known`, `stranger`).
    pub answered: Option<&'static str>,
}

/// The open form about a child (`/{product}/child`). Fields: `account`, `relation`, `age`, `country`, `words`, `email`.
#[derive(Debug, Clone)]
pub struct ChildNoticeView {
    /// The product.
    pub pack: Arc<Pack>,
    /// What was typed, and what was wrong.
    pub form: FormView,
}

/// The page after it (`/{product}/child/received`).
#[derive(Debug, Clone)]
pub struct ChildNoticeDoneView {
    /// The product.
    pub pack: Arc<Pack>,
    /// The reference.
    pub reference: String,
    /// When it is looked at, at the latest.
    pub due_at: Timestamp,
}

/// What the staff's ticket page shows of an authority or of the child that a ticket is about.
#[derive(Debug, Clone)]
pub struct GuardianPanel {
    /// What the guardian calls the child.
    pub child: String,
    /// The ID that the app shows.
    pub app_id: String,
    /// The address of the child's account.
    pub child_email: Option<String>,
    /// The day of birth, and the completed years today.
    pub birth: (Date, u8),
    /// The country's code, with its age of consent and whether its source was confirmed.
    pub country: (String, Option<u8>, bool),
    /// The authority.
    pub authority: AuthorityView,
    /// The codes of the facts that the proved methods cover.
    pub facts: Vec<&'static str>,
    /// The methods that can be ticked as done.
    pub methods: Vec<MethodView>,
    /// The flags that stand: identifier, code, who set it, when, note.
    pub flags: Vec<(String, String, String, Timestamp, String)>,
    /// How many other guardians of the same child are confirmed, and what they say (`alone`, `open`, `agreed`, `objected`).
    pub others: (usize, &'static str),
    /// Until when the young person may answer.
    pub handover_until: Option<Timestamp>,
    /// The link to send to the young person inside the app, while one is out.
    pub handover_link: Option<String>,
    /// Whether the reader may decide the authority here: it is the case of the authority, and open.
    pub may_decide: bool,
    /// Whether the reader is senior enough to set and lift flags.
    pub may_flag: bool,
    /// Protected children whose IDs look like this one's, for who may know of them: the ID, the flag's code, who set it, when, why.
    pub near: Vec<(String, String, String, Timestamp, String)>,
    /// What stands in the way of carrying the request out: a code, or nothing.
    pub barrier: Option<&'static str>,
}
