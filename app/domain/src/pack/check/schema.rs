//! What the two files of a pack may hold. A field of a struct in `pack` has its line here.

use super::form;
use super::shape::Names::{Category, Data, Exception, Group, Processor, Promise, Retention, SelfService, Stream};
use super::shape::Shape::{Flag, Form, Glossary, Id, Items, Line, List, Number, OneOf, Ref, Rows, Table, Text};
use super::shape::{Field, Shape, may, must};
use crate::clock::ClockName;
use crate::pack::{Audience, Point};
use crate::{Kind, Lang};

/// The codes of the kinds of ticket.
pub(super) const KINDS: &[&str] = &[
    Kind::Access.code(),
    Kind::Correction.code(),
    Kind::Deletion.code(),
    Kind::AiTrainingWithdrawal.code(),
    Kind::AdvertisingOptOut.code(),
    Kind::Report.code(),
];

const KIND: Shape = OneOf(KINDS);
const LANGS: &[&str] = &[Lang::En.tag(), Lang::ZhCn.tag()];
const SOURCES: &[&str] = &["policy", "house"];
const BOUNDS: &[&str] = &["max", "min"];
const PERIOD_UNITS: &[&str] = &["days", "months", "years"];
/// The units of a promise that come with a number.
pub(super) const COUNTED: &[&str] = &["hours", "days", "business_days", "months", "years"];
const UNITS: &[&str] = &[
    "hours",
    "days",
    "business_days",
    "months",
    "years",
    "immediate",
    "on_delivery",
    "until_event",
    "promptly",
    "without_delay",
    "self_service",
];
const RIGHTS: &[&str] = &[
    "access",
    "access_cross_border",
    "correction",
    "deletion",
    "ai_training_withdrawal",
    "ai_page_info_opt_out",
    "ads_opt_out",
    "report_review",
    "guardian",
    "children",
    "retention",
    "collection_limit",
    "disclosure",
    "breach_notice",
    "definition",
];

/// `policies/<slug>.toml`.
pub(super) const PACK: &[Field] = &[
    must("slug", Form(form::slug)),
    must("reference_prefix", Form(form::prefix)),
    must("name", Line),
    must("description", Text),
    must("languages", List(&OneOf(LANGS), 1)),
    must("kinds", List(&KIND, 1)),
    must("policy", Table(POLICY)),
    must("company", Table(COMPANY)),
    must("app_id", Table(APP_ID)),
    must("contacts", Table(CONTACTS)),
    must("office", Table(OFFICE)),
    must("calendars", Table(CALENDARS)),
    must("terms", Rows(TERM, 0)),
    must("promises", Rows(PROMISE, 1)),
    must("categories", Rows(CATEGORY, 1)),
    may("ai_training", Table(AI_TRAINING)),
    must("self_service", Rows(SELF_SERVICE, 0)),
    must("retention", Rows(RETENTION, 1)),
    may("exceptions", Table(EXCEPTIONS)),
    must("ages", Table(AGES)),
    may("guardians", Table(GUARDIANS)),
    may("transfers", Table(TRANSFERS)),
    may("ads", Table(ADS)),
    must("tickets", Table(TICKETS)),
    may("publish", Table(PUBLISH)),
    may("escalations", Rows(ESCALATION, 1)),
];

const POLICY: &[Field] = &[
    must("title", Text),
    must("version", Form(form::date)),
    must("revision", Number(1, 9_999)),
    may("link", Form(form::link)),
    may("history", Form(form::link)),
];

const COMPANY: &[Field] = &[must("name", Line), may("address", Line), must("locations", List(&Text, 1)), must("section", Line)];

const APP_ID: &[Field] = &[
    must("pattern", Form(form::pattern)),
    must("case", OneOf(&["ignored", "kept"])),
    must("leading_zeros", OneOf(&["kept", "dropped"])),
    must("looks_like", Text),
];

const CONTACTS: &[Field] = &[
    may("support", Form(form::email)),
    may("privacy", Form(form::email)),
    may("officer", Line),
    may("officer_title", Text),
    must("section", Line),
    may("portal_is_channel", Flag),
    may("note", Text),
];

const OFFICE: &[Field] = &[must("zone", Form(form::zone)), must("open", Rows(INTERVAL, 1)), may("cut_off", Form(form::time))];

const INTERVAL: &[Field] = &[must("from", Form(form::time)), must("to", Form(form::time))];

const CALENDARS: &[Field] = &[must("members", List(&Form(form::calendar), 1)), must("join", OneOf(&["any-open", "all-open"]))];

const TERM: &[Field] = &[
    must("kind", KIND),
    may("business_days", Number(1, 250)),
    may("hours", Number(1, 8_760)),
    must("promise", Ref(Promise)),
    must("source", OneOf(SOURCES)),
    may("section", Line),
];

const DUTY: &[Field] = &[
    may("business_days", Number(1, 250)),
    may("hours", Number(1, 8_760)),
    must("promise", Ref(Promise)),
    must("source", OneOf(SOURCES)),
    may("section", Line),
];

const PROMISE: &[Field] = &[
    must("id", Id(Promise)),
    must("right", OneOf(RIGHTS)),
    may("section", Line),
    may("clock", Table(CLOCK)),
    must("source", OneOf(SOURCES)),
    may("fills", List(&Ref(Promise), 0)),
    must("summary", Text),
    may("conflict", Text),
];

const CLOCK: &[Field] = &[may("value", Number(1, 9_999)), must("unit", OneOf(UNITS)), may("bound", OneOf(BOUNDS))];

const CATEGORY: &[Field] = &[
    must("id", Id(Category)),
    must("name", Text),
    must("items", Items),
    must("section", Line),
    must("purpose", Text),
    may("sensitive", Flag),
    may("optional", Flag),
    must("selectable", List(&OneOf(&[Kind::Access.code(), Kind::Deletion.code()]), 0)),
    may("correctable", Flag),
    may("note", Text),
];

const AI_TRAINING: &[Field] =
    &[must("section", Line), must("on_by_default", Flag), must("summary", Text), must("silent_on", Text), must("streams", Rows(STREAM, 1))];

const STREAM: &[Field] = &[
    must("id", Id(Stream)),
    must("name", Text),
    must("covers", Text),
    must("categories", List(&Ref(Category), 1)),
    must("basis", OneOf(&["consent", "request", "opt_out"])),
    must("effect", OneOf(&["stop_training", "stop_collection"])),
    must("reading", Text),
    must("section", Line),
    must("promise", Ref(Promise)),
];

const SELF_SERVICE: &[Field] =
    &[must("id", Id(SelfService)), may("path", Text), must("does", Text), must("section", Line), must("for", List(&KIND, 0))];

const RETENTION: &[Field] = &[
    must("id", Id(Retention)),
    must("what", Text),
    may("period", Table(PERIOD)),
    must("rule", Text),
    must("basis", OneOf(&["law", "policy"])),
    may("law", Text),
    must("section", Line),
    must("survives_deletion", Flag),
    may("promise", Ref(Promise)),
    may("note", Text),
];

const PERIOD: &[Field] = &[must("value", Number(1, 9_999)), must("unit", OneOf(PERIOD_UNITS)), may("bound", OneOf(BOUNDS))];

const EXCEPTIONS: &[Field] = &[must("section", Line), must("note", Text), must("items", Rows(EXCEPTION, 1))];

const EXCEPTION: &[Field] = &[must("id", Id(Exception)), must("number", Number(1, 99)), must("summary", Text)];

const AGES: &[Field] = &[
    must("section", Line),
    may("minimum", Number(1, 21)),
    must("eea_consent_age", Flag),
    must("age_collected", Flag),
    may("notice", Table(DUTY)),
    must("summary", Text),
];

const GUARDIANS: &[Field] = &[
    must("section", Line),
    must("under_age", Number(1, 21)),
    must("rights", List(&OneOf(&["view", "update", "revoke_consent"]), 1)),
    must("revocation", Table(DUTY)),
    must("verification", Table(DUTY)),
    must("promise", Ref(Promise)),
    must("summary", Text),
];

const TRANSFERS: &[Field] = &[
    must("section", Line),
    must("summary", Text),
    must("destinations_named", Flag),
    must("question", Text),
    must("promise", Ref(Promise)),
];

const ADS: &[Field] = &[
    must("section", Line),
    must("partners", List(&Line, 1)),
    must("shared", Items),
    must("used", Items),
    must("effect", Text),
    must("self_service", Ref(SelfService)),
    must("processors", List(&Ref(Processor), 0)),
    may("note", Text),
];

const TICKETS: &[Field] =
    &[must("years", Number(1, 30)), must("complaint_years", Number(1, 30)), must("pseudonymised_after_days", Number(31, 3_650))];

const PUBLISH: &[Field] = &[may("promises", Flag)];
const CLOCKS: &[&str] = &[ClockName::Promise.code(), ClockName::Law.code(), ClockName::Review.code()];
const POINTS: &[&str] = &[Point::Unclaimed.code(), Point::Elapsed.code(), Point::Amber.code(), Point::Red.code(), Point::Breach.code()];
const AUDIENCES: &[&str] = &[Audience::Assignee.code(), Audience::Lead.code(), Audience::OnCall.code(), Audience::Manager.code()];

const ESCALATION: &[Field] = &[
    must("clock", OneOf(CLOCKS)),
    must("at", OneOf(POINTS)),
    may("open_hours", Number(1, 500)),
    may("hours", Number(1, 8_760)),
    must("to", List(&OneOf(AUDIENCES), 1)),
    must("wait_for_open", Flag),
];

/// `policies/<slug>.processors.toml`.
pub(super) const PROCESSORS: &[Field] =
    &[must("section", Line), must("groups", Glossary(Group)), must("data", Glossary(Data)), must("processors", Rows(PROCESSOR, 0))];

const PROCESSOR: &[Field] = &[
    must("id", Id(Processor)),
    may("name", Line),
    may("label", Text),
    must("purpose", Text),
    must("category", Ref(Group)),
    must("data", List(&Ref(Data), 1)),
    may("link", Form(form::link)),
    may("note", Text),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pack::{ClockUnit, PeriodUnit, Right};

    #[test]
    fn every_word_that_the_schema_allows_can_be_read() -> Result<(), serde_json::Error> {
        for code in RIGHTS {
            serde_json::from_value::<Right>((*code).into())?;
        }
        for code in UNITS {
            let unit = serde_json::from_value::<ClockUnit>((*code).into())?;
            assert_eq!(unit.is_counted(), COUNTED.contains(code), "{code}");
        }
        for code in PERIOD_UNITS {
            serde_json::from_value::<PeriodUnit>((*code).into())?;
        }
        for (list, all) in [(CLOCKS, ClockName::ALL.map(ClockName::code).to_vec()), (POINTS, Point::ALL.map(Point::code).to_vec())] {
            assert_eq!(list, all);
        }
        assert_eq!(AUDIENCES, Audience::ALL.map(Audience::code));
        let named: Vec<_> = Kind::REQUESTS.into_iter().chain([Kind::Report]).map(Kind::code).collect();
        assert_eq!(KINDS, named, "a pack names what people can ask for; what guardians can follows from [guardians]");
        Ok(())
    }
}
