//! A letter as a message on the wire (RFC 5322), with a text part and an HTML part.

use std::time::SystemTime;

use domain::typed::email::Address;
use jiff::Timestamp;
use lettre::Message;
use lettre::address::Envelope;
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
    // As it is stored, and nothing else: a line break, a second address or another command is in none.
    let address = Address::stored(&letter.to).map_err(|_| SendError::permanent("the address is not one that mail can be sent to"))?;
    let to = wire(&address);
    let envelope = Envelope::new(Some(from.email.clone()), vec![to.clone()])
        .map_err(|error| SendError::permanent(format!("the message cannot be built: {error}")))?;
    Message::builder()
        .from(from.clone())
        .to(Mailbox::new(None, to))
        // Given, and not read again from the header: the library reads fewer addresses than there are.
        .envelope(envelope)
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

/// The address for the conversation and the header. The library's own parser refuses quoted names beyond ASCII and marks of Indian
/// scripts; what ours lets through has no sign that could end the line, the angle brackets or the quotes.
fn wire(address: &Address) -> lettre::Address {
    lettre::Address::new_dangerous(address.local_part(), address.domain())
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

/// A message to this address, as it would leave: with one recipient, and not a line more than it should have.
#[cfg(any(test, feature = "fuzzing"))]
pub(super) fn fuzz(to: &str) {
    let letter =
        crate::store::outbox::Letter { to: to.to_owned(), lang: "en".into(), subject: "Code".into(), text: "1".into(), html: "1".into() };
    let mail = Due {
        id: "a".into(),
        kind: "code".into(),
        message_id: "<a@habeas.test>".into(),
        tries: 1,
        created_at: jiff::Timestamp::UNIX_EPOCH,
        letter,
    };
    let Ok(from) = "Habeas <privacy@habeas.test>".parse() else { return };
    let message = build(&from, &mail, Timestamp::UNIX_EPOCH);
    let message = message.unwrap_or_else(|error| panic!("{to:?}: {error}"));
    let [recipient] = message.envelope().to() else { panic!("{to:?}: one recipient") };
    assert_eq!(recipient.to_string(), to);
    let wire = String::from_utf8(message.formatted()).unwrap_or_default();
    assert!(wire.lines().any(|line| line == format!("To: {to}")), "{to:?}: {wire}");
}

#[cfg(test)]
mod tests {
    use domain::typed::email::Address;
    use proptest::prelude::*;

    use super::fuzz;

    proptest! {
        #[test]
        fn what_a_form_takes_can_be_built(local in "[\\PC]{1,12}|[a-z.]{1,12}|\"[a-z.]{1,9}\"", domain in "[a-zé漢.-]{1,9}\\.[a-z]{2,4}") {
            if let Ok(address) = Address::parse(&format!("{local}@{domain}")) {
                fuzz(&address.to_string());
            }
        }
    }
}
