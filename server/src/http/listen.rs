//! Connections: how they are taken, how long they are waited for, and how many one network may have. What is half sent does not stay.

use std::collections::HashMap;
use std::io;
use std::net::SocketAddr;
use std::pin::pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::{ConnectInfo, Request};
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto::Builder;
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use ipnet::IpNet;
use tokio::net::TcpListener;
use tower::ServiceExt as _;

use super::patient::Patient;
use super::peer::{is_trusted, network};

/// How long connections are waited for, and how many there may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Patience {
    /// Until the head of a request is there; between two requests of one connection, too.
    pub head: Duration,
    /// Until more of a body comes, once some did.
    pub body: Duration,
    /// Until the visitor takes more of an answer.
    pub take: Duration,
    /// Until an answer begins, the sending of the form included. Live events have begun long before.
    pub answer: Duration,
    /// For answers under way when the portal is told to end.
    pub end: Duration,
    /// The most connections of one network at once; a trusted proxy may have any number.
    pub connections: usize,
}

impl Default for Patience {
    fn default() -> Self {
        Self {
            head: Duration::from_secs(30),
            body: Duration::from_secs(30),
            take: Duration::from_secs(30),
            // An upload over a slow line takes its time; a page that takes two minutes is broken.
            answer: Duration::from_secs(120),
            end: Duration::from_secs(5),
            connections: 100,
        }
    }
}

/// How many connections each network has.
type Counts = Arc<Mutex<HashMap<String, usize>>>;

/// A connection's place among those of its network; given back when it ends.
struct Seat {
    network: String,
    counts: Counts,
}

impl Seat {
    fn take(counts: &Counts, network: String, most: usize) -> Option<Self> {
        let mut held = counts.lock().unwrap_or_else(PoisonError::into_inner);
        let count = held.entry(network.clone()).or_default();
        if *count >= most {
            return None;
        }
        *count += 1;
        Some(Self { network, counts: counts.clone() })
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        let mut held = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = held.get_mut(&self.network) {
            *count -= 1;
            if *count == 0 {
                held.remove(&self.network);
            }
        }
    }
}

/// Serves the portal until `stop`, and finishes what is under way then, for as long as there is patience. Live pages, which have no
/// end, are not waited for longer.
///
/// # Errors
/// When the listener is none.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    proxies: &[IpNet],
    patience: Patience,
    stop: impl Future<Output = ()>,
) -> io::Result<()> {
    listener.local_addr()?;
    let mut builder = Builder::new(TokioExecutor::new()).http1_only();
    builder.http1().timer(TokioTimer::new()).header_read_timeout(patience.head);
    let graceful = GracefulShutdown::new();
    let counts = Counts::default();
    let mut stop = pin!(stop);
    loop {
        let (stream, peer) = tokio::select! {
            taken = listener.accept() => match taken {
                Ok(taken) => taken,
                Err(error) if is_of_one_connection(&error) => continue,
                Err(error) => {
                    // Too many open files, for one: that passes.
                    tracing::error!(%error, "no connection can be taken");
                    tokio::time::sleep(Duration::from_secs(1)).await;
                    continue;
                }
            },
            () = &mut stop => break,
        };
        let most = if is_trusted(proxies, peer.ip()) { usize::MAX } else { patience.connections };
        // One too many is closed unheard: an answer would cost what it is meant to save.
        let Some(seat) = Seat::take(&counts, network(peer.ip()), most) else { continue };
        let service = TowerToHyperService::new(router.clone().map_request(move |request| told(request, peer)));
        let connection = graceful.watch(builder.serve_connection(TokioIo::new(Patient::new(stream, patience.take)), service).into_owned());
        tokio::spawn(async move {
            // A visitor who goes away, or who was not waited for, is no failure of ours.
            let _ended = connection.await;
            drop(seat);
        });
    }
    drop(listener);
    tracing::info!(connections = graceful.count(), seconds = patience.end.as_secs(), "told to end: what is under way is waited for");
    tokio::select! {
        () = graceful.shutdown() => tracing::info!("every answer went out"),
        () = tokio::time::sleep(patience.end) => tracing::warn!("the time is over: what is left of the answers is cut off"),
    }
    Ok(())
}

/// A request that knows whose connection it came over.
fn told(
    request: axum::http::Request<impl axum::body::HttpBody<Data = bytes::Bytes, Error: Into<axum::BoxError>> + Send + 'static>,
    peer: SocketAddr,
) -> Request {
    let mut request = request.map(Body::new);
    request.extensions_mut().insert(ConnectInfo(peer));
    request
}

fn is_of_one_connection(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::ConnectionRefused | io::ErrorKind::ConnectionAborted | io::ErrorKind::ConnectionReset)
}
