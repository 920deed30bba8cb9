//! The agent's desk: the queue, and everything that is done with a ticket short of closing it.

use domain::clock::PauseReason;
use domain::typed;
use domain::{Act, Kind, Reference, State};
use jiff::Timestamp;
use serde_json::json;

use super::access::Errand;
use super::code::{self, IN_APP_LASTS};
use super::intake::MOST_WORDS;
use super::upload::{self, Owner, Upload};
use super::{DeskError, Fields, clerk, look, post, reckon};
use crate::house::House;
use crate::products::Product;
use crate::random;
use crate::store::codes::{self, Code};
use crate::store::message::{self, Message};
use crate::store::queue::{self, Filter, Line, Within};
use crate::store::staff::Staff;
use crate::store::ticket::{self, Ticket};
use crate::store::{Conn, Fut, child_id, file, pause};

/// An agent's desk. Only [`House::agent`] gives one, from the account that a session belongs to.
#[derive(Debug, Clone)]
pub struct AgentDesk {
    pub(super) house: House,
    pub(super) member: Staff,
}

impl House {
    /// The desk of a member of staff. What it lets them do is their role's matter: see [`super::access`].
    #[must_use]
    pub fn agent(&self, member: &Staff) -> AgentDesk {
        AgentDesk { house: self.clone(), member: member.clone() }
    }
}

/// A question to the requester.
#[derive(Debug, Clone)]
pub struct Question {
    /// What is asked.
    pub words: String,
    /// Why: it decides whether the law's clock pauses too.
    pub reason: PauseReason,
    /// The longest that the promise waits: one to thirty days.
    pub days: i64,
    /// A word for colleagues, which stays inside; may be empty.
    pub note: String,
}

impl Question {
    /// Checks the question as it comes from its form.
    ///
    /// # Errors
    /// [`DeskError::Invalid`] with all that is wrong.
    pub fn check(&self) -> Result<(), DeskError> {
        let mut wrong = Fields::default();
        wrong.check(!self.words.is_empty(), "words", "words_required");
        wrong.check(self.words.chars().count() <= MOST_WORDS, "words", "too_long");
        wrong.check((1..=30).contains(&self.days), "days", "days_range");
        wrong.check(self.note.chars().count() <= MOST_WORDS, "note", "too_long");
        wrong.done()
    }
}

impl AgentDesk {
    /// Who works here.
    #[must_use]
    pub fn me(&self) -> &str {
        &self.member.id
    }

    /// Whether there is a product with this slug that this desk has to do with.
    #[must_use]
    pub fn has_product(&self, slug: &str) -> bool {
        self.member.sees(slug) && self.house.products.get(slug).is_some()
    }

    /// Whether the ticket with this reference is on this desk's lists.
    ///
    /// # Errors
    /// The store's.
    pub async fn lists(&self, reference: &str) -> Result<bool, DeskError> {
        Ok(queue::is_within(&mut self.house.store.read().await?, reference, &self.within()).await?)
    }

    pub(super) fn actor(&self) -> String {
        format!("staff:{}", self.member.id)
    }

    /// Runs a job that works on a ticket, held; tells the live pages after the commit.
    pub(super) async fn act<V, F>(&self, reference: &str, kind: &'static str, job: F) -> Result<V, DeskError>
    where
        V: Send + 'static,
        F: for<'c> FnOnce(&'c AgentDesk, &'c mut Conn, Ticket, Timestamp) -> Fut<'c, Result<V, DeskError>> + Send + 'static,
    {
        self.act_for(Errand::Work, reference, kind, job).await
    }

    /// The same for another errand than working on it.
    pub(super) async fn act_for<V, F>(&self, errand: Errand, reference: &str, kind: &'static str, job: F) -> Result<V, DeskError>
    where
        V: Send + 'static,
        F: for<'c> FnOnce(&'c AgentDesk, &'c mut Conn, Ticket, Timestamp) -> Fut<'c, Result<V, DeskError>> + Send + 'static,
    {
        let wanted = Reference::parse(reference).map_err(|_| DeskError::NotFound)?.to_string();
        let desk = self.clone();
        let now = self.house.now();
        let value = self
            .house
            .store
            .write(move |conn| {
                Box::pin(async move {
                    let id = ticket::id_by_reference(conn, &wanted).await?.ok_or(DeskError::NotFound)?;
                    let mut ticket = clerk::hold(&desk.house, conn, &id).await?;
                    desk.check(conn, &ticket, errand, now).await?;
                    if ticket.assignee.as_deref() == Some(desk.me()) && ticket.claimed_at.is_some() {
                        ticket.claimed_at = Some(now); // An act of who holds it keeps the claim alive.
                    }
                    job(&desk, conn, ticket, now).await
                })
            })
            .await?;
        self.house.tell(reference, kind, &self.member.id);
        Ok(value)
    }

    /// A page of the queue, and whether there is another.
    ///
    /// # Errors
    /// The store's.
    pub async fn queue(&self, filter: &Filter, after: Option<(Timestamp, String)>) -> Result<(Vec<Line>, bool), DeskError> {
        let filter = Filter { within: self.within(), ..filter.clone() };
        Ok(queue::page(&mut self.house.store.read().await?, &filter, after, self.house.now()).await?)
    }

    /// The counts above the queue, by name. Each stops at [`queue::COUNT_LIMIT`].
    ///
    /// # Errors
    /// The store's.
    pub async fn counts(&self) -> Result<Vec<(String, i64)>, DeskError> {
        let (mut conn, now) = (self.house.store.read().await?, self.house.now());
        let all = || Filter { within: self.within(), ..Filter::default() };
        let filters = [
            ("open", all()),
            ("mine", Filter { assignee: Some(self.member.id.clone()), ..all() }),
            ("unassigned", Filter { unassigned: true, ..all() }),
            ("at_risk", Filter { at_risk: true, ..all() }),
            ("breached", Filter { breached: true, ..all() }),
            ("paused", Filter { state: Some(State::RequiresInput), ..all() }),
        ];
        let mut counts = Vec::new();
        for (name, filter) in filters {
            counts.push((name.to_owned(), queue::count(&mut conn, &filter, now).await?));
        }
        Ok(counts)
    }

    /// Exact search: by reference, e-mail or app ID. Recorded, without what was looked for.
    ///
    /// # Errors
    /// The store's.
    pub async fn search(&self, wanted: &str) -> Result<Vec<Line>, DeskError> {
        let mut conn = self.house.store.read().await?;
        let wanted = wanted.trim();
        let lines = match Reference::parse(wanted) {
            Ok(reference) => queue::by_reference(&mut conn, reference.as_str(), &self.within()).await?,
            Err(_) if wanted.is_empty() => Vec::new(),
            Err(_) => {
                let vault = &self.house.vault;
                let of = |product: &Product| child_id::account(vault, &product.pack.slug, &product.pack.app_id, wanted);
                let app_ids: Vec<Vec<u8>> = self.house.products.all().map(of).collect();
                queue::by_hash(&mut conn, &vault.hash_email(wanted), &app_ids, &self.within()).await?
            }
        };
        drop(conn);
        let (desk, actor, found, now) = (self.clone(), self.actor(), lines.len(), self.house.now());
        self.house
            .store
            .write(move |conn| {
                Box::pin(async move {
                    look::search(&desk, conn, now).await?;
                    Ok::<_, DeskError>(crate::store::event::append(conn, "house", now, &actor, "searched", &json!({"found": found})).await?)
                })
            })
            .await?;
        Ok(lines)
    }

    /// The reference of the next ticket to do: the one that is due first, and nobody else's.
    ///
    /// # Errors
    /// The store's.
    pub async fn next(&self, but: &str) -> Result<Option<String>, DeskError> {
        let mut conn = self.house.store.read().await?;
        let but = ticket::id_by_reference(&mut conn, but).await?.unwrap_or_default();
        // Who may work on one side alone sees nothing else; who may not open children's data is not sent to it.
        let within = Within { no_minors: !self.member.minors, ..self.within() };
        Ok(queue::next(&mut conn, &self.member.id, &but, &within).await?)
    }

    /// Takes a ticket.
    ///
    /// # Errors
    /// [`DeskError::Invalid`] when it is an appeal against one's own decision; [`DeskError::Changed`] when another holds it.
    pub async fn claim(&self, reference: &str, seen: i64) -> Result<(), DeskError> {
        self.act_for(Errand::Hold, reference, "claimed", move |desk, conn, mut ticket, now| {
            Box::pin(async move {
                if ticket.assignee.as_deref() == Some(desk.me()) {
                    return Ok(());
                }
                if ticket.assignee.is_some() {
                    clerk::expect(conn, &ticket.id, seen).await?;
                }
                another(desk, conn, &ticket).await?;
                reckon::step(&mut ticket, Act::Claim)?;
                ticket.assignee = Some(desk.member.id.clone());
                ticket.claimed_at = Some(now);
                clerk::save(&desk.house, conn, &mut ticket, now, &desk.actor(), "claimed", json!({})).await
            })
        })
        .await
    }

    /// Puts a ticket back.
    ///
    /// # Errors
    /// [`DeskError::Invalid`] when somebody else holds it.
    pub async fn release(&self, reference: &str) -> Result<(), DeskError> {
        self.act_for(Errand::Hold, reference, "released", |desk, conn, mut ticket, now| {
            Box::pin(async move {
                if ticket.assignee.as_deref() != Some(desk.me()) {
                    return Err(Fields::one("", "not_yours"));
                }
                reckon::step(&mut ticket, Act::Release)?;
                ticket.assignee = None;
                ticket.claimed_at = None;
                clerk::save(&desk.house, conn, &mut ticket, now, &desk.actor(), "released", json!({})).await
            })
        })
        .await
    }

    /// Writes an internal note. It overwrites nothing, so that nobody has to have seen anything.
    ///
    /// # Errors
    /// [`DeskError::Invalid`].
    pub async fn note(&self, reference: &str, words: &str) -> Result<(), DeskError> {
        check_words(words)?;
        let words = words.to_owned();
        self.act(reference, "note_added", move |desk, conn, mut ticket, now| {
            Box::pin(async move {
                say(desk, conn, &ticket, "note", &words, None, now).await?;
                clerk::save(&desk.house, conn, &mut ticket, now, &desk.actor(), "note_added", json!({})).await
            })
        })
        .await
    }

    /// Sends a message to the requester, with files that open on their page alone.
    ///
    /// # Errors
    /// [`DeskError::Invalid`]; [`DeskError::Changed`] when something happened that the page had not seen.
    pub async fn message(&self, reference: &str, seen: i64, words: &str, mut uploads: Vec<Upload>) -> Result<(), DeskError> {
        check_words(words)?;
        let settled = upload::settle(&self.house, &mut uploads).await?;
        self.refuse_places(reference, &uploads, "files").await?;
        let words = words.to_owned();
        self.act(reference, "message_sent", move |desk, conn, mut ticket, now| {
            Box::pin(async move {
                clerk::expect(conn, &ticket.id, seen).await?;
                if ticket.kind.is_decided() {
                    return Err(DeskError::NotFound); // A case has reporters, not a requester: the decision tells them.
                }
                if !uploads.is_empty() {
                    // A file is a disclosure, whatever it is called.
                    super::guardian::file_gate(&desk.house, conn, &ticket, now, super::guardian::senior(&desk.member)).await?;
                }
                let mail = post::message(&desk.house, conn, &ticket, &words, now).await?;
                let id = say(desk, conn, &ticket, "from_agent", &words, Some(mail), now).await?;
                let owner = Owner { ticket: &ticket.id, message: Some(&id), ..Owner::default() };
                upload::adopt(&desk.house, conn, &mut uploads, owner, "message", now).await?;
                clerk::save(&desk.house, conn, &mut ticket, now, &desk.actor(), "message_sent", json!({"files": uploads.len()})).await
            })
        })
        .await?;
        settled.keep();
        Ok(())
    }

    /// Asks the requester something. The promise pauses until the answer, at most for the days given.
    ///
    /// # Errors
    /// [`DeskError::Invalid`]; [`DeskError::Changed`]; [`DeskError::Moved`] when a question is open already.
    pub async fn ask(&self, reference: &str, seen: i64, question: Question) -> Result<(), DeskError> {
        question.check()?;
        self.act(reference, "asked", move |desk, conn, mut ticket, now| {
            Box::pin(async move {
                clerk::expect(conn, &ticket.id, seen).await?;
                reckon::step(&mut ticket, Act::Ask)?;
                let until = super::preview::pause_end(now, question.days);
                pause::start(conn, &random::id(now), &ticket.id, ticket.cycle, question.reason, now, until).await?;
                let mail = post::question(&desk.house, conn, &ticket, &question.words, until, now).await?;
                say(desk, conn, &ticket, "question", &question.words, Some(mail), now).await?;
                if !question.note.is_empty() {
                    say(desk, conn, &ticket, "note", &question.note, None, now).await?;
                }
                let data = json!({"reason": pause::reason_code(question.reason), "until": until.to_string()});
                clerk::save(&desk.house, conn, &mut ticket, now, &desk.actor(), "asked", data).await
            })
        })
        .await
    }

    /// Makes the code that the agent sends inside the app, to the account with the claimed ID.
    ///
    /// # Errors
    /// [`DeskError::Invalid`] when no app ID was given.
    pub async fn in_app_code(&self, reference: &str) -> Result<(), DeskError> {
        self.act(reference, "in_app_code_made", |desk, conn, mut ticket, now| {
            Box::pin(async move {
                if ticket.subject.app_id.is_none() {
                    return Err(Fields::one("", "app_id_required"));
                }
                let (id, secret) = (random::id(now), random::in_app_code());
                let made = Code {
                    purpose: "in_app".to_owned(),
                    ticket_id: Some(ticket.id.clone()),
                    report_id: None,
                    holder: None,
                    code_hash: Some(code::code_hash(&desk.house, &id, &typed::code(&secret))),
                    link_hash: None,
                    created_at: now,
                    expires_at: now.saturating_add(IN_APP_LASTS).unwrap_or(now),
                    tries: 0,
                    used_at: None,
                    used_by: None,
                    secret: Some(desk.house.vault.seal(code::secret_place(&id), secret.as_bytes())),
                    id,
                };
                codes::insert(conn, &made).await?;
                clerk::save(&desk.house, conn, &mut ticket, now, &desk.actor(), "in_app_code_made", json!({})).await
            })
        })
        .await
    }

    /// Adds a file to the access package. The requester can fetch it once the request is closed.
    ///
    /// # Errors
    /// [`DeskError::Invalid`] without a file, or when the request is not for access.
    pub async fn add_package(&self, reference: &str, mut uploads: Vec<Upload>) -> Result<(), DeskError> {
        if uploads.is_empty() {
            return Err(Fields::one("file", "package_required"));
        }
        let settled = upload::settle(&self.house, &mut uploads).await?;
        self.refuse_places(reference, &uploads, "file").await?;
        self.act(reference, "package_added", move |desk, conn, mut ticket, now| {
            Box::pin(async move {
                if ticket.kind != Kind::Access || !ticket.state.on_queue() {
                    return Err(DeskError::NotFound);
                }
                upload::adopt(&desk.house, conn, &mut uploads, Owner { ticket: &ticket.id, ..Owner::default() }, "package", now).await?;
                clerk::save(&desk.house, conn, &mut ticket, now, &desk.actor(), "package_added", json!({"files": uploads.len()})).await
            })
        })
        .await?;
        settled.keep();
        Ok(())
    }

    /// A file of a ticket, for reading on the desk. Recorded.
    ///
    /// # Errors
    /// [`DeskError::NotFound`] when there is none, or it was destroyed.
    pub async fn file(&self, reference: &str, id: &str) -> Result<file::File, DeskError> {
        let id = id.to_owned();
        self.act_for(Errand::Read, reference, "opened", move |desk, conn, ticket, now| {
            Box::pin(async move {
                let file = file::of_ticket(conn, &desk.house.vault, &ticket.id, &id)
                    .await?
                    .filter(|file| file.destroyed_at.is_none())
                    .ok_or(DeskError::NotFound)?;
                look::part(desk, conn, &ticket, "file", now).await?;
                clerk::note(conn, &ticket.id, now, &desk.actor(), "opened", json!({"file": file.id})).await?;
                Ok(file)
            })
        })
        .await
    }
}

fn check_words(words: &str) -> Result<(), DeskError> {
    let mut wrong = Fields::default();
    wrong.check(!words.is_empty(), "words", "words_required");
    wrong.check(words.chars().count() <= MOST_WORDS, "words", "too_long");
    wrong.done()
}

/// An appeal is decided by another than who decided first, and nobody decides their own request.
pub(super) async fn another(desk: &AgentDesk, conn: &mut Conn, ticket: &Ticket) -> Result<(), DeskError> {
    if typed::email::same_mailbox(&ticket.subject.email, &desk.member.person.email) {
        return Err(Fields::one("", "another_must_decide"));
    }
    if super::appeal::began(conn, ticket).await? {
        let first = crate::store::outcome::list(conn, &desk.house.vault, &ticket.id).await?;
        if first.iter().any(|outcome| outcome.closed_by.as_deref() == Some(desk.me())) {
            return Err(Fields::one("", "another_must_decide"));
        }
    }
    Ok(())
}

/// Stores a message of the desk; answers its identifier.
pub(super) async fn say(
    desk: &AgentDesk,
    conn: &mut Conn,
    ticket: &Ticket,
    kind: &str,
    words: &str,
    mail: Option<String>,
    now: Timestamp,
) -> Result<String, DeskError> {
    let message = Message {
        id: random::id(now),
        ticket_id: ticket.id.clone(),
        report_id: None,
        at: now,
        kind: kind.to_owned(),
        author: Some(desk.member.id.clone()),
        mail_id: mail,
        body: words.to_owned(),
    };
    message::insert(conn, &desk.house.vault, &message).await?;
    Ok(message.id)
}

impl AgentDesk {
    /// How many mails have failed for good: somebody was not told.
    ///
    /// # Errors
    /// The store's.
    pub async fn failed_mails(&self) -> Result<i64, DeskError> {
        Ok(queue::failed_mails(&mut self.house.store.read().await?, &self.within()).await?)
    }
}
