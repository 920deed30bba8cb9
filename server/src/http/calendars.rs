//! The calendars: the list, one year, the two forms that make drafts, and the decision about a draft.

use app::pages::staff::calendars as pages;
use app::views::FormView;
use app::views::calendar::{
    AlarmView, CalendarView, CalendarsView, ChangeLine, ChangeView, DateView, ImportView, MoveView, PreviewView, YearView,
};
use axum::extract::{Path, RawQuery, Request, State};
use axum::http::StatusCode;
use axum::response::IntoResponse as _;
use domain::calendar::import::{Choice, Doubt};
use domain::calendar::{CalendarChange, Covered};
use domain::{Capability, Kind};
use jiff::civil::Date;
use std::collections::BTreeMap;
use std::sync::Arc;

use super::cookies::Jar;
use super::entrance::{done, told};
use super::form::Form;
use super::problem::Outcome;
use super::reader::{Visitor, answer};
use super::staff::{fresh, or_go, whole};
use super::{Web, plain};
use crate::desk::account::Entered;
use crate::desk::calendar_forms::{TypedDate, TypedYear, YearRefused};
use crate::desk::calendars::CalendarDesk;
use crate::desk::coverage::{Reach, reaches};
use crate::desk::recompute::Preview;
use crate::desk::show::Names;
use crate::desk::{DeskError, Fields};
use crate::store::calendar_change::Drafted;
use crate::store::staff::Staff;

fn desk(visitor: &Visitor, who: &Entered) -> Result<CalendarDesk, DeskError> {
    visitor.web.house.calendars(who).ok_or(DeskError::NotFound)
}

pub(super) fn product_name(visitor: &Visitor, slug: &str) -> String {
    visitor.web.house.products.get(slug).map_or_else(|| slug.to_owned(), |product| product.pack.name.clone())
}

fn alarm(reach: &Reach) -> Option<AlarmView> {
    reach.threshold.map(|_| AlarmView {
        calendar: reach.calendar.id().to_owned(),
        until: match reach.coverage.covered {
            Covered::Until(end) => Some(end),
            Covered::NotToday | Covered::Never => None,
        },
        days_left: reach.coverage.days_left,
        year: reach.missing,
    })
}

/// The calendars that need somebody, for those who can do something about it.
pub(super) fn alarms(visitor: &Visitor, member: &Staff) -> Vec<AlarmView> {
    if !member.can(Capability::ChangeCalendars) {
        return Vec::new();
    }
    reaches(&visitor.web.house).iter().filter_map(alarm).collect()
}

fn line(visitor: &Visitor, names: &Names, drafted: Drafted) -> ChangeLine {
    let called = |id: String| names.get(&id).cloned().unwrap_or(id);
    ChangeLine {
        product: match &drafted.change {
            CalendarChange::Office { product, .. } => Some(product_name(visitor, product)),
            _ => None,
        },
        id: drafted.id,
        change: drafted.change,
        state: drafted.state,
        reason: drafted.reason,
        made_at: drafted.made_at,
        made_by: called(drafted.made_by),
        decided: drafted.decided_at.zip(drafted.decided_by.map(called)),
    }
}

/// What would move, as pages show it.
pub(super) fn preview_view(visitor: &Visitor, seen: Preview) -> PreviewView {
    // A ticket has at least one line for each due, so that only a list that is full can be cut.
    let more = seen.moves.len() >= crate::desk::recompute::LISTED;
    let moves = seen.moves.into_iter().map(|one| MoveView {
        product: product_name(visitor, &one.product),
        reference: one.reference,
        kind: Kind::from_code(one.kind),
        clock: one.clock,
        from: one.from,
        to: one.to,
    });
    PreviewView { looked: seen.looked, moving: seen.moving, moves: moves.collect(), more }
}

/// The calendars, with the drafts that wait and what was decided.
pub async fn list(visitor: Visitor) -> Outcome {
    let who = or_go!(whole(&visitor).await);
    let desk = desk(&visitor, &who)?;
    let (sets, names) = (desk.current(), desk.names().await?);
    let offices = |id: &str| -> Vec<String> {
        let keeps = sets.iter().filter(|set| set.source.members.iter().any(|member| member == id));
        keeps.map(|set| product_name(&visitor, &set.source.product)).collect()
    };
    let reach = reaches(&visitor.web.house);
    let mut calendars: Vec<_> = reach
        .iter()
        .map(|one| CalendarView {
            id: one.calendar.id().to_owned(),
            offices: offices(one.calendar.id()),
            coverage: one.coverage.clone(),
            years: one
                .calendar
                .years()
                .map(|year| (year.clone(), one.calendar.entries().filter(|entry| entry.date.year() == year.year).count()))
                .collect(),
        })
        .collect();
    // Those of the offices first.
    calendars.sort_by_key(|calendar| calendar.offices.is_empty());
    let view = CalendarsView {
        alarms: reach.iter().filter_map(alarm).collect(),
        calendars,
        offices: sets
            .iter()
            .map(|set| (product_name(&visitor, &set.source.product), CalendarDesk::office_days(set)))
            .filter(|(_, days)| !days.is_empty())
            .collect(),
        changes: desk.changes().await?.into_iter().map(|drafted| line(&visitor, &names, drafted)).collect(),
        done: visitor.cookie(Jar::Done),
    };
    let mut chrome = visitor.staff_chrome(&who.member);
    chrome.path = "/staff/calendars".to_owned();
    let response = answer(StatusCode::OK, &chrome, || pages::page(&chrome, &view));
    Ok(told(&visitor, response))
}

/// One year of a calendar: the one of the query, else this year's.
pub async fn year(visitor: Visitor, Path(id): Path<String>, RawQuery(query): RawQuery) -> Outcome {
    let who = or_go!(whole(&visitor).await);
    let desk = desk(&visitor, &who)?;
    let calendar = desk.calendars().into_iter().find(|calendar| calendar.id() == id).ok_or(DeskError::NotFound)?;
    let mut chrome = visitor.staff_chrome(&who.member);
    let this = chrome.now.to_zoned(chrome.zone.clone()).date().year();
    let pairs: Vec<(String, String)> = serde_html_form::from_str(query.as_deref().unwrap_or_default()).unwrap_or_default();
    let asked = pairs.into_iter().find(|(name, _)| name == "year").and_then(|(_, value)| domain::typed::number(&value)?.try_into().ok());
    let year = asked.filter(|year| (1..=9999).contains(year)).unwrap_or(this);
    let mut years: Vec<i16> = calendar.years().map(|listed| listed.year).chain([year]).collect();
    years.sort_unstable();
    years.dedup();
    let view = YearView {
        calendar: id.clone(),
        year,
        listed: calendar.years().find(|listed| listed.year == year).cloned(),
        years,
        weekend: calendar.weekend(),
        days: calendar.entries().filter(|entry| entry.date.year() == year).cloned().collect(),
    };
    chrome.path = format!("/staff/calendars/{id}");
    Ok(answer(StatusCode::OK, &chrome, || pages::year(&chrome, &view)))
}

fn date_page(visitor: &Visitor, who: &Entered, status: StatusCode, form: FormView) -> Outcome {
    let desk = desk(visitor, who)?;
    let offices = desk.current().into_iter().map(|set| {
        let slug = &set.source.product;
        (format!("office:{slug}"), product_name(visitor, slug))
    });
    let calendars = desk.calendars().into_iter().map(|calendar| (format!("calendar:{}", calendar.id()), calendar.name().to_owned()));
    let view = DateView { places: offices.chain(calendars).collect(), form: form.or("open", "no") };
    let mut chrome = visitor.staff_chrome(&who.member);
    chrome.path = "/staff/calendars/new/date".to_owned();
    Ok(answer(status, &chrome, || pages::date(&chrome, &view)))
}

/// The form that closes or opens one date.
pub async fn date(visitor: Visitor) -> Outcome {
    let who = or_go!(whole(&visitor).await);
    date_page(&visitor, &who, StatusCode::OK, FormView::default())
}

/// Makes a draft of it.
pub async fn date_post(visitor: Visitor, form: Form) -> Outcome {
    let who = or_go!(whole(&visitor).await);
    let typed = TypedDate {
        place: form.value("place"),
        date: form.value("date"),
        open: form.value("open"),
        hours: form.value("hours"),
        why: form.value("why"),
    };
    match desk(&visitor, &who)?.draft_date(&typed).await {
        Ok(id) => Ok(done(&visitor, &change_path(&id), "drafted")),
        Err(DeskError::Invalid(errors)) => {
            date_page(&visitor, &who, StatusCode::UNPROCESSABLE_ENTITY, Form::again(&form.values, &errors, visitor.t))
        }
        Err(error) => Err(error.into()),
    }
}

fn import_page(visitor: &Visitor, who: &Entered, status: StatusCode, form: FormView, doubts: Vec<Doubt>) -> Outcome {
    let calendars = desk(visitor, who)?.calendars().iter().map(|calendar| calendar.id().to_owned()).collect();
    let view = ImportView { calendars, form, doubts };
    let mut chrome = visitor.staff_chrome(&who.member);
    chrome.path = "/staff/calendars/new/import".to_owned();
    Ok(answer(status, &chrome, || pages::import(&chrome, &view)))
}

/// The form that imports a year.
pub async fn import(visitor: Visitor) -> Outcome {
    let who = or_go!(whole(&visitor).await);
    import_page(&visitor, &who, StatusCode::OK, FormView::default(), Vec::new())
}

/// Makes a draft of it.
pub async fn import_post(visitor: Visitor, State(web): State<Arc<Web>>, request: Request) -> Outcome {
    let who = or_go!(whole(&visitor).await);
    let desk = desk(&visitor, &who)?;
    let form = or_go!(plain::read(request, &web).await);
    let typed = TypedYear {
        calendar: form.value("calendar"),
        year: form.value("year"),
        text: form.value("text"),
        status: form.value("status"),
        source: form.value("source"),
        why: form.value("why"),
        chosen: chosen(&form),
    };
    let mut doubts = Vec::new();
    let again = match desk.draft_year(&typed).await? {
        Ok(id) => return Ok(done(&visitor, &change_path(&id), "drafted")),
        Err(YearRefused::Fields(days, errors)) => {
            doubts = days;
            Form::again(&form.values, &errors, visitor.t)
        }
        Err(YearRefused::Text(error, errors)) => {
            let mut again = Form::again(&form.values, &errors, visitor.t);
            again.errors.insert(0, ("text".to_owned(), pages::problem(visitor.t, &error)));
            again
        }
    };
    import_page(&visitor, &who, StatusCode::UNPROCESSABLE_ENTITY, again, doubts)
}

/// What was chosen for days in doubt.
fn chosen(form: &Form) -> BTreeMap<Date, Choice> {
    let choice = |(name, values): (&String, &Vec<String>)| {
        let date = name.strip_prefix("day-")?.parse().ok()?;
        Some((date, Choice::from_code(values.first()?)?))
    };
    form.values.iter().filter_map(choice).collect()
}

fn change_path(id: &str) -> String {
    format!("/staff/calendars/changes/{id}")
}

/// A draft, or what was decided about it.
pub async fn change(visitor: Visitor, Path(id): Path<String>) -> Outcome {
    let who = or_go!(whole(&visitor).await);
    let response = change_page(&visitor, &who, &id, StatusCode::OK, FormView::default()).await?;
    Ok(told(&visitor, response))
}

async fn change_page(visitor: &Visitor, who: &Entered, id: &str, status: StatusCode, form: FormView) -> Outcome {
    let desk = desk(visitor, who)?;
    let drafted = desk.change(id).await?;
    let (mut form, mut days, mut preview) = (form, Vec::new(), None);
    if drafted.state == "draft" {
        match (desk.days(&drafted.change), desk.preview(&drafted.change).await) {
            // Other files have come since: it is shown so that it can be rejected.
            (Err(DeskError::Invalid(errors)), _) | (_, Err(DeskError::Invalid(errors))) => {
                form.errors.extend(Form::again(&form.values, &errors, visitor.t).errors);
                form.errors.dedup();
            }
            (changed, seen) => (days, preview) = (changed?, Some(preview_view(visitor, seen?))),
        }
    }
    let view = ChangeView {
        own: drafted.made_by == desk.me(),
        line: line(visitor, &desk.names().await?, drafted),
        days,
        preview,
        form,
        done: visitor.cookie(Jar::Done),
    };
    let mut chrome = visitor.staff_chrome(&who.member);
    chrome.path = change_path(id);
    Ok(answer(status, &chrome, || pages::change(&chrome, &view)))
}

/// Decides a draft. The password comes first, if it was not entered just now.
pub async fn change_post(visitor: Visitor, Path(id): Path<String>, form: Form) -> Outcome {
    let who = or_go!(whole(&visitor).await);
    desk(&visitor, &who)?.change(&id).await?;
    let who = or_go!(fresh(&visitor, &change_path(&id)).await);
    let (approve, code) = match form.value("decision").as_str() {
        "approve" => (Some(true), "approved"),
        "reject" => (Some(false), "rejected"),
        _ => (None, ""),
    };
    let result = match approve {
        Some(approve) => desk(&visitor, &who)?.decide(&id, approve).await,
        None => Err(Fields::one("", "choose_one")),
    };
    match result {
        Ok(()) => Ok(done(&visitor, &change_path(&id), code)),
        Err(DeskError::Invalid(errors)) => {
            let again = Form::again(&form.values, &errors, visitor.t);
            Ok(change_page(&visitor, &who, &id, StatusCode::UNPROCESSABLE_ENTITY, again).await?.into_response())
        }
        Err(error) => Err(error.into()),
    }
}
