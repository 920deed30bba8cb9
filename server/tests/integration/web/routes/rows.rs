//! The table: what everybody gets on every route. Forms are posted incomplete or out of date, so that whoever may post gets them
//! back (422) or is told that the page is old (409), and nothing changes on the way.

use domain::Kind;
use server::http::routes::RouteId;

use super::persona::{
    ACCOUNTS, ADMINISTRATORS, AGENTS, ENTERED, EVERYBODY, GUARDIAN, NOBODY, OFFICERS, OPENED, Persona, READERS, REQUESTER, REVIEWERS,
    SENIORS, STAFF, Set,
};

/// What somebody gets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gets {
    /// An answer of their own with this status.
    Status(u16),
    /// Sent here.
    To(&'static str),
    /// Sent to the page of what they have opened, whichever that is.
    OwnPage,
    /// Denied: led to the log-in, as from what does not exist.
    LogIn,
    /// Denied: led to the second factor.
    SecondFirst,
    /// Denied: led to the log-in of accounts.
    AccountLogIn,
    /// Denied: 404, as for what does not exist.
    Nothing,
    /// Denied: the page on which a code is asked for, as for what does not exist.
    Asked,
}

use Gets::{AccountLogIn, Asked, LogIn, Nothing, OwnPage, SecondFirst, Status, To};

impl Gets {
    pub fn is_denial(self) -> bool {
        matches!(self, LogIn | SecondFirst | AccountLogIn | Nothing | Asked)
    }
}

/// What a route is walked about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum About {
    /// The requester's request.
    Request,
    /// The case of the report.
    Case,
    /// The guardian's request for the child.
    Childs,
    /// The other guardian's claim of authority.
    Claim,
}

impl About {
    pub const fn kind(self) -> Kind {
        match self {
            Self::Request => Kind::Correction,
            Self::Case => Kind::Report,
            Self::Childs => Kind::Deletion,
            Self::Claim => Kind::GuardianAuthority,
        }
    }

    /// Whether it is about a child.
    pub const fn minor(self) -> bool {
        matches!(self, Self::Childs | Self::Claim)
    }
}

/// How a route denies.
#[derive(Debug, Clone, Copy)]
enum Denies {
    /// By nothing.
    Nothing,
    /// By asking for a code.
    Asked,
    /// By the log-in of accounts; who is logged in gets nothing.
    Account,
    /// By the log-in of staff or their second factor; who has both gets nothing.
    Staff,
}

/// A route's line of the table.
#[derive(Debug, Clone, Copy)]
pub struct Row {
    /// What is posted. `{invitation}` stands for the handle of one.
    pub fields: &'static [(&'static str, &'static str)],
    /// What it is about, where it is about a ticket.
    pub about: About,
    /// Whether it ends a session: then it is walked after all others.
    pub last: bool,
    /// Who gets it.
    who: Set,
    /// What they get.
    own: Gets,
    /// Who of them gets something else.
    save: &'static [(Set, Gets)],
    /// What the others get.
    denies: Denies,
}

impl Row {
    const fn new(who: Set, own: Gets, denies: Denies) -> Self {
        Self { fields: &[], about: About::Request, last: false, who, own, save: &[], denies }
    }

    pub fn gets(&self, persona: Persona) -> Gets {
        if self.who.has(persona) {
            return self.save.iter().find(|(set, _)| set.has(persona)).map_or(self.own, |(_, gets)| *gets);
        }
        match self.denies {
            Denies::Nothing => Nothing,
            Denies::Asked => Asked,
            Denies::Account if ACCOUNTS.has(persona) => Nothing,
            Denies::Account => AccountLogIn,
            Denies::Staff if STAFF.has(persona) => Nothing,
            Denies::Staff if ENTERED.has(persona) => SecondFirst,
            Denies::Staff => LogIn,
        }
    }

    /// Whether nobody gets it, because what it is about is not there.
    pub fn is_void(&self) -> bool {
        self.who == NOBODY
    }

    pub(super) const fn posts(self, fields: &'static [(&'static str, &'static str)]) -> Self {
        Self { fields, ..self }
    }

    const fn last(self) -> Self {
        Self { last: true, ..self }
    }

    pub(super) const fn about(self, about: About) -> Self {
        Self { about, ..self }
    }

    pub(super) const fn save(self, save: &'static [(Set, Gets)]) -> Self {
        Self { save, ..self }
    }
}

/// Everybody gets the same.
const fn all(own: Gets) -> Row {
    Row::new(EVERYBODY, own, Denies::Nothing)
}

/// These open a request's page; the others get nothing.
pub(super) const fn opens(who: Set, own: Gets) -> Row {
    Row::new(who, own, Denies::Nothing)
}

/// These open a request's page; the others are asked for a code.
pub(super) const fn asked(who: Set, own: Gets) -> Row {
    Row::new(who, own, Denies::Asked)
}

/// Whoever is logged in to an account; the others are led to its log-in.
const fn account(own: Gets) -> Row {
    Row::new(ACCOUNTS, own, Denies::Account)
}

/// The guardian of this child alone.
pub(super) const fn guardian(own: Gets) -> Row {
    Row::new(GUARDIAN, own, Denies::Account)
}

/// Those of the staff.
pub(super) const fn staff(who: Set, own: Gets) -> Row {
    Row::new(who, own, Denies::Staff)
}

/// Nobody, for it is not there: whoever might have it were it there gets nothing.
pub(super) const fn void(row: Row) -> Row {
    Row { who: NOBODY, ..row }
}

/// A route's row.
pub const fn row(route: RouteId) -> Row {
    match route {
        RouteId::Home | RouteId::Health | RouteId::Ready => all(Status(200)),
        RouteId::Language => all(To("/hellotalk")).posts(&[("lang", "en"), ("to", "/hellotalk")]),
        RouteId::Code | RouteId::EnterCode | RouteId::ResendCode => all(To("/requests")).save(&[(OPENED, OwnPage)]),
        RouteId::Link | RouteId::PressLink => all(Status(404)),
        RouteId::LinkAgain => all(To("/code")),

        RouteId::Find => all(Status(200)),
        RouteId::FindPost => all(Status(422)).posts(&[("reference", "no reference")]),
        RouteId::Track | RouteId::TrackReceived => asked(REQUESTER, Status(200)),
        RouteId::TrackMessage | RouteId::TrackWithdraw => opens(REQUESTER, Status(422)),
        // It is still open: there is nothing to look at again.
        RouteId::TrackAppeal => opens(REQUESTER, Status(404)).posts(&[("words", "Once more, please.")]),
        RouteId::TrackInAppCode => opens(REQUESTER, Status(422)).posts(&[("code", "ABCD-EFGH")]),
        RouteId::TrackZone => opens(REQUESTER, Status(422)).posts(&[("tz", "Mars/Olympus")]),
        RouteId::TrackFresh => opens(REQUESTER, To("/code")),
        // There is no package yet; and what was sent in is not sent back.
        RouteId::TrackFile => void(opens(REQUESTER, Nothing)),
        RouteId::TrackLeave => all(To("/")).last(),
        RouteId::TrackFileHead => all(Status(405)),

        RouteId::Account | RouteId::AccountSettings | RouteId::AccountPassword | RouteId::AccountSessions => account(Status(200)),
        // Just logged in: nothing more is asked for.
        RouteId::AccountEmail | RouteId::AccountFactor | RouteId::AccountErase => account(Status(200)),
        RouteId::AccountNew | RouteId::AccountNewSent | RouteId::AccountReset | RouteId::AccountResetSent | RouteId::AccountErased => {
            all(Status(200))
        }
        RouteId::AccountNewPost | RouteId::AccountResetPost => all(Status(422)).posts(&[("email", "nobody")]),
        RouteId::AccountMake
        | RouteId::AccountMakePost
        | RouteId::AccountChoose
        | RouteId::AccountChoosePost
        | RouteId::AccountEmailLink
        | RouteId::AccountEmailLinkPost
        | RouteId::AccountStop
        | RouteId::AccountStopPost => all(Status(404)),
        RouteId::AccountLogin => all(Status(200)).save(&[(ACCOUNTS, To("/account"))]),
        RouteId::AccountLoginPost => all(Status(422)).posts(&[("email", "")]),
        // Nobody here waits for a second factor.
        RouteId::AccountSecond | RouteId::AccountSecondPost => all(To("/account/login")),
        RouteId::AccountLogout => all(To("/")).last(),
        RouteId::AccountConfirm => account(To("/account")),
        RouteId::AccountConfirmPost | RouteId::AccountSettingsPost | RouteId::AccountPasswordPost => account(Status(422)),
        RouteId::AccountEmailPost | RouteId::AccountErasePost => account(Status(422)),
        RouteId::AccountEndOthers => account(To("/account/sessions")),
        // Not one's own session: as one that there is not.
        RouteId::AccountEndSession => void(account(Nothing)),
        RouteId::AccountFactorStart => account(To("/account/second")),
        RouteId::AccountFactorOn => account(Status(422)).posts(&[("code", "no code")]),
        // There is none yet.
        RouteId::AccountFactorCodes => account(To("/account/second")),
        RouteId::AccountFactorOff => account(Status(422)),

        RouteId::Guardian => all(Status(200)),
        RouteId::GuardianNew => account(Status(200)),
        RouteId::GuardianNewPost => account(Status(422)),
        RouteId::GuardianChild | RouteId::GuardianProof | RouteId::GuardianForm | RouteId::GuardianAct => guardian(Status(200)),
        RouteId::GuardianProofPost | RouteId::GuardianActPost => guardian(Status(422)),
        // The claim is decided already: no code is out, and none is sent.
        RouteId::GuardianCode | RouteId::GuardianCodeEnter => guardian(Status(422)),
        RouteId::GuardianConsent | RouteId::GuardianConsentBack | RouteId::GuardianGiveUp => guardian(Status(422)),
        // Nobody here was told of what another guardian asks for.
        RouteId::GuardianAsked => void(guardian(Nothing)).posts(&[("answer", "objected")]),
        RouteId::Young | RouteId::YoungPost => all(Nothing),

        RouteId::StaffFront => staff(STAFF, To("/staff/queue")),
        RouteId::StaffLogin => all(Status(200)),
        RouteId::StaffLoginPost => all(Status(422)).posts(&[("email", "")]),
        RouteId::StaffLogout => all(To("/staff/login")).last(),
        RouteId::StaffJoin | RouteId::StaffJoinPost | RouteId::StaffReset => all(Nothing),
        RouteId::StaffResetPost => all(Nothing).posts(&[("password", "a calm sea and a grey gull")]),
        RouteId::StaffForgot => all(Status(200)),
        RouteId::StaffForgotPost => all(Status(422)),
        RouteId::StaffSecond => staff(ENTERED, To("/staff/queue")).save(&[(HALF, Status(200))]),
        RouteId::StaffSecondPost => staff(ENTERED, To("/staff/queue")).save(&[(HALF, Status(422))]),
        RouteId::StaffConfirm | RouteId::StaffAccount | RouteId::StaffNewSecond | RouteId::StaffNewRecovery => staff(STAFF, Status(200)),
        RouteId::StaffConfirmPost | RouteId::StaffPassword => staff(STAFF, Status(422)),
        RouteId::StaffSessions => staff(STAFF, To("/staff/account")),
        RouteId::StaffQueue | RouteId::StaffSearch | RouteId::StaffEvents => staff(STAFF, Status(200)),
        RouteId::StaffSearchPost => staff(STAFF, Status(200)).posts(&[("q", "mika@example.org")]),
        // The case is due first; agents have the other request before them, and those of the other product nothing.
        RouteId::StaffNext => staff(STAFF, To("/staff/tickets/{case}")).save(&NEXT),
        RouteId::StaffAlerts | RouteId::StaffRota => staff(STAFF, Status(200)),
        RouteId::StaffAlertsSeen => staff(STAFF, To("/staff/alerts")),
        RouteId::StaffRotaAdd => staff(SENIORS, Status(422)).posts(&[("product", "*"), ("member", "nobody")]),
        RouteId::StaffRotaRemove => staff(SENIORS, Status(422)).posts(&[("turn", "none")]),
        RouteId::StaffAway => staff(STAFF, Status(422)).posts(&[("away_from", "tomorrow")]),
        RouteId::StaffPeople | RouteId::StaffPerson => staff(ADMINISTRATORS.and(OFFICERS), Status(200)),
        RouteId::StaffInvite | RouteId::StaffRole => staff(ADMINISTRATORS, Status(422)).posts(&[("role", "owner")]),
        RouteId::StaffWithdraw => staff(ADMINISTRATORS, To("/staff/people")).posts(&[("invitation", "{invitation}")]),
        // As it was before.
        RouteId::StaffMinors => staff(OFFICERS, To("/staff/people/{colleague}")).posts(&[("approve", "yes")]),
        RouteId::StaffClose => staff(ADMINISTRATORS, Status(422)).posts(&[("to", "nobody")]),
        RouteId::StaffFrozen => staff(ADMINISTRATORS.and(OFFICERS), Status(200)),
        // None is frozen.
        RouteId::StaffFrozenLook | RouteId::StaffFrozenOpen => staff(ADMINISTRATORS.and(OFFICERS), Status(422)),
        RouteId::StaffAccess | RouteId::StaffAccessExport | RouteId::StaffRefusals | RouteId::StaffRefusalsExport => {
            staff(OFFICERS, Status(200))
        }

        RouteId::StaffPromises | RouteId::StaffPromisesCsv | RouteId::StaffPromisesYear | RouteId::StaffPromisesYearCsv => {
            staff(SENIORS, Status(200))
        }
        // Without a promise to look behind, the way leads to all of them.
        RouteId::StaffPromisesTickets => staff(SENIORS, To("/staff/promises")),
        RouteId::StaffSimulate => staff(SENIORS, Status(200)),
        RouteId::StaffCalendars | RouteId::StaffCalendar | RouteId::StaffDate | RouteId::StaffImport | RouteId::StaffRules => {
            staff(SENIORS, Status(200))
        }
        RouteId::StaffChange => staff(SENIORS, Status(200)),
        RouteId::StaffDatePost | RouteId::StaffImportPost => staff(SENIORS, Status(422)),
        // No decision that there is.
        RouteId::StaffChangePost => staff(SENIORS, Status(422)).posts(&[("decision", "perhaps")]),
        RouteId::StaffRuleSet => staff(ADMINISTRATORS, Status(200)),
        // The present rules are others than those.
        RouteId::StaffRuleSetPost => staff(ADMINISTRATORS, Status(422)).posts(&[("seen", "0123456789abcdef")]),

        RouteId::Ticket | RouteId::TicketFile => staff(READERS, Status(200)),
        RouteId::TicketLook => staff(READERS, Status(422)),
        RouteId::TicketReassign => staff(SENIORS, Status(409)).posts(&[("version", "0")]),
        // A colleague has taken it on.
        RouteId::TicketClaim => staff(AGENTS, Status(409)).posts(&[("version", "0")]),
        RouteId::TicketRelease => staff(AGENTS, Status(422)),
        RouteId::TicketNote | RouteId::TicketPackage => staff(AGENTS, Status(422)),
        RouteId::TicketAct => staff(AGENTS, Status(200)),
        RouteId::TicketActPost => {
            staff(AGENTS, Status(409)).posts(&[("version", "0"), ("words", "Dear Mika"), ("days", "3"), ("step", "do")])
        }
        RouteId::TicketClock => staff(SENIORS, Status(200)),
        RouteId::TicketClockPost => {
            staff(SENIORS, Status(409)).posts(&[("version", "0"), ("words", "She is away"), ("due", "2026-03-10T12:00"), ("step", "do")])
        }

        // Nothing is late.
        RouteId::TicketBreach => staff(AGENTS, Status(422)).posts(&[("clock", "promise"), ("code", "staffing")]),
        RouteId::TicketMessage | RouteId::TicketClose => {
            staff(AGENTS, Status(409)).posts(&[("version", "0"), ("words", "Dear Mika"), ("days", "3"), ("outcome", "denied")])
        }
        // There is no ID to send a code to, and nobody young is asked anything.
        RouteId::TicketInAppCode | RouteId::TicketYoung => staff(AGENTS, Status(422)),
        RouteId::TicketAuthority => staff(AGENTS, Status(409)).posts(&[("version", "0"), ("decision", "grant")]),
        RouteId::TicketFlag => staff(SENIORS, Status(422)),
        // It is about no child.
        RouteId::TicketFlagLift => void(staff(SENIORS, Nothing)).posts(&[("id", "00000000000000000000000000")]),
        // Nobody suspected it: the note says what was so before.
        RouteId::TicketTakeover => staff(AGENTS, To("/staff/tickets/{request}")).posts(&[("suspected", "no")]),
        RouteId::TicketDecide => {
            staff(REVIEWERS, Status(409)).posts(&[("version", "0"), ("decision", "warned"), ("words", "x")]).about(About::Case)
        }

        // Nobody here has a token; whoever has one is walked in `api.rs`.
        RouteId::ApiConsents => all(Status(401)),

        RouteId::Product | RouteId::ProductData | RouteId::ProductPromises | RouteId::ChildNotice | RouteId::Report | RouteId::Form => {
            all(Status(200))
        }
        RouteId::ChildNoticePost | RouteId::ReportPost | RouteId::FormPost => all(Status(422)),
        RouteId::ChildNoticeDone | RouteId::ReportReceived => all(Nothing),

        // Outside of the development portal they are not there.
        RouteId::DevMails | RouteId::DevMail => all(Nothing),
    }
}

/// Where the next ticket is for who does not work on both sides of this product.
const NEXT: [(Set, Gets); 2] = [
    (Set::of(&[Persona::Agent, Persona::Approved, Persona::Looking]), To("/staff/tickets/{other}")),
    (Set::of(&[Persona::Elsewhere]), To("/staff/queue")),
];

/// Who has entered the password alone.
const HALF: Set = Set::of(&[Persona::Half]);
