//! Another address: the new one is proved first; the old one is told, with a way to stop it for seven days.

use domain::typed::email;
use jiff::SignedDuration;
use serde_json::json;

use super::wish::{self, Wish};
use super::{AccountDesk, DeskError, Fields, Owner, account, note, post, session};
use crate::desk::intake::address;
use crate::house::House;
use crate::mail::letter::{AccountLetter, News};
use crate::random;
use crate::store::account::Person;
use crate::store::account_link;

/// How long the old address can stop a change: a week, so that somebody on a journey finds the mail in time.
pub const STOP_LASTS: SignedDuration = SignedDuration::from_hours(7 * 24);

/// What the link in a mail about an address shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewEmail {
    /// The address that the account will have.
    pub email: String,
}

impl AccountDesk {
    /// Asks for another address: a link leaves to it. Needs a fresh re-authentication. Nobody is told whether another account has it.
    ///
    /// # Errors
    /// [`DeskError::NotFound`] without one; [`DeskError::Invalid`]; the store's.
    pub async fn ask_email(&self, typed: &str) -> Result<(), DeskError> {
        self.need_fresh()?;
        let mut wrong = Fields::default();
        let new = address(&mut wrong, "email", typed);
        wrong.check(!email::same(typed, &self.account.person.email), "email", "email_same");
        wrong.done()?;
        let wish = Wish::new(&new.ok_or(DeskError::NotFound)?, self.account.lang);
        wish::leave(&self.house, "change_email", Some(self.account.id.clone()), wish).await
    }
}

impl House {
    /// What a link to confirm an address (`stop`: to stop a change) is for. Looking uses nothing up.
    ///
    /// # Errors
    /// [`DeskError::NotFound`] when it cannot be used.
    pub async fn email_link(&self, secret: &str, stop: bool) -> Result<NewEmail, DeskError> {
        let (_, wish) = wish::live(self, &mut self.store.read().await?, purpose(stop), secret).await?;
        Ok(NewEmail { email: wish.before.unwrap_or(wish.email) })
    }

    /// Confirms a new address: the account has it from now on. The old one is told, with a link that stops it.
    ///
    /// # Errors
    /// [`DeskError::NotFound`] when the link cannot be used, or another account has the address by now.
    pub async fn change_email(&self, secret: &str) -> Result<(), DeskError> {
        let (link, wish) = wish::live(self, &mut self.store.read().await?, purpose(false), secret).await?;
        let id = link.account_id.clone().ok_or(DeskError::NotFound)?;
        let (house, now) = (self.clone(), self.now());
        let changed: Result<(), DeskError> = self
            .store
            .write(move |conn| {
                Box::pin(async move {
                    let account = account::hold(conn, &house.vault, &id).await?.ok_or(DeskError::NotFound)?;
                    if !account_link::use_up(conn, &link.id, now).await? {
                        return Err(DeskError::NotFound);
                    }
                    let person = Person { email: wish.email.clone(), ..account.person.clone() };
                    account::set_person(conn, &house.vault, &id, &person).await?;
                    let stop = random::token();
                    let undo = Wish { before: Some(account.person.email.clone()), ..wish };
                    let row = undo.row(&house, purpose(true), Some(&id), STOP_LASTS, now);
                    account_link::insert(conn, &row, Some(&wish::hash(&house, &stop)), now).await?;
                    note(conn, &account, now, "email_changed", json!({})).await?;
                    post::account_letter(&house, conn, &post::Reader::of(&account), AccountLetter::StopEmail(&stop), now).await
                })
            })
            .await;
        self.rouse();
        gone(changed)
    }

    /// Stops a change of address, or takes it back: the account has its old address again, every session ends, and a new password
    /// must be chosen, by a link to the old address. Whoever made the change has nothing left.
    ///
    /// # Errors
    /// [`DeskError::NotFound`] when the link cannot be used, or another account has the old address by now.
    pub async fn stop_email(&self, secret: &str) -> Result<(), DeskError> {
        let (link, wish) = wish::live(self, &mut self.store.read().await?, purpose(true), secret).await?;
        let id = link.account_id.clone().ok_or(DeskError::NotFound)?;
        let before = wish.before.clone().ok_or(DeskError::NotFound)?;
        let (house, now) = (self.clone(), self.now());
        // A password that nobody knows: the owner chooses one by the reset.
        let nobody = super::password::hash(self, &random::token()).await?;
        let stopped: Result<(), DeskError> = self
            .store
            .write(move |conn| {
                Box::pin(async move {
                    let account = account::hold(conn, &house.vault, &id).await?.ok_or(DeskError::NotFound)?;
                    if !account_link::use_up(conn, &link.id, now).await? {
                        return Err(DeskError::NotFound);
                    }
                    let person = Person { email: before, ..account.person.clone() };
                    account::set_person(conn, &house.vault, &id, &person).await?;
                    account::set_password(conn, &id, &nobody).await?;
                    account_link::end_pending(conn, &id, now).await?;
                    account_link::end_later_stops(conn, &id, &link.id, now).await?;
                    session::end_all_but(conn, Owner::Account(&id), None).await?;
                    note(conn, &account, now, "email_restored", json!({})).await?;
                    let account = account::by_id(conn, &house.vault, &id).await?.ok_or(DeskError::NotFound)?;
                    post::account_news(&house, conn, &account, News::EmailRestored, now).await
                })
            })
            .await;
        self.rouse();
        gone(stopped)
    }
}

/// An address that another account has by now: told as a link that is over.
fn gone(result: Result<(), DeskError>) -> Result<(), DeskError> {
    match result {
        Err(DeskError::Store(error)) if error.is_unique_violation() => Err(DeskError::NotFound),
        result => result,
    }
}

const fn purpose(stop: bool) -> &'static str {
    if stop { "stop_email" } else { "change_email" }
}
