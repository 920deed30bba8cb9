//! How promises were kept, in numbers: pure sums over rows that somebody else has read.
//!
//! A promise is a clock of a kind of ticket under one version of a product's policy ([`PromiseKey`]). What ended counts in the
//! week or month in which it ended, kept or broken: kept is ended at the due moment or before. What ended without an answer
//! (withdrawn, cancelled, joined to another) owed nothing any more: it is counted beside, and is neither kept nor broken.

mod book;
mod few;
mod period;
mod spread;
mod tally;
mod year;

pub use book::{Book, Open, PromiseFigures, PromiseKey, Unanswered};
pub use few::Few;
pub use period::{Period, PeriodError, months_before, weeks};
pub use spread::Spread;
pub use tally::{Share, Tally};
pub use year::{Answered, Ground, Metric, Metrics, Right, Yearly};
