//! What a page is given. A page asks for nothing: its route has asked the desk, and hands it one of these. So a page cannot
//! forget a check, and what it may show can be read here. Views hold data; pages put it into words.

pub mod account;
pub mod acts;
pub mod alerts;
pub mod calendar;
pub mod form;
pub mod guardian;
pub mod people;
pub mod promises;
pub mod public;
pub mod simulate;
pub mod staff;
pub mod track;

use std::sync::Arc;

use domain::pack::Pack;
use domain::{Kind, Role};
use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::texts::T;

pub use form::FormView;

/// What every page is given, whatever it shows.
#[derive(Debug, Clone)]
pub struct Chrome {
    /// The reader's language.
    pub t: T,
    /// The moment at which the page is made, by the server's clock.
    pub now: Timestamp,
    /// The reader's zone, in which moments are shown.
    pub zone: TimeZone,
    /// The path of this page, for the language switch; it holds nothing personal.
    pub path: String,
    /// The product that the page belongs to.
    pub product: Option<Arc<Pack>>,
    /// The member of staff who reads it.
    pub staff: Option<Reader>,
    /// The nonce of the page's scripts.
    pub nonce: String,
    /// Where the style and the browser's half lie.
    pub assets: Assets,
    /// Whether this is the development portal, whose mail can be read at `/dev/mail`.
    pub dev: bool,
}

/// Where counts stop, since counting on would take longer the more there is: "999+". The store stops at the same number.
pub const MANY: i64 = 1000;

/// A count that stops at [`MANY`], in figures.
#[must_use]
pub fn counted(count: i64) -> String {
    if count >= MANY { format!("{}+", MANY - 1) } else { count.to_string() }
}

/// A member of staff as the header shows them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reader {
    /// The name that colleagues see.
    pub name: String,
    /// What they may do.
    pub role: Role,
    /// How many alerts they have not seen; [`Reader::MANY`] means "99+".
    pub alerts: i64,
}

impl Reader {
    /// Where the count of alerts stops.
    pub const MANY: i64 = 100;

    /// Whether they work on tickets of this kind.
    #[must_use]
    pub fn works_on(&self, kind: Kind) -> bool {
        self.role.can(domain::role::works_on(kind))
    }
}

/// The hashed file names under `/pkg/`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Assets {
    /// The style sheet.
    pub css: String,
    /// The loader of the browser's half; empty when it was not built.
    pub js: String,
    /// The browser's half.
    pub wasm: String,
}
