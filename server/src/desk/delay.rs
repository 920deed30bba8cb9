//! A date was missed: the requester is told which, and by when we now mean to be done. If that moment passes too they are told the
//! next one: each moment once.

use domain::State;
use domain::alert::new_moment;
use domain::clock::{ClockName, Standing, evaluate};
use jiff::Timestamp;
use serde_json::json;

use super::{DeskError, clerk, post, reckon};
use crate::house::House;
use crate::store::Conn;
use crate::store::ticket;

/// Records a breach that is new, and tells the requester a new moment; answers the reference if anything was done.
///
/// # Errors
/// The store's, or a calendar without an open day.
pub async fn tell(house: &House, conn: &mut Conn, id: &str, now: Timestamp) -> Result<Option<String>, DeskError> {
    let ticket = clerk::hold(house, conn, id).await?;
    // The due itself is in time; after it is late.
    if !ticket.state.on_queue() || ticket.cached.breach_at.is_none_or(|at| at >= now) {
        // It was closed meanwhile, or its due was moved: then the moved due is what the requester is told of next, if it is missed.
        if ticket::new_moment(conn, id).await?.is_some_and(|at| at < now) {
            ticket::set_new_moment(conn, id, ticket.cached.breach_at).await?;
        }
        return Ok(None);
    }
    let first = ticket::set_delay_told(conn, id, now).await?;
    if first {
        let clock = ticket.cached.governing.unwrap_or_default();
        clerk::note(conn, id, now, "system", "breached", json!({"clock": clock, "cycle": ticket.cycle})).await?;
    }
    let passed = ticket::new_moment(conn, id).await?.is_some_and(|at| at < now);
    // A case has reporters: they get the decision. And while a young person is asked, the request is nobody's to be told of.
    if ticket.kind.is_decided() || ticket.state == State::HandoverPending || !(first || passed) {
        return Ok(first.then_some(ticket.reference));
    }
    let (set, history) = (reckon::rules(house, conn, &ticket).await?, reckon::history(conn, &ticket).await?);
    let rules = set.rules(ticket.kind, ticket.country.as_deref(), false);
    let all = evaluate(&history, &rules, now)?;
    let late: Vec<(ClockName, Timestamp)> =
        all.clocks().filter(|clock| clock.status == Standing::Breached).map(|clock| (clock.name, clock.due)).collect();
    // The days to come are those of the present calendar.
    let present = house.rulebook.current(&ticket.product);
    let business = present.as_ref().map_or(rules.business, |set| &set.business);
    let law = all.law.as_ref().filter(|clock| !clock.is_paused()).map(|clock| clock.due);
    let moment = new_moment(business, rules.promise, law, now)?;
    ticket::set_new_moment(conn, id, Some(moment)).await?;
    post::late(house, conn, &ticket, &late, moment, now).await?;
    let clocks: Vec<&str> = late.iter().map(|(name, _)| name.code()).collect();
    clerk::note(conn, id, now, "system", "delay_told", json!({"until": moment.to_string(), "clocks": clocks})).await?;
    Ok(Some(ticket.reference))
}
