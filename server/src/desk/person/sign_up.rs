//! Making an account. The address is proved before anything of it is kept.

use domain::Lang;
use serde_json::json;

use super::wish::{self, Wish};
use super::{DeskError, Fields, account, begin, password};
use crate::desk::intake::{self, address};
use crate::house::House;
use crate::random;
use crate::store::account::{Account, Person};
use crate::store::{account_link, event};

/// What a sign-up's link shows: the address that it proves.
#[derive(Debug, Clone)]
pub struct Invitation {
    /// The address.
    pub email: String,
}

impl House {
    /// Asks for an account. What leaves is a link to make one, or the word that there is one.
    ///
    /// # Errors
    /// [`DeskError::Invalid`] when it is no address; the store's.
    pub async fn ask_account(&self, email: &str, lang: Lang) -> Result<(), DeskError> {
        let mut wrong = Fields::default();
        let email = address(&mut wrong, "email", email);
        wrong.done()?;
        wish::leave(self, "sign_up", None, Wish::new(&email.ok_or(DeskError::NotFound)?, lang)).await
    }

    /// What a sign-up's link is for, while it can be used. Looking uses nothing up: mail scanners follow links.
    ///
    /// # Errors
    /// [`DeskError::NotFound`] when it cannot be used.
    pub async fn account_invitation(&self, secret: &str) -> Result<Invitation, DeskError> {
        let (_, wish) = wish::live(self, &mut self.store.read().await?, "sign_up", secret).await?;
        Ok(Invitation { email: wish.email })
    }

    /// Makes the account of a sign-up's link, and logs it in; answers the session's secret.
    ///
    /// # Errors
    /// [`DeskError::Invalid`]; [`DeskError::NotFound`] when the link cannot be used, or the address has an account by now.
    pub async fn make_account(&self, secret: &str, name: &str, typed: &str, zone: Option<&str>, label: &str) -> Result<String, DeskError> {
        let (link, wish) = wish::live(self, &mut self.store.read().await?, "sign_up", secret).await?;
        let mut wrong = Fields::default();
        let called = intake::name(&mut wrong, "name", name, "name_required");
        password::check(self, &mut wrong, "password", typed, &[name, &wish.email]).await?;
        wrong.done()?;
        let now = self.now();
        let account = Account {
            id: random::id(now),
            created_at: now,
            lang: wish.lang(),
            zone: zone.map(str::to_owned),
            password: password::hash(self, typed).await?,
            totp: None,
            totp_at: None,
            totp_step: None,
            frozen: None,
            person: Person { name: called.ok_or(DeskError::NotFound)?, email: wish.email },
        };
        let (house, label) = (self.clone(), label.to_owned());
        let made: Result<String, DeskError> = self
            .store
            .write(move |conn| {
                Box::pin(async move {
                    account::insert(conn, &house.vault, &account).await?;
                    if !account_link::press(conn, &link.id, Some(&account.id), now).await? {
                        return Err(DeskError::NotFound);
                    }
                    super::note(conn, &account, now, "account_made", json!({})).await?;
                    event::append(conn, "house", now, &account.stream(), "account_made", &json!({})).await?;
                    begin(&house, conn, &account, false, &label, now).await
                })
            })
            .await;
        match made {
            Err(DeskError::Store(error)) if error.is_unique_violation() => Err(DeskError::NotFound),
            made => made,
        }
    }
}
