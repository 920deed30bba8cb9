//! Off-boarding, and giving tickets to colleagues: nothing lies with somebody who cannot work on it any more.

use domain::{Act, Capability};
use jiff::Timestamp;
use serde_json::json;

use super::access::Errand;
use super::admin::AdminDesk;
use super::agent::{AgentDesk, another};
use super::{DeskError, Fields, clerk, reckon};
use crate::house::House;
use crate::store::session::{self, Owner};
use crate::store::staff::{self, Staff};
use crate::store::ticket::Ticket;
use crate::store::{Conn, event, invite, queue, rota, second};

/// What became of the tickets that somebody held.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Handed {
    /// To the colleague.
    pub over: usize,
    /// Back on the queue.
    pub back: usize,
}

impl AdminDesk {
    /// Closes an account: its sessions end at once, its invitations are withdrawn, its open tickets go to a colleague who may have
    /// them (`to`), or back on the queue. The name stays for the record; the address, the password and the second factor go.
    ///
    /// # Errors
    /// [`DeskError::Invalid`] for one's own account, or a colleague that there is not; [`DeskError::NotFound`] without the
    /// capability or a fresh session.
    pub async fn close(&self, id: &str, to: &str) -> Result<Handed, DeskError> {
        self.need(Capability::ManageStaff, true)?;
        let (desk, id, to, now) = (self.clone(), id.to_owned(), to.to_owned(), self.house.now());
        let (handed, references) = self
            .house
            .store
            .write(move |conn| {
                Box::pin(async move {
                    let house = &desk.house;
                    let member = desk.other(conn, &id).await?;
                    let colleague = match to.as_str() {
                        "" => None,
                        to if to == id => return Err(Fields::one("to", "choose_one")),
                        to => Some(staff::by_id(conn, &house.vault, to).await?.ok_or_else(|| Fields::one("to", "choose_one"))?),
                    };
                    let (mut handed, mut references) = (Handed::default(), Vec::new());
                    for ticket in queue::held_by(conn, &id).await? {
                        let ticket = clerk::hold(house, conn, &ticket).await?;
                        references.push(ticket.reference.clone());
                        if give(house, conn, ticket, colleague.as_ref(), &desk.actor(), now).await? {
                            handed.over += 1;
                        } else {
                            handed.back += 1;
                        }
                    }
                    session::end_all_but(conn, Owner::Staff(&id), None).await?;
                    second::forget(conn, &format!("staff:{id}")).await?;
                    let invitations = invite::withdraw_by(conn, &id).await?;
                    let turns = rota::free(conn, &id, now).await?;
                    staff::close(conn, &house.vault, &member, now).await?;
                    let data = json!({"member": id, "handed_over": handed.over, "put_back": handed.back, "invitations": invitations, "turns": turns});
                    event::append(conn, "house", now, &desk.actor(), "staff_closed", &data).await?;
                    Ok::<_, DeskError>((handed, references))
                })
            })
            .await?;
        for reference in references {
            self.house.tell(&reference, "reassigned", &self.who.member.id);
        }
        Ok(handed)
    }
}

/// Gives a ticket to a colleague if they may have it, and otherwise puts it back; answers whether they have it.
async fn give(
    house: &House,
    conn: &mut Conn,
    mut ticket: Ticket,
    to: Option<&Staff>,
    actor: &str,
    now: Timestamp,
) -> Result<bool, DeskError> {
    if let Some(to) = to {
        let desk = house.agent(to);
        // Capability, products, the approval for children's data; and nobody decides an appeal against their own decision.
        let may = match desk.check(conn, &ticket, Errand::Hold, now).await {
            Ok(()) => another(&desk, conn, &ticket).await,
            refused => refused,
        };
        match may {
            Ok(()) => {
                // Their clock of holding begins anew.
                (ticket.assignee, ticket.claimed_at) = (Some(to.id.clone()), Some(now));
                clerk::save(house, conn, &mut ticket, now, actor, "reassigned", json!({"to": to.id})).await?;
                return Ok(true);
            }
            Err(DeskError::NotFound | DeskError::Invalid(_)) => {}
            Err(error) => return Err(error),
        }
    }
    // Who waits for an answer keeps its state; it only lies with nobody.
    if ticket.state.after(Act::Release, ticket.kind).is_ok() {
        reckon::step(&mut ticket, Act::Release)?;
    }
    (ticket.assignee, ticket.claimed_at) = (None, None);
    clerk::save(house, conn, &mut ticket, now, actor, "released", json!({})).await?;
    Ok(false)
}

impl AgentDesk {
    /// Who may be given this ticket, but for who holds it and who is away: identifiers and names.
    ///
    /// # Errors
    /// The store's.
    pub async fn colleagues(&self, conn: &mut Conn, ticket: &Ticket) -> Result<Vec<(String, String)>, DeskError> {
        if !self.member.can(Capability::Reassign) || !ticket.state.on_queue() {
            return Ok(Vec::new());
        }
        let now = self.house.now();
        let mut list = Vec::new();
        for member in staff::all(conn, &self.house.vault).await?.into_iter().filter(|member| member.active && !member.is_away(now)) {
            let desk = self.house.agent(&member);
            let may = ticket.assignee.as_deref() != Some(desk.me()) && desk.check(conn, ticket, Errand::Hold, now).await.is_ok();
            if may && another(&desk, conn, ticket).await.is_ok() {
                list.push((member.id, member.person.name));
            }
        }
        Ok(list)
    }

    /// Gives a ticket to a colleague.
    ///
    /// # Errors
    /// [`DeskError::NotFound`] without the capability; [`DeskError::Invalid`] when the colleague may not have it;
    /// [`DeskError::Changed`].
    pub async fn reassign(&self, reference: &str, seen: i64, to: &str) -> Result<(), DeskError> {
        if !self.member.can(Capability::Reassign) {
            return Err(DeskError::NotFound);
        }
        let to = to.to_owned();
        self.act_for(Errand::Hold, reference, "reassigned", move |desk, conn, mut ticket, now| {
            Box::pin(async move {
                clerk::expect(conn, &ticket.id, seen).await?;
                let may = desk.colleagues(conn, &ticket).await?;
                if !may.iter().any(|(id, _)| *id == to) {
                    return Err(Fields::one("to", "choose_one"));
                }
                if ticket.state.after(Act::Claim, ticket.kind).is_ok() {
                    reckon::step(&mut ticket, Act::Claim)?;
                }
                (ticket.assignee, ticket.claimed_at) = (Some(to.clone()), Some(now));
                clerk::save(&desk.house, conn, &mut ticket, now, &desk.actor(), "reassigned", json!({"to": to})).await
            })
        })
        .await
    }
}
