//! Alerts: staff are told when a clock of a ticket comes near its due, and when it is past. Each threshold once in a cycle, in the
//! transaction that finds it due, whatever restarts and however many instances look. See `domain::alert`.

mod own;
mod people;

use domain::Act;
use domain::alert::{Done, Threshold, missed, next, thresholds};
use domain::clock::{Evaluation, History, evaluate};
use jiff::Timestamp;
use serde_json::json;

use super::{DeskError, clerk, post, reckon};
use crate::house::House;
use crate::store::ticket::{self, Ticket};
use crate::store::{Conn, alert};

pub use own::OwnAlerts;
pub use people::called;

/// What a ticket's clocks have before them. None for what stands on no queue, or whose product is gone.
///
/// # Errors
/// A calendar without an open day.
pub fn ahead(house: &House, ticket: &Ticket, history: &History, all: &Evaluation) -> Result<Vec<Threshold>, DeskError> {
    if !ticket.state.on_queue() {
        return Ok(Vec::new());
    }
    // Reminders wait for the hours of these days, and not of the calendar that the clocks were computed with.
    let (Some(product), Some(present)) = (house.products.get(&ticket.product), house.rulebook.current(&ticket.product)) else {
        return Ok(Vec::new());
    };
    // What nobody can take at present lies with nobody.
    let claimed = ticket.assignee.is_some() || ticket.state.after(Act::Claim, ticket.kind).is_err();
    Ok(thresholds(all, history, claimed, &present.business, product.pack.escalations())?)
}

/// When somebody must look after a ticket's alerts next; `None`: not before it changes.
///
/// # Errors
/// The store's, or a calendar without an open day.
pub async fn next_at(
    house: &House,
    conn: &mut Conn,
    ticket: &Ticket,
    history: &History,
    all: &Evaluation,
) -> Result<Option<Timestamp>, DeskError> {
    let list = ahead(house, ticket, history, all)?;
    if list.is_empty() {
        return Ok(None);
    }
    Ok(next(&list, &alert::of_cycle(conn, &ticket.id, ticket.cycle).await?))
}

/// Tells of what has become due of a ticket; answers its reference if anybody was told. Does nothing when another instance was
/// quicker, or the ticket has changed since it was found.
///
/// # Errors
/// The store's, or a clock's.
pub async fn fire(house: &House, conn: &mut Conn, id: &str, now: Timestamp) -> Result<Option<String>, DeskError> {
    let ticket = clerk::hold(house, conn, id).await?;
    if !ticket.state.on_queue() || ticket.cached.alert_at.is_none_or(|at| at > now) {
        return Ok(None);
    }
    let history = reckon::history(conn, &ticket).await?;
    let set = reckon::rules(house, conn, &ticket).await?;
    let all = evaluate(&history, &set.rules(ticket.kind, ticket.country.as_deref(), false), now)?;
    let list = ahead(house, &ticket, &history, &all)?;
    let mut done = alert::of_cycle(conn, id, ticket.cycle).await?;
    let reopened = alert::reopened_at(conn, id, ticket.cycle).await?;
    let found = missed(&list, &done, reopened, now);
    for one in &found.superseded {
        if alert::insert(conn, id, ticket.cycle, one, false, now).await?.is_some() {
            let data = json!({"clock": one.clock.code(), "threshold": one.code(), "cycle": ticket.cycle});
            clerk::note(conn, id, now, "system", "alert_superseded", data).await?;
        }
    }
    for one in &found.fire {
        if let Some(row) = alert::insert(conn, id, ticket.cycle, one, true, now).await? {
            let due = all.clock(one.clock).map_or(one.due_at, |clock| clock.due);
            tell(house, conn, &ticket, one, &row, due, now).await?;
        }
    }
    for (dealt, fired) in [(&found.fire, true), (&found.superseded, false)] {
        done.extend(dealt.iter().map(|one| Done { clock: one.clock, code: one.code(), fired }));
    }
    ticket::set_alert(conn, id, next(&list, &done)).await?;
    Ok((!found.fire.is_empty()).then_some(ticket.reference))
}

/// Tells everybody whom a threshold is for, by mail and on their list.
async fn tell(
    house: &House,
    conn: &mut Conn,
    ticket: &Ticket,
    threshold: &Threshold,
    alert: &str,
    due: Timestamp,
    now: Timestamp,
) -> Result<(), DeskError> {
    let addressed = people::of(house, conn, ticket, &threshold.to, now).await?;
    for member in &addressed.people {
        let mail = post::alert(house, conn, ticket, (member, addressed.on_call.contains(&member.id)), (threshold, alert), due, now).await?;
        alert::tell(conn, alert, &member.id, mail.as_deref()).await?;
    }
    let codes = |list: &[domain::pack::Audience]| list.iter().map(|audience| audience.code()).collect::<Vec<_>>();
    let data = json!({
        "clock": threshold.clock.code(),
        "threshold": threshold.code(),
        "cycle": ticket.cycle,
        "for": codes(&threshold.to),
        // Where there was nobody, it went up.
        "raised": codes(&addressed.raised),
        "people": addressed.people.iter().map(|member| member.id.as_str()).collect::<Vec<_>>(),
    });
    clerk::note(conn, &ticket.id, now, "system", "alert_fired", data).await
}
