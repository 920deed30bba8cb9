//! Changing one's own account: password, name, language and zone.

use domain::Lang;
use serde_json::json;

use super::{AccountDesk, DeskError, FRESH_LASTS, Fields, Place, Side, Tries, account, code, note, password, post, session};
use crate::desk::intake;
use crate::mail::letter::News;
use crate::random;
use crate::store::account::Person;
use crate::store::account_link;

impl AccountDesk {
    /// Chooses another password. The old one is asked for, whatever else was shown before; every other session ends, this one goes on
    /// under the new secret that is returned, and the owner is told by mail.
    ///
    /// # Errors
    /// [`DeskError::Invalid`]; [`DeskError::NotFound`] when the session has ended meanwhile; [`DeskError::TooMany`]; the store's.
    pub async fn change_password(&self, current: &str, typed: &str, place: impl Into<Place>) -> Result<String, DeskError> {
        let house = &self.house;
        let mut wrong = Fields::default();
        wrong.check(!current.is_empty(), "current", "current_required");
        password::check(house, &mut wrong, "password", typed, &[&self.account.person.name, &self.account.person.email]).await?;
        wrong.done()?;
        let tries = Tries::second(house, Side::Account, &self.account.id, &place.into()).await?;
        tries.count(house).await?;
        if !password::verify(house, Some(&self.account.password), current).await?.right {
            return Err(Fields::one("current", "password_wrong"));
        }
        let hash = password::hash(house, typed).await?;
        let (keep, before) = (self.session.id.clone(), self.account.password.clone());
        let (old, secret) = (self.token.clone(), random::token());
        let new = code::cookie_hash(house, &secret);
        self.act(move |house, conn, account, now| {
            Box::pin(async move {
                if account.password != before {
                    return Err(DeskError::NotFound); // Changed meanwhile, and this session ended with it.
                }
                if !session::renew(conn, &old, &new, now.saturating_add(FRESH_LASTS).unwrap_or(now)).await? {
                    return Err(DeskError::NotFound);
                }
                tries.forgive(conn).await?;
                account::set_password(conn, &account.id, &hash).await?;
                account_link::end_pending(conn, &account.id, now).await?;
                Self::end_others(conn, &account.id, &keep).await?;
                note(conn, &account, now, "password_changed", json!({"by": "owner"})).await?;
                post::account_news(house, conn, &account, News::PasswordChanged, now).await
            })
        })
        .await?;
        Ok(secret)
    }

    /// Saves name, language and zone. An empty zone: the browser's.
    ///
    /// # Errors
    /// [`DeskError::Invalid`]; the store's.
    pub async fn save_settings(&self, name: &str, lang: &str, zone: &str) -> Result<Lang, DeskError> {
        let mut wrong = Fields::default();
        let name = intake::name(&mut wrong, "name", name, "name_required");
        let lang = Lang::from_tag(lang);
        wrong.check(lang.is_some(), "lang", "choose_one");
        wrong.check(zone.is_empty() || jiff::tz::TimeZone::get(zone).is_ok(), "tz", "choose_one");
        wrong.done()?;
        let lang = lang.ok_or(DeskError::NotFound)?;
        let (name, zone) = (name.ok_or(DeskError::NotFound)?, Some(zone.to_owned()).filter(|zone| !zone.is_empty()));
        self.act(move |house, conn, account, _| {
            Box::pin(async move {
                let person = Person { name, ..account.person };
                account::set_person(conn, &house.vault, &account.id, &person).await?;
                account::set_wishes(conn, &account.id, lang, zone.as_deref()).await?;
                Ok(lang)
            })
        })
        .await
    }
}
