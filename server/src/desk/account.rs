//! How the staff come in: joining by an invitation, and the password. The same answer, after the same work, whether an account
//! exists or not. A password alone opens nothing but the way to the second factor: see [`super::own`].

use domain::{Role, Scope};
use jiff::{SignedDuration, Timestamp};
use serde_json::json;

use super::intake::{self, address};
use super::throttle::{Place, Side, Tries};
use super::{DeskError, Fields, code, device, password};
use crate::house::House;
use crate::random;
use crate::store::invite::{self, Invite};
use crate::store::session::{self, Session};
use crate::store::staff::{self, Person, Staff};
use crate::store::{Conn, alert, event};

/// How long a session of staff lasts: a working day.
pub const SESSION_LASTS: SignedDuration = SignedDuration::from_hours(10);
/// How long a password alone holds the way to the second factor open.
pub const HALF_LASTS: SignedDuration = SignedDuration::from_mins(30);
/// How long a log-in or a re-authentication lets what is weighty be done.
pub const FRESH_LASTS: SignedDuration = SignedDuration::from_mins(10);
/// How long an invitation can be used: three days.
pub const INVITE_LASTS: SignedDuration = SignedDuration::from_hours(72);
/// The role of the invitation that the start prints while there is no account.
pub const FIRST: &str = "first";

/// Where somebody comes from.
#[derive(Debug, Clone, Default)]
pub struct Arrival {
    /// The network address.
    pub peer: String,
    /// The browser and system, as [`super::browser::label`] says them.
    pub label: Option<String>,
    /// The cookie of the session that this browser had: it ends with the next one.
    pub cookie: Option<String>,
    /// The secret by which the browser may be known ([`super::device`]).
    pub device: Option<String>,
}

impl Arrival {
    /// Where that is, for what counts tries.
    #[must_use]
    pub fn place(&self) -> Place {
        Place { peer: self.peer.clone(), device: self.device.clone() }
    }
}

impl From<&str> for Arrival {
    fn from(peer: &str) -> Self {
        Self { peer: peer.to_owned(), ..Self::default() }
    }
}

impl From<&String> for Arrival {
    fn from(peer: &String) -> Self {
        peer.as_str().into()
    }
}

/// What an invitation gives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invited {
    /// The role.
    pub role: Role,
    /// The products.
    pub products: Scope,
    /// The address that it is bound to.
    pub email: Option<String>,
}

/// A session of staff with its owner.
#[derive(Debug, Clone)]
pub struct Entered {
    /// Who.
    pub member: Staff,
    /// The session.
    pub session: Session,
}

impl Entered {
    /// Whether the second factor was entered: without it the session opens nothing.
    #[must_use]
    pub const fn whole(&self) -> bool {
        self.session.second_at.is_some() && self.member.totp.is_some()
    }

    /// Whether what is weighty may be done.
    #[must_use]
    pub fn fresh(&self, now: Timestamp) -> bool {
        self.whole() && self.session.fresh_until.is_some_and(|until| until > now)
    }
}

/// Begins a session that leads to the second factor, in place of the one that the browser had.
async fn half(house: &House, conn: &mut Conn, id: &str, arrival: Arrival) -> Result<String, DeskError> {
    let token = random::token();
    let held = Session { staff_id: Some(id.to_owned()), label: arrival.label, ..Session::begin(house.now(), HALF_LASTS) };
    if let Some(cookie) = arrival.cookie {
        session::end(conn, &code::cookie_hash(house, &cookie)).await?;
    }
    session::insert(conn, &house.vault, &code::cookie_hash(house, &token), &held).await?;
    Ok(token)
}

impl House {
    /// Makes an invitation for a role (or for the first account) and every product; answers its secret.
    ///
    /// # Errors
    /// The store's.
    pub async fn invite(&self, role: &str, actor: &str) -> Result<String, DeskError> {
        self.invite_to(role, Scope::All, None, actor).await
    }

    /// Makes an invitation for a role and its products, bound to an address or not; answers its secret. `actor` is `system` or
    /// `staff:ID`.
    ///
    /// # Errors
    /// The store's.
    pub async fn invite_to(&self, role: &str, products: Scope, email: Option<String>, actor: &str) -> Result<String, DeskError> {
        let (token, vault, actor) = (random::token(), self.vault.clone(), actor.to_owned());
        let made = self.new_invite(&token, role, products, email, &actor);
        self.store.write(move |conn| Box::pin(async move { add_invite(conn, &vault, &made, &actor).await })).await?;
        Ok(token)
    }

    pub(super) fn new_invite(&self, token: &str, role: &str, products: Scope, email: Option<String>, actor: &str) -> Invite {
        let now = self.now();
        Invite {
            token: self.vault.hash("invite", token),
            role: role.to_owned(),
            products,
            email,
            by: actor.strip_prefix("staff:").map(str::to_owned),
            created_at: now,
            expires_at: now.saturating_add(INVITE_LASTS).unwrap_or(now),
        }
    }

    /// What an invitation gives, while it can be used.
    ///
    /// # Errors
    /// [`DeskError::NotFound`].
    pub async fn invited(&self, token: &str) -> Result<Invited, DeskError> {
        let mut conn = self.store.read().await?;
        let invite =
            invite::get(&mut conn, &self.vault, &self.vault.hash("invite", token), self.now()).await?.ok_or(DeskError::NotFound)?;
        let role = match Role::from_code(&invite.role) {
            Some(role) => role,
            // The link that the start prints makes the first account, and none after it.
            None if invite.role == FIRST && !staff::any(&mut conn).await? => Role::Administrator,
            None => return Err(DeskError::NotFound),
        };
        Ok(Invited { role, products: invite.products, email: invite.email })
    }

    /// Makes an account from an invitation; answers the secret of a session that leads to the second factor.
    ///
    /// # Errors
    /// [`DeskError::Invalid`]; [`DeskError::NotFound`] when the invitation cannot be used.
    pub async fn join(
        &self,
        token: &str,
        name: &str,
        email: &str,
        password: &str,
        arrival: impl Into<Arrival>,
    ) -> Result<String, DeskError> {
        let invited = self.invited(token).await?;
        // An invitation that went by mail has proved its address: another is not taken.
        let typed = invited.email.as_deref().unwrap_or(email);
        let mut wrong = Fields::default();
        let called = intake::name(&mut wrong, "name", name, "name_required");
        let email = address(&mut wrong, "email", typed);
        password::check(self, &mut wrong, "password", password, &[name, typed]).await?;
        wrong.done()?;
        let hash = password::hash(self, password).await?;
        let now = self.now();
        let person = Person { name: called.ok_or(DeskError::NotFound)?, email: email.ok_or(DeskError::NotFound)? };
        let member = Staff::new(random::id(now), invited.role, invited.products, hash, person, now);
        let (invite, vault, id) = (self.vault.hash("invite", token), self.vault.clone(), member.id.clone());
        let joined: Result<(), DeskError> = self
            .store
            .write(move |conn| {
                Box::pin(async move {
                    if !invite::spend(conn, &invite, &member.id, now).await? {
                        return Err(DeskError::NotFound);
                    }
                    staff::insert(conn, &vault, &member, now).await?;
                    let actor = format!("staff:{}", member.id);
                    let data = json!({"role": member.role.code(), "products": member.products.code()});
                    Ok(event::append(conn, "house", now, &actor, "staff_joined", &data).await?)
                })
            })
            .await;
        match joined {
            Err(DeskError::Store(error)) if error.is_unique_violation() => Err(Fields::one("email", "email_taken")),
            Err(error) => Err(error),
            Ok(()) => self.begin_half(&id, arrival.into()).await,
        }
    }

    /// An invitation's form, sent once more: with the password that was chosen it leads where it led the first time.
    ///
    /// # Errors
    /// [`DeskError::NotFound`] when the invitation made no account, or with another password; [`DeskError::TooMany`].
    pub async fn join_again(&self, token: &str, password: &str, arrival: impl Into<Arrival>) -> Result<String, DeskError> {
        let mut conn = self.store.read().await?;
        let joined = invite::joined(&mut conn, &self.vault.hash("invite", token), self.now()).await?.ok_or(DeskError::NotFound)?;
        let member = staff::by_id(&mut conn, &self.vault, &joined).await?.ok_or(DeskError::NotFound)?;
        drop(conn);
        match self.log_in(&member.person.email, password, arrival).await {
            Err(DeskError::Invalid(_)) => Err(DeskError::NotFound),
            entered => entered,
        }
    }

    /// Takes the password of a member of staff; answers the secret of a session that leads to the second factor.
    ///
    /// # Errors
    /// [`DeskError::Invalid`] with the same words for a wrong address as for a wrong password; [`DeskError::TooMany`].
    pub async fn log_in(&self, email: &str, password: &str, arrival: impl Into<Arrival>) -> Result<String, DeskError> {
        let arrival = arrival.into();
        let member = staff::by_email(&mut self.store.read().await?, &self.vault, email).await?;
        let holder = member.as_ref().map(|member| format!("staff:{}", member.id));
        let known = device::known(self, arrival.device.as_deref(), holder.as_deref()).await?;
        let tries = Tries::log_in(self, Side::Staff, email, &arrival.peer, known.as_deref());
        // Counted before it is compared: who asks thirty times at once is not answered thirty times.
        tries.count(self).await?;
        let verdict = password::verify(self, member.as_ref().map(|member| member.password.as_str()), password).await?;
        let Some(member) = member.filter(|_| verdict.right) else { return Err(Fields::one("", "login_failed")) };
        let raised = if verdict.outdated { Some(password::hash(self, password).await?) } else { None };
        let (house, id, compared) = (self.clone(), member.id.clone(), member.password.clone());
        self.store
            .write(move |conn| {
                Box::pin(async move {
                    // Changed, or closed, while it was compared: the old password opens nothing any more.
                    let now = staff::hold(conn, &house.vault, &id).await?;
                    if now.is_none_or(|member| !member.active || member.password != compared) {
                        return Err(Fields::one("", "login_failed"));
                    }
                    tries.forgive(conn).await?;
                    if let Some(hash) = raised {
                        staff::set_password(conn, &id, &hash).await?;
                    }
                    half(&house, conn, &id, arrival).await
                })
            })
            .await
    }

    async fn begin_half(&self, id: &str, arrival: Arrival) -> Result<String, DeskError> {
        let (house, id) = (self.clone(), id.to_owned());
        self.store.write(move |conn| Box::pin(async move { half(&house, conn, &id, arrival).await })).await
    }

    /// The session of staff that this cookie is, whole or half, with who it belongs to.
    ///
    /// # Errors
    /// The store's.
    pub async fn entered(&self, cookie: &str) -> Result<Option<Entered>, DeskError> {
        let (hash, now) = (code::cookie_hash(self, cookie), self.now());
        let mut conn = self.store.read().await?;
        let Some(session) = session::get(&mut conn, &self.vault, &hash, now).await? else { return Ok(None) };
        let Some(id) = session.staff_id.clone() else { return Ok(None) };
        let Some(mut member) = staff::by_id(&mut conn, &self.vault, &id).await? else { return Ok(None) };
        member.alerts = alert::unseen(&mut conn, &id, &self.agent(&member).within()).await?;
        drop(conn);
        if session.seen_at.is_none_or(|seen| seen.saturating_add(SignedDuration::from_mins(1)).is_ok_and(|at| at <= now)) {
            self.store.write(move |conn| Box::pin(async move { session::touch(conn, &hash, now).await })).await?;
        }
        Ok(Some(Entered { member, session }))
    }

    /// Remembers in which language a member of staff reads, if that has changed.
    ///
    /// # Errors
    /// The store's.
    pub async fn speaks(&self, member: &Staff, lang: domain::Lang) -> Result<(), DeskError> {
        if member.lang == Some(lang) {
            return Ok(());
        }
        let id = member.id.clone();
        Ok(self.store.write(move |conn| Box::pin(async move { staff::set_lang(conn, &id, lang).await })).await?)
    }

    /// The member of staff whose session this cookie is, once the second factor was entered in it.
    ///
    /// # Errors
    /// The store's.
    pub async fn member(&self, cookie: &str) -> Result<Option<Staff>, DeskError> {
        Ok(self.entered(cookie).await?.filter(Entered::whole).map(|entered| entered.member))
    }
}

/// Adds an invitation with its event: the role and the products alone, no address.
pub(super) async fn add_invite(conn: &mut Conn, vault: &crate::vault::Vault, made: &Invite, actor: &str) -> Result<(), DeskError> {
    invite::insert(conn, vault, made).await?;
    let data = json!({"role": made.role, "products": made.products.code()});
    Ok(event::append(conn, "house", made.created_at, actor, "staff_invited", &data).await?)
}
