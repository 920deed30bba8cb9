//! The one door for writes. PostgreSQL runs each job in a transaction of its own. SQLite has one writer: it takes the jobs that
//! wait, gives each a savepoint inside one transaction, and acknowledges all of them after one sync.

use std::any::Any;
use std::future::Future;
use std::panic::AssertUnwindSafe;
use std::pin::Pin;

use futures_util::FutureExt as _;
use sqlx::PgPool;
use tokio::sync::{mpsc, oneshot};

use super::conn::Link;
use super::meter::Meter;
use super::{Conn, StoreError};

/// A future that borrows a connection.
pub type Fut<'c, V> = Pin<Box<dyn Future<Output = V> + Send + 'c>>;

/// How many jobs share a transaction at most: enough to make the sync cheap, few enough that nobody waits long.
const BATCH: usize = 128;

/// What a job leaves behind: whether it went well, and how to tell its caller once the commit is known.
pub(super) struct Done {
    well: bool,
    tell: Box<dyn FnOnce(Result<(), StoreError>) + Send>,
}

pub(super) type Work = Box<dyn for<'c> FnOnce(&'c mut Conn) -> Fut<'c, Done> + Send>;

#[derive(Debug, Clone)]
pub(super) enum Writer {
    Sqlite(mpsc::Sender<Work>),
    Postgres(PgPool, Option<Meter>),
}

impl Writer {
    pub(super) fn sqlite(conn: Conn) -> Self {
        let (sender, inbox) = mpsc::channel(1024);
        tokio::spawn(serve(conn, inbox));
        Self::Sqlite(sender)
    }

    pub(super) const fn postgres(pool: PgPool, meter: Option<Meter>) -> Self {
        Self::Postgres(pool, meter)
    }

    pub(super) async fn write<V, E, F>(&self, job: F) -> Result<V, E>
    where
        V: Send + 'static,
        E: From<StoreError> + Send + 'static,
        F: for<'c> FnOnce(&'c mut Conn) -> Fut<'c, Result<V, E>> + Send + 'static,
    {
        let (sender, answer) = oneshot::channel::<Result<V, E>>();
        self.submit(wrap(job, sender)).await?;
        answer.await.map_err(|_| StoreError::Closed)?
    }

    /// Sees to it that the work is done. This is not generic, and stays so: whatever tokio needs to run a task is compiled once here,
    /// and was compiled for each of the portal's writes when it stood in [`Self::write`], which took half of the compiler's time.
    async fn submit(&self, work: Work) -> Result<(), StoreError> {
        match self {
            Self::Sqlite(inbox) => inbox.send(work).await.map_err(|_| StoreError::Closed),
            Self::Postgres(pool, meter) => {
                let (pool, meter) = (pool.clone(), meter.clone());
                // A task of its own: a visitor who goes away does not leave a transaction half done.
                tokio::spawn(async move { alone(&pool, meter.as_ref(), work).await });
                Ok(())
            }
        }
    }
}

fn wrap<V, E, F>(job: F, sender: oneshot::Sender<Result<V, E>>) -> Work
where
    V: Send + 'static,
    E: From<StoreError> + Send + 'static,
    F: for<'c> FnOnce(&'c mut Conn) -> Fut<'c, Result<V, E>> + Send + 'static,
{
    Box::new(move |conn: &mut Conn| {
        Box::pin(async move {
            // A job that panics must not take the writer with it.
            let result = match AssertUnwindSafe(job(conn)).catch_unwind().await {
                Ok(result) => result,
                Err(panic) => {
                    tracing::error!(reason = panic_text(&*panic), "a write panicked and was rolled back");
                    Err(E::from(StoreError::Closed))
                }
            };
            let well = result.is_ok();
            let tell: Box<dyn FnOnce(Result<(), StoreError>) + Send> = Box::new(move |committed| {
                let answer = match (result, committed) {
                    (Ok(_), Err(error)) => Err(E::from(error)),
                    (result, _) => result,
                };
                // The caller may have gone; the commit stands all the same.
                let _gone = sender.send(answer);
            });
            Done { well, tell }
        })
    })
}

fn panic_text(panic: &(dyn Any + Send)) -> &str {
    panic.downcast_ref::<&str>().copied().or_else(|| panic.downcast_ref::<String>().map(String::as_str)).unwrap_or("unknown")
}

async fn serve(mut conn: Conn, mut inbox: mpsc::Receiver<Work>) {
    while let Some(first) = inbox.recv().await {
        let mut done: Vec<Done> = Vec::new();
        let begun = conn.run("BEGIN IMMEDIATE", &[]).await;
        if let Err(error) = begun {
            tracing::error!(%error, "the writer cannot begin");
            drop(first); // Its caller is told that the store is closed.
            continue;
        }
        let mut next = Some(first);
        let mut broken = None;
        while let Some(work) = next.take() {
            if let Err(error) = conn.run("SAVEPOINT job", &[]).await {
                broken = Some(error);
                break;
            }
            let one = work(&mut conn).await;
            let end = if one.well { "RELEASE job" } else { "ROLLBACK TO job" };
            let mut ended = conn.run(end, &[]).await;
            if ended.is_ok() && !one.well {
                ended = conn.run("RELEASE job", &[]).await;
            }
            done.push(one);
            if let Err(error) = ended {
                broken = Some(error);
                break;
            }
            if done.len() < BATCH {
                next = inbox.try_recv().ok();
            }
        }
        let committed = match broken {
            None => conn.run("COMMIT", &[]).await.map(drop),
            Some(error) => Err(error),
        };
        if let Err(error) = &committed {
            tracing::error!(%error, jobs = done.len(), "the writer cannot commit");
            if let Err(error) = conn.run("ROLLBACK", &[]).await {
                tracing::error!(%error, "the writer cannot roll back");
            }
        }
        for one in done {
            (one.tell)(committed.as_ref().copied().map_err(|_| StoreError::Closed));
        }
    }
}

async fn alone(pool: &PgPool, meter: Option<&Meter>, work: Work) {
    let mut conn = match pool.acquire().await {
        Ok(conn) => Conn::from(conn).metered(meter),
        Err(error) => return tracing::error!(%error, "no connection for a write"),
    };
    if let Err(error) = conn.run("BEGIN", &[]).await {
        return tracing::error!(%error, "a write cannot begin");
    }
    let one = work(&mut conn).await;
    let committed = conn.run(if one.well { "COMMIT" } else { "ROLLBACK" }, &[]).await;
    if let Err(error) = &committed {
        tracing::error!(%error, "a write cannot be ended");
        if let Link::Postgres(conn) = conn.into_link() {
            drop(conn.detach()); // Nobody else may get a connection inside a transaction.
        }
    }
    (one.tell)(committed.map(drop));
}
