//! The intake desk: takes requests from anybody, proves the e-mail, and starts the clocks.

use domain::clock::ClockName;
use domain::country::Country;
use domain::request::{Details, FORMATS, LOGINS, Subject};
use domain::{Act, Kind, Lang, Reference, State};
use jiff::{SignedDuration, Timestamp};
use serde_json::json;

use super::code::{self, CODE_LASTS, Entered, MOST_CODES};
use super::upload::{self, Owner, Upload};
use super::{DeskError, Fields, clerk, post, reckon};
use crate::house::House;
use crate::products::Product;
use crate::random;
use crate::store::codes::{self, Code};
use crate::store::ticket::{self, Cached, Hashes, Ticket};
use crate::store::{Conn, file, report, session};

/// How long a request waits for its proof: seven days.
pub const UNPROVED_LASTS: SignedDuration = SignedDuration::from_hours(7 * 24);
/// How long a requester's session lasts: two hours.
pub const SESSION_LASTS: SignedDuration = SignedDuration::from_hours(2);
/// How long downloads may begin after a fresh code: fifteen minutes.
pub const FRESH_LASTS: SignedDuration = SignedDuration::from_mins(15);
/// The most characters of a text.
pub const MOST_WORDS: usize = 4000;
/// The most characters of a line.
pub const MOST_LINE: usize = 300;
/// How many unproved requests one address may have within an hour: enough for a family, too few to flood a mailbox.
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
}

/// What an entered code or a pressed link led to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Opened {
    /// A proved request: its page may be seen with this session.
    Proved {
        /// The reference, of the first when there was an identical one.
        reference: String,
        /// The session's secret.
        session: String,
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
    /// The code was wrong; so many tries are left.
    Wrong(i64),
    /// No code works here any more.
    Over,
}

/// Takes a request: it is stored with its files, and a code leaves by mail. Answers the secret of the browser that may enter it.
///
/// # Errors
/// [`DeskError::Invalid`] with all that is wrong; [`DeskError::TooMany`]; the store's.
pub async fn submit(house: &House, new: NewRequest, mut uploads: Vec<Upload>) -> Result<String, DeskError> {
    let product = house.products.get(&new.product).filter(|product| product.pack.takes(new.kind)).ok_or(DeskError::NotFound)?;
    check(product, &new)?;
    let now = house.now();
    let holder = random::token();
    let mut ticket = draft(product, &new, now);
    let hashes = hashes(house, &ticket);
    upload::settle(house, &mut uploads).await?;
    let (inner, secret) = (house.clone(), holder.clone());
    house
        .store
        .write(move |conn| {
            Box::pin(async move {
                let house = &inner;
                throttle(house, conn, &ticket.subject.email, now).await?;
                reckon::keep(house, conn, &mut ticket, now).await?;
                ticket::insert(conn, &house.vault, &ticket, &hashes).await?;
                upload::adopt(house, conn, &mut uploads, Owner { ticket: &ticket.id, ..Owner::default() }, "evidence", now).await?;
                clerk::note(
                    conn,
                    &ticket.id,
                    now,
                    "requester",
                    "submitted",
                    json!({"product": ticket.product, "kind": ticket.kind.code(), "files": uploads.len()}),
                )
                .await?;
                let fresh = code::make(house, conn, "prove", &ticket.id, None, &code::cookie_hash(house, &secret), now).await?;
                post::code(house, conn, &post::To::requester(house, &ticket), &fresh, "prove", now).await?;
                Ok::<_, DeskError>(())
            })
        })
        .await?;
    house.wake.notify_waiters();
    Ok(holder)
}

/// Refuses a flood of codes to one address. It tells nothing about accounts: any address is treated alike.
///
/// # Errors
/// [`DeskError::TooMany`].
pub async fn throttle(house: &House, conn: &mut Conn, email: &str, now: Timestamp) -> Result<(), DeskError> {
    let since = now.saturating_sub(SignedDuration::from_hours(1)).unwrap_or(now);
    let key = house.vault.hash("throttle code", &email.trim().to_lowercase());
    let count = crate::store::staff::count_failure(conn, &key, now, since).await?;
    if count > MOST_AN_HOUR {
        return Err(DeskError::TooMany(now.saturating_add(SignedDuration::from_hours(1)).unwrap_or(now)));
    }
    Ok(())
}

/// The fields of all kinds, in the order in which the forms ask for them.
const ASKED: [&str; 13] = [
    "scope",
    "categories",
    "format",
    "category",
    "says",
    "should_say",
    "streams",
    "understood",
    "email",
    "login",
    "app_id",
    "country",
    "words",
];

/// Checks a form as a whole, so that all that is wrong is told at once.
///
/// # Errors
/// [`DeskError::Invalid`].
pub fn check(product: &Product, new: &NewRequest) -> Result<(), DeskError> {
    let mut wrong = Fields::default();
    check_subject(&mut wrong, new);
    let pack = &product.pack;
    let known = |kind: Kind, ids: &[String]| ids.iter().all(|id| pack.categories_for(kind).any(|category| category.id == *id));
    let short = |text: &str, most: usize| text.chars().count() <= most;
    match &new.details {
        Details::Access { categories, format, words, .. } => {
            wrong.check(!new.some || !categories.is_empty(), "categories", "choose_some");
            wrong.check(known(Kind::Access, categories), "categories", "category_unknown");
            wrong.check(FORMATS.contains(&format.as_str()), "format", "choose_one");
            wrong.check(short(words, MOST_WORDS), "words", "too_long");
        }
        Details::Correction { category, says, should_say, words } => {
            wrong.check(known(Kind::Correction, std::slice::from_ref(category)), "category", "choose_one");
            wrong.check(!says.is_empty(), "says", "says_required");
            wrong.check(!should_say.is_empty(), "should_say", "should_say_required");
            wrong.check(says.is_empty() || says != should_say, "should_say", "same_value");
            wrong.check(short(says, MOST_WORDS), "says", "too_long");
            wrong.check(short(should_say, MOST_WORDS), "should_say", "too_long");
            wrong.check(short(words, MOST_WORDS), "words", "too_long");
        }
        Details::Deletion { categories, words } => {
            wrong.check(!new.some || !categories.is_empty(), "categories", "choose_some");
            wrong.check(known(Kind::Deletion, categories), "categories", "category_unknown");
            wrong.check(new.understood, "understood", "understood_required");
            wrong.check(short(words, MOST_WORDS), "words", "too_long");
        }
        Details::AiTrainingWithdrawal { streams, words } => {
            wrong.check(!streams.is_empty(), "streams", "choose_some");
            wrong.check(streams.iter().all(|id| pack.stream(id).is_some()), "streams", "category_unknown");
            wrong.check(short(words, MOST_WORDS), "words", "too_long");
        }
        Details::AdvertisingOptOut { words } => wrong.check(short(words, MOST_WORDS), "words", "too_long"),
        Details::Report { .. } => return Err(DeskError::NotFound),
    }
    wrong.in_order(&ASKED).done()
}

fn check_subject(wrong: &mut Fields, new: &NewRequest) {
    let subject = &new.subject;
    check_email(wrong, "email", &subject.email);
    if subject.contact_only {
        wrong.check(subject.login.as_deref().is_some_and(|login| LOGINS.contains(&login)), "login", "login_required");
        wrong.check(subject.app_id.is_some(), "app_id", "app_id_required");
    }
    wrong.check(subject.app_id.as_ref().is_none_or(|id| id.chars().count() <= 64), "app_id", "app_id_too_long");
    wrong.check(new.country.as_deref().is_none_or(|code| Country::find(code).is_some()), "country", "country_unknown");
}

/// Checks an address that must be there.
pub fn check_email(wrong: &mut Fields, field: &str, email: &str) {
    if email.is_empty() {
        wrong.add(field, "email_required");
    } else {
        let shape = email.len() <= 254
            && email.parse::<lettre::Address>().is_ok()
            && email.rsplit('@').next().is_some_and(|host| host.contains('.'));
        wrong.check(shape, field, "email_invalid");
    }
}

fn draft(product: &Product, new: &NewRequest, now: Timestamp) -> Ticket {
    Ticket {
        id: random::id(now),
        reference: Reference::new(&product.pack.reference_prefix, random::bytes()).to_string(),
        product: new.product.clone(),
        kind: new.kind,
        state: State::IdentityUnverified,
        version: 1,
        lang: new.lang,
        zone: new.zone.clone(),
        country: new.country.clone(),
        received_at: now,
        proved_at: None,
        proof_in_time: false,
        expires_at: now.checked_add(UNPROVED_LASTS).ok(),
        cycle: 1,
        cycle_started_at: now,
        stopped_at: None,
        cached: Cached::default(),
        calendar_version: product.calendar_version.clone(),
        policy_version: product.pack.policy.version_tag(),
        assignee: None,
        claimed_at: None,
        urgent: false,
        app_id_confirmed_at: None,
        duplicate_of: None,
        subject: new.subject.clone(),
        details: new.details.clone(),
    }
}

/// The hashes that a request is found by. Two requests are identical when product, kind, address, account and details are.
#[must_use]
pub fn hashes(house: &House, ticket: &Ticket) -> Hashes {
    let same = json!([ticket.product, ticket.kind.code(), ticket.subject.email.to_lowercase(), ticket.subject.app_id, ticket.details]);
    Hashes {
        email: Some(house.vault.hash_email(&ticket.subject.email)),
        app_id: ticket.subject.app_id.as_deref().map(|id| house.vault.hash("app_id", &id.to_lowercase())),
        same: Some(house.vault.hash("same", &same.to_string())),
    }
}

/// Enters a six-digit code, whatever it is for. `session` is the cookie of a requester's session, for downloads.
///
/// # Errors
/// [`DeskError::Invalid`] when it has not the shape of a code; the store's.
pub async fn enter(house: &House, holder: &str, entered: &str, session: Option<&str>) -> Result<Opened, DeskError> {
    let entered = code::tidy(entered);
    let mut wrong = Fields::default();
    wrong.check(!entered.is_empty(), "code", "code_required");
    wrong.check(entered.is_empty() || (entered.len() == 6 && entered.bytes().all(|b| b.is_ascii_digit())), "code", "code_shape");
    wrong.done()?;
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

fn tell(house: &House, opened: &Opened) {
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
            let held = session::get(conn, session, now).await?.filter(|held| held.ticket_id.as_deref() == Some(id));
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
            clerk::note(conn, id, now, "requester", "opened", json!({})).await?;
            let session = begin(house, conn, id, None, now).await?;
            Ok(Opened::Page { reference: ticket.reference, session: Some(session) })
        }
    }
}

async fn begin(house: &House, conn: &mut Conn, ticket: &str, report: Option<&str>, now: Timestamp) -> Result<String, DeskError> {
    let token = random::token();
    let held = session::Session {
        ticket_id: Some(ticket.to_owned()),
        report_id: report.map(str::to_owned),
        staff_id: None,
        expires_at: now.saturating_add(SESSION_LASTS).unwrap_or(now),
        fresh_until: None,
    };
    session::insert(conn, &code::cookie_hash(house, &token), &held, now).await?;
    Ok(token)
}

/// The address is proved: the clocks start, and the request stands on the queue, or leads to the identical one before it.
async fn prove(house: &House, conn: &mut Conn, id: &str, now: Timestamp) -> Result<Opened, DeskError> {
    let mut ticket = clerk::hold(house, conn, id).await?;
    if ticket.state != State::IdentityUnverified {
        // Proved already, in another window, or expired: the page says which.
        let session = begin(house, conn, id, None, now).await?;
        return Ok(Opened::Page { reference: ticket.reference, session: Some(session) });
    }
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
        let session = begin(house, conn, &first.id, None, now).await?;
        return Ok(Opened::Proved { reference: first.reference, session, joined: true });
    }
    reckon::step(&mut ticket, Act::Prove)?;
    let in_time = ticket.proof_in_time;
    clerk::save(house, conn, &mut ticket, now, "requester", "proved", json!({"in_time": in_time})).await?;
    let dues = [(ClockName::Promise, ticket.cached.promise_due_at), (ClockName::Law, ticket.cached.law_due_at)];
    let dues: Vec<_> = dues.into_iter().filter_map(|(name, due)| due.map(|due| (name, due))).collect();
    post::receipt(house, conn, &ticket, &dues, now).await?;
    let session = begin(house, conn, id, None, now).await?;
    Ok(Opened::Proved { reference: ticket.reference, session, joined: false })
}

/// What the code page shows to the browser that holds this cookie.
#[derive(Debug, Clone)]
pub struct Waiting {
    /// `prove`, `open` or `download`.
    pub purpose: String,
    /// The report's reference: it is shown without proof.
    pub report: Option<String>,
    /// Until when the code works.
    pub expires_at: Timestamp,
    /// How many tries are left.
    pub tries_left: i64,
    /// Whether another code may be sent.
    pub may_resend: bool,
}

/// What the code page shows.
///
/// # Errors
/// [`DeskError::NotFound`] when this browser waits for no code.
pub async fn waiting(house: &House, holder: &str) -> Result<Waiting, DeskError> {
    let mut conn = house.store.read().await?;
    let holder = code::cookie_hash(house, holder);
    let code = codes::by_holder(&mut conn, &holder).await?.ok_or(DeskError::NotFound)?;
    let report = match code.report_id.as_deref().filter(|_| code.purpose == "prove") {
        Some(id) => report::by_id(&mut conn, &house.vault, id).await?.map(|report| report.reference),
        None => None,
    };
    let over = code.used_at.is_some() || code.expires_at <= house.now();
    Ok(Waiting {
        report,
        expires_at: code.expires_at,
        tries_left: if over { 0 } else { (code::TRIES - code.tries).max(0) },
        may_resend: codes::count_by_holder(&mut conn, &holder).await? < MOST_CODES,
        purpose: code.purpose,
    })
}

/// Sends another code to the same address, for the same purpose.
///
/// # Errors
/// [`DeskError::NotFound`] when this browser waits for no code; [`DeskError::TooMany`].
pub async fn resend(house: &House, holder: &str) -> Result<(), DeskError> {
    let now = house.now();
    let (inner, holder) = (house.clone(), code::cookie_hash(house, holder));
    house
        .store
        .write(move |conn| {
            Box::pin(async move {
                let house = &inner;
                let last = codes::by_holder(conn, &holder).await?.ok_or(DeskError::NotFound)?;
                if codes::count_by_holder(conn, &holder).await? >= MOST_CODES {
                    return Err(DeskError::TooMany(now.saturating_add(SignedDuration::from_hours(1)).unwrap_or(now)));
                }
                if last.code_hash.is_none() {
                    return Ok(()); // It has not even left yet: the job is about to send it.
                }
                let Some(id) = last.ticket_id.as_deref() else {
                    // There is nothing to send, and nobody is to notice: a code that nobody was sent.
                    let id = random::id(now);
                    let again = Code {
                        id,
                        created_at: now,
                        expires_at: now.saturating_add(CODE_LASTS).unwrap_or(now),
                        tries: 0,
                        used_at: None,
                        link_hash: None,
                        secret: None,
                        ..last
                    };
                    return Ok(codes::insert(conn, &again).await?);
                };
                let ticket = ticket::by_id(conn, &house.vault, id).await?.ok_or(DeskError::NotFound)?;
                let to = match last.report_id.as_deref() {
                    Some(report) => {
                        let report = report::by_id(conn, &house.vault, report).await?.ok_or(DeskError::NotFound)?;
                        post::To::reporter(house, &ticket, &report).ok_or(DeskError::NotFound)?
                    }
                    None => post::To::requester(house, &ticket),
                };
                let fresh = code::make(house, conn, &last.purpose, id, last.report_id.as_deref(), &holder, now).await?;
                post::code(house, conn, &to, &fresh, &last.purpose, now).await
            })
        })
        .await?;
    house.wake.notify_waiters();
    Ok(())
}
