//! What hangs on an account that is erased: its children lose their names, its authorities are given up, its consents end. The
//! record of what was decided stays, without a person.

use domain::guardian::AuthorityState;
use domain::{Act, Kind};
use jiff::Timestamp;
use serde_json::json;

use super::GuardianDesk;
use crate::desk::{DeskError, Fields, clerk, post, reckon};
use crate::house::House;
use crate::store::authority::{self, Authority};
use crate::store::ticket::{self, Ticket};
use crate::store::{Conn, child, consent, file, pause};

/// Lets go of everything that an account has as a guardian. Inside the transaction that erases the account.
///
/// # Errors
/// The store's.
pub async fn forget_account(house: &House, conn: &mut Conn, account: &str, now: Timestamp) -> Result<(), DeskError> {
    for mut held in authority::of_account(conn, account).await? {
        give_up(house, conn, &mut held, false, now).await?;
    }
    for one in child::of_account(conn, &house.vault, account).await? {
        child::erase(conn, &house.vault, &one.id).await?;
    }
    Ok(())
}

/// Gives one authority up: what rests on it ends, and what waited for it is withdrawn with it. What is open already is stopped at
/// the gate. `told`: the guardian gets the usual word of each.
async fn give_up(house: &House, conn: &mut Conn, held: &mut Authority, told: bool, now: Timestamp) -> Result<(), DeskError> {
    consent::withdraw_of(conn, &held.id, now).await?;
    if !matches!(held.state, AuthorityState::Pending | AuthorityState::Granted | AuthorityState::Suspended) {
        return Ok(());
    }
    held.state = AuthorityState::Withdrawn;
    held.ended_at = Some(now);
    if !authority::save(conn, held).await? {
        return Err(DeskError::Changed(Vec::new()));
    }
    let mut over = ticket::ids_waiting(conn, &held.id).await?;
    if let Some(case) = &held.ticket_id {
        let actor = format!("account:{}", held.account_id);
        clerk::note(conn, case, now, &actor, "authority_given_up", json!({"authority": held.id})).await?;
        over.push(case.clone());
    }
    for id in over {
        let ticket = clerk::hold(house, conn, &id).await?;
        if ticket.state.on_queue() {
            withdraw(house, conn, ticket, told, now).await?;
        }
    }
    Ok(())
}

async fn withdraw(house: &House, conn: &mut Conn, mut ticket: Ticket, told: bool, now: Timestamp) -> Result<(), DeskError> {
    reckon::step(&mut ticket, Act::Withdraw)?;
    pause::end(conn, &ticket.id, now).await?;
    ticket.stopped_at = Some(now);
    file::expire_received(conn, &ticket.id, true, now).await?;
    let data = clerk::closing(&ticket, ticket.state);
    clerk::save(house, conn, &mut ticket, now, "requester", "withdrawn", data).await?;
    if told { post::withdrawn(house, conn, &ticket, now).await } else { Ok(()) }
}

/// The guardian has withdrawn a case: an authority that it was to prove is given up with it, so that nothing waits for ever. One
/// that was decided stays as it was decided.
///
/// # Errors
/// The store's.
pub async fn case_withdrawn(house: &House, conn: &mut Conn, case: &Ticket, now: Timestamp) -> Result<(), DeskError> {
    if case.kind != Kind::GuardianAuthority {
        return Ok(());
    }
    match authority::of_ticket(conn, &case.id).await? {
        Some(mut held) if held.shown() == AuthorityState::Pending => give_up(house, conn, &mut held, true, now).await,
        _ => Ok(()),
    }
}

impl GuardianDesk {
    /// Gives up the authority over a child. Consents that rest on it end, and what waits for it is withdrawn with it; requests that
    /// were open already are stopped at the gate.
    ///
    /// # Errors
    /// [`DeskError::NotFound`] for another's child or without an authority; [`DeskError::Invalid`] without the tick.
    pub async fn give_up(&self, child: &str, sure: bool) -> Result<(), DeskError> {
        if !sure {
            return Err(Fields::one("sure", "sure_required"));
        }
        let child = self.child(&mut self.house.store.read().await?, child).await?;
        let (house, account, now) = (self.house.clone(), self.who.account.clone(), self.house.now());
        self.house
            .store
            .write(move |conn| {
                Box::pin(async move {
                    let mut held = authority::newest(conn, &account, &child.id).await?.ok_or(DeskError::NotFound)?;
                    // One that is held back can be given up like any other: its guardian does not know.
                    if !matches!(held.shown(), AuthorityState::Pending | AuthorityState::Granted) {
                        return Err(DeskError::NotFound);
                    }
                    give_up(&house, conn, &mut held, true, now).await
                })
            })
            .await
    }
}
