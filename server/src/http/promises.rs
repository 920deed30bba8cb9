//! The figures of promises: the staff's pages and tables, and what a product publishes.

use app::components::promise as words;
use app::pages::public as public_pages;
use app::pages::staff::promises as pages;
use app::texts::T;
use app::views::promises::{
    FoundView, PROMISED, PromiseTicketView, PromiseTicketsView, PromiseView, PromisesView, PublishedView, YearFound, YearView,
};
use app::views::{Chrome, FormView};
use axum::extract::{Path, RawQuery};
use axum::http::StatusCode;
use axum::response::Response;
use domain::Kind;
use domain::clock::ClockName;
use domain::figures::{Ground, Metric, PromiseKey, Tally};
use jiff::Timestamp;

use super::form::Form;
use super::officer::download;
use super::people::products;
use super::problem::Outcome;
use super::reader::{Visitor, answer, go};
use super::staff::{or_go, whole};
use crate::desk::account::Entered;
use crate::desk::officer::csv;
use crate::desk::promises::{self as desk, Asked, AskedYear, Found, PromiseDesk};
use crate::desk::{DeskError, FieldError};
use crate::store::promise_lines::{Line, Which};

fn at(visitor: &Visitor, who: &Entered) -> Result<PromiseDesk, DeskError> {
    visitor.web.house.promises(who).ok_or(DeskError::NotFound)
}

/// What an address's query holds of these fields.
fn shown(query: Option<&str>, fields: &[&str]) -> FormView {
    let pairs: Vec<(String, String)> = serde_html_form::from_str(query.unwrap_or_default()).unwrap_or_default();
    let mut shown = FormView::default();
    for (name, value) in pairs.into_iter().filter(|(name, value)| fields.contains(&name.as_str()) && !value.is_empty()) {
        shown.values.entry(name).or_default().push(value);
    }
    shown
}

fn query(pairs: &[(&str, &str)]) -> String {
    let pairs: Vec<_> = pairs.iter().filter(|(_, value)| !value.is_empty()).collect();
    serde_html_form::to_string(pairs).unwrap_or_default()
}

fn asked(desk: &PromiseDesk, shown: &FormView) -> Result<Asked, DeskError> {
    Asked::read(&shown.value("from"), &shown.value("to"), &shown.value("product"), desk.today())
}

fn asked_query(asked: &Asked) -> String {
    let (from, to) = (asked.from.to_string(), asked.to.to_string());
    query(&[("from", &from), ("to", &to), ("product", asked.product.as_deref().unwrap_or_default())])
}

/// The page at this path with what was typed: it says what is wrong with it.
fn back(path: &str, shown: &FormView) -> Response {
    let pairs = shown.values.iter().flat_map(|(name, values)| values.iter().map(move |value| (name, value)));
    go(&format!("{path}?{}", serde_html_form::to_string(pairs.collect::<Vec<_>>()).unwrap_or_default()))
}

/// What is wrong with a form, apart from what failed.
fn split<V>(result: Result<V, DeskError>) -> Result<Result<V, Vec<FieldError>>, DeskError> {
    match result {
        Ok(value) => Ok(Ok(value)),
        Err(DeskError::Invalid(wrong)) => Ok(Err(wrong)),
        Err(error) => Err(error),
    }
}

fn views(visitor: &Visitor, found: &Found) -> Vec<PromiseView> {
    let products = &visitor.web.house.products;
    let view = |(key, figures): (&PromiseKey, &domain::figures::PromiseFigures)| {
        let product = products.get(&key.product)?;
        Some(PromiseView {
            product: product.pack.name.clone(),
            told: desk::told(product, key),
            figures: figures.clone(),
            unanswered: found.book.unanswered(key),
            key: key.clone(),
        })
    };
    found.book.promises.iter().filter_map(view).collect()
}

/// How promises are kept, by week.
pub async fn figures(visitor: Visitor, RawQuery(raw): RawQuery) -> Outcome {
    let who = or_go!(whole(&visitor).await);
    let desk = at(&visitor, &who)?;
    let mut form = shown(raw.as_deref(), &["from", "to", "product"]);
    let mut view = PromisesView { filter: FormView::default(), products: products(&visitor, &who.member), found: None };
    let mut wrong = Vec::new();
    match split(asked(&desk, &form))? {
        Err(errors) => wrong = errors,
        Ok(asked) => {
            let found = desk.figures(&asked).await?;
            form = form.or("from", &asked.from.to_string()).or("to", &asked.to.to_string());
            view.found = Some(FoundView {
                from: asked.from,
                to: asked.to,
                promises: views(&visitor, &found),
                promised: found.book.sum(&PROMISED),
                law: found.book.sum(&[ClockName::Law]),
                query: asked_query(&asked),
                weeks: found.weeks,
            });
        }
    }
    view.filter = Form::again(&form.values, &wrong, visitor.t);
    let chrome = chrome(&visitor, &who, "/staff/promises");
    Ok(answer(status(&wrong), &chrome, || pages::page(&chrome, &view)))
}

fn status(wrong: &[FieldError]) -> StatusCode {
    if wrong.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY }
}

fn chrome(visitor: &Visitor, who: &Entered, path: &str) -> Chrome {
    let mut chrome = visitor.staff_chrome(&who.member);
    path.clone_into(&mut chrome.path);
    chrome
}

/// The same figures as a table.
pub async fn figures_csv(visitor: Visitor, RawQuery(raw): RawQuery) -> Outcome {
    let who = or_go!(whole(&visitor).await);
    let desk = at(&visitor, &who)?;
    let form = shown(raw.as_deref(), &["from", "to", "product"]);
    let Ok(asked) = split(asked(&desk, &form))? else { return Ok(back("/staff/promises", &form)) };
    let found = desk.figures(&asked).await?;
    let t = visitor.t;
    let mut rows = vec![heads(t)];
    for one in views(&visitor, &found) {
        rows.push(whole_row(t, &asked, &one));
        rows.extend(found.weeks.iter().map(|week| {
            let tally = one.figures.periods.get(week).copied().unwrap_or_default();
            let mut cells = named(t, &one, week.to_string());
            cells.extend(tallied(tally));
            cells
        }));
    }
    Ok(download("promises.csv", csv(&rows)))
}

fn heads(t: T) -> Vec<String> {
    vec![
        t.promises_col_product(),
        t.promises_col_version(),
        t.promises_col_kind(),
        t.promises_col_clock(),
        t.promises_col_told(),
        t.promises_col_week(),
        t.promises_col_ended(),
        t.promises_col_kept(),
        t.promises_col_broken(),
        t.promises_col_share(),
        t.promises_col_median_hours(),
        t.promises_col_p95_hours(),
        t.promises_col_open(),
        t.promises_col_at_risk(),
        t.promises_col_overdue(),
        t.promises_col_paused(),
        t.promises_col_withdrawn(),
        t.promises_col_cancelled(),
        t.promises_col_joined(),
        t.promises_col_erased(),
        t.promises_col_unexplained(),
        t.promises_col_reason(),
    ]
}

fn named(t: T, one: &PromiseView, week: String) -> Vec<String> {
    vec![
        one.product.clone(),
        one.key.version.clone(),
        t.coded("staff-kind", one.key.kind.code()),
        words::clock(t, &one.key),
        words::told(t, &one.key, &one.told),
        week,
    ]
}

fn tallied(tally: Tally) -> [String; 4] {
    let share = tally.share().map(|share| share.to_string()).unwrap_or_default();
    [tally.ended().to_string(), tally.kept.to_string(), tally.broken.to_string(), share]
}

/// A promise's row of all days together; its weeks follow.
fn whole_row(t: T, asked: &Asked, one: &PromiseView) -> Vec<String> {
    let figures = &one.figures;
    let hours = |minutes: Option<u64>| minutes.map(words::hours).unwrap_or_default();
    let mut cells = named(t, one, format!("{}: {}", t.promises_all_weeks(), t.promises_span(asked.from.to_string(), asked.to.to_string())));
    cells.extend(tallied(figures.total()));
    cells.extend([hours(figures.spread.median()), hours(figures.spread.percentile(95))]);
    let (open, beside) = (figures.open, one.unanswered);
    let numbers = [
        open.open,
        open.at_risk,
        open.overdue,
        open.paused,
        beside.withdrawn,
        beside.cancelled,
        beside.joined,
        figures.erased.ended(),
        figures.unexplained(),
    ];
    cells.extend(numbers.map(|number| number.to_string()));
    let reasons: Vec<_> = figures.reasons.iter().map(|(code, count)| format!("{}: {count}", t.coded("breach-reason", code))).collect();
    cells.push(reasons.join("; "));
    cells
}

const TICKETS: [&str; 8] = ["product", "kind", "clock", "version", "which", "from", "to", "after"];

/// The tickets behind a number.
pub async fn tickets(visitor: Visitor, RawQuery(raw): RawQuery) -> Outcome {
    let who = or_go!(whole(&visitor).await);
    let desk = at(&visitor, &who)?;
    let form = shown(raw.as_deref(), &TICKETS);
    if form.values.is_empty() {
        return Ok(go("/staff/promises"));
    }
    // The links to here are our own: what is not as they say is not there.
    let key = PromiseKey {
        product: form.value("product"),
        kind: Kind::from_code(&form.value("kind")).ok_or(DeskError::NotFound)?,
        clock: ClockName::from_code(&form.value("clock")).ok_or(DeskError::NotFound)?,
        version: form.value("version"),
    };
    let which = Which::from_code(&form.value("which")).ok_or(DeskError::NotFound)?;
    let asked = asked(&desk, &form)?;
    let now = visitor.web.house.now();
    let list = desk.tickets(&asked, &key, which, cursor(&form.value("after"))).await?;
    let next = list.lines.last().filter(|_| list.more).map(|last| {
        let after = format!("{}.{}", last.at.as_millisecond(), last.id);
        let mut pairs: Vec<(&str, String)> = TICKETS.into_iter().map(|name| (name, form.value(name))).collect();
        pairs.retain(|(name, value)| *name != "after" && !value.is_empty());
        pairs.push(("after", after));
        serde_html_form::to_string(pairs).unwrap_or_default()
    });
    let view = PromiseTicketsView {
        product: desk.product(&key.product)?.pack.name.clone(),
        which: which.code(),
        from: asked.from,
        to: asked.to,
        lines: list.lines.into_iter().map(|line| ticket(line, now)).collect(),
        erased: list.erased,
        next,
        back: asked_query(&Asked { product: None, ..asked.clone() }),
        key,
    };
    let chrome = chrome(&visitor, &who, "/staff/promises/tickets");
    Ok(answer(StatusCode::OK, &chrome, || pages::tickets(&chrome, &view)))
}

/// The line after which a page begins: `MILLISECONDS.ID`.
fn cursor(text: &str) -> Option<(Timestamp, String)> {
    let (millis, id) = text.split_once('.')?;
    Some((Timestamp::from_millisecond(millis.parse().ok()?).ok()?, id.to_owned()))
}

fn ticket(line: Line, now: Timestamp) -> PromiseTicketView {
    let end = line.closed.unwrap_or(now);
    let late = line.due.filter(|due| *due < end).map(|due| end.duration_since(due).as_mins().unsigned_abs());
    PromiseTicketView { reference: line.reference, due: line.due, closed: line.closed, late, state: line.state }
}

/// What was asked for of a year; the first product where none was chosen.
fn asked_year(desk: &PromiseDesk, form: &FormView) -> Result<AskedYear, DeskError> {
    let product = match form.value("product") {
        empty if empty.is_empty() => desk.products().next().ok_or(DeskError::NotFound)?.pack.slug.clone(),
        chosen => desk.product(&chosen)?.pack.slug.clone(),
    };
    AskedYear::read(&form.value("year"), &product, &form.value("who"), desk.today())
}

/// A calendar year's metrics (11 CCR 7102).
pub async fn year(visitor: Visitor, RawQuery(raw): RawQuery) -> Outcome {
    let who = or_go!(whole(&visitor).await);
    let desk = at(&visitor, &who)?;
    let mut form = shown(raw.as_deref(), &["year", "product", "who"]);
    let mut view = YearView { filter: FormView::default(), products: products(&visitor, &who.member), found: None };
    let mut wrong = Vec::new();
    match split(asked_year(&desk, &form))? {
        Err(errors) => wrong = errors,
        Ok(asked) => {
            let year = asked.year.to_string();
            let who = if asked.california { "california" } else { "all" };
            form = form.or("year", &year).or("product", &asked.product).or("who", who);
            view.found = Some(YearFound {
                year: asked.year,
                product: desk.product(&asked.product)?.pack.name.clone(),
                california: asked.california,
                over: asked.year < desk.today().year(),
                yearly: desk.year(&asked).await?,
                query: query(&[("year", &year), ("product", &asked.product), ("who", who)]),
            });
        }
    }
    view.filter = Form::again(&form.values, &wrong, visitor.t);
    let chrome = chrome(&visitor, &who, "/staff/promises/ccpa");
    Ok(answer(status(&wrong), &chrome, || pages::year(&chrome, &view)))
}

/// The same metrics as a table.
pub async fn year_csv(visitor: Visitor, RawQuery(raw): RawQuery) -> Outcome {
    let who = or_go!(whole(&visitor).await);
    let desk = at(&visitor, &who)?;
    let form = shown(raw.as_deref(), &["year", "product", "who"]);
    let Ok(asked) = split(asked_year(&desk, &form))? else { return Ok(back("/staff/promises/ccpa", &form)) };
    let yearly = desk.year(&asked).await?;
    let t = visitor.t;
    let mut first = vec![
        t.promises_col_product(),
        t.ccpa_year(),
        t.ccpa_who(),
        t.ccpa_col_right(),
        t.ccpa_col_received(),
        t.ccpa_col_complied(),
        t.ccpa_col_whole(),
        t.ccpa_col_part(),
        t.ccpa_col_denied(),
        t.ccpa_col_ended(),
        t.ccpa_col_open(),
        t.ccpa_col_days(),
    ];
    first.extend(Ground::ALL.map(|ground| format!("{}: {}", t.ccpa_col_denied(), t.coded("ccpa-ground", ground.code()))));
    let mut rows = vec![first];
    let name = desk.product(&asked.product)?.pack.name.clone();
    for (right, metric) in &yearly.rights {
        let who = if asked.california { t.ccpa_who_california() } else { t.ccpa_who_all() };
        let mut cells = vec![name.clone(), asked.year.to_string(), who, t.coded("ccpa-right", right.code())];
        match metric {
            Metric::NotTaken => cells.push(t.ccpa_not_taken()),
            Metric::Taken(metrics) => {
                let numbers =
                    [metrics.received, metrics.complied(), metrics.whole, metrics.part, metrics.denied, metrics.ended, metrics.open];
                cells.extend(numbers.map(|number| number.to_string()));
                cells.push(metrics.days.median().map(|days| days.to_string()).unwrap_or_default());
                cells.extend(Ground::ALL.map(|ground| metrics.grounds.get(&ground).copied().unwrap_or(0).to_string()));
            }
        }
        rows.push(cells);
    }
    Ok(download("ccpa-7102.csv", csv(&rows)))
}

/// What a product publishes. Where it publishes nothing there is no such page.
pub async fn published(visitor: Visitor, Path(slug): Path<String>) -> Outcome {
    let published = desk::published(&visitor.web.house, &slug).await?;
    let product = visitor.web.house.products.get(&slug).ok_or(DeskError::NotFound)?;
    let chrome = visitor.chrome(Some(product.pack.clone()));
    let view = PublishedView { pack: product.pack.clone(), published };
    Ok(answer(StatusCode::OK, &chrome, || public_pages::promises(&chrome, &view)))
}
