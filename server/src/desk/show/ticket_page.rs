//! The agents' page of a ticket, and its line in the queue.

use app::views::FormView;
use app::views::acts::NoticeView;
use app::views::alerts::BreachView;
use app::views::staff::{ComputedView, GateView, LineView, MailLine, ReportView, TicketView};
use app::views::track::MessageView;
use domain::ai;
use domain::clock::{ClockName, Evaluation, Standing, Step};
use domain::reasons::Reason;
use domain::request::Details;
use domain::{Kind, Reference, State, checklist};
use jiff::Timestamp;

use super::{Names, child_limits, file_view, outcome_view, shown_clocks, staff_timeline};
use crate::desk::access::Errand;
use crate::desk::agent::AgentDesk;
use crate::desk::explain::{Explanation, explain};
use crate::desk::upload::MAX_FILE;
use crate::desk::{DeskError, Fields, code, look, reckon};
use crate::store::event::{self};
use crate::store::file::File;
use crate::store::queue::Line;
use crate::store::ticket::{self, Ticket};
use crate::store::{Conn, alert, breach, codes, fact, file, look as looks, message, outbox, outcome, queue, report};

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
        let told = alert::waits(&mut conn, self.me(), &id).await?;
        if looks::is_minor(&mut conn, &id).await?
            && (!self.member.minors || looks::open(&mut conn, self.me(), &id, true, now).await?.is_none())
        {
            let gate = self.gate(&mut conn, &ticket, now).await?;
            drop(conn);
            self.see_ticket(&id, told).await?;
            return Ok(Seen::Gate(Box::new(gate)));
        }
        drop(conn);
        self.see_ticket(&id, told).await?;
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
        let said = explain(house, &mut conn, &ticket, now).await?;
        let names = house.names(&mut conn).await?;
        let computed = computed(&said, &ticket, &names);
        let all = said.cycles.into_iter().next_back().map(|cycle| cycle.clocks).ok_or(DeskError::NotFound)?;
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
        let asker = crate::desk::guardian::asker(house, &mut conn, &ticket).await?;
        let guardian = self.panel(&mut conn, &ticket, now).await?;
        let own_appeal = crate::desk::appeal::began(&mut conn, &ticket).await?
            && outcomes.iter().any(|outcome| outcome.closed_by.as_deref() == Some(self.me()));
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
            acts: self.acts(&ticket).into_iter().map(crate::desk::acts::ActName::code).collect(),
            notice: notice(&mut conn, &ticket, &all).await?,
            joined_to: match &ticket.duplicate_of {
                Some(id) => ticket::reference_of(&mut conn, id).await?,
                None => None,
            },
            joined: ticket::joined_to(&mut conn, &ticket.id).await?,
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
            breaches: self.breaches(&mut conn, &ticket, &all).await?,
            form: (String::new(), FormView::default()),
            changed: Vec::new(),
            computed,
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

    /// The clocks of this round that are or were late.
    async fn breaches(&self, conn: &mut Conn, ticket: &Ticket, all: &Evaluation) -> Result<Vec<BreachView>, DeskError> {
        let late = shown_clocks(all, ticket).into_iter().filter(|clock| clock.status == Standing::Breached);
        let said = breach::list(conn, &ticket.id).await?;
        let reason = |clock: ClockName| said.iter().find(|one| one.cycle == ticket.cycle && one.clock == clock.code());
        Ok(late
            .map(|clock| BreachView { clock: clock.name, due: clock.due, reason: reason(clock.name).map(|one| one.code.clone()) })
            .collect())
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

/// The explanation as the page shows it.
fn computed(said: &Explanation, ticket: &Ticket, names: &Names) -> ComputedView {
    let earlier = said.cycles.split_last().map_or([].as_slice(), |(_, earlier)| earlier);
    ComputedView {
        rules: said.rules.clone(),
        policy_version: said.policy_version.clone(),
        rules_policy_version: said.rules_policy_version.clone(),
        calendars: said.calendars.clone(),
        calendar_version: said.calendar_version.clone(),
        changes: said.changes,
        earlier: earlier.iter().map(|cycle| (cycle.number, shown_clocks(&cycle.clocks, ticket))).collect(),
        events: said.events.iter().map(|event| event.seq).zip(staff_timeline(&said.events, names)).collect(),
    }
}

/// How the notice of an extension stands.
async fn notice(conn: &mut Conn, ticket: &Ticket, all: &Evaluation) -> Result<Option<NoticeView>, DeskError> {
    let Some(notice) = fact::notice(conn, &ticket.id, ticket.cycle).await? else { return Ok(None) };
    let law = all.law.as_ref();
    let valid = law.is_some_and(|clock| clock.steps.iter().any(|step| matches!(step, Step::Extended { valid: true, .. })));
    let state = match (notice.left_at, notice.mail.as_deref()) {
        (Some(_), _) if valid => "extended",
        (Some(_), _) => "void",
        (None, Some("failed")) => "failed",
        (None, Some(_)) => "waiting",
        (None, None) => return Ok(None),
    };
    Ok(Some(NoticeView { state, due_at: law.map(|clock| clock.due) }))
}

fn app_id_state(ticket: &Ticket, sent: bool) -> &'static str {
    match (&ticket.subject.app_id, ticket.app_id_confirmed_at, sent) {
        (None, ..) => "none",
        (_, Some(_), _) => "confirmed",
        (_, None, true) => "sent",
        (_, None, false) => "claimed",
    }
}
