//! Who takes mails from the outbox and sees to it that they leave.
//!
//! A mail is leased, sent, and recorded. Whatever happens between the lease and the record (a crash, a broken connection after
//! the content) leaves it in the outbox: it goes again with the same Message-ID, so that the receiving side can tell.

use std::sync::Arc;
use std::time::Duration;

use futures_util::future::join_all;
use jiff::SignedDuration;
use lettre::message::Mailbox;
use tokio::sync::{Notify, watch};

use super::backoff;
use super::transport::{SendError, Transport};
use crate::clock::Clock;
use crate::store::outbox::{self, Due};
use crate::store::{Store, StoreError};
use crate::vault::Vault;

/// How many mails are sent at once: a server that is slow with one does not hold up the others.
const CONNECTIONS: usize = 4;

/// How long a mail is leased, in seconds: longer than the slowest conversation (some 200 seconds), so that no second instance
/// takes it meanwhile.
const LEASE: i64 = 300;

/// How long the loop waits when nobody wakes it.
const PAUSE: Duration = Duration::from_secs(1);

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
}

impl Sender {
    /// Tries every mail that is due now, several at once, and answers how many were tried.
    ///
    /// # Errors
    /// The store's. A mail that the server has taken and that could not be recorded will go again.
    pub async fn run_once(&self) -> Result<usize, StoreError> {
        self.work(|| false).await
    }

    /// Sends until it is told to stop: looks when it is woken, and once a second. It ends when the conversations that are
    /// under way have ended. Failures of the store are logged, and it goes on.
    pub async fn run(self, mut stop: watch::Receiver<bool>, wake: Arc<Notify>) {
        tracing::info!(to = %self.transport, "mail is being sent");
        let told = stop.clone();
        while !*stop.borrow() {
            if let Err(error) = self.work(|| *told.borrow()).await {
                tracing::error!(%error, "the outbox cannot be worked on");
            }
            tokio::select! {
                changed = stop.changed() => {
                    if changed.is_err() {
                        break; // Nobody is left who could tell us to stop.
                    }
                }
                () = wake.notified() => {}
                () = tokio::time::sleep(PAUSE) => {}
            }
        }
        tracing::info!("mail is no longer being sent");
    }

    async fn work(&self, stopped: impl Fn() -> bool) -> Result<usize, StoreError> {
        let stopped = &stopped;
        // A folder is filled in the order of the outbox, so that who reads it can tell what came first.
        let most = if matches!(self.transport, Transport::Captured(_)) { 1 } else { CONNECTIONS };
        let lines = (0..most).map(|_| async move {
            let mut tried = 0;
            while !stopped() {
                let Some(mail) = self.take().await? else { break };
                self.deliver(&mail).await?;
                tried += 1;
            }
            Ok(tried)
        });
        // Each line is heard out: the failure of one does not break off another's conversation.
        join_all(lines).await.into_iter().sum()
    }

    /// Leases one mail. One at a time: a batch would let the mails behind a slow one wait while other lines stand idle.
    async fn take(&self) -> Result<Option<Due>, StoreError> {
        let (vault, now) = (self.vault.clone(), self.clock.now());
        let until = now.saturating_add(SignedDuration::from_secs(LEASE)).unwrap_or(now);
        let taken: Vec<Due> =
            self.store.write(move |conn| Box::pin(async move { outbox::lease(conn, &vault, now, until, 1).await })).await?;
        Ok(taken.into_iter().next())
    }

    async fn deliver(&self, mail: &Due) -> Result<(), StoreError> {
        let sent = self.transport.send(&self.from, mail, self.clock.now()).await;
        let (id, now) = (mail.id.clone(), self.clock.now());
        let (words, again) = match sent {
            Ok(()) => {
                tracing::debug!(mail = id, kind = mail.kind, tries = mail.tries, "mail sent");
                return self.store.write(move |conn| Box::pin(async move { outbox::set_sent(conn, &id, now).await })).await;
            }
            Err(SendError::Permanent(words)) => (words, None),
            Err(SendError::Temporary(words)) => (words, backoff::next(mail.tries, now)),
        };
        if again.is_some() {
            tracing::info!(mail = id, kind = mail.kind, tries = mail.tries, reason = words, "mail not sent, it will be tried again");
        } else {
            tracing::warn!(mail = id, kind = mail.kind, tries = mail.tries, reason = words, "mail cannot be delivered");
        }
        self.store.write(move |conn| Box::pin(async move { outbox::set_failed(conn, &id, &words, again, now).await })).await
    }
}
