//! The throttle of everything that can be guessed at: passwords and second factors. Each try is counted before it is compared, so
//! that who asks thirty times at once is not answered thirty times; a right one takes its count back.

use jiff::{SignedDuration, Timestamp};
use serde_json::json;

use super::DeskError;
use crate::house::House;
use crate::store::{Conn, StoreError, event, staff};

/// How many wrong tries within [`WINDOW`] block an account from one place.
const FROM_ONE_PLACE: i64 = 8;
/// How many block an account from everywhere, or a place for every account: many more, so that nobody locks an owner out with
/// eight.
const FROM_ANYWHERE: i64 = 100;
/// How many wrong second factors an account bears within a day, from everywhere: of a million codes three are right at a time.
const SECONDS_A_DAY: i64 = 30;
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
}

impl Side {
    /// Its code, as events have it.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Staff => "staff",
            Self::Account => "account",
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

impl Tries {
    /// Of a log-in with this address from this place.
    #[must_use]
    pub fn log_in(house: &House, side: Side, address: &str, peer: &str) -> Self {
        // The account that is guessed at, and no other: were dots and tags left out as for mails, who has an account of their own at
        // `a.b@` would forgive, by logging in there, what they guessed at `ab@`.
        let address = domain::typed::email::key(address);
        let key = |purpose: &'static str, of: &str| house.vault.hash(purpose, &format!("{}:{of}", side.code()));
        Self {
            side,
            limits: vec![
                Limit { key: key("throttle log-in", &format!("{address} {peer}")), most: FROM_ONE_PLACE, window: WINDOW },
                Limit { key: key("throttle account", &address), most: FROM_ANYWHERE, window: WINDOW },
                Limit { key: key("throttle peer", peer), most: FROM_ANYWHERE, window: WINDOW },
            ],
        }
    }

    /// Of a second factor (or of a re-authentication) for this account (its identifier) from this place. Another count than the
    /// log-in's: a right password must not forgive wrong codes.
    #[must_use]
    pub fn second(house: &House, side: Side, id: &str, peer: &str) -> Self {
        let key = |purpose: &'static str, of: &str| house.vault.hash(purpose, &format!("{}:{of}", side.code()));
        Self {
            side,
            limits: vec![
                Limit { key: key("throttle second", &format!("{id} {peer}")), most: FROM_ONE_PLACE, window: WINDOW },
                Limit { key: key("throttle second account", id), most: SECONDS_A_DAY, window: DAY },
            ],
        }
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
                    let mut blocked = None;
                    for limit in &tries.limits {
                        if let Some(until) = staff::blocked_until(conn, &limit.key, now).await? {
                            blocked = Some(until);
                            continue;
                        }
                        let since = now.saturating_sub(limit.window).unwrap_or(now);
                        if staff::count_failure(conn, &limit.key, now, since).await? > limit.most {
                            let until = now.saturating_add(WINDOW).unwrap_or(now);
                            staff::block(conn, &limit.key, until).await?;
                            event::append(conn, "house", now, "system", "login_blocked", &json!({"side": tries.side.code()})).await?;
                            blocked = Some(until);
                        }
                    }
                    // Committed: a refused try counts as well.
                    Ok::<Option<Timestamp>, DeskError>(blocked)
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
