//! What a child or a young person answers, by a link that came to their own account: nobody else is told what they said.

use app::views::guardian::YoungQuestion;
use domain::guardian::Right;
use domain::{Act, Kind, State};
use jiff::{SignedDuration, Timestamp};
use serde_json::json;

use super::handover::{is_in_app, lapse, refuse};
use crate::desk::intake::{MOST_WORDS, address};
use crate::desk::{DeskError, Fields, clerk, code, post, reckon};
use crate::house::House;
use crate::random;
use crate::store::codes::{self, Code};
use crate::store::flag::{self, ChildFlag};
use crate::store::message::{self, Message};
use crate::store::ticket::{self, Ticket};
use crate::store::{Conn, authority, consent, file, session};

/// How long a package can be fetched by the young person who made the request their own.
const PACKAGE_AGAIN: SignedDuration = SignedDuration::from_hours(7 * 24);

/// An answer, as the form tells it.
#[derive(Debug, Clone, Default)]
pub struct YoungAnswer {
    /// `adopt`, `limit`, `cancel`; `agree`, `disagree`; `know`, `stranger`.
    pub choice: String,
    /// What the request is to be limited to.
    pub words: String,
    /// Where the answer goes; empty: the account's own address.
    pub email: String,
}

/// What a link asks, and of which product.
///
/// # Errors
/// [`DeskError::NotFound`] when it was used, is too old, or never was: the same for all.
pub async fn question(house: &House, secret: &str) -> Result<(YoungQuestion, String), DeskError> {
    let mut conn = house.store.read().await?;
    let code = live(house, &mut conn, secret, house.now()).await?;
    let ticket = ticket::by_id(&mut conn, &house.vault, code.ticket_id.as_deref().unwrap_or_default()).await?.ok_or(DeskError::NotFound)?;
    Ok((asked(&code, &ticket).ok_or(DeskError::NotFound)?, ticket.product))
}

async fn live(house: &House, conn: &mut Conn, secret: &str, now: Timestamp) -> Result<Code, DeskError> {
    // Not as other links: what a guardian does with the code beside it, right or wrong, must not close the child's way to us.
    codes::by_link(conn, &code::link_hash(house, secret))
        .await?
        .filter(|code| matches!(code.purpose.as_str(), "child_link" | "young_person") && code.used_at.is_none() && code.expires_at > now)
        .ok_or(DeskError::NotFound)
}

/// Whether what a link asks has been answered by it, and its time is not over.
///
/// # Errors
/// The store's.
pub async fn answered(house: &House, secret: &str) -> Result<bool, DeskError> {
    let code = codes::by_link(&mut house.store.read().await?, &code::link_hash(house, secret)).await?;
    let asks = |code: &Code| matches!(code.purpose.as_str(), "child_link" | "young_person");
    Ok(code.is_some_and(|code| asks(&code) && code.used_by.is_some() && code.expires_at > house.now()))
}

fn asked(code: &Code, ticket: &Ticket) -> Option<YoungQuestion> {
    match (code.purpose.as_str(), ticket.kind, ticket.ties.handover_until) {
        ("child_link", ..) => Some(YoungQuestion::Guardian),
        (_, Kind::GuardianAuthority, _) => Some(YoungQuestion::Consent),
        (_, kind, Some(until)) => Some(YoungQuestion::Handover { kind, until }),
        _ => None,
    }
}

/// Takes an answer; answers the code of what was said.
///
/// # Errors
/// [`DeskError::Invalid`]; [`DeskError::NotFound`] for a link that is over.
pub async fn answer(house: &House, secret: &str, mut answer: YoungAnswer) -> Result<&'static str, DeskError> {
    let (question, _) = question(house, secret).await?;
    let mut wrong = Fields::default();
    let choices: &[&str] = match question {
        YoungQuestion::Handover { .. } => &["adopt", "limit", "cancel"],
        YoungQuestion::Consent => &["agree", "disagree"],
        YoungQuestion::Guardian => &["know", "stranger"],
    };
    wrong.check(choices.contains(&answer.choice.as_str()), "choice", "choose_one");
    wrong.check(answer.choice != "limit" || !answer.words.is_empty(), "words", "words_required");
    wrong.check(answer.words.chars().count() <= MOST_WORDS, "words", "too_long");
    if !answer.email.is_empty() {
        answer.email = address(&mut wrong, "email", &answer.email).unwrap_or_default();
    }
    wrong.done()?;
    let (inner, secret, now) = (house.clone(), secret.to_owned(), house.now());
    let (said, reference) = house
        .store
        .write(move |conn| {
            Box::pin(async move {
                let house = &inner;
                let code = live(house, conn, &secret, now).await?;
                let ticket = clerk::hold(house, conn, code.ticket_id.as_deref().unwrap_or_default()).await?;
                let reference = ticket.reference.clone();
                let said = match asked(&code, &ticket).ok_or(DeskError::NotFound)? {
                    YoungQuestion::Handover { .. } => handover(house, conn, ticket, &answer, &code, now).await?,
                    YoungQuestion::Consent => agree(house, conn, &ticket, answer.choice == "agree", now).await?,
                    YoungQuestion::Guardian => know(house, conn, &ticket, answer.choice == "know", now).await?,
                };
                // A child who knows the guardian goes on: the digits of the same mail still work, and so does the link, for second
                // thoughts.
                if said != "known" {
                    codes::use_up_in(conn, &code.id, Some(&[]), now).await?;
                }
                Ok::<_, DeskError>((said, reference))
            })
        })
        .await?;
    house.tell(&reference, "young_person_answered", "young_person");
    Ok(said)
}

async fn handover(
    house: &House,
    conn: &mut Conn,
    mut ticket: Ticket,
    answer: &YoungAnswer,
    code: &Code,
    now: Timestamp,
) -> Result<&'static str, DeskError> {
    if answer.choice == "cancel" {
        clerk::note(conn, &ticket.id, now, "young_person", "young_person_cancelled", json!({})).await?;
        ticket.ties.handover_until = Some(now);
        if ticket.state == State::HandoverPending {
            ticket.ties.handover_until = None;
            refuse(house, conn, &mut ticket, "authority_ended", now).await?;
        } else {
            lapse(house, conn, ticket, now).await?;
        }
        return Ok("cancelled");
    }
    let known = match &ticket.ties.authority_id {
        Some(id) => match authority::by_id(conn, id).await? {
            Some(held) => super::child_address(house, conn, &held).await?,
            None => None,
        },
        None => None,
    };
    let email = if answer.email.is_empty() { known } else { Some(answer.email.clone()) };
    let Some(email) = email else { return Err(Fields::one("email", "email_required")) };
    // From here on nothing of it is the guardian's: no session, no link, no code, no account.
    session::end_of_ticket(conn, &ticket.id).await?;
    // But for the one that is answered: pressed twice, it says so.
    codes::forget_of_ticket_but(conn, &ticket.id, &code.id).await?;
    ticket.subject.email = email;
    // A link that staff sent inside the app came to the account itself. One that was mailed came to an address that the guardian
    // named, which proves the account no more than it did.
    if is_in_app(house, code) {
        ticket.app_id_confirmed_at = Some(now);
    }
    ticket::set_subject(conn, &house.vault, &ticket).await?;
    ticket.ties.authority_id = None;
    ticket.ties.account_id = None;
    ticket.ties.handover_until = None;
    if ticket.state == State::HandoverPending {
        reckon::step(&mut ticket, Act::Adopt)?;
    } else {
        let until = now.saturating_add(PACKAGE_AGAIN).unwrap_or(now);
        file::set_expiry(conn, &ticket.id, "package", until).await?;
    }
    let limited = answer.choice == "limit";
    clerk::save(house, conn, &mut ticket, now, "young_person", "adopted", json!({"limited": limited})).await?;
    if limited {
        let words = Message {
            id: random::id(now),
            ticket_id: ticket.id.clone(),
            report_id: None,
            at: now,
            kind: "from_requester".to_owned(),
            author: None,
            mail_id: None,
            body: answer.words.clone(),
        };
        message::insert(conn, &house.vault, &words).await?;
    }
    let dues = super::claim::dues(&ticket);
    post::adopted(house, conn, &ticket, &dues, now).await?;
    Ok(if limited { "limited" } else { "adopted" })
}

async fn agree(house: &House, conn: &mut Conn, case: &Ticket, yes: bool, now: Timestamp) -> Result<&'static str, DeskError> {
    let Some(waiting) = (match &case.ties.authority_id {
        Some(id) => consent::awaiting(conn, id).await?,
        None => None,
    }) else {
        return Err(DeskError::NotFound);
    };
    // The guardian's part may have gone meanwhile; saying no is always heard.
    let stands = authority::by_id(conn, &waiting.authority_id).await?.is_some_and(|held| held.carries(Right::Consent, now).is_ok());
    if yes && !stands {
        return Err(DeskError::NotFound);
    }
    let kind = if yes { "child_agreed" } else { "child_disagreed" };
    let done = if yes { consent::agree(conn, &waiting.id, now).await? } else { consent::withdraw(conn, &waiting.id, now).await? };
    if !done {
        return Err(DeskError::NotFound);
    }
    clerk::note(conn, &case.id, now, "young_person", kind, json!({"consent": waiting.reference})).await?;
    if yes {
        post::consent_receipt(house, conn, case, &waiting, now).await?;
    }
    Ok(if yes { "agreed" } else { "disagreed" })
}

/// Whether the child knows who says to be its guardian. If not, staff see it before they decide, and the guardian does not.
async fn know(house: &House, conn: &mut Conn, case: &Ticket, yes: bool, now: Timestamp) -> Result<&'static str, DeskError> {
    if yes {
        clerk::note(conn, &case.id, now, "young_person", "child_knows_guardian", json!({})).await?;
        return Ok("known");
    }
    let (Some(key), Some(id)) = (&case.ties.child_key, &case.ties.authority_id) else { return Err(DeskError::NotFound) };
    let new = ChildFlag {
        id: random::id(now),
        flag: domain::guardian::Flag::Safeguarding,
        authority_id: Some(id.clone()),
        set_at: now,
        set_by: "young_person".to_owned(),
        lifted_at: None,
        note: String::new(),
    };
    flag::set(conn, &house.vault, key, &new).await?;
    // The code that was sent with the question proves nothing any more.
    if let Some(code) = codes::of_ticket(conn, &case.id, "child").await? {
        codes::use_up(conn, &code.id, now).await?;
    }
    super::flags::suspend(conn, id).await?;
    // Not by whom: that the child has spoken would tell what it said.
    clerk::note(conn, &case.id, now, "system", "flag_set", json!({"flag": new.id})).await?;
    Ok("stranger")
}
