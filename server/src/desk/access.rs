//! Who of the staff may come near a ticket: the one place where capabilities, product scopes and the approval for children's data
//! are checked. What somebody may not see is answered as if it were not there.

use domain::role::works_on;
use domain::{Capability, Kind, State};
use jiff::Timestamp;

use super::agent::AgentDesk;
use super::{DeskError, Fields};
use crate::store::queue::Within;
use crate::store::ticket::Ticket;
use crate::store::{Conn, look};

/// What somebody comes to a ticket for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Errand {
    /// To see that it is there, and how its clocks stand: nothing personal.
    Glance,
    /// To read something personal.
    Read,
    /// To take it or put it back.
    Hold,
    /// To do something with it.
    Work,
}

impl AgentDesk {
    /// What the lists of this desk are limited to.
    #[must_use]
    pub fn within(&self) -> Within {
        let (role, reports) = (self.member.role, Kind::Report);
        let requests = Kind::REQUESTS.into_iter().any(|kind| role.sees(kind));
        Within {
            products: self.member.products.clone(),
            reviewed: match (requests, role.sees(reports)) {
                (true, true) => None,
                (_, reviewed) => Some(reviewed),
            },
            no_minors: false,
        }
    }

    /// Whether this desk may do this with a ticket of this product and kind, children aside.
    #[must_use]
    pub fn admits(&self, product: &str, kind: Kind, errand: Errand) -> bool {
        let seen = self.member.can(Capability::OpenTickets) && self.member.sees(product) && self.member.role.sees(kind);
        match errand {
            Errand::Glance | Errand::Read => seen,
            Errand::Hold | Errand::Work => seen && self.member.can(works_on(kind)),
        }
    }

    /// Refuses who may not do this with this ticket. Every desk for tickets comes through here.
    ///
    /// # Errors
    /// [`DeskError::NotFound`] without the capability, the product or the approval; [`DeskError::Invalid`] (`look_required`) when
    /// it is a child's and no look with a purpose is open.
    pub async fn check(&self, conn: &mut Conn, ticket: &Ticket, errand: Errand, now: Timestamp) -> Result<(), DeskError> {
        // What was never proved is on no queue: staff do not see it.
        let hidden = matches!(ticket.state, State::IdentityUnverified | State::Expired);
        if hidden || !self.admits(&ticket.product, ticket.kind, errand) {
            return Err(DeskError::NotFound);
        }
        if errand == Errand::Glance || !look::is_minor(conn, &ticket.id).await? {
            return Ok(());
        }
        if !self.member.minors {
            return Err(DeskError::NotFound);
        }
        // Taking a ticket shows nothing of it.
        if errand != Errand::Hold && look::open(conn, self.me(), &ticket.id, true, now).await?.is_none() {
            return Err(Fields::one("", "look_required"));
        }
        Ok(())
    }
}
