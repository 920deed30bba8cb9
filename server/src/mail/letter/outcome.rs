//! The answer to a request.

use app::views::track::OutcomeView;
use domain::pack::Pack;
use domain::{Kind, State};

use super::sheet::Sheet;
use super::{Envelope, Letter, effects, refusal};

/// For how many days the copy of someone's data can be downloaded.
pub const PACKAGE_DAYS: i64 = 7;

/// How often it can be downloaded.
pub const PACKAGE_DOWNLOADS: i64 = 3;

/// The answer to a request of any kind: done, done in part, refused, or cancelled by staff. A copy of data is never attached:
/// the letter says where it is, for how long, and how often it can be fetched.
#[must_use]
pub fn outcome(env: &Envelope<'_>, reference: &str, kind: Kind, outcome: &OutcomeView, pack: &Pack) -> Letter {
    let t = env.t;
    // What is neither done nor refused was closed without an answer.
    let state = match State::from_code(&outcome.state) {
        Some(state @ (State::Fulfilled | State::PartiallyFulfilled | State::Denied)) => state,
        _ => State::Cancelled,
    };
    let facts = vec![
        (t.mail_reference(), reference.to_owned()),
        (t.mail_asked(), t.coded("kind", kind.code())),
        (t.mail_answer_is(), t.coded("state", &outcome.state)),
        (t.mail_decided_at(), env.moment(outcome.closed_at)),
    ];
    let mut sheet = Sheet::new(env, &t.mail_subject_outcome(env.product(), reference)).say(opening(env, kind, state, outcome)).facts(facts);
    sheet = sheet.words_under(t.mail_words(), &outcome.words);
    if matches!(state, State::Fulfilled | State::PartiallyFulfilled) {
        sheet = done(env, sheet, reference, kind, outcome, pack);
    }
    if matches!(state, State::PartiallyFulfilled | State::Denied) {
        sheet = refusal::refusals(env, sheet, outcome, pack);
    }
    // The way to the download is the way to the page: one link is enough.
    if !(kind == Kind::Access && matches!(state, State::Fulfilled | State::PartiallyFulfilled) && !outcome.nothing_held) {
        sheet = sheet.link(t.mail_open_request(), env.page(reference));
    }
    if state == State::Cancelled { sheet.letter() } else { refusal::ways_on(env, sheet, outcome).letter() }
}

/// The first sentence: what came of it.
fn opening(env: &Envelope<'_>, kind: Kind, state: State, outcome: &OutcomeView) -> String {
    let t = env.t;
    if kind == Kind::Access && outcome.nothing_held && state == State::Fulfilled {
        return t.mail_outcome_access_nothing_held();
    }
    let key = match state {
        State::Fulfilled => "fulfilled",
        State::PartiallyFulfilled => "partially-fulfilled",
        State::Denied => "denied",
        _ => return t.mail_outcome_cancelled(),
    };
    t.coded(&format!("mail-outcome-{}", kind.code().replace('_', "-")), key)
}

/// What belongs to a request of this kind that was done, wholly or in part.
fn done<'a>(env: &Envelope<'_>, sheet: Sheet<'a>, reference: &str, kind: Kind, outcome: &OutcomeView, pack: &Pack) -> Sheet<'a> {
    let (t, lang) = (env.t, env.t.lang());
    match kind {
        Kind::Access if outcome.nothing_held => sheet,
        Kind::Access => sheet
            .heading(t.mail_package())
            .say(t.mail_package_where(t.count_days(PACKAGE_DAYS), PACKAGE_DOWNLOADS))
            .link(t.mail_package_open(), env.page(reference))
            .say(t.mail_package_never_attached()),
        Kind::Deletion => {
            let kept: Vec<_> = outcome
                .kept
                .iter()
                .map(|id| {
                    pack.retention().iter().find(|rule| rule.id == *id).map_or_else(
                        || (id.clone(), String::new()),
                        |rule| {
                            let law = rule.law.as_ref().map_or("", |law| law.get(lang));
                            let until = rule.rule.get(lang);
                            let until = if law.is_empty() { until.to_owned() } else { t.mail_kept_by_law(until, law) };
                            (rule.what.get(lang).to_owned(), until)
                        },
                    )
                })
                .collect();
            let sheet = if kept.is_empty() { sheet } else { sheet.heading(t.mail_kept()).say(t.mail_kept_line()).facts(kept) };
            sheet.say(t.mail_kept_request(t.count_years(i64::from(pack.tickets.years))))
        }
        Kind::AiTrainingWithdrawal => sheet.heading(t.mail_effects()).facts(effects::lines(env, outcome)).say(t.mail_effects_models()),
        Kind::AdvertisingOptOut => match &pack.ads {
            Some(ads) => sheet.say(ads.effect.get(lang).to_owned()),
            None => sheet,
        },
        Kind::Correction | Kind::ConsentRevocation | Kind::GuardianAuthority | Kind::ChildAccount | Kind::Report => sheet,
    }
}
