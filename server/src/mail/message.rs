//! A letter as a message on the wire (RFC 5322), with a text part and an HTML part.

use std::time::SystemTime;

use jiff::Timestamp;
use lettre::Message;
use lettre::message::header::{HeaderName, HeaderValue};
use lettre::message::{Mailbox, MultiPart, SinglePart};

use super::SendError;
use crate::store::outbox::Due;

/// Builds the message. Everything that could begin a new header is taken out of what goes into one.
///
/// # Errors
/// [`SendError::Permanent`] when the address cannot be written to: trying again would not mend it.
pub(super) fn build(from: &Mailbox, mail: &Due, now: Timestamp) -> Result<Message, SendError> {
    let letter = &mail.letter;
    // An address with a line break in it does not parse: it cannot carry a second header.
    let to = letter.to.trim().parse().map_err(|_| SendError::permanent("the address is not one that mail can be sent to"))?;
    Message::builder()
        .from(from.clone())
        .to(Mailbox::new(None, to))
        .subject(one_line(&letter.subject))
        .date(SystemTime::from(now))
        .message_id(Some(mail.message_id.chars().filter(char::is_ascii_graphic).collect()))
        // RFC 3834: so that no holiday answer, and no other machine, replies to it.
        .raw_header(HeaderValue::new(HeaderName::new_from_ascii_str("Auto-Submitted"), "auto-generated".to_owned()))
        .raw_header(HeaderValue::new(HeaderName::new_from_ascii_str("Content-Language"), tag(&letter.lang)))
        .multipart(
            MultiPart::alternative().singlepart(SinglePart::plain(letter.text.clone())).singlepart(SinglePart::html(letter.html.clone())),
        )
        .map_err(|error| SendError::permanent(format!("the message cannot be built: {error}")))
}

/// A text in one line: line breaks and other control characters become single spaces.
pub(super) fn one_line(text: &str) -> String {
    text.split(|c: char| c.is_control() || c.is_whitespace() || matches!(c, '\u{2028}' | '\u{2029}'))
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

fn tag(lang: &str) -> String {
    lang.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').collect()
}
