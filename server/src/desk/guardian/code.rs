//! The link to the child: a code that is sent to the address of the child's account, and that the child gives to the guardian.
//! (A code inside the app is sent by the agent from the case, as for other accounts without an address.)

use domain::guardian::AuthorityState;
use domain::typed;
use jiff::SignedDuration;
use serde_json::json;

use super::GuardianDesk;
use crate::desk::code::{self, Entered, secret_place};
use crate::desk::intake::may_write_to;
use crate::desk::{DeskError, Fields, clerk, post};
use crate::random;
use crate::store::authority;
use crate::store::codes::{self, Code};

/// How long the code to the child's address works: a day, since a child may read its mail in the evening.
const CHILD_CODE_LASTS: SignedDuration = SignedDuration::from_hours(24);
/// How long the child can say that it does not know who asks: thirty days, whatever became of the code.
const STRANGER_LINK_LASTS: SignedDuration = SignedDuration::from_hours(30 * 24);
/// How many may be sent for one claim within a day.
const MOST_A_DAY: i64 = 3;

impl GuardianDesk {
    /// Sends a code to the address of the child's account.
    ///
    /// # Errors
    /// [`DeskError::Invalid`] when there is no address or no claim that waits; [`DeskError::TooMany`]; the store's.
    pub async fn send_child_code(&self, child: &str) -> Result<(), DeskError> {
        let now = self.house.now();
        let child = self.child(&mut self.house.store.read().await?, child).await?;
        let Some(email) = child.person.email.clone() else { return Err(Fields::one("code", "child_email_required")) };
        let (house, who) = (self.house.clone(), self.who.clone());
        self.house
            .store
            .write(move |conn| {
                Box::pin(async move {
                    let Some(claim) =
                        authority::newest(conn, &who.account, &child.id).await?.filter(|one| one.shown() == AuthorityState::Pending)
                    else {
                        return Err(Fields::one("code", "authority_not_claimed"));
                    };
                    let Some(ticket) = claim.ticket_id.clone() else { return Err(DeskError::NotFound) };
                    let since = now.saturating_sub(SignedDuration::from_hours(24)).unwrap_or(now);
                    // Counted by the guardian's account as the holder: a mailbox of a child is not flooded.
                    if codes::count_since(conn, &ticket, "child", since).await? >= MOST_A_DAY {
                        return Err(DeskError::TooMany(now.saturating_add(SignedDuration::from_hours(24)).unwrap_or(now)));
                    }
                    // However many claims are made: an address that nobody proved is not flooded.
                    if !may_write_to(&house, conn, &email, now).await? {
                        return Err(DeskError::TooMany(now.saturating_add(SignedDuration::from_hours(1)).unwrap_or(now)));
                    }
                    let case = clerk::hold(&house, conn, &ticket).await?;
                    let (id, digits, link) = (random::id(now), random::code(), random::token());
                    let made = Code {
                        purpose: "child".to_owned(),
                        ticket_id: Some(ticket.clone()),
                        report_id: None,
                        holder: Some(house.vault.hash("account", &who.account)),
                        code_hash: Some(code::code_hash(&house, &id, &digits)),
                        created_at: now,
                        expires_at: now.saturating_add(CHILD_CODE_LASTS).unwrap_or(now),
                        tries: 0,
                        used_at: None,
                        secret: None,
                        ..Code::blank(id)
                    };
                    codes::insert(conn, &made).await?;
                    // A row of its own: wrong codes, or the right one, do not close the child's way to say "I do not know them".
                    let way = Code {
                        purpose: "child_link".to_owned(),
                        ticket_id: Some(ticket.clone()),
                        code_hash: Some(Vec::new()),
                        link_hash: Some(code::link_hash(&house, &link)),
                        created_at: now,
                        expires_at: now.saturating_add(STRANGER_LINK_LASTS).unwrap_or(now),
                        ..Code::blank(random::id(now))
                    };
                    codes::insert(conn, &way).await?;
                    clerk::note(conn, &ticket, now, &format!("account:{}", who.account), "child_code_sent", json!({})).await?;
                    if claim.state == AuthorityState::Suspended {
                        return Ok(()); // Perhaps the child has just said that this is a stranger: it hears no more of them.
                    }
                    post::child_code(&house, conn, &case, &email, &who.name, &digits, &link, now).await
                })
            })
            .await?;
        self.house.rouse();
        Ok(())
    }

    /// Enters the code that the child was sent. Only the newest one counts.
    ///
    /// # Errors
    /// [`DeskError::Invalid`] when it is wrong, used up, or none is out: the same words for all.
    pub async fn enter_child_code(&self, child: &str, entered: &str) -> Result<(), DeskError> {
        let entered = typed::code(entered);
        if entered.is_empty() {
            return Err(Fields::one("code", "code_required"));
        }
        let now = self.house.now();
        let child = self.child(&mut self.house.store.read().await?, child).await?;
        let (house, who) = (self.house.clone(), self.who.clone());
        let right = self
            .house
            .store
            .write(move |conn| {
                Box::pin(async move {
                    let claim =
                        authority::newest(conn, &who.account, &child.id).await?.filter(|one| one.shown() == AuthorityState::Pending);
                    let Some(ticket) = claim.and_then(|claim| claim.ticket_id) else { return Ok(false) };
                    let Some(code) = codes::of_ticket(conn, &ticket, "child").await? else { return Ok(false) };
                    // A wrong try is committed, so that tries are counted.
                    match code::check(&house, conn, code, &entered, now).await? {
                        Entered::Right(_) => {}
                        // Pressed twice: it is confirmed, unless the child's no has used it up meanwhile.
                        Entered::Again(_) => {
                            return Ok(authority::of_ticket(conn, &ticket).await?.is_some_and(|claim| claim.code_proved_at.is_some()));
                        }
                        Entered::Wrong(_) | Entered::Over => return Ok(false),
                    }
                    let Some(mut claim) = authority::of_ticket(conn, &ticket).await? else { return Ok(false) };
                    claim.code_proved_at = Some(now);
                    if !authority::save(conn, &mut claim).await? {
                        return Err(DeskError::Changed(Vec::new()));
                    }
                    clerk::note(conn, &ticket, now, &format!("account:{}", who.account), "child_code_confirmed", json!({})).await?;
                    Ok::<_, DeskError>(true)
                })
            })
            .await?;
        if right { Ok(()) } else { Err(Fields::one("code", "child_code_wrong")) }
    }
}

/// Where the secret of a link is sealed that agents read again.
pub(super) const fn link_place(id: &str) -> crate::vault::Place<'_> {
    secret_place(id)
}
