//! Alerts: who is told when a clock comes near its due, and when it is past. Pure, as the clocks are: the present moment, and what
//! was told before, are parameters.
//!
//! [`thresholds`] says what a ticket's clocks have before them, [`next`] when somebody must look again, and [`missed`] what is to
//! be told now. An alert is identified by its clock, the cycle and [`Threshold::code`]; it is told once, whatever moves the due
//! afterwards. Of several that were missed the gravest is told, and the others are superseded (the clocks' rules, "Escalation").

mod delay;
mod missed;
mod threshold;

pub use delay::new_moment;
pub use missed::{Done, Missed, missed, next};
pub use threshold::{Threshold, thresholds};
