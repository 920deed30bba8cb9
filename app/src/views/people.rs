//! What the pages about people who work here are given: coming in, one's own account, colleagues, and the logs.

use domain::{Kind, Role};
use jiff::Timestamp;

use super::FormView;

/// The log-in. Fields: `email`, `password`.
#[derive(Debug, Clone, Default)]
pub struct LoginView {
    /// What was typed (never the password), and what was wrong.
    pub form: FormView,
    /// What was just done, as a code for a notice.
    pub done: Option<String>,
}

/// The page that an invitation's link opens. Fields: `name`, `email`, `password`.
#[derive(Debug, Clone)]
pub struct JoinView {
    /// The role that it gives.
    pub role: Role,
    /// The names of the products that go with it; empty: all.
    pub products: Vec<String>,
    /// The address that it is bound to: shown, and not to be changed.
    pub email: Option<String>,
    /// Where it posts to.
    pub action: String,
    /// What was typed (never the password), and what was wrong.
    pub form: FormView,
}

/// The second factor: to be enrolled, or to be entered. Fields: `code`, `token`.
#[derive(Debug, Clone, Default)]
pub struct SecondView {
    /// What is to be enrolled; `None`: a code is asked for.
    pub enrol: Option<EnrolView>,
    /// Whether one was there before, and is replaced.
    pub again: bool,
    /// What was wrong.
    pub form: FormView,
}

/// A second factor on its way into an authenticator.
#[derive(Debug, Clone, Default)]
pub struct EnrolView {
    /// Goes back with the code.
    pub token: String,
    /// The secret in letters.
    pub letters: String,
    /// The address that the picture shows, for authenticators on this device.
    pub uri: String,
    /// The picture, as SVG of our own making.
    pub picture: Option<String>,
    /// The code of this moment, in the development portal alone.
    pub code: Option<String>,
}

/// Recovery codes, shown once.
#[derive(Debug, Clone)]
pub struct CodesView {
    /// The codes.
    pub codes: Vec<String>,
    /// Where the way goes on.
    pub to: String,
}

/// The password again, before something weighty. Fields: `password`, `to`.
#[derive(Debug, Clone)]
pub struct ConfirmView {
    /// The local path that comes after.
    pub to: String,
    /// What was wrong.
    pub form: FormView,
}

/// A link for a new password. Field: `email`.
#[derive(Debug, Clone, Default)]
pub struct ForgotView {
    /// Whether it was asked for: the same words whether there is an account or not.
    pub sent: bool,
    /// What was typed, and what was wrong.
    pub form: FormView,
}

/// A new password. Field: `password`.
#[derive(Debug, Clone)]
pub struct ResetView {
    /// Where it posts to.
    pub action: String,
    /// What was wrong.
    pub form: FormView,
}

/// One's own account. Forms: `password` (`current`, `password`), `sessions` (`session`), `second`, `recovery`.
#[derive(Debug, Clone)]
pub struct OwnView {
    /// Oneself.
    pub person: PersonView,
    /// When the second factor was enrolled.
    pub second_at: Option<Timestamp>,
    /// How many recovery codes are left.
    pub codes_left: i64,
    /// One's sessions, the newest first.
    pub sessions: Vec<SessionView>,
    /// The form that was refused.
    pub form: FormView,
    /// What was just done, as a code for a notice.
    pub done: Option<String>,
}

/// A session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionView {
    /// Its handle: it opens nothing.
    pub id: String,
    /// The browser and the system, as far as known.
    pub browser: String,
    /// When it began.
    pub began: Timestamp,
    /// When it was last used.
    pub seen: Option<Timestamp>,
    /// Whether it is the one that asks.
    pub here: bool,
}

/// Somebody who works or worked here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonView {
    /// Identifier.
    pub id: String,
    /// The name.
    pub name: String,
    /// The address; empty for who has left.
    pub email: String,
    /// The role.
    pub role: Role,
    /// The slugs of their products; `None`: all.
    pub products: Option<Vec<String>>,
    /// Since when they may open children's data.
    pub minors_at: Option<Timestamp>,
    /// Whether the second factor is enrolled.
    pub second: bool,
    /// When they left.
    pub left_at: Option<Timestamp>,
    /// Whether it is the reader.
    pub me: bool,
}

/// The list of people. Fields of the invitation: `role`, `email`, `products`.
#[derive(Debug, Clone)]
pub struct PeopleView {
    /// Everybody, those who have left last.
    pub people: Vec<PersonView>,
    /// The invitations that can still be used.
    pub invitations: Vec<InviteView>,
    /// Whether the reader may invite.
    pub may_invite: bool,
    /// Whether the reader has entered the password just now, which inviting asks for.
    pub fresh: bool,
    /// The slugs and names of the products that the reader can give.
    pub products: Vec<(String, String)>,
    /// The link of the invitation that was just made: shown once.
    pub link: Option<String>,
    /// What was just done, as a code for a notice.
    pub done: Option<String>,
    /// What was chosen.
    pub form: FormView,
}

/// An invitation that can still be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InviteView {
    /// Its handle: it opens nothing.
    pub handle: String,
    /// The role.
    pub role: Role,
    /// The address, if it went by mail.
    pub email: Option<String>,
    /// Until when (UTC).
    pub until: Timestamp,
}

/// One colleague. Forms: `role` (`role`, `products`), `minors` (`approve`), `close` (`to`).
#[derive(Debug, Clone)]
pub struct OneView {
    /// Who.
    pub person: PersonView,
    /// The slugs and names of the products that the reader can give.
    pub products: Vec<(String, String)>,
    /// Whether the reader may change the role and close the account.
    pub may_manage: bool,
    /// Whether the reader may approve access to children's data.
    pub may_approve: bool,
    /// Whether the person has products that the reader does not speak for: then nothing can be changed here.
    pub beyond: bool,
    /// Who could take the tickets over: identifiers and names.
    pub colleagues: Vec<(String, String)>,
    /// The form that was refused, by its name, with its values.
    pub form: (String, FormView),
    /// What was just done, as a code for a notice.
    pub done: Option<String>,
}

/// The access log. Fields of the filter: `member`, `reference`, `product`, `from`, `to`, `minors`.
#[derive(Debug, Clone)]
pub struct AccessView {
    /// What it is narrowed to.
    pub filter: FormView,
    /// Everybody by identifier and name.
    pub members: Vec<(String, String)>,
    /// The slugs and names of the products.
    pub products: Vec<(String, String)>,
    /// The lines, the newest first.
    pub lines: Vec<LookView>,
    /// The query of the next page.
    pub next: Option<String>,
}

/// A line of the access log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LookView {
    /// When.
    pub at: Timestamp,
    /// Who.
    pub who: String,
    /// `ticket`, `file`, `evidence`, `search`, `export`.
    pub what: String,
    /// The ticket's reference.
    pub reference: Option<String>,
    /// The product's name.
    pub product: Option<String>,
    /// Whether it was about a child.
    pub minor: bool,
    /// The purpose's code.
    pub purpose: String,
    /// What was added to it.
    pub note: Option<String>,
}

/// The log of refusals. Fields of the filter: `product`, `from`, `to`.
#[derive(Debug, Clone)]
pub struct RefusalsView {
    /// What it is narrowed to.
    pub filter: FormView,
    /// The slugs and names of the products.
    pub products: Vec<(String, String)>,
    /// The lines, the newest first.
    pub lines: Vec<RefusedView>,
    /// The query of the next page.
    pub next: Option<String>,
}

/// A line of the log of refusals: no person, no reference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RefusedView {
    /// When.
    pub at: Timestamp,
    /// The product's name.
    pub product: String,
    /// What was asked.
    pub kind: Option<Kind>,
    /// The country's code.
    pub country: Option<String>,
    /// `denied` or `partially_fulfilled`.
    pub state: String,
    /// The codes of the reasons.
    pub reasons: Vec<String>,
}

/// The frozen accounts of people. Field: `account`.
#[derive(Debug, Clone)]
pub struct FrozenView {
    /// The longest frozen first.
    pub lines: Vec<FrozenLineView>,
    /// The query of the next page; `None` on the last.
    pub next: Option<String>,
    /// Whether one was just opened.
    pub done: bool,
    /// What was wrong.
    pub form: FormView,
}

/// A frozen account as the list shows it: nobody's name.
#[derive(Debug, Clone)]
pub struct FrozenLineView {
    /// Identifier.
    pub id: String,
    /// Since when (UTC).
    pub since: Timestamp,
    /// The names of the products that it has to do with.
    pub products: Vec<String>,
}

/// One of them. Fields: `account`, `to`, `checked`, `factor`.
#[derive(Debug, Clone)]
pub struct FrozenOneView {
    /// Identifier.
    pub id: String,
    /// Since when (UTC).
    pub since: Option<Timestamp>,
    /// The address that it has.
    pub present: String,
    /// The addresses that it had, whose mailboxes say that somebody else changed it, each with the value that chooses it; the earliest
    /// first.
    pub former: Vec<(String, String)>,
    /// Since when a second factor is asked for (UTC).
    pub second_at: Option<Timestamp>,
    /// The names of the products that it has to do with.
    pub products: Vec<String>,
    /// What was chosen, and what was wrong.
    pub form: FormView,
}
