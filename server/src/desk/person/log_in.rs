//! Logging in: the password, and the second factor of those who have one.

use serde_json::json;

use super::{AccountDesk, DeskError, Fields, Place, Side, Tries, account, begin, note, pass, password, session};
use crate::desk::{code, device};
use crate::house::House;

/// A session that began.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LoggedIn {
    /// Its secret.
    pub token: String,
    /// Whether it waits for the second factor: until then it opens nothing but that page.
    pub needs_second: bool,
}

impl House {
    /// Logs an account in. One that is frozen opens nothing: that is told after the right password alone, so that strangers learn no
    /// more from it than from any other. `place` is where it comes from, `label` what the browser says of itself, `old` the cookie that
    /// it had before: that session ends, so that nobody goes on in one that somebody else began.
    ///
    /// # Errors
    /// [`DeskError::Invalid`] with the same words, after the same work, for a wrong address as for a wrong password, and with others
    /// for a frozen account;
    /// [`DeskError::TooMany`]; the store's.
    pub async fn log_in_account(
        &self,
        email: &str,
        typed: &str,
        place: impl Into<Place>,
        label: &str,
        old: Option<&str>,
    ) -> Result<LoggedIn, DeskError> {
        let place = place.into();
        let found = account::by_email(&mut self.store.read().await?, &self.vault, email).await?;
        let holder = found.as_ref().map(account::Account::stream);
        let known = device::known(self, place.device.as_deref(), holder.as_deref()).await?;
        let tries = Tries::log_in(self, Side::Account, email, &place.peer, known.as_deref());
        // Counted before it is compared: who asks thirty times at once is not answered thirty times.
        tries.count(self).await?;
        let verdict = password::verify(self, found.as_ref().map(|account| account.password.as_str()), typed).await?;
        let Some(found) = found.filter(|_| verdict.right) else { return Err(Fields::one("", "login_failed")) };
        let raised = if verdict.outdated { Some(password::hash(self, typed).await?) } else { None };
        let (house, now, label) = (self.clone(), self.now(), label.to_owned());
        let old = old.map(|cookie| code::cookie_hash(self, cookie));
        let begun = self
            .store
            .write(move |conn| {
                Box::pin(async move {
                    let account = account::hold(conn, &house.vault, &found.id).await?;
                    // The password that was compared must still be the one: another may have been chosen meanwhile.
                    let account = account.filter(|account| account.password == found.password).ok_or(DeskError::NotFound)?;
                    tries.forgive(conn).await?;
                    if let Some(hash) = raised {
                        account::set_password(conn, &account.id, &hash).await?;
                    }
                    if account.frozen.is_some() {
                        return Ok::<_, DeskError>(None);
                    }
                    end_old(&house, conn, old.as_deref()).await?;
                    let needs_second = account.has_second();
                    let token = begin(&house, conn, &account, false, &label, now).await?;
                    if !needs_second {
                        note(conn, &account, now, "logged_in", json!({"second": "none"})).await?;
                    }
                    Ok(Some(LoggedIn { token, needs_second }))
                })
            })
            .await?;
        begun.ok_or_else(|| Fields::one("", "account_frozen"))
    }

    /// Whether this cookie's session waits for its second factor.
    ///
    /// # Errors
    /// The store's.
    pub async fn waits_for_second(&self, cookie: &str) -> Result<bool, DeskError> {
        Ok(self.waiting(cookie).await?.is_some())
    }

    async fn waiting(&self, cookie: &str) -> Result<Option<AccountDesk>, DeskError> {
        let desk = self.account_session(cookie).await?;
        Ok(desk.filter(|desk| desk.account.has_second() && desk.session.second_at.is_none()))
    }

    /// Enters the second factor: a code of now, or a recovery code. Answers the secret of the session that begins; the one that
    /// waited ends.
    ///
    /// # Errors
    /// [`DeskError::Invalid`] when it is wrong; [`DeskError::NotFound`] when no session waits; [`DeskError::TooMany`]; the store's.
    pub async fn enter_second(&self, cookie: &str, entered: &str, place: impl Into<Place>) -> Result<String, DeskError> {
        let place = place.into();
        let desk = self.waiting(cookie).await?.ok_or(DeskError::NotFound)?;
        if entered.trim().is_empty() {
            return Err(Fields::one("code", "code_required"));
        }
        let tries = Tries::second(self, Side::Account, &desk.account.id, &place).await?;
        tries.count(self).await?;
        let (entered, token) = (entered.to_owned(), desk.token.clone());
        let label = desk.session.label.clone().unwrap_or_default();
        let begun = desk
            .act(move |house, conn, account, now| {
                Box::pin(async move {
                    // Ended meanwhile, by another browser or a new password: a right code does not bring it back.
                    if session::get(conn, &house.vault, &token, now).await?.is_none() {
                        return Err(DeskError::NotFound);
                    }
                    if !pass(house, conn, &account, &entered, now).await? {
                        return Ok(None);
                    }
                    tries.forgive(conn).await?;
                    session::end(conn, &token).await?;
                    note(conn, &account, now, "logged_in", json!({"second": "entered"})).await?;
                    Ok(Some(begin(house, conn, &account, true, &label, now).await?))
                })
            })
            .await?;
        begun.ok_or_else(|| Fields::one("code", "second_wrong"))
    }
}

/// Ends the session of an account that the browser had before.
async fn end_old(house: &House, conn: &mut crate::store::Conn, old: Option<&[u8]>) -> Result<(), DeskError> {
    let Some(old) = old else { return Ok(()) };
    let held = session::get(conn, &house.vault, old, house.now()).await?;
    if held.is_some_and(|held| held.account_id.is_some()) {
        session::end(conn, old).await?;
    }
    Ok(())
}
