//! The one home of the wall clock: everything else is told the time.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use jiff::Timestamp;

/// A source of the present moment, in UTC with a precision of milliseconds.
#[derive(Debug, Clone)]
pub enum Clock {
    /// The machine's clock.
    System,
    /// A clock that stands still until it is moved; for tests. Milliseconds since 1970 UTC.
    Moved(Arc<AtomicI64>),
}

impl Clock {
    /// A clock that stands at this moment until [`Clock::set`].
    #[must_use]
    pub fn at(moment: Timestamp) -> Self {
        Self::Moved(Arc::new(AtomicI64::new(moment.as_millisecond())))
    }

    /// The present moment.
    #[must_use]
    #[expect(clippy::disallowed_methods, reason = "this is the wall clock's home")]
    pub fn now(&self) -> Timestamp {
        let millis = match self {
            Self::System => Timestamp::now().as_millisecond(),
            Self::Moved(millis) => millis.load(Ordering::SeqCst),
        };
        Timestamp::from_millisecond(millis).unwrap_or(Timestamp::UNIX_EPOCH)
    }

    /// Moves a moved clock; the machine's clock stays as it is.
    pub fn set(&self, moment: Timestamp) {
        if let Self::Moved(millis) = self {
            millis.store(moment.as_millisecond(), Ordering::SeqCst);
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
