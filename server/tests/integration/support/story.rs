//! A house in which a story is told: its clock stands still until the story moves it.

use std::ops::Deref;
use std::sync::Mutex;

use domain::typed::email;
use domain::{Role, Scope, State};
use jiff::{SignedDuration, Timestamp};
use server::args;
use server::desk::account::Entered;
use server::desk::agent::AgentDesk;
use server::desk::intake::{self, NewRequest, Opened};
use server::desk::report::{self, NewReport, Taken};
use server::desk::requester::RequesterDesk;
use server::desk::upload::{Upload, place};
use server::desk::{DeskError, lookup};
use server::house::House;
use server::jobs;
use server::random;
use server::store::event::{self, Event};
use server::store::outbox;
use server::store::session::Session;
use server::store::staff::{self, Person, Staff, Totp};
use server::store::ticket::{self, Cached, Ticket};
use server::store::{Arg, StoreError};
use server::testing::{Database, TestHouse};

use super::post::Mail;

/// The Monday on which most stories begin: 10:00 in Hong Kong.
pub const MONDAY: &str = "2026-03-02T10:00:00+08:00";

/// The password of every account in the stories.
pub const PASSWORD: &str = "a lamp that hums at dusk";

/// Makes two tests of a story: one on SQLite, one on PostgreSQL.
#[macro_export]
macro_rules! on_both {
    ($name:ident, |$story:ident| $body:block) => {
        $crate::on_both!($name, $crate::support::story::MONDAY, |$story| $body);
    };
    ($name:ident, $at:expr, |$story:ident| $body:block) => {
        mod $name {
            #[allow(unused_imports, reason = "a story may need nothing from outside")]
            use super::*;

            async fn the_story($story: $crate::support::story::Story) $body

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn on_sqlite() {
                the_story($crate::support::story::Story::begin(server::testing::Database::Sqlite, $at).await).await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn on_postgres() {
                the_story($crate::support::story::Story::begin(server::testing::Database::Postgres, $at).await).await;
            }
        }
    };
}

/// A moment as it is written.
pub fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

/// The references of HelloTalk's that a text names. The letters of one can stand inside another: only where a word begins.
pub fn references(text: &str) -> Vec<String> {
    let begins = |at: usize| !text[..at].ends_with(|before: char| before.is_ascii_alphanumeric());
    text.match_indices("HT-").filter(|(at, _)| begins(*at)).map(|(at, _)| text[at..at + 12].to_owned()).collect()
}

/// A house, and the post that has left it.
pub struct Story {
    pub test: TestHouse,
    post: Mutex<Vec<Mail>>,
}

impl Deref for Story {
    type Target = House;

    fn deref(&self) -> &House {
        &self.test.house
    }
}

/// A request whose address was proved.
#[derive(Debug, Clone)]
pub struct Proved {
    pub reference: String,
    pub session: String,
}

impl Story {
    pub async fn begin(database: Database, moment: &str) -> Self {
        Self::of(server::testing::house(database, at(moment)).await)
    }

    /// A story in this house.
    pub fn of(test: TestHouse) -> Self {
        Self { test, post: Mutex::default() }
    }

    /// It is now this moment.
    pub fn now_is(&self, moment: &str) {
        self.clock.set(at(moment));
    }

    /// So much time passes.
    pub fn pass(&self, time: SignedDuration) {
        self.clock.set(self.now() + time);
    }

    pub fn minutes(&self, minutes: i64) {
        self.pass(SignedDuration::from_mins(minutes));
    }

    /// The jobs do what is due.
    pub async fn work(&self) -> usize {
        jobs::run_once(self).await.unwrap()
    }

    /// Every mail of this kind since the story began, oldest first.
    pub async fn mails(&self, kind: &str) -> Vec<Mail> {
        self.fetch_post().await;
        self.post.lock().unwrap().iter().filter(|mail| mail.kind == kind).cloned().collect()
    }

    async fn fetch_post(&self) {
        let (vault, now) = (self.vault.clone(), self.now());
        let due: Vec<outbox::Due> = self
            .store
            .write(move |conn| {
                Box::pin(async move {
                    let due = outbox::lease(conn, &vault, now, now + SignedDuration::from_mins(5), 1000).await?;
                    for mail in &due {
                        outbox::set_sent(conn, &mail.id, now).await?;
                    }
                    Ok::<_, StoreError>(due)
                })
            })
            .await
            .unwrap();
        let mut due: Vec<_> =
            due.into_iter().map(|mail| (mail.id, Mail { kind: mail.kind, to: mail.letter.to.clone(), letter: mail.letter })).collect();
        due.sort_by(|a, b| a.0.cmp(&b.0));
        self.post.lock().unwrap().extend(due.into_iter().map(|(_, mail)| mail));
    }

    /// The newest mail of this kind to this address. Within one millisecond the order of mails is chance, so that the story moves on.
    pub async fn mail_to(&self, kind: &str, email: &str) -> Mail {
        let found =
            self.mails(kind).await.into_iter().rfind(|mail| email::key(&mail.to) == email::key(email)).expect("a mail of this kind");
        self.pass(SignedDuration::from_millis(1));
        found
    }

    /// Sends a form, and answers the cookie of the browser that may enter the code.
    pub async fn submit(&self, new: NewRequest) -> String {
        intake::submit(self, new, vec![]).await.unwrap()
    }

    /// Sends a form, and enters the code at once.
    pub async fn prove(&self, new: NewRequest) -> Proved {
        self.prove_with(new, vec![]).await
    }

    pub async fn prove_with(&self, new: NewRequest, uploads: Vec<Upload>) -> Proved {
        // Where the mail goes: the domain in small letters.
        let email = domain::typed::email::clean(&new.subject.email);
        let holder = intake::submit(self, new, uploads).await.unwrap();
        let code = self.mail_to("code", &email).await.code();
        match intake::enter(self, &holder, &code, None).await.unwrap() {
            Opened::Proved { reference, session: Some(session), .. } => Proved { reference, session },
            other => panic!("not proved: {other:?}"),
        }
    }

    /// Sends a report.
    pub async fn report(&self, new: NewReport) -> Taken {
        report::submit(self, new, vec![]).await.unwrap()
    }

    /// The reference of the case under which a report stands.
    pub async fn case_of(&self, report: &str) -> String {
        self.text(
            "SELECT tickets.reference AS value FROM tickets JOIN reports ON reports.ticket_id = tickets.id WHERE reports.reference = $1",
            args![report],
        )
        .await
    }

    /// The requester's desk of a proved request.
    pub async fn desk(&self, proved: &Proved) -> RequesterDesk {
        self.requester(&proved.session, &proved.reference).await.unwrap()
    }

    /// Looks a request up, and opens it with the code that leaves by mail.
    pub async fn find(&self, reference: &str, email: &str) -> Opened {
        self.pass(SignedDuration::from_millis(1));
        let holder = lookup::by_reference(self, reference).await.unwrap();
        self.work().await;
        let code = self.mail_to("code", email).await.code();
        intake::enter(self, &holder, &code, None).await.unwrap()
    }

    /// The requester's desk in a new session: the one of the proof is over.
    pub async fn desk_again(&self, proved: &Proved, email: &str) -> RequesterDesk {
        match self.find(&proved.reference, email).await {
            Opened::Page { session: Some(session), reference } => self.requester(&session, &reference).await.unwrap(),
            other => panic!("not opened: {other:?}"),
        }
    }

    /// Makes an account for this address, as its owner would; answers the secret of its session.
    pub async fn account_of(&self, email: &str) -> String {
        self.ask_account(email, domain::Lang::En).await.unwrap();
        self.work().await;
        let secret = self.mail_to("sign_up", email).await.secret("/account/new/");
        self.make_account(&secret, "Ama", PASSWORD, None, "Firefox|Android").await.unwrap()
    }

    /// Somebody who works here, for every product.
    pub async fn hire(&self, name: &str, role: &str) -> Staff {
        self.hire_for(name, role, "*", false).await
    }

    /// Somebody who works here for these products (slugs between commas), approved for children's data or not.
    pub async fn hire_for(&self, name: &str, role: &str, products: &str, minors: bool) -> Staff {
        let person = Person { name: name.into(), email: format!("{}@staff.example", name.to_lowercase()) };
        let (id, now, role) = (random::id(self.now()), self.now(), Role::from_code(role).expect("a role"));
        let mut member = Staff::new(id, role, Scope::parse(products), "none".into(), person, now);
        if minors {
            (member.minors, member.minors_at, member.minors_by) = (true, Some(now), Some("another".into()));
        }
        let totp = Totp { secret: b"a secret for the story".to_vec(), at: now, step: 0 };
        let (vault, copy, enrolled) = (self.vault.clone(), member.clone(), totp.clone());
        self.store
            .write(move |conn| {
                Box::pin(async move {
                    staff::insert(conn, &vault, &copy, now).await?;
                    staff::set_totp(conn, &vault, &copy.id, Some(&enrolled)).await
                })
            })
            .await
            .unwrap();
        member.totp = Some(totp);
        member
    }

    /// A session of this member in which both factors were just entered.
    pub fn at_work(&self, member: &Staff) -> Entered {
        let now = self.now();
        let session = Session {
            staff_id: Some(member.id.clone()),
            second_at: Some(now),
            fresh_until: Some(now + SignedDuration::from_mins(10)),
            ..Session::begin(now, SignedDuration::from_hours(10))
        };
        Entered { member: member.clone(), session }
    }

    /// Sets up the second factor of a half session; answers the whole one's secret and the recovery codes.
    pub async fn enrol_staff(&self, half: &str) -> (String, Vec<String>) {
        let who = self.entered(half).await.unwrap().expect("a session");
        let enrolment = self.begin_enrolment(&who).unwrap();
        let enrolled = self.enrol(&who, &enrolment.token, &enrolment.now, "192.0.2.1".into()).await.unwrap();
        (enrolled.session, enrolled.codes)
    }

    /// The desk of somebody who works on requests and on reports.
    pub async fn agent_named(&self, name: &str) -> AgentDesk {
        self.agent(&self.hire(name, "lead").await)
    }

    /// A file that has just been received, as it is kept: nobody has looked at what it is.
    pub fn received(&self, name: &str, mime: &str, bytes: &[u8]) -> Upload {
        Upload::keep(self, name, mime, bytes).unwrap()
    }

    /// Whether a file's bytes are there.
    pub fn is_there(&self, id: &str) -> bool {
        place(&self.files, id).exists()
    }

    /// The ticket with this reference, as it stands in the store.
    pub async fn ticket(&self, reference: &str) -> Ticket {
        let mut conn = self.store.read().await.unwrap();
        let id = ticket::id_by_reference(&mut conn, reference).await.unwrap().expect("a ticket");
        ticket::by_id(&mut conn, &self.vault, &id).await.unwrap().expect("a ticket")
    }

    pub async fn state(&self, reference: &str) -> State {
        self.ticket(reference).await.state
    }

    pub async fn events(&self, reference: &str) -> Vec<Event> {
        let id = self.ticket(reference).await.id;
        event::list(&mut self.store.read().await.unwrap(), &event::ticket_stream(&id)).await.unwrap()
    }

    /// How often this was recorded of a ticket.
    pub async fn recorded(&self, reference: &str, kind: &str) -> usize {
        self.events(reference).await.iter().filter(|event| event.kind == kind).count()
    }

    /// The event that a page of this ticket shows as the last one.
    pub async fn seen(&self, reference: &str) -> i64 {
        self.events(reference).await.last().map_or(0, |event| event.seq)
    }

    /// Whether a file hangs on the ticket with this reference.
    pub async fn ticket_has_file(&self, reference: &str, file: &str) -> bool {
        let id = self.ticket(reference).await.id;
        server::store::file::of_ticket(&mut self.store.read().await.unwrap(), &self.vault, &id, file).await.unwrap().is_some()
    }

    /// One number: the column `value`.
    pub async fn number(&self, sql: &'static str) -> i64 {
        self.store.read().await.unwrap().one(sql, &[]).await.unwrap().map_or(0, |row| row.int("value").unwrap())
    }

    /// How often this was recorded, in whatever chain.
    pub async fn number_of(&self, kind: &str) -> i64 {
        let row = self.store.read().await.unwrap().one("SELECT COUNT(*) AS value FROM events WHERE kind = $1", args![kind]).await;
        row.unwrap().unwrap().int("value").unwrap()
    }

    /// One text: the column `value`.
    pub async fn text(&self, sql: &'static str, args: &[Arg]) -> String {
        self.store.read().await.unwrap().one(sql, args).await.unwrap().expect("a row").text("value").unwrap()
    }

    /// The reference of the only ticket.
    pub async fn only_reference(&self) -> String {
        self.text("SELECT reference AS value FROM tickets", &[]).await
    }

    /// Changes the database behind the house's back.
    pub async fn tamper(&self, sql: &'static str, args: &[Arg]) -> u64 {
        let args = args.to_vec();
        self.store.write(move |conn| Box::pin(async move { conn.run(sql, &args).await })).await.unwrap()
    }
}

/// What a ticket's clocks say, without when the next alert is due: that depends on who holds it, and on what was told.
pub fn clocks(cached: &Cached) -> Cached {
    Cached { alert_at: None, ..cached.clone() }
}

/// What was wrong with a form: fields and codes.
pub fn wrong<V: std::fmt::Debug>(result: Result<V, DeskError>) -> Vec<(String, &'static str)> {
    match result {
        Err(DeskError::Invalid(errors)) => errors.into_iter().map(|error| (error.field, error.code)).collect(),
        other => panic!("not refused as a form: {other:?}"),
    }
}

/// Whether there is no such thing, as far as the asker is told.
pub fn is_missing<V>(result: &Result<V, DeskError>) -> bool {
    matches!(result, Err(DeskError::NotFound))
}
