//! What people do with a request, in the words of the desks' own events and mails.

use domain::clock::PauseReason;
use domain::typed;
use domain::{Act, Kind};
use jiff::{SignedDuration, Timestamp};
use serde_json::json;

use super::life::{By, Life, Stop};
use super::world::Member;
use super::{closing, words};
use crate::desk::close::{PACKAGE_DOWNLOADS, PACKAGE_LASTS};
use crate::desk::code::{self, CODE_LASTS, IN_APP_LASTS};
use crate::mail::Topic;
use crate::random;
use crate::store::codes::Code;
use crate::store::outcome::{self, Mark, Outcome, OutcomeBody};
use crate::store::pause::reason_code;

impl<'w> Life<'w> {
    /// The requester proves the address, mostly within the ten minutes of the first code. Answers when.
    pub(super) fn prove(&mut self) -> Result<Timestamp, Stop> {
        let sent = self.ticket.received_at;
        let at = if self.dice.percent(88) { self.after(sent, 1, 9) } else { self.after(sent, 12, 300) }?;
        self.proved(at);
        self.step(Act::Prove)?;
        let in_time = self.ticket.proof_in_time;
        self.note(at, By::Requester, "proved", json!({"in_time": in_time}));
        self.mail(Topic::Receipt, &format!("receipt:{}", self.ticket.id), at);
        Ok(at)
    }

    /// The address is proved; what follows from it is not said yet.
    pub(super) fn proved(&mut self, at: Timestamp) {
        self.ticket.proved_at = Some(at);
        self.ticket.proof_in_time = at <= self.ticket.received_at.saturating_add(CODE_LASTS).unwrap_or(self.ticket.received_at);
        self.ticket.expires_at = None;
    }

    /// An agent takes it on.
    pub(super) fn claim(&mut self, at: Timestamp, by: &'w Member) -> Result<(), Stop> {
        self.reach(at)?;
        self.step(Act::Claim)?;
        self.ticket.assignee = Some(by.id.clone());
        self.ticket.claimed_at = Some(at);
        self.note(at, By::Staff(by), "claimed", json!({}));
        Ok(())
    }

    /// The agent writes a note inside.
    pub(super) fn remark(&mut self, at: Timestamp, by: &'w Member) -> Result<(), Stop> {
        self.reach(at)?;
        let words = (*self.dice.pick(&words::NOTES)).to_owned();
        self.say(at, "note", By::Staff(by), None, words);
        self.note(at, By::Staff(by), "note_added", json!({}));
        self.ticket.claimed_at = Some(at);
        Ok(())
    }

    /// The agent writes to the requester.
    pub(super) fn write(&mut self, at: Timestamp, by: &'w Member) -> Result<(), Stop> {
        self.reach(at)?;
        let mail = self.mail(Topic::Message, &format!("message:{}", random::id(at)), at);
        self.say(at, "from_agent", By::Staff(by), Some(mail), words::on_the_way(self.lang()).to_owned());
        self.note(at, By::Staff(by), "message_sent", json!({"files": 0}));
        self.ticket.claimed_at = Some(at);
        Ok(())
    }

    /// The requester writes.
    pub(super) fn hear(&mut self, at: Timestamp) -> Result<(), Stop> {
        self.reach(at)?;
        let words = words::asking(&mut self.dice, self.tongue);
        self.say(at, "from_requester", By::Requester, None, words);
        self.note(at, By::Requester, "message_received", json!({"files": 0}));
        Ok(())
    }

    /// The agent asks; the promise pauses for at most so many days.
    pub(super) fn ask(&mut self, at: Timestamp, by: &'w Member, days: i64) -> Result<(), Stop> {
        self.reach(at)?;
        self.step(Act::Ask)?;
        let identity = self.dice.percent(50);
        let reason = if identity { PauseReason::IdentityCheck } else { PauseReason::Clarification };
        let until = at.saturating_add(SignedDuration::from_hours(24 * days)).unwrap_or(at);
        self.pause(at, until, reason);
        let mail = self.mail(Topic::Question, &format!("question:{}", random::id(at)), at);
        self.say(at, "question", By::Staff(by), Some(mail), words::question(self.lang(), identity).to_owned());
        self.note(at, By::Staff(by), "asked", json!({"reason": reason_code(reason), "until": until.to_string()}));
        self.ticket.claimed_at = Some(at);
        Ok(())
    }

    /// The requester answers, and the clocks go on.
    pub(super) fn answer(&mut self, at: Timestamp) -> Result<(), Stop> {
        self.reach(at)?;
        let words = words::answering(&mut self.dice, self.tongue);
        self.say(at, "answer", By::Requester, None, words);
        self.resume(at);
        self.step(Act::Resume)?;
        self.note(at, By::Requester, "answered", json!({"files": 0}));
        Ok(())
    }

    /// The agent makes the code that is sent inside the app; the requester enters it at `entered`.
    pub(super) fn in_app(&mut self, at: Timestamp, by: &'w Member, entered: Option<Timestamp>) -> Result<(), Stop> {
        self.reach(at)?;
        let (id, secret) = (random::id(at), random::in_app_code());
        let house = &self.world.house;
        self.codes.push(Code {
            purpose: "in_app".to_owned(),
            ticket_id: Some(self.ticket.id.clone()),
            report_id: None,
            holder: None,
            code_hash: Some(code::code_hash(house, &id, &typed::code(&secret))),
            link_hash: None,
            created_at: at,
            expires_at: at.saturating_add(IN_APP_LASTS).unwrap_or(at),
            tries: i64::from(entered.is_some()),
            used_at: entered,
            used_by: None,
            secret: Some(house.vault.seal(code::secret_place(&id), secret.as_bytes())),
            id,
        });
        self.note(at, By::Staff(by), "in_app_code_made", json!({}));
        if let Some(entered) = entered {
            self.reach(entered)?;
            self.ticket.app_id_confirmed_at = Some(entered);
            self.note(entered, By::Requester, "in_app_code_confirmed", json!({}));
        }
        Ok(())
    }

    /// The agent puts a copy of the data beside the request.
    pub(super) fn pack(&mut self, at: Timestamp, by: &'w Member) -> Result<(), Stop> {
        self.reach(at)?;
        let name = format!("{}-data.json", self.ticket.product);
        let copy = json!({
            "about": "An invented copy of data, for a demonstration.",
            "reference": self.ticket.reference,
            "account": {"id": self.ticket.subject.app_id, "languages": ["en", "ja"], "signed_up": "2023-04"},
            "moments": [{"at": "2024-05-01", "text": "First day with the new teapot."}],
        });
        self.keep_file(at, "package", &name, "application/json", serde_json::to_vec_pretty(&copy).unwrap_or_default());
        self.note(at, By::Staff(by), "package_added", json!({"files": 1}));
        Ok(())
    }

    /// The agent closes: fulfilled, in part, or denied.
    pub(super) fn close(&mut self, at: Timestamp, by: &'w Member, act: Act) -> Result<(), Stop> {
        self.reach(at)?;
        let body = closing::body(self, act, at);
        self.step(act)?;
        self.stop(at)?;
        let mut facts = self.facts();
        facts["reasons"] = body.refusals.iter().map(|refusal| refusal.reason.clone()).collect();
        facts[outcome::KEY] = self.keep_outcome(at, by, body).json();
        self.note(at, By::Staff(by), "closed", facts);
        self.mail(Topic::Outcome, &format!("outcome:{}:{}", self.ticket.id, self.ticket.cycle), at);
        self.destroy_files("evidence", at);
        self.hand_over(at);
        Ok(())
    }

    /// The copy can be fetched for seven days, and is destroyed after them.
    fn hand_over(&mut self, at: Timestamp) {
        let fetched = at.saturating_add(self.dice.minutes(8, 1500)).unwrap_or(at);
        let take = self.dice.percent(60) && fetched <= self.world.now;
        let mut taken = Vec::new();
        for (file, _) in self.files.iter_mut().filter(|(file, _)| file.role == "package" && file.expires_at.is_none()) {
            file.expires_at = at.checked_add(PACKAGE_LASTS).ok();
            file.max_downloads = Some(PACKAGE_DOWNLOADS);
            if take {
                file.downloads = 1;
                taken.push(file.id.clone());
            }
        }
        for id in taken {
            self.note(fetched, By::Requester, "package_downloaded", json!({"file": id, "download": 1}));
        }
        let ends: Vec<Timestamp> =
            self.files.iter().filter(|(file, _)| file.role == "package").filter_map(|(file, _)| file.expires_at).collect();
        if let Some(end) = ends.first() {
            self.destroy_files("package", *end);
        }
    }

    /// Keeps how the present cycle ended; gives what its event says of it.
    pub(super) fn keep_outcome(&mut self, at: Timestamp, by: &Member, body: OutcomeBody) -> Mark {
        let cached = &self.ticket.cached;
        let outcome = Outcome {
            cycle: self.ticket.cycle,
            state: self.ticket.state.code().to_owned(),
            closed_at: at,
            closed_by: Some(by.id.clone()),
            promise_due_at: cached.promise_due_at,
            law_due_at: cached.law_due_at,
            review_due_at: cached.review_due_at,
            started_at: Some(self.ticket.cycle_started_at),
            body,
        };
        let id = random::id(at);
        let mark = outcome::mark(&self.world.house.vault, &id, &self.ticket, &outcome);
        self.outcomes.push((id, outcome));
        mark
    }

    /// Stops the clocks.
    pub(super) fn stop(&mut self, at: Timestamp) -> Result<(), Stop> {
        self.resume(at);
        self.ticket.stopped_at = Some(at);
        self.reckon(at)
    }

    /// The requester asks for another look: a new cycle begins.
    pub(super) fn appeal(&mut self, at: Timestamp) -> Result<(), Stop> {
        self.reach(at)?;
        self.step(Act::Appeal)?;
        self.ticket.cycle += 1;
        self.ticket.cycle_started_at = at;
        self.ticket.stopped_at = None;
        self.ticket.assignee = None;
        self.ticket.claimed_at = None;
        self.told.delay_told_at = None;
        let words = words::appealing(&mut self.dice, self.tongue);
        self.say(at, "from_requester", By::Requester, None, words);
        let cycle = self.ticket.cycle;
        self.note(at, By::Requester, "appealed", json!({"cycle": cycle}));
        self.mail(Topic::AppealReceipt, &format!("appeal:{}:{cycle}", self.ticket.id), at);
        Ok(())
    }

    /// The requester withdraws it.
    pub(super) fn withdraw(&mut self, at: Timestamp) -> Result<(), Stop> {
        self.reach(at)?;
        self.step(Act::Withdraw)?;
        self.stop(at)?;
        let facts = self.facts();
        self.note(at, By::Requester, "withdrawn", facts);
        self.mail(Topic::Withdrawn, &format!("withdrawn:{}:{}", self.ticket.id, self.ticket.cycle), at);
        self.destroy_files("evidence", at);
        Ok(())
    }

    /// Staff cancel it.
    pub(super) fn cancel(&mut self, at: Timestamp, by: &'w Member) -> Result<(), Stop> {
        self.reach(at)?;
        self.step(Act::Cancel)?;
        self.stop(at)?;
        let facts = self.facts();
        self.note(at, By::Staff(by), "cancelled", facts);
        self.destroy_files("evidence", at);
        Ok(())
    }

    /// The agent waits for processors.
    pub(super) fn await_processors(&mut self, at: Timestamp, by: &'w Member) -> Result<(), Stop> {
        self.reach(at)?;
        self.step(Act::AwaitProcessors)?;
        let state = self.ticket.state.code();
        self.note(at, By::Staff(by), "awaiting_processors", json!({"state": state}));
        Ok(())
    }

    /// The reminder of five days leaves, and the seven days end, as far as they are over.
    pub(super) fn lapse(&mut self) -> Result<(), Stop> {
        let sent = self.ticket.received_at;
        let reminded =
            sent.saturating_add(SignedDuration::from_hours(5 * 24)).unwrap_or(sent).saturating_add(self.dice.seconds(0, 3)).unwrap_or(sent);
        self.reach(reminded)?;
        self.told.reminded_at = Some(reminded);
        self.mail(Topic::Reminder, &format!("reminder:{}", self.ticket.id), reminded);
        self.note(reminded, By::System, "reminded", json!({}));
        let ended = self.ticket.expires_at.unwrap_or(sent).saturating_add(self.dice.seconds(0, 3)).unwrap_or(sent);
        self.reach(ended)?;
        self.step(Act::Expire)?;
        self.stop(ended)?;
        self.destroy_files("evidence", ended);
        self.note(ended, By::System, "expired", json!({}));
        Ok(())
    }

    /// What kinds a person must be known for, and how, before a closing: those without an e-mail enter the code from the app.
    pub(super) fn identify(&mut self, at: Timestamp, by: &'w Member) -> Result<Timestamp, Stop> {
        if !self.ticket.subject.contact_only || self.ticket.kind == Kind::Report {
            return Ok(at);
        }
        let entered = self.working(at, 5, 60)?;
        self.in_app(at, by, Some(entered))?;
        Ok(entered)
    }
}
