//! The guardian's desk: children, proof of authority, what a guardian asks for a child, and consent. Authority is tested when a
//! request comes in, and again before each step that discloses or cannot be undone ([`gate()`]).

mod agree;
mod ask;
mod asker;
mod child;
mod claim;
mod code;
mod consent;
mod decide;
mod flags;
mod forget;
mod gate;
mod handover;
mod notice;
mod places;
mod show;
mod tell;
mod young;

use domain::{Kind, Lang, State};
use jiff::Timestamp;

pub use ask::NewAct;
pub use asker::asker;
pub use child::NewChild;
pub use claim::NewProof;
pub use decide::AuthorityDecision;
pub use flags::joined;
pub use forget::{case_withdrawn, forget_account};
pub use gate::{barrier, file_gate, gate, seems_given, senior};
pub use handover::{ANSWER_WITHIN, hand_over, lapse};
pub use notice::{NewNotice, notice, receipt};
pub use show::products;
pub use young::{YoungAnswer, answer, answered, question};

use super::DeskError;
use crate::desk::fresh::fresh;
use crate::house::House;
use crate::products::Product;
use crate::store::authority::Authority;
use crate::store::child::Child;
use crate::store::ticket::{Ticket, Ties};
use crate::store::{Conn, child as children};

/// Whose desk it is: the account of a session that lives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Guardian {
    /// The account.
    pub account: String,
    /// Its proved address.
    pub email: String,
    /// What the person calls themselves.
    pub name: String,
    /// Their language.
    pub lang: Lang,
    /// Their IANA zone, if known.
    pub zone: Option<String>,
    /// Whether they have re-authenticated just now: needed before anything is disclosed, corrected or deleted (11 CCR 7061(a)).
    pub fresh: bool,
}

/// A guardian's desk. Only the desk of an account gives one.
#[derive(Debug, Clone)]
pub struct GuardianDesk {
    pub(super) house: House,
    pub(super) who: Guardian,
}

impl House {
    /// The guardian's desk of an account whose session was checked: for the account's desk alone.
    #[must_use]
    pub fn guardian(&self, who: Guardian) -> GuardianDesk {
        GuardianDesk { house: self.clone(), who }
    }
}

/// The address of the child's account, if staff have found that it is.
async fn child_address(house: &House, conn: &mut Conn, held: &Authority) -> Result<Option<String>, DeskError> {
    if !held.address_confirmed() {
        return Ok(None);
    }
    Ok(children::by_id(conn, &house.vault, &held.child_id).await?.and_then(|child| child.person.email))
}

impl GuardianDesk {
    /// Whose desk it is.
    #[must_use]
    pub const fn who(&self) -> &Guardian {
        &self.who
    }

    /// This guardian's child with this identifier.
    pub(super) async fn child(&self, conn: &mut Conn, id: &str) -> Result<Child, DeskError> {
        children::of_guardian(conn, &self.house.vault, &self.who.account, id).await?.ok_or(DeskError::NotFound)
    }

    fn product(&self, slug: &str) -> Result<&Product, DeskError> {
        self.house.products.get(slug).filter(|product| product.pack.guardians.is_some()).ok_or(DeskError::NotFound)
    }

    /// A ticket of this guardian about a child: proved by the session, so that its clocks run from the receipt.
    fn draft(
        &self,
        product: &Product,
        kind: Kind,
        child: &Child,
        authority: &str,
        details: domain::request::Details,
        now: Timestamp,
    ) -> Ticket {
        Ticket {
            state: State::InReview,
            lang: self.who.lang,
            zone: self.who.zone.clone(),
            country: Some(child.country.clone()),
            proved_at: Some(now),
            proof_in_time: true,
            ties: Ties {
                account_id: Some(self.who.account.clone()),
                authority_id: Some(authority.to_owned()),
                child_key: Some(child.child_key.clone()),
                minor: true,
                ..Ties::default()
            },
            subject: domain::request::Subject {
                email: self.who.email.clone(),
                contact_only: false,
                app_id: Some(child.person.app_id.clone()),
                login: None,
            },
            ..fresh(product, kind, details, now)
        }
    }
}
