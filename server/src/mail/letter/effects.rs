//! The lines of a withdrawal from AI training (EDPB Opinion 28/2024; GDPR 7(3); PIPL 15 and 16).

use app::views::track::OutcomeView;
use domain::ai::{Answer, EFFECTS};
use jiff::Timestamp;
use jiff::civil::Date;

use super::Envelope;

/// Every line: what was answered, in the outcome's order, and then what has only to be said and was not said yet. So no
/// confirmation leaves without them.
pub(super) fn lines(env: &Envelope<'_>, outcome: &OutcomeView) -> Vec<(String, String)> {
    let t = env.t;
    let answered = outcome.effects.iter().map(|(code, value, words)| {
        let value = answer(env, code, value);
        let what = match (value.is_empty(), words.trim().is_empty()) {
            (false, false) => t.mail_effect_with_words(value, words.trim()),
            (true, false) => words.clone(),
            _ => value,
        };
        (t.coded("effect", code), what)
    });
    let said = EFFECTS
        .iter()
        .filter(|effect| effect.answer == Answer::Said && !outcome.effects.iter().any(|(code, ..)| code == effect.code))
        .map(|effect| (t.coded("effect", effect.code), said_of(env, effect.code)));
    answered.chain(said).collect()
}

/// A value as it is read: when it stopped, from which date on it is left out, the words of a state, or what has only to be said.
fn answer(env: &Envelope<'_>, code: &str, value: &str) -> String {
    let t = env.t;
    if value.is_empty() {
        // A line of another kind that came without an answer has its name alone.
        let said = EFFECTS.iter().any(|effect| effect.code == code && effect.answer == Answer::Said);
        if said { said_of(env, code) } else { String::new() }
    } else if let Ok(at) = value.parse::<Timestamp>() {
        t.effect_stopped_at(env.moment(at))
    } else if let Ok(date) = value.parse::<Date>() {
        t.effect_frozen_on(t.date(date))
    } else {
        t.coded("effect-state", value)
    }
}

/// What has only to be said. The page's words for the last of them speak of "this page", which a mail is not.
fn said_of(env: &Envelope<'_>, code: &str) -> String {
    if code == "reversal_and_complaint" { env.t.mail_effect_reversal() } else { env.t.coded("effect-said", code) }
}
