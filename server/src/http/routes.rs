//! The registry of routes: every method and path of the portal stands here once, with who may use it and how often. The router is
//! made from it and from nothing else (the site's assets aside), and so is the test that walks every route as everybody.

use std::pin::Pin;
use std::sync::Arc;

use axum::Router;
use axum::extract::Request;
use axum::handler::Handler;
use axum::http::Method;
use axum::middleware;
use axum::response::Response;
use axum::routing::{MethodFilter, on};

use super::limit::{self, Class};
use super::{
    Web, account, acts, alerts, api, calendars, dev, entrance, evidence, frozen, guardian, live, officer, people, promises, public,
    request, rota, rules, simulate, staff, ticket, track, young,
};
pub use domain::Capability;

/// Who a route is for. It is what the handler's desk holds itself to; `server/tests/integration/web/routes` pins that it does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Everybody. What it opens, it opens by a secret of its own: a code, a link, an invitation.
    Anyone,
    /// The browser with the session of this request; others get what they would get for a request that does not exist.
    Requester,
    /// Whoever is logged in to an account.
    Account,
    /// Whoever is logged in to an account, with a child of theirs; another's child does not exist for them.
    Guardian,
    /// A member of staff who may do this; strangers are led to the log-in, others get what does not exist. What is about a ticket
    /// is for those who see its product and its kind.
    Staff(Capability),
    /// A member of staff who works on tickets of this one's kind, and is approved for children's data where it is a child's.
    Works,
    /// A member of staff whose second factor was not entered yet as well; strangers are led to the log-in.
    Entered,
    /// A program with a token.
    Api,
}

/// What a handler answers, some time.
type Answer = Pin<Box<dyn Future<Output = Response> + Send>>;

/// A route's handler, whose own type is forgotten: what axum and tower put around a handler is compiled once, and not for each of
/// two hundred.
#[derive(Clone)]
struct Erased(Arc<dyn Fn(Request, Arc<Web>) -> Answer + Send + Sync>);

impl Erased {
    fn new<H: Handler<T, Arc<Web>> + Sync, T>(handler: H) -> Self {
        Self(Arc::new(move |request, web| Box::pin(handler.clone().call(request, web))))
    }
}

impl Handler<(), Arc<Web>> for Erased {
    type Future = Answer;

    fn call(self, request: Request, web: Arc<Web>) -> Answer {
        (self.0)(request, web)
    }
}

macro_rules! routes {
    ($($(#[$mark:ident])? $id:ident: $method:ident $path:literal => $handler:path, $access:expr, $class:ident;)+) => {
        /// A method and a path.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum RouteId {
            $(#[doc = concat!("`", stringify!($method), " ", $path, "`")] $id,)+
        }

        impl RouteId {
            /// Every route, in the registry's order.
            pub const ALL: &'static [Self] = &[$(Self::$id,)+];

            /// Its method. A route of GET answers HEAD as well, unless HEAD is a route of its own.
            #[must_use]
            pub const fn method(self) -> Method {
                match self {
                    $(Self::$id => Method::$method,)+
                }
            }

            /// Its path, with `{names}` for what varies.
            #[must_use]
            pub const fn path(self) -> &'static str {
                match self {
                    $(Self::$id => $path,)+
                }
            }

            /// Who it is for.
            #[must_use]
            pub const fn access(self) -> Access {
                match self {
                    $(Self::$id => $access,)+
                }
            }

            /// How often it may be used.
            #[must_use]
            pub const fn class(self) -> Class {
                match self {
                    $(Self::$id => Class::$class,)+
                }
            }

            /// Whether it exists in the development portal alone.
            #[must_use]
            pub const fn is_dev(self) -> bool {
                match self {
                    $(Self::$id => routes!(@dev $($mark)?),)+
                }
            }
        }

        /// The router of every route. Those of the development portal are left out elsewhere.
        pub(super) fn router(web: &Arc<Web>) -> Router<Arc<Web>> {
            let mut router = Router::new();
            $(
                if web.config.dev || !RouteId::$id.is_dev() {
                    let gate = limit::Gate { web: web.clone(), class: RouteId::$id.class() };
                    let limited = middleware::from_fn_with_state(gate, limit::gate);
                    router = router.route($path, on(MethodFilter::$method, Erased::new($handler)).route_layer(limited));
                }
            )+
            router
        }
    };
    (@dev) => { false };
    (@dev dev) => { true };
}

use Access::{Anyone, Entered, Requester, Staff, Works};
use Capability::{
    ApproveMinors, ChangeCalendars, DecideAuthority, KeepRota, ManageStaff, OpenAccounts, OpenTickets, ReadAccessLog, Reassign, Recompute,
    SeePromises, SeeQueue, SeeRefusals, SeeStaff, SetClocks,
};

routes! {
    // Pages that anybody may see; codes and links.
    Home: GET "/" => public::home, Anyone, Pages;
    Health: GET "/healthz" => public::health, Anyone, Free;
    Ready: GET "/readyz" => public::ready, Anyone, Free;
    Language: POST "/language" => public::language, Anyone, Pages;
    Code: GET "/code" => public::code, Anyone, Pages;
    EnterCode: POST "/code" => public::enter_code, Anyone, Codes;
    ResendCode: POST "/code/resend" => public::resend, Anyone, Codes;
    Link: GET "/link/{secret}" => public::link, Anyone, Codes;
    PressLink: POST "/link/{secret}" => public::press_link, Anyone, Codes;
    LinkAgain: POST "/link/{secret}/again" => public::link_again, Anyone, Codes;

    // The requester's own page.
    Find: GET "/requests" => public::find, Anyone, Pages;
    FindPost: POST "/requests" => public::find_post, Anyone, Codes;
    Track: GET "/requests/{reference}" => track::page, Requester, Pages;
    TrackReceived: GET "/requests/{reference}/received" => track::received, Requester, Pages;
    TrackMessage: POST "/requests/{reference}/messages" => track::write, Requester, Uploads;
    TrackWithdraw: POST "/requests/{reference}/withdraw" => track::withdraw, Requester, Forms;
    TrackAppeal: POST "/requests/{reference}/appeal" => track::appeal, Requester, Forms;
    TrackInAppCode: POST "/requests/{reference}/in-app-code" => track::in_app_code, Requester, Codes;
    TrackZone: POST "/requests/{reference}/zone" => track::set_zone, Requester, Pages;
    TrackFresh: POST "/requests/{reference}/fresh" => track::fresh, Requester, Codes;
    TrackLeave: POST "/requests/{reference}/leave" => track::leave, Anyone, Pages;
    TrackFile: GET "/requests/{reference}/files/{id}" => track::file, Requester, Pages;
    // A HEAD would use the download up.
    TrackFileHead: HEAD "/requests/{reference}/files/{id}" => public::not_allowed, Anyone, Pages;

    // Accounts of guardians and requesters.
    Account: GET "/account" => account::home, Access::Account, Account;
    AccountNew: GET "/account/new" => account::new, Anyone, Pages;
    AccountNewPost: POST "/account/new" => account::new_post, Anyone, Codes;
    AccountNewSent: GET "/account/new/sent" => account::new_sent, Anyone, Pages;
    AccountMake: GET "/account/new/{secret}" => account::make, Anyone, Codes;
    AccountMakePost: POST "/account/new/{secret}" => account::make_post, Anyone, Codes;
    AccountLogin: GET "/account/login" => account::login, Anyone, Pages;
    AccountLoginPost: POST "/account/login" => account::login_post, Anyone, LogIn;
    AccountSecond: GET "/account/login/second" => account::second, Anyone, Pages;
    AccountSecondPost: POST "/account/login/second" => account::second_post, Anyone, LogIn;
    AccountLogout: POST "/account/logout" => account::log_out, Anyone, Pages;
    AccountReset: GET "/account/reset" => account::reset, Anyone, Pages;
    AccountResetPost: POST "/account/reset" => account::reset_post, Anyone, Codes;
    AccountResetSent: GET "/account/reset/sent" => account::reset_sent, Anyone, Pages;
    AccountChoose: GET "/account/reset/{secret}" => account::choose, Anyone, Codes;
    AccountChoosePost: POST "/account/reset/{secret}" => account::choose_post, Anyone, Codes;
    AccountConfirm: GET "/account/confirm" => account::confirm, Access::Account, Account;
    AccountConfirmPost: POST "/account/confirm" => account::confirm_post, Access::Account, LogIn;
    AccountSettings: GET "/account/settings" => account::settings, Access::Account, Account;
    AccountSettingsPost: POST "/account/settings" => account::settings_post, Access::Account, Account;
    AccountPassword: GET "/account/password" => account::password, Access::Account, Account;
    AccountPasswordPost: POST "/account/password" => account::password_post, Access::Account, LogIn;
    AccountEmail: GET "/account/email" => account::email, Access::Account, Account;
    AccountEmailPost: POST "/account/email" => account::email_post, Access::Account, Codes;
    AccountEmailLink: GET "/account/email/{secret}" => account::email_link, Anyone, Codes;
    AccountEmailLinkPost: POST "/account/email/{secret}" => account::email_link_post, Anyone, Codes;
    AccountStop: GET "/account/email/stop/{secret}" => account::stop, Anyone, Codes;
    AccountStopPost: POST "/account/email/stop/{secret}" => account::stop_post, Anyone, Codes;
    AccountSessions: GET "/account/sessions" => account::sessions, Access::Account, Account;
    AccountEndOthers: POST "/account/sessions/others" => account::end_others, Access::Account, Account;
    AccountEndSession: POST "/account/sessions/{id}/end" => account::end_session, Access::Account, Account;
    AccountFactor: GET "/account/second" => account::factor, Access::Account, Account;
    AccountFactorStart: POST "/account/second/start" => account::factor_start, Access::Account, Account;
    AccountFactorOn: POST "/account/second/on" => account::factor_on, Access::Account, LogIn;
    AccountFactorCodes: POST "/account/second/codes" => account::factor_codes, Access::Account, Account;
    AccountFactorOff: POST "/account/second/off" => account::factor_off, Access::Account, LogIn;
    AccountErase: GET "/account/erase" => account::erase, Access::Account, Account;
    AccountErasePost: POST "/account/erase" => account::erase_post, Access::Account, Account;
    AccountErased: GET "/account/erased" => account::erased, Anyone, Pages;

    // The guardian's side, and what children are asked.
    Guardian: GET "/guardian" => guardian::home, Anyone, Pages;
    GuardianNew: GET "/guardian/children/new" => guardian::new_child, Access::Account, Account;
    GuardianNewPost: POST "/guardian/children/new" => guardian::new_child_post, Access::Account, Account;
    GuardianChild: GET "/guardian/children/{id}" => guardian::child, Access::Guardian, Account;
    GuardianProof: GET "/guardian/children/{id}/proof" => guardian::proof, Access::Guardian, Account;
    GuardianProofPost: POST "/guardian/children/{id}/proof" => guardian::proof_post, Access::Guardian, Uploads;
    GuardianForm: GET "/guardian/children/{id}/form" => guardian::signed_form, Access::Guardian, Account;
    GuardianCode: POST "/guardian/children/{id}/code" => guardian::send_code, Access::Guardian, Codes;
    GuardianCodeEnter: POST "/guardian/children/{id}/code/enter" => guardian::enter_code, Access::Guardian, Codes;
    GuardianConsent: POST "/guardian/children/{id}/consents" => guardian::consent, Access::Guardian, Account;
    GuardianConsentBack: POST "/guardian/children/{id}/consents/{consent}/withdraw" => guardian::withdraw, Access::Guardian, Account;
    GuardianGiveUp: POST "/guardian/children/{id}/give-up" => guardian::give_up, Access::Guardian, Account;
    GuardianAct: GET "/guardian/children/{id}/{slug}" => guardian::act, Access::Guardian, Account;
    GuardianActPost: POST "/guardian/children/{id}/{slug}" => guardian::act_post, Access::Guardian, Uploads;
    GuardianAsked: POST "/guardian/asked/{reference}" => guardian::answer_other, Access::Guardian, Account;
    Young: GET "/young/{secret}" => young::page, Anyone, Codes;
    YoungPost: POST "/young/{secret}" => young::answer, Anyone, Codes;

    // The staff's side.
    StaffFront: GET "/staff" => staff::front, Staff(SeeQueue), Staff;
    StaffLogin: GET "/staff/login" => entrance::login, Anyone, Pages;
    StaffLoginPost: POST "/staff/login" => entrance::login_post, Anyone, LogIn;
    StaffLogout: POST "/staff/logout" => entrance::logout, Anyone, Staff;
    StaffJoin: GET "/staff/join/{token}" => entrance::join, Anyone, Codes;
    StaffJoinPost: POST "/staff/join/{token}" => entrance::join_post, Anyone, Codes;
    StaffForgot: GET "/staff/forgot" => entrance::forgot, Anyone, Pages;
    StaffForgotPost: POST "/staff/forgot" => entrance::forgot_post, Anyone, LogIn;
    StaffReset: GET "/staff/reset/{token}" => entrance::reset, Anyone, Codes;
    StaffResetPost: POST "/staff/reset/{token}" => entrance::reset_post, Anyone, Codes;
    StaffSecond: GET "/staff/second" => entrance::second, Entered, Staff;
    StaffSecondPost: POST "/staff/second" => entrance::second_post, Entered, LogIn;
    StaffConfirm: GET "/staff/confirm" => entrance::confirm, Staff(SeeQueue), Staff;
    StaffConfirmPost: POST "/staff/confirm" => entrance::confirm_post, Staff(SeeQueue), LogIn;
    StaffAccount: GET "/staff/account" => entrance::account, Staff(SeeQueue), Staff;
    StaffPassword: POST "/staff/account/password" => entrance::password, Staff(SeeQueue), LogIn;
    StaffSessions: POST "/staff/account/sessions" => entrance::sessions, Staff(SeeQueue), Staff;
    StaffNewSecond: POST "/staff/account/second" => entrance::new_second, Staff(SeeQueue), Staff;
    StaffNewRecovery: POST "/staff/account/recovery" => entrance::new_recovery, Staff(SeeQueue), Staff;
    StaffQueue: GET "/staff/queue" => staff::queue, Staff(SeeQueue), Staff;
    StaffEvents: GET "/staff/queue/events" => live::events, Staff(SeeQueue), Staff;
    StaffSearch: GET "/staff/search" => staff::queue, Staff(SeeQueue), Staff;
    StaffSearchPost: POST "/staff/search" => staff::search, Staff(SeeQueue), Staff;
    StaffNext: POST "/staff/next" => staff::next, Staff(SeeQueue), Staff;
    StaffAlerts: GET "/staff/alerts" => alerts::list, Staff(SeeQueue), Staff;
    StaffAlertsSeen: POST "/staff/alerts/seen" => alerts::seen, Staff(SeeQueue), Staff;
    StaffRota: GET "/staff/rota" => rota::page, Staff(SeeQueue), Staff;
    StaffRotaAdd: POST "/staff/rota" => rota::add, Staff(KeepRota), Staff;
    StaffRotaRemove: POST "/staff/rota/remove" => rota::remove, Staff(KeepRota), Staff;
    StaffAway: POST "/staff/rota/away" => rota::away, Staff(SeeQueue), Staff;
    // Privacy officers see the people as well: they approve who sees children's data.
    StaffPeople: GET "/staff/people" => people::list, Staff(SeeStaff), Staff;
    StaffInvite: POST "/staff/people" => people::invite, Staff(ManageStaff), Staff;
    StaffWithdraw: POST "/staff/invitations/withdraw" => people::withdraw, Staff(ManageStaff), Staff;
    StaffPerson: GET "/staff/people/{id}" => people::one, Staff(SeeStaff), Staff;
    StaffRole: POST "/staff/people/{id}/role" => people::role, Staff(ManageStaff), Staff;
    StaffMinors: POST "/staff/people/{id}/minors" => people::minors, Staff(ApproveMinors), Staff;
    StaffClose: POST "/staff/people/{id}/close" => people::close, Staff(ManageStaff), Staff;
    StaffFrozen: GET "/staff/accounts" => frozen::list, Staff(OpenAccounts), Staff;
    StaffFrozenLook: POST "/staff/accounts/look" => frozen::look, Staff(OpenAccounts), Staff;
    StaffFrozenOpen: POST "/staff/accounts/open" => frozen::open, Staff(OpenAccounts), Staff;
    StaffAccess: GET "/staff/access" => officer::access, Staff(ReadAccessLog), Staff;
    StaffAccessExport: POST "/staff/access/export" => officer::access_export, Staff(ReadAccessLog), Staff;
    StaffRefusals: GET "/staff/refusals" => officer::refusals, Staff(SeeRefusals), Staff;
    StaffRefusalsExport: POST "/staff/refusals/export" => officer::refusals_export, Staff(SeeRefusals), Staff;
    StaffPromises: GET "/staff/promises" => promises::figures, Staff(SeePromises), Staff;
    StaffPromisesCsv: GET "/staff/promises.csv" => promises::figures_csv, Staff(SeePromises), Staff;
    StaffPromisesTickets: GET "/staff/promises/tickets" => promises::tickets, Staff(SeePromises), Staff;
    StaffPromisesYear: GET "/staff/promises/ccpa" => promises::year, Staff(SeePromises), Staff;
    StaffPromisesYearCsv: GET "/staff/promises/ccpa.csv" => promises::year_csv, Staff(SeePromises), Staff;
    StaffSimulate: GET "/staff/simulate" => simulate::page, Staff(SeePromises), Staff;
    StaffCalendars: GET "/staff/calendars" => calendars::list, Staff(ChangeCalendars), Staff;
    StaffDate: GET "/staff/calendars/new/date" => calendars::date, Staff(ChangeCalendars), Staff;
    StaffDatePost: POST "/staff/calendars/new/date" => calendars::date_post, Staff(ChangeCalendars), Staff;
    StaffImport: GET "/staff/calendars/new/import" => calendars::import, Staff(ChangeCalendars), Staff;
    StaffImportPost: POST "/staff/calendars/new/import" => calendars::import_post, Staff(ChangeCalendars), Staff;
    StaffChange: GET "/staff/calendars/changes/{id}" => calendars::change, Staff(ChangeCalendars), Staff;
    StaffChangePost: POST "/staff/calendars/changes/{id}" => calendars::change_post, Staff(ChangeCalendars), Staff;
    StaffCalendar: GET "/staff/calendars/{id}" => calendars::year, Staff(ChangeCalendars), Staff;
    StaffRules: GET "/staff/rules" => rules::list, Staff(ChangeCalendars), Staff;
    StaffRuleSet: GET "/staff/rules/{id}" => rules::set, Staff(Recompute), Staff;
    StaffRuleSetPost: POST "/staff/rules/{id}" => rules::set_post, Staff(Recompute), Staff;
    Ticket: GET "/staff/tickets/{reference}" => ticket::page, Staff(OpenTickets), Staff;
    TicketLook: POST "/staff/tickets/{reference}/look" => ticket::look, Staff(OpenTickets), Staff;
    TicketReassign: POST "/staff/tickets/{reference}/reassign" => ticket::reassign, Staff(Reassign), Staff;
    TicketClaim: POST "/staff/tickets/{reference}/claim" => ticket::claim, Works, Staff;
    TicketRelease: POST "/staff/tickets/{reference}/release" => ticket::release, Works, Staff;
    TicketNote: POST "/staff/tickets/{reference}/note" => ticket::note, Works, Staff;
    TicketMessage: POST "/staff/tickets/{reference}/message" => ticket::message, Works, Staff;
    TicketAct: GET "/staff/tickets/{reference}/acts/{act}" => acts::page, Works, Staff;
    TicketActPost: POST "/staff/tickets/{reference}/acts/{act}" => acts::post, Works, Staff;
    TicketClock: GET "/staff/tickets/{reference}/clocks/{act}" => acts::senior_page, Staff(SetClocks), Staff;
    TicketClockPost: POST "/staff/tickets/{reference}/clocks/{act}" => acts::senior_post, Staff(SetClocks), Staff;
    TicketInAppCode: POST "/staff/tickets/{reference}/in-app-code" => ticket::in_app_code, Works, Staff;
    TicketPackage: POST "/staff/tickets/{reference}/package" => ticket::package, Works, Staff;
    TicketClose: POST "/staff/tickets/{reference}/close" => ticket::close, Works, Staff;
    TicketBreach: POST "/staff/tickets/{reference}/breach" => ticket::breach, Works, Staff;
    TicketAuthority: POST "/staff/tickets/{reference}/authority" => evidence::decide, Staff(DecideAuthority), Staff;
    TicketFlag: POST "/staff/tickets/{reference}/flag" => evidence::set_flag, Staff(Reassign), Staff;
    TicketFlagLift: POST "/staff/tickets/{reference}/flag/lift" => evidence::lift_flag, Staff(Reassign), Staff;
    TicketYoung: POST "/staff/tickets/{reference}/young" => evidence::young_link, Works, Staff;
    TicketTakeover: POST "/staff/tickets/{reference}/takeover" => evidence::takeover, Works, Staff;
    TicketDecide: POST "/staff/tickets/{reference}/decide" => ticket::decide, Works, Staff;
    TicketFile: GET "/staff/tickets/{reference}/files/{id}" => ticket::file, Staff(OpenTickets), Staff;

    // What a product's own servers ask.
    ApiConsents: POST "/api/v1/{product}/consents" => api::consents, Access::Api, Api;

    // A product's pages and forms.
    Product: GET "/{product}" => public::product, Anyone, Pages;
    ProductData: GET "/{product}/data" => public::data, Anyone, Pages;
    // Only where the product's pack switches it on.
    ProductPromises: GET "/{product}/promises" => promises::published, Anyone, Pages;
    ChildNotice: GET "/{product}/child" => young::notice, Anyone, Pages;
    ChildNoticePost: POST "/{product}/child" => young::notice_post, Anyone, Reports;
    ChildNoticeDone: GET "/{product}/child/received" => young::notice_done, Anyone, Pages;
    Report: GET "/{product}/report" => request::report, Anyone, Pages;
    ReportPost: POST "/{product}/report" => request::report_post, Anyone, Reports;
    ReportReceived: GET "/{product}/report/received" => request::report_received, Anyone, Pages;
    Form: GET "/{product}/{slug}" => request::form, Anyone, Pages;
    FormPost: POST "/{product}/{slug}" => request::form_post, Anyone, Forms;

    // The captured mail of the development portal.
    #[dev] DevMails: GET "/dev/mail" => dev::mails, Anyone, Pages;
    #[dev] DevMail: GET "/dev/mail/{number}" => dev::mail, Anyone, Pages;
}
