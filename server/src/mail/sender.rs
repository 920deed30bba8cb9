//! Who takes mails from the outbox and sees to it that they leave.
//!
//! Several lines work side by side, each for itself: one that finds nothing waits, and is woken by the next that finds something. A mail is
//! leased, sent, and recorded. Whatever happens between the lease and the record (a crash, a broken connection after
//! the content) leaves it in the outbox: it goes again with the same Message-ID, so that the receiving side can tell.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use futures_util::future::join_all;
use jiff::{SignedDuration, Timestamp};
use lettre::message::Mailbox;
use tokio::sync::{Notify, watch};

use super::backoff;
use super::health::{Admission, Fault, Health};
use super::transport::{SendError, Transport};
use crate::clock::Clock;
use crate::store::outbox::{self, Due};
use crate::store::{Store, StoreError};
use crate::vault::Vault;

/// How many mails are sent at once: a server that is slow with one does not hold up the others.
const CONNECTIONS: usize = 4;

/// How long a mail is leased, in seconds; who sends it renews the lease meanwhile. Who dies with one leaves it to the others after that.
const LEASE: i64 = 30;
/// How often a lease is renewed.
const RENEWED: Duration = Duration::from_secs(10);

/// How long nobody looks at most when nobody wakes: another instance may have queued something, or given up.
const PAUSE: Duration = Duration::from_secs(5);
/// How long nobody looks at least: what is due, while all lines are busy, is looked for no more often.
const BREATH: Duration = Duration::from_secs(1);

/// Sends what stands in the outbox. Several may run side by side, in one process or in many.
#[derive(Debug, Clone)]
pub struct Sender {
    /// The store.
    pub store: Store,
    /// The vault that the letters are sealed with.
    pub vault: Vault,
    /// The clock.
    pub clock: Clock,
    /// Where mails go.
    pub transport: Transport,
    /// The name and address that they come from.
    pub from: Mailbox,
    /// How the mail server does.
    pub health: Health,
}

impl Sender {
    /// Tries every mail that is due now, several at once, and returns how many were tried.
    ///
    /// # Errors
    /// The store's. A mail that the server has taken and that could not be recorded will go again.
    pub async fn run_once(&self) -> Result<usize, StoreError> {
        let lines = (0..self.lines()).map(|_| async move {
            let mut tried = 0;
            while self.turn(|| ()).await? {
                tried += 1;
            }
            Ok(tried)
        });
        // Each line is heard out: the failure of one does not break off another's conversation.
        join_all(lines).await.into_iter().sum()
    }

    /// Sends until it is told to stop. It ends when the conversations that are under way have ended. Failures of the store are logged, and
    /// it goes on.
    pub async fn run(self, stop: watch::Receiver<bool>, wake: Arc<Notify>) {
        tracing::info!(to = %self.transport, "mail is being sent");
        let more = Notify::new();
        let lines = join_all((0..self.lines()).map(|_| self.line(stop.clone(), &more)));
        tokio::join!(lines, self.look_out(stop, &wake, &more));
        tracing::info!("mail is no longer being sent");
    }

    /// A folder is filled in the order of the outbox, so that who reads it can tell what came first.
    const fn lines(&self) -> usize {
        if matches!(self.transport, Transport::Captured(_)) { 1 } else { CONNECTIONS }
    }

    /// Wakes a line when something was queued, and when something becomes due. It sends nothing itself, so that it always hears.
    async fn look_out(&self, mut stop: watch::Receiver<bool>, wake: &Notify, more: &Notify) {
        while !*stop.borrow() {
            // Heard from here on: what is queued while this looks is not missed.
            let mut woken = std::pin::pin!(wake.notified());
            woken.as_mut().enable();
            more.notify_one();
            let pause = self.pause().await;
            tokio::select! {
                changed = stop.changed() => {
                    if changed.is_err() {
                        break; // Nobody is left who could tell us to stop.
                    }
                }
                () = &mut woken => {}
                () = tokio::time::sleep(pause) => {}
            }
        }
    }

    /// One line: it sends as long as there is something, and then waits to be woken.
    async fn line(&self, mut stop: watch::Receiver<bool>, more: &Notify) {
        while !*stop.borrow() {
            // Who has taken a mail sees to it that another line looks for the next, while this one is sent.
            match self.turn(|| more.notify_one()).await {
                Ok(true) => continue,
                Ok(false) => {}
                Err(error) => tracing::error!(%error, "the outbox cannot be worked on"),
            }
            tokio::select! {
                changed = stop.changed() => {
                    if changed.is_err() {
                        break;
                    }
                }
                () = more.notified() => {}
            }
        }
    }

    /// How long there is nothing to do: until the next mail is due, and the server may be asked.
    async fn pause(&self) -> Duration {
        let now = self.clock.now();
        let due = match self.store.read().await {
            Ok(mut conn) => outbox::next_due(&mut conn).await,
            Err(error) => Err(error),
        };
        let next = match due {
            Ok(due) => due.map(|due| due.max(self.health.paused_until(now).unwrap_or(due))),
            Err(error) => {
                tracing::error!(%error, "the outbox cannot be worked on");
                None
            }
        };
        next.map_or(PAUSE, |at| Duration::try_from(at.duration_since(now)).unwrap_or(BREATH).clamp(BREATH, PAUSE))
    }

    /// Tries one mail, if one is due and the server may be asked; returns whether there was one. `taken` is called when there is.
    async fn turn(&self, taken: impl Fn()) -> Result<bool, StoreError> {
        if self.health.admit(self.clock.now()) != Admission::Go {
            return Ok(false);
        }
        let mail = match self.take().await {
            Ok(Some(mail)) => mail,
            nothing => {
                self.health.idle();
                return nothing.map(|_| false);
            }
        };
        taken();
        self.deliver(&mail).await?;
        Ok(true)
    }

    /// Leases one mail. One at a time: a batch would let the mails behind a slow one wait while other lines stand idle.
    async fn take(&self) -> Result<Option<Due>, StoreError> {
        let (vault, now) = (self.vault.clone(), self.clock.now());
        let until = now.saturating_add(SignedDuration::from_secs(LEASE)).unwrap_or(now);
        let taken: Vec<Due> =
            self.store.write(move |conn| Box::pin(async move { outbox::lease(conn, &vault, now, until, 1).await })).await?;
        Ok(taken.into_iter().next())
    }

    /// Renews the lease of a mail for as long as it is asked to.
    async fn renew(&self, id: &str) -> Infallible {
        loop {
            tokio::time::sleep(RENEWED).await;
            let until = self.clock.now().saturating_add(SignedDuration::from_secs(LEASE)).unwrap_or(Timestamp::MAX);
            let id = id.to_owned();
            let renewed = self.store.write(move |conn| Box::pin(async move { outbox::renew(conn, &id, until).await })).await;
            if let Err(error) = renewed {
                tracing::warn!(%error, "the lease of a mail cannot be renewed: it may be sent twice");
            }
        }
    }

    async fn deliver(&self, mail: &Due) -> Result<(), StoreError> {
        let sending = self.transport.send(&self.from, mail, self.clock.now());
        let sent = tokio::select! {
            sent = sending => sent,
            never = self.renew(&mail.id) => match never {},
        };
        let (id, now) = (mail.id.clone(), self.clock.now());
        let (words, fault) = match sent {
            Ok(()) => {
                tracing::debug!(mail = id, kind = mail.kind, tries = mail.tries, "mail sent");
                let recorded = self.store.write(move |conn| Box::pin(async move { outbox::set_sent(conn, &id, now).await })).await;
                return self.works().await.and(recorded);
            }
            Err(SendError::Permanent(words)) => {
                tracing::warn!(mail = id, kind = mail.kind, tries = mail.tries, reason = words, "mail cannot be delivered");
                let failed =
                    self.store.write(move |conn| Box::pin(async move { outbox::set_failed(conn, &id, &words, None, now).await })).await;
                return self.works().await.and(failed);
            }
            Err(SendError::Temporary(words)) => (words, Fault::Mail),
            Err(SendError::Server(words)) => (words, Fault::Server),
            Err(SendError::LogIn(words)) => (words, Fault::LogIn),
        };
        self.health.fails(fault, &words, now);
        let old = backoff::is_over(mail.created_at, now);
        let again = if fault == Fault::Mail { backoff::next(mail.tries, now) } else { Some(now) }.filter(|_| !old);
        let Some(again) = again else {
            tracing::warn!(mail = id, kind = mail.kind, tries = mail.tries, reason = words, "mail cannot be delivered");
            return self.store.write(move |conn| Box::pin(async move { outbox::set_failed(conn, &id, &words, None, now).await })).await;
        };
        tracing::info!(mail = id, kind = mail.kind, tries = mail.tries, reason = words, "mail not sent, it will be tried again");
        self.store
            .write(move |conn| {
                Box::pin(async move {
                    if fault == Fault::Mail {
                        outbox::set_failed(conn, &id, &words, Some(again), now).await
                    } else {
                        // It was the server's failure: the mail is the next again.
                        outbox::put_back(conn, &id, &words).await
                    }
                })
            })
            .await
    }

    /// The server takes mails: after an outage everything that waits leaves at once.
    async fn works(&self) -> Result<(), StoreError> {
        if !self.health.works() {
            return Ok(());
        }
        let now = self.clock.now();
        let brought = self.store.write(move |conn| Box::pin(async move { outbox::bring_forward(conn, now).await })).await?;
        tracing::info!(waiting = brought, "the mail server takes mails again");
        Ok(())
    }
}
