//! Load: so many connections ask one after the other, for so long.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use super::client::{Ask, Client};
use crate::clock::Stopwatch;

/// What a load gave.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rate {
    /// How many at once.
    pub(super) parallel: usize,
    /// How many were done.
    pub(super) count: usize,
    /// How many a second.
    pub(super) per_second: f64,
    /// Milliseconds that half of them took at most.
    pub(super) p50: f64,
    /// Milliseconds that ninety-nine of a hundred took at most.
    pub(super) p99: f64,
}

impl Rate {
    /// The rate of these times (in milliseconds) over a span.
    pub(super) fn of(parallel: usize, mut times: Vec<f64>, span: Duration) -> Self {
        times.sort_by(f64::total_cmp);
        let at = |part: f64| times.get(((times.len() as f64 * part) as usize).min(times.len().saturating_sub(1))).copied().unwrap_or(0.0);
        Self { parallel, count: times.len(), per_second: times.len() as f64 / span.as_secs_f64(), p50: at(0.5), p99: at(0.99) }
    }
}

/// The longest that one load lasts, and the most requests that it makes.
pub(super) const LONGEST: Duration = Duration::from_secs(4);
const MOST: u64 = 20_000;

/// Asks what `make` gives for 0, 1, 2, … over so many connections; every answer must have this status.
///
/// # Errors
/// When a connection breaks, or an answer is another.
pub(super) async fn load<F>(host: SocketAddr, parallel: usize, status: u16, make: F) -> io::Result<Rate>
where
    F: Fn(u64) -> Ask + Send + Sync + 'static,
{
    let (make, next) = (Arc::new(make), Arc::new(AtomicU64::new(0)));
    // The first answers warm what is cold, and are not counted.
    let mut clients = Vec::new();
    for _ in 0..parallel {
        let mut client = Client::connect(host).await?;
        check(&mut client, &make(next.fetch_add(1, Ordering::Relaxed)), status).await?;
        clients.push(client);
    }
    let watch = Stopwatch::start();
    let mut running = Vec::new();
    for mut client in clients {
        let (make, next) = (Arc::clone(&make), Arc::clone(&next));
        running.push(tokio::spawn(async move {
            let mut times = Vec::new();
            while watch.elapsed() < LONGEST {
                let number = next.fetch_add(1, Ordering::Relaxed);
                if number >= MOST {
                    break;
                }
                let ask = make(number);
                let one = Stopwatch::start();
                check(&mut client, &ask, status).await?;
                times.push(one.elapsed().as_secs_f64() * 1000.0);
            }
            Ok::<_, io::Error>(times)
        }));
    }
    let mut times = Vec::new();
    for one in running {
        times.extend(one.await.map_err(io::Error::other)??);
    }
    Ok(Rate::of(parallel, times, watch.elapsed()))
}

async fn check(client: &mut Client, ask: &Ask, status: u16) -> io::Result<()> {
    let answer = client.ask(ask).await?;
    if answer.status == status {
        return Ok(());
    }
    Err(io::Error::other(format!("{} {} answered {} instead of {status}", ask.method, ask.path, answer.status)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_those_of_the_sorted_times() {
        let times = (1..=200).rev().map(f64::from).collect();
        let rate = Rate::of(1, times, Duration::from_secs(2));
        assert_eq!((rate.count, rate.per_second, rate.p50, rate.p99), (200, 100.0, 101.0, 199.0));
    }
}
