//! What is known about who asks: it decides the proofs that a closing needs.

use domain::checklist::Asker;
use domain::identity::Risk;

use crate::desk::DeskError;
use crate::store::ticket::Ticket;
use crate::store::{Conn, flag};

/// The asker of a ticket, with the flags over the child.
///
/// # Errors
/// The database's.
pub async fn asker(conn: &mut Conn, ticket: &Ticket) -> Result<Asker, DeskError> {
    let ties = &ticket.ties;
    let flags = match &ties.child_key {
        Some(key) => flag::standing(conn, key).await?,
        None => Default::default(),
    };
    Ok(Asker {
        app_id_confirmed: ticket.app_id_confirmed_at.is_some(),
        risk: Risk { session: ties.account_id.is_some(), takeover: ties.takeover, guardian: ties.authority_id.is_some() },
        flags,
    })
}
