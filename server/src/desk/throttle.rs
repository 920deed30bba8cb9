//! The throttle of everything that can be guessed at: passwords, second factors and codes. Each try is counted before it is compared, so
//! that who asks thirty times at once is not answered thirty times; a right one takes its count back.

use domain::network;
use jiff::{SignedDuration, Timestamp};
use serde_json::json;

use super::{DeskError, device};
use crate::house::House;
use crate::store::{Conn, StoreError, event, staff};
use crate::vault::hex;

/// How many wrong tries within [`WINDOW`] block an account from one place; from the networks around it as `domain::network` says.
const FROM_ONE_PLACE: u32 = 8;
/// How many block an account from everywhere, or a place for every account: many more, so that nobody locks an owner out with
/// eight.
const FROM_ANYWHERE: u32 = 100;
/// How many wrong second factors an account bears within a day, from everywhere: of a million codes three are right at a time.
const SECONDS_A_DAY: i64 = 30;
/// How many wrong codes a browser may enter within a day: as many as the codes that it can ask for bear.
const CODES_OF_A_BROWSER: i64 = super::code::MOST_CODES * super::code::TRIES;
/// How many wrong codes may come from one network within a day: far more than people mistype who share one.
const CODES_OF_A_NETWORK: u32 = 100;
/// How long tries are counted, and how long a block lasts.
pub const WINDOW: SignedDuration = SignedDuration::from_mins(15);
const DAY: SignedDuration = SignedDuration::from_hours(24);

/// Whose doors these are. The two have nothing in common, so that one cannot be used to block the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// Those who work here.
    Staff,
    /// Guardians and requesters.
    Account,
    /// Whoever enters codes from mails, without an account.
    Requester,
}

impl Side {
    /// Its code, as events have it.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Staff => "staff",
            Self::Account => "account",
            Self::Requester => "requester",
        }
    }
}

/// A counter: whom it counts, how many it bears, and for how long.
#[derive(Debug, Clone)]
pub struct Limit {
    key: Vec<u8>,
    most: i64,
    window: SignedDuration,
}

/// The tries that guess, with all counters that bear them.
#[derive(Debug, Clone)]
pub struct Tries {
    side: Side,
    limits: Vec<Limit>,
}

/// Where tries come from.
#[derive(Debug, Clone, Default)]
pub struct Place {
    /// The network that asks.
    pub peer: String,
    /// The secret by which the browser may be known to who is asked for ([`super::device`]).
    pub device: Option<String>,
}

impl From<&str> for Place {
    fn from(peer: &str) -> Self {
        Self { peer: peer.to_owned(), device: None }
    }
}

impl From<&String> for Place {
    fn from(peer: &String) -> Self {
        peer.as_str().into()
    }
}

/// The limits of a network and of those around it, by what they are keyed with.
fn by_network(house: &House, purpose: &'static str, of: &str, peer: &str, most: u32, window: SignedDuration) -> Vec<Limit> {
    let around = network::around(peer).into_iter().flatten().zip(network::most(most));
    std::iter::once((peer.to_owned(), most))
        .chain(around)
        .map(|(network, most)| Limit { key: house.vault.hash(purpose, &format!("{of}{network}")), most: i64::from(most), window })
        .collect()
}

impl Tries {
    /// Of a log-in with this address from this place. `known`: the hash of its device, where the account has been used with it before:
    /// then it has a count of its own, and nobody else's wrong passwords close the log-in to it. Otherwise the narrower limits come
    /// first: what one refuses is not compared, and uses nothing of the others up.
    #[must_use]
    pub fn log_in(house: &House, side: Side, address: &str, peer: &str, known: Option<&[u8]>) -> Self {
        let side_code = side.code();
        if let Some(device) = known {
            return Self::of_device(house, side, "throttle device", device);
        }
        // The account that is guessed at, and no other: were dots and tags left out as for mails, who has an account of their own at
        // `a.b@` would forgive, by logging in there, what they guessed at `ab@`.
        let address = domain::typed::email::key(address);
        let mut limits = by_network(house, "throttle log-in", &format!("{side_code}:{address} "), peer, FROM_ONE_PLACE, WINDOW);
        limits.extend(by_network(house, "throttle peer", &format!("{side_code}:"), peer, FROM_ANYWHERE, WINDOW));
        let account = house.vault.hash("throttle account", &format!("{side_code}:{address}"));
        limits.push(Limit { key: account, most: FROM_ANYWHERE.into(), window: WINDOW });
        Self { side, limits }
    }

    /// Of a second factor (or of a re-authentication) for this account (its identifier) from this place. Another count than the
    /// log-in's: a right password must not forgive wrong codes. A browser that is known to this account has a count of its own here too,
    /// so that nobody else's wrong codes keep the owner from entering theirs.
    ///
    /// # Errors
    /// The store's.
    pub async fn second(house: &House, side: Side, id: &str, place: &Place) -> Result<Self, DeskError> {
        let of = format!("{}:{id}", side.code());
        if let Some(device) = device::known(house, place.device.as_deref(), Some(&of)).await? {
            return Ok(Self::of_device(house, side, "throttle device second", &device));
        }
        let mut limits = by_network(house, "throttle second", &format!("{of} "), &place.peer, FROM_ONE_PLACE, WINDOW);
        let account = house.vault.hash("throttle second account", &of);
        limits.push(Limit { key: account, most: SECONDS_A_DAY, window: DAY });
        Ok(Self { side, limits })
    }

    /// Of a code from a mail, in the browser with this cookie (its hash), from this network: the browser's own tries come first. What it
    /// is for is not counted here, so that nobody learns from it whether there is anything behind a reference.
    #[must_use]
    pub fn code(house: &House, browser: &[u8], peer: &str) -> Self {
        let own = Limit { key: house.vault.hash("throttle code browser", &hex(browser)), most: CODES_OF_A_BROWSER, window: DAY };
        let mut limits = vec![own];
        limits.extend(by_network(house, "throttle code network", "", peer, CODES_OF_A_NETWORK, DAY));
        Self { side: Side::Requester, limits }
    }

    /// Of a known device: as few at a time as from one place, and as few a day as second factors from everywhere.
    fn of_device(house: &House, side: Side, purpose: &'static str, device: &[u8]) -> Self {
        let key = |window: &str| house.vault.hash(purpose, &format!("{}:{window}:{}", side.code(), hex(device)));
        let limits = vec![
            Limit { key: key("quarter"), most: FROM_ONE_PLACE.into(), window: WINDOW },
            Limit { key: key("day"), most: SECONDS_A_DAY, window: DAY },
        ];
        Self { side, limits }
    }

    /// Counts a try; refuses those that had too many. A block that begins is an event `login_blocked` of the house.
    ///
    /// # Errors
    /// [`DeskError::TooMany`] with the end of the block; the store's.
    pub async fn count(&self, house: &House) -> Result<(), DeskError> {
        let (tries, now) = (self.clone(), house.now());
        let blocked = house
            .store
            .write(move |conn| {
                Box::pin(async move {
                    for limit in &tries.limits {
                        // One refusal is enough: a try that nobody compares must not close the wider doors to others.
                        if let Some(until) = staff::blocked_until(conn, &limit.key, now).await? {
                            return Ok(Some(until));
                        }
                        let since = now.saturating_sub(limit.window).unwrap_or(now);
                        if staff::count_failure(conn, &limit.key, now, since).await? > limit.most {
                            let until = now.saturating_add(WINDOW).unwrap_or(now);
                            staff::block(conn, &limit.key, until).await?;
                            event::append(conn, "house", now, "system", "login_blocked", &json!({"side": tries.side.code()})).await?;
                            return Ok(Some(until));
                        }
                    }
                    Ok::<Option<Timestamp>, DeskError>(None)
                })
            })
            .await?;
        blocked.map_or(Ok(()), |until| Err(DeskError::TooMany(until)))
    }

    /// The try was right: the tries from this place are forgotten, and from the others this one is taken back.
    ///
    /// # Errors
    /// The database's.
    pub async fn forgive(&self, conn: &mut Conn) -> Result<(), StoreError> {
        for (place, limit) in self.limits.iter().enumerate() {
            if place == 0 {
                staff::forgive(conn, &limit.key).await?;
            } else {
                staff::forgive_one(conn, &limit.key).await?;
            }
        }
        Ok(())
    }
}
