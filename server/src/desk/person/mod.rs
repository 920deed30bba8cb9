//! The desk of people with an account: guardians, and requesters who want one. A request never needs an account.
//!
//! An account begins with a proved address, and nobody but the address's owner learns whether there is one: every page that takes
//! an address answers alike, after the same work; what differs is the mail.

mod change;
mod email;
mod erase;
mod log_in;
mod requests;
mod reset;
mod second_factor;
mod sessions;
mod sign_up;
mod wish;

use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

pub use email::NewEmail;
pub use log_in::LoggedIn;
pub use reset::ResetLink;
pub use second_factor::{Enrolment, TurnedOn};
pub use sessions::SessionLine;
pub use sign_up::Invitation;
pub use wish::{LINK_LASTS, resolve};

use super::guardian::{Guardian, GuardianDesk};
use super::throttle::{Place, Side, Tries};
use super::{DeskError, Fields, code, password, post, second};
use crate::house::House;
use crate::random;
use crate::store::account::{self, Account};
use crate::store::session::{self, Owner, Session};
use crate::store::{Conn, StoreError, codes, event};

/// How long a session of an account lasts at most: half a day.
pub const SESSION_LASTS: SignedDuration = SignedDuration::from_hours(12);
/// How long one lasts that nobody uses.
pub const IDLE_LASTS: SignedDuration = SignedDuration::from_hours(2);
/// How long somebody whose password was right may look for their second factor.
pub const SECOND_WAITS: SignedDuration = SignedDuration::from_mins(10);
/// How long a log-in or a re-authentication counts as one that has just happened.
pub const FRESH_LASTS: SignedDuration = SignedDuration::from_mins(10);

/// Ends what opens an account's requests without the account: sessions of requesters, and codes and links that were mailed.
pub(super) async fn end_ways_in(conn: &mut Conn, account: &str, now: Timestamp) -> Result<(), DeskError> {
    session::end_of_accounts_tickets(conn, account).await?;
    codes::end_of_accounts_tickets(conn, account, now).await?;
    Ok(())
}

/// The desk of somebody who is logged in. Only [`House::account`] gives one, and only for a session that lives, whose second
/// factor was entered where the account has one.
#[derive(Debug, Clone)]
pub struct AccountDesk {
    pub(super) house: House,
    /// Whose it is.
    pub account: Account,
    /// In which session.
    pub session: Session,
    token: Vec<u8>,
}

impl House {
    /// The desk of the account whose session this cookie is; `None` when there is none, it is over or idle for too long, or its
    /// second factor is still missing.
    ///
    /// # Errors
    /// The store's.
    pub async fn account(&self, cookie: &str) -> Result<Option<AccountDesk>, DeskError> {
        let Some(desk) = self.account_session(cookie).await? else { return Ok(None) };
        if desk.account.has_second() && desk.session.second_at.is_none() {
            return Ok(None);
        }
        // To the minute: a page of many parts is one visit.
        let now = self.now();
        let seen = desk.session.seen_at.unwrap_or(desk.session.created_at);
        if seen.saturating_add(SignedDuration::from_mins(1)).unwrap_or(seen) <= now {
            let token = desk.token.clone();
            self.store.write(move |conn| Box::pin(async move { session::touch(conn, &token, now).await })).await?;
        }
        Ok(Some(desk))
    }

    /// The same before the second factor.
    async fn account_session(&self, cookie: &str) -> Result<Option<AccountDesk>, DeskError> {
        let (token, now) = (code::cookie_hash(self, cookie), self.now());
        let mut conn = self.store.read().await?;
        let Some(held) = session::get(&mut conn, &self.vault, &token, now).await? else { return Ok(None) };
        let seen = held.seen_at.unwrap_or(held.created_at);
        if seen.saturating_add(IDLE_LASTS).unwrap_or(seen) <= now {
            return Ok(None);
        }
        let Some(id) = held.account_id.as_deref() else { return Ok(None) };
        let Some(account) = account::by_id(&mut conn, &self.vault, id).await? else { return Ok(None) };
        if account.frozen.is_some() {
            return Ok(None); // Its sessions have ended; one that began in the same instant opens nothing either.
        }
        Ok(Some(AccountDesk { house: self.clone(), account, session: held, token }))
    }
}

/// Where a page may lead after a log-in or a re-authentication: a path of this portal's own pages for people, or the account's
/// front page. Never another host, a scheme, or what a browser could take for one.
#[must_use]
pub fn local(to: &str) -> &str {
    let path = to.split(['?', '#']).next().unwrap_or_default();
    let plain =
        to.bytes().all(|b| b.is_ascii_graphic()) && !to.contains(['\\', '"', '<', '>']) && !path.contains("//") && !path.contains("..");
    let ours = ["/guardian", "/account", "/requests"]
        .into_iter()
        .any(|root| path == root || path.strip_prefix(root).is_some_and(|rest| rest.starts_with('/')));
    if plain && ours && to.len() <= 300 { to } else { "/account" }
}

/// Begins a session and answers its secret. `seconded`: the second factor was entered.
pub(crate) async fn begin(
    house: &House,
    conn: &mut Conn,
    account: &Account,
    seconded: bool,
    label: &str,
    now: Timestamp,
) -> Result<String, DeskError> {
    let token = random::token();
    let whole = seconded || !account.has_second();
    let lasts = if whole { SESSION_LASTS } else { SECOND_WAITS };
    let held = Session {
        account_id: Some(account.id.clone()),
        second_at: seconded.then_some(now),
        // Who has just shown who they are need not do so again at once.
        fresh_until: whole.then(|| now.saturating_add(FRESH_LASTS).unwrap_or(now)),
        label: Some(label.to_owned()),
        ..Session::begin(now, lasts)
    };
    session::insert(conn, &house.vault, &code::cookie_hash(house, &token), &held).await?;
    Ok(token)
}

/// Records what an account did. Nothing personal.
async fn note(conn: &mut Conn, account: &Account, now: Timestamp, kind: &str, data: Value) -> Result<(), DeskError> {
    let stream = account.stream();
    Ok(event::append(conn, &stream, now, &stream, kind, &data).await?)
}

impl AccountDesk {
    /// Whether the owner has shown within the last minutes that it is them: needed before anything is disclosed, corrected or
    /// deleted, and before the account itself is changed.
    #[must_use]
    pub fn fresh(&self) -> bool {
        self.session.fresh_until.is_some_and(|until| until > self.house.now())
    }

    /// The guardian's desk of this account.
    #[must_use]
    pub fn guardian(&self) -> GuardianDesk {
        self.house.guardian(Guardian {
            account: self.account.id.clone(),
            email: self.account.person.email.clone(),
            name: self.account.person.name.clone(),
            lang: self.account.lang,
            zone: self.account.zone.clone(),
            fresh: self.fresh(),
        })
    }

    /// Refuses what needs a fresh re-authentication.
    fn need_fresh(&self) -> Result<(), DeskError> {
        if self.fresh() { Ok(()) } else { Err(DeskError::NotFound) }
    }

    /// Runs an act on the account inside a write: the account as it stands now is held meanwhile.
    async fn act<V, F>(&self, job: F) -> Result<V, DeskError>
    where
        V: Send + 'static,
        F: for<'c> FnOnce(&'c House, &'c mut Conn, Account, Timestamp) -> crate::store::Fut<'c, Result<V, DeskError>> + Send + 'static,
    {
        let (house, id, now) = (self.house.clone(), self.account.id.clone(), self.house.now());
        let value = self
            .house
            .store
            .write(move |conn| {
                Box::pin(async move {
                    let account = account::hold(conn, &house.vault, &id).await?.filter(|account| account.frozen.is_none());
                    let account = account.ok_or(DeskError::NotFound)?;
                    job(&house, conn, account, now).await
                })
            })
            .await?;
        self.house.rouse();
        Ok(value)
    }

    /// Shows again who one is, by the password or the second factor; answers the session's new secret. `place` is
    /// where that is from.
    ///
    /// # Errors
    /// [`DeskError::Invalid`] when neither is right; [`DeskError::NotFound`] when the session has ended meanwhile;
    /// [`DeskError::TooMany`]; the store's.
    pub async fn confirm(&self, typed: &str, entered: &str, place: impl Into<Place>) -> Result<String, DeskError> {
        let mut wrong = Fields::default();
        let asks = self.account.has_second();
        wrong.check(!typed.is_empty() || (asks && !entered.is_empty()), if asks { "code" } else { "password" }, "confirm_required");
        wrong.done()?;
        let tries = Tries::second(&self.house, Side::Account, &self.account.id, &place.into()).await?;
        tries.count(&self.house).await?;
        let by_password = !typed.is_empty() && password::verify(&self.house, Some(&self.account.password), typed).await?.right;
        let (entered, old, secret) = (entered.to_owned(), self.token.clone(), random::token());
        let new = code::cookie_hash(&self.house, &secret);
        let right = self
            .act(move |house, conn, account, now| {
                Box::pin(async move {
                    if !by_password && !pass(house, conn, &account, &entered, now).await? {
                        return Ok(false);
                    }
                    tries.forgive(conn).await?;
                    // Another secret than before: who copied the old one does not become fresh with it.
                    if !session::renew(conn, &old, &new, now.saturating_add(FRESH_LASTS).unwrap_or(now)).await? {
                        return Err(DeskError::NotFound); // Ended meanwhile: a right password does not bring it back.
                    }
                    note(conn, &account, now, "confirmed", json!({"by": if by_password { "password" } else { "second" }})).await?;
                    Ok(true)
                })
            })
            .await?;
        if right {
            Ok(secret)
        } else if entered_only(typed, asks) {
            Err(Fields::one("code", "second_wrong"))
        } else {
            Err(Fields::one("password", "password_wrong"))
        }
    }

    /// The other sessions end; this one goes on.
    async fn end_others(conn: &mut Conn, account: &str, keep: &str) -> Result<u64, StoreError> {
        session::end_all_but(conn, Owner::Account(account), Some(keep)).await
    }
}

const fn entered_only(typed: &str, asks: bool) -> bool {
    asks && typed.is_empty()
}

/// Compares what was entered with the account's second factor, and uses it up. A right recovery code is told to the owner.
async fn pass(house: &House, conn: &mut Conn, account: &Account, entered: &str, now: Timestamp) -> Result<bool, DeskError> {
    let (Some(secret), true) = (account.totp.as_deref(), account.has_second()) else { return Ok(false) };
    let passed = second::pass(house, conn, &account.stream(), secret, account.totp_step, entered, now).await?;
    match passed {
        None => Ok(false),
        Some(second::Passed::Code(step)) => Ok(account::use_step(conn, &account.id, step).await?),
        Some(second::Passed::Recovery) => {
            let left = crate::store::second::left(conn, &account.stream()).await?;
            note(conn, account, now, "recovery_code_used", json!({"left": left})).await?;
            post::account_news(house, conn, account, crate::mail::letter::News::RecoveryUsed(left), now).await?;
            Ok(true)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::local;

    #[test]
    fn only_paths_of_our_own_pages_are_followed() {
        for fine in ["/account", "/account/settings", "/guardian/children/1?tab=2", "/requests/HT-7K3M-92QX", "/requests"] {
            assert_eq!(local(fine), fine);
        }
        let refused = [
            "",
            "//evil.example",
            "/\\evil.example",
            "https://evil.example/account",
            "/accountant",
            "/account//evil.example",
            "/account/../staff",
            "/staff/queue",
            "/account\r\nSet-Cookie: a=b",
            "/account/\u{202e}",
            "javascript:alert(1)",
            "account",
            "/language",
        ];
        for to in refused {
            assert_eq!(local(to), "/account", "{to:?}");
        }
    }
}
