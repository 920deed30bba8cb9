//! Rules that concern several keys, other than those about clocks.

use toml::de::DeTable;

use super::report::{File, Report};
use super::tree::{flag, get, number, place, rows, table, text, words};
use crate::{Kind, Lang};

/// Checks the first file.
pub(super) fn pack(report: &mut Report<'_>, name: &str, pack: &DeTable<'_>) {
    head(report, name, pack);
    contacts(report, pack);
    office(report, pack);
    kinds(report, pack);
    retention(report, pack);
    exceptions(report, pack);
}

/// Checks the second file: every row has a name, or a label that says that it has none.
pub(super) fn processors(report: &mut Report<'_>, directory: &DeTable<'_>) {
    for (at, row) in rows(directory, "processors") {
        let what = match (row.get("name").is_some(), row.get("label").is_some()) {
            (false, false) => "a processor has neither name nor label",
            (true, true) => "a processor has both name and label",
            _ => continue,
        };
        report.add(File::Processors, at, what, "give the name; or, if the policy leaves it empty, a label that says so");
    }
}

fn head(report: &mut Report<'_>, name: &str, pack: &DeTable<'_>) {
    if let Some(slug) = text(pack, "slug")
        && slug != name
    {
        let at = get(pack, "slug").map_or(0, |node| node.span().start);
        let what = format!("the slug `{slug}` is not the name of the file, `{name}`");
        report.add(File::Policy, at, what, "rename the file or change the slug");
    }
    let languages = words(pack, "languages");
    if let Some((at, first)) = languages.first()
        && *first != Lang::En.tag()
    {
        let mend = "put \"en\" first: it is what a reader of any other language gets";
        report.add(File::Policy, *at, format!("the first language is `{first}`"), mend);
    }
}

fn contacts(report: &mut Report<'_>, pack: &DeTable<'_>) {
    let Some(contacts) = table(pack, "contacts") else { return };
    let at = place(pack, "contacts").unwrap_or_default();
    let portal = flag(contacts, "portal_is_channel");
    let named = ["support", "privacy"].iter().any(|key| contacts.get(*key).is_some());
    if !named && !portal {
        report.add(File::Policy, at, "there is nobody to write to", "add support or privacy, or portal_is_channel = true with a note");
    }
    if portal && contacts.get("note").is_none() {
        let mend = "add note.en = \"…\" and one such line for every language";
        report.add(File::Policy, at, "the portal stands in for a contact, and no note says so", mend);
    }
    if contacts.get("officer_title").is_some() && contacts.get("officer").is_none() {
        report.add(File::Policy, at, "there is a title of an officer without a name", "add officer = \"…\"");
    }
}

fn office(report: &mut Report<'_>, pack: &DeTable<'_>) {
    let Some(office) = table(pack, "office") else { return };
    // Times have two digits each, so their order is that of their texts.
    let mut closed = "";
    let intervals = rows(office, "open");
    for (at, interval) in &intervals {
        let (Some(from), Some(to)) = (text(interval, "from"), text(interval, "to")) else { continue };
        if from >= to {
            let mend = "write the earlier time as `from`; hours past midnight belong to the next day";
            report.add(File::Policy, *at, format!("open hours from {from} to {to} are none"), mend);
        } else if from < closed {
            let mend = "write the intervals of a day in order, each beginning after the one before it";
            report.add(File::Policy, *at, format!("open hours from {from} overlap with those until {closed}"), mend);
        }
        closed = closed.max(to);
    }
    if let Some(cut_off) = text(office, "cut_off")
        && !intervals.is_empty()
        && cut_off > closed
    {
        let at = place(office, "cut_off").unwrap_or_default();
        let mend = format!("write {closed} or an earlier time");
        report.add(File::Policy, at, format!("the cut-off {cut_off} is after the last close, {closed}"), mend);
    }
}

fn kinds(report: &mut Report<'_>, pack: &DeTable<'_>) {
    let taken = words(pack, "kinds");
    let at_of = |kind: Kind| taken.iter().find(|(_, code)| *code == kind.code()).map(|(at, _)| *at);
    let categories = rows(pack, "categories");
    for (list, key) in [("categories", "selectable"), ("self_service", "for")] {
        for (_, row) in rows(pack, list) {
            for (at, code) in words(row, key) {
                if let Some(kind) = Kind::from_code(code)
                    && at_of(kind).is_none()
                {
                    let what = format!("`{key}` names `{code}`, which this product does not take");
                    report.add(File::Policy, at, what, "remove it, or add the kind to `kinds`");
                }
            }
        }
    }
    for kind in [Kind::Access, Kind::Deletion] {
        let chosen = |row: &DeTable<'_>| words(row, "selectable").iter().any(|(_, code)| *code == kind.code());
        if let Some(at) = at_of(kind)
            && !categories.iter().any(|(_, row)| chosen(row))
        {
            let what = format!("`{}` is taken, but no category of data can be chosen for it", kind.code());
            report.add(File::Policy, at, what, format!("add \"{}\" to `selectable` of a category", kind.code()));
        }
    }
    if let Some(at) = at_of(Kind::Correction)
        && !categories.iter().any(|(_, row)| flag(row, "correctable"))
    {
        let what = "`correction` is taken, but no category of data can be corrected";
        report.add(File::Policy, at, what, "add correctable = true to a category");
    }
    for (kind, key) in [(Kind::AiTrainingWithdrawal, "ai_training"), (Kind::AdvertisingOptOut, "ads")] {
        if let Some(at) = at_of(kind)
            && pack.get(key).is_none()
        {
            let what = format!("`{}` is taken, but there is no [{key}] that says what it is about", kind.code());
            report.add(File::Policy, at, what, format!("add [{key}], or remove the kind"));
        }
    }
}

fn retention(report: &mut Report<'_>, pack: &DeTable<'_>) {
    for (at, rule) in rows(pack, "retention") {
        match (text(rule, "basis"), place(rule, "law")) {
            (Some("law"), None) => {
                let mend = "add law.en = \"…\" and one such line for every language, or write basis = \"policy\"";
                report.add(File::Policy, at, "a retention by law does not name the law", mend);
            }
            (Some("policy"), Some(law)) => {
                let mend = "write basis = \"law\", or remove `law`";
                report.add(File::Policy, law, "a retention by the policy alone names a law", mend);
            }
            _ => {}
        }
    }
    if let Some(tickets) = table(pack, "tickets")
        && let (Some(years), Some(complaints)) = (number(tickets, "years"), number(tickets, "complaint_years"))
        && complaints < years
    {
        let at = place(tickets, "complaint_years").unwrap_or_default();
        let what = format!("complaints are kept for {complaints} years, other tickets for {years}");
        report.add(File::Policy, at, what, "keep complaints at least as long as other tickets");
    }
}

fn exceptions(report: &mut Report<'_>, pack: &DeTable<'_>) {
    let Some(exceptions) = table(pack, "exceptions") else { return };
    for (expected, (at, row)) in (1..).zip(rows(exceptions, "items")) {
        if let Some(found) = number(row, "number")
            && found != expected
        {
            let at = place(row, "number").unwrap_or(at);
            let what = format!("the exception in place {expected} has the number {found}");
            report.add(File::Policy, at, what, format!("write number = {expected}, or mend the order"));
        }
    }
}
