//! What members of staff do with their own account: the second factor, which everybody must have; re-authentication before what
//! is weighty; password and sessions.

use domain::Lang;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::json;
use tokio::task::JoinHandle;

use super::account::{Arrival, Entered, FRESH_LASTS, SESSION_LASTS};
use super::second::{self, Passed};
use super::throttle::{Place, Side, Tries};
use super::{DeskError, Fields, code, password, post};
use crate::house::House;
use crate::mail::Topic;
use crate::mail::letter;
use crate::random;
use crate::store::session::{self, Owner, Session};
use crate::store::staff::{self, Staff, Totp};
use crate::store::{Conn, event};

/// How long the secret that an enrolment shows can be confirmed.
const ENROLMENT_LASTS: SignedDuration = SignedDuration::from_hours(1);
/// How long a link for a new password works.
pub const RESET_LASTS: SignedDuration = SignedDuration::from_mins(30);
/// How many such links go to one address within an hour.
const RESETS_AN_HOUR: i64 = 3;

/// A second factor on its way: what its owner puts into an authenticator.
#[derive(Debug, Clone)]
pub struct Enrolment {
    /// Goes back with the code: the secret, sealed for this member and for an hour.
    pub token: String,
    /// The secret in letters, for typing.
    pub letters: String,
    /// The address of the picture.
    pub uri: String,
    /// The picture, as SVG.
    pub picture: Option<String>,
    /// The code of this moment: for the development portal alone.
    pub now: String,
}

/// What came of a confirmed enrolment.
#[derive(Debug, Clone)]
pub struct Enrolled {
    /// The secret of the new session.
    pub session: String,
    /// The recovery codes, shown once.
    pub codes: Vec<String>,
}

#[derive(Serialize, Deserialize)]
struct Pending {
    id: String,
    secret: Vec<u8>,
    until: i64,
}

#[derive(Serialize, Deserialize)]
struct Reset {
    id: String,
    until: i64,
    /// The hash of the password that it replaces: with the first use it fits no longer.
    old: Vec<u8>,
}

fn holder(id: &str) -> String {
    format!("staff:{id}")
}

impl House {
    /// Begins to enrol a second factor: with a password alone when there is none yet, otherwise only from a fresh session.
    ///
    /// # Errors
    /// [`DeskError::NotFound`] when there is one and the session is not fresh.
    pub fn begin_enrolment(&self, who: &Entered) -> Result<Enrolment, DeskError> {
        let now = self.now();
        if who.member.totp.is_some() && !who.fresh(now) {
            return Err(DeskError::NotFound);
        }
        let until = now.saturating_add(ENROLMENT_LASTS).unwrap_or(now).as_millisecond();
        self.enrolment(who, Pending { id: who.member.id.clone(), secret: second::new_secret(), until })
    }

    /// The same enrolment again, for a code that was wrong.
    ///
    /// # Errors
    /// [`DeskError::NotFound`] when it is not this member's, or over.
    pub fn enrolment_again(&self, who: &Entered, token: &str) -> Result<Enrolment, DeskError> {
        let pending = self.pending(who, token)?;
        self.enrolment(who, pending)
    }

    fn enrolment(&self, who: &Entered, pending: Pending) -> Result<Enrolment, DeskError> {
        let uri = second::uri(&who.member.person.email, &pending.secret);
        let sealed = serde_json::to_string(&pending).map_err(|error| DeskError::File(std::io::Error::other(error)))?;
        Ok(Enrolment {
            token: self.vault.token("staff enrolment", &sealed),
            letters: second::in_letters(&pending.secret),
            picture: second::qr_svg(&uri),
            uri,
            now: second::code_at(&pending.secret, self.now()),
        })
    }

    fn pending(&self, who: &Entered, token: &str) -> Result<Pending, DeskError> {
        let now = self.now();
        self.vault
            .read_token("staff enrolment", token)
            .and_then(|text| serde_json::from_str::<Pending>(&text).ok())
            .filter(|pending| pending.id == who.member.id && pending.until > now.as_millisecond())
            .filter(|_| who.member.totp.is_none() || who.fresh(now))
            .ok_or(DeskError::NotFound)
    }

    /// Confirms an enrolment by a first code: the second factor counts from now on, the session becomes a whole one under a new
    /// secret, every other session ends, and ten recovery codes are made.
    ///
    /// # Errors
    /// [`DeskError::Invalid`] for a wrong code; [`DeskError::NotFound`]; [`DeskError::TooMany`].
    pub async fn enrol(&self, who: &Entered, token: &str, entered: &str, arrival: Arrival) -> Result<Enrolled, DeskError> {
        let pending = self.pending(who, token)?;
        let now = self.now();
        let tries = Tries::second(self, Side::Staff, &who.member.id, &arrival.place()).await?;
        tries.count(self).await?;
        let Some(step) = second::check(&pending.secret, entered, now, None) else { return Err(Fields::one("code", "second_wrong")) };
        let (house, id, again) = (self.clone(), who.member.id.clone(), who.member.totp.is_some());
        let (token, held) = self.whole_session(&id, &arrival);
        let hash = code::cookie_hash(self, &token);
        let codes = self
            .store
            .write(move |conn| {
                Box::pin(async move {
                    tries.forgive(conn).await?;
                    staff::set_totp(conn, &house.vault, &id, Some(&Totp { secret: pending.secret, at: now, step })).await?;
                    session::end_all_but(conn, Owner::Staff(&id), None).await?;
                    session::insert(conn, &house.vault, &hash, &held).await?;
                    let codes = second::new_recovery_codes(&house, conn, &holder(&id), now).await?;
                    note(conn, &id, "staff_second_enrolled", json!({"again": again}), now).await?;
                    if !again {
                        note(conn, &id, "staff_logged_in", json!({"by": "enrolment"}), now).await?;
                    }
                    Ok::<_, DeskError>(codes)
                })
            })
            .await?;
        Ok(Enrolled { session: token, codes })
    }

    /// Takes the second factor of a half session, a code or a recovery code; answers the secret of the whole session that takes
    /// its place.
    ///
    /// # Errors
    /// [`DeskError::Invalid`] for a wrong code; [`DeskError::TooMany`]; [`DeskError::NotFound`] when none is enrolled.
    pub async fn staff_second(&self, who: &Entered, entered: &str, arrival: Arrival) -> Result<String, DeskError> {
        let totp = who.member.totp.clone().ok_or(DeskError::NotFound)?;
        let now = self.now();
        let tries = Tries::second(self, Side::Staff, &who.member.id, &arrival.place()).await?;
        tries.count(self).await?;
        let (house, id, entered) = (self.clone(), who.member.id.clone(), entered.to_owned());
        let (token, held) = self.whole_session(&id, &arrival);
        let (hash, half) = (code::cookie_hash(self, &token), who.session.id.clone());
        self.store
            .write(move |conn| {
                Box::pin(async move {
                    let passed = second::pass(&house, conn, &holder(&id), &totp.secret, Some(totp.step), &entered, now).await?;
                    let by = match passed {
                        Some(Passed::Code(step)) if staff::use_step(conn, &id, step).await? => "code",
                        Some(Passed::Recovery) => "recovery",
                        _ => return Err(Fields::one("code", "second_wrong")),
                    };
                    tries.forgive(conn).await?;
                    session::end_one(conn, Owner::Staff(&id), &half).await?;
                    session::insert(conn, &house.vault, &hash, &held).await?;
                    note(conn, &id, "staff_logged_in", json!({"by": by}), now).await
                })
            })
            .await?;
        Ok(token)
    }

    /// Makes ten new recovery codes in place of the old; a fresh session alone can. They are shown once.
    ///
    /// # Errors
    /// [`DeskError::NotFound`] when the session is not fresh.
    pub async fn new_recovery(&self, who: &Entered) -> Result<Vec<String>, DeskError> {
        let now = self.now();
        if !who.fresh(now) {
            return Err(DeskError::NotFound);
        }
        let (house, id) = (self.clone(), who.member.id.clone());
        self.store
            .write(move |conn| {
                Box::pin(async move {
                    let codes = second::new_recovery_codes(&house, conn, &holder(&id), now).await?;
                    note(conn, &id, "staff_recovery_renewed", json!({}), now).await?;
                    Ok::<_, DeskError>(codes)
                })
            })
            .await
    }

    /// A session that begins after the second factor, with its secret. Nothing is stored yet.
    pub(crate) fn whole_session(&self, id: &str, arrival: &Arrival) -> (String, Session) {
        let now = self.now();
        let held = Session {
            staff_id: Some(id.to_owned()),
            label: arrival.label.clone(),
            second_at: Some(now),
            fresh_until: now.saturating_add(FRESH_LASTS).ok(),
            ..Session::begin(now, SESSION_LASTS)
        };
        (random::token(), held)
    }

    /// Takes the password again: for [`FRESH_LASTS`] this session may do what is weighty, under the new secret that is returned.
    /// The old one opens nothing any more: who copied it does not become fresh with it.
    ///
    /// # Errors
    /// [`DeskError::Invalid`] for a wrong password; [`DeskError::NotFound`] when the session has ended meanwhile;
    /// [`DeskError::TooMany`].
    pub async fn confirm(&self, cookie: &str, who: &Entered, typed: &str, place: impl Into<Place>) -> Result<String, DeskError> {
        let tries = self.check_password(&who.member, "password", typed, &place.into()).await?;
        let (old, secret, now) = (code::cookie_hash(self, cookie), random::token(), self.now());
        let (new, until) = (code::cookie_hash(self, &secret), now.saturating_add(FRESH_LASTS).unwrap_or(now));
        let renewed = self
            .store
            .write(move |conn| {
                Box::pin(async move {
                    tries.forgive(conn).await?;
                    Ok::<_, DeskError>(session::renew(conn, &old, &new, until).await?)
                })
            })
            .await?;
        if renewed { Ok(secret) } else { Err(DeskError::NotFound) }
    }

    /// The tries that a right password takes back.
    async fn check_password(&self, member: &Staff, field: &str, typed: &str, place: &Place) -> Result<Tries, DeskError> {
        let tries = Tries::second(self, Side::Staff, &member.id, place).await?;
        tries.count(self).await?;
        if password::verify(self, Some(&member.password), typed).await?.right {
            Ok(tries)
        } else {
            Err(Fields::one(field, "password_wrong"))
        }
    }

    /// Changes the password. Every other session ends, this one goes on under the new secret that is returned, and the owner is
    /// told by mail.
    ///
    /// # Errors
    /// [`DeskError::Invalid`]; [`DeskError::NotFound`] when the session has ended meanwhile; [`DeskError::TooMany`].
    pub async fn change_password(
        &self,
        who: &Entered,
        current: &str,
        new: &str,
        place: impl Into<Place>,
        lang: Lang,
    ) -> Result<String, DeskError> {
        let mut wrong = Fields::default();
        self.check_new(&mut wrong, &who.member, new).await?;
        wrong.done()?;
        let tries = self.check_password(&who.member, "current", current, &place.into()).await?;
        let hash = password::hash(self, new).await?;
        let (house, member, keep, now) = (self.clone(), who.member.clone(), who.session.id.clone(), self.now());
        let (secret, until) = (random::token(), now.saturating_add(FRESH_LASTS).unwrap_or(now));
        let renewed = code::cookie_hash(self, &secret);
        self.store
            .write(move |conn| {
                Box::pin(async move {
                    if !session::renew_one(conn, Owner::Staff(&member.id), &keep, &renewed, until).await? {
                        return Err(DeskError::NotFound);
                    }
                    tries.forgive(conn).await?;
                    set_password(&house, conn, &member, &hash, Some(&keep), lang).await
                })
            })
            .await?;
        self.rouse();
        Ok(secret)
    }

    async fn check_new(&self, wrong: &mut Fields, member: &Staff, new: &str) -> Result<(), DeskError> {
        password::check(self, wrong, "password", new, &[&member.person.name, &member.person.email]).await
    }

    /// Sends a link for a new password, if the address has an account. The answer does not wait for that, so that its time tells
    /// nothing; the task ends when the mail is queued.
    #[must_use]
    pub fn forgot(&self, email: &str, lang: Lang) -> JoinHandle<()> {
        let (house, email) = (self.clone(), email.to_owned());
        tokio::spawn(async move {
            if let Err(error) = house.send_reset(&email, lang).await {
                tracing::error!(%error, "a link for a new password could not be sent");
            }
        })
    }

    async fn send_reset(&self, email: &str, lang: Lang) -> Result<(), DeskError> {
        let (house, now, email) = (self.clone(), self.now(), email.to_owned());
        self.store
            .write(move |conn| {
                Box::pin(async move {
                    let since = now.saturating_sub(SignedDuration::from_hours(1)).unwrap_or(now);
                    let key = house.vault.hash("throttle staff reset", &domain::typed::email::mailbox(&email));
                    if staff::count_failure(conn, &key, now, since).await? > RESETS_AN_HOUR {
                        return Ok(());
                    }
                    let Some(member) = staff::by_email(conn, &house.vault, &email).await? else { return Ok(()) };
                    let until = now.saturating_add(RESET_LASTS).unwrap_or(now).as_millisecond();
                    let reset = Reset { id: member.id.clone(), until, old: house.vault.hash("staff password", &member.password) };
                    let sealed = serde_json::to_string(&reset).map_err(|error| DeskError::File(std::io::Error::other(error)))?;
                    let link = format!("{}/staff/reset/{}", house.origin, house.vault.token("staff reset", &sealed));
                    let once = format!("staff_reset:{}", random::id(now));
                    post::staff(&house, conn, &member.person.email, lang, Topic::StaffReset, once, now, |env| {
                        letter::staff_reset(env, &link, RESET_LASTS.as_mins())
                    })
                    .await?;
                    note(conn, &member.id, "staff_reset_asked", json!({}), now).await
                })
            })
            .await?;
        self.rouse();
        Ok(())
    }

    /// Whose password a link may set.
    ///
    /// # Errors
    /// [`DeskError::NotFound`] when it is over, was used, or is none.
    pub async fn reset_of(&self, token: &str) -> Result<Staff, DeskError> {
        let reset = self
            .vault
            .read_token("staff reset", token)
            .and_then(|text| serde_json::from_str::<Reset>(&text).ok())
            .filter(|reset| reset.until > self.now().as_millisecond())
            .ok_or(DeskError::NotFound)?;
        staff::by_id(&mut self.store.read().await?, &self.vault, &reset.id)
            .await?
            .filter(|member| crate::vault::same(&self.vault.hash("staff password", &member.password), &reset.old))
            .ok_or(DeskError::NotFound)
    }

    /// Sets the password that a link is for. All sessions end; the second factor stays what it was.
    ///
    /// # Errors
    /// [`DeskError::Invalid`]; [`DeskError::NotFound`].
    pub async fn reset_staff_password(&self, token: &str, new: &str, lang: Lang) -> Result<(), DeskError> {
        let member = self.reset_of(token).await?;
        let mut wrong = Fields::default();
        self.check_new(&mut wrong, &member, new).await?;
        wrong.done()?;
        let hash = password::hash(self, new).await?;
        let house = self.clone();
        self.store
            .write(move |conn| {
                Box::pin(async move {
                    // Two at once: the password that the link was made for is there for the first alone.
                    let now = staff::by_id(conn, &house.vault, &member.id).await?.filter(|now| now.password == member.password);
                    let member = now.ok_or(DeskError::NotFound)?;
                    set_password(&house, conn, &member, &hash, None, lang).await
                })
            })
            .await?;
        self.rouse();
        Ok(())
    }

    /// The sessions of a member of staff that last, the newest first.
    ///
    /// # Errors
    /// The store's.
    pub async fn sessions(&self, member: &Staff) -> Result<Vec<Session>, DeskError> {
        Ok(session::list(&mut self.store.read().await?, &self.vault, Owner::Staff(&member.id), self.now()).await?)
    }

    /// Ends one of one's own sessions by its public handle, or (`None`) all but the present one.
    ///
    /// # Errors
    /// [`DeskError::NotFound`] when it is none of one's own.
    pub async fn end_session(&self, who: &Entered, handle: Option<&str>) -> Result<(), DeskError> {
        let (id, keep, handle, now) = (who.member.id.clone(), who.session.id.clone(), handle.map(str::to_owned), self.now());
        self.store
            .write(move |conn| {
                Box::pin(async move {
                    let ended = match &handle {
                        Some(handle) => u64::from(session::end_one(conn, Owner::Staff(&id), handle).await?),
                        None => session::end_all_but(conn, Owner::Staff(&id), Some(&keep)).await?,
                    };
                    if handle.is_some() && ended == 0 {
                        return Err(DeskError::NotFound);
                    }
                    note(conn, &id, "staff_sessions_ended", json!({"count": ended}), now).await
                })
            })
            .await
    }
}

async fn set_password(house: &House, conn: &mut Conn, member: &Staff, hash: &str, keep: Option<&str>, lang: Lang) -> Result<(), DeskError> {
    let now = house.now();
    staff::set_password(conn, &member.id, hash).await?;
    session::end_all_but(conn, Owner::Staff(&member.id), keep).await?;
    let once = format!("staff_password:{}", random::id(now));
    post::staff(house, conn, &member.person.email, lang, Topic::StaffNotice, once, now, |env| letter::staff_password_changed(env, now))
        .await?;
    note(conn, &member.id, "staff_password_changed", json!({}), now).await
}

async fn note(conn: &mut Conn, id: &str, kind: &str, data: serde_json::Value, now: Timestamp) -> Result<(), DeskError> {
    Ok(event::append(conn, "house", now, &holder(id), kind, &data).await?)
}
