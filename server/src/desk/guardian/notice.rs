//! "A child uses this": somebody tells of a child on an account. It opens a ticket of its own, without an account and without
//! proof, and tells nothing about the account to the one who tells.

use domain::country::Country;
use domain::request::{Details, Subject, TELLERS};
use domain::{Kind, Lang, State};
use jiff::Timestamp;
use serde_json::json;

use crate::desk::fresh::fresh;
use crate::desk::intake::{MOST_LINE, MOST_WORDS, address};
use crate::desk::{DeskError, Fields, clerk, reckon};
use crate::house::House;
use crate::store::child_id;
use crate::store::ticket::{self, Hashes, Ticket, Ties};

/// A notice, as the form tells it.
#[derive(Debug, Clone)]
pub struct NewNotice {
    /// The pack's slug.
    pub product: String,
    /// The teller's language.
    pub lang: Lang,
    /// The teller's IANA zone, if known.
    pub zone: Option<String>,
    /// What the product shows of the account.
    pub account: String,
    /// One of [`TELLERS`].
    pub relation: String,
    /// The child's age as it was typed; may be empty.
    pub age: String,
    /// Where the child lives; may be empty.
    pub country: Option<String>,
    /// How the teller knows.
    pub words: String,
    /// Where to say that it was looked at, if anywhere.
    pub email: Option<String>,
}

/// Takes a notice; answers its reference and the moment by which it is looked at.
///
/// # Errors
/// [`DeskError::Invalid`] with all that is wrong; the store's.
pub async fn notice(house: &House, new: NewNotice) -> Result<(String, Timestamp), DeskError> {
    let product = house.products.get(&new.product).filter(|product| product.pack.takes(Kind::ChildAccount)).ok_or(DeskError::NotFound)?;
    let mut wrong = Fields::default();
    // A name may stand here as well as an ID; but something must.
    wrong.check(!product.pack.app_id.canonical(&new.account).is_empty(), "account", "child_account_required");
    wrong.check(new.account.chars().count() <= MOST_LINE, "account", "too_long");
    wrong.check(TELLERS.contains(&new.relation.as_str()), "relation", "choose_one");
    let age = domain::typed::number(&new.age).and_then(|age| u8::try_from(age).ok()).filter(|age| *age < 18);
    wrong.check(new.age.is_empty() || age.is_some(), "age", "child_age_invalid");
    wrong.check(new.country.as_deref().is_none_or(|code| Country::find(code).is_some()), "country", "country_unknown");
    wrong.check(new.words.chars().count() <= MOST_WORDS, "words", "too_long");
    let email = new.email.as_deref().and_then(|typed| address(&mut wrong, "email", typed));
    wrong.in_order(&["account", "relation", "age", "country", "words", "email"]).done()?;
    let now = house.now();
    let child_key = Some(child_id::key(&house.vault, &product.pack, &new.account));
    let (pack, account) = (product.pack.clone(), new.account.clone());
    let details = Details::ChildAccount { account: new.account, relation: new.relation, age, words: new.words };
    let mut ticket = Ticket {
        state: State::InReview,
        lang: new.lang,
        zone: new.zone,
        country: new.country,
        proof_in_time: true,
        ties: Ties { minor: true, child_key, ..Ties::default() },
        subject: Subject { email: email.unwrap_or_default(), ..Subject::default() },
        ..fresh(product, Kind::ChildAccount, details, now)
    };
    let (inner, reference) = (house.clone(), ticket.reference.clone());
    let due = house
        .store
        .write(move |conn| {
            Box::pin(async move {
                reckon::keep(&inner, conn, &mut ticket, now).await?;
                child_id::keep(conn, &inner.vault, &pack, &account).await?;
                let email = Some(&ticket.subject.email).filter(|email| !email.is_empty()).map(|email| inner.vault.hash_email(email));
                ticket::insert(conn, &inner.vault, &ticket, &Hashes { email, ..Hashes::default() }).await?;
                clerk::note(conn, &ticket.id, now, "requester", "submitted", json!({"product": ticket.product, "kind": "child_account"}))
                    .await?;
                Ok::<_, DeskError>(ticket.cached.promise_due_at.unwrap_or(now))
            })
        })
        .await?;
    house.tell(&reference, "submitted", "requester");
    Ok((reference, due))
}

/// What the page after a notice shows: the product's slug and the moment by which it is looked at.
///
/// # Errors
/// [`DeskError::NotFound`] when there is no such notice.
pub async fn receipt(house: &House, reference: &str) -> Result<(String, Timestamp), DeskError> {
    let mut conn = house.store.read().await?;
    let id = ticket::id_by_reference(&mut conn, reference).await?.ok_or(DeskError::NotFound)?;
    let ticket = ticket::by_id(&mut conn, &house.vault, &id).await?.filter(|ticket| ticket.kind == Kind::ChildAccount);
    let ticket = ticket.ok_or(DeskError::NotFound)?;
    Ok((ticket.product, ticket.cached.promise_due_at.unwrap_or(ticket.received_at)))
}
