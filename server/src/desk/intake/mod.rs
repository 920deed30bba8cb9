//! The intake desk: takes requests from anybody, proves the e-mail, and starts the clocks.

mod check;
mod enter;
mod link;
mod waiting;

use domain::request::{Details, Subject};
use domain::typed::email;
use domain::{Kind, Lang};
use jiff::{SignedDuration, Timestamp};
use serde_json::json;

pub use check::{address, app_id, check, check_details, name};
pub use enter::{FRESH_LASTS, Opened, SESSION_LASTS, enter, enter_from, press, press_in, unused};
pub use link::{LinkAbout, link};
pub use waiting::{Delivery, Waiting, resend, waiting};

use super::person::AccountDesk;
use super::upload::{self, Owner, Sender, Upload};
use super::{DeskError, clerk, code, post, reckon};
use crate::desk::fresh::fresh;
use crate::house::House;
use crate::products::Product;
use crate::random;
use crate::store::ticket::{self, Hashes, Ticket};
use crate::store::{Conn, account, child_id};

/// How long a request waits for its proof: seven days.
pub const UNPROVED_LASTS: SignedDuration = SignedDuration::from_hours(7 * 24);
/// The most characters of a text.
pub const MOST_WORDS: usize = 4000;
/// The most characters of a line.
pub const MOST_LINE: usize = 300;
/// How many mails that nobody has proved to want one mailbox may get within an hour: enough for a family, too few to flood it.
const MOST_AN_HOUR: i64 = 8;

/// A request as it comes from a form.
#[derive(Debug, Clone)]
pub struct NewRequest {
    /// The pack's slug.
    pub product: String,
    /// What kind.
    pub kind: Kind,
    /// The reader's language.
    pub lang: Lang,
    /// The reader's IANA zone, if known.
    pub zone: Option<String>,
    /// The country's code; `None`: not told.
    pub country: Option<String>,
    /// Who asks.
    pub subject: Subject,
    /// What for.
    pub details: Details,
    /// A deletion: that what is kept was read.
    pub understood: bool,
    /// An access or a deletion: whether the chosen categories are all or some.
    pub some: bool,
    /// Whether who sends it has proved who they are, which need not be the one whose address it names.
    pub sender: Sender,
}

/// Takes a request: it is stored with its files, and a code leaves by mail. Answers the secret of the browser that may enter it.
///
/// # Errors
/// [`DeskError::Invalid`] with all that is wrong; the store's.
pub async fn submit(house: &House, new: NewRequest, uploads: Vec<Upload>) -> Result<String, DeskError> {
    let holder = random::token();
    take(house, new, uploads, Proof::Code(holder.clone())).await?;
    Ok(holder)
}

/// Takes a request of somebody who is logged in, for the account's own address, shortly after they have shown who they are: it is
/// proved at once (the first tier of identity), and no code leaves. Answers what was opened.
///
/// # Errors
/// As [`submit`]; [`DeskError::NotFound`] for another address, or without a fresh re-authentication.
pub async fn submit_as(desk: &AccountDesk, new: NewRequest, uploads: Vec<Upload>) -> Result<Opened, DeskError> {
    if !desk.fresh() || !desk.has_address(&new.subject.email) {
        return Err(DeskError::NotFound);
    }
    let opened = take(&desk.house, new, uploads, Proof::Account(desk.account.id.clone())).await?;
    let opened = opened.ok_or(DeskError::NotFound)?;
    enter::tell(&desk.house, &opened);
    Ok(opened)
}

/// By what the address of a new request is proved.
enum Proof {
    /// A code will be entered in the browser with this secret.
    Code(String),
    /// The account with this identifier has proved it.
    Account(String),
}

async fn take(house: &House, new: NewRequest, mut uploads: Vec<Upload>, proof: Proof) -> Result<Option<Opened>, DeskError> {
    let known = |product: &&Product| product.pack.takes(new.kind) && Kind::REQUESTS.contains(&new.kind);
    let product = house.products.get(&new.product).filter(known).ok_or(DeskError::NotFound)?;
    check(product, &new)?;
    let now = house.now();
    let mut ticket = draft(product, &new, now);
    let hashes = hashes(house, &ticket);
    let settled = upload::settle(house, &mut uploads).await?;
    let inner = house.clone();
    let opened = house
        .store
        .write(move |conn| {
            Box::pin(async move {
                let house = &inner;
                reckon::keep(house, conn, &mut ticket, now).await?;
                ticket::insert(conn, &house.vault, &ticket, &hashes).await?;
                let owner = Owner { ticket: &ticket.id, sender: new.sender, ..Owner::default() };
                upload::adopt(house, conn, &mut uploads, owner, "evidence", now).await?;
                clerk::note(
                    conn,
                    &ticket.id,
                    now,
                    "requester",
                    "submitted",
                    json!({"product": ticket.product, "kind": ticket.kind.code(), "files": uploads.len()}),
                )
                .await?;
                match proof {
                    Proof::Code(secret) => {
                        let fresh = code::make(house, conn, "prove", &ticket.id, None, &code::cookie_hash(house, &secret), now).await?;
                        if may_write_to(house, conn, &ticket.subject.email, now).await? {
                            post::code(house, conn, &post::To::requester(house, &ticket), &fresh, "prove", now).await?;
                        }
                        Ok::<_, DeskError>(None)
                    }
                    Proof::Account(id) => {
                        account::own_request(conn, &id, &ticket.id).await?;
                        enter::prove(house, conn, &ticket.id, now).await.map(Some)
                    }
                }
            })
        })
        .await?;
    settled.keep();
    house.rouse();
    Ok(opened)
}

/// Whether another code may leave for this address within the hour. Mailboxes are counted, however their address is written
/// ([`email::mailbox`]). Who asks is told the same either way: a refusal would tell that somebody has used the address here, and
/// would keep its owner from asking.
///
/// # Errors
/// The store's.
pub async fn may_write_to(house: &House, conn: &mut Conn, address: &str, now: Timestamp) -> Result<bool, DeskError> {
    let since = now.saturating_sub(SignedDuration::from_hours(1)).unwrap_or(now);
    let key = house.vault.hash("throttle code", &email::mailbox(address));
    let sent = crate::store::staff::count_failure(conn, &key, now, since).await?;
    if sent == MOST_AN_HOUR + 1 {
        tracing::warn!("a mailbox is flooded with codes: no more leave for it within the hour");
    }
    Ok(sent <= MOST_AN_HOUR)
}

fn draft(product: &Product, new: &NewRequest, now: Timestamp) -> Ticket {
    let app_id = new.subject.app_id.as_deref().and_then(|id| product.pack.app_id.read(id).ok());
    Ticket {
        lang: new.lang,
        zone: new.zone.clone(),
        country: new.country.clone(),
        expires_at: now.checked_add(UNPROVED_LASTS).ok(),
        subject: Subject { email: email::clean(&new.subject.email), app_id, ..new.subject.clone() },
        ..fresh(product, new.kind, new.details.clone(), now)
    }
}

/// The hashes that a request is found by. Two requests are identical when product, kind, address, account and details are.
#[must_use]
pub fn hashes(house: &House, ticket: &Ticket) -> Hashes {
    let rule = house.products.app_id_rule(&ticket.product);
    let app_id = ticket.subject.app_id.as_deref().map(|id| rule.canonical(id));
    let same = json!([ticket.product, ticket.kind.code(), email::key(&ticket.subject.email), app_id, ticket.details]);
    Hashes {
        email: Some(house.vault.hash_email(&ticket.subject.email)),
        app_id: app_id.map(|id| child_id::account(&house.vault, &ticket.product, &rule, &id)),
        same: Some(house.vault.hash("same", &same.to_string())),
    }
}
