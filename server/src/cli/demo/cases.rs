//! The stories of reports: one case for each target, with one report or several under it.

use domain::report::{CHILD_SEXUAL_EXPLOITATION, DECISIONS, normal_target};
use domain::request::Details;
use domain::{Act, Kind, State};
use jiff::{SignedDuration, Timestamp};
use serde_json::json;

use super::life::{By, Life, Stop};
use super::people::{self, Person};
use super::plan::{Plan, Plot};
use super::story::ended;
use super::words;
use super::world::{Member, World};
use crate::desk::DeskError;
use crate::desk::fresh::fresh;
use crate::mail::Topic;
use crate::products::Product;
use crate::random;
use crate::store::outcome::{self, OutcomeBody};
use crate::store::report::{Report, ReportBody};
use crate::store::ticket::{Hashes, Ticket};

/// The harms of ordinary reports, by weight.
const HARMS: [(&str, i64); 6] =
    [("scam_or_spam", 40), ("sexual_harassment", 18), ("bullying", 18), ("hate", 8), ("violence_or_threat", 6), ("other", 10)];

/// Tells the story of a case.
///
/// # Errors
/// When it cannot be told.
pub(super) fn tell<'w>(world: &'w World, product: &'w Product, plan: &Plan) -> Result<Life<'w>, DeskError> {
    let mut dice = world.dice(plan.story);
    let grave = plan.plot == Plot::Escalated;
    let number = dice.between(100_000, 999_999_999);
    let (target, value) = if grave || dice.percent(40) {
        ("link", format!("https://moments.example.org/{}/{number}", product.pack.slug))
    } else if dice.percent(60) {
        ("user", format!("@{}_{number}", people::email(&mut dice).split('.').next().unwrap_or("somebody")))
    } else {
        ("message", format!("Pay 300 at pay.example.net/{number} and I will send you the lesson"))
    };
    let ticket = Ticket {
        reference: world.reference(product, plan.story, 0).to_string(),
        state: State::InReview,
        proof_in_time: true,
        ..fresh(product, Kind::Report, Details::Report { target: target.to_owned(), value: value.clone() }, plan.begins)
    };
    let same = world.house.vault.hash("target", &format!("{}|{}", product.pack.slug, normal_target(&product.pack.app_id, target, &value)));
    let hashes = Hashes { same: Some(same), ..Hashes::default() };
    let tongue = Person::from(&mut dice, None).tongue;
    let mut life = Life::new(world, product, dice, tongue, ticket, hashes);
    life.note(plan.begins, By::Requester, "submitted", json!({"product": product.pack.slug, "kind": "report"}));
    ended(case(&mut life, plan, &value))?;
    Ok(life)
}

fn case(life: &mut Life<'_>, plan: &Plan, value: &str) -> Result<(), Stop> {
    let harm = if plan.plot == Plot::Escalated { CHILD_SEXUAL_EXPLOITATION } else { life.dice.weighed(&HARMS) };
    report(life, plan, 1, plan.begins, harm, value)?;
    if plan.plot == Plot::Escalated {
        escalate(life, plan.begins);
    }
    let agent = life.world.worker(&mut life.dice, domain::Capability::WorkReports, None);
    match plan.plot {
        Plot::ReportedOften => {
            for part in 2..=life.dice.between(3, 6).unsigned_abs() {
                let at = life.since(plan.begins);
                let harm = if life.dice.percent(70) { harm } else { life.dice.weighed(&HARMS) };
                report(life, plan, part, at, harm, value)?;
            }
            Ok(())
        }
        Plot::CaseHeld => {
            // A claim without an act lasts half an hour.
            let ago = life.dice.minutes(1, 12);
            let at = life.world.now.saturating_sub(ago).unwrap_or(plan.begins);
            life.claim(at, agent)?;
            life.remark(life.since_then(at), agent)
        }
        Plot::Decided => {
            if life.dice.percent(30) {
                let at = life.after(plan.begins, 5, 60)?;
                report(life, plan, 2, at, harm, value)?;
            }
            let at = life.after(plan.begins, 61, 900)?;
            life.claim(at, agent)?;
            let at = life.after(at, 2, 40)?;
            decide(life, at, agent)
        }
        Plot::DecidedLate => {
            let at = life.after(plan.begins, 24 * 60 + 30, 40 * 60)?;
            life.claim(at, agent)?;
            let at = life.after(at, 2, 40)?;
            decide(life, at, agent)
        }
        _ => Ok(()),
    }
}

/// One report reaches the case.
fn report(life: &mut Life<'_>, plan: &Plan, part: u64, at: Timestamp, harm: &str, value: &str) -> Result<(), Stop> {
    life.reach(at)?;
    let country = people::country(&mut life.dice);
    let person = Person::from(&mut life.dice, country);
    let email = life.dice.percent(70).then(|| person.subject.email.clone());
    let proved = email.as_ref().filter(|_| life.dice.percent(75)).map(|_| at).and_then(|at| life.after(at, 1, 8).ok());
    let grave = harm == CHILD_SEXUAL_EXPLOITATION;
    let report = Report {
        id: random::id(at),
        ticket_id: life.ticket.id.clone(),
        reference: life.world.reference(life.product, plan.story, part).to_string(),
        received_at: at,
        lang: person.tongue.lang(),
        zone: person.zone(&mut life.dice),
        harm: harm.to_owned(),
        email_proved_at: proved,
        body: ReportBody {
            words: if grave { String::new() } else { words::request(&mut life.dice, Kind::Report, person.tongue) },
            value: value.to_owned(),
            email,
        },
    };
    if part == 1 {
        life.ticket.lang = report.lang;
    }
    life.note(at, By::Requester, "report_added", json!({"report": report.reference, "harm": harm, "files": 0}));
    if report.body.email.is_some() {
        life.mail(Topic::Code, &format!("code:{}", random::id(at)), at);
    }
    if let Some(proved) = proved {
        life.mail(Topic::ReportReceipt, &format!("report_receipt:{}", report.id), proved);
        life.note(proved, By::Requester, "opened", json!({"report": report.reference}));
    }
    life.reports.push(report);
    Ok(())
}

/// What cannot wait is told to those on call.
fn escalate(life: &mut Life<'_>, at: Timestamp) {
    life.ticket.urgent = true;
    life.note(at, By::System, "escalated", json!({"harm": CHILD_SEXUAL_EXPLOITATION}));
    for member in life.world.on_call() {
        life.mail(Topic::Alert, &format!("escalated:{}:{}", life.ticket.id, member.id), at);
    }
}

/// The decision, and the mail to each reporter who proved an address.
fn decide(life: &mut Life<'_>, at: Timestamp, by: &Member) -> Result<(), Stop> {
    life.reach(at)?;
    life.step(Act::Decide)?;
    life.stop(at)?;
    let weights: Vec<(&str, i64)> = DECISIONS.into_iter().zip([25, 35, 20, 14, 6]).collect();
    let decision = life.dice.weighed(&weights);
    let body = OutcomeBody {
        words: words::closing(Kind::Report, life.lang()).to_owned(),
        decision: decision.to_owned(),
        inside: if life.dice.percent(50) { "Second case about this account within a month.".to_owned() } else { String::new() },
        ..OutcomeBody::default()
    };
    let mark = life.keep_outcome(at, by, body);
    let mut facts = life.facts();
    facts[outcome::KEY] = mark.json();
    facts["decision"] = decision.into();
    life.note(at, By::Staff(by), "decided", facts);
    let cycle = life.ticket.cycle;
    let told: Vec<String> = life
        .reports
        .iter()
        .filter(|report| report.email_proved_at.is_some_and(|proved| proved <= at))
        .map(|report| report.id.clone())
        .collect();
    for report in told {
        life.mail(Topic::Decision, &format!("decision:{report}:{cycle}"), at);
    }
    Ok(())
}

impl Life<'_> {
    /// A minute later, if that has come; else now.
    fn since_then(&self, at: Timestamp) -> Timestamp {
        at.saturating_add(SignedDuration::from_mins(1)).unwrap_or(at).min(self.world.now)
    }
}
