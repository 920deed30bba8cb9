//! The report desk's front: takes reports from anybody. A report reaches the queue at once, without any proof.

use domain::clock::ClockState;
use domain::report::{CHILD_SEXUAL_EXPLOITATION, HARMS, TARGETS, normal_target};
use domain::request::Details;
use domain::typed::email;
use domain::{Kind, Lang, Reference, State};
use jiff::Timestamp;
use serde_json::json;

use super::intake::{MOST_LINE, MOST_WORDS, address, may_write_to};
use super::upload::{self, Owner, Sender, Upload};
use super::{DeskError, Fields, clerk, code, post, reckon};
use crate::desk::fresh::fresh;
use crate::house::House;
use crate::products::Product;
use crate::random;
use crate::store::report::{Report, ReportBody};
use crate::store::ticket::{self, Hashes, Ticket};
use crate::store::{Conn, report};

/// A report as it comes from a form.
#[derive(Debug, Clone)]
pub struct NewReport {
    /// The pack's slug.
    pub product: String,
    /// The reader's language.
    pub lang: Lang,
    /// The reader's IANA zone, if known.
    pub zone: Option<String>,
    /// One of [`TARGETS`].
    pub target: String,
    /// The link, the user or the message.
    pub value: String,
    /// One of [`HARMS`].
    pub harm: String,
    /// What happened.
    pub words: String,
    /// Where to send the decision, if anywhere.
    pub email: Option<String>,
    /// Whether who sends it has proved who they are, which need not be the one whose address it names.
    pub sender: Sender,
}

/// What a reporter is given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taken {
    /// The report's reference.
    pub reference: String,
    /// When the review is due.
    pub due_at: Timestamp,
    /// Whether it was escalated at once.
    pub escalated: bool,
    /// The secret of the browser that may prove the address, if one was given.
    pub holder: Option<String>,
}

/// Takes a report: it joins the open case about the same target, or opens one.
///
/// # Errors
/// [`DeskError::Invalid`] with all that is wrong; the store's.
pub async fn submit(house: &House, new: NewReport, mut uploads: Vec<Upload>) -> Result<Taken, DeskError> {
    let product = house.products.get(&new.product).filter(|product| product.pack.takes(Kind::Report)).ok_or(DeskError::NotFound)?;
    check(&new, &uploads)?;
    let now = house.now();
    let settled = upload::settle(house, &mut uploads).await?;
    let target = house.vault.hash("target", &format!("{}|{}", new.product, normal_target(&product.pack.app_id, &new.target, &new.value)));
    let case = draft(product, &new, now);
    let report = Report {
        id: random::id(now),
        ticket_id: String::new(),
        reference: Reference::new(&product.pack.reference_prefix, random::bytes()).to_string(),
        received_at: now,
        lang: new.lang,
        zone: new.zone.clone(),
        harm: new.harm.clone(),
        email_proved_at: None,
        body: ReportBody { email: new.email.as_deref().map(email::clean), words: new.words.clone(), value: new.value.clone() },
    };
    let holder = new.email.as_ref().map(|_| random::token());
    let (inner, secret, sender) = (house.clone(), holder.clone(), new.sender);
    let (reference, due_at, escalated, by_case) = house
        .store
        .write(move |conn| Box::pin(async move { take(&inner, conn, case, report, &target, (uploads, sender), secret, now).await }))
        .await?;
    settled.keep();
    house.tell(&by_case, "report_added", "requester");
    Ok(Taken { reference, due_at, escalated, holder })
}

/// What the page after a report shows: the product's slug, the case's clocks with their steps, and whether it was escalated.
///
/// # Errors
/// [`DeskError::NotFound`]; the store's.
pub async fn receipt(house: &House, reference: &str) -> Result<(String, Vec<ClockState>, bool), DeskError> {
    let mut conn = house.store.read().await?;
    let (report, case) = report::ids_by_reference(&mut conn, reference).await?.ok_or(DeskError::NotFound)?;
    let report = report::by_id(&mut conn, &house.vault, &report).await?.ok_or(DeskError::NotFound)?;
    let ticket = ticket::by_id(&mut conn, &house.vault, &case).await?.ok_or(DeskError::NotFound)?;
    let all = reckon::for_report(house, &mut conn, &ticket, &report, house.now(), true).await?;
    Ok((ticket.product, all.clocks().cloned().collect(), report.harm == CHILD_SEXUAL_EXPLOITATION))
}

#[expect(clippy::too_many_arguments, reason = "everything of one report, once")]
async fn take(
    house: &House,
    conn: &mut Conn,
    case: Ticket,
    mut new: Report,
    target: &[u8],
    (mut uploads, sender): (Vec<Upload>, Sender),
    secret: Option<String>,
    now: Timestamp,
) -> Result<(String, Timestamp, bool, String), DeskError> {
    let grave = new.harm == CHILD_SEXUAL_EXPLOITATION;
    let mut ticket = match ticket::open_case(conn, target).await? {
        Some(id) => clerk::hold(house, conn, &id).await?,
        None => {
            let mut case = case;
            reckon::keep(house, conn, &mut case, now).await?;
            ticket::insert(conn, &house.vault, &case, &Hashes { same: Some(target.to_vec()), ..Hashes::default() }).await?;
            clerk::note(conn, &case.id, now, "requester", "submitted", json!({"product": case.product, "kind": "report"})).await?;
            case
        }
    };
    let escalate = grave && !ticket.urgent;
    new.ticket_id.clone_from(&ticket.id);
    report::insert(conn, &house.vault, &new).await?;
    let owner = Owner { ticket: &ticket.id, report: Some(&new.id), message: None, sender };
    upload::adopt(house, conn, &mut uploads, owner, "report", now).await?;
    if escalate {
        ticket.urgent = true;
    }
    clerk::save(
        house,
        conn,
        &mut ticket,
        now,
        "requester",
        "report_added",
        json!({"report": new.reference, "harm": new.harm, "files": uploads.len()}),
    )
    .await?;
    if escalate {
        clerk::note(conn, &ticket.id, now, "system", "escalated", json!({"harm": new.harm})).await?;
        post::escalate(house, conn, &ticket, now).await?;
    }
    if let (Some(secret), Some(to)) = (secret, post::To::reporter(house, &ticket, &new)) {
        let fresh = code::make(house, conn, "prove", &ticket.id, Some(&new.id), &code::cookie_hash(house, &secret), now).await?;
        // A report is never refused for its address: at most its code does not leave.
        if may_write_to(house, conn, to.address(), now).await? {
            post::code(house, conn, &to, &fresh, "prove_report", now).await?;
        }
    }
    let due = reckon::for_report(house, conn, &ticket, &new, now, false).await?.review.map_or(now, |clock| clock.due);
    Ok((new.reference, due, grave, ticket.reference))
}

/// Checks a report as a whole, so that all that is wrong is told at once.
///
/// # Errors
/// [`DeskError::Invalid`].
pub fn check(new: &NewReport, uploads: &[Upload]) -> Result<(), DeskError> {
    let mut wrong = Fields::default();
    wrong.check(TARGETS.contains(&new.target.as_str()), "target", "choose_target");
    wrong.check(!new.value.is_empty(), "value", "target_required");
    wrong.check(new.value.chars().count() <= if new.target == "message" { MOST_WORDS } else { MOST_LINE }, "value", "too_long");
    wrong.check(new.target != "link" || new.value.is_empty() || is_link(&new.value), "value", "link_invalid");
    wrong.check(HARMS.contains(&new.harm.as_str()), "harm", "choose_harm");
    wrong.check(new.words.chars().count() <= MOST_WORDS, "words", "too_long");
    if let Some(email) = &new.email {
        address(&mut wrong, "email", email);
    }
    if new.harm == CHILD_SEXUAL_EXPLOITATION {
        // Nobody should make or send copies of such a picture.
        wrong.check(uploads.is_empty(), "files", "no_files_here");
        wrong.check(new.target == "link" || new.target == "user", "target", "choose_target");
    } else {
        // The kind of harm says enough, unless it is none of those that are listed.
        wrong.check(new.harm != "other" || !new.words.is_empty(), "words", "words_required");
    }
    wrong.check(uploads.iter().all(|file| file.mime.starts_with("image/")), "files", "file_type");
    wrong.in_order(&["harm", "target", "value", "words", "files", "email"]).done()
}

fn is_link(value: &str) -> bool {
    let bare = value.split_once("://").map_or(value, |(_, rest)| rest);
    let host = bare.split(['/', '?', '#']).next().unwrap_or_default();
    let scheme = value.split_once("://").is_none_or(|(scheme, _)| matches!(scheme, "http" | "https" | "hellotalk"));
    scheme && !host.is_empty() && !value.chars().any(char::is_whitespace) && (host.contains('.') || value.contains("://"))
}

fn draft(product: &Product, new: &NewReport, now: Timestamp) -> Ticket {
    let details = Details::Report { target: new.target.clone(), value: new.value.clone() };
    Ticket { state: State::InReview, lang: new.lang, proof_in_time: true, ..fresh(product, Kind::Report, details, now) }
}
