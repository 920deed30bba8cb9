//! The desk of a product's own servers: it can be had from a valid token of that product alone, and answers what consents there are.
//! Queries are no events: a product asks at every log-in, and a record of that would be a record of children's days. A token's last
//! use is noted, no more.

use jiff::{SignedDuration, Timestamp};
use serde_json::json;

use super::{DeskError, Fields};
use crate::desk::intake;
use crate::house::House;
use crate::random;
use crate::store::api_token::{self, ApiToken};
use crate::store::consent::Consent;
use crate::store::{child_id, consent, event};

/// What a token begins with, so that whoever finds one knows what it opens, and scanners of sources find it.
pub const PREFIX: &str = "habeas_";

/// The longest ID that is looked for: far longer than any that an app shows.
pub const MOST: usize = 200;

/// The desk of one product.
#[derive(Debug, Clone)]
pub struct ApiDesk {
    house: House,
    token: String,
    product: String,
}

fn hash(house: &House, token: &str) -> Vec<u8> {
    house.vault.hash("api token", token)
}

impl House {
    /// The desk of this product for whoever has its token.
    ///
    /// # Errors
    /// [`DeskError::NotFound`] without a token, with a wrong or a revoked one, with another product's, and for a product that there
    /// is not: the same, after the same work.
    pub async fn api(&self, token: Option<&str>, product: &str) -> Result<ApiDesk, DeskError> {
        let found = api_token::by_hash(&mut self.store.read().await?, &hash(self, token.unwrap_or_default())).await?;
        let right = found.filter(|found| found.revoked_at.is_none() && found.product == product);
        let known = self.products.get(product).is_some();
        match right {
            Some(found) if known => Ok(ApiDesk { house: self.clone(), token: found.id, product: found.product }),
            _ => Err(DeskError::NotFound),
        }
    }

    /// Makes a token for a product and answers it: the only time that anybody sees it.
    ///
    /// # Errors
    /// [`DeskError::Invalid`] for a product that there is not, or a name that is empty or in use.
    pub async fn new_api_token(&self, product: &str, name: &str) -> Result<String, DeskError> {
        let (product, now) = (product.to_owned(), self.now());
        let mut wrong = Fields::default();
        wrong.check(self.products.get(&product).is_some(), "product", "unknown_product");
        let name = intake::name(&mut wrong, "name", name, "name_required");
        wrong.done()?;
        let name = name.ok_or(DeskError::NotFound)?;
        let token = format!("{PREFIX}{}", random::token());
        let hash = hash(self, &token);
        self.store
            .write(move |conn| {
                Box::pin(async move {
                    conn.hold("api_tokens").await?;
                    if api_token::list(conn, Some(&product)).await?.iter().any(|one| one.name == name && one.revoked_at.is_none()) {
                        return Err(Fields::one("name", "name_taken"));
                    }
                    let new = ApiToken { id: random::id(now), product, name, created_at: now, used_at: None, revoked_at: None };
                    api_token::insert(conn, &hash, &new).await?;
                    let data = json!({"token": new.id, "product": new.product});
                    Ok::<_, DeskError>(event::append(conn, "house", now, "system", "api_token_made", &data).await?)
                })
            })
            .await?;
        Ok(token)
    }

    /// The tokens of a product, or of all.
    ///
    /// # Errors
    /// The store's.
    pub async fn api_tokens(&self, product: Option<&str>) -> Result<Vec<ApiToken>, DeskError> {
        Ok(api_token::list(&mut self.store.read().await?, product).await?)
    }

    /// Revokes a product's token by its name, at once.
    ///
    /// # Errors
    /// [`DeskError::NotFound`] when none of this name stands.
    pub async fn revoke_api_token(&self, product: &str, name: &str) -> Result<(), DeskError> {
        // As it was made canonical when the token was made.
        let (product, name, now) = (product.to_owned(), domain::typed::name(name).map_err(|_| DeskError::NotFound)?, self.now());
        self.store
            .write(move |conn| {
                Box::pin(async move {
                    if api_token::revoke(conn, &product, &name, now).await? == 0 {
                        return Err(DeskError::NotFound);
                    }
                    Ok(event::append(conn, "house", now, "system", "api_token_revoked", &json!({"product": product})).await?)
                })
            })
            .await
    }
}

/// Whether a consent stands at a moment: given, not withdrawn, and the child is not yet of the age to consent alone.
#[must_use]
pub fn is_active(one: &Consent, now: Timestamp) -> bool {
    one.state == "given" && one.withdrawn_at.is_none() && now < one.ends_at
}

impl ApiDesk {
    /// The consents for the account of a child that the app knows by this ID, newest first, and the moment to judge them by. Who
    /// gave them is not the caller's to know, and is left to the caller to leave out.
    ///
    /// # Errors
    /// [`DeskError::Invalid`] for an ID that is empty or too long; the store's.
    pub async fn consents(&self, user: &str) -> Result<(Vec<Consent>, Timestamp), DeskError> {
        let mut wrong = Fields::default();
        wrong.check(!user.trim().is_empty() && user.chars().count() <= MOST, "user", "user_required");
        wrong.done()?;
        let now = self.house.now();
        let mut conn = self.house.store.read().await?;
        let product = self.house.products.get(&self.product).ok_or(DeskError::NotFound)?;
        let found = consent::of_child(&mut conn, &child_id::key(&self.house.vault, &product.pack, user)).await?;
        drop(conn);
        self.used(now).await?;
        Ok((found, now))
    }

    /// Notes the use, not oftener than each minute: otherwise every question would be a write.
    async fn used(&self, now: Timestamp) -> Result<(), DeskError> {
        let mut conn = self.house.store.read().await?;
        let list = api_token::list(&mut conn, Some(&self.product)).await?;
        let recent = list
            .iter()
            .any(|one| one.id == self.token && one.used_at.is_some_and(|at| now.duration_since(at) < SignedDuration::from_mins(1)));
        drop(conn);
        if recent {
            return Ok(());
        }
        let id = self.token.clone();
        self.house.store.write(move |conn| Box::pin(async move { Ok::<_, DeskError>(api_token::used(conn, &id, now).await?) })).await
    }
}
