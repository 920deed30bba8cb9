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
}

/// Enters a six-digit code, whatever it is for. `session` is the cookie of a requester's session, for downloads.
///
/// # Errors
/// [`DeskError::Invalid`] when it has not the shape of a code; the store's.
pub async fn enter(house: &House, holder: &str, entered: &str, session: Option<&str>) -> Result<Opened, DeskError> {
    let entered = shaped(entered)?;
    let now = house.now();
    let (inner, holder) = (house.clone(), code::cookie_hash(house, holder));
    let session = session.map(|token| code::cookie_hash(house, token));
    let opened = house
        .store
        .write(move |conn| {
            Box::pin(async move {
                match code::enter(&inner, conn, &holder, &entered, now).await? {
                    Entered::Right(code) => open(&inner, conn, &code, session.as_deref(), now).await,
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

/// The same for a browser at this network address, whose wrong codes are counted: its own first, then its network's.
///
/// # Errors
/// As [`enter`]; [`DeskError::TooMany`].
pub async fn enter_from(house: &House, holder: &str, entered: &str, session: Option<&str>, peer: &str) -> Result<Opened, DeskError> {
    // What is no code is no try, and forgives none.
    shaped(entered)?;
    let tries = Tries::code(house, &code::cookie_hash(house, holder), peer);
    tries.count(house).await?;
    let opened = enter(house, holder, entered, session).await;
    if opened.as_ref().is_ok_and(|opened| !matches!(opened, Opened::Wrong(_) | Opened::Over)) {
        house.store.write(move |conn| Box::pin(async move { tries.forgive(conn).await })).await?;
    }
    opened
}

/// Presses the button behind a mail's link. `session` is the cookie of a requester's session, for downloads.
///
/// # Errors
/// [`DeskError::NotFound`] when the link was used, is too old, or never was; the store's.
pub async fn press(house: &House, secret: &str, session: Option<&str>) -> Result<Opened, DeskError> {
    let now = house.now();
    let (inner, secret) = (house.clone(), secret.to_owned());
    let session = session.map(|token| code::cookie_hash(house, token));
    let opened = house
        .store
        .write(move |conn| {
            Box::pin(async move {
                let code = code::live_link(&inner, conn, &secret, now).await?;
                if !codes::use_up(conn, &code.id, now).await? {
                    return Err(DeskError::NotFound);
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
        // Proved already, in another window, or expired: the page says which.
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
