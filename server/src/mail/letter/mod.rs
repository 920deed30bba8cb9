//! What the portal writes. One function for each mail, from what happened to a [`Letter`]: nothing here is sent or stored.
//!
//! Subjects may be seen on a locked screen: they name the product and the reference, and never a person, a kind of request, or a
//! code. The text part says all that the HTML part says. Moments are in the reader's zone, with its offset.

mod account;
mod acts;
mod alert;
mod code;
mod effects;
mod envelope;
mod guardian;
mod html;
mod late;
mod outcome;
mod receipt;
mod refusal;
mod report;
mod sheet;
mod staff;
mod talk;

pub use account::{AccountLetter, News, account, account_news, held};
pub use acts::{Extension, case_reopened, extension, merged, reopened};
pub use alert::{Alarm, Notice, alert, alerts, clock, coverage, record};
pub use code::{Asked, Purpose, code};
pub use envelope::Envelope;
pub use guardian::{child_code, child_told, consent_ask, consent_receipt, handover, handover_told, notice_done, other_guardian};
pub use late::late;
pub use outcome::{PACKAGE_DAYS, PACKAGE_DOWNLOADS, outcome};
pub use receipt::{appeal_receipt, joined, receipt, withdrawn};
pub use report::{decision, report_receipt};
pub use staff::{invitation, staff_account_frozen, staff_password_changed, staff_reset};
pub use talk::{delayed, in_app, message, question, reminder};

pub use crate::store::outbox::Letter;
