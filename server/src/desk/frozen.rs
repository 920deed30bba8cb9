//! Frozen accounts: the mailbox of an address that an account had says that somebody else changed it. Nothing opens the account until
//! somebody who is responsible for it has found out whose it is. Who decides speaks for every product that the account has to do with.

use domain::typed::email;
use domain::{Capability, Scope};
use jiff::Timestamp;
use serde_json::json;

use super::account::Entered;
use super::person::end_ways_in;
use super::{DeskError, Fields, password, post};
use crate::house::House;
use crate::mail::letter::{self, AccountLetter, News};
use crate::random;
use crate::store::account::{self, Account, Person};
use crate::store::frozen::{self, After};
use crate::store::session::{self, Owner};
use crate::store::staff::{self, Staff};
use crate::store::{Conn, account_link, event, second};

/// How somebody found out whose an account is.
pub const CHECKED: [&str; 4] = ["both", "in_app", "matched", "document"];
/// What stands for the address that the account has now.
pub const PRESENT: &str = "present";
/// How many accounts a page lists.
pub const PAGE: usize = 50;

/// The desk of who opens frozen accounts.
#[derive(Debug, Clone)]
pub struct FrozenDesk {
    house: House,
    who: Entered,
}

/// A frozen account, with the slugs of the products that it has to do with.
#[derive(Debug, Clone)]
pub struct FrozenAccount {
    /// The account.
    pub account: Account,
    /// The slugs.
    pub products: Vec<String>,
}

/// What was decided about one.
#[derive(Debug, Clone, Default)]
pub struct Decision {
    /// [`PRESENT`], or the place of a former address in its list.
    pub to: String,
    /// How that was found out: one of [`CHECKED`].
    pub checked: String,
    /// Whether the second factor goes, where the account goes back.
    pub without_second: bool,
}

/// Whether a member of staff speaks for all that an account has to do with. One that nothing was asked with yet is no product's: it is
/// for those who speak for all.
fn speaks_for(member: &Staff, products: &[String]) -> bool {
    if products.is_empty() { member.products == Scope::All } else { products.iter().all(|product| member.sees(product)) }
}

impl House {
    /// The desk of frozen accounts, if this session's member has one.
    #[must_use]
    pub fn frozen(&self, who: &Entered) -> Option<FrozenDesk> {
        (who.whole() && who.member.can(Capability::OpenAccounts)).then(|| FrozenDesk { house: self.clone(), who: who.clone() })
    }
}

/// Tells those who may open it of an account that was frozen. Nothing of the account stands in the mail.
///
/// # Errors
/// The store's.
pub(super) async fn tell(house: &House, conn: &mut Conn, account: &Account, now: Timestamp) -> Result<(), DeskError> {
    let products = frozen::products(conn, &account.id).await?;
    for member in staff::all(conn, &house.vault).await? {
        if member.active && member.can(Capability::OpenAccounts) && speaks_for(&member, &products) {
            post::staff_spaced(house, conn, &member, "staff_frozen", now, letter::staff_account_frozen).await?;
        }
    }
    Ok(())
}

impl FrozenDesk {
    fn actor(&self) -> String {
        format!("staff:{}", self.who.member.id)
    }

    async fn of(&self, conn: &mut Conn, account: Account) -> Result<Option<FrozenAccount>, DeskError> {
        if account.frozen.is_none() {
            return Ok(None);
        }
        let products = frozen::products(conn, &account.id).await?;
        Ok(speaks_for(&self.who.member, &products).then_some(FrozenAccount { account, products }))
    }

    /// The frozen accounts that this member may decide about, the longest first: a page of them, from behind `after` on, and behind which
    /// one the next page begins.
    ///
    /// # Errors
    /// The store's.
    pub async fn list(&self, after: Option<&After>) -> Result<(Vec<FrozenAccount>, Option<After>), DeskError> {
        let mut conn = self.house.store.read().await?;
        let mut list = frozen::page(&mut conn, &self.house.vault, &self.who.member.products, after, PAGE + 1).await?;
        let more = list.len() > PAGE;
        list.truncate(PAGE);
        let last = list.last().filter(|_| more);
        let next = last.and_then(|(account, _)| Some(After { at: account.frozen.as_ref()?.at, id: account.id.clone() }));
        Ok((list.into_iter().map(|(account, products)| FrozenAccount { account, products }).collect(), next))
    }

    /// One of them, with whose addresses are in it. Looking needs a fresh session, and is recorded.
    ///
    /// # Errors
    /// [`DeskError::NotFound`] without a fresh session; [`DeskError::Invalid`] when it is not frozen, or not theirs to decide; the
    /// store's.
    pub async fn look(&self, id: &str) -> Result<FrozenAccount, DeskError> {
        self.need_fresh()?;
        let (desk, id, now) = (self.clone(), id.to_owned(), self.house.now());
        self.house
            .store
            .write(move |conn| {
                Box::pin(async move {
                    let found = desk.held(conn, &id).await?;
                    event::append(conn, &found.account.stream(), now, &desk.actor(), "account_viewed", &json!({})).await?;
                    Ok(found)
                })
            })
            .await
    }

    /// Opens one for the address that it has, or gives it back to one that it had. Its password stops working, and who it belongs to
    /// chooses another by a link to that address; the others are told. Needs a fresh session.
    ///
    /// # Errors
    /// [`DeskError::NotFound`] without a fresh session; [`DeskError::Invalid`] when something is missing, when it is not frozen any
    /// more, or when another account has the former address by now; the store's.
    pub async fn open(&self, id: &str, decision: &Decision) -> Result<(), DeskError> {
        self.need_fresh()?;
        let mut wrong = Fields::default();
        wrong.check(!decision.to.is_empty(), "to", "choose_one");
        let checked = CHECKED.into_iter().find(|known| *known == decision.checked);
        wrong.check(checked.is_some(), "checked", "checked_required");
        wrong.done()?;
        // A password that nobody knows: the owner chooses one by the reset.
        let nobody = password::hash(&self.house, &random::token()).await?;
        let (desk, id, now, decision) = (self.clone(), id.to_owned(), self.house.now(), decision.clone());
        let opened: Result<(), DeskError> = self
            .house
            .store
            .write(move |conn| {
                Box::pin(async move {
                    let account = desk.held(conn, &id).await?.account;
                    let former = account.frozen.clone().map(|frozen| frozen.former).unwrap_or_default();
                    // By the change and not by its place: another mailbox may have spoken up since the page was shown.
                    let chosen = former.iter().find(|one| one.change == decision.to);
                    if chosen.is_none() && decision.to != PRESENT {
                        return Err(Fields::one("to", "choose_one"));
                    }
                    let back = chosen.map(|one| one.email.clone());
                    let present = account.person.email.clone();
                    let vault = &desk.house.vault;
                    if let Some(email) = &back {
                        let person = Person { email: email.clone(), ..account.person.clone() };
                        account::set_person(conn, vault, &id, &person).await?;
                    }
                    let without_second = decision.without_second && back.is_some() && account.has_second();
                    if without_second {
                        account::set_totp(conn, vault, &id, None).await?;
                        second::forget(conn, &account.stream()).await?;
                    }
                    account::set_password(conn, &id, &nobody).await?;
                    account::unfreeze(conn, &id).await?;
                    account_link::end_pending(conn, &id, now).await?;
                    account_link::end_stops(conn, &id, now).await?;
                    session::end_all_but(conn, Owner::Account(&id), None).await?;
                    end_ways_in(conn, &id, now).await?;
                    let to = if back.is_some() { "former" } else { "present" };
                    let data = json!({"to": to, "checked": checked, "second": if without_second { "off" } else { "kept" }});
                    event::append(conn, &account.stream(), now, &desk.actor(), "account_opened", &data).await?;
                    event::append(conn, "house", now, &desk.actor(), "account_opened", &data).await?;
                    desk.write(conn, &account, &present, back.as_deref(), former.into_iter().map(|one| one.email), now).await
                })
            })
            .await;
        self.house.rouse();
        match opened {
            Err(DeskError::Store(error)) if error.is_unique_violation() => Err(Fields::one("to", "frozen_taken")),
            opened => opened,
        }
    }

    /// Writes to the address that has it now, and to all that have it not.
    async fn write(
        &self,
        conn: &mut Conn,
        account: &Account,
        present: &str,
        back: Option<&str>,
        former: impl Iterator<Item = String> + Send,
        now: Timestamp,
    ) -> Result<(), DeskError> {
        let house = &self.house;
        let owner = back.unwrap_or(present);
        let reader = |email: &str| post::Reader { email: email.to_owned(), lang: account.lang, zone: account.zone.clone() };
        post::account_letter(house, conn, &reader(owner), AccountLetter::Opened, now).await?;
        for other in former.chain([present.to_owned()]).filter(|other| email::key(other) != email::key(owner)) {
            post::account_news_to(house, conn, &reader(&other), News::OpenedElsewhere, now).await?;
        }
        Ok(())
    }

    fn need_fresh(&self) -> Result<(), DeskError> {
        if self.who.fresh(self.house.now()) { Ok(()) } else { Err(DeskError::NotFound) }
    }

    async fn held(&self, conn: &mut Conn, id: &str) -> Result<FrozenAccount, DeskError> {
        let found = match account::hold(conn, &self.house.vault, id).await? {
            Some(account) => self.of(conn, account).await?,
            None => None,
        };
        found.ok_or_else(|| Fields::one("", "frozen_gone"))
    }
}
