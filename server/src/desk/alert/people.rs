//! Whom an alert reaches. Nobody who has left or is away gets one; where nobody is there it goes up, so that it always reaches
//! somebody.

use std::collections::{BTreeMap, BTreeSet};

use domain::pack::Audience;
use domain::{Capability, Role};
use jiff::Timestamp;

use crate::desk::DeskError;
use crate::house::House;
use crate::store::Conn;
use crate::store::rota::{self, Turn};
use crate::store::staff::{self, Staff};
use crate::store::ticket::Ticket;

/// Who is told, and where there was nobody.
pub(super) struct Addressed {
    /// Each once, in the order of their identifiers.
    pub(super) people: Vec<Staff>,
    /// The identifiers of those whose turn on call it is.
    pub(super) on_call: BTreeSet<String>,
    /// The audiences that were empty, so that those above them are told.
    pub(super) raised: Vec<Audience>,
}

/// Whether they answer for the promises: privacy officers and administrators (docs/adr/0021-alerts.md).
const fn manages(member: &Staff) -> bool {
    matches!(member.role, Role::PrivacyOfficer | Role::Administrator)
}

/// The people behind some audiences, for a ticket at a moment.
pub(super) async fn of(
    house: &House,
    conn: &mut Conn,
    ticket: &Ticket,
    audiences: &[Audience],
    now: Timestamp,
) -> Result<Addressed, DeskError> {
    let staff: Vec<Staff> = staff::all(conn, &house.vault).await?.into_iter().filter(|member| member.active).collect();
    let turns = if audiences.contains(&Audience::OnCall) { rota::ahead(conn, now).await? } else { Vec::new() };
    let here: Vec<&Staff> = staff
        .iter()
        .filter(|member| {
            let sees = member.can(Capability::OpenTickets) && member.sees(&ticket.product) && member.role.sees(ticket.kind);
            sees && !member.is_away(now)
        })
        .collect();
    let (mut people, mut called, mut raised) = (BTreeMap::new(), BTreeSet::new(), Vec::new());
    for audience in audiences {
        let mut level = Some(*audience);
        let found = loop {
            let Some(asked) = level else {
                // Nobody is there at all: those who answer for the house, wherever they are.
                break staff.iter().filter(|member| manages(member)).collect();
            };
            let found: Vec<&Staff> = match asked {
                Audience::Assignee => here.iter().copied().filter(|member| ticket.assignee.as_deref() == Some(&member.id)).collect(),
                Audience::Lead => here.iter().copied().filter(|member| member.role == Role::Lead).collect(),
                Audience::OnCall => on_call(&turns, &here, &ticket.product, now).into_iter().collect(),
                Audience::Manager => here.iter().copied().filter(|member| manages(member)).collect(),
            };
            if !found.is_empty() {
                if asked == Audience::OnCall {
                    called.extend(found.iter().map(|member| member.id.clone()));
                }
                break found;
            }
            if !raised.contains(&asked) {
                raised.push(asked);
            }
            level = match asked {
                Audience::Assignee | Audience::OnCall => Some(Audience::Lead),
                Audience::Lead => Some(Audience::Manager),
                Audience::Manager => None,
            };
        };
        people.extend(found.into_iter().map(|member| (member.id.clone(), member.clone())));
    }
    Ok(Addressed { people: people.into_values().collect(), on_call: called, raised })
}

/// Who of these is on call for a product now.
///
/// # Errors
/// The store's.
pub async fn called<'s>(conn: &mut Conn, here: &'s [Staff], product: &str, now: Timestamp) -> Result<Option<&'s Staff>, DeskError> {
    let here: Vec<&Staff> = here.iter().filter(|member| !member.is_away(now)).collect();
    Ok(on_call(&rota::ahead(conn, now).await?, &here, product, now))
}

/// Who is on call for a product at a moment: whose turn is for this one, or else for all.
fn on_call<'s>(turns: &[Turn], here: &[&'s Staff], product: &str, now: Timestamp) -> Option<&'s Staff> {
    [product, rota::ALL].into_iter().find_map(|wanted| {
        turns
            .iter()
            .filter(|turn| turn.product == wanted && turn.span.covers(now))
            .find_map(|turn| here.iter().copied().find(|member| member.id == turn.staff_id && member.can(Capability::WorkReports)))
    })
}
