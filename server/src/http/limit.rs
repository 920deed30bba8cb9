//! How often: each route belongs to a class, each class has a limit, counted by who asks. Told in every answer, by the headers of
//! draft-ietf-httpapi-ratelimit-headers (`RateLimit-Policy`, `RateLimit`), and after the limit by `Retry-After` and a page that
//! says when to come back. Each process counts for itself.

use std::num::NonZeroU32;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::time::Duration;

use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use domain::network;
use governor::clock::Clock as _;
use governor::middleware::StateInformationMiddleware;
use governor::nanos::Nanos;
use governor::state::keyed::DashMapStateStore;
use governor::{Quota, RateLimiter};
use jiff::{SignedDuration, Timestamp};

use super::cookies::{self, Jar};
use super::limits::{Limits, Rule};
use super::problem::Problem;
use super::{Web, kept, peer};
use crate::clock::Clock;
use crate::vault::sha256;

/// What a route costs, and by what it is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// Pages that are read; by address.
    Pages,
    /// Forms that anybody may post; by address.
    Forms,
    /// What takes a code, a link or an invitation, or sends one; by address.
    Codes,
    /// Log-ins; by address.
    LogIn,
    /// Reports; by address.
    Reports,
    /// Forms that bring files; by address.
    Uploads,
    /// The staff's side; by session.
    Staff,
    /// Accounts; by session.
    Account,
    /// Programs; by token.
    Api,
    /// Files of people who have not proved who they are, in pieces of 64 KiB and not in requests; by address.
    UnprovedFiles,
    /// What costs nothing and is asked by machines: not counted.
    Free,
}

/// What a class is counted by.
enum By {
    Address,
    Session(Jar),
    Token,
}

impl Class {
    /// Every class.
    pub const ALL: [Self; 10] = [
        Self::Pages,
        Self::Forms,
        Self::Codes,
        Self::LogIn,
        Self::Reports,
        Self::Uploads,
        Self::Staff,
        Self::Account,
        Self::Api,
        Self::UnprovedFiles,
    ];

    /// Its name in headers and in the file of limits.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Pages => "pages",
            Self::Forms => "forms",
            Self::Codes => "codes",
            Self::LogIn => "log-in",
            Self::Reports => "reports",
            Self::Uploads => "uploads",
            Self::Staff => "staff",
            Self::Account => "account",
            Self::Api => "api",
            Self::UnprovedFiles => "unproved-files",
            Self::Free => "free",
        }
    }

    const fn by(self) -> By {
        match self {
            Self::Staff => By::Session(Jar::Staff),
            Self::Account => By::Session(Jar::Account),
            Self::Api => By::Token,
            _ => By::Address,
        }
    }
}

/// How much more an address may than a session of its class: an office shares one. Without it, whoever makes a session up for each
/// request would never be counted.
const AROUND: u32 = 10;
/// After how many requests the counters forget those who have not come for long.
const SWEEP: u32 = 4096;
/// How many a counter knows apart. More are a flood from everywhere; they are counted in [`FOLDED`] groups.
const MOST_KEYS: usize = 200_000;
const FOLDED: u16 = 4096;

/// The house's clock, as the counters read it: stories move it.
#[derive(Debug, Clone)]
struct HouseClock(Clock);

impl governor::clock::Clock for HouseClock {
    type Instant = Nanos;

    fn now(&self) -> Nanos {
        Nanos::new(u64::try_from(self.0.now().as_millisecond()).unwrap_or_default().saturating_mul(1_000_000))
    }
}

type Key = [u8; 32];
type Keyed = RateLimiter<Key, DashMapStateStore<Key>, HouseClock, StateInformationMiddleware>;

/// One limit, and who has used how much of it.
struct Counter {
    name: String,
    rule: Rule,
    keyed: Keyed,
    since: AtomicU32,
    crowded: AtomicBool,
}

/// What is left after a request.
#[derive(Debug, Clone)]
pub struct Allowance {
    name: String,
    rule: Rule,
    left: u32,
    /// For so many seconds at least `left` is true.
    seconds: u64,
}

impl Counter {
    fn new(name: String, rule: Rule, clock: HouseClock) -> Option<Self> {
        let quota = Quota::with_period(rule.each())?.allow_burst(rule.most);
        let keyed = RateLimiter::dashmap_with_clock(quota, clock).with_middleware();
        Some(Self { name, rule, keyed, since: AtomicU32::new(0), crowded: AtomicBool::new(false) })
    }

    /// The key by which somebody is counted, after the counter has forgotten those who have not come for long.
    fn known(&self, key: Key) -> Key {
        if self.since.fetch_add(1, Ordering::Relaxed) % SWEEP == SWEEP - 1 {
            self.keyed.retain_recent();
            self.keyed.shrink_to_fit();
            self.crowded.store(self.keyed.len() > MOST_KEYS, Ordering::Relaxed);
        }
        if self.crowded.load(Ordering::Relaxed) { fold(key) } else { key }
    }

    /// Counts several at once: all of them, or none.
    fn take_some(&self, key: Key, many: NonZeroU32) -> bool {
        matches!(self.keyed.check_key_n(&self.known(key), many), Ok(Ok(_)))
    }

    /// Counts a request. The error is one too many, and says how long to wait.
    fn take(&self, key: Key, now: Nanos) -> Result<Allowance, (Allowance, Duration)> {
        let key = self.known(key);
        let told = |left, wait: Duration| Allowance {
            name: self.name.clone(),
            rule: self.rule,
            left,
            seconds: u64::try_from(wait.as_millis().div_ceil(1000)).unwrap_or(u64::MAX).max(1),
        };
        match self.keyed.check_key(&key) {
            Ok(state) => Ok(told(state.remaining_burst_capacity(), self.rule.each())),
            Err(refused) => {
                let wait = refused.wait_time_from(now);
                Err((told(0, wait), wait))
            }
        }
    }
}

/// A key of one of [`FOLDED`] groups.
fn fold(key: Key) -> Key {
    let group = u16::from_be_bytes([key[0], key[1]]) % FOLDED;
    let mut folded = [0; 32];
    folded[..2].copy_from_slice(&group.to_be_bytes());
    folded
}

/// One limit by address, and those of the networks around it (`domain::network`), the narrower first.
struct Networks {
    own: Counter,
    around: [Counter; 2],
}

impl Networks {
    fn new(name: &str, rule: Rule, clock: &HouseClock) -> Option<Self> {
        let [household, site] = rule.around();
        let [narrow, wide] = network::AROUND;
        Some(Self {
            own: Counter::new(name.to_owned(), rule, clock.clone())?,
            around: [
                Counter::new(format!("{name}-{narrow}"), household, clock.clone())?,
                Counter::new(format!("{name}-{wide}"), site, clock.clone())?,
            ],
        })
    }

    /// Counts a request from this network in each of them, the narrowest first, so that one which is over uses nothing of the others up.
    /// Tells what is left of the one that has the least.
    fn take(&self, peer: &str, key: impl Fn(&str) -> Key, now: Nanos) -> Result<Allowance, (Allowance, Duration)> {
        let mut least = self.own.take(key(peer), now)?;
        for (counter, network) in self.around.iter().zip(network::around(peer).into_iter().flatten()) {
            let told = counter.take(key(&network), now)?;
            if told.left < least.left {
                least = told;
            }
        }
        Ok(least)
    }

    /// Counts several at once in each of them, the narrowest first; false when one of them is over.
    fn take_some(&self, peer: &str, key: impl Fn(&str) -> Key, many: NonZeroU32) -> bool {
        let around = network::around(peer).into_iter().flatten();
        self.own.take_some(key(peer), many) && self.around.iter().zip(around).all(|(counter, wider)| counter.take_some(key(&wider), many))
    }
}

/// The counters of every class.
pub struct Limiter {
    clock: HouseClock,
    /// A word that no visitor knows, so that nobody can choose with whom they are counted.
    salt: String,
    /// By session or by token.
    own: Vec<Counter>,
    /// By address: a class's own limit, or of one that is counted by session or token what an address may of it.
    networks: Vec<Networks>,
}

impl std::fmt::Debug for Limiter {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Limiter(..)")
    }
}

impl Limiter {
    /// The counters of these limits; `None` when there are none.
    #[must_use]
    pub fn new(limits: &Limits, clock: &Clock) -> Option<Self> {
        let clock = HouseClock(clock.clone());
        let (mut own, mut networks) = (Vec::new(), Vec::new());
        for class in Class::ALL {
            let rule = limits.rule(class)?;
            own.push(Counter::new(class.name().to_owned(), rule, clock.clone())?);
            networks.push(match class.by() {
                By::Address => Networks::new(class.name(), rule, &clock)?,
                By::Session(_) | By::Token => Networks::new(&format!("{}-address", class.name()), rule.times(AROUND), &clock)?,
            });
        }
        Some(Self { clock, salt: crate::random::token(), own, networks })
    }

    /// Counts pieces of files whose sender has proved nothing. False when the network has sent as many as it may.
    pub fn take_pieces(&self, network: &str, pieces: NonZeroU32) -> bool {
        let key = |what: &str| sha256(&[self.salt.as_bytes(), what.as_bytes()]);
        self.networks[Class::UnprovedFiles as usize].take_some(network, key, pieces)
    }

    /// Counts a request of a class. The error is one too many.
    fn take(&self, web: &Web, class: Class, headers: &HeaderMap) -> Result<Allowance, (Allowance, Duration)> {
        let now = self.clock.now();
        let key = |what: &str| sha256(&[self.salt.as_bytes(), what.as_bytes()]);
        let networks = self.networks[class as usize].take(peer::of(headers), key, now)?;
        // Only hashes of tokens are kept, here as everywhere.
        let token = match class.by() {
            By::Address => return Ok(networks),
            By::Session(jar) => cookies::read(web, headers, jar),
            By::Token => headers
                .get(header::AUTHORIZATION)
                .and_then(|value| value.to_str().ok())
                .and_then(|value| value.strip_prefix("Bearer "))
                .map(str::to_owned),
        };
        token.map_or(Ok(networks), |token| self.own[class as usize].take(key(&token), now))
    }
}

/// What a route's gate knows.
#[derive(Debug, Clone)]
pub struct Gate {
    /// The web.
    pub web: Arc<Web>,
    /// The route's class.
    pub class: Class,
}

/// Lets a request through, or answers when to come back.
pub async fn gate(State(gate): State<Gate>, request: Request, next: Next) -> Response {
    let Some(limiter) = gate.web.limiter.as_ref().filter(|_| gate.class != Class::Free) else { return next.run(request).await };
    match limiter.take(&gate.web, gate.class, request.headers()) {
        Ok(allowance) => {
            let mut response = next.run(request).await;
            tell(response.headers_mut(), &allowance);
            response
        }
        Err((allowance, wait)) => {
            let until = come_back(gate.web.house.now(), wait);
            let mut response = Problem(kept::too_many(request, &gate.web, gate.class, until).await).into_response();
            tell(response.headers_mut(), &allowance);
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(allowance.seconds));
            response
        }
    }
}

/// The moment after a wait, on the next whole minute, as pages say it: what is told is never too early.
fn come_back(now: Timestamp, wait: Duration) -> Timestamp {
    let wait = SignedDuration::try_from(wait).unwrap_or(SignedDuration::MAX);
    let at = now.saturating_add(wait).unwrap_or(Timestamp::MAX).as_millisecond();
    Timestamp::from_millisecond(at.saturating_add(59_999) / 60_000 * 60_000).unwrap_or(Timestamp::MAX)
}

/// The header of a limit that says what is left: `"forms";r=29;t=20`.
pub const LEFT: HeaderName = HeaderName::from_static("ratelimit");
/// The header of a limit that says what it is: `"forms";q=30;w=600`.
pub const POLICY: HeaderName = HeaderName::from_static("ratelimit-policy");

fn tell(headers: &mut HeaderMap, allowance: &Allowance) {
    let Allowance { name, rule, left, seconds } = allowance;
    // Names are our own, and numbers are ASCII: always valid headers.
    if let Ok(value) = HeaderValue::from_str(&format!("\"{name}\";q={};w={}", rule.most, rule.seconds)) {
        headers.insert(POLICY, value);
    }
    if let Ok(value) = HeaderValue::from_str(&format!("\"{name}\";r={left};t={seconds}")) {
        headers.insert(LEFT, value);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counter(most: u32, seconds: u32) -> (Counter, Clock) {
        let clock = Clock::at(Timestamp::UNIX_EPOCH);
        let rule = Rule::new(most, seconds).unwrap();
        (Counter::new("forms".to_owned(), rule, HouseClock(clock.clone())).unwrap(), clock)
    }

    #[test]
    fn so_many_and_no_more() {
        let (counter, clock) = counter(30, 600);
        let now = || HouseClock(clock.clone()).now();
        for left in (0..30).rev() {
            let told = counter.take([1; 32], now()).unwrap();
            assert_eq!((told.left, told.seconds), (left, 20));
        }
        let (told, wait) = counter.take([1; 32], now()).unwrap_err();
        assert_eq!((told.left, told.seconds, wait), (0, 20, Duration::from_secs(20)));
        assert!(counter.take([2; 32], now()).is_ok(), "another is counted apart");
        clock.set(clock.now() + SignedDuration::from_millis(19_500));
        let (told, _) = counter.take([1; 32], now()).unwrap_err();
        assert_eq!(told.seconds, 1, "half a second is told as one");
        clock.set(clock.now() + SignedDuration::from_millis(500));
        assert!(counter.take([1; 32], now()).is_ok());
        assert!(counter.take([1; 32], now()).is_err());
        clock.set(clock.now() + SignedDuration::from_secs(600));
        assert_eq!(counter.take([1; 32], now()).unwrap().left, 29, "after the window all is back");
    }

    #[test]
    fn counters_forget_who_has_not_come_for_long() {
        let (counter, clock) = counter(2, 10);
        let now = || HouseClock(clock.clone()).now();
        for visitor in 0..SWEEP - 1 {
            let _first = counter.take(sha256(&[&visitor.to_be_bytes()]), now());
        }
        assert_eq!(counter.keyed.len(), SWEEP as usize - 1);
        clock.set(clock.now() + SignedDuration::from_secs(11));
        let _last = counter.take([1; 32], now());
        assert_eq!(counter.keyed.len(), 1);
    }

    #[test]
    fn a_flood_from_everywhere_is_counted_in_groups() {
        let (counter, clock) = counter(1, 1000);
        let now = HouseClock(clock).now();
        counter.crowded.store(true, Ordering::Relaxed);
        let mut let_through = 0;
        // Fewer than a sweep, which would find that the crowd has gone.
        for visitor in 0..SWEEP - 1 {
            let_through += usize::from(counter.take(sha256(&[&visitor.to_be_bytes()]), now).is_ok());
        }
        assert_eq!(counter.keyed.len(), let_through);
        assert!(let_through < 3000, "{let_through}");
    }

    #[test]
    fn the_classes_stand_in_their_order() {
        for (at, class) in Class::ALL.into_iter().enumerate() {
            assert_eq!(class as usize, at);
        }
    }

    #[test]
    fn what_is_told_is_never_too_early() {
        let at = |millis| Timestamp::from_millisecond(millis).unwrap();
        assert_eq!(come_back(at(500), Duration::from_millis(100)), at(60_000));
        assert_eq!(come_back(at(0), Duration::from_secs(60)), at(60_000));
        assert_eq!(come_back(at(1), Duration::from_secs(60)), at(120_000));
    }
}
