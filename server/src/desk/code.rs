//! Codes and links: how they are made, compared and used up. A code: six digits, ten minutes, five tries. A link: once.

use jiff::{SignedDuration, Timestamp};

use super::DeskError;
use crate::house::House;
use crate::random;
use crate::store::codes::{self, Code};
use crate::store::{Conn, StoreError, staff};
use crate::vault::{Place, same};

/// How long a six-digit code works.
pub const CODE_LASTS: SignedDuration = SignedDuration::from_mins(10);
/// How often a code may be entered wrongly.
pub const TRIES: i64 = 5;
/// How often a wrong code that its owner alone can enter (inside the app, a child's) may be entered for one ticket within a day.
const TRIES_A_DAY: i64 = 50;
/// How often a wrong code from a mail may be entered for one ticket within a day, over all its codes and browsers. It is far above what
/// one browser has, for it bears what strangers do: after it even a right code is a wrong one, without a word, and the link in the mail
/// still works.
const MAILED_TRIES_A_DAY: i64 = 300;
/// How long a link that opens a request's page works.
pub const LINK_LASTS: SignedDuration = SignedDuration::from_mins(30);
/// How long the code sent inside an app works.
pub const IN_APP_LASTS: SignedDuration = SignedDuration::from_hours(72);
/// How many codes one browser may ask for within [`CODES_SPAN`], for one purpose.
pub const MOST_CODES: i64 = 5;
/// The time within which [`MOST_CODES`] are counted.
pub const CODES_SPAN: SignedDuration = SignedDuration::from_hours(1);

/// A new code with its link. The words leave by mail; the hashes stay.
#[derive(Debug, Clone)]
pub struct Fresh {
    /// Six digits.
    pub code: String,
    /// The link's secret.
    pub link: String,
    /// Until when it works.
    pub expires_at: Timestamp,
}

/// Makes a code for a browser (`holder`: the hash of its cookie).
///
/// # Errors
/// The database's.
pub async fn make(
    house: &House,
    conn: &mut Conn,
    purpose: &str,
    ticket: &str,
    report: Option<&str>,
    holder: &[u8],
    now: Timestamp,
) -> Result<Fresh, StoreError> {
    let fresh = Fresh { code: random::code(), link: random::token(), expires_at: now.saturating_add(CODE_LASTS).unwrap_or(now) };
    let id = random::id(now);
    codes::insert(
        conn,
        &Code {
            purpose: purpose.to_owned(),
            ticket_id: Some(ticket.to_owned()),
            report_id: report.map(str::to_owned),
            holder: Some(holder.to_vec()),
            code_hash: Some(code_hash(house, &id, &fresh.code)),
            link_hash: Some(link_hash(house, &fresh.link)),
            created_at: now,
            expires_at: fresh.expires_at,
            tries: 0,
            used_at: None,
            used_by: None,
            secret: None,
            id,
        },
    )
    .await?;
    Ok(fresh)
}

/// Makes a link alone that opens a request's page.
///
/// # Errors
/// The database's.
pub async fn make_link(house: &House, conn: &mut Conn, ticket: &str, report: Option<&str>, now: Timestamp) -> Result<String, StoreError> {
    let link = random::token();
    codes::insert(
        conn,
        &Code {
            id: random::id(now),
            purpose: "open".to_owned(),
            ticket_id: Some(ticket.to_owned()),
            report_id: report.map(str::to_owned),
            holder: None,
            code_hash: Some(Vec::new()),
            link_hash: Some(link_hash(house, &link)),
            created_at: now,
            expires_at: now.saturating_add(LINK_LASTS).unwrap_or(now),
            tries: 0,
            used_at: None,
            used_by: None,
            secret: None,
        },
    )
    .await?;
    Ok(link)
}

/// What came of an entered code.
#[derive(Debug)]
pub enum Entered {
    /// It was right, and is used up.
    Right(Box<Code>),
    /// It was right, and had been used before: the same person pressed twice, or confirmed by the mail's link meanwhile.
    Again(Box<Code>),
    /// It was wrong; so many tries are left.
    Wrong(i64),
    /// There is no code that works: too old, tried too often, or none at all.
    Over,
}

/// Compares an entered code with the newest one of each thing that this browser has asked for (`holders`: the hashes of its cookies, the
/// newest first). The right one finds its own; a wrong one takes a try of each. A wrong try must be committed: return `Ok` with what came
/// of it.
///
/// # Errors
/// The database's.
pub async fn enter(house: &House, conn: &mut Conn, holders: &[Vec<u8>], entered: &str, now: Timestamp) -> Result<Entered, StoreError> {
    let mut asked = Vec::new();
    for holder in holders {
        asked.extend(codes::by_holder(conn, holder).await?);
    }
    if let Some(own) = asked.iter().position(|code| is_right(house, code, entered)) {
        return check(house, conn, asked.swap_remove(own), entered, now).await;
    }
    let mut came = Entered::Over;
    for code in asked {
        let one = check(house, conn, code, entered, now).await?;
        if matches!(came, Entered::Over) {
            came = one;
        }
    }
    Ok(came)
}

fn is_right(house: &House, code: &Code, entered: &str) -> bool {
    code.code_hash.as_deref().is_some_and(|hash| same(hash, &code_hash(house, &code.id, entered)))
}

/// Compares an entered code with this one. What comes of a wrong one from a mail depends on this browser's own tries alone: whether
/// there is a ticket behind it, and how often others have tried, is not to be seen in it.
///
/// # Errors
/// The database's.
pub async fn check(house: &House, conn: &mut Conn, code: Code, entered: &str, now: Timestamp) -> Result<Entered, StoreError> {
    // The same work for a code that cannot work any more as for one that can.
    let right = is_right(house, &code, entered);
    // However many codes were asked for: a ticket bears only so many wrong ones a day. A code of no ticket is counted alike.
    let mailed = matches!(code.purpose.as_str(), "prove" | "open" | "download");
    let (group, most) = if mailed { ("mail", MAILED_TRIES_A_DAY) } else { (code.purpose.as_str(), TRIES_A_DAY) };
    let tries = house.vault.hash("throttle tries", &format!("{group}:{}", code.ticket_id.as_deref().unwrap_or(&code.id)));
    let since = now.saturating_sub(SignedDuration::from_hours(24)).unwrap_or(now);
    let spent = staff::failures(conn, &tries, since).await? >= most;
    if spent && !mailed {
        return Ok(Entered::Over);
    }
    if code.expires_at <= now || !codes::take_try(conn, &code.id, TRIES).await? {
        return Ok(Entered::Over);
    }
    if !right || spent {
        staff::count_failure(conn, &tries, now, since).await?;
        let left = TRIES - code.tries - 1;
        return Ok(if left > 0 && (code.used_at.is_none() || code.purpose == "open") { Entered::Wrong(left) } else { Entered::Over });
    }
    let first = codes::use_up(conn, &code.id, now).await?;
    Ok(if first { Entered::Right(Box::new(code)) } else { Entered::Again(Box::new(code)) })
}

/// The hash of a code: bound to its row, or equal codes would be seen to be equal.
#[must_use]
pub fn code_hash(house: &House, id: &str, code: &str) -> Vec<u8> {
    house.vault.hash("code", &format!("{id}:{code}"))
}

/// The hash of a link's secret.
#[must_use]
pub fn link_hash(house: &House, secret: &str) -> Vec<u8> {
    house.vault.hash("link", secret)
}

/// The hash of a cookie.
#[must_use]
pub fn cookie_hash(house: &House, token: &str) -> Vec<u8> {
    house.vault.hash("cookie", token)
}

/// The hash of the secret by which a browser is known. Another kind than a session's: neither does what the other does.
#[must_use]
pub fn device_hash(house: &House, secret: &str) -> Vec<u8> {
    house.vault.hash("device", secret)
}

/// The code of a link whose time is not over, used or not, by its secret.
///
/// # Errors
/// [`DeskError::NotFound`] when it is too old, was tried too often, or never was: the same for all.
pub async fn live_link(house: &House, conn: &mut Conn, secret: &str, now: Timestamp) -> Result<Code, DeskError> {
    codes::by_link(conn, &link_hash(house, secret))
        .await?
        // Links of other sorts have pages of their own: here they open nothing, and are not used up.
        .filter(|code| matches!(code.purpose.as_str(), "prove" | "open" | "download"))
        .filter(|code| code.expires_at > now && (code.tries < TRIES || code.used_at.is_some()))
        .ok_or(DeskError::NotFound)
}

/// Whether a used code or link was used in a browser with one of these cookies (their hashes), or was for it.
#[must_use]
pub fn is_of(code: &Code, holders: &[Vec<u8>]) -> bool {
    let mut own = [&code.holder, &code.used_by].into_iter().flatten();
    own.any(|own| holders.iter().any(|holder| same(holder, own)))
}

/// Where the words of a code that agents read again are sealed.
#[must_use]
pub const fn secret_place(id: &str) -> Place<'_> {
    Place("codes.secret", id)
}
