//! A ticket at its first moment.

use domain::reference::Reference;
use domain::request::{Details, Subject};
use domain::{Kind, Lang, State};
use jiff::Timestamp;

use crate::products::Product;
use crate::random;
use crate::store::ticket::{Cached, Ticket, Ties};

/// A ticket of this product, received `at` this moment, with an identifier and a reference of its own and before anything is known of
/// who asks: unproved, in English, without zone or country. Whoever opens one says what differs.
#[must_use]
pub fn fresh(product: &Product, kind: Kind, details: Details, at: Timestamp) -> Ticket {
    Ticket {
        id: random::id(at),
        reference: Reference::new(&product.pack.reference_prefix, random::bytes()).to_string(),
        product: product.pack.slug.clone(),
        kind,
        state: State::IdentityUnverified,
        version: 1,
        lang: Lang::En,
        zone: None,
        country: None,
        received_at: at,
        proved_at: None,
        proof_in_time: false,
        expires_at: None,
        cycle: 1,
        cycle_started_at: at,
        stopped_at: None,
        cached: Cached::default(),
        calendar_version: product.calendar_version.clone(),
        rules: None,
        reckoned_at: None,
        policy_version: product.pack.policy.version_tag(),
        assignee: None,
        claimed_at: None,
        urgent: false,
        app_id_confirmed_at: None,
        duplicate_of: None,
        ties: Ties::default(),
        subject: Subject::default(),
        details,
    }
}
