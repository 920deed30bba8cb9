//! The one home of the wall clock: everything else is told the time.

use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, LazyLock};
use std::time::Duration;

use jiff::Timestamp;

/// A source of the present moment, in UTC with a precision of milliseconds.
#[derive(Debug, Clone)]
pub enum Clock {
    /// The machine's clock.
    System,
    /// A clock that stands still until it is moved; for tests.
    Moved(Arc<Hands>),
}

/// What a moved clock shows. Milliseconds.
#[derive(Debug, Default)]
pub struct Hands {
    /// Since 1970 UTC.
    wall: AtomicI64,
    /// How long it has run, whatever it was set to.
    steady: AtomicI64,
}

/// When this process began.
static BEGUN: LazyLock<Stopwatch> = LazyLock::new(Stopwatch::start);

impl Clock {
    /// A clock that stands at this moment until [`Clock::set`].
    #[must_use]
    pub fn at(moment: Timestamp) -> Self {
        Self::Moved(Arc::new(Hands { wall: AtomicI64::new(moment.as_millisecond()), steady: AtomicI64::default() }))
    }

    /// The present moment.
    #[must_use]
    #[expect(clippy::disallowed_methods, reason = "this is the wall clock's home")]
    pub fn now(&self) -> Timestamp {
        let millis = match self {
            Self::System => Timestamp::now().as_millisecond(),
            Self::Moved(hands) => hands.wall.load(Ordering::SeqCst),
        };
        Timestamp::from_millisecond(millis).unwrap_or(Timestamp::UNIX_EPOCH)
    }

    /// How long this process has run: what no setting of the machine's clock changes. Of a moved clock: how far it was moved.
    #[must_use]
    pub fn steady(&self) -> Duration {
        match self {
            Self::System => BEGUN.elapsed(),
            Self::Moved(hands) => Duration::from_millis(hands.steady.load(Ordering::SeqCst).unsigned_abs()),
        }
    }

    /// Whether this is the machine's clock.
    #[must_use]
    pub const fn is_system(&self) -> bool {
        matches!(self, Self::System)
    }

    /// Moves a moved clock, as if the time had passed; the machine's clock stays as it is.
    pub fn set(&self, moment: Timestamp) {
        if let Self::Moved(hands) = self {
            let before = hands.wall.swap(moment.as_millisecond(), Ordering::SeqCst);
            hands.steady.fetch_add((moment.as_millisecond() - before).max(0), Ordering::SeqCst);
        }
    }

    /// Sets a moved clock to another time although none has passed, as somebody does who sets the machine's clock.
    pub fn jump(&self, moment: Timestamp) {
        if let Self::Moved(hands) = self {
            hands.wall.store(moment.as_millisecond(), Ordering::SeqCst);
        }
    }
}

/// A stopwatch, for measurements alone.
#[derive(Debug, Clone, Copy)]
pub struct Stopwatch(std::time::Instant);

impl Stopwatch {
    /// Starts it.
    #[must_use]
    #[expect(clippy::disallowed_methods, reason = "this is the wall clock's home")]
    pub fn start() -> Self {
        Self(std::time::Instant::now())
    }

    /// The time since the start.
    #[must_use]
    pub fn elapsed(&self) -> std::time::Duration {
        self.0.elapsed()
    }
}
