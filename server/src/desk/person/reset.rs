//! A forgotten password. The link proves the address; the second factor is still asked for.

use domain::Lang;
use serde_json::json;

use super::wish::{self, Wish};
use super::{DeskError, Fields, LoggedIn, Owner, Place, Side, Tries, account, begin, note, pass, password, post, session};
use crate::desk::intake::address;
use crate::house::House;
use crate::mail::letter::News;
use crate::store::account_link;

/// What the link of a reset asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ResetLink {
    /// Whether the account has a second factor, which must be entered beside the new password.
    pub needs_second: bool,
}

impl House {
    /// Asks for a link to choose a new password. Nothing leaves when the address has no account.
    ///
    /// # Errors
    /// [`DeskError::Invalid`] when it is no address; the store's.
    pub async fn ask_reset(&self, email: &str, lang: Lang) -> Result<(), DeskError> {
        let mut wrong = Fields::default();
        let email = address(&mut wrong, "email", email);
        wrong.done()?;
        wish::leave(self, "reset", None, Wish::new(&email.ok_or(DeskError::NotFound)?, lang)).await
    }

    /// What a reset's link asks for, while it can be used. Looking uses nothing up.
    ///
    /// # Errors
    /// [`DeskError::NotFound`] when it cannot be used.
    pub async fn reset_link(&self, secret: &str) -> Result<ResetLink, DeskError> {
        let mut conn = self.store.read().await?;
        let (link, _) = wish::live(self, &mut conn, "reset", secret).await?;
        let id = link.account_id.ok_or(DeskError::NotFound)?;
        let account = account::by_id(&mut conn, &self.vault, &id).await?.ok_or(DeskError::NotFound)?;
        Ok(ResetLink { needs_second: account.has_second() })
    }

    /// The form behind a link that made an account (`sign_up`) or chose a password (`reset`), sent once more: with the password that was
    /// chosen it leads where it led the first time. A second factor is asked for as at any log-in.
    ///
    /// # Errors
    /// [`DeskError::NotFound`] when the link did nothing of it, or with another password; [`DeskError::TooMany`]; the store's.
    pub async fn press_again(
        &self,
        purpose: &str,
        secret: &str,
        typed: &str,
        place: impl Into<Place>,
        label: &str,
    ) -> Result<LoggedIn, DeskError> {
        let mut conn = self.store.read().await?;
        let id = account_link::pressed(&mut conn, purpose, &wish::hash(self, secret), self.now()).await?.ok_or(DeskError::NotFound)?;
        let account = account::by_id(&mut conn, &self.vault, &id).await?.ok_or(DeskError::NotFound)?;
        drop(conn);
        match self.log_in_account(&account.person.email, typed, place, label, None).await {
            Err(DeskError::Invalid(_)) => Err(DeskError::NotFound),
            entered => entered,
        }
    }

    /// Chooses a new password by a reset's link. Every session ends, and one begins here; the owner is told by mail. A wrong second
    /// factor uses the link up no more than a weak password does.
    ///
    /// # Errors
    /// [`DeskError::Invalid`]; [`DeskError::NotFound`] when the link cannot be used; [`DeskError::TooMany`]; the store's.
    pub async fn reset_password(
        &self,
        secret: &str,
        typed: &str,
        entered: &str,
        place: impl Into<Place>,
        label: &str,
    ) -> Result<String, DeskError> {
        let mut conn = self.store.read().await?;
        let (link, wish) = wish::live(self, &mut conn, "reset", secret).await?;
        let id = link.account_id.clone().ok_or(DeskError::NotFound)?;
        let found = account::by_id(&mut conn, &self.vault, &id).await?.ok_or(DeskError::NotFound)?;
        drop(conn);
        let mut wrong = Fields::default();
        password::check(self, &mut wrong, "password", typed, &[&found.person.name, &wish.email]).await?;
        let asks = found.has_second();
        wrong.check(!asks || !entered.trim().is_empty(), "code", "code_required");
        wrong.done()?;
        let tries = Tries::second(self, Side::Account, &id, &place.into()).await?;
        if asks {
            tries.count(self).await?;
        }
        let hash = password::hash(self, typed).await?;
        let (house, now, entered, label) = (self.clone(), self.now(), entered.to_owned(), label.to_owned());
        let begun = self
            .store
            .write(move |conn| {
                Box::pin(async move {
                    let account = account::hold(conn, &house.vault, &id).await?.filter(|account| account.frozen.is_none());
                    let account = account.ok_or(DeskError::NotFound)?;
                    if account.has_second() && !pass(&house, conn, &account, &entered, now).await? {
                        return Ok(None);
                    }
                    if !account_link::press(conn, &link.id, None, now).await? {
                        return Err(DeskError::NotFound);
                    }
                    if asks {
                        tries.forgive(conn).await?;
                    }
                    account::set_password(conn, &account.id, &hash).await?;
                    account_link::end_pending(conn, &account.id, now).await?;
                    session::end_all_but(conn, Owner::Account(&account.id), None).await?;
                    note(conn, &account, now, "password_changed", json!({"by": "reset"})).await?;
                    post::account_news(&house, conn, &account, News::PasswordChanged, now).await?;
                    Ok::<_, DeskError>(Some(begin(&house, conn, &account, account.has_second(), &label, now).await?))
                })
            })
            .await?;
        self.rouse();
        begun.ok_or_else(|| Fields::one("code", "second_wrong"))
    }
}
