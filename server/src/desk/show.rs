//! What pages are shown: the views of a request, of a ticket and of a line, made from the store and the clocks.

use std::collections::BTreeMap;

use app::views::FormView;
use app::views::track::{FileView, MessageView, OutcomeView, RefusalView, TimelineItem, TrackView};
use domain::clock::Evaluation;
use domain::request::Details;
use domain::{Act, Kind, State, regulator};
use jiff::Timestamp;
use serde_json::Value;

use super::requester::{RequesterDesk, may_appeal};
use super::upload::{MAX_FILE, MAX_FILES};
use super::{DeskError, code, reckon};
use crate::house::House;
use crate::store::event::{self, Event};
use crate::store::file::File;
use crate::store::message::Message;
use crate::store::outcome::Outcome;
use crate::store::report::Report;
use crate::store::ticket::{self, Ticket};
use crate::store::{Conn, codes, file, message, outcome, report, staff};

mod ticket_page;

pub use ticket_page::Seen;

/// Events that concern the requester. The others are the desk's own.
const FOR_REQUESTER: [&str; 34] = [
    "authority_granted",
    "handed_over",
    "adopted",
    "child_code_sent",
    "child_code_confirmed",
    "consent_given",
    "consent_withdrawn",
    "submitted",
    "proved",
    "joined",
    "claimed",
    "asked",
    "answered",
    "resumed",
    "message_sent",
    "message_received",
    "in_app_code_confirmed",
    "package_downloaded",
    "closed",
    "decided",
    "withdrawn",
    "appealed",
    "expired",
    "delay_told",
    "extension_sent",
    "extended",
    "due_set",
    "reopened",
    "merged",
    "cancelled",
    "awaiting_processors",
    "processors_done",
    "file_destroyed",
    "pseudonymised",
];

/// Names of the staff by their identifier.
pub type Names = BTreeMap<String, String>;

impl RequesterDesk {
    /// What the page shows.
    ///
    /// # Errors
    /// The store's.
    pub async fn view(&self) -> Result<TrackView, DeskError> {
        let (house, now) = (&self.house, self.house.now());
        let mut conn = house.store.read().await?;
        let ticket = ticket::by_id(&mut conn, &house.vault, &self.ticket).await?.ok_or(DeskError::NotFound)?;
        let product = house.products.get(&ticket.product).ok_or(DeskError::NotFound)?;
        let own = match self.report.as_deref() {
            Some(id) => Some(report::by_id(&mut conn, &house.vault, id).await?.ok_or(DeskError::NotFound)?),
            None => None,
        };
        let all = match &own {
            Some(report) => reckon::for_report(house, &mut conn, &ticket, report, now, true).await?,
            None => reckon::evaluation(house, &mut conn, &ticket, now, true).await?,
        };
        let mut events = event::list(&mut conn, &event::ticket_stream(&ticket.id)).await?;
        // What a guardian wrote and was told before is not the young person's to read, and the reverse.
        let since = events.iter().rfind(|event| event.kind == "adopted").map(|event| (event.seq, event.at));
        events.retain(|event| since.is_none_or(|(seq, _)| event.seq >= seq));
        let mut files = if own.is_none() { file::list(&mut conn, &house.vault, &ticket.id).await? } else { Vec::new() };
        if ticket.ties.authority_id.is_some() {
            let unseen = never_offered(&events, &files);
            events.retain(|event| event.kind != "file_destroyed" || !file_of(event).is_some_and(|id| unseen.iter().any(|file| file == id)));
            files.retain(|file| !unseen.contains(&file.id));
        }
        let reference = own.as_ref().map_or(&ticket.reference, |report| &report.reference).clone();
        let (mut messages, mut package) = (Vec::new(), Vec::new());
        // Of what was taken out nothing is shown: no empty bubbles, no nameless files.
        if own.is_none() && ticket.ties.pseudonymised_at.is_none() {
            let list = message::list(&mut conn, &house.vault, &ticket.id).await?;
            messages = list
                .into_iter()
                .filter(|message| message.kind != "note" && since.is_none_or(|(_, at)| message.at >= at))
                .map(|message| self.message_view(message, &files, &reference))
                .collect();
            let given = ticket.ties.handover_until.is_none() && super::guardian::seems_given(&mut conn, &ticket, now).await?;
            if ticket.stopped_at.is_some() && given {
                package = files
                    .iter()
                    .filter(|file| file.role == "package")
                    .map(|file| file_view(file, &format!("/requests/{reference}/files")))
                    .collect();
            }
        }
        let question = (ticket.state == State::RequiresInput)
            .then(|| messages.iter().rev().find(|message| message.kind == "question").map(|message| message.body.clone()))
            .flatten();
        let in_app = codes::of_ticket(&mut conn, &ticket.id, "in_app").await?;
        let details = match (&own, &ticket.details) {
            (Some(report), Details::Report { target, .. }) => Details::Report { target: target.clone(), value: report.body.value.clone() },
            (_, details) => details.clone(),
        };
        let open = ticket.state.on_queue();
        let asked = super::appeal::was_asked(&mut conn, &ticket).await?;
        Ok(TrackView {
            pack: product.pack.clone(),
            reference,
            kind: ticket.kind,
            // A reporter sees whether it is decided; who works on it since when would tell of others.
            state: if own.is_some() && ticket.state == State::InProgress { State::InReview } else { ticket.state },
            received_at: own.as_ref().map_or(ticket.received_at, |report| report.received_at),
            stopped_at: ticket.stopped_at,
            pseudonymised_at: ticket.ties.pseudonymised_at,
            governing: all.governing.map(|name| name.code().to_owned()),
            // Whose moment has passed too is told the next one within seconds: until then none is shown.
            new_moment: if own.is_none() && open { ticket::new_moment(&mut conn, &ticket.id).await?.filter(|at| *at >= now) } else { None },
            clocks: shown_clocks(&all, &ticket),
            timeline: timeline(&events, &own, &ticket),
            messages,
            question,
            wants_in_app_code: own.is_none()
                && open
                && ticket.app_id_confirmed_at.is_none()
                && in_app.is_some_and(|code| code.used_at.is_none() && code.expires_at > now && code.tries < code::TRIES),
            in_app_confirmed: ticket.app_id_confirmed_at.is_some(),
            outcomes: outcome::list(&mut conn, &house.vault, &ticket.id)
                .await?
                .into_iter()
                .map(|outcome| outcome_view(outcome, ticket.country.as_deref(), false))
                .collect(),
            package,
            fresh: self.fresh(),
            by_account: self.by_account,
            may_withdraw: own.is_none() && ticket.state.after(Act::Withdraw, ticket.kind).is_ok(),
            may_appeal: own.is_none() && may_appeal(&ticket, asked, now),
            may_write: own.is_none() && open,
            joined_to: match &ticket.duplicate_of {
                Some(id) if own.is_none() => ticket::reference_of(&mut conn, id).await?,
                _ => None,
            },
            // A young person who made it their own has nothing to do with what their guardian asked before.
            joined: if own.is_none() && since.is_none() { ticket::joined_to(&mut conn, &ticket.id).await? } else { Vec::new() },
            form: (String::new(), FormView::default()),
            done: None,
            max_file: MAX_FILE,
            max_files: MAX_FILES,
            subject: if own.is_some() { domain::request::Subject::default() } else { ticket.subject },
            details,
        })
    }

    fn message_view(&self, message: Message, files: &[File], reference: &str) -> MessageView {
        let files = files
            .iter()
            .filter(|file| file.message_id.as_deref() == Some(&message.id))
            .map(|file| {
                let mut shown = file_view(file, &format!("/requests/{reference}/files"));
                if message.kind != "from_agent" {
                    // One's own files are named, not sent back: a session that was left open gives nothing away.
                    shown.href = String::new();
                }
                shown
            })
            .collect();
        MessageView { at: message.at, kind: message.kind, author: None, body: message.body, delivery: None, files }
    }

    /// The zone that this requester chose, or that came with the form, and the language.
    ///
    /// # Errors
    /// The store's.
    pub async fn zone(&self) -> Result<Option<String>, DeskError> {
        let mut conn = self.house.store.read().await?;
        let ticket = ticket::by_id(&mut conn, &self.house.vault, &self.ticket).await?.ok_or(DeskError::NotFound)?;
        Ok(ticket
            .zone
            .or_else(|| ticket.country.as_deref().and_then(domain::country::Country::find).map(|country| country.zone.to_owned())))
    }
}

/// The ages that decide about a child's account: never one number, but the product's, and the country's.
fn child_limits(house: &House, pack: &domain::pack::Pack, ticket: &Ticket, now: Timestamp) -> (Option<u8>, Option<(u8, bool)>) {
    if ticket.kind != Kind::ChildAccount {
        return (None, None);
    }
    let book = &house.products.guardians;
    let age = ticket.country.as_deref().and_then(|country| {
        let rule = book.age_rule(country)?;
        let age = book.consent_age(country, now.to_zoned(jiff::tz::TimeZone::UTC).date())?;
        Some((age, rule.mark.is_confirmed()))
    });
    (pack.ages.minimum, age)
}

/// The clocks of a page: none for what never stood on the queue.
fn shown_clocks(all: &Evaluation, ticket: &Ticket) -> Vec<domain::clock::ClockState> {
    match ticket.state {
        State::IdentityUnverified | State::Expired => Vec::new(),
        State::Duplicate if ticket.stopped_at == ticket.proved_at => Vec::new(),
        _ => all.clocks().cloned().collect(),
    }
}

fn timeline(events: &[Event], own: &Option<Report>, ticket: &Ticket) -> Vec<TimelineItem> {
    let reporter = ["claimed", "decided"];
    events
        .iter()
        .filter(|event| match own {
            None => FOR_REQUESTER.contains(&event.kind.as_str()),
            // Of a case a reporter sees their own report, and what came of it.
            Some(report) => {
                // What was done before it came would tell that somebody else was first.
                (reporter.contains(&event.kind.as_str()) && event.at >= report.received_at)
                    || (event.kind == "report_added" && event.data.get("report").and_then(Value::as_str) == Some(&report.reference))
            }
        })
        .map(|event| {
            let who = match event.actor.as_str() {
                "requester" | "young_person" => "requester",
                actor if actor.starts_with("account:") => "requester",
                "system" => "system",
                _ => "support",
            };
            TimelineItem { at: event.at, kind: event.kind.clone(), who: who.to_owned(), data: facts(&event.data) }
        })
        .filter(|item| ticket.kind != Kind::Report || item.kind != "file_destroyed")
        .collect()
}

/// The packages that were destroyed and made anew before they were ever offered: they would tell a guardian that a flag was set.
fn never_offered(events: &[Event], files: &[file::File]) -> Vec<String> {
    let offered = |file: &file::File, until: Timestamp| {
        events.iter().any(|event| event.kind == "closed" && (file.created_at..=until).contains(&event.at))
    };
    let unseen = |file: &&file::File| file.role == "package" && file.destroyed_at.is_some_and(|at| !offered(file, at));
    files.iter().filter(unseen).map(|file| file.id.clone()).collect()
}

/// The file that an event is about.
fn file_of(event: &Event) -> Option<&str> {
    event.data.get("file").and_then(Value::as_str)
}

fn facts(data: &Value) -> Vec<(String, String)> {
    data.as_object()
        .into_iter()
        .flatten()
        .filter_map(|(key, value)| match value {
            Value::String(text) => Some((key.clone(), text.clone())),
            Value::Number(number) => Some((key.clone(), number.to_string())),
            Value::Bool(truth) => Some((key.clone(), truth.to_string())),
            Value::Array(list) => Some((key.clone(), list.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(", "))),
            _ => None,
        })
        .collect()
}

/// The staff's timeline of some events.
#[must_use]
pub fn staff_timeline(events: &[Event], names: &Names) -> Vec<TimelineItem> {
    events
        .iter()
        .map(|event| {
            let who = match event.actor.strip_prefix("staff:") {
                Some(id) => names.get(id).cloned().unwrap_or_else(|| "support".to_owned()),
                // An account is whoever asked: its identifier says nothing to anybody.
                None if event.actor.starts_with("account:") => "requester".to_owned(),
                None => event.actor.clone(),
            };
            TimelineItem { at: event.at, kind: event.kind.clone(), who, data: facts(&event.data) }
        })
        .collect()
}

fn file_view(file: &File, base: &str) -> FileView {
    let gone = file.destroyed_at.is_some();
    FileView {
        id: file.id.clone(),
        name: file.name.clone(),
        mime: file.mime.clone(),
        size: file.size.unsigned_abs(),
        href: if gone { String::new() } else { format!("{base}/{}", file.id) },
        expires_at: file.expires_at,
        destroyed_at: file.destroyed_at,
        downloads_left: file.max_downloads.map(|most| (most - file.downloads).max(0)),
        role: file.role.clone(),
    }
}

/// An outcome as pages and mails show it. What stays inside stays inside.
#[must_use]
pub fn outcome_view(outcome: Outcome, country: Option<&str>, inside: bool) -> OutcomeView {
    let body = outcome.body;
    OutcomeView {
        cycle: outcome.cycle,
        state: outcome.state,
        closed_at: outcome.closed_at,
        words: body.words,
        done_anyway: body.done_anyway,
        refusals: body
            .refusals
            .into_iter()
            .map(|refusal| RefusalView {
                item: refusal.item,
                reason: refusal.reason,
                law: refusal.law,
                words: refusal.words,
                record: refusal.record,
            })
            .collect(),
        nothing_held: body.nothing_held,
        effects: body.effects.into_iter().map(|effect| (effect.code, effect.value, effect.words)).collect(),
        kept: body.kept,
        decision: body.decision,
        inside: if inside { body.inside } else { String::new() },
        regulator: regulator::of(country).map(|(name, site)| (name.to_owned(), site.to_owned())),
    }
}

impl House {
    /// The names of the staff.
    ///
    /// # Errors
    /// The store's.
    pub async fn names(&self, conn: &mut Conn) -> Result<Names, DeskError> {
        Ok(staff::all(conn, &self.vault).await?.into_iter().map(|member| (member.id, member.person.name)).collect())
    }
}
