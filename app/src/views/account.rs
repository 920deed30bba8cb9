//! What the pages of accounts are given.

use std::sync::Arc;

use domain::pack::Pack;
use jiff::Timestamp;

use super::FormView;

/// The log-in (`/account/login`). Fields: `email`, `password`, `to`.
#[derive(Debug, Clone)]
pub struct AccountLoginView {
    /// What was typed, and what was wrong; `to` is where it leads.
    pub form: FormView,
}

/// The page of the second factor (`/account/login/second`). Fields: `code`, `to`.
#[derive(Debug, Clone)]
pub struct AccountSecondView {
    /// What was wrong; `to` is where it leads.
    pub form: FormView,
}

/// What an address is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asks {
    /// To make an account (`/account/new`).
    SignUp,
    /// To choose a new password (`/account/reset`).
    Reset,
}

/// The page on which an address is given. Field: `email`.
#[derive(Debug, Clone)]
pub struct AskEmailView {
    /// What for.
    pub asks: Asks,
    /// What was typed, and what was wrong.
    pub form: FormView,
}

/// The page behind a sign-up's link. Fields: `name`, `password`, `tz`.
#[derive(Debug, Clone)]
pub struct MakeAccountView {
    /// Where the form posts.
    pub action: String,
    /// The address that the link proves.
    pub email: String,
    /// What was typed, and what was wrong.
    pub form: FormView,
}

/// The page behind a reset's link. Fields: `password`, and `code` where there is a second factor.
#[derive(Debug, Clone)]
pub struct ChoosePasswordView {
    /// Where the form posts.
    pub action: String,
    /// Whether a code is asked for.
    pub needs_second: bool,
    /// What was wrong.
    pub form: FormView,
}

/// The re-authentication (`/account/confirm`). Fields: `password`, `code`, `to`.
#[derive(Debug, Clone)]
pub struct ConfirmView {
    /// Whether the account has a second factor.
    pub has_second: bool,
    /// What was wrong; `to` is where it leads.
    pub form: FormView,
}

/// A request as an account lists it.
#[derive(Debug, Clone)]
pub struct RequestLineView {
    /// The reference.
    pub reference: String,
    /// The product's name.
    pub product: String,
    /// The kind's code.
    pub kind: String,
    /// The state's code.
    pub state: String,
    /// When it came.
    pub received_at: Timestamp,
    /// When it is due, while a clock runs.
    pub due_at: Option<Timestamp>,
}

/// The front page (`/account`).
#[derive(Debug, Clone)]
pub struct AccountView {
    /// How the owner is called.
    pub name: String,
    /// The proved address.
    pub email: String,
    /// Its requests, the newest first.
    pub requests: Vec<RequestLineView>,
    /// The products, for a request of one's own.
    pub products: Vec<Arc<Pack>>,
    /// Whether a second factor is on.
    pub has_second: bool,
    /// What was just done.
    pub done: Option<String>,
}

/// Name, language and zone (`/account/settings`). Fields: `name`, `lang`, `tz`.
#[derive(Debug, Clone)]
pub struct SettingsView {
    /// What stands there, or was typed, and what was wrong.
    pub form: FormView,
}

/// Another password (`/account/password`). Fields: `current`, `password`.
#[derive(Debug, Clone)]
pub struct PasswordView {
    /// What was wrong.
    pub form: FormView,
}

/// Another address (`/account/email`). Field: `email`.
#[derive(Debug, Clone)]
pub struct EmailView {
    /// The present one.
    pub email: String,
    /// What was typed, and what was wrong.
    pub form: FormView,
}

/// The page behind a link about an address. It only has a button.
#[derive(Debug, Clone)]
pub struct EmailLinkView {
    /// Where the button posts.
    pub action: String,
    /// The address that the account will have; of a link that freezes it, the address to which it went.
    pub email: String,
    /// Whether the link freezes the account.
    pub stop: bool,
}

/// A session as its owner sees it.
#[derive(Debug, Clone)]
pub struct SessionLineView {
    /// The handle by which it is ended.
    pub id: String,
    /// The browser's name; empty: unknown.
    pub browser: String,
    /// The system's name; empty: unknown.
    pub system: String,
    /// When it began.
    pub began: Timestamp,
    /// When it was last used.
    pub seen: Timestamp,
    /// Whether it is the one that reads this.
    pub this: bool,
}

/// Where one is logged in (`/account/sessions`).
#[derive(Debug, Clone)]
pub struct SessionsView {
    /// The sessions, this one first.
    pub lines: Vec<SessionLineView>,
    /// What was just done.
    pub done: Option<String>,
}

/// How far the second factor is.
#[derive(Debug, Clone)]
pub enum FactorState {
    /// There is none.
    Off,
    /// A secret waits for its first code.
    Waiting {
        /// The secret in letters.
        letters: String,
        /// The same as an address.
        uri: String,
        /// The same as a picture: SVG of the server's own making, without a script or a style.
        picture: Option<String>,
    },
    /// It is on.
    On {
        /// How many recovery codes are left.
        left: i64,
    },
}

/// The second factor (`/account/second`). Field: `code`.
#[derive(Debug, Clone)]
pub struct FactorView {
    /// How far it is.
    pub state: FactorState,
    /// What was wrong.
    pub form: FormView,
}

/// The recovery codes, shown once.
#[derive(Debug, Clone)]
pub struct CodesView {
    /// The codes.
    pub codes: Vec<String>,
}

/// The end of the account (`/account/erase`). Field: `sure`.
#[derive(Debug, Clone)]
pub struct EraseView {
    /// What was wrong.
    pub form: FormView,
}

/// A page that only tells something, and leads on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TellView {
    /// A link to make an account left, or the word that there is one.
    SignUpSent,
    /// A link to choose a new password left, if there is an account.
    ResetSent,
    /// A link of a sign-up cannot be used.
    SignUpOver,
    /// A link of a reset cannot be used.
    ResetOver,
    /// A link about an address cannot be used.
    EmailOver,
    /// The address is changed.
    EmailChanged,
    /// The account is frozen.
    Frozen,
    /// A link that freezes an account cannot be used.
    StopOver,
    /// The account is erased.
    Erased,
}
