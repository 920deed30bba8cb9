//! What a refusal must say: the reason in plain words, the law, the record that is kept, what was done all the same, how to have
//! another look, the regulator, and the courts.

use app::views::track::{OutcomeView, RefusalView};
use domain::pack::Pack;
use jiff::civil::Date;

use super::Envelope;
use super::sheet::Sheet;

/// Adds each refusal, and what was done all the same.
pub(super) fn refusals<'a>(env: &Envelope<'_>, sheet: Sheet<'a>, outcome: &OutcomeView, pack: &Pack) -> Sheet<'a> {
    let t = env.t;
    let sheet = if outcome.refusals.is_empty() { sheet } else { sheet.heading(t.mail_refused()) };
    let sheet = outcome.refusals.iter().fold(sheet, |sheet, refusal| one(env, sheet, refusal, pack));
    sheet.words_under(t.mail_done_anyway(), &outcome.done_anyway)
}

fn one<'a>(env: &Envelope<'_>, sheet: Sheet<'a>, refusal: &RefusalView, pack: &Pack) -> Sheet<'a> {
    let t = env.t;
    let mut facts = vec![
        (t.mail_refused_what(), if refusal.item.is_empty() { t.mail_refused_whole() } else { item(env, &refusal.item, pack) }),
        (t.mail_refused_reason(), t.coded("reason", &refusal.reason)),
    ];
    if !refusal.law.is_empty() {
        facts.push((t.mail_refused_law(), refusal.law.clone()));
    }
    if let Some((record, until)) = &refusal.record {
        facts.push((t.mail_refused_record(), record.clone()));
        // A date where it is one; some rules end with an event, in words.
        let until = until.parse::<Date>().map_or_else(|_| until.clone(), |date| t.date(date));
        facts.push((t.mail_refused_until(), until));
    }
    sheet.facts(facts).words(&refusal.words)
}

/// A category or a stream by the pack's name for it.
fn item(env: &Envelope<'_>, id: &str, pack: &Pack) -> String {
    let lang = env.t.lang();
    let name = pack.category(id).map(|category| &category.name).or_else(|| pack.stream(id).map(|stream| &stream.name));
    name.map_or_else(|| id.to_owned(), |name| name.get(lang).to_owned())
}

/// Adds the ways to go on for who is not content: another look here, the regulator, a court.
pub(super) fn ways_on<'a>(env: &Envelope<'_>, sheet: Sheet<'a>, outcome: &OutcomeView) -> Sheet<'a> {
    let t = env.t;
    let sheet = sheet.heading(t.mail_ways_on()).say(t.mail_ways_appeal());
    let sheet = match &outcome.regulator {
        Some((name, address)) => sheet.say(t.mail_ways_regulator(name.as_str(), address.as_str())),
        None => sheet.say(t.mail_ways_any_regulator()),
    };
    sheet.say(t.mail_ways_court())
}
