//! The privacy officer's logs: who looked at what, and what was refused.

use app::pages::staff as pages;
use app::texts::T;
use app::views::FormView;
use app::views::people::{AccessView, LookView, RefusalsView, RefusedView};
use axum::body::Body;
use axum::extract::RawQuery;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use domain::typed;
use domain::{Kind, Reference};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan as _};

use super::form::Form;
use super::people::products;
use super::problem::Outcome;
use super::reader::{Visitor, answer};
use super::staff::{fresh, or_go, whole};
use crate::desk::account::Entered;
use crate::desk::officer::{OfficerDesk, csv};
use crate::desk::show::Names;
use crate::desk::{DeskError, FieldError};
use crate::store::look::{self, Look};
use crate::store::refusal::{self, Refused};

/// What the fields of a filter are called.
const FIELDS: [&str; 7] = ["member", "reference", "product", "from", "to", "minors", "after"];

fn desk(visitor: &Visitor, who: &Entered) -> Result<OfficerDesk, DeskError> {
    visitor.web.house.officer(who).ok_or(DeskError::NotFound)
}

pub(super) fn from_query(query: Option<&str>) -> FormView {
    let pairs: Vec<(String, String)> = serde_html_form::from_str(query.unwrap_or_default()).unwrap_or_default();
    let mut shown = FormView::default();
    for (name, value) in pairs.into_iter().filter(|(name, value)| FIELDS.contains(&name.as_str()) && !value.is_empty()) {
        shown.values.entry(name).or_default().push(value);
    }
    shown
}

pub(super) fn to_query(shown: &FormView, after: Option<(Timestamp, &str)>) -> String {
    let kept = shown.values.iter().filter(|(name, _)| *name != "after");
    let mut pairs: Vec<(String, String)> =
        kept.flat_map(|(name, values)| values.iter().map(move |value| (name.clone(), value.clone()))).collect();
    pairs.extend(after.map(|(at, id)| ("after".to_owned(), format!("{}.{id}", at.as_millisecond()))));
    serde_html_form::to_string(&pairs).unwrap_or_default()
}

/// The line after which a page begins: `MILLISECONDS.ID`.
pub(super) fn cursor(shown: &FormView) -> Option<(Timestamp, String)> {
    let text = shown.value("after");
    let (millis, id) = text.split_once('.')?;
    Some((Timestamp::from_millisecond(millis.parse().ok()?).ok()?, id.to_owned()))
}

fn text(shown: &FormView, name: &str) -> Option<String> {
    Some(shown.value(name).trim().to_owned()).filter(|value| !value.is_empty())
}

/// The first moment of a day in the reader's zone, `later` days on; or an error beside the field.
fn day(shown: &FormView, name: &str, zone: &TimeZone, later: i64) -> Result<Option<Timestamp>, FieldError> {
    let Some(value) = text(shown, name) else { return Ok(None) };
    let found = typed::date(&value).and_then(|date| date.checked_add(later.days()).ok()).and_then(|date| date.to_zoned(zone.clone()).ok());
    let wrong = FieldError::new(name, "date_wrong");
    found.map(|at| Some(at.timestamp())).ok_or(wrong)
}

/// Both ends of the time asked for, and what is wrong with them.
fn span(shown: &FormView, zone: &TimeZone) -> (Option<Timestamp>, Option<Timestamp>, Vec<FieldError>) {
    let mut wrong = Vec::new();
    let mut take = |found: Result<Option<Timestamp>, FieldError>| {
        found.unwrap_or_else(|error| {
            wrong.push(error);
            None
        })
    };
    let (from, before) = (take(day(shown, "from", zone, 0)), take(day(shown, "to", zone, 1)));
    (from, before, wrong)
}

fn look_filter(shown: &FormView, zone: &TimeZone) -> (look::Filter, Vec<FieldError>) {
    let (from, before, wrong) = span(shown, zone);
    let filter = look::Filter {
        within: domain::Scope::All,
        staff: text(shown, "member"),
        // What is no reference finds nothing, as one that there is not.
        reference: text(shown, "reference").map(|typed| Reference::parse(&typed).map_or(typed, |reference| reference.to_string())),
        minors: shown.value("minors") == "yes",
        product: text(shown, "product"),
        from,
        before,
    };
    (filter, wrong)
}

fn refusal_filter(shown: &FormView, zone: &TimeZone) -> (refusal::Filter, Vec<FieldError>) {
    let (from, before, wrong) = span(shown, zone);
    (refusal::Filter { within: domain::Scope::All, product: text(shown, "product"), from, before }, wrong)
}

fn product_name(visitor: &Visitor, slug: &str) -> String {
    visitor.web.house.products.get(slug).map_or_else(|| slug.to_owned(), |product| product.pack.name.clone())
}

fn look_view(visitor: &Visitor, names: &Names, look: Look) -> LookView {
    LookView {
        at: look.at,
        who: names.get(&look.staff_id).cloned().unwrap_or(look.staff_id),
        what: look.what,
        reference: look.reference,
        product: look.product.map(|slug| product_name(visitor, &slug)),
        minor: look.minor,
        purpose: look.purpose,
        note: look.note,
    }
}

fn status(wrong: &[FieldError]) -> StatusCode {
    if wrong.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY }
}

/// The access log.
pub async fn access(visitor: Visitor, RawQuery(query): RawQuery) -> Outcome {
    let who = or_go!(whole(&visitor).await);
    let desk = desk(&visitor, &who)?;
    let mut chrome = visitor.staff_chrome(&who.member);
    let mut shown = from_query(query.as_deref());
    let (filter, wrong) = look_filter(&shown, &chrome.zone);
    let (looks, more) = desk.looks(&filter, cursor(&shown)).await?;
    let names = desk.names().await?;
    let next = looks.last().filter(|_| more).map(|last| to_query(&shown, Some((last.at, &last.id))));
    shown = Form::again(&shown.values, &wrong, visitor.t);
    let view = AccessView {
        members: names.iter().map(|(id, name)| (id.clone(), name.clone())).collect(),
        products: products(&visitor, &who.member),
        lines: looks.into_iter().map(|look| look_view(&visitor, &names, look)).collect(),
        next,
        filter: shown,
    };
    chrome.path = "/staff/access".to_owned();
    Ok(answer(status(&wrong), &chrome, || pages::access::page(&chrome, &view)))
}

/// The access log as a file. The password comes first, if it was not entered just now.
pub async fn access_export(visitor: Visitor, form: Form) -> Outcome {
    let who = or_go!(whole(&visitor).await);
    desk(&visitor, &who)?;
    let shown = FormView { values: form.values.clone(), errors: Vec::new() };
    let who = or_go!(fresh(&visitor, &format!("/staff/access?{}", to_query(&shown, None))).await);
    let desk = desk(&visitor, &who)?;
    let zone = visitor.staff_chrome(&who.member).zone;
    let looks = desk.export_looks(&look_filter(&shown, &zone).0).await?;
    let names = desk.names().await?;
    let t = visitor.t;
    let mut rows = vec![vec![
        t.access_at(),
        t.access_member(),
        t.access_what(),
        t.access_reference(),
        t.access_product(),
        t.access_child(),
        t.access_purpose(),
        t.gate_note(),
    ]];
    for look in looks {
        let view = look_view(&visitor, &names, look);
        rows.push(vec![
            view.at.to_string(),
            view.who,
            t.coded("look", &view.what),
            view.reference.unwrap_or_default(),
            view.product.unwrap_or_default(),
            if view.minor { t.people_yes() } else { t.people_no() },
            t.coded("purpose", &view.purpose),
            view.note.unwrap_or_default(),
        ]);
    }
    Ok(download("access-log.csv", csv(&rows)))
}

fn refused_view(visitor: &Visitor, line: Refused) -> RefusedView {
    RefusedView {
        at: line.at,
        product: product_name(visitor, &line.product),
        kind: Kind::from_code(&line.kind),
        country: line.country,
        state: line.state,
        reasons: line.reasons,
    }
}

/// The log of refusals.
pub async fn refusals(visitor: Visitor, RawQuery(query): RawQuery) -> Outcome {
    let who = or_go!(whole(&visitor).await);
    let desk = desk(&visitor, &who)?;
    let mut chrome = visitor.staff_chrome(&who.member);
    let shown = from_query(query.as_deref());
    let (filter, wrong) = refusal_filter(&shown, &chrome.zone);
    let (lines, more) = desk.refusals(&filter, cursor(&shown)).await?;
    let next = lines.last().filter(|_| more).map(|last| to_query(&shown, Some((last.at, &last.id))));
    let view = RefusalsView {
        products: products(&visitor, &who.member),
        lines: lines.into_iter().map(|line| refused_view(&visitor, line)).collect(),
        next,
        filter: Form::again(&shown.values, &wrong, visitor.t),
    };
    chrome.path = "/staff/refusals".to_owned();
    Ok(answer(status(&wrong), &chrome, || pages::access::refusals(&chrome, &view)))
}

/// The log of refusals as a file.
pub async fn refusals_export(visitor: Visitor, form: Form) -> Outcome {
    let who = or_go!(whole(&visitor).await);
    let desk = desk(&visitor, &who)?;
    let shown = FormView { values: form.values.clone(), errors: Vec::new() };
    let zone = visitor.staff_chrome(&who.member).zone;
    let lines = desk.export_refusals(&refusal_filter(&shown, &zone).0).await?;
    let t = visitor.t;
    let mut rows =
        vec![vec![t.access_at(), t.access_product(), t.refusals_kind(), t.refusals_country(), t.refusals_how(), t.refusals_reasons()]];
    for line in lines {
        let view = refused_view(&visitor, line);
        rows.push(vec![
            view.at.to_string(),
            view.product,
            view.kind.map(|kind| t.coded("staff-kind", kind.code())).unwrap_or_default(),
            view.country.unwrap_or_default(),
            t.coded("staff-state", &view.state),
            reasons(t, &view.reasons),
        ]);
    }
    Ok(download("refusals.csv", csv(&rows)))
}

fn reasons(t: T, codes: &[String]) -> String {
    codes.iter().map(|code| t.coded("reason", code)).collect::<Vec<_>>().join("; ")
}

/// A table as a file to keep.
pub(super) fn download(name: &'static str, text: String) -> Response {
    let mut response = Body::from(text).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/csv; charset=utf-8"));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static("default-src 'none'; sandbox"));
    if let Ok(value) = HeaderValue::from_str(&format!("attachment; filename=\"{name}\"")) {
        headers.insert(header::CONTENT_DISPOSITION, value);
    }
    response
}
