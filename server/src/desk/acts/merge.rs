//! Joining the open requests of one person for the same thing. The one that is due first goes on; the clocks of the others are
//! cancelled, and what of them was due earlier is kept on it.

use domain::typed::AppIdRule;
use domain::{Act, Reference};
use jiff::Timestamp;
use serde_json::json;

use super::{ActName, guard};
use crate::desk::access::Errand;
use crate::desk::agent::AgentDesk;
use crate::desk::close::PACKAGE_LASTS;
use crate::desk::preview::{self, Joined, Known};
use crate::desk::{DeskError, Fields, clerk, post, reckon};
use crate::store::fact::{self, Fact, FactKind};
use crate::store::ticket::{self, Asker, Ticket};
use crate::store::{Conn, file, pause};

/// Why another request cannot be joined to this one; `None` when it can. `ids`: what the IDs of its product look like.
#[must_use]
pub fn obstacle(ids: &AppIdRule, one: &Ticket, other: &Ticket) -> Option<&'static str> {
    let account = |ticket: &Ticket| ticket.subject.app_id.as_ref().map(|id| ids.canonical(id));
    if !ActName::Merge.fits(other) || one.id == other.id {
        return Some("merge_state");
    }
    // Of one address there may be two children, and of one child two authorities: what one of them may is not the other's.
    let ties = |ticket: &Ticket| (ticket.ties.child_key.clone(), ticket.ties.authority_id.clone());
    if one.product != other.product || one.kind != other.kind || ties(one) != ties(other) {
        return Some("merge_other");
    }
    match (account(one), account(other)) {
        (Some(a), Some(b)) if a != b => Some("merge_account"),
        _ => None,
    }
}

/// The other open requests of the same person that this desk may work on, each with what stands in the way of joining it.
///
/// # Errors
/// The store's.
pub async fn candidates(
    desk: &AgentDesk,
    conn: &mut Conn,
    one: &Ticket,
    now: Timestamp,
) -> Result<Vec<(Ticket, Option<&'static str>)>, DeskError> {
    let email = desk.house.vault.hash_email(&one.subject.email);
    let who = Asker { email: &email, account: one.ties.account_id.as_deref() };
    let mut found = Vec::new();
    for id in ticket::candidates(conn, &one.product, one.kind, who, &one.id).await? {
        let Some(other) = ticket::by_id(conn, &desk.house.vault, &id).await? else { continue };
        if desk.check(conn, &other, Errand::Work, now).await.is_err() {
            continue; // A child's, of which no purpose was told.
        }
        let why = obstacle(&desk.house.products.app_id_rule(&one.product), one, &other);
        // Another child's, or another guardian's claim: not even that it is there is this one's matter.
        if why != Some("merge_other") {
            found.push((other, why));
        }
    }
    Ok(found)
}

/// The tickets that are to be joined, the first of them the one that it was asked from; held, if `held`.
///
/// # Errors
/// [`DeskError::NotFound`]; [`DeskError::Invalid`] when one of them is not another open request of the same person.
pub async fn gather(
    desk: &AgentDesk,
    conn: &mut Conn,
    reference: &str,
    others: &[(String, i64)],
    held: bool,
    now: Timestamp,
) -> Result<Vec<Known>, DeskError> {
    let mut tickets: Vec<Ticket> = Vec::new();
    for wanted in std::iter::once(reference).chain(others.iter().map(|(reference, _)| reference.as_str())) {
        let wanted = Reference::parse(wanted).map_err(|_| DeskError::NotFound)?.to_string();
        let id = ticket::id_by_reference(conn, &wanted).await?.ok_or(DeskError::NotFound)?;
        let found =
            if held { ticket::lock(conn, &desk.house.vault, &id).await? } else { ticket::by_id(conn, &desk.house.vault, &id).await? };
        let found = found.ok_or(DeskError::NotFound)?;
        desk.check(conn, &found, Errand::Work, now).await?;
        guard(desk, ActName::Merge, &found)?;
        if let Some(one) = tickets.first() {
            let email = desk.house.vault.hash_email(&one.subject.email);
            let same = email == desk.house.vault.hash_email(&found.subject.email)
                || (one.ties.account_id.is_some() && one.ties.account_id == found.ties.account_id);
            if !same || tickets.iter().any(|have| have.id == found.id) {
                return Err(Fields::one("others", "merge_other"));
            }
            if let Some(why) = obstacle(&desk.house.products.app_id_rule(&one.product), one, &found) {
                return Err(Fields::one("others", why));
            }
        } else if !ActName::Merge.fits(&found) {
            return Err(Fields::one("", "moved_on"));
        }
        tickets.push(found);
    }
    let mut known = Vec::new();
    for ticket in &tickets {
        known.push(Known::of(&desk.house, conn, ticket).await?);
    }
    Ok(known)
}

impl AgentDesk {
    /// Joins requests; answers the reference of the one that goes on.
    ///
    /// # Errors
    /// [`DeskError::Invalid`] when they are not one person's for the same thing, or a clock would be lost; [`DeskError::Changed`].
    pub async fn merge(&self, reference: &str, seen: i64, others: Vec<(String, i64)>) -> Result<String, DeskError> {
        if others.is_empty() {
            return Err(Fields::one("others", "choose_one"));
        }
        let (desk, reference, now) = (self.clone(), reference.to_owned(), self.house.now());
        let (first, rest) = self
            .house
            .store
            .write(move |conn| {
                Box::pin(async move {
                    // One joining at a time: two that began from two pages would wait for each other's tickets.
                    conn.hold("merge").await?;
                    let known = gather(&desk, conn, &reference, &others, true, now).await?;
                    let places = std::iter::once(seen).chain(others.iter().map(|(_, seen)| *seen));
                    for (one, seen) in known.iter().zip(places) {
                        clerk::expect(conn, &one.ticket.id, seen).await?;
                    }
                    for one in &known {
                        if let Some(same) = ticket::same_hash(conn, &one.ticket.id).await? {
                            // Who proves the same request now finds the one that goes on.
                            ticket::hold_same(conn, &same).await?;
                        }
                    }
                    let joined = preview::merge(&known, now)?;
                    join(&desk, conn, &known, joined, now).await
                })
            })
            .await?;
        for reference in &rest {
            self.house.tell(reference, "joined", &self.member.id);
        }
        self.house.tell(&first, "merged", &self.member.id);
        Ok(first)
    }
}

async fn join(
    desk: &AgentDesk,
    conn: &mut Conn,
    known: &[Known],
    joined: Joined,
    now: Timestamp,
) -> Result<(String, Vec<String>), DeskError> {
    let mut first = known.get(joined.first).ok_or(DeskError::NotFound)?.ticket.clone();
    let (house, actor) = (&desk.house, desk.actor());
    let mut rest = Vec::new();
    for (_, one) in known.iter().enumerate().filter(|(at, _)| *at != joined.first) {
        let mut other = one.ticket.clone();
        reckon::step(&mut other, Act::FindDuplicate)?;
        pause::end(conn, &other.id, now).await?;
        other.stopped_at = Some(now);
        other.duplicate_of = Some(first.id.clone());
        (other.assignee, other.claimed_at) = (None, None);
        ticket::move_joined(conn, &other.id, &first.id).await?;
        // Nothing of it is given out any more: what is given out is the other's.
        file::set_expiry(conn, &other.id, "package", now).await?;
        file::expire_sent(conn, &other.id, now.saturating_add(PACKAGE_LASTS).unwrap_or(now)).await?;
        clerk::save(house, conn, &mut other, now, &actor, "joined", json!({"first": first.reference})).await?;
        rest.push(other.reference);
    }
    for (clock, due) in &joined.lent {
        let fact = Fact {
            ticket: &first.id,
            cycle: first.cycle,
            kind: FactKind::Carried(*clock),
            at: now,
            value: Some(*due),
            mail: None,
            actor: &actor,
        };
        fact::insert(conn, &fact).await?;
    }
    let data = json!({"others": &rest, "lent": joined.lent.iter().map(|(clock, _)| clock.code()).collect::<Vec<_>>()});
    clerk::save(house, conn, &mut first, now, &actor, "merged", data).await?;
    post::merged(house, conn, &first, &rest, now).await?;
    Ok((first.reference, rest))
}
