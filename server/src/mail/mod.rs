//! Mail: what is written ([`letter`]), how it leaves ([`transport`]), and who sees to it that it does ([`sender`]).
//!
//! A desk writes a [`Letter`](crate::store::outbox::Letter) and queues it in the transaction that causes it; the [`sender`]
//! takes it from the outbox and delivers it at least once, always with the Message-ID that was stored with it. To add a mail: a
//! [`Topic`], its texts in `app/texts/*/mail.ftl`, and a function in [`letter`].

pub mod backoff;
pub mod captured;
pub mod health;
pub mod letter;
mod message;
pub mod sender;
mod smtp;
mod smtp_url;
mod topic;
pub mod transport;

use jiff::Timestamp;

pub use lettre::message::Mailbox;
pub use sender::Sender;
pub use smtp_url::{SmtpUrl, SmtpUrlError};
pub use topic::Topic;
pub use transport::{SendError, Transport};

use crate::random;
use crate::store::outbox::{Letter, Outgoing};

/// Why a text is not the name and address that mails come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the sender must be written as name@example.com or Name <name@example.com>")]
pub struct FromError;

/// Reads the name and address that mails come from: `privacy@example.com` or `Privacy desk <privacy@example.com>`.
///
/// # Errors
/// When it is neither.
pub fn from(text: &str) -> Result<Mailbox, FromError> {
    text.trim().parse().map_err(|_| FromError)
}

/// Makes a letter ready for the outbox, with an identifier and a Message-ID that every attempt will carry.
///
/// `once` is what caused it: the same cause queues one mail, however often it is tried. `domain` is the part behind the `@` of
/// the Message-ID, the host of the portal; it names no person.
#[must_use]
pub fn outgoing(topic: Topic, once: String, ticket_id: Option<String>, letter: Letter, domain: &str, now: Timestamp) -> Outgoing {
    let id = random::id(now);
    let (kind, rank) = (topic.code().to_owned(), topic.rank());
    let until = topic.lasts().and_then(|lasts| now.checked_add(lasts).ok());
    Outgoing { message_id: message_id(&id, domain), id, ticket_id, kind, once, rank, until, letter }
}

/// What the fuzzer asks: a message can be built to every address that a form takes.
#[cfg(any(test, feature = "fuzzing"))]
pub(crate) fn fuzz_message(to: &str) {
    message::fuzz(to);
}

/// The Message-ID of the mail with this identifier (RFC 5322, 3.6.4).
#[must_use]
pub fn message_id(id: &str, domain: &str) -> String {
    format!("<{id}@{}>", if domain.is_empty() { "localhost" } else { domain })
}
