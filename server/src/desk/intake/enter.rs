//! Codes that are entered and links whose button is pressed: they prove an address, open a page, or let downloads begin.

use domain::clock::ClockName;
use domain::typed;
use domain::{Act, State};
use jiff::{SignedDuration, Timestamp};
use serde_json::json;

use crate::desk::code::{self, CODE_LASTS, Entered};
use crate::desk::throttle::Tries;
use crate::desk::{DeskError, Fields, clerk, post, reckon};
use crate::house::House;
use crate::random;
use crate::store::codes::{self, Code};
use crate::store::ticket::{self, Ticket};
use crate::store::{Conn, file, report, session};

/// How long a requester's session lasts: two hours.
pub const SESSION_LASTS: SignedDuration = SignedDuration::from_hours(2);
/// How long downloads may begin after a fresh code: fifteen minutes.
pub const FRESH_LASTS: SignedDuration = SignedDuration::from_mins(15);

/// What an entered code or a pressed link led to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Opened {
    /// A proved request: its page may be seen with this session.
    Proved {
        /// The reference, of the first when there was an identical one.
        reference: String,
        /// The session's secret; `None` where the account alone opens it ([`Opened::Account`]).
        session: Option<String>,
        /// Whether it led to an earlier identical request.
        joined: bool,
    },
    /// A page that may be seen with this session.
    Page {
        /// The reference.
        reference: String,
        /// The session's secret; `None`: the one that the browser has goes on.
        session: Option<String>,
    },
    /// A page that its account alone opens: its owner wants no mailbox to be enough.
    Account {
        /// The reference.
        reference: String,
    },
    /// The code was wrong; so many tries are left.
    Wrong(i64),
    /// No code works here any more.
    Over,
    /// It was confirmed before, in another browser.
    Already,
}

/// Enters a six-digit code, whatever it is for. `session` is the cookie of a requester's session, for downloads.
///
/// # Errors
/// [`DeskError::Invalid`] when it has not the shape of a code; the store's.
pub async fn enter(house: &House, holder: &str, entered: &str, session: Option<&str>) -> Result<Opened, DeskError> {
    enter_any(house, &[holder], entered, session).await
}

async fn enter_any(house: &House, holders: &[&str], entered: &str, session: Option<&str>) -> Result<Opened, DeskError> {
    let entered = shaped(entered)?;
    let now = house.now();
    let (inner, holders) = (house.clone(), hashes(house, holders));
    let session = session.map(|token| code::cookie_hash(house, token));
    let opened = house
        .store
        .write(move |conn| {
            Box::pin(async move {
                match code::enter(&inner, conn, &holders, &entered, now).await? {
                    // Pressed twice, it leads where it led the first time.
                    Entered::Right(code) | Entered::Again(code) => open(&inner, conn, &code, session.as_deref(), now).await,
                    Entered::Wrong(left) => Ok(Opened::Wrong(left)),
                    Entered::Over => Ok(Opened::Over),
                }
            })
        })
        .await?;
    tell(house, &opened);
    Ok(opened)
}

/// A typed code in its canonical form.
fn shaped(entered: &str) -> Result<String, DeskError> {
    let entered = typed::code(entered);
    let mut wrong = Fields::default();
    wrong.check(!entered.is_empty(), "code", "code_required");
    wrong.check(entered.is_empty() || (entered.len() == 6 && entered.bytes().all(|b| b.is_ascii_digit())), "code", "code_shape");
    wrong.done()?;
    Ok(entered)
}

/// The cookies whose newest code was not used yet.
///
/// # Errors
/// The store's.
pub async fn unused(house: &House, holders: &[&str]) -> Result<Vec<String>, DeskError> {
    let mut conn = house.store.read().await?;
    let mut left = Vec::new();
    for holder in holders {
        let newest = codes::by_holder(&mut conn, &code::cookie_hash(house, holder)).await?;
        if newest.is_some_and(|code| code.used_at.is_none()) {
            left.push((*holder).to_owned());
        }
    }
    Ok(left)
}

/// The hashes of cookies.
pub(super) fn hashes(house: &House, holders: &[&str]) -> Vec<Vec<u8>> {
    holders.iter().map(|holder| code::cookie_hash(house, holder)).collect()
}

/// The same for a browser at this network address, with the cookies of all that it has asked for, the newest first. Its wrong codes are
/// counted: its own first, then its network's.
///
/// # Errors
/// As [`enter`]; [`DeskError::TooMany`].
pub async fn enter_from(house: &House, holders: &[&str], entered: &str, session: Option<&str>, peer: &str) -> Result<Opened, DeskError> {
    // What is no code is no try, and forgives none.
    shaped(entered)?;
    // One browser, whatever it has asked for since.
    let tries = Tries::code(house, &code::cookie_hash(house, holders.last().copied().unwrap_or_default()), peer);
    tries.count(house).await?;
    let opened = enter_any(house, holders, entered, session).await;
    if opened.as_ref().is_ok_and(|opened| !matches!(opened, Opened::Wrong(_) | Opened::Over)) {
        house.store.write(move |conn| Box::pin(async move { tries.forgive(conn).await })).await?;
    }
    opened
}

/// Presses the button behind a mail's link, in a browser that has no cookie of codes. `session` is the cookie of a requester's session,
/// for downloads.
///
/// # Errors
/// As [`press_in`].
pub async fn press(house: &House, secret: &str, session: Option<&str>) -> Result<Opened, DeskError> {
    press_in(house, secret, &[], session).await
}

/// The same in the browser with these cookies of codes, the newest first: pressed once more in it, the link leads where it led the first
/// time.
///
/// # Errors
/// [`DeskError::NotFound`] when the link is too old or never was, or was used in another browser and confirms nothing; the store's.
pub async fn press_in(house: &House, secret: &str, holders: &[&str], session: Option<&str>) -> Result<Opened, DeskError> {
    let now = house.now();
    let (inner, secret, holders) = (house.clone(), secret.to_owned(), hashes(house, holders));
    let session = session.map(|token| code::cookie_hash(house, token));
    let opened = house
        .store
        .write(move |conn| {
            Box::pin(async move {
                let code = code::live_link(&inner, conn, &secret, now).await?;
                if !codes::use_up_in(conn, &code.id, holders.first().map(Vec::as_slice), now).await? {
                    // Read again: another press may have used it a moment ago.
                    let code = code::live_link(&inner, conn, &secret, now).await?;
                    if !code::is_of(&code, &holders) {
                        return if code.purpose == "prove" { Ok(Opened::Already) } else { Err(DeskError::NotFound) };
                    }
                }
                open(&inner, conn, &code, session.as_deref(), now).await
            })
        })
        .await?;
    tell(house, &opened);
    Ok(opened)
}

pub(super) fn tell(house: &House, opened: &Opened) {
    if let Opened::Proved { reference, .. } = opened {
        house.tell(reference, "proved", "requester");
    }
}

/// Does what a used code is for.
async fn open(house: &House, conn: &mut Conn, code: &Code, session: Option<&[u8]>, now: Timestamp) -> Result<Opened, DeskError> {
    let Some(id) = code.ticket_id.as_deref() else { return Ok(Opened::Over) };
    match (code.purpose.as_str(), code.report_id.as_deref()) {
        ("prove", None) => prove(house, conn, id, now).await,
        ("download", _) => {
            let Some(session) = session else { return Ok(Opened::Over) };
            // A code for one request gives nothing to the session of another.
            let held = session::get(conn, &house.vault, session, now).await?.filter(|held| held.ticket_id.as_deref() == Some(id));
            if held.is_none() {
                return Ok(Opened::Over);
            }
            session::set_fresh(conn, session, now.saturating_add(FRESH_LASTS).unwrap_or(now)).await?;
            let ticket = ticket::by_id(conn, &house.vault, id).await?.ok_or(DeskError::NotFound)?;
            Ok(Opened::Page { reference: ticket.reference, session: None })
        }
        (_, Some(report_id)) => {
            let report = report::by_id(conn, &house.vault, report_id).await?.ok_or(DeskError::NotFound)?;
            if report.email_proved_at.is_none() {
                report::set_proved(conn, report_id, now).await?;
                file::set_proved(conn, id, Some(report_id)).await?;
                let case = ticket::by_id(conn, &house.vault, id).await?.ok_or(DeskError::NotFound)?;
                post::report_receipt(house, conn, &case, &report, now).await?;
            }
            clerk::note(conn, id, now, "requester", "opened", json!({"report": report.reference})).await?;
            let session = begin(house, conn, id, Some(report_id), now).await?;
            Ok(Opened::Page { reference: report.reference, session: Some(session) })
        }
        _ => {
            let ticket = ticket::by_id(conn, &house.vault, id).await?.ok_or(DeskError::NotFound)?;
            if ticket.state == State::IdentityUnverified {
                // The reminder's link proves the address as the first one would have.
                return prove(house, conn, id, now).await;
            }
            page(house, conn, &ticket, true, now).await
        }
    }
}

/// A session for a request's page; none where no mailbox is enough: then the account opens it.
async fn begin_of(house: &House, conn: &mut Conn, ticket: &Ticket, now: Timestamp) -> Result<Option<String>, DeskError> {
    if post::account_alone(house, conn, ticket.ties.account_id.as_deref()).await? {
        return Ok(None);
    }
    begin(house, conn, &ticket.id, None, now).await.map(Some)
}

/// The page of a request that was proved before.
async fn page(house: &House, conn: &mut Conn, ticket: &Ticket, note: bool, now: Timestamp) -> Result<Opened, DeskError> {
    let reference = ticket.reference.clone();
    let Some(session) = begin_of(house, conn, ticket, now).await? else { return Ok(Opened::Account { reference }) };
    if note {
        clerk::note(conn, &ticket.id, now, "requester", "opened", json!({})).await?;
    }
    Ok(Opened::Page { reference, session: Some(session) })
}

async fn begin(house: &House, conn: &mut Conn, ticket: &str, report: Option<&str>, now: Timestamp) -> Result<String, DeskError> {
    let token = random::token();
    let held = session::Session {
        ticket_id: Some(ticket.to_owned()),
        report_id: report.map(str::to_owned),
        ..session::Session::begin(now, SESSION_LASTS)
    };
    session::insert(conn, &house.vault, &code::cookie_hash(house, &token), &held).await?;
    Ok(token)
}

/// The address is proved: the clocks start, and the request stands on the queue, or leads to the identical one before it.
pub(super) async fn prove(house: &House, conn: &mut Conn, id: &str, now: Timestamp) -> Result<Opened, DeskError> {
    let mut ticket = clerk::hold(house, conn, id).await?;
    if ticket.state != State::IdentityUnverified {
        // Proved already, by a press before this one or in another window: it leads to the same.
        if let Some(first) = &ticket.duplicate_of {
            let first = ticket::by_id(conn, &house.vault, first).await?.ok_or(DeskError::NotFound)?;
            let session = begin_of(house, conn, &first, now).await?;
            return Ok(Opened::Proved { reference: first.reference, session, joined: true });
        }
        if ticket.proved_at.is_some() && ticket.state.on_queue() {
            let session = begin_of(house, conn, &ticket, now).await?;
            return Ok(Opened::Proved { reference: ticket.reference, session, joined: false });
        }
        // Or over: the page says how.
        return page(house, conn, &ticket, false, now).await;
    }
    file::set_proved(conn, id, None).await?;
    ticket.proved_at = Some(now);
    ticket.proof_in_time = now <= ticket.received_at.saturating_add(CODE_LASTS).unwrap_or(ticket.received_at);
    ticket.expires_at = None;
    let same = match ticket::same_hash(conn, id).await? {
        Some(hash) => ticket::id_of_same(conn, &hash, id).await?,
        None => None,
    };
    if let Some(first) = same {
        let first = ticket::by_id(conn, &house.vault, &first).await?.ok_or(DeskError::NotFound)?;
        reckon::step(&mut ticket, Act::FindDuplicate)?;
        ticket.stopped_at = Some(now);
        ticket.duplicate_of = Some(first.id.clone());
        file::expire_received(conn, id, true, now).await?;
        clerk::save(house, conn, &mut ticket, now, "requester", "joined", json!({"first": first.reference})).await?;
        post::joined(house, conn, &first, &ticket.id, now).await?;
        let session = begin_of(house, conn, &first, now).await?;
        return Ok(Opened::Proved { reference: first.reference, session, joined: true });
    }
    reckon::step(&mut ticket, Act::Prove)?;
    let in_time = ticket.proof_in_time;
    clerk::save(house, conn, &mut ticket, now, "requester", "proved", json!({"in_time": in_time})).await?;
    let dues = [(ClockName::Promise, ticket.cached.promise_due_at), (ClockName::Law, ticket.cached.law_due_at)];
    let dues: Vec<_> = dues.into_iter().filter_map(|(name, due)| due.map(|due| (name, due))).collect();
    post::receipt(house, conn, &ticket, &dues, now).await?;
    let session = begin_of(house, conn, &ticket, now).await?;
    Ok(Opened::Proved { reference: ticket.reference, session, joined: false })
}
