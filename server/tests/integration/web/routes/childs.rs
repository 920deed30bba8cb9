//! The table once more, for what is a child's: without the approval there is nothing to do but to see that it is there and how its
//! clocks stand; without a purpose nothing personal is shown; the guardian sees it, another guardian does not.

use server::http::routes::RouteId;

use super::persona::{APPROVED, GUARDIAN, LOOKING, NOBODY, READERS};
use super::rows::Gets::{Nothing, Status, To};
use super::rows::{About, Row, asked, guardian, opens, staff, void};

/// The row of a route that is about a ticket, for the guardian's tickets; `None` for a route that is about none.
pub const fn row(route: RouteId) -> Option<Row> {
    let row = match route {
        RouteId::Track | RouteId::TrackReceived => asked(GUARDIAN, Status(200)),
        RouteId::TrackMessage | RouteId::TrackWithdraw => opens(GUARDIAN, Status(422)),
        RouteId::TrackAppeal => opens(GUARDIAN, Status(404)).posts(&[("words", "Once more, please.")]),
        RouteId::TrackInAppCode => opens(GUARDIAN, Status(422)).posts(&[("code", "ABCD-EFGH")]),
        RouteId::TrackZone => opens(GUARDIAN, Status(422)).posts(&[("tz", "Mars/Olympus")]),
        // An account shows who it is by its password, not by a code.
        RouteId::TrackFresh => opens(GUARDIAN, To("/account/confirm?to=%2Frequests%2F{childs}")),
        RouteId::TrackFile => void(opens(GUARDIAN, Nothing)),
        // Nobody asked another guardian: the one who asks answers nothing either.
        RouteId::GuardianAsked => void(guardian(Nothing)).posts(&[("answer", "objected")]),
        // The gate: its head, its clocks, and for who is approved the question what for.
        RouteId::Ticket => staff(READERS, Status(200)),
        RouteId::TicketLook => staff(READERS, Status(422)),
        // A claim's image: before the purpose is told it is not there.
        RouteId::TicketFile => staff(LOOKING, Status(200)).about(About::Claim),
        // Who shares work out here is not approved.
        RouteId::TicketReassign => void(staff(NOBODY, Nothing)).posts(&[("version", "0")]),
        RouteId::TicketFlag => void(staff(NOBODY, Nothing)),
        RouteId::TicketFlagLift => void(staff(NOBODY, Nothing)).posts(&[("id", "00000000000000000000000000")]),
        // To take it and to put it back shows nothing of it: it needs no purpose. A colleague has it.
        RouteId::TicketClaim => staff(APPROVED, Status(409)).posts(&[("version", "0")]),
        RouteId::TicketRelease | RouteId::TicketNote | RouteId::TicketPackage => staff(APPROVED, Status(422)),
        // The purpose is asked for on the ticket's page.
        RouteId::TicketAct => staff(APPROVED, To("/staff/tickets/{childs}")).save(&[(LOOKING, Status(200))]),
        RouteId::TicketActPost => staff(APPROVED, Status(422)).save(&[(LOOKING, Status(409))]).posts(&[
            ("version", "0"),
            ("words", "Dear Ines"),
            ("days", "3"),
            ("step", "do"),
        ]),
        // Who sets dues here is not approved.
        RouteId::TicketClock => void(staff(NOBODY, Nothing)),
        RouteId::TicketClockPost => void(staff(NOBODY, Nothing)).posts(&[("version", "0"), ("step", "do")]),
        RouteId::TicketMessage | RouteId::TicketClose => staff(APPROVED, Status(422)).save(&[(LOOKING, Status(409))]).posts(&[
            ("version", "0"),
            ("words", "Dear Ines"),
            ("days", "3"),
            ("outcome", "denied"),
        ]),
        RouteId::TicketYoung => staff(APPROVED, Status(422)),
        RouteId::TicketBreach => staff(APPROVED, Status(422)).posts(&[("clock", "promise"), ("code", "staffing")]),
        RouteId::TicketAuthority => staff(APPROVED, Status(422))
            .save(&[(LOOKING, Status(409))])
            .posts(&[("version", "0"), ("decision", "grant")])
            .about(About::Claim),
        RouteId::TicketTakeover => {
            staff(APPROVED, Status(422)).save(&[(LOOKING, To("/staff/tickets/{childs}"))]).posts(&[("suspected", "no")])
        }
        _ => return None,
    };
    Some(if matches!(row.about, About::Request) { row.about(About::Childs) } else { row })
}

/// Routes about a ticket that are not walked on the guardian's: they are the same for all, change it, or are about a report.
pub const ELSEWHERE: [RouteId; 4] = [RouteId::TrackLeave, RouteId::TrackFileHead, RouteId::TicketInAppCode, RouteId::TicketDecide];
