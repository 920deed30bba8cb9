//! Browsers that are known. Where somebody has shown who they are, with the second factor where there is one, the browser gets a secret
//! that lasts. It opens nothing: it only gives the browser a count of its own, so that strangers' wrong passwords for an address do not
//! close the log-in to its owner. Another password, and ending all sessions, forgets them.

use jiff::SignedDuration;

use super::DeskError;
use super::code::device_hash;
use crate::house::House;
use crate::random;
use crate::store::{account, device, session, staff};

/// How long a browser stays known that does not come: half a year.
pub const LASTS: SignedDuration = SignedDuration::from_hours(180 * 24);

/// The hash of a browser's secret, if the browser is known to this holder (`account:ID`, `staff:ID`, or nobody). The same work for
/// everybody.
///
/// # Errors
/// The store's.
pub(super) async fn known(house: &House, secret: Option<&str>, holder: Option<&str>) -> Result<Option<Vec<u8>>, DeskError> {
    let hash = device_hash(house, secret.unwrap_or_default());
    let known = device::knows(&mut house.store.read().await?, &hash, holder.unwrap_or_default()).await?;
    Ok((known && secret.is_some() && holder.is_some()).then_some(hash))
}

impl House {
    /// Makes the browser in which this session began known to whose it is; returns the browser's new secret. `old` is the one that it
    /// had: it is nobody's afterwards, so that one that somebody planted is worth nothing. `None` for a session that waits for its
    /// second factor, or is over.
    ///
    /// # Errors
    /// The store's.
    pub async fn remember_device(&self, cookie: &str, old: Option<&str>) -> Result<Option<String>, DeskError> {
        let (token, now) = (super::code::cookie_hash(self, cookie), self.now());
        let mut conn = self.store.read().await?;
        let Some(held) = session::get(&mut conn, &self.vault, &token, now).await? else { return Ok(None) };
        let holder = if let Some(id) = &held.account_id {
            let account = account::by_id(&mut conn, &self.vault, id).await?;
            account.filter(|account| held.second_at.is_some() || !account.has_second()).map(|account| account.stream())
        } else if let Some(id) = &held.staff_id {
            let member = staff::by_id(&mut conn, &self.vault, id).await?;
            member.filter(|_| held.second_at.is_some()).map(|member| format!("staff:{}", member.id))
        } else {
            None
        };
        drop(conn);
        let Some(holder) = holder else { return Ok(None) };
        let secret = random::token();
        let (old, new) = (old.map(|old| device_hash(self, old)), device_hash(self, &secret));
        self.store.write(move |conn| Box::pin(async move { device::remember(conn, old.as_deref(), &new, &holder, now).await })).await?;
        Ok(Some(secret))
    }
}
