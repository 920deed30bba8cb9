//! The end of an account: everything personal of it goes at once. What it asked for stays, with the proof that it was made with.

use serde_json::json;

use super::{AccountDesk, DeskError, Fields, Owner, account, note, post, session};
use crate::house::House;
use crate::mail::letter::News;
use crate::store::account::Account;
use crate::store::{Conn, account_link, event, second};

impl AccountDesk {
    /// Erases the account: its row, sessions, links, recovery codes, and what hangs on it. Needs a fresh re-authentication.
    ///
    /// # Errors
    /// [`DeskError::NotFound`] without one; [`DeskError::Invalid`] without the tick, and while a former address can still freeze the
    /// account; the store's.
    pub async fn erase(&self, sure: bool) -> Result<(), DeskError> {
        self.need_fresh()?;
        if !sure {
            return Err(Fields::one("sure", "sure_required"));
        }
        self.act(|house, conn, account, now| {
            Box::pin(async move {
                // Whoever took an account over must not end what its former address can still stop.
                if account_link::may_be_stopped(conn, &account.id, now).await? {
                    return Err(Fields::one("", "erase_after_change"));
                }
                // Written first: afterwards nobody knows the address.
                post::account_news(house, conn, &account, News::Erased, now).await?;
                release(house, conn, &account).await?;
                session::end_all_but(conn, Owner::Account(&account.id), None).await?;
                account_link::forget(conn, &account.id).await?;
                second::forget(conn, &account.stream()).await?;
                account::erase(conn, &account.id).await?;
                note(conn, &account, now, "account_erased", json!({})).await?;
                Ok(event::append(conn, "house", now, "system", "account_erased", &json!({})).await?)
            })
        })
        .await
    }
}

/// Lets go of what hangs on an account. Requests stand for themselves from now on: their own proof of the address opens them.
async fn release(house: &House, conn: &mut Conn, account: &Account) -> Result<(), DeskError> {
    super::super::guardian::forget_account(house, conn, &account.id, house.now()).await?;
    Ok(account::disown_requests(conn, &account.id).await?)
}
