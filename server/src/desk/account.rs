//! The staff's accounts: joining by an invitation, logging in and out. The same answer, after the same work, whether an account
//! exists or not.

use argon2::password_hash::phc::PasswordHash;
use argon2::{Algorithm, Argon2, Params, PasswordHasher as _, PasswordVerifier as _, Version};
use jiff::{SignedDuration, Timestamp};
use serde_json::json;

use super::intake::check_email;
use super::{DeskError, Fields, code};
use crate::house::House;
use crate::random;
use crate::store::session::{self, Session};
use crate::store::staff::{self, Person, Staff};
use crate::store::{StoreError, event};

/// How long a session of staff lasts: a working day.
pub const SESSION_LASTS: SignedDuration = SignedDuration::from_hours(10);
/// How long an invitation can be used: three days.
pub const INVITE_LASTS: SignedDuration = SignedDuration::from_hours(72);
/// The role of the invitation that the start prints while there is no account.
pub const FIRST: &str = "first";
/// How many wrong passwords within a quarter of an hour block an address, or a network address, for a quarter of an hour.
const MOST_FAILURES: i64 = 8;
/// How many block an account from everywhere, or a network address for every account.
const MOST_FROM_ANYWHERE: i64 = 100;
const WINDOW: SignedDuration = SignedDuration::from_mins(15);
/// The fewest characters of a password (NIST SP 800-63B asks for fifteen where it is the only factor; ours is twelve with the
/// throttle, until second factors are here).
const SHORTEST: usize = 12;
/// Passwords that everybody tries first and that are long enough to slip past the length.
const COMMON: [&str; 12] = [
    "password1234",
    "123456789012",
    "qwertyuiop12",
    "passwordpassword",
    "iloveyou1234",
    "qwerty123456",
    "administrator",
    "letmeinletmein",
    "111111111111",
    "000000000000",
    "abcdefghijkl",
    "hellotalk1234",
];

/// The parameters of new hashes (OWASP: 19 MiB, two passes, one lane).
fn hasher() -> Argon2<'static> {
    Argon2::new(Algorithm::Argon2id, Version::V0x13, Params::new(19 * 1024, 2, 1, None).unwrap_or_default())
}

fn hash_password(password: &str) -> Result<String, DeskError> {
    hasher()
        .hash_password_with_salt(password.as_bytes(), &random::bytes::<16>())
        .map(|hash| hash.to_string())
        .map_err(|error| DeskError::File(std::io::Error::other(error.to_string())))
}

/// Whether a password is that of a hash; without a hash the same work is done for nothing.
fn verify(hash: Option<&str>, password: &str) -> bool {
    // A hash of a random password with our parameters: nobody has it.
    const NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$7bsmNwMYBbi9Gq3vtDIZ8RrGRSCMtmVO6dmSkCYOAHE";
    let stored = hash.unwrap_or(NOBODY);
    let right = PasswordHash::new(stored).is_ok_and(|parsed| hasher().verify_password(password.as_bytes(), &parsed).is_ok());
    right && hash.is_some()
}

impl House {
    /// Makes an invitation for a role; answers its secret.
    ///
    /// # Errors
    /// The store's.
    pub async fn invite(&self, role: &str, actor: &str) -> Result<String, DeskError> {
        let (token, now) = (random::token(), self.now());
        let (hash, role, actor) = (self.vault.hash("invite", &token), role.to_owned(), actor.to_owned());
        self.store
            .write(move |conn| {
                Box::pin(async move {
                    staff::invite(conn, &hash, &role, now, now.saturating_add(INVITE_LASTS).unwrap_or(now)).await?;
                    Ok::<_, DeskError>(event::append(conn, "house", now, &actor, "staff_invited", &json!({"role": role})).await?)
                })
            })
            .await?;
        Ok(token)
    }

    /// The role that an invitation gives, while it can be used.
    ///
    /// # Errors
    /// [`DeskError::NotFound`].
    pub async fn invited(&self, token: &str) -> Result<String, DeskError> {
        let mut conn = self.store.read().await?;
        let role = staff::invited(&mut conn, &self.vault.hash("invite", token), self.now()).await?.ok_or(DeskError::NotFound)?;
        if role != FIRST {
            return Ok(role);
        }
        // The link that the start prints makes the first account, and none after it.
        if staff::any(&mut conn).await? { Err(DeskError::NotFound) } else { Ok("administrator".to_owned()) }
    }

    /// Makes an account from an invitation, and logs it in; answers the session's secret.
    ///
    /// # Errors
    /// [`DeskError::Invalid`]; [`DeskError::NotFound`] when the invitation cannot be used.
    pub async fn join(&self, token: &str, name: &str, email: &str, password: &str) -> Result<String, DeskError> {
        let role = self.invited(token).await?;
        let mut wrong = Fields::default();
        wrong.check(!name.is_empty() && name.chars().count() <= 80, "name", "name_required");
        check_email(&mut wrong, "email", email);
        wrong.check(password.chars().count() >= SHORTEST, "password", "password_short");
        let lower = password.to_lowercase();
        let first = lower.chars().next();
        let common = COMMON.contains(&lower.as_str()) || lower == email.to_lowercase() || lower.chars().all(|c| Some(c) == first);
        wrong.check(password.is_empty() || !common, "password", "password_common");
        wrong.done()?;
        let password = password.to_owned();
        let permit = self.hashing.acquire().await.map_err(|_| StoreError::Closed)?;
        let hash = tokio::task::spawn_blocking(move || hash_password(&password)).await.map_err(|_| StoreError::Closed)??;
        drop(permit);
        let now = self.now();
        let member = Staff {
            id: random::id(now),
            role: role.clone(),
            active: true,
            password: hash,
            person: Person { name: name.to_owned(), email: email.to_owned() },
        };
        let (invite, vault, id) = (self.vault.hash("invite", token), self.vault.clone(), member.id.clone());
        let joined: Result<(), DeskError> = self
            .store
            .write(move |conn| {
                Box::pin(async move {
                    if !staff::use_invite(conn, &invite, now).await? {
                        return Err(DeskError::NotFound);
                    }
                    staff::insert(conn, &vault, &member, now).await?;
                    let actor = format!("staff:{}", member.id);
                    Ok(event::append(conn, "house", now, &actor, "staff_joined", &json!({"role": role})).await?)
                })
            })
            .await;
        match joined {
            Err(DeskError::Store(error)) if error.is_unique_violation() => Err(Fields::one("email", "email_taken")),
            Err(error) => Err(error),
            Ok(()) => self.begin_staff(&id, now).await,
        }
    }

    /// Logs a member of staff in; answers the session's secret. `peer` is the network address that asks.
    ///
    /// # Errors
    /// [`DeskError::Invalid`] with the same words for a wrong address as for a wrong password; [`DeskError::TooMany`].
    pub async fn log_in(&self, email: &str, password: &str, peer: &str) -> Result<String, DeskError> {
        let now = self.now();
        let address = email.trim().to_ascii_lowercase();
        // Few tries for one account from one place; many more from everywhere, so that nobody locks its owner out with eight.
        let keys = [
            self.vault.hash("throttle log-in", &format!("{address} {peer}")),
            self.vault.hash("throttle account", &address),
            self.vault.hash("throttle peer", peer),
        ];
        // Counted before it is compared: who asks thirty times at once is not answered thirty times.
        self.count_try(keys.clone(), now).await?;
        let member = staff::by_email(&mut self.store.read().await?, &self.vault, email).await?;
        let (hash, typed) = (member.as_ref().map(|member| member.password.clone()), password.to_owned());
        let permit = self.hashing.acquire().await.map_err(|_| StoreError::Closed)?;
        let right = tokio::task::spawn_blocking(move || verify(hash.as_deref(), &typed)).await.map_err(|_| StoreError::Closed)?;
        drop(permit);
        let Some(member) = member.filter(|_| right) else { return Err(Fields::one("", "login_failed")) };
        let [own, account, peer] = keys;
        self.store
            .write(move |conn| {
                Box::pin(async move {
                    staff::forgive(conn, &own).await?;
                    staff::forgive_one(conn, &account).await?;
                    Ok::<_, DeskError>(staff::forgive_one(conn, &peer).await?)
                })
            })
            .await?;
        self.begin_staff(&member.id, now).await
    }

    /// Counts a try for the account and for the address that asks; refuses those that had too many.
    async fn count_try(&self, keys: [Vec<u8>; 3], now: Timestamp) -> Result<(), DeskError> {
        let blocked = self
            .store
            .write(move |conn| {
                Box::pin(async move {
                    let mut blocked = None;
                    for (key, most) in keys.iter().zip([MOST_FAILURES, MOST_FROM_ANYWHERE, MOST_FROM_ANYWHERE]) {
                        if let Some(until) = staff::blocked_until(conn, key, now).await? {
                            blocked = Some(until);
                            continue;
                        }
                        let since = now.saturating_sub(WINDOW).unwrap_or(now);
                        if staff::count_failure(conn, key, now, since).await? > most {
                            let until = now.saturating_add(WINDOW).unwrap_or(now);
                            staff::block(conn, key, until).await?;
                            blocked = Some(until);
                        }
                    }
                    // Committed: a refused try counts as well.
                    Ok::<_, DeskError>(blocked)
                })
            })
            .await?;
        blocked.map_or(Ok(()), |until| Err(DeskError::TooMany(until)))
    }

    async fn begin_staff(&self, id: &str, now: Timestamp) -> Result<String, DeskError> {
        let token = random::token();
        let held = Session {
            ticket_id: None,
            report_id: None,
            staff_id: Some(id.to_owned()),
            expires_at: now.saturating_add(SESSION_LASTS).unwrap_or(now),
            fresh_until: None,
        };
        let (hash, actor) = (code::cookie_hash(self, &token), format!("staff:{id}"));
        self.store
            .write(move |conn| {
                Box::pin(async move {
                    session::insert(conn, &hash, &held, now).await?;
                    Ok::<_, DeskError>(event::append(conn, "house", now, &actor, "staff_logged_in", &json!({})).await?)
                })
            })
            .await?;
        Ok(token)
    }

    /// The member of staff whose session this cookie is.
    ///
    /// # Errors
    /// The store's.
    pub async fn member(&self, cookie: &str) -> Result<Option<Staff>, DeskError> {
        let mut conn = self.store.read().await?;
        let held = session::get(&mut conn, &code::cookie_hash(self, cookie), self.now()).await?;
        Ok(match held.and_then(|held| held.staff_id) {
            Some(id) => staff::by_id(&mut conn, &self.vault, &id).await?,
            None => None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_verified_and_nobody_has_none() {
        let hash = hash_password("correct horse battery").unwrap();
        assert!(verify(Some(&hash), "correct horse battery"));
        assert!(!verify(Some(&hash), "correct horse batterz"));
        assert!(!verify(None, "correct horse battery"));
        assert!(
            PasswordHash::new("$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$7bsmNwMYBbi9Gq3vtDIZ8RrGRSCMtmVO6dmSkCYOAHE").is_ok()
        );
    }
}
