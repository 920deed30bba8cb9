//! Adding a child: what the product knows it by, when it was born, where it lives.

use domain::country::Country;
use domain::guardian::is_plausible;
use domain::typed::email::same_mailbox;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde_json::json;

use super::GuardianDesk;
use crate::desk::intake::{self, address};
use crate::desk::{DeskError, Fields};
use crate::random;
use crate::store::child::{self as children, Child, ChildPerson};
use crate::store::{child_id, event};

/// How many children one account may have: more than a family, fewer than a trade.
const MOST: usize = 20;

/// A child as the form tells of it.
#[derive(Debug, Clone, Default)]
pub struct NewChild {
    /// The pack's slug.
    pub product: String,
    /// What the guardian calls the child.
    pub name: String,
    /// The ID that the app shows.
    pub app_id: String,
    /// The address of the child's account.
    pub email: Option<String>,
    /// Day, month and year as they were typed.
    pub birth: (String, String, String),
    /// The country's code.
    pub country: String,
}

impl NewChild {
    /// The day of birth, if the three numbers are one.
    pub(crate) fn birth(&self) -> Option<Date> {
        let (day, month, year) = &self.birth;
        let number = |typed: &str| domain::typed::number(typed);
        Date::new(number(year)?.try_into().ok()?, number(month)?.try_into().ok()?, number(day)?.try_into().ok()?).ok()
    }
}

impl GuardianDesk {
    /// Adds a child; answers its identifier. Nothing is looked up in the product: adding somebody else's child gives nothing.
    ///
    /// # Errors
    /// [`DeskError::Invalid`] with all that is wrong; the store's.
    pub async fn add_child(&self, new: NewChild) -> Result<String, DeskError> {
        let now = self.house.now();
        let mut wrong = Fields::default();
        let product = self.product(&new.product).ok();
        wrong.check(product.is_some(), "product", "choose_one");
        let name = intake::name(&mut wrong, "name", &new.name, "child_name_required");
        // What an ID looks like is known once the product is.
        let app_id = match product {
            Some(product) => intake::app_id(&mut wrong, &product.pack.app_id, "app_id", &new.app_id, "child_id_required"),
            None => {
                wrong.check(!domain::typed::word(&new.app_id).is_empty(), "app_id", "child_id_required");
                None
            }
        };
        let email = new.email.as_deref().and_then(|typed| address(&mut wrong, "email", typed));
        // With a tag or a dot it is one's own as well.
        wrong.check(email.as_deref().is_none_or(|email| !same_mailbox(email, &self.who.email)), "email", "child_email_own");
        let country = Country::find(&new.country);
        wrong.check(country.is_some(), "country", "child_country_required");
        let zone = country.and_then(|country| TimeZone::get(country.zone).ok()).unwrap_or(TimeZone::UTC);
        let birth = new.birth().filter(|birth| is_plausible(*birth, now.to_zoned(zone).date()));
        wrong.check(birth.is_some(), "birth", "birth_invalid");
        wrong.in_order(&["product", "name", "app_id", "email", "birth", "country"]).done()?;
        // All of them are there, or the form was refused above.
        let (Some(product), Some(name), Some(app_id), Some(birth)) = (product, name, app_id, birth) else {
            return Err(DeskError::NotFound);
        };
        let child = Child {
            id: random::id(now),
            account_id: self.who.account.clone(),
            child_key: child_id::key(&self.house.vault, &product.pack, &app_id),
            product: new.product,
            country: new.country,
            created_at: now,
            person: ChildPerson { name, app_id, email, birth: birth.to_string() },
        };
        let (house, account, id, pack) = (self.house.clone(), self.who.account.clone(), child.id.clone(), product.pack.clone());
        self.house
            .store
            .write(move |conn| {
                Box::pin(async move {
                    let have = children::of_account(conn, &house.vault, &account).await?;
                    if let Some(same) = have.iter().find(|have| have.child_key == child.child_key) {
                        // The same child again: its page, not a second one.
                        return Ok(same.id.clone());
                    }
                    if have.len() >= MOST {
                        return Err(Fields::one("", "too_many_children"));
                    }
                    child_id::keep(conn, &house.vault, &pack, &child.person.app_id).await?;
                    children::insert(conn, &house.vault, &child).await?;
                    event::append(
                        conn,
                        &format!("account:{account}"),
                        now,
                        &format!("account:{account}"),
                        "child_added",
                        &json!({"child": child.id, "product": child.product}),
                    )
                    .await?;
                    Ok::<_, DeskError>(id)
                })
            })
            .await
    }
}
