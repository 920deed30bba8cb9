//! The staff's accounts: joining by an invitation, logging in and out. The same answer, after the same work, whether an account
//! exists or not.

use jiff::{SignedDuration, Timestamp};
use serde_json::json;

use super::intake::check_email;
use super::throttle::{Side, Tries};
use super::{DeskError, Fields, code, password};
use crate::house::House;
use crate::random;
use crate::store::event;
use crate::store::session::{self, Session};
use crate::store::staff::{self, Person, Staff};

/// How long a session of staff lasts: a working day.
pub const SESSION_LASTS: SignedDuration = SignedDuration::from_hours(10);
/// How long an invitation can be used: three days.
pub const INVITE_LASTS: SignedDuration = SignedDuration::from_hours(72);
/// The role of the invitation that the start prints while there is no account.
pub const FIRST: &str = "first";
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
        let words = password::words_about(self, &[name, email]);
        password::check(&mut wrong, "password", password, &words.iter().map(String::as_str).collect::<Vec<_>>());
        wrong.done()?;
        let hash = password::hash(self, password).await?;
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
        let tries = Tries::log_in(self, Side::Staff, email, peer);
        // Counted before it is compared: who asks thirty times at once is not answered thirty times.
        tries.count(self).await?;
        let member = staff::by_email(&mut self.store.read().await?, &self.vault, email).await?;
        let verdict = password::verify(self, member.as_ref().map(|member| member.password.as_str()), password).await?;
        let Some(member) = member.filter(|_| verdict.right) else { return Err(Fields::one("", "login_failed")) };
        let raised = if verdict.outdated { Some(password::hash(self, password).await?) } else { None };
        let id = member.id.clone();
        self.store
            .write(move |conn| {
                Box::pin(async move {
                    tries.forgive(conn).await?;
                    if let Some(hash) = raised {
                        staff::set_password(conn, &id, &hash).await?;
                    }
                    Ok::<_, DeskError>(())
                })
            })
            .await?;
        self.begin_staff(&member.id, now).await
    }

    async fn begin_staff(&self, id: &str, now: Timestamp) -> Result<String, DeskError> {
        let token = random::token();
        let held = Session { staff_id: Some(id.to_owned()), ..Session::begin(now, SESSION_LASTS) };
        let vault = self.vault.clone();
        let (hash, actor) = (code::cookie_hash(self, &token), format!("staff:{id}"));
        self.store
            .write(move |conn| {
                Box::pin(async move {
                    session::insert(conn, &vault, &hash, &held).await?;
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
        let held = session::get(&mut conn, &self.vault, &code::cookie_hash(self, cookie), self.now()).await?;
        Ok(match held.and_then(|held| held.staff_id) {
            Some(id) => staff::by_id(&mut conn, &self.vault, &id).await?,
            None => None,
        })
    }
}
