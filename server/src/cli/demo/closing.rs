//! What an outcome says: whole, so that a page or a mail made of it reads like one of a real desk.

use domain::ai::{self, Answer};
use domain::reasons::Reason;
use domain::request::Details;
use domain::{Act, Kind, checklist};
use jiff::{SignedDuration, Timestamp};

use super::life::Life;
use super::words;
use crate::store::outcome::{EffectAnswer, OutcomeBody, Refusal};

/// What the outcome of this act says.
pub(super) fn body(life: &mut Life<'_>, act: Act, at: Timestamp) -> OutcomeBody {
    let (kind, lang) = (life.ticket.kind, life.lang());
    let refusals = if act == Act::Fulfil { Vec::new() } else { vec![refusal(life, act, at)] };
    let mut body = OutcomeBody { refusals, ..OutcomeBody::default() };
    if act != Act::Fulfil {
        body.done_anyway = words::done_anyway(lang).to_owned();
    }
    if act == Act::Deny {
        return body;
    }
    body.words = words::closing(kind, lang).to_owned();
    // The code from the app is a fact that the house knows, not a box to tick.
    let asker = checklist::Asker { app_id_confirmed: life.ticket.app_id_confirmed_at.is_some(), ..checklist::Asker::default() };
    body.checklist = checklist::for_closing(kind, &life.ticket.subject, &asker)
        .into_iter()
        .filter(|code| *code != "in_app_code_confirmed")
        .map(str::to_owned)
        .collect();
    if kind == Kind::Deletion {
        body.kept = life.product.pack.kept_after_deletion().take(2).map(|rule| rule.id.clone()).collect();
    }
    if kind == Kind::Access {
        body.nothing_held = !life.files.iter().any(|(file, _)| file.role == "package");
    }
    if let Details::AiTrainingWithdrawal { streams, .. } = &life.ticket.details {
        body.effects = ai::applicable(streams)
            .map(|effect| EffectAnswer { code: effect.code.to_owned(), value: effect_value(effect.answer, at), words: String::new() })
            .collect();
    }
    body
}

/// A reason that fits, explained, with the record that it keeps where it must name one.
fn refusal(life: &mut Life<'_>, act: Act, at: Timestamp) -> Refusal {
    let (kind, lang) = (life.ticket.kind, life.lang());
    let codes: &[&str] = match (kind, act) {
        (Kind::Access, Act::FulfilInPart) => &["third_party_rights"],
        (Kind::Deletion, Act::FulfilInPart) => &["legal_obligation_retention"],
        (Kind::Access, _) => &["identity_not_verified", "not_identifiable"],
        (Kind::Correction, _) => &["accuracy_not_shown", "identity_not_verified"],
        (Kind::Deletion, _) => &["identity_not_verified", "duplicate_or_already_done"],
        _ => &["duplicate_or_already_done", "not_identifiable"],
    };
    let code = *life.dice.pick(codes);
    let reason = Reason::find(code).filter(|reason| reason.fits(kind, life.ticket.country.as_deref()));
    let record = reason.filter(|reason| reason.names_record).map(|_| {
        let kept = life.product.pack.kept_after_deletion().nth(1).or_else(|| life.product.pack.kept_after_deletion().next());
        let what = kept.map_or_else(String::new, |rule| rule.what.get(lang).to_owned());
        (what, day(at, 5 * 365))
    });
    let item = if act == Act::Deny {
        String::new()
    } else {
        life.product.pack.categories_for(kind).next().map_or_else(String::new, |one| one.id.clone())
    };
    Refusal {
        item,
        reason: code.to_owned(),
        law: reason.map_or_else(String::new, |reason| reason.law.to_owned()),
        words: words::why(code, lang).to_owned(),
        record,
    }
}

fn effect_value(answer: Answer, at: Timestamp) -> String {
    match answer {
        Answer::DoneAt => at.saturating_sub(SignedDuration::from_mins(4)).unwrap_or(at).to_string(),
        Answer::Date => day(at, 12),
        Answer::OneOf(states) => states.first().map_or_else(String::new, |state| (*state).to_owned()),
        Answer::Said => String::new(),
    }
}

/// The civil date so many days later, in UTC.
fn day(at: Timestamp, days: i64) -> String {
    let later = at.saturating_add(SignedDuration::from_hours(24 * days)).unwrap_or(at);
    later.to_zoned(jiff::tz::TimeZone::UTC).date().to_string()
}
