//! The stories of requests, from the first form to the present moment.

use domain::request::{Details, FORMATS};
use domain::{Act, Kind};
use jiff::Timestamp;
use serde_json::json;

use super::dice::Dice;
use super::families::{self, Family};
use super::life::{By, Life, Stop};
use super::people::{Person, Tongue, display_name};
use super::plan::{Plan, Plot};
use super::world::{Member, World};
use super::{cases, words};
use crate::desk::DeskError;
use crate::mail::Topic;
use crate::products::Product;

/// Tells a story: one ticket, the two of a request that was sent twice, or those of a family with who they are.
///
/// # Errors
/// When it cannot be told.
pub(super) fn tell<'w>(world: &'w World, plan: &Plan) -> Result<(Vec<Life<'w>>, Option<Family>), DeskError> {
    let product = world.house.products.get(&plan.product).ok_or(DeskError::NotFound)?;
    if plan.plot.is_family() {
        return families::tell(world, product, plan);
    }
    if plan.plot.is_case() {
        return Ok((vec![cases::tell(world, product, plan)?], None));
    }
    let mut dice = world.dice(plan.story);
    let person = Person::from(&mut dice, plan.country);
    let details = details(&mut dice, product, plan.kind, person.tongue);
    let reference = world.reference(product, plan.story, 0);
    let mut life = Life::submitted(world, product, dice.clone(), &person, (plan.kind, details.clone()), plan.begins, reference);
    let mut again = None;
    if plan.plot == Plot::Duplicate {
        let reference = world.reference(product, plan.story, 1);
        let submit = |at| Life::submitted(world, product, dice, &person, (plan.kind, details), at, reference);
        ended(twice(&mut life, &mut again, submit))?;
    } else {
        ended(request(&mut life, plan.plot))?;
    }
    Ok((std::iter::once(life).chain(again).collect(), None))
}

/// A story that stops at the present moment is told.
pub(super) fn ended(told: Result<(), Stop>) -> Result<(), DeskError> {
    match told {
        Ok(()) | Err(Stop::Now) => Ok(()),
        Err(Stop::Wrong(error)) => Err(error),
    }
}

/// The same request is sent again while the first is open: it leads to the first, which goes on.
fn twice<'w>(first: &mut Life<'w>, again: &mut Option<Life<'w>>, submit: impl FnOnce(Timestamp) -> Life<'w>) -> Result<(), Stop> {
    let proved = first.prove()?;
    let at = first.after(proved, 0, 1)?;
    let second = again.insert(submit(at));
    let at = second.after(at, 0, 1)?;
    second.proved(at);
    second.step(Act::FindDuplicate)?;
    second.stop(at)?;
    second.ticket.duplicate_of = Some(first.ticket.id.clone());
    second.note(at, By::Requester, "joined", json!({"first": first.ticket.reference}));
    first.mail(Topic::Joined, &format!("joined:{}", second.ticket.id), at);
    let agent = first.world.worker(&mut first.dice, domain::Capability::WorkRequests, None);
    work(first, agent, proved, Act::Fulfil)
}

fn request<'w>(life: &mut Life<'w>, plot: Plot) -> Result<(), Stop> {
    if matches!(plot, Plot::Unverified | Plot::Expired) {
        return life.lapse();
    }
    let proved = life.prove()?;
    let agent = life.world.worker(&mut life.dice, domain::Capability::WorkRequests, None);
    match plot {
        Plot::Waiting | Plot::Neglected => {
            if life.dice.percent(15) {
                let at = life.since(proved);
                life.hear(at)?;
            }
            Ok(())
        }
        Plot::Held => held(life, agent, proved),
        Plot::Asked | Plot::Answered => asked(life, agent, proved, plot == Plot::Answered),
        Plot::Awaiting => {
            let at = life.after(proved, 1, 5)?;
            life.claim(at, agent)?;
            let at = life.since(at);
            life.await_processors(at, agent)
        }
        Plot::Withdrawn => {
            let at = life.after(proved, 30, 1200)?;
            life.withdraw(at)
        }
        Plot::Cancelled => {
            let at = life.working(proved, 5, 120)?;
            life.claim(at, agent)?;
            let at = life.working(at, 5, 60)?;
            life.cancel(at, agent)
        }
        Plot::DoneLate => {
            let at = life.working(proved, 30, 300)?;
            life.claim(at, agent)?;
            let due = life.clocks(at)?.sort_at;
            let at = life.working(due.max(at), 20, 700)?;
            finish(life, agent, at, Act::Fulfil)
        }
        Plot::Part => work(life, agent, proved, Act::FulfilInPart),
        Plot::Denied => work(life, agent, proved, Act::Deny),
        Plot::AppealOpen | Plot::AppealDone => appealed(life, agent, proved, plot == Plot::AppealDone),
        _ => work(life, agent, proved, Act::Fulfil),
    }
}

/// An agent has it now.
fn held<'w>(life: &mut Life<'w>, agent: &'w Member, proved: Timestamp) -> Result<(), Stop> {
    let claimed = life.since(proved);
    life.claim(claimed, agent)?;
    let at = life.since(claimed);
    match life.dice.between(1, 4) {
        1 => life.remark(at, agent)?,
        2 => life.write(at, agent)?,
        _ => {}
    }
    if life.ticket.subject.app_id.is_some() && life.dice.percent(40) {
        let at = life.since(at);
        life.in_app(at, agent, None)?;
    }
    Ok(())
}

/// The requester was asked, and the answer is there or not.
fn asked<'w>(life: &mut Life<'w>, agent: &'w Member, proved: Timestamp, answered: bool) -> Result<(), Stop> {
    let at = life.after(proved, 5, 90)?;
    life.claim(at, agent)?;
    let at = life.after(at, 2, 60)?;
    // A law's month is longer than the shortest time for an answer: the pause must last until now.
    let days = if life.world.now.duration_since(at).as_hours() < 6 * 24 { life.dice.between(7, 14) } else { 30 };
    life.ask(at, agent, days)?;
    if answered {
        let at = life.since(at);
        life.answer(at)?;
    }
    Ok(())
}

/// The usual way: taken on, worked on, closed. Requests without a promise take days, the others hours.
fn work<'w>(life: &mut Life<'w>, agent: &'w Member, proved: Timestamp, act: Act) -> Result<(), Stop> {
    let mut at = life.working(proved, 3, 120)?;
    life.claim(at, agent)?;
    if life.dice.percent(25) {
        at = life.working(at, 2, 40)?;
        life.remark(at, agent)?;
    }
    if life.dice.percent(20) {
        at = life.working(at, 2, 40)?;
        life.write(at, agent)?;
    }
    if life.dice.percent(12) {
        at = life.working(at, 2, 20)?;
        life.ask(at, agent, 14)?;
        at = life.after(at, 20, 2000)?;
        life.answer(at)?;
    }
    let slow = life.product.promise(life.ticket.kind).is_none();
    at = if slow { life.working(at, 60, 1500)? } else { life.working(at, 5, 150)? };
    finish(life, agent, at, act)
}

/// What must be there before a closing, and the closing.
fn finish<'w>(life: &mut Life<'w>, agent: &'w Member, at: Timestamp, act: Act) -> Result<(), Stop> {
    let mut at = at;
    if act != Act::Deny {
        at = life.identify(at, agent)?;
        if life.ticket.kind == Kind::Access && life.dice.percent(90) {
            life.pack(at, agent)?;
            at = life.after(at, 2, 9)?;
        }
    }
    life.close(at, agent, act)
}

/// Refused, and another look asked for; another agent takes it.
fn appealed<'w>(life: &mut Life<'w>, agent: &'w Member, proved: Timestamp, done: bool) -> Result<(), Stop> {
    let at = life.working(proved, 3, 90)?;
    life.claim(at, agent)?;
    let at = life.working(at, 5, 120)?;
    let act = if life.ticket.kind == Kind::Deletion { Act::FulfilInPart } else { Act::Deny };
    finish(life, agent, at, act)?;
    let closed = life.ticket.stopped_at.unwrap_or(at);
    let other = life.world.worker(&mut life.dice, domain::Capability::WorkRequests, Some(&agent.id));
    if !done {
        let ago = life.dice.minutes(20, 18 * 60);
        let at = life.world.now.saturating_sub(ago).unwrap_or(closed).max(closed);
        life.appeal(at)?;
        if life.dice.percent(50) {
            let at = life.since(at);
            life.claim(at, other)?;
        }
        return Ok(());
    }
    let at = life.after(closed, 600, 14_000)?;
    life.appeal(at)?;
    let at = life.working(at, 5, 60)?;
    life.claim(at, other)?;
    let at = life.working(at, 10, 200)?;
    let upheld = life.dice.percent(40);
    finish(life, other, at, if upheld { Act::Deny } else { Act::Fulfil })
}

/// What exactly is asked for.
fn details(dice: &mut Dice, product: &Product, kind: Kind, tongue: Tongue) -> Details {
    let words = words::request(dice, kind, tongue);
    let ids: Vec<String> = product.pack.categories_for(kind).map(|category| category.id.clone()).collect();
    let some = |dice: &mut Dice| {
        let count = if dice.percent(60) { 0 } else { dice.between(1, 4) };
        let mut chosen: Vec<String> = (0..count).map(|_| dice.pick(&ids).clone()).collect();
        chosen.sort();
        chosen.dedup();
        chosen
    };
    match kind {
        Kind::Access => {
            let (categories, transfers) = (some(dice), dice.percent(35));
            Details::Access { categories, transfers, format: (*dice.pick(&FORMATS)).to_owned(), words }
        }
        Kind::Correction => {
            let (right, wrong) = display_name(dice);
            Details::Correction { category: dice.pick(&ids).clone(), says: wrong, should_say: right, words }
        }
        Kind::AiTrainingWithdrawal => {
            let all: Vec<String> = product.pack.streams().iter().map(|stream| stream.id.clone()).collect();
            let streams = if dice.percent(45) { all } else { vec![dice.pick(&all).clone()] };
            Details::AiTrainingWithdrawal { streams, words }
        }
        Kind::AdvertisingOptOut => Details::AdvertisingOptOut { words },
        _ => Details::Deletion { categories: some(dice), words },
    }
}
