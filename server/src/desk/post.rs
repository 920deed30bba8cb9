//! The post: what a desk writes to people. Each mail is queued in the transaction that causes it, once for each cause.

use app::texts::T;
use domain::clock::ClockName;
use domain::{Lang, State};
use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::code::{self, CODE_LASTS, Fresh};
use super::show::outcome_view;
use super::{DeskError, reckon};
use crate::house::House;
use crate::mail::letter::{self, AccountLetter, Asked, Envelope, News, Purpose};
use crate::mail::{Topic, outgoing};
use crate::store::Conn;
use crate::store::account::Account;
use crate::store::outbox::{self, Letter};
use crate::store::outcome::{self as outcomes, OutcomeBody};
use crate::store::report::Report;
use crate::store::ticket::Ticket;

mod acts;
mod alert;
mod colleagues;
mod guardian;
mod late;

pub use acts::{Extension, case_reopened, extension, merged, reopened};
pub use alert::{TOGETHER, alert, together};
pub use colleagues::{escalate, staff, staff_spaced};
pub use guardian::{child_code, child_told, consent_ask, consent_receipt, handover, handover_told, notice_done, other_guardian};
pub use late::late;

/// To whom a mail goes.
#[derive(Debug, Clone)]
pub struct To {
    ticket: String,
    report: Option<String>,
    email: String,
    lang: Lang,
    zone: TimeZone,
    product: String,
    /// The account that the ticket belongs to.
    account: Option<String>,
    /// Whether it is that account's owner who is written to, and not somebody else about their request.
    to_owner: bool,
    /// What was asked for.
    asked: Asked,
    /// Whether a code would confirm it.
    unproved: bool,
}

fn zone_of(house: &House, ticket: &Ticket, zone: Option<&str>) -> TimeZone {
    let country = ticket.country.as_deref().and_then(domain::country::Country::find).map(|country| country.zone);
    let office = house.products.get(&ticket.product).map(|product| product.pack.office.zone.as_str());
    zone.or(country).or(office).and_then(|name| TimeZone::get(name).ok()).unwrap_or(TimeZone::UTC)
}

impl To {
    /// The address.
    #[must_use]
    pub fn address(&self) -> &str {
        &self.email
    }

    /// To the requester.
    #[must_use]
    pub fn requester(house: &House, ticket: &Ticket) -> Self {
        Self {
            ticket: ticket.id.clone(),
            report: None,
            email: ticket.subject.email.clone(),
            lang: ticket.lang,
            zone: zone_of(house, ticket, ticket.zone.as_deref()),
            product: ticket.product.clone(),
            account: ticket.ties.account_id.clone(),
            to_owner: true,
            asked: Asked { kind: ticket.kind, at: ticket.received_at },
            unproved: ticket.state == State::IdentityUnverified,
        }
    }

    /// To a reporter; `None` when no address was given.
    #[must_use]
    pub fn reporter(house: &House, ticket: &Ticket, report: &Report) -> Option<Self> {
        Some(Self {
            ticket: ticket.id.clone(),
            report: Some(report.id.clone()),
            email: report.body.email.clone()?,
            lang: report.lang,
            zone: zone_of(house, ticket, report.zone.as_deref()),
            product: ticket.product.clone(),
            account: None,
            to_owner: false,
            asked: Asked { kind: ticket.kind, at: report.received_at },
            unproved: false,
        })
    }
}

/// Somebody who is written to for themselves, and not about a request.
#[derive(Debug, Clone)]
pub struct Reader {
    /// The address.
    pub email: String,
    /// The language.
    pub lang: Lang,
    /// The IANA zone in which moments are written; `None`: UTC.
    pub zone: Option<String>,
}

impl Reader {
    /// The owner of an account.
    #[must_use]
    pub fn of(account: &Account) -> Self {
        Self { email: account.person.email.clone(), lang: account.lang, zone: account.zone.clone() }
    }
}

/// Writes and queues one mail that belongs to no ticket. It comes from the portal itself, and from no product.
///
/// # Errors
/// The store's.
pub async fn to_reader(
    house: &House,
    conn: &mut Conn,
    to: &Reader,
    topic: Topic,
    now: Timestamp,
    write: impl FnOnce(&Envelope<'_>) -> Letter,
) -> Result<(), DeskError> {
    let zone = to.zone.as_deref().and_then(|name| TimeZone::get(name).ok()).unwrap_or(TimeZone::UTC);
    let envelope = Envelope { t: T(to.lang), to: &to.email, product: "Habeas", origin: &house.origin, zone: &zone, opener: None };
    let host = house.origin.split_once("://").map_or("localhost", |(_, host)| host);
    let once = format!("{}:{}", topic.code(), crate::random::id(now));
    let mail = outgoing(topic, once, None, write(&envelope), host.split(':').next().unwrap_or(host), now);
    Ok(outbox::queue(conn, &house.vault, &mail, now).await?)
}

/// A letter about an account, with a way to go on.
///
/// # Errors
/// The store's.
pub async fn account_letter(
    house: &House,
    conn: &mut Conn,
    to: &Reader,
    which: AccountLetter<'_>,
    now: Timestamp,
) -> Result<(), DeskError> {
    to_reader(house, conn, to, which.topic(), now, |env| letter::account(env, which, super::person::LINK_LASTS.as_mins())).await
}

/// Tells an account's owner what happened to it.
///
/// # Errors
/// The store's.
pub async fn account_news(house: &House, conn: &mut Conn, account: &Account, news: News, now: Timestamp) -> Result<(), DeskError> {
    to_reader(house, conn, &Reader::of(account), Topic::AccountNews, now, |env| letter::account_news(env, news)).await
}

/// Tells somebody what happened to an account, by an address that is not, or no longer, the account's.
///
/// # Errors
/// The store's.
pub async fn account_news_to(house: &House, conn: &mut Conn, to: &Reader, news: News, now: Timestamp) -> Result<(), DeskError> {
    to_reader(house, conn, to, Topic::AccountNews, now, |env| letter::account_news(env, news)).await
}

/// Writes and queues one mail; answers its identifier.
#[expect(clippy::too_many_arguments, reason = "one mail with all that belongs to it")]
async fn send(
    house: &House,
    conn: &mut Conn,
    to: &To,
    topic: Topic,
    once: String,
    now: Timestamp,
    opener: Option<&str>,
    write: impl FnOnce(&Envelope<'_>) -> Letter,
) -> Result<String, DeskError> {
    // What is an account's goes to where its owner is now, and not to the address of the day on which they asked.
    let owner = match to.account.as_ref().filter(|_| to.to_owner) {
        Some(id) => crate::store::account::by_id(conn, &house.vault, id).await?,
        None => None,
    };
    let frozen = owner.as_ref().is_some_and(|account| account.frozen.is_some());
    let email = owner.map_or_else(|| to.email.clone(), |account| account.person.email);
    let name = house.products.get(&to.product).map_or_else(|| to.product.clone(), |product| product.pack.name.clone());
    let envelope = Envelope { t: T(to.lang), to: &email, product: &name, origin: &house.origin, zone: &to.zone, opener };
    let host = house.origin.split_once("://").map_or("localhost", |(_, host)| host);
    // Nobody knows at present whose mailbox it is: what there is to say stands on the request's page, for whom the account is opened to.
    let written = if frozen { letter::held(&envelope) } else { write(&envelope) };
    let mail = outgoing(topic, once, Some(to.ticket.clone()), written, host.split(':').next().unwrap_or(host), now);
    outbox::queue(conn, &house.vault, &mail, now).await?;
    Ok(mail.id)
}

/// The same with a link that opens the request's page once, for half an hour; later it leads to a fresh code.
async fn send_with_link(
    house: &House,
    conn: &mut Conn,
    to: &To,
    topic: Topic,
    once: String,
    now: Timestamp,
    write: impl FnOnce(&Envelope<'_>) -> Letter,
) -> Result<String, DeskError> {
    if account_alone(house, conn, to.account.as_deref()).await? {
        // No mailbox is enough: the mail names the page, and the account opens it.
        return send(house, conn, to, topic, once, now, None, write).await;
    }
    let link = code::make_link(house, conn, &to.ticket, to.report.as_deref(), now).await?;
    send(house, conn, to, topic, once, now, Some(&link), write).await
}

/// Whether a ticket is opened by its account alone, and by no mailbox: its owner turned a second factor on, or nobody knows at present
/// whose the account is.
///
/// # Errors
/// The store's.
pub async fn account_alone(house: &House, conn: &mut Conn, account: Option<&str>) -> Result<bool, DeskError> {
    let Some(id) = account else { return Ok(false) };
    let account = crate::store::account::by_id(conn, &house.vault, id).await?;
    Ok(account.is_some_and(|account| account.has_second() || account.frozen.is_some()))
}

/// A code, and the link that does the same.
///
/// # Errors
/// The store's.
pub async fn code(house: &House, conn: &mut Conn, to: &To, fresh: &Fresh, purpose: &str, now: Timestamp) -> Result<(), DeskError> {
    let purpose = match (purpose, to.report.is_some()) {
        ("prove_report", _) | ("prove", true) => Purpose::ProveReport(to.asked.at),
        ("prove", false) => Purpose::Prove(to.asked),
        ("download", _) => Purpose::Download,
        // A code that was asked for by the reference confirms the request as the first one would have.
        _ if to.unproved => Purpose::Prove(to.asked),
        _ => Purpose::Open,
    };
    let once = format!("code:{}", crate::random::id(now));
    send(house, conn, to, Topic::Code, once, now, None, |env| letter::code(env, &fresh.code, &fresh.link, CODE_LASTS.as_mins(), purpose))
        .await
        .map(drop)
}

/// The receipt of a proved request: its reference and its due moments.
///
/// # Errors
/// The store's.
pub async fn receipt(
    house: &House,
    conn: &mut Conn,
    ticket: &Ticket,
    dues: &[(ClockName, Timestamp)],
    now: Timestamp,
) -> Result<(), DeskError> {
    let to = To::requester(house, ticket);
    let once = format!("receipt:{}", ticket.id);
    send_with_link(house, conn, &to, Topic::Receipt, once, now, |env| letter::receipt(env, &ticket.reference, ticket.kind, dues))
        .await
        .map(drop)
}

/// The receipt of a request that a young person has made their own.
///
/// # Errors
/// The store's.
pub async fn adopted(
    house: &House,
    conn: &mut Conn,
    ticket: &Ticket,
    dues: &[(ClockName, Timestamp)],
    now: Timestamp,
) -> Result<(), DeskError> {
    let to = To::requester(house, ticket);
    let once = format!("adopted:{}", ticket.id);
    send_with_link(house, conn, &to, Topic::Receipt, once, now, |env| letter::receipt(env, &ticket.reference, ticket.kind, dues))
        .await
        .map(drop)
}

/// A second identical request led to the first.
///
/// # Errors
/// The store's.
pub async fn joined(house: &House, conn: &mut Conn, first: &Ticket, second: &str, now: Timestamp) -> Result<(), DeskError> {
    let to = To::requester(house, first);
    let once = format!("joined:{second}");
    send_with_link(house, conn, &to, Topic::Joined, once, now, |env| letter::joined(env, &first.reference, first.kind)).await.map(drop)
}

/// A message of support; answers the mail's identifier.
///
/// # Errors
/// The store's.
pub async fn message(house: &House, conn: &mut Conn, ticket: &Ticket, words: &str, now: Timestamp) -> Result<String, DeskError> {
    let to = To::requester(house, ticket);
    let once = format!("message:{}", crate::random::id(now));
    send_with_link(house, conn, &to, Topic::Message, once, now, |env| letter::message(env, &ticket.reference, words)).await
}

/// A question; answers the mail's identifier.
///
/// # Errors
/// The store's.
pub async fn question(
    house: &House,
    conn: &mut Conn,
    ticket: &Ticket,
    words: &str,
    until: Timestamp,
    now: Timestamp,
) -> Result<String, DeskError> {
    let to = To::requester(house, ticket);
    let once = format!("question:{}", crate::random::id(now));
    send_with_link(house, conn, &to, Topic::Question, once, now, |env| letter::question(env, &ticket.reference, words, until)).await
}

/// The outcome of the ticket's present cycle.
///
/// # Errors
/// The store's.
pub async fn outcome(house: &House, conn: &mut Conn, ticket: &Ticket, now: Timestamp) -> Result<(), DeskError> {
    let product = house.products.get(&ticket.product).ok_or(DeskError::NotFound)?;
    let Some(last) = outcomes::list(conn, &house.vault, &ticket.id).await?.pop() else { return Err(DeskError::NotFound) };
    let view = outcome_view(last, ticket.country.as_deref(), false);
    let to = To::requester(house, ticket);
    let once = format!("outcome:{}:{}{}", ticket.id, ticket.cycle, again(conn, ticket).await?);
    send_with_link(house, conn, &to, Topic::Outcome, once, now, |env| {
        letter::outcome(env, &ticket.reference, ticket.kind, &view, &product.pack)
    })
    .await
    .map(drop)
}

/// What makes the name of a cycle's answer another one, where an earlier answer of the same cycle was taken back.
async fn again(conn: &mut Conn, ticket: &Ticket) -> Result<String, DeskError> {
    Ok(match outcomes::withdrawn(conn, &ticket.id, ticket.cycle).await? {
        0 => String::new(),
        count => format!(":{count}"),
    })
}

/// A report's decision, to one reporter.
///
/// # Errors
/// The store's.
pub async fn decision(
    house: &House,
    conn: &mut Conn,
    ticket: &Ticket,
    report: &Report,
    body: &OutcomeBody,
    now: Timestamp,
) -> Result<(), DeskError> {
    let Some(to) = To::reporter(house, ticket, report) else { return Ok(()) };
    let once = format!("decision:{}:{}{}", report.id, ticket.cycle, again(conn, ticket).await?);
    send_with_link(house, conn, &to, Topic::Decision, once, now, |env| {
        letter::decision(env, &report.reference, &body.decision, &body.words)
    })
    .await
    .map(drop)
}

/// The receipt of a report whose address was proved.
///
/// # Errors
/// The store's.
pub async fn report_receipt(house: &House, conn: &mut Conn, ticket: &Ticket, report: &Report, now: Timestamp) -> Result<(), DeskError> {
    let Some(to) = To::reporter(house, ticket, report) else { return Ok(()) };
    let due = reckon::for_report(house, conn, ticket, report, now, false).await?.review.map_or(now, |clock| clock.due);
    let once = format!("report_receipt:{}", report.id);
    send_with_link(house, conn, &to, Topic::ReportReceipt, once, now, |env| letter::report_receipt(env, &report.reference, due))
        .await
        .map(drop)
}

/// The requester withdrew the request.
///
/// # Errors
/// The store's.
pub async fn withdrawn(house: &House, conn: &mut Conn, ticket: &Ticket, now: Timestamp) -> Result<(), DeskError> {
    if ticket.proved_at.is_none() {
        return Ok(()); // An address that nobody proved is told nothing more.
    }
    let to = To::requester(house, ticket);
    let once = format!("withdrawn:{}:{}", ticket.id, ticket.cycle);
    send_with_link(house, conn, &to, Topic::Withdrawn, once, now, |env| letter::withdrawn(env, &ticket.reference)).await.map(drop)
}

/// The receipt of an appeal, with the new cycle's due moments.
///
/// # Errors
/// The store's.
pub async fn appeal_receipt(house: &House, conn: &mut Conn, ticket: &Ticket, now: Timestamp) -> Result<(), DeskError> {
    let to = To::requester(house, ticket);
    let dues: Vec<_> = reckon::evaluation(house, conn, ticket, now, false).await?.clocks().map(|clock| (clock.name, clock.due)).collect();
    let once = format!("appeal:{}:{}", ticket.id, ticket.cycle);
    send_with_link(house, conn, &to, Topic::AppealReceipt, once, now, |env| letter::appeal_receipt(env, &ticket.reference, &dues))
        .await
        .map(drop)
}

/// The one reminder of an unproved request, with a link that proves it.
///
/// # Errors
/// The store's.
pub async fn reminder(
    house: &House,
    conn: &mut Conn,
    ticket: &Ticket,
    until: Timestamp,
    secret: &str,
    now: Timestamp,
) -> Result<(), DeskError> {
    let to = To::requester(house, ticket);
    let once = format!("reminder:{}", ticket.id);
    send(house, conn, &to, Topic::Reminder, once, now, None, |env| letter::reminder(env, to.asked, until, secret)).await.map(drop)
}

/// An honest word that it takes longer.
///
/// # Errors
/// The store's.
pub async fn delayed(house: &House, conn: &mut Conn, ticket: &Ticket, words: &str, now: Timestamp) -> Result<(), DeskError> {
    let to = To::requester(house, ticket);
    let once = format!("delayed:{}:{}", ticket.id, ticket.cycle);
    send_with_link(house, conn, &to, Topic::Delayed, once, now, |env| letter::delayed(env, &ticket.reference, None, words)).await.map(drop)
}
