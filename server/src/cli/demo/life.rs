//! One invented ticket on its way through the desks: what happens to it is written down as a desk would write it, and its clocks
//! are the real ones.

use std::sync::Arc;

use domain::clock::{Evaluation, History, Pause, PauseReason, evaluate};
use domain::{Act, Kind, Lang, Reference};
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

use super::dice::Dice;
use super::people::{Person, Tongue};
use super::world::{Member, World};
use crate::desk::fresh::fresh;
use crate::desk::reckon::Beginning;
use crate::desk::{DeskError, clerk, intake, reckon, upload};
use crate::mail::Topic;
use crate::products::Product;
use crate::random;
use crate::rules::RuleSet;
use crate::store::bulk::{Entry, PastAlert, PastMail, PastPause, Rows, Told};
use crate::store::codes::Code;
use crate::store::event::ticket_stream;
use crate::store::file::File;
use crate::store::message::Message;
use crate::store::outcome::Outcome;
use crate::store::report::Report;
use crate::store::ticket::{Hashes, Ticket};

/// Why a story ends.
#[derive(Debug)]
pub(super) enum Stop {
    /// What comes next has not happened yet.
    Now,
    /// It cannot be told.
    Wrong(DeskError),
}

impl<E: Into<DeskError>> From<E> for Stop {
    fn from(error: E) -> Self {
        Self::Wrong(error.into())
    }
}

/// A ticket with everything that hangs on it.
pub(super) struct Life<'w> {
    pub(super) world: &'w World,
    pub(super) product: &'w Product,
    rules: Option<Arc<RuleSet>>,
    pub(super) dice: Dice,
    pub(super) tongue: Tongue,
    pub(super) ticket: Ticket,
    pub(super) hashes: Hashes,
    pub(super) told: Told,
    pub(super) reports: Vec<Report>,
    pub(super) codes: Vec<Code>,
    pub(super) outcomes: Vec<(String, Outcome)>,
    /// The files, with bytes for those that are still there.
    pub(super) files: Vec<(File, Vec<u8>)>,
    pauses: Vec<PastPause>,
    messages: Vec<Message>,
    mails: Vec<PastMail>,
    pub(super) alerts: Vec<PastAlert>,
    events: Vec<Entry>,
}

/// Who does something, as events say it.
#[derive(Debug, Clone, Copy)]
pub(super) enum By<'m> {
    Requester,
    System,
    /// Whoever is logged in to this account.
    Account(&'m str),
    Staff(&'m Member),
}

impl By<'_> {
    fn actor(self) -> String {
        match self {
            Self::Requester => "requester".to_owned(),
            Self::System => "system".to_owned(),
            Self::Account(id) => format!("account:{id}"),
            Self::Staff(member) => format!("staff:{}", member.id),
        }
    }
}

impl<'w> Life<'w> {
    /// A life that begins with this ticket.
    pub(super) fn new(world: &'w World, product: &'w Product, dice: Dice, tongue: Tongue, ticket: Ticket, hashes: Hashes) -> Self {
        Self {
            rules: world.house.rulebook.current(&product.pack.slug),
            world,
            product,
            dice,
            tongue,
            ticket,
            hashes,
            told: Told::default(),
            reports: Vec::new(),
            codes: Vec::new(),
            outcomes: Vec::new(),
            files: Vec::new(),
            pauses: Vec::new(),
            messages: Vec::new(),
            mails: Vec::new(),
            alerts: Vec::new(),
            events: Vec::new(),
        }
    }

    /// A request that was just sent.
    pub(super) fn submitted(
        world: &'w World,
        product: &'w Product,
        mut dice: Dice,
        person: &Person,
        (kind, details): (Kind, domain::request::Details),
        at: Timestamp,
        reference: Reference,
    ) -> Self {
        let ticket = Ticket {
            reference: reference.to_string(),
            lang: person.tongue.lang(),
            zone: person.zone(&mut dice),
            country: person.country.map(|country| country.code.to_owned()),
            expires_at: at.checked_add(intake::UNPROVED_LASTS).ok(),
            subject: person.subject.clone(),
            ..fresh(product, kind, details, at)
        };
        let hashes = intake::hashes(&world.house, &ticket);
        let mut life = Self::new(world, product, dice, person.tongue, ticket, hashes);
        let files = life.evidence(at);
        let data = json!({"product": life.ticket.product, "kind": kind.code(), "files": files});
        life.note(at, By::Requester, "submitted", data);
        life.mail(Topic::Code, &format!("code:{}", random::id(at)), at);
        life
    }

    /// A moment that has come; else the story ends here.
    pub(super) fn reach(&self, at: Timestamp) -> Result<Timestamp, Stop> {
        if at <= self.world.now { Ok(at) } else { Err(Stop::Now) }
    }

    /// After so many minutes by the wall's clock.
    pub(super) fn after(&mut self, at: Timestamp, from: i64, to: i64) -> Result<Timestamp, Stop> {
        let at = at.checked_add(self.dice.minutes(from, to)).map_err(|_| Stop::Now)?;
        self.reach(at)
    }

    /// After so many minutes of the office's open time.
    pub(super) fn working(&mut self, at: Timestamp, from: i64, to: i64) -> Result<Timestamp, Stop> {
        let at = self.product.business.add_open(at, self.dice.minutes(from, to)).map_err(|_| Stop::Now)?;
        self.reach(at)
    }

    /// Some moment between this one and now.
    pub(super) fn since(&mut self, at: Timestamp) -> Timestamp {
        let left = self.world.now.duration_since(at).as_millis() as i64;
        at.saturating_add(SignedDuration::from_millis(self.dice.between(0, left.max(0)))).unwrap_or(at)
    }

    /// Writes an event.
    pub(super) fn note(&mut self, at: Timestamp, by: By<'_>, kind: &'static str, data: Value) {
        self.events.push((at, by.actor(), kind, data));
    }

    /// Moves the ticket to the state that follows an act.
    pub(super) fn step(&mut self, act: Act) -> Result<(), Stop> {
        Ok(reckon::step(&mut self.ticket, act)?)
    }

    /// Writes a message; answers nothing, since nobody refers to it.
    pub(super) fn say(&mut self, at: Timestamp, kind: &str, by: By<'_>, mail: Option<String>, body: String) {
        let author = match by {
            By::Staff(member) => Some(member.id.clone()),
            _ => None,
        };
        let message = Message {
            id: random::id(at),
            ticket_id: self.ticket.id.clone(),
            report_id: None,
            at,
            kind: kind.to_owned(),
            author,
            mail_id: mail,
            body,
        };
        self.messages.push(message);
    }

    /// Notes a mail that has left; one in fifty of those to requesters came back for good. Answers its identifier.
    pub(super) fn mail(&mut self, topic: Topic, once: &str, at: Timestamp) -> String {
        let id = random::id(at);
        let bounced =
            !matches!(topic, Topic::Code | Topic::Receipt | Topic::Alert) && !self.ticket.kind.is_decided() && self.dice.percent(2);
        let sent = at.saturating_add(self.dice.seconds(1, 5)).unwrap_or(at).min(self.world.now);
        self.mails.push(PastMail {
            message_id: crate::mail::message_id(&id, "localhost"),
            ticket_id: self.ticket.id.clone(),
            kind: topic.code(),
            once: once.to_owned(),
            created_at: at,
            sent_at: (!bounced).then_some(sent),
            tries: if bounced { 3 } else { 1 },
            last_error: bounced.then(|| "550 5.1.1 the mailbox does not exist".to_owned()),
            letter: bounced.then(|| self.world.letter(&self.ticket, self.product)),
            id: id.clone(),
        });
        id
    }

    /// Keeps a file; answers its identifier.
    pub(super) fn keep_file(&mut self, at: Timestamp, role: &str, name: &str, mime: &str, bytes: Vec<u8>) -> String {
        let id = random::id(at);
        let file = File {
            id: id.clone(),
            ticket_id: self.ticket.id.clone(),
            report_id: None,
            message_id: None,
            role: role.to_owned(),
            mime: mime.to_owned(),
            size: bytes.len() as i64,
            sha256: <sha2::Sha256 as sha2::Digest>::digest(&bytes).to_vec(),
            created_at: at,
            expires_at: None,
            downloads: 0,
            max_downloads: None,
            destroyed_at: None,
            name: name.to_owned(),
            key: None,
        };
        self.files.push((file, bytes));
        id
    }

    /// A correction often brings evidence; answers how many files.
    fn evidence(&mut self, at: Timestamp) -> usize {
        if self.ticket.kind == Kind::Correction && self.dice.percent(25) {
            let text = "An invented document. It stands for what somebody would send to show that a datum is wrong.\n";
            self.keep_file(at, "evidence", "certificate.txt", "text/plain", text.into());
        }
        self.files.len()
    }

    /// Destroys the files of a role from a moment on, if it has come.
    pub(super) fn destroy_files(&mut self, role: &str, from: Timestamp) {
        let gone = from.saturating_add(self.dice.seconds(1, 3)).unwrap_or(from);
        let there = gone <= self.world.now;
        let mut lost = Vec::new();
        for (file, bytes) in self.files.iter_mut().filter(|(file, _)| file.role == role && file.destroyed_at.is_none()) {
            file.expires_at = Some(from);
            if there {
                file.destroyed_at = Some(gone);
                bytes.clear();
                lost.push(file.id.clone());
            }
        }
        for id in lost {
            self.note(gone, By::System, "file_destroyed", json!({"file": id}));
        }
    }

    /// Pauses the clocks.
    pub(super) fn pause(&mut self, at: Timestamp, max_end: Timestamp, reason: PauseReason) {
        let pause = Pause { start: at, end: None, max_end, reason };
        self.pauses.push(PastPause { id: random::id(at), cycle: self.ticket.cycle, pause });
    }

    /// Ends the open pause, if there is one.
    pub(super) fn resume(&mut self, at: Timestamp) {
        for past in self.pauses.iter_mut().filter(|past| past.pause.end.is_none()) {
            past.pause.end = Some(at);
        }
    }

    /// What happened to the present cycle, as a desk reads it out of the database ([`reckon::history`]).
    pub(super) fn history(&self) -> History {
        let ticket = &self.ticket;
        let pauses = self.pauses.iter().filter(|past| past.cycle == ticket.cycle).map(|past| past.pause).collect();
        History { pauses, ..reckon::begun(&Beginning::of(ticket)) }
    }

    /// The clocks at a moment.
    pub(super) fn clocks(&self, at: Timestamp) -> Result<Evaluation, Stop> {
        let (ticket, set) = (&self.ticket, self.rules.as_ref().ok_or(DeskError::NotFound)?);
        Ok(evaluate(&self.history(), &set.rules(ticket.kind, ticket.country.as_deref(), false), at)?)
    }

    /// Evaluates the clocks and keeps what they say; notes the breach that a job would have found before this moment.
    pub(super) fn reckon(&mut self, at: Timestamp) -> Result<(), Stop> {
        let all = self.clocks(at)?;
        let set = self.rules.clone().ok_or(DeskError::NotFound)?;
        reckon::keep_as(&mut self.ticket, &set, all.clone(), at);
        // What was never proved stood on no queue, so that nothing of it could be missed.
        let known = self.ticket.proved_at.is_some() || self.ticket.kind.is_decided();
        let stood = known && (self.ticket.state.on_queue() || self.ticket.stopped_at == Some(at));
        if let Some(clock) = all.governor().filter(|clock| stood && clock.due < at) {
            let (due, name) = (clock.due, clock.name.code());
            self.breached(due, name);
        }
        Ok(())
    }

    fn breached(&mut self, due: Timestamp, clock: &'static str) {
        let found = due.saturating_add(self.dice.seconds(1, 3)).unwrap_or(due).min(self.world.now);
        if self.told.delay_told_at.is_some() {
            return;
        }
        self.told.delay_told_at = Some(found);
        let cycle = self.ticket.cycle;
        self.note(found, By::System, "breached", json!({"clock": clock, "cycle": cycle}));
        if !self.ticket.kind.is_decided() {
            self.mail(Topic::Delayed, &format!("delayed:{}:{cycle}", self.ticket.id), found);
            self.note(found, By::System, "delay_told", json!({}));
        }
    }

    /// The facts of a closing, as its event holds them.
    pub(super) fn facts(&self) -> Value {
        clerk::closing(&self.ticket, self.ticket.state)
    }

    /// Whether the portal's own words to this requester are Chinese or English.
    pub(super) const fn lang(&self) -> Lang {
        self.ticket.lang
    }

    /// Ends the story at the present moment, puts the files that are left on disk, and seals everything into rows.
    ///
    /// # Errors
    /// A clock's, or the file system's.
    pub(super) fn seal(mut self, rows: &mut Rows) -> Result<(), DeskError> {
        if self.ticket.stopped_at.is_none() {
            match self.reckon(self.world.now) {
                Err(Stop::Wrong(error)) => return Err(error),
                Ok(()) | Err(Stop::Now) => {}
            }
        }
        self.alert()?;
        self.events.sort_by_key(|event| event.0);
        self.ticket.version = self.events.len() as i64;
        let (house, id) = (&self.world.house, &self.ticket.id);
        let vault = &house.vault;
        rows.ticket(vault, &self.ticket, &self.hashes, self.told);
        self.alerts.iter().for_each(|past| rows.alert(&self.ticket, past));
        self.reports.iter().for_each(|report| rows.report(vault, report));
        self.pauses.iter().for_each(|past| rows.pause(id, past));
        self.messages.iter().for_each(|message| rows.message(vault, message));
        self.codes.iter().for_each(|code| rows.code(code));
        self.mails.iter().for_each(|mail| rows.mail(vault, mail));
        for (row, outcome) in &self.outcomes {
            rows.outcome(vault, row, &self.ticket, outcome);
        }
        for (file, bytes) in &mut self.files {
            let key = random::bytes::<32>();
            file.key = Some(vault.seal_file_key(&file.id, &key));
            if file.destroyed_at.is_none() {
                let place = upload::place(&house.files, &file.id);
                if let Some(folder) = place.parent() {
                    std::fs::create_dir_all(folder)?;
                }
                upload::write_sealed(&place, &key, &file.id, bytes)?;
            }
            rows.file(vault, file);
        }
        rows.chain(&ticket_stream(id), &self.events);
        Ok(())
    }
}
