//! The child has come of the age at which a guardian's rights end while a request is open: nothing more is given or erased for the
//! guardian, and the young person is asked (for fourteen days) whether it goes on. The clocks run.

use domain::guardian::{AtMajority, at_majority};
use domain::reasons::Reason;
use domain::{Act, Kind, State};
use jiff::{SignedDuration, Timestamp};
use serde_json::json;

use super::code::link_place;
use crate::desk::agent::AgentDesk;
use crate::desk::{DeskError, Fields, clerk, code, post, reckon};
use crate::house::House;
use crate::random;
use crate::store::codes::{self, Code};
use crate::store::outcome::{self, OutcomeBody, Refusal};
use crate::store::ticket::Ticket;
use crate::store::{Conn, authority, consent, event, file, flag, pause};
use crate::vault;

/// How long the young person may think: fourteen days.
pub const ANSWER_WITHIN: SignedDuration = SignedDuration::from_hours(14 * 24);

/// Hands a ticket over, if its guardian's rights have ended. Answers whether anything was done.
///
/// # Errors
/// The store's.
pub async fn hand_over(house: &House, conn: &mut Conn, mut ticket: Ticket, now: Timestamp) -> Result<bool, DeskError> {
    let Some(held) = (match &ticket.ties.authority_id {
        Some(id) => authority::by_id(conn, id).await?,
        None => None,
    }) else {
        return Ok(false);
    };
    if now < held.ends.rights || ticket.ties.handover_until.is_some() {
        return Ok(false);
    }
    if ticket.state.on_queue() && was_handed_over(conn, &ticket).await? {
        return Ok(false); // The young person has answered, or has not: an appeal does not ask them again.
    }
    if ticket.state.on_queue() && ticket.kind != Kind::GuardianAuthority && held.granted_at.is_none() {
        // Nobody was ever proved to be this child's guardian: there is nothing to hand over, and nobody to write to.
        refuse(house, conn, &mut ticket, "authority_ended", now).await?;
        return Ok(true);
    }
    let undelivered = !ticket.state.on_queue()
        && file::list(conn, &house.vault, &ticket.id).await?.iter().any(|file| {
            file.role == "package" && file.destroyed_at.is_none() && file.downloads == 0 && file.expires_at.is_some_and(|at| at > now)
        });
    let restricted = match at_majority(ticket.kind, ticket.state, undelivered) {
        AtMajority::Stays => return Ok(false),
        AtMajority::End => {
            // A guardian of a child who is old enough is none: the proof has nothing to prove any more. Where the right to
            // consent lasts longer, it goes on.
            if held.ends.consent.is_some_and(|end| now < end) {
                return Ok(false);
            }
            refuse(house, conn, &mut ticket, "authority_ended", now).await?;
            return Ok(true);
        }
        AtMajority::StopAndAsk => false,
        AtMajority::RestrictAndAsk => true,
    };
    pause::end(conn, &ticket.id, now).await?;
    if ticket.state.on_queue() {
        reckon::step(&mut ticket, Act::HandOver)?;
    }
    let until = now.saturating_add(ANSWER_WITHIN).unwrap_or(now);
    ticket.ties.handover_until = Some(until);
    if undelivered {
        // It is there for as long as the young person may think; the gate keeps it from the guardian.
        file::set_expiry(conn, &ticket.id, "package", until).await?;
    }
    let email = super::child_address(house, conn, &held).await?;
    // Where a word could hurt, staff find the way to the young person themselves.
    let by_mail = email.filter(|_| ticket.ties.child_key.is_some());
    let may_tell = flag::standing(conn, &house.vault, &held.child_key).await?.may_tell();
    let by = if by_mail.is_some() && may_tell { "mail" } else { "app" };
    let link = make_link(house, conn, &ticket, until, by == "app", now).await?;
    let data = json!({"until": until.to_string(), "by": by, "restricted": restricted});
    clerk::save(house, conn, &mut ticket, now, "system", "handed_over", data).await?;
    if let Some(email) = by_mail.filter(|_| may_tell) {
        post::handover(house, conn, &ticket, &email, until, &link, now).await?;
    }
    post::handover_told(house, conn, &ticket, now).await?;
    Ok(true)
}

async fn was_handed_over(conn: &mut Conn, ticket: &Ticket) -> Result<bool, DeskError> {
    Ok(event::list(conn, &event::ticket_stream(&ticket.id)).await?.iter().any(|event| event.kind == "handed_over"))
}

/// Whether a link left by staff's hand, inside the app, and not by mail.
pub(super) fn is_in_app(house: &House, code: &Code) -> bool {
    code.holder.as_deref().is_some_and(|holder| vault::same(holder, &in_app_holder(house)))
}

fn in_app_holder(house: &House) -> Vec<u8> {
    house.vault.hash("young_person", "app")
}

/// Makes the link under which a young person, or a child who is asked for its agreement, answers. Its secret can be read again by
/// staff, who send it inside the app. `in_app`: it leaves in no other way, so that who has it has the account.
pub(super) async fn make_link(
    house: &House,
    conn: &mut Conn,
    ticket: &Ticket,
    until: Timestamp,
    in_app: bool,
    now: Timestamp,
) -> Result<String, DeskError> {
    let (id, link) = (random::id(now), random::token());
    let made = Code {
        purpose: "young_person".to_owned(),
        ticket_id: Some(ticket.id.clone()),
        holder: in_app.then(|| in_app_holder(house)),
        code_hash: Some(Vec::new()),
        link_hash: Some(code::link_hash(house, &link)),
        created_at: now,
        expires_at: until,
        secret: Some(house.vault.seal(link_place(&id), link.as_bytes())),
        ..Code::blank(id)
    };
    codes::insert(conn, &made).await?;
    Ok(link)
}

/// The link that is out for a ticket's young person, as staff send it inside the app.
///
/// # Errors
/// The store's.
pub(super) async fn link_of(house: &House, conn: &mut Conn, ticket: &Ticket, now: Timestamp) -> Result<Option<String>, DeskError> {
    let out = codes::of_ticket(conn, &ticket.id, "young_person").await?.filter(|code| code.used_at.is_none() && code.expires_at > now);
    let Some((code, sealed)) = out.and_then(|code| code.secret.clone().map(|sealed| (code, sealed))) else { return Ok(None) };
    let plain = house.vault.open(link_place(&code.id), &sealed).map_err(crate::store::StoreError::from)?;
    Ok(Some(format!("{}/young/{}", house.origin, String::from_utf8_lossy(&plain))))
}

/// Nobody answered in time: what was open is closed, what was ready is destroyed.
///
/// # Errors
/// The store's.
pub async fn lapse(house: &House, conn: &mut Conn, mut ticket: Ticket, now: Timestamp) -> Result<(), DeskError> {
    if ticket.ties.handover_until.is_none_or(|until| until > now) {
        return Ok(());
    }
    ticket.ties.handover_until = None;
    if ticket.state == State::HandoverPending {
        return refuse(house, conn, &mut ticket, "authority_ended", now).await;
    }
    file::set_expiry(conn, &ticket.id, "package", now).await?;
    clerk::save(house, conn, &mut ticket, now, "system", "handover_lapsed", json!({})).await
}

/// Closes a guardian's ticket by itself, with one reason, and tells the guardian.
pub(super) async fn refuse(
    house: &House,
    conn: &mut Conn,
    ticket: &mut Ticket,
    reason: &'static str,
    now: Timestamp,
) -> Result<(), DeskError> {
    reckon::step(ticket, Act::Deny)?;
    pause::end(conn, &ticket.id, now).await?;
    ticket.stopped_at = Some(now);
    reckon::keep(house, conn, ticket, now).await?;
    let law = Reason::find(reason).map(|reason| reason.law.to_owned()).unwrap_or_default();
    let refusal = Refusal { item: String::new(), reason: reason.to_owned(), law, words: String::new(), record: None };
    let body = OutcomeBody { refusals: vec![refusal], ..OutcomeBody::default() };
    let mark = outcome::insert(conn, &house.vault, &random::id(now), ticket, None, now, &body).await?;
    file::expire_received(conn, &ticket.id, true, now).await?;
    let mut data = clerk::closing(ticket, ticket.state);
    data[outcome::KEY] = mark.json();
    data["reasons"] = json!([reason]);
    clerk::save(house, conn, ticket, now, "system", "closed", data).await?;
    post::outcome(house, conn, ticket, now).await
}

impl AgentDesk {
    /// Makes a new link for the young person, for sending inside the app; the old one works no more. For a ticket that is being
    /// handed over, or for the case of an authority whose consent waits for the child.
    ///
    /// # Errors
    /// [`DeskError::Invalid`] when nobody is asked anything.
    pub async fn young_link(&self, reference: &str) -> Result<(), DeskError> {
        self.act(reference, "young_link_made", |desk, conn, mut ticket, now| {
            Box::pin(async move {
                let waits = match &ticket.ties.authority_id {
                    Some(id) if ticket.kind == Kind::GuardianAuthority => consent::awaiting(conn, id).await?.is_some(),
                    _ => false,
                };
                let until = match ticket.ties.handover_until {
                    Some(until) => until,
                    None if waits => now.saturating_add(ANSWER_WITHIN).unwrap_or(now),
                    None => return Err(Fields::one("", "nobody_asked")),
                };
                if let Some(old) = codes::of_ticket(conn, &ticket.id, "young_person").await? {
                    codes::use_up(conn, &old.id, now).await?;
                }
                make_link(&desk.house, conn, &ticket, until, true, now).await?;
                clerk::save(&desk.house, conn, &mut ticket, now, &desk.actor(), "young_link_made", json!({})).await
            })
        })
        .await
    }
}
