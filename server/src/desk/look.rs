//! Looks: who of the staff opened what, and why. Every opening is one; a child's data opens only after a purpose was given (China,
//! Minors Regulation art. 36: approved access, recorded, with technical measures against copying without cause).

use domain::Reference;
use jiff::{SignedDuration, Timestamp};
use serde_json::json;

use super::access::Errand;
use super::agent::AgentDesk;
use super::{DeskError, Fields, clerk};
use crate::random;
use crate::store::Conn;
use crate::store::look::{self, Look};
use crate::store::ticket::{self, Ticket};

/// What a child's data may be opened for.
pub const PURPOSES: [&str; 4] = ["working_the_request", "quality_check", "legal_duty", "safeguarding"];
/// The purpose of looks for which none is asked.
pub const ORDINARY: &str = PURPOSES[0];
/// How long a look with a purpose holds, for this member and this ticket.
pub const LASTS: SignedDuration = SignedDuration::from_mins(30);
/// How long an ordinary look stands for those that follow it.
pub const ONE_LOOK: SignedDuration = SignedDuration::from_mins(15);
/// The most characters of a note about a purpose.
pub const MOST_NOTE: usize = 500;

/// Begins a look at a child's ticket with its purpose. It holds for [`LASTS`].
///
/// # Errors
/// [`DeskError::Invalid`] without a purpose; [`DeskError::NotFound`] without the approval, or when there is no such ticket for
/// this desk; the store's.
pub async fn begin(desk: &AgentDesk, reference: &str, purpose: &str, note: &str) -> Result<(), DeskError> {
    let mut wrong = Fields::default();
    let purpose = PURPOSES.into_iter().find(|known| *known == purpose);
    wrong.check(purpose.is_some(), "purpose", "purpose_required");
    wrong.check(note.chars().count() <= MOST_NOTE, "note", "too_long");
    wrong.done()?;
    let (purpose, note) = (purpose.unwrap_or(ORDINARY), Some(note.to_owned()).filter(|note| !note.is_empty()));
    let wanted = Reference::parse(reference).map_err(|_| DeskError::NotFound)?.to_string();
    let (desk, now) = (desk.clone(), desk.house.now());
    let house = desk.house.clone();
    house
        .store
        .write(move |conn| {
            Box::pin(async move {
                let id = ticket::id_by_reference(conn, &wanted).await?.ok_or(DeskError::NotFound)?;
                let ticket = clerk::hold(&desk.house, conn, &id).await?;
                desk.check(conn, &ticket, Errand::Glance, now).await?;
                let minor = look::is_minor(conn, &id).await?;
                if minor && !desk.member.minors {
                    return Err(DeskError::NotFound);
                }
                write(&desk, conn, Some(&ticket), "ticket", (minor, purpose, note), if minor { LASTS } else { ONE_LOOK }, now).await
            })
        })
        .await
}

/// Records that this ticket was opened, unless the same member did so a moment ago.
///
/// # Errors
/// The store's.
pub(super) async fn opened(desk: &AgentDesk, ticket: &Ticket) -> Result<(), DeskError> {
    let now = desk.house.now();
    let mut conn = desk.house.store.read().await?;
    let open = look::open(&mut conn, desk.me(), &ticket.id, false, now).await?.is_some();
    drop(conn);
    if open {
        return Ok(());
    }
    let (desk, ticket, house) = (desk.clone(), ticket.clone(), desk.house.clone());
    house
        .store
        .write(move |conn| {
            Box::pin(async move {
                // Two pages opened at once are one look: the ticket is held while it is asked.
                clerk::hold(&desk.house, conn, &ticket.id).await?;
                if look::open(conn, desk.me(), &ticket.id, false, now).await?.is_some() {
                    return Ok(());
                }
                write(&desk, conn, Some(&ticket), "ticket", (false, ORDINARY, None), ONE_LOOK, now).await
            })
        })
        .await
}

/// Records a look at a part of a ticket: `file` or `evidence`. Its purpose is that of the look under which it is opened.
///
/// # Errors
/// The database's.
pub async fn part(desk: &AgentDesk, conn: &mut Conn, ticket: &Ticket, what: &'static str, now: Timestamp) -> Result<(), DeskError> {
    let minor = look::is_minor(conn, &ticket.id).await?;
    let purpose = look::open(conn, desk.me(), &ticket.id, minor, now).await?.unwrap_or_else(|| ORDINARY.to_owned());
    write(desk, conn, Some(ticket), what, (minor, &purpose, None), SignedDuration::ZERO, now).await
}

/// Records a search. What was looked for is not kept: it may be an address.
///
/// # Errors
/// The database's.
pub(super) async fn search(desk: &AgentDesk, conn: &mut Conn, now: Timestamp) -> Result<(), DeskError> {
    write(desk, conn, None, "search", (false, ORDINARY, None), SignedDuration::ZERO, now).await
}

async fn write(
    desk: &AgentDesk,
    conn: &mut Conn,
    ticket: Option<&Ticket>,
    what: &str,
    (minor, purpose, note): (bool, &str, Option<String>),
    lasts: SignedDuration,
    now: Timestamp,
) -> Result<(), DeskError> {
    let look = Look {
        id: random::id(now),
        at: now,
        until: now.saturating_add(lasts).unwrap_or(now),
        staff_id: desk.me().to_owned(),
        what: what.to_owned(),
        ticket_id: ticket.map(|ticket| ticket.id.clone()),
        reference: ticket.map(|ticket| ticket.reference.clone()),
        product: ticket.map(|ticket| ticket.product.clone()),
        minor,
        purpose: purpose.to_owned(),
        note,
    };
    look::insert(conn, &desk.house.vault, &look).await?;
    match ticket {
        // A file's own event stands beside it already.
        Some(ticket) if what == "ticket" => {
            clerk::note(conn, &ticket.id, now, &desk.actor(), "viewed", json!({"purpose": purpose, "minor": minor})).await
        }
        _ => Ok(()),
    }
}
