//! Finding a request again. The visitor gets the same answer, after the same work, whether there is such a request or not: what
//! was asked is stored sealed, and a job finds out and sends the code.

use domain::Reference;
use domain::typed::email;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::code::{self, CODE_LASTS, Fresh};
use super::{DeskError, Fields, clerk, post};
use crate::house::House;
use crate::random;
use crate::store::codes::{self, Code};
use crate::store::{Conn, report, staff, ticket};

/// What somebody looks for.
#[derive(Debug, Clone, Serialize, Deserialize)]
enum Wanted {
    /// By its reference.
    Reference(String),
    /// By the secret of an old link.
    Link(String),
    /// What was looked for before in the same browser, which may be nothing.
    Again {
        /// The ticket.
        ticket: Option<String>,
        /// The report under it.
        report: Option<String>,
    },
}

/// How many codes leave within an hour for opening the page of one request.
const MOST_AN_HOUR: i64 = 5;
/// How many leave for one mailbox within an hour, whatever number of requests it has. Another count than that of requests and
/// accounts ([`super::intake::may_write_to`]): what strangers write there must not keep somebody from what they have asked for.
const MOST_TO_ONE: i64 = 8;

/// Asks for a code for the request with this reference. Answers the secret of the browser that may enter it.
///
/// # Errors
/// [`DeskError::Invalid`] when it is not written as a reference is; the store's.
pub async fn by_reference(house: &House, typed: &str) -> Result<String, DeskError> {
    if typed.trim().is_empty() {
        return Err(Fields::one("reference", "reference_required"));
    }
    let reference = Reference::parse(typed).map_err(|error| {
        Fields::one(
            "reference",
            match error {
                domain::reference::ReferenceError::Shape => "reference_shape",
                domain::reference::ReferenceError::Check => "reference_check",
            },
        )
    })?;
    ask(house, Wanted::Reference(reference.to_string())).await
}

/// Asks for a code for the request that an old link opened once.
///
/// # Errors
/// The store's.
pub async fn by_link(house: &House, secret: &str) -> Result<String, DeskError> {
    ask(house, Wanted::Link(secret.to_owned())).await
}

/// Asks for another code for what this browser looked for last: the same work, whether there is anything or not.
///
/// # Errors
/// The database's.
pub(super) async fn again(house: &House, conn: &mut Conn, last: Code, now: Timestamp) -> Result<(), DeskError> {
    let wanted = Wanted::Again { ticket: last.ticket_id, report: last.report_id };
    Ok(codes::insert(conn, &row(house, last.holder, &wanted, now)).await?)
}

/// A code that waits for a job to find out what it opens.
fn row(house: &House, holder: Option<Vec<u8>>, wanted: &Wanted, now: Timestamp) -> Code {
    let id = random::id(now);
    Code {
        purpose: "open".to_owned(),
        ticket_id: None,
        report_id: None,
        holder,
        code_hash: None,
        link_hash: None,
        created_at: now,
        expires_at: now.saturating_add(CODE_LASTS).unwrap_or(now),
        tries: 0,
        used_at: None,
        used_by: None,
        secret: Some(house.vault.seal_json(code::secret_place(&id), wanted)),
        id,
    }
}

async fn ask(house: &House, wanted: Wanted) -> Result<String, DeskError> {
    let holder = random::token();
    let code = row(house, Some(code::cookie_hash(house, &holder)), &wanted, house.now());
    house.store.write(move |conn| Box::pin(async move { Ok::<_, DeskError>(codes::insert(conn, &code).await?) })).await?;
    house.rouse();
    Ok(holder)
}

/// Resolves the lookups that wait: sends the codes of those that there are. A job.
///
/// # Errors
/// The store's.
pub async fn resolve(house: &House) -> Result<usize, DeskError> {
    let mut count = 0;
    loop {
        let waiting = codes::lookups(&mut house.store.read().await?).await?;
        let found = waiting.len();
        // Side by side, so that one sync serves all of them.
        let jobs = waiting.into_iter().map(|(id, sealed)| {
            let inner = house.clone();
            house.store.write(move |conn| Box::pin(async move { resolve_one(&inner, conn, &id, &sealed, inner.now()).await }))
        });
        let mut failed = false;
        for resolved in futures_util::future::join_all(jobs).await {
            // One that cannot be read does not stop the others; its code ends by itself.
            if let Err(error) = resolved {
                failed = true;
                tracing::error!(%error, "a lookup could not be resolved");
            }
        }
        count += found;
        // What failed would be found again at once: the next round of the jobs tries it.
        if found < codes::LOOKUPS || failed {
            break;
        }
    }
    if count > 0 {
        house.rouse();
    }
    Ok(count)
}

async fn resolve_one(house: &House, conn: &mut Conn, id: &str, sealed: &[u8], now: Timestamp) -> Result<(), DeskError> {
    let wanted: Wanted = house.vault.open_json(code::secret_place(id), sealed).map_err(crate::store::StoreError::from)?;
    let found = match wanted {
        Wanted::Reference(reference) => match ticket::id_by_reference(conn, &reference).await? {
            Some(ticket) => Some((ticket, None)),
            None => report::ids_by_reference(conn, &reference).await?.map(|(report, ticket)| (ticket, Some(report))),
        },
        Wanted::Link(secret) => codes::by_link(conn, &code::link_hash(house, &secret))
            .await?
            .and_then(|code| code.ticket_id.map(|ticket| (ticket, code.report_id))),
        Wanted::Again { ticket, report } => ticket.map(|ticket| (ticket, report)),
    };
    let fresh = Fresh { code: random::code(), link: random::token(), expires_at: now.saturating_add(CODE_LASTS).unwrap_or(now) };
    let (code_hash, link_hash) = (code::code_hash(house, id, &fresh.code), code::link_hash(house, &fresh.link));
    let to = match &found {
        None => None,
        Some((ticket, report)) => address(house, conn, ticket, report.as_deref(), now).await?,
    };
    let Some((to, (ticket, report))) = to.zip(found) else {
        // Nobody is sent this code, so nobody can enter it.
        codes::resolve(conn, id, None, None, &code_hash, &link_hash).await?;
        return Ok(());
    };
    if codes::resolve(conn, id, Some(&ticket), report.as_deref(), &code_hash, &link_hash).await? {
        clerk::note(conn, &ticket, now, "requester", "code_sent", json!({"purpose": "open"})).await?;
        post::code(house, conn, &to, &fresh, "open", now).await?;
    }
    Ok(())
}

/// Where the code goes; `None` when there is nowhere, or enough have gone there within the hour.
async fn address(
    house: &House,
    conn: &mut Conn,
    ticket: &str,
    report: Option<&str>,
    now: Timestamp,
) -> Result<Option<post::To>, DeskError> {
    let since = now.saturating_sub(SignedDuration::from_hours(1)).unwrap_or(now);
    if codes::count_since(conn, ticket, "open", since).await? >= MOST_AN_HOUR {
        return Ok(None);
    }
    let Some(ticket) = ticket::by_id(conn, &house.vault, ticket).await? else { return Ok(None) };
    if post::account_alone(house, conn, ticket.ties.account_id.as_deref()).await? {
        return Ok(None); // No mailbox is enough: the account opens it.
    }
    let to = match report {
        Some(report) => report::by_id(conn, &house.vault, report).await?.and_then(|report| post::To::reporter(house, &ticket, &report)),
        // A case has no requester of its own: its reference, which staff see, opens nothing.
        None if ticket.kind.is_decided() => None,
        // Nobody knows any more whose it was: there is no address left.
        None if ticket.ties.pseudonymised_at.is_some() => None,
        None => Some(post::To::requester(house, &ticket)),
    };
    let Some(to) = to else { return Ok(None) };
    let key = house.vault.hash("throttle open", &email::mailbox(to.address()));
    let sent = staff::count_failure(conn, &key, now, since).await?;
    Ok((sent <= MOST_TO_ONE).then_some(to))
}
