//! The rules of Habeas. Nothing here reads a clock, a file or a socket: time and data are parameters.

pub mod ai;
pub mod alert;
pub mod breach;
pub mod calendar;
pub mod checklist;
pub mod clock;
pub mod country;
pub mod figures;
pub mod guardian;
pub mod identity;
pub mod kind;
pub mod lang;
pub mod law;
pub mod network;
pub mod pack;
pub mod reasons;
pub mod reference;
pub mod regulator;
pub mod report;
pub mod request;
pub mod retention;
pub mod role;
pub mod rota;
pub mod simulate;
pub mod state;
pub mod typed;

pub use kind::Kind;
pub use lang::{Lang, Text};
pub use reference::Reference;
pub use role::{Capability, Role, Scope};
pub use state::{Act, State};
