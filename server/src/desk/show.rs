//! What pages are shown: the views of a request, of a ticket and of a line, made from the store and the clocks.

use std::collections::BTreeMap;

use app::views::FormView;
use app::views::staff::{GateView, LineView, MailLine, ReportView, TicketView};
use app::views::track::{FileView, MessageView, OutcomeView, RefusalView, TimelineItem, TrackView};
use domain::ai;
use domain::clock::Evaluation;
use domain::reasons::Reason;
use domain::request::Details;
use domain::{Act, Kind, Reference, State, checklist, regulator};
use jiff::Timestamp;
use serde_json::Value;

use super::access::Errand;
use super::agent::AgentDesk;
use super::requester::{RequesterDesk, may_appeal};
use super::upload::{MAX_FILE, MAX_FILES};
use super::{DeskError, Fields, code, look, reckon};
use crate::house::House;
use crate::store::event::{self, Event};
use crate::store::file::File;
use crate::store::message::Message;
use crate::store::outcome::Outcome;
use crate::store::queue::Line;
use crate::store::report::Report;
use crate::store::ticket::{self, Ticket};
use crate::store::{Conn, codes, file, look as looks, message, outbox, outcome, queue, report, staff};

/// Events that concern the requester. The others are the desk's own.
const FOR_REQUESTER: [&str; 26] = [
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
            Some(report) => reckon::for_report(house, &ticket, report, now, true)?,
            None => reckon::evaluation(house, &mut conn, &ticket, now, true).await?,
        };
        let mut events = event::list(&mut conn, &event::ticket_stream(&ticket.id)).await?;
        // What a guardian wrote and was told before is not the young person's to read, and the reverse.
        let since = events.iter().rfind(|event| event.kind == "adopted").map(|event| (event.seq, event.at));
        events.retain(|event| since.is_none_or(|(seq, _)| event.seq >= seq));
        let reference = own.as_ref().map_or(&ticket.reference, |report| &report.reference).clone();
        let (mut messages, mut package) = (Vec::new(), Vec::new());
        // Of what was taken out nothing is shown: no empty bubbles, no nameless files.
        if own.is_none() && ticket.ties.pseudonymised_at.is_none() {
            let files = file::list(&mut conn, &house.vault, &ticket.id).await?;
            let list = message::list(&mut conn, &house.vault, &ticket.id).await?;
            messages = list
                .into_iter()
                .filter(|message| message.kind != "note" && since.is_none_or(|(_, at)| message.at >= at))
                .map(|message| self.message_view(message, &files, &reference))
                .collect();
            // What the gate would not give out is not offered either.
            let given = ticket.ties.handover_until.is_none() && super::guardian::barrier(&mut conn, &ticket, now, true).await?.is_none();
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
            may_appeal: own.is_none() && may_appeal(&ticket, now),
            may_write: own.is_none() && open,
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
        State::IdentityUnverified | State::Expired | State::Duplicate => Vec::new(),
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

/// What opening a ticket shows.
#[derive(Debug)]
pub enum Seen {
    /// All of it.
    Ticket(Box<TicketView>),
    /// Its head and clocks: it is a child's, and no look with a purpose is open.
    Gate(Box<GateView>),
}

impl AgentDesk {
    /// A line as the queue shows it.
    #[must_use]
    pub fn line_view(&self, line: &Line, names: &Names, now: Timestamp) -> LineView {
        let cached = &line.cached;
        let standing = if line.stopped_at.is_some() {
            "closed"
        } else if cached.governing.is_none() {
            "paused"
        } else if cached.breach_at.is_some_and(|at| at < now) {
            "breached"
        } else if cached.at_risk_at.is_some_and(|at| at <= now) {
            "at_risk"
        } else {
            "running"
        };
        LineView {
            reference: line.reference.clone(),
            product: self.house.products.get(&line.product).map_or_else(|| line.product.clone(), |product| product.pack.name.clone()),
            kind: line.kind,
            state: line.state,
            country: line.country.clone(),
            lang: line.lang.clone(),
            received_at: line.received_at,
            stopped_at: line.stopped_at,
            due_at: if cached.governing.is_none() {
                cached.paused_until.unwrap_or(cached.sort_at)
            } else {
                cached.breach_at.unwrap_or(cached.sort_at)
            },
            governing: cached.governing.map(str::to_owned),
            standing: standing.to_owned(),
            assignee: line.assignee.as_ref().map(|id| names.get(id).cloned().unwrap_or_else(|| id.clone())),
            mine: line.assignee.as_deref() == Some(self.me()),
            urgent: line.urgent,
        }
    }

    /// Lines with the names of who holds them.
    ///
    /// # Errors
    /// The store's.
    pub async fn line_views(&self, lines: &[Line]) -> Result<Vec<LineView>, DeskError> {
        let names = self.house.names(&mut self.house.store.read().await?).await?;
        let now = self.house.now();
        Ok(lines.iter().map(|line| self.line_view(line, &names, now)).collect())
    }

    /// A ticket's page, which is a look at it; or, for a child's, the page that asks for a purpose first.
    ///
    /// # Errors
    /// [`DeskError::NotFound`]; the store's.
    pub async fn open(&self, reference: &str) -> Result<Seen, DeskError> {
        let reference = Reference::parse(reference).map_err(|_| DeskError::NotFound)?;
        let (house, now) = (&self.house, self.house.now());
        let mut conn = house.store.read().await?;
        let id = ticket::id_by_reference(&mut conn, reference.as_str()).await?.ok_or(DeskError::NotFound)?;
        let ticket = ticket::by_id(&mut conn, &house.vault, &id).await?.ok_or(DeskError::NotFound)?;
        self.check(&mut conn, &ticket, Errand::Glance, now).await?;
        if looks::is_minor(&mut conn, &id).await?
            && (!self.member.minors || looks::open(&mut conn, self.me(), &id, true, now).await?.is_none())
        {
            return Ok(Seen::Gate(Box::new(self.gate(&mut conn, &ticket, now).await?)));
        }
        drop(conn);
        look::opened(self, &ticket).await?;
        Ok(Seen::Ticket(Box::new(self.shown(ticket, now).await?)))
    }

    /// The same where only the ticket itself will do.
    ///
    /// # Errors
    /// [`DeskError::Invalid`] (`look_required`) when it is a child's and no look is open; otherwise as [`AgentDesk::open`].
    pub async fn view(&self, reference: &str) -> Result<TicketView, DeskError> {
        match self.open(reference).await? {
            Seen::Ticket(view) => Ok(*view),
            Seen::Gate(_) => Err(Fields::one("", "look_required")),
        }
    }

    /// What everybody who sees the queue may know of a child's ticket: nothing personal.
    async fn gate(&self, conn: &mut Conn, ticket: &Ticket, now: Timestamp) -> Result<GateView, DeskError> {
        let product = self.house.products.get(&ticket.product).ok_or(DeskError::NotFound)?;
        let all = reckon::evaluation(&self.house, conn, ticket, now, true).await?;
        let names = self.house.names(conn).await?;
        Ok(GateView {
            pack: product.pack.clone(),
            reference: ticket.reference.clone(),
            version: event::last(conn, &event::ticket_stream(&ticket.id)).await?,
            kind: ticket.kind,
            state: ticket.state,
            received_at: ticket.received_at,
            governing: all.governing.map(|name| name.code().to_owned()),
            clocks: shown_clocks(&all, ticket),
            assignee: ticket.assignee.as_ref().map(|id| names.get(id).cloned().unwrap_or_else(|| id.clone())),
            mine: ticket.assignee.as_deref() == Some(self.me()),
            allowed: self.member.minors,
            purposes: look::PURPOSES.to_vec(),
            minutes: look::LASTS.as_mins(),
            form: FormView::default(),
        })
    }

    async fn shown(&self, ticket: Ticket, now: Timestamp) -> Result<TicketView, DeskError> {
        let (house, reference, id) = (&self.house, ticket.reference.as_str(), ticket.id.clone());
        let mut conn = house.store.read().await?;
        let product = house.products.get(&ticket.product).ok_or(DeskError::NotFound)?;
        let all = reckon::evaluation(house, &mut conn, &ticket, now, true).await?;
        let names = house.names(&mut conn).await?;
        let stream = event::ticket_stream(&id);
        let events = event::list(&mut conn, &stream).await?;
        let base = format!("/staff/tickets/{reference}/files");
        let mut files = file::list(&mut conn, &house.vault, &id).await?;
        let mails = outbox::of_ticket(&mut conn, &id).await?;
        let mut messages = message::list(&mut conn, &house.vault, &id).await?;
        if ticket.ties.pseudonymised_at.is_some() {
            // Of what was taken out nothing is shown: no empty bubbles, no nameless files.
            (files, messages) = (Vec::new(), Vec::new());
        }
        let outcomes = outcome::list(&mut conn, &house.vault, &id).await?;
        let in_app = self.in_app(&mut conn, &ticket, now).await?;
        let asker = super::guardian::asker(house, &mut conn, &ticket).await?;
        let guardian = self.panel(&mut conn, &ticket, now).await?;
        let own_appeal = ticket.cycle > 1 && outcomes.iter().any(|outcome| outcome.closed_by.as_deref() == Some(self.me()));
        Ok(TicketView {
            pack: product.pack.clone(),
            reference: ticket.reference.clone(),
            version: events.last().map_or(0, |event| event.seq),
            kind: ticket.kind,
            state: ticket.state,
            lang: ticket.lang.tag().to_owned(),
            country: ticket.country.clone(),
            received_at: ticket.received_at,
            proved_at: ticket.proved_at,
            pseudonymised_at: ticket.ties.pseudonymised_at,
            governing: all.governing.map(|name| name.code().to_owned()),
            clocks: shown_clocks(&all, &ticket),
            app_id_state: app_id_state(&ticket, in_app.is_some()).to_owned(),
            in_app_code: in_app,
            assignee: ticket.assignee.as_ref().map(|id| names.get(id).cloned().unwrap_or_else(|| id.clone())),
            mine: ticket.assignee.as_deref() == Some(self.me()),
            own_appeal,
            urgent: ticket.urgent,
            // Who looked stands in the access log, for those who may read it.
            timeline: staff_timeline(&events.iter().filter(|event| event.kind != "viewed").cloned().collect::<Vec<_>>(), &names),
            messages: messages
                .into_iter()
                .map(|message| MessageView {
                    at: message.at,
                    files: files
                        .iter()
                        .filter(|file| file.message_id.as_deref() == Some(&message.id))
                        .map(|file| file_view(file, &base))
                        .collect(),
                    author: message.author.map(|id| names.get(&id).cloned().unwrap_or(id)),
                    delivery: message
                        .mail_id
                        .as_deref()
                        .and_then(|id| mails.iter().find(|mail| mail.id == id))
                        .map(|mail| mail.state.clone()),
                    kind: message.kind,
                    body: message.body,
                })
                .collect(),
            reports: self.reports(&mut conn, &ticket, &files, &base).await?,
            colleagues: self.colleagues(&mut conn, &ticket).await?,
            others: self.others(&mut conn, &ticket).await?,
            files: files.iter().map(|file| file_view(file, &base)).collect(),
            outcomes: outcomes.into_iter().map(|outcome| outcome_view(outcome, ticket.country.as_deref(), true)).collect(),
            mails: mails
                .into_iter()
                .map(|mail| MailLine {
                    kind: mail.kind,
                    state: mail.state,
                    created_at: mail.created_at,
                    sent_at: mail.sent_at,
                    tries: mail.tries,
                    last_error: mail.last_error,
                })
                .collect(),
            checklist: checklist::for_closing(ticket.kind, &ticket.subject, &asker),
            reasons: Reason::for_request(ticket.kind, ticket.country.as_deref())
                .filter(|reason| !reason.is_guardians() || ticket.ties.authority_id.is_some())
                .collect(),
            takeover: ticket.ties.takeover,
            child_limits: child_limits(house, &product.pack, &ticket, now),
            guardian,
            effects: match &ticket.details {
                Details::AiTrainingWithdrawal { streams, .. } => ai::applicable(streams).collect(),
                _ => Vec::new(),
            },
            form: (String::new(), FormView::default()),
            changed: Vec::new(),
            done: None,
            max_file: MAX_FILE,
            subject: ticket.subject,
            details: ticket.details,
        })
    }

    /// The code that is out for sending inside the app.
    async fn in_app(&self, conn: &mut Conn, ticket: &Ticket, now: Timestamp) -> Result<Option<(String, Timestamp)>, DeskError> {
        let out = codes::of_ticket(conn, &ticket.id, "in_app")
            .await?
            .filter(|code| code.used_at.is_none() && code.expires_at > now && code.tries < code::TRIES);
        let Some((code, sealed)) = out.and_then(|code| code.secret.clone().map(|sealed| (code, sealed))) else { return Ok(None) };
        let plain = self.house.vault.open(code::secret_place(&code.id), &sealed).map_err(crate::store::StoreError::from)?;
        Ok(Some((String::from_utf8_lossy(&plain).into_owned(), code.expires_at)))
    }

    async fn reports(&self, conn: &mut Conn, ticket: &Ticket, files: &[File], base: &str) -> Result<Vec<ReportView>, DeskError> {
        if ticket.kind != Kind::Report {
            return Ok(Vec::new());
        }
        let list = report::list(conn, &self.house.vault, &ticket.id).await?;
        Ok(list
            .into_iter()
            .map(|report| ReportView {
                reference: report.reference,
                received_at: report.received_at,
                harm: report.harm,
                words: report.body.words,
                email: report.body.email,
                email_proved: report.email_proved_at.is_some(),
                lang: report.lang.tag().to_owned(),
                files: files
                    .iter()
                    .filter(|file| file.report_id.as_deref() == Some(&report.id))
                    .map(|file| file_view(file, base))
                    .collect(),
            })
            .collect())
    }

    /// The other tickets of the same address, for context.
    async fn others(&self, conn: &mut Conn, ticket: &Ticket) -> Result<Vec<(String, Kind, State)>, DeskError> {
        if ticket.kind == Kind::Report {
            return Ok(Vec::new());
        }
        let email = self.house.vault.hash_email(&ticket.subject.email);
        let lines = queue::by_hash(conn, &email, &[], &self.within()).await?;
        Ok(lines.into_iter().filter(|line| line.id != ticket.id).map(|line| (line.reference, line.kind, line.state)).collect())
    }
}

fn app_id_state(ticket: &Ticket, sent: bool) -> &'static str {
    match (&ticket.subject.app_id, ticket.app_id_confirmed_at, sent) {
        (None, ..) => "none",
        (_, Some(_), _) => "confirmed",
        (_, None, true) => "sent",
        (_, None, false) => "claimed",
    }
}
