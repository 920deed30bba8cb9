//! Another address: the new one is proved first; the old one is told, with a link that freezes the account, for seven days.

use domain::typed::email;
use jiff::SignedDuration;
use serde_json::json;

use super::wish::{self, Wish};
use super::{AccountDesk, DeskError, Fields, Owner, account, end_ways_in, note, post, session};
use crate::desk::intake::address;
use crate::house::House;
use crate::mail::letter::{AccountLetter, News};
use crate::random;
use crate::store::account::{Former, Frozen, Person};
use crate::store::{account_link, event};

/// How long the old address can freeze the account: a week, so that somebody on a journey finds the mail in time.
pub const STOP_LASTS: SignedDuration = SignedDuration::from_hours(7 * 24);

/// What the link in a mail about an address shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewEmail {
    /// The address that the account will have; with a link that freezes it: the address to which the link went.
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
    /// What a link to confirm an address (`stop`: to freeze the account) is for. Looking uses nothing up.
    ///
    /// # Errors
    /// [`DeskError::NotFound`] when it cannot be used.
    pub async fn email_link(&self, secret: &str, stop: bool) -> Result<NewEmail, DeskError> {
        let (_, wish) = wish::live(self, &mut self.store.read().await?, purpose(stop), secret).await?;
        Ok(NewEmail { email: wish.before.unwrap_or(wish.email) })
    }

    /// Confirms a new address: the account has it from now on. The old one is told, with a link that freezes the account.
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
                    if account.frozen.is_some() || !account_link::press(conn, &link.id, None, now).await? {
                        return Err(DeskError::NotFound);
                    }
                    let person = Person { email: wish.email.clone(), ..account.person.clone() };
                    account::set_person(conn, &house.vault, &id, &person).await?;
                    // What the former mailbox has opened, or could open, is over.
                    end_ways_in(conn, &id, now).await?;
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

    /// Whether the button behind this link was pressed, and what it did holds still: the address is the new one (`stop`: the account is
    /// frozen).
    ///
    /// # Errors
    /// The store's.
    pub async fn email_link_holds(&self, secret: &str, stop: bool) -> Result<bool, DeskError> {
        let mut conn = self.store.read().await?;
        let Some(id) = account_link::pressed(&mut conn, purpose(stop), &wish::hash(self, secret), self.now()).await? else {
            return Ok(false);
        };
        let account = account::by_id(&mut conn, &self.vault, &id).await?;
        Ok(account.is_some_and(|account| account.frozen.is_some() == stop))
    }

    /// Freezes an account whose address was changed, by the link that went to its old address: every session ends, and nothing opens
    /// it until a colleague has found out whose it is ([`super::super::frozen`]). Nothing of it goes to the old address: a mailbox may
    /// have been lost as well as the account. What was asked for goes on; its clocks run, and what there is to say waits on its page.
    ///
    /// # Errors
    /// [`DeskError::NotFound`] when the link cannot be used; the store's.
    pub async fn freeze_account(&self, secret: &str) -> Result<(), DeskError> {
        let (link, wish) = wish::live(self, &mut self.store.read().await?, purpose(true), secret).await?;
        let id = link.account_id.clone().ok_or(DeskError::NotFound)?;
        let former = Former { change: link.id.clone(), email: wish.before.clone().ok_or(DeskError::NotFound)? };
        let (house, now) = (self.clone(), self.now());
        let done: Result<(), DeskError> = self
            .store
            .write(move |conn| {
                Box::pin(async move {
                    let account = account::hold(conn, &house.vault, &id).await?.ok_or(DeskError::NotFound)?;
                    if !account_link::press(conn, &link.id, None, now).await? {
                        return Err(DeskError::NotFound);
                    }
                    let again = account.frozen.is_some();
                    let old = post::Reader { email: former.email.clone(), lang: account.lang, zone: None };
                    let frozen = account.frozen.clone().unwrap_or(Frozen { at: now, former: Vec::new() }).with(former);
                    account::freeze(conn, &house.vault, &id, &frozen).await?;
                    account_link::end_pending(conn, &id, now).await?;
                    session::end_all_but(conn, Owner::Account(&id), None).await?;
                    end_ways_in(conn, &id, now).await?;
                    note(conn, &account, now, "account_frozen", json!({"again": again})).await?;
                    post::account_news_to(&house, conn, &old, News::Frozen, now).await?;
                    if !again {
                        event::append(conn, "house", now, &account.stream(), "account_frozen", &json!({})).await?;
                        post::account_news(&house, conn, &account, News::Frozen, now).await?;
                        crate::desk::frozen::tell(&house, conn, &account, now).await?;
                    }
                    Ok(())
                })
            })
            .await;
        self.rouse();
        done
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
