//! The requester's desk: what somebody may do with the one request that their session opens, and nothing else.

use domain::clock::PauseReason;
use domain::typed;
use domain::{Act, Reference, State};
use jiff::{SignedDuration, Timestamp};
use serde_json::json;

use super::code::{self, Entered};
use super::intake::MOST_WORDS;
use super::upload::{self, Owner, Upload};
use super::{DeskError, Fields, clerk, post, reckon};
use crate::house::House;
use crate::random;
use crate::store::message::{self, Message};
use crate::store::session::{self, Session};
use crate::store::ticket::{self, Ticket};
use crate::store::{Conn, codes, file, pause, report};

/// A requester's desk. Only [`House::requester`] gives one, and only for the request of a session that lives.
#[derive(Debug, Clone)]
pub struct RequesterDesk {
    pub(super) house: House,
    pub(super) ticket: String,
    pub(super) report: Option<String>,
    pub(super) fresh_until: Option<Timestamp>,
    /// Whether it was opened from an account: its re-authentication then stands for the code that is mailed otherwise.
    pub(super) by_account: bool,
}

impl House {
    /// The desk of the request with this reference, if the session's cookie opens it.
    ///
    /// # Errors
    /// [`DeskError::NotFound`] when it does not: the same whether there is such a request or not.
    pub async fn requester(&self, cookie: &str, reference: &str) -> Result<RequesterDesk, DeskError> {
        let reference = Reference::parse(reference).map_err(|_| DeskError::NotFound)?;
        let reference = reference.as_str();
        let mut conn = self.store.read().await?;
        let held = session::get(&mut conn, &self.vault, &code::cookie_hash(self, cookie), self.now()).await?;
        let Some(Session { ticket_id: Some(id), report_id, fresh_until, .. }) = held else { return Err(DeskError::NotFound) };
        let own = match report_id.as_deref() {
            Some(report) => report::by_id(&mut conn, &self.vault, report).await?.map(|report| report.reference),
            None => ticket::by_id(&mut conn, &self.vault, &id).await?.map(|ticket| ticket.reference),
        };
        if own.as_deref() != Some(reference) {
            return Err(DeskError::NotFound);
        }
        Ok(RequesterDesk { house: self.clone(), ticket: id, report: report_id, fresh_until, by_account: false })
    }

    /// The reference of what a session has opened, while it lives.
    ///
    /// # Errors
    /// The store's.
    pub async fn requester_reference(&self, cookie: &str) -> Result<Option<String>, DeskError> {
        let mut conn = self.store.read().await?;
        let held = session::get(&mut conn, &self.vault, &code::cookie_hash(self, cookie), self.now()).await?;
        Ok(match held {
            Some(Session { report_id: Some(report), .. }) => {
                report::by_id(&mut conn, &self.vault, &report).await?.map(|report| report.reference)
            }
            Some(Session { ticket_id: Some(id), .. }) => ticket::by_id(&mut conn, &self.vault, &id).await?.map(|ticket| ticket.reference),
            _ => None,
        })
    }

    /// Ends the session of this cookie.
    ///
    /// # Errors
    /// The store's.
    pub async fn leave(&self, cookie: &str) -> Result<(), DeskError> {
        let token = code::cookie_hash(self, cookie);
        self.store.write(move |conn| Box::pin(async move { Ok(session::end(conn, &token).await?) })).await
    }
}

/// How many messages a requester may send about one request within a day.
const MESSAGES_A_DAY: i64 = 20;

/// Checks the words of a message.
fn check_words(words: &str) -> Result<(), DeskError> {
    let mut wrong = Fields::default();
    wrong.check(!words.is_empty(), "words", "words_required");
    wrong.check(words.chars().count() <= MOST_WORDS, "words", "too_long");
    wrong.done()
}

impl RequesterDesk {
    /// Refuses what a reporter may not do: a case belongs to nobody.
    fn own(&self) -> Result<(), DeskError> {
        if self.report.is_some() { Err(DeskError::NotFound) } else { Ok(()) }
    }

    async fn act<V, F>(&self, kind: &'static str, job: F) -> Result<V, DeskError>
    where
        V: Send + 'static,
        F: for<'c> FnOnce(&'c House, &'c mut Conn, Ticket, Timestamp) -> crate::store::Fut<'c, Result<V, DeskError>> + Send + 'static,
    {
        self.own()?;
        let (house, id) = (self.house.clone(), self.ticket.clone());
        let now = house.now();
        let (reference, value) = self
            .house
            .store
            .write(move |conn| {
                Box::pin(async move {
                    let ticket = clerk::hold(&house, conn, &id).await?;
                    let reference = ticket.reference.clone();
                    Ok::<_, DeskError>((reference, job(&house, conn, ticket, now).await?))
                })
            })
            .await?;
        self.house.tell(&reference, kind, "requester");
        Ok(value)
    }

    /// Sends a message; it answers the open question, if there is one, and the clock goes on. Answers whether it did.
    ///
    /// # Errors
    /// [`DeskError::Invalid`], [`DeskError::NotFound`] for a reporter, the store's.
    pub async fn write(&self, words: &str, mut uploads: Vec<Upload>) -> Result<bool, DeskError> {
        self.own()?;
        check_words(words)?;
        let settled = upload::settle(&self.house, &mut uploads).await?;
        let words = words.to_owned();
        let answered = self
            .act("message_received", move |house, conn, mut ticket, now| {
                Box::pin(async move {
                    if ticket.state.is_closed() {
                        return Err(DeskError::NotFound);
                    }
                    let since = now.saturating_sub(SignedDuration::from_hours(24)).unwrap_or(now);
                    if message::count_from_requester(conn, &ticket.id, since).await? >= MESSAGES_A_DAY {
                        return Err(DeskError::TooMany(now.saturating_add(SignedDuration::from_hours(24)).unwrap_or(now)));
                    }
                    let answers = ticket.state == State::RequiresInput;
                    let id = random::id(now);
                    let kind = if answers { "answer" } else { "from_requester" };
                    let message = Message {
                        id: id.clone(),
                        ticket_id: ticket.id.clone(),
                        report_id: None,
                        at: now,
                        kind: kind.to_owned(),
                        author: None,
                        mail_id: None,
                        body: words,
                    };
                    message::insert(conn, &house.vault, &message).await?;
                    upload::adopt(
                        house,
                        conn,
                        &mut uploads,
                        Owner { ticket: &ticket.id, message: Some(&id), ..Owner::default() },
                        "message",
                        now,
                    )
                    .await?;
                    if answers {
                        pause::end(conn, &ticket.id, now).await?;
                        reckon::step(&mut ticket, Act::Resume)?;
                    }
                    let event = if answers { "answered" } else { "message_received" };
                    clerk::save(house, conn, &mut ticket, now, "requester", event, json!({"files": uploads.len()})).await?;
                    Ok(answers)
                })
            })
            .await?;
        settled.keep();
        Ok(answered)
    }

    /// Withdraws the request.
    ///
    /// # Errors
    /// [`DeskError::Moved`] when it is closed already; the store's.
    pub async fn withdraw(&self, sure: bool) -> Result<(), DeskError> {
        if !sure {
            return Err(Fields::one("sure", "sure_required"));
        }
        self.act("withdrawn", |house, conn, mut ticket, now| {
            Box::pin(async move {
                reckon::step(&mut ticket, Act::Withdraw)?;
                pause::end(conn, &ticket.id, now).await?;
                ticket.stopped_at = Some(now);
                file::expire_received(conn, &ticket.id, true, now).await?;
                let data = clerk::closing(&ticket, ticket.state);
                clerk::save(house, conn, &mut ticket, now, "requester", "withdrawn", data).await?;
                super::guardian::case_withdrawn(house, conn, &ticket, now).await?;
                post::withdrawn(house, conn, &ticket, now).await
            })
        })
        .await
    }

    /// Enters the code that was sent inside the app: the app ID is now more than a claim.
    ///
    /// # Errors
    /// [`DeskError::Invalid`] when it is wrong or no code is out; the store's.
    pub async fn confirm_in_app(&self, entered: &str) -> Result<(), DeskError> {
        let entered = typed::code(entered);
        if entered.is_empty() {
            return Err(Fields::one("code", "code_required"));
        }
        let well = self
            .act("in_app_code_confirmed", move |house, conn, mut ticket, now| {
                Box::pin(async move {
                    let Some(code) = codes::of_ticket(conn, &ticket.id, "in_app").await? else { return Ok(false) };
                    match code::check(house, conn, code, &entered, now).await? {
                        // A wrong try is committed, so that tries are counted.
                        Entered::Wrong(_) | Entered::Over => Ok(false),
                        // Pressed twice: it is confirmed, if this is what used it.
                        Entered::Again(_) => Ok(ticket.app_id_confirmed_at.is_some()),
                        Entered::Right(_) => {
                            ticket.app_id_confirmed_at = Some(now);
                            // Where we waited to know who they are, this is the answer.
                            let waited = pause::list(conn, &ticket.id, ticket.cycle).await?.pop();
                            let answers = ticket.state == State::RequiresInput
                                && waited.is_some_and(|pause| pause.end.is_none() && pause.reason == PauseReason::IdentityCheck);
                            if answers {
                                pause::end(conn, &ticket.id, now).await?;
                                reckon::step(&mut ticket, Act::Resume)?;
                            }
                            clerk::save(house, conn, &mut ticket, now, "requester", "in_app_code_confirmed", json!({})).await?;
                            if answers {
                                clerk::note(conn, &ticket.id, now, "requester", "resumed", json!({})).await?;
                            }
                            Ok(true)
                        }
                    }
                })
            })
            .await?;
        if well { Ok(()) } else { Err(Fields::one("code", "in_app_code_wrong")) }
    }

    /// Chooses the zone in which moments are shown and written.
    ///
    /// # Errors
    /// [`DeskError::Invalid`] for a zone that is not known; the store's.
    pub async fn set_zone(&self, zone: &str) -> Result<(), DeskError> {
        if jiff::tz::TimeZone::get(zone).is_err() {
            return Err(Fields::one("tz", "choose_one"));
        }
        if self.report.is_some() {
            return Ok(()); // The browser's cookie keeps it.
        }
        let (house, id, zone) = (self.house.clone(), self.ticket.clone(), zone.to_owned());
        self.house
            .store
            .write(move |conn| {
                Box::pin(async move {
                    let mut ticket = clerk::hold(&house, conn, &id).await?;
                    ticket.zone = Some(zone);
                    ticket::save(conn, &mut ticket).await?;
                    Ok(())
                })
            })
            .await
    }

    /// Sends a code to the address, for downloads. Answers the secret of the browser that may enter it.
    ///
    /// # Errors
    /// [`DeskError::TooMany`]; the store's.
    pub async fn ask_fresh(&self) -> Result<String, DeskError> {
        let holder = random::token();
        let secret = holder.clone();
        self.act("code_sent", move |house, conn, ticket, now| {
            Box::pin(async move {
                let since = now.saturating_sub(SignedDuration::from_hours(1)).unwrap_or(now);
                if codes::count_since(conn, &ticket.id, "download", since).await? >= 5 {
                    return Err(DeskError::TooMany(now.saturating_add(SignedDuration::from_hours(1)).unwrap_or(now)));
                }
                let fresh = code::make(house, conn, "download", &ticket.id, None, &code::cookie_hash(house, &secret), now).await?;
                clerk::note(conn, &ticket.id, now, "requester", "code_sent", json!({"purpose": "download"})).await?;
                post::code(house, conn, &post::To::requester(house, &ticket), &fresh, "download", now).await
            })
        })
        .await?;
        Ok(holder)
    }

    /// A file for the requester: one that support sent with a message, or one of the access package, which needs a fresh code
    /// and is counted. Either is recorded.
    ///
    /// # Errors
    /// [`DeskError::NotFound`] when there is none, it is used up or destroyed, or no fresh code was entered.
    pub async fn fetch(&self, id: &str) -> Result<file::File, DeskError> {
        let fresh = self.fresh();
        let id = id.to_owned();
        self.act("package_downloaded", move |house, conn, ticket, now| {
            Box::pin(async move {
                let file = file::of_ticket(conn, &house.vault, &ticket.id, &id).await?.ok_or(DeskError::NotFound)?;
                let may = match file.role.as_str() {
                    "package" => fresh && ticket.stopped_at.is_some(),
                    "message" => message::is_from_agent(conn, file.message_id.as_deref().unwrap_or_default()).await?,
                    _ => false,
                };
                if matches!(file.role.as_str(), "package" | "message") {
                    // Authority is tested before each step that discloses, and not only when it was asked for.
                    super::guardian::file_gate(house, conn, &ticket, now, true).await.map_err(|_| DeskError::NotFound)?;
                }
                if !may || !file::count_download(conn, &file.id, now).await? {
                    return Err(DeskError::NotFound);
                }
                let kind = if file.role == "package" { "package_downloaded" } else { "opened" };
                clerk::note(conn, &ticket.id, now, "requester", kind, json!({"file": file.id, "download": file.downloads + 1})).await?;
                Ok(file)
            })
        })
        .await
    }

    /// Whether it was opened from an account.
    #[must_use]
    pub const fn is_by_account(&self) -> bool {
        self.by_account
    }

    /// Whether downloads may begin: a fresh code was entered, or the account's owner has shown again who they are.
    #[must_use]
    pub fn fresh(&self) -> bool {
        self.fresh_until.is_some_and(|until| until > self.house.now())
    }

    /// Whether this is a report's page.
    #[must_use]
    pub const fn is_reporter(&self) -> bool {
        self.report.is_some()
    }
}

/// Whether another look may be asked for: an answered request, within thirty days, once. `asked`: it was asked for already.
#[must_use]
pub fn may_appeal(ticket: &Ticket, asked: bool, now: Timestamp) -> bool {
    !ticket.kind.is_decided()
        && !asked
        && ticket.state.after(Act::Appeal, ticket.kind).is_ok()
        && ticket.stopped_at.is_some_and(|at| now <= at.saturating_add(super::appeal::WINDOW).unwrap_or(at))
}
