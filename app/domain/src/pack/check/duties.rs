//! Rules about promises and the clocks that stand on them.

use toml::de::DeTable;

use super::report::{File, Report};
use super::schema::COUNTED;
use super::tree::{get, number, place, rows, table, text, words};
use crate::Kind;
use crate::pack::Right;

/// The kinds that must have a term when they are taken. Access and correction may have none: the law's clock governs them.
const NEED_A_TERM: [Kind; 4] = [Kind::Deletion, Kind::AiTrainingWithdrawal, Kind::AdvertisingOptOut, Kind::Report];

/// Checks promises, terms, and the guardian's revocation.
pub(super) fn check(report: &mut Report<'_>, pack: &DeTable<'_>) {
    for (at, promise) in rows(pack, "promises") {
        source_and_section(report, at, promise, "promise");
        clock(report, at, promise);
        if text(promise, "source") == Some("policy") && !words(promise, "fills").is_empty() {
            let at = place(promise, "fills").unwrap_or(at);
            report.add(File::Policy, at, "a promise of the policy cannot fill another one", "remove `fills`");
        }
    }
    terms(report, pack);
    if let Some(guardians) = table(pack, "guardians")
        && let Some(revocation) = table(guardians, "revocation")
    {
        let at = place(guardians, "revocation").unwrap_or_default();
        duty(report, pack, at, revocation, |right| right == Right::Guardian, "the guardian's revocation");
    }
    if let Some(guardians) = table(pack, "guardians")
        && let Some(verification) = table(guardians, "verification")
    {
        let at = place(guardians, "verification").unwrap_or_default();
        duty(report, pack, at, verification, |right| right == Right::Guardian, "the proof of a guardian's authority");
    }
    if let Some(ages) = table(pack, "ages")
        && let Some(notice) = table(ages, "notice")
    {
        let at = place(ages, "notice").unwrap_or_default();
        duty(report, pack, at, notice, |right| right == Right::Children, "the notice that a child uses an account");
    }
}

fn terms(report: &mut Report<'_>, pack: &DeTable<'_>) {
    let taken = words(pack, "kinds");
    let mut seen: Vec<Kind> = Vec::new();
    for (at, term) in rows(pack, "terms") {
        let Some(kind) = text(term, "kind").and_then(Kind::from_code) else { continue };
        let kind_at = get(term, "kind").map_or(at, |node| node.span().start);
        let code = kind.code();
        if !taken.iter().any(|(_, taken)| *taken == code) {
            let what = format!("there is a term for `{code}`, but this product does not take it");
            report.add(File::Policy, kind_at, what, "remove the term, or add the kind to `kinds`");
        }
        if seen.contains(&kind) {
            report.add(File::Policy, kind_at, format!("there are two terms for `{code}`"), "keep one of the two");
        }
        seen.push(kind);
        duty(report, pack, at, term, |right| right.kind() == Some(kind), &format!("the term for `{code}`"));
    }
    for (at, code) in taken {
        if let Some(kind) = Kind::from_code(code)
            && NEED_A_TERM.contains(&kind)
            && !seen.contains(&kind)
        {
            let what = format!("`{code}` is taken, but no term says how soon it must be done");
            report.add(File::Policy, at, what, format!("add [[terms]] with kind = \"{code}\""));
        }
    }
}

/// A number must be one, cite a section only if it is the policy's, and say what its promise says.
fn duty(report: &mut Report<'_>, pack: &DeTable<'_>, at: usize, duty: &DeTable<'_>, fits: impl Fn(Right) -> bool, name: &str) {
    let limit = match (number(duty, "business_days"), number(duty, "hours")) {
        (Some(days), None) => Some(("business_days", days)),
        (None, Some(hours)) => Some(("hours", hours)),
        _ => {
            let both = duty.get("business_days").is_some() && duty.get("hours").is_some();
            let neither = duty.get("business_days").is_none() && duty.get("hours").is_none();
            if both || neither {
                let what = format!("{name} has {}", if both { "two limits" } else { "no limit" });
                report.add(File::Policy, at, what, "write one of business_days = … and hours = …");
            }
            None
        }
    };
    source_and_section(report, at, duty, name);
    let Some(id) = text(duty, "promise") else { return };
    let promises = rows(pack, "promises");
    let Some((_, promise)) = promises.iter().find(|(_, promise)| text(promise, "id") == Some(id)) else { return };
    let id_at = get(duty, "promise").map_or(at, |node| node.span().start);
    let right = text(promise, "right").and_then(|code| serde_json::from_value::<Right>(code.into()).ok());
    if right.is_some_and(|right| !fits(right)) {
        let what = format!("{name} names the promise `{id}`, which is about something else");
        report.add(File::Policy, id_at, what, "name a promise whose `right` fits");
    }
    for key in ["source", "section"] {
        let (here, there) = (text(duty, key), text(promise, key));
        // A section that is there and should not be, or the reverse, was reported above.
        let told_already = key == "section" && here.is_some() != (text(duty, "source") == Some("policy"));
        if here != there && !told_already {
            let key_at = place(duty, key).unwrap_or(at);
            let what = format!("{name} has {key} `{}`, its promise `{id}` has `{}`", here.unwrap_or("(none)"), there.unwrap_or("(none)"));
            report.add(File::Policy, key_at, what, "make both the same");
        }
    }
    if let (Some((unit, value)), Some(said)) = (limit, table(promise, "clock").map_or(Some((None, None)), spoken))
        && value > 0
        && said != (Some(unit), Some(value))
    {
        let what = format!("{name} says {unit} = {value}, its promise `{id}` {}", told(said));
        let limit_at = place(duty, unit).unwrap_or(at);
        report.add(File::Policy, limit_at, what, "make both the same, or set a house target of its own");
    }
}

/// What a promise's clock says, or `None` if it cannot be read.
fn spoken<'a>(clock: &'a DeTable<'_>) -> Option<(Option<&'a str>, Option<i64>)> {
    let unit = text(clock, "unit")?;
    Some((Some(unit), number(clock, "value")))
}

/// That in words.
fn told(said: (Option<&str>, Option<i64>)) -> String {
    match said {
        (Some(unit), Some(value)) => format!("says {unit} = {value}"),
        (Some(unit), None) => format!("says {unit}"),
        (None, _) => "gives no time".to_owned(),
    }
}

fn source_and_section(report: &mut Report<'_>, at: usize, row: &DeTable<'_>, name: &str) {
    match (text(row, "source"), place(row, "section")) {
        (Some("house"), Some(section)) => report.add(
            File::Policy,
            section,
            format!("{name}: a house target cites a section, but the house's word is not in the policy"),
            "remove `section`, or write source = \"policy\" if the policy does say the number",
        ),
        (Some("policy"), None) => report.add(
            File::Policy,
            at,
            format!("{name}: a word of the policy needs its section"),
            "add section = \"…\", or write source = \"house\" if it is a target of our own",
        ),
        _ => {}
    }
}

fn clock(report: &mut Report<'_>, at: usize, promise: &DeTable<'_>) {
    let Some(clock) = table(promise, "clock") else {
        if text(promise, "source") == Some("house") && promise.get("clock").is_none() {
            report.add(File::Policy, at, "a house target without a number", "add clock = { value = 1, unit = \"business_days\" }");
        }
        return;
    };
    let at = place(promise, "clock").unwrap_or(at);
    let Some(unit) = text(clock, "unit") else { return };
    match (COUNTED.contains(&unit), clock.get("value").is_some()) {
        (true, false) => report.add(File::Policy, at, format!("the unit `{unit}` needs a number"), "add value = …"),
        (false, true) => {
            report.add(File::Policy, at, format!("the unit `{unit}` takes no number"), "remove `value`");
        }
        _ => {}
    }
}
