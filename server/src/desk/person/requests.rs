//! The requests of an account, and the way to their pages.

use domain::Reference;
use domain::typed::email;

use super::{AccountDesk, DeskError, account};
use crate::desk::requester::RequesterDesk;
use crate::store::account::Held;

impl AccountDesk {
    /// What it has asked for, here or before it had an account: the newest first.
    ///
    /// # Errors
    /// The store's.
    pub async fn requests(&self) -> Result<Vec<Held>, DeskError> {
        Ok(account::requests(&mut self.house.store.read().await?, &self.house.vault, &self.account).await?)
    }

    /// The requester's desk of one of them. Downloads need a fresh re-authentication, as they need a fresh code without an account.
    ///
    /// # Errors
    /// [`DeskError::NotFound`] when it is not the account's: the same whether there is such a request or not.
    pub async fn requester(&self, reference: &str) -> Result<RequesterDesk, DeskError> {
        let reference = Reference::parse(reference).map_err(|_| DeskError::NotFound)?;
        let mut conn = self.house.store.read().await?;
        let found = account::request(&mut conn, &self.house.vault, &self.account, reference.as_str()).await?;
        Ok(RequesterDesk {
            house: self.house.clone(),
            ticket: found.ok_or(DeskError::NotFound)?,
            report: None,
            fresh_until: self.session.fresh_until,
            by_account: true,
        })
    }

    /// Whether this is the account's own proved address.
    #[must_use]
    pub fn has_address(&self, address: &str) -> bool {
        email::same(&self.account.person.email, address)
    }
}
