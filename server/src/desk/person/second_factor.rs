//! The second factor of an account: turned on with a first code, and off again. Staff must have one; here it is a choice.

use serde_json::json;

use super::{
    AccountDesk, DeskError, FRESH_LASTS, Fields, Place, Side, Tries, account, code, end_ways_in, note, pass, post, second, session,
};
use crate::mail::letter::News;
use crate::random;
use crate::store::second as recovery;

/// What an authenticator needs to know. Shown to its owner alone, before the first code and never after it.
#[derive(Debug, Clone)]
pub struct Enrolment {
    /// The secret in letters, in groups of four.
    pub letters: String,
    /// The same as an address, for a telephone that shows this page itself.
    pub uri: String,
    /// The same as a picture; `None` when it cannot be drawn.
    pub picture: Option<String>,
}

/// A second factor that is on.
#[derive(Debug, Clone)]
pub struct TurnedOn {
    /// The recovery codes, shown this once.
    pub codes: Vec<String>,
    /// The session's new secret.
    pub session: String,
}

impl AccountDesk {
    /// Makes a secret, which waits for its first code. Needs a fresh re-authentication.
    ///
    /// # Errors
    /// [`DeskError::NotFound`] without one, or when a second factor is on already; the store's.
    pub async fn start_second(&self) -> Result<(), DeskError> {
        self.need_fresh()?;
        self.act(|house, conn, account, _| {
            Box::pin(async move {
                if account.has_second() {
                    return Err(DeskError::NotFound);
                }
                Ok(account::set_totp(conn, &house.vault, &account.id, Some(&second::new_secret())).await?)
            })
        })
        .await
    }

    /// What the authenticator needs to know, while the secret waits for its first code and the re-authentication is fresh.
    #[must_use]
    pub fn enrolment(&self) -> Option<Enrolment> {
        let secret = self.account.totp.as_deref().filter(|_| self.account.totp_at.is_none() && self.fresh())?;
        let uri = second::uri(&self.account.person.email, secret);
        let letters = second::in_letters(secret);
        let groups: Vec<&str> = letters.as_bytes().chunks(4).filter_map(|group| std::str::from_utf8(group).ok()).collect();
        Some(Enrolment { letters: groups.join(" "), picture: second::qr_svg(&uri), uri })
    }

    /// Turns the second factor on with its first code; returns the recovery codes, which are shown this once. Every other session
    /// ends: none of them has entered it. This one goes on under a new secret, for who copied the old one has not entered it either.
    ///
    /// # Errors
    /// [`DeskError::Invalid`] when the code is wrong; [`DeskError::NotFound`] when nothing waits; [`DeskError::TooMany`]; the store's.
    pub async fn turn_on_second(&self, entered: &str, place: impl Into<Place>) -> Result<TurnedOn, DeskError> {
        self.need_fresh()?;
        if entered.trim().is_empty() {
            return Err(Fields::one("code", "code_required"));
        }
        let tries = Tries::second(&self.house, Side::Account, &self.account.id, &place.into()).await?;
        tries.count(&self.house).await?;
        let (entered, keep, old) = (entered.to_owned(), self.session.id.clone(), self.token.clone());
        let secret = random::token();
        let new = code::cookie_hash(&self.house, &secret);
        let codes = self
            .act(move |house, conn, account, now| {
                Box::pin(async move {
                    let secret = account.totp.as_deref().filter(|_| account.totp_at.is_none()).ok_or(DeskError::NotFound)?;
                    let Some(step) = second::check(secret, &entered, now, account.totp_step) else { return Ok(None) };
                    account::use_step(conn, &account.id, step).await?;
                    account::turn_on(conn, &account.id, now).await?;
                    tries.forgive(conn).await?;
                    if !session::renew(conn, &old, &new, now.saturating_add(FRESH_LASTS).unwrap_or(now)).await? {
                        return Err(DeskError::NotFound);
                    }
                    session::set_second(conn, &new, now).await?;
                    Self::end_others(conn, &account.id, &keep).await?;
                    // From now on no mailbox opens what is the account's, whatever it has opened before.
                    end_ways_in(conn, &account.id, now).await?;
                    note(conn, &account, now, "second_factor_on", json!({})).await?;
                    post::account_news(house, conn, &account, News::SecondOn, now).await?;
                    Ok(Some(second::new_recovery_codes(house, conn, &account.stream(), now).await?))
                })
            })
            .await?;
        let codes = codes.ok_or_else(|| Fields::one("code", "second_wrong"))?;
        Ok(TurnedOn { codes, session: secret })
    }

    /// How many recovery codes are left.
    ///
    /// # Errors
    /// The store's.
    pub async fn recovery_left(&self) -> Result<i64, DeskError> {
        Ok(recovery::left(&mut self.house.store.read().await?, &self.account.stream()).await?)
    }

    /// Makes ten new recovery codes; the old ones work no more. Needs a fresh re-authentication.
    ///
    /// # Errors
    /// [`DeskError::NotFound`] without one, or without a second factor; the store's.
    pub async fn new_recovery_codes(&self) -> Result<Vec<String>, DeskError> {
        self.need_fresh()?;
        self.act(|house, conn, account, now| {
            Box::pin(async move {
                if !account.has_second() {
                    return Err(DeskError::NotFound);
                }
                note(conn, &account, now, "recovery_codes_made", json!({})).await?;
                post::account_news(house, conn, &account, News::RecoveryMade, now).await?;
                second::new_recovery_codes(house, conn, &account.stream(), now).await
            })
        })
        .await
    }

    /// Turns the second factor off. Needs a fresh re-authentication, and the factor itself: a password alone must not take away
    /// what stands beside it.
    ///
    /// # Errors
    /// [`DeskError::Invalid`] when the code is wrong; [`DeskError::NotFound`] without a re-authentication or a second factor;
    /// [`DeskError::TooMany`]; the store's.
    pub async fn turn_off_second(&self, entered: &str, place: impl Into<Place>) -> Result<(), DeskError> {
        self.need_fresh()?;
        if entered.trim().is_empty() {
            return Err(Fields::one("code", "code_required"));
        }
        let tries = Tries::second(&self.house, Side::Account, &self.account.id, &place.into()).await?;
        tries.count(&self.house).await?;
        let (entered, keep) = (entered.to_owned(), self.session.id.clone());
        let right = self
            .act(move |house, conn, account, now| {
                Box::pin(async move {
                    if !account.has_second() {
                        return Err(DeskError::NotFound);
                    }
                    if !pass(house, conn, &account, &entered, now).await? {
                        return Ok(false);
                    }
                    tries.forgive(conn).await?;
                    account::set_totp(conn, &house.vault, &account.id, None).await?;
                    recovery::forget(conn, &account.stream()).await?;
                    // Those that wait for the factor would open without it.
                    Self::end_others(conn, &account.id, &keep).await?;
                    note(conn, &account, now, "second_factor_off", json!({})).await?;
                    post::account_news(house, conn, &account, News::SecondOff, now).await?;
                    Ok(true)
                })
            })
            .await?;
        if right { Ok(()) } else { Err(Fields::one("code", "second_wrong")) }
    }
}
