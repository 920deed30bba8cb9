//! The islands: the only parts of a page that wake in the browser. Everything works without them.
//!
//! An island computes nothing that the server knows: it gets instants, the server's now and ready words, and never a calendar,
//! a zone table or a catalogue. Its markup is the same on the server and at hydration, so nothing jumps.

mod copy;
mod countdown;
mod keys;
mod live;
mod zone;

pub use copy::{CopyButton, CopyButtonProps};
pub use countdown::{Countdown, CountdownProps, CountdownWords, Turn};
pub use keys::{QueueKeys, QueueKeysProps};
pub use live::{LiveQueue, LiveQueueProps, LiveWords};
pub use zone::{LocalZone, LocalZoneProps};
