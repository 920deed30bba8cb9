//! What every letter needs to know.

use app::texts::T;
use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::mail::message::one_line;

/// What every letter needs to know.
#[derive(Debug, Clone, Copy)]
pub struct Envelope<'a> {
    /// The reader's language.
    pub t: T,
    /// The reader's address.
    pub to: &'a str,
    /// The product's name.
    pub product: &'a str,
    /// The portal's own address without a slash at its end: `https://privacy.example.com`.
    pub origin: &'a str,
    /// The reader's zone, in which moments are shown.
    pub zone: &'a TimeZone,
    /// The secret of a link that opens the page once, where the letter brings one.
    pub opener: Option<&'a str>,
}

impl Envelope<'_> {
    /// The page of a request or a report: through the link that opens it once, if there is one.
    pub(super) fn page(&self, reference: &str) -> String {
        match self.opener {
            Some(secret) => self.link(secret),
            None => format!("{}/requests/{reference}", self.origin),
        }
    }

    /// A link that works once.
    pub(super) fn link(&self, secret: &str) -> String {
        format!("{}/link/{secret}", self.origin)
    }

    /// A moment with its weekday and offset.
    pub(super) fn moment(&self, at: Timestamp) -> String {
        self.t.moment(at, self.zone)
    }

    /// The product's name in one line.
    pub(super) fn product(&self) -> String {
        one_line(self.product)
    }
}
