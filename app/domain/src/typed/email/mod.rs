//! E-mail addresses: one type for the forms that take them, the mailer that writes to them, and the hashes that find people by them.

mod distance;
mod near;
mod parse;

use std::fmt;

pub use near::suggestion;
pub use parse::{AddressError, MOST, MOST_LOCAL};

/// An address that mail can be sent to. Its text ([`fmt::Display`]) is what is stored and written into mails: the part before the
/// `@` as it was typed, quoted where RFC 5321 needs it (`"mika..7"@docomo.ne.jp`), the domain in small letters, and in punycode, so
/// that letters which only look like ours show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address {
    /// Without quotes, in form NFC. It holds nothing that would have to be escaped within them.
    local: String,
    /// ASCII.
    domain: String,
}

impl Address {
    /// Reads a typed or pasted address. Taken away: blanks around it and around its `@`, what shows nothing, `mailto:`, a name
    /// before angle brackets, quotes and brackets around the whole, and a full stop, comma or semicolon at its end; full-width
    /// letters and signs become ASCII's.
    ///
    /// # Errors
    /// When it is none that mail could be sent to; the reason can be told beside the field.
    pub fn parse(typed: &str) -> Result<Self, AddressError> {
        parse::parse(typed)
    }

    /// Reads an address as it is stored. Nothing is taken away: a text that could be read in two ways is none.
    ///
    /// # Errors
    /// When it is not what [`fmt::Display`] writes.
    pub fn stored(text: &str) -> Result<Self, AddressError> {
        let address = parse::parse(text)?;
        if address.to_string() == text { Ok(address) } else { Err(AddressError::Character) }
    }

    /// The part before the `@` as it is sent: in quotes where dots stand at its ends or in a row.
    #[must_use]
    pub fn local_part(&self) -> String {
        quoted(&self.local)
    }

    /// The domain in ASCII: `xn--mnchen-3ya.example`.
    #[must_use]
    pub fn domain(&self) -> &str {
        &self.domain
    }

    /// Whether any mail server can write to it. Others need the extension SMTPUTF8 (RFC 6531).
    #[must_use]
    pub fn is_ascii(&self) -> bool {
        self.local.is_ascii()
    }

    fn key(&self) -> String {
        format!("{}@{}", quoted(&parse::small(&self.local)), self.domain)
    }

    fn mailbox(&self) -> String {
        let small = parse::small(&self.local);
        let before_tag = small.split('+').next().filter(|name| name.chars().any(|c| c != '.')).unwrap_or(&small);
        let name: String = before_tag.chars().filter(|c| *c != '.').collect();
        // A name of dots alone is what it is.
        let name = if name.is_empty() { small } else { name };
        format!("{}@{}", quoted(&name), near::of_one_provider(&self.domain))
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}@{}", self.local_part(), self.domain)
    }
}

fn quoted(local: &str) -> String {
    if local.split('.').any(str::is_empty) { format!("\"{local}\"") } else { local.to_owned() }
}

/// What a person is known by: the same for every way to write one mailbox (quotes, case, width, punycode), another for every other
/// mailbox. Accounts are found, requests joined and addresses compared by it. Dots and tags stay: `a.b@` and `ab@` are two people
/// with most providers, and whoever has the one must not open what is the other's. The case of letters does not count, since no
/// provider that we know makes two people of it, and people type either.
///
/// A text that is no address has a key as well, which no address has.
#[must_use]
pub fn key(text: &str) -> String {
    Address::parse(text).map_or_else(|_| no_address(text), |address| address.key())
}

/// What mails are counted by: as [`key`], and also without dots, without a tag behind `+`, and the same for the domains of one
/// provider, since all of these come to one person with the large providers, who could be flooded by writing their address in a
/// hundred ways. Two people who share it share a limit, and nothing else: nobody is found by it.
#[must_use]
pub fn mailbox(text: &str) -> String {
    Address::parse(text).map_or_else(|_| no_address(text), |address| address.mailbox())
}

/// Whether two texts are one address ([`key`]).
#[must_use]
pub fn same(one: &str, other: &str) -> bool {
    key(one) == key(other)
}

/// Whether mail to both may well come to one person ([`mailbox`]).
#[must_use]
pub fn same_mailbox(one: &str, other: &str) -> bool {
    mailbox(one) == mailbox(other)
}

/// The text of an address as it is stored; what is none stays as it was typed.
#[must_use]
pub fn clean(typed: &str) -> String {
    Address::parse(typed).map_or_else(|_| typed.to_owned(), |address| address.to_string())
}

fn no_address(text: &str) -> String {
    // The space before it is in no address.
    format!(" {}", super::folded(text))
}

#[cfg(test)]
mod tests;
