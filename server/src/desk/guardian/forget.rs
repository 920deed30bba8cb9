//! What hangs on an account that is erased: its children lose their names, its authorities are given up, its consents end. The
//! record of what was decided stays, without a person.

use domain::guardian::AuthorityState;
use jiff::Timestamp;

use super::GuardianDesk;
use crate::desk::{DeskError, Fields, clerk};
use crate::house::House;
use crate::store::{Conn, authority, child, consent};

/// Lets go of everything that an account has as a guardian. Inside the transaction that erases the account.
///
/// # Errors
/// The store's.
pub async fn forget_account(house: &House, conn: &mut Conn, account: &str, now: Timestamp) -> Result<(), DeskError> {
    for mut held in authority::of_account(conn, account).await? {
        give_up(conn, &mut held, now).await?;
    }
    for one in child::of_account(conn, &house.vault, account).await? {
        child::erase(conn, &house.vault, &one.id).await?;
    }
    Ok(())
}

async fn give_up(conn: &mut Conn, held: &mut authority::Authority, now: Timestamp) -> Result<(), DeskError> {
    consent::withdraw_of(conn, &held.id, now).await?;
    if matches!(held.state, AuthorityState::Pending | AuthorityState::Granted | AuthorityState::Suspended) {
        held.state = AuthorityState::Withdrawn;
        held.ended_at = Some(now);
        if !authority::save(conn, held).await? {
            return Err(DeskError::Changed(Vec::new()));
        }
    }
    Ok(())
}

impl GuardianDesk {
    /// Gives up the authority over a child. Consents that rest on it end; requests that are open stay without anybody to answer
    /// them: they are stopped at the gate.
    ///
    /// # Errors
    /// [`DeskError::NotFound`] for another's child or without an authority; [`DeskError::Invalid`] without the tick.
    pub async fn give_up(&self, child: &str, sure: bool) -> Result<(), DeskError> {
        if !sure {
            return Err(Fields::one("sure", "sure_required"));
        }
        let child = self.child(&mut self.house.store.read().await?, child).await?;
        let (account, now) = (self.who.account.clone(), self.house.now());
        self.house
            .store
            .write(move |conn| {
                Box::pin(async move {
                    let mut held = authority::newest(conn, &account, &child.id).await?.ok_or(DeskError::NotFound)?;
                    if !matches!(held.state, AuthorityState::Pending | AuthorityState::Granted) {
                        return Err(DeskError::NotFound);
                    }
                    give_up(conn, &mut held, now).await?;
                    match held.ticket_id.as_deref() {
                        Some(case) => {
                            clerk::note(conn, case, now, &format!("account:{account}"), "authority_given_up", serde_json::json!({})).await
                        }
                        None => Ok(()),
                    }
                })
            })
            .await
    }
}
