//! What the pages are given that anybody may see.

use std::sync::Arc;

use domain::Kind;
use domain::clock::{ClockState, PromiseTerm};
use domain::pack::Pack;
use jiff::Timestamp;

use super::FormView;

/// The first page: the products.
#[derive(Debug, Clone)]
pub struct HomeView {
    /// Every product of the portal.
    pub products: Vec<Arc<Pack>>,
}

/// A product's page: what can be asked, how long it takes, how to do it oneself.
#[derive(Debug, Clone)]
pub struct ProductView {
    /// The product.
    pub pack: Arc<Pack>,
    /// Each kind that the product takes, with its promise, if it has one: `None` for access and correction (the law's clock).
    pub promises: Vec<(Kind, Option<PromiseTerm>)>,
    /// The hours in which a report is reviewed.
    pub review_hours: u32,
}

/// The form of one kind of request, or of a report. Its fields are listed in `docs/forms.md`.
#[derive(Debug, Clone)]
pub struct RequestFormView {
    /// The product.
    pub pack: Arc<Pack>,
    /// The kind.
    pub kind: Kind,
    /// Its promise, if there is one.
    pub promise: Option<PromiseTerm>,
    /// What was typed, and what was wrong.
    pub form: FormView,
    /// The largest file that may be sent, in bytes.
    pub max_file: u64,
    /// How many files may be sent at once.
    pub max_files: usize,
}

/// What a code on the code page is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CodePurpose {
    /// To prove the e-mail of a new request.
    Prove,
    /// To prove the e-mail of a report (opens its page and brings the decision's mail).
    ProveReport,
    /// To open a request's page.
    Open,
    /// To download an access package.
    Download,
}

/// The page on which a six-digit code is entered (`/code`).
#[derive(Debug, Clone)]
pub struct CodeView {
    /// What it is for.
    pub purpose: CodePurpose,
    /// The reference of a report, shown at once since it reached the desk without proof; `None` otherwise.
    pub reference: Option<String>,
    /// Until when the code works.
    pub expires_at: Timestamp,
    /// How many tries are left; 0: a new code must be sent.
    pub tries_left: i64,
    /// Whether another code was just sent.
    pub resent: bool,
    /// From when on another may be sent (UTC); `None`: now.
    pub resend_at: Option<Timestamp>,
    /// Which of the things that this browser has asked for the page is about: posted with its forms as `of`.
    pub of: String,
    /// How the mail with the last one fares, where that is not well.
    pub delivery: Option<CodeDelivery>,
    /// The entered code's errors. Field: `code`.
    pub form: FormView,
}

/// Why a mail with a code is not there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CodeDelivery {
    /// The address takes none.
    Refused,
    /// The mail server does not answer yet.
    Waits,
    /// The mail server did not answer until the code's time was over.
    Late,
}

/// The page that a mail's link opens (`/link/{secret}`): a button, since scanners follow links.
#[derive(Debug, Clone)]
pub struct LinkView {
    /// What the button does.
    pub purpose: CodePurpose,
    /// Where it posts to.
    pub action: String,
    /// The product's name.
    pub product: String,
    /// What was asked for; of a report nothing is said.
    pub kind: Kind,
    /// When it came (UTC).
    pub asked_at: Timestamp,
    /// When it was confirmed by this link in another browser (UTC): there is no button any more.
    pub done_at: Option<Timestamp>,
}

/// The page on which somebody finds a request again (`/requests`). Field: `reference`.
#[derive(Debug, Clone)]
pub struct FindView {
    /// What was typed, and what was wrong.
    pub form: FormView,
}

/// The page after a proved request: its reference and its due moments.
#[derive(Debug, Clone)]
pub struct ReceiptView {
    /// The product.
    pub pack: Arc<Pack>,
    /// The kind.
    pub kind: Kind,
    /// The reference.
    pub reference: String,
    /// The clocks with their steps.
    pub clocks: Vec<ClockState>,
    /// Whether it led to an earlier identical request, whose reference this is.
    pub joined: bool,
    /// Whether the promise started only at the late proof.
    pub late_proof: bool,
    /// Whether an e-mail was given (a report needs none).
    pub has_email: bool,
    /// Whether it was escalated at once (sexual exploitation of a child).
    pub escalated: bool,
}

/// A page for what could not be done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ProblemView {
    /// There is no such page, or nothing that this reader may see: the same words for both.
    NotFound,
    /// The link was used, or is too old, or never was: the same words for all.
    LinkOver,
    /// The request came from another site.
    Refused,
    /// Too large to be taken. The limit, in bytes.
    TooLarge(u64),
    /// Too many tries; come back after this moment.
    TooMany(Timestamp),
    /// Too many forms; this one is kept on the page.
    TooManyForms(KeptView),
    /// There is no room for anything new: what there is can be read.
    Full,
    /// Something failed; the number names it in the log.
    Failed(String),
    /// The ticket has moved on meanwhile: what was tried cannot be done any more.
    Moved,
}

/// A form that came too often, as it was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptView {
    /// Come back after this moment.
    pub until: Timestamp,
    /// Where it is sent again: its own path.
    pub action: String,
    /// Its fields, in their order. No passwords, no codes.
    pub fields: Vec<(String, String)>,
    /// Whether files came with it; they are not kept.
    pub files: bool,
}
