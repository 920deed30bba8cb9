//! Wishes for a link by mail: to make an account, to choose a new password, to have another address. The asker is answered at once
//! and always alike; a job finds out what there is to send.

use domain::Lang;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::DeskError;
use crate::desk::intake::may_write_to;
use crate::desk::{code, post};
use crate::house::House;
use crate::mail::letter::{AccountLetter, News};
use crate::random;
use crate::store::account;
use crate::store::account_link::{self, AccountLink};
use crate::store::{Conn, StoreError};

/// How long a link works: half an hour, once.
pub const LINK_LASTS: SignedDuration = SignedDuration::from_mins(30);

/// What was wished.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Wish {
    /// The address to which the link goes.
    pub email: String,
    /// The language of its mail.
    pub lang: String,
    /// With a link that stops a change of address: the address before it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<String>,
}

impl Wish {
    pub(super) fn new(email: &str, lang: Lang) -> Self {
        Self { email: email.to_owned(), lang: lang.tag().to_owned(), before: None }
    }

    pub(super) fn lang(&self) -> Lang {
        Lang::from_tag(&self.lang).unwrap_or(Lang::En)
    }

    pub(super) fn open(house: &House, link: &AccountLink) -> Result<Self, DeskError> {
        let sealed = link.wish.as_deref().ok_or(DeskError::NotFound)?;
        Ok(house.vault.open_json(code::secret_place(&link.id), sealed).map_err(StoreError::from)?)
    }

    /// A row for it. Until it is seen to, it lasts a day: long enough for a portal that stands still for a while.
    pub(super) fn row(&self, house: &House, purpose: &str, account: Option<&str>, lasts: SignedDuration, now: Timestamp) -> AccountLink {
        let id = random::id(now);
        AccountLink {
            purpose: purpose.to_owned(),
            account_id: account.map(str::to_owned),
            wish: Some(house.vault.seal_json(code::secret_place(&id), self)),
            expires_at: now.saturating_add(lasts).unwrap_or(now),
            id,
        }
    }
}

/// The hash of a link about an account. Another kind than that of a request's link: neither opens the other's pages.
pub(super) fn hash(house: &House, secret: &str) -> Vec<u8> {
    house.vault.hash("account link", secret)
}

/// Leaves a wish.
pub(super) async fn leave(house: &House, purpose: &'static str, account: Option<String>, wish: Wish) -> Result<(), DeskError> {
    let (inner, now) = (house.clone(), house.now());
    house
        .store
        .write(move |conn| {
            Box::pin(async move {
                let row = wish.row(&inner, purpose, account.as_deref(), SignedDuration::from_hours(24), now);
                Ok::<_, DeskError>(account_link::insert(conn, &row, None, now).await?)
            })
        })
        .await?;
    house.rouse();
    Ok(())
}

/// The link with this secret, while it can be used, and what was wished.
///
/// # Errors
/// [`DeskError::NotFound`] when it was used, is over, or never was: the same for all.
pub(super) async fn live(house: &House, conn: &mut Conn, purpose: &str, secret: &str) -> Result<(AccountLink, Wish), DeskError> {
    let link = account_link::live(conn, purpose, &hash(house, secret), house.now()).await?.ok_or(DeskError::NotFound)?;
    let wish = Wish::open(house, &link)?;
    Ok((link, wish))
}

/// Sees to the wishes that wait. A job.
///
/// # Errors
/// The store's.
pub async fn resolve(house: &House) -> Result<usize, DeskError> {
    let mut count = 0;
    loop {
        let waiting = account_link::wishes(&mut house.store.read().await?).await?;
        let found = waiting.len();
        let jobs = waiting.into_iter().map(|link| {
            let inner = house.clone();
            house.store.write(move |conn| Box::pin(async move { grant(&inner, conn, &link, inner.now()).await }))
        });
        let mut failed = false;
        for granted in futures_util::future::join_all(jobs).await {
            // One that cannot be read does not stop the others; it ends by itself.
            if let Err(error) = granted {
                failed = true;
                tracing::error!(%error, "a wish for a link could not be seen to");
            }
        }
        count += found;
        if found < account_link::WISHES || failed {
            break;
        }
    }
    if count > 0 {
        house.rouse();
    }
    Ok(count)
}

async fn grant(house: &House, conn: &mut Conn, link: &AccountLink, now: Timestamp) -> Result<(), DeskError> {
    let wish = Wish::open(house, link)?;
    let there = account::by_email(conn, &house.vault, &wish.email).await?;
    let secret = random::token();
    // A link is made in any case; the one that nobody is sent opens nothing for anybody.
    let owner = match link.purpose.as_str() {
        "reset" => there.as_ref().map(|account| account.id.clone()),
        _ => link.account_id.clone(),
    };
    if !account_link::make(conn, &link.id, owner.as_deref(), &hash(house, &secret), now, LINK_LASTS).await? {
        return Ok(());
    }
    if !may_write_to(house, conn, &wish.email, now).await? {
        return Ok(());
    }
    let to = post::Reader { email: wish.email.clone(), lang: wish.lang(), zone: None };
    match (link.purpose.as_str(), there) {
        ("sign_up", None) => post::account_letter(house, conn, &to, AccountLetter::SignUp(&secret), now).await,
        ("sign_up" | "change_email", Some(account)) => {
            // The address's owner is told in the language that they chose.
            account_link::use_up(conn, &link.id, now).await?;
            post::account_letter(house, conn, &post::Reader::of(&account), AccountLetter::Exists, now).await
        }
        ("reset", Some(account)) if account.frozen.is_some() => {
            account_link::use_up(conn, &link.id, now).await?;
            post::account_news(house, conn, &account, News::StillFrozen, now).await
        }
        ("reset", Some(account)) => {
            post::account_letter(house, conn, &post::Reader::of(&account), AccountLetter::Reset(&secret), now).await
        }
        ("change_email", None) => {
            let Some(id) = owner.as_deref() else { return Ok(()) };
            if let Some(account) = account::by_id(conn, &house.vault, id).await? {
                if account.frozen.is_some() {
                    account_link::use_up(conn, &link.id, now).await?;
                    return Ok(());
                }
                // To the present address too: a change that the owner did not ask for is seen before it is made.
                post::account_news(house, conn, &account, News::EmailAsked, now).await?;
            }
            post::account_letter(house, conn, &to, AccountLetter::ChangeEmail(&secret), now).await
        }
        // A reset for an address without an account: nothing is sent, and the link is nobody's.
        _ => {
            account_link::use_up(conn, &link.id, now).await?;
            Ok(())
        }
    }
}
