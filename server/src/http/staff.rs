//! The staff's side: who asks, the queue and its search.

use app::pages::staff as pages;
use app::views::FormView;
use app::views::staff::{LineView, QueueView};
use axum::extract::RawQuery;
use axum::http::{StatusCode, header};
use axum::response::Response;
use domain::{Kind, State};
use jiff::Timestamp;

use super::cookies::{self, Jar};
use super::form::Form;
use super::problem::{Outcome, Problem};
use super::reader::{Visitor, answer, go, with_cookie};
use crate::desk::account::Entered;
use crate::desk::agent::AgentDesk;
use crate::store::queue::{Filter, Within};
use crate::store::staff::Staff;

/// The session of staff, whole or half; or the way to the log-in.
pub async fn entered(visitor: &Visitor) -> Result<Entered, Response> {
    let found = match visitor.cookie(Jar::Staff) {
        Some(cookie) => {
            visitor.web.house.entered(&cookie).await.map_err(|error| axum::response::IntoResponse::into_response(Problem::from(error)))?
        }
        None => None,
    };
    found.ok_or_else(|| go("/staff/login"))
}

/// The session of staff with its second factor; or the way to what is missing.
pub async fn whole(visitor: &Visitor) -> Result<Entered, Response> {
    let entered = entered(visitor).await?;
    if !entered.whole() {
        return Err(go("/staff/second"));
    }
    // What is written to them is written in the language in which they read.
    let spoken = visitor.web.house.speaks(&entered.member, visitor.t.lang()).await;
    spoken.map_err(|error| axum::response::IntoResponse::into_response(Problem::from(error)))?;
    Ok(entered)
}

/// The same, fresh; or the way to the password, and from there to `back`.
pub async fn fresh(visitor: &Visitor, back: &str) -> Result<Entered, Response> {
    let entered = whole(visitor).await?;
    if entered.fresh(visitor.web.house.now()) {
        return Ok(entered);
    }
    let query = serde_html_form::to_string([("to", back)]).unwrap_or_default();
    Err(go(&format!("/staff/confirm?{query}")))
}

/// Who works here, from the session; or the way to the log-in or to the second factor.
pub async fn member(visitor: &Visitor) -> Result<Staff, Response> {
    Ok(whole(visitor).await?.member)
}

/// An agent's desk with who works at it.
pub async fn agent(visitor: &Visitor) -> Result<(AgentDesk, Staff), Response> {
    let member = member(visitor).await?;
    Ok((visitor.web.house.agent(&member), member))
}

/// Unwraps a capability, or answers the way to it.
macro_rules! or_go {
    ($wanted:expr) => {
        match $wanted {
            Ok(value) => value,
            Err(response) => return Ok(response),
        }
    };
}
pub(super) use or_go;

/// The staff's front door.
pub async fn front(visitor: Visitor) -> Outcome {
    or_go!(member(&visitor).await);
    Ok(go("/staff/queue"))
}

/// The queue, narrowed by its query: kinds, products, states and views; never by anything personal.
pub async fn queue(visitor: Visitor, RawQuery(query): RawQuery) -> Outcome {
    let (desk, member) = or_go!(agent(&visitor).await);
    let pairs: Vec<(String, String)> = serde_html_form::from_str(query.as_deref().unwrap_or_default()).unwrap_or_default();
    let mut shown = FormView::default();
    for (name, value) in pairs.into_iter().filter(|(_, value)| !value.is_empty()) {
        shown.values.entry(name).or_default().push(value);
    }
    let filter = filter(&shown, &desk);
    let (lines, more) = desk.queue(&filter, cursor(&shown.value("after"))).await?;
    let closed = filter.state.is_some_and(|state| !state.on_queue());
    let next = lines.last().filter(|_| more).map(|last| {
        let at = if closed { last.stopped_at.unwrap_or(last.cached.sort_at) } else { last.cached.sort_at };
        next_query(&shown, at, &last.id)
    });
    let lines = desk.line_views(&lines).await?;
    shown.values.remove("after");
    show_queue(&visitor, &desk, &member, shown, lines, next, None).await
}

async fn show_queue(
    visitor: &Visitor,
    desk: &AgentDesk,
    member: &Staff,
    filter: FormView,
    lines: Vec<LineView>,
    next: Option<String>,
    search: Option<FormView>,
) -> Outcome {
    let view = QueueView {
        products: visitor
            .web
            .house
            .products
            .all()
            .filter(|product| member.sees(&product.pack.slug))
            .map(|product| product.pack.clone())
            .collect(),
        counts: desk.counts().await?,
        failed_mails: desk.failed_mails().await?,
        alarms: super::calendars::alarms(visitor, member),
        filter,
        lines,
        next,
        search,
    };
    let mut chrome = visitor.staff_chrome(member);
    chrome.path = "/staff/queue".to_owned();
    Ok(answer(StatusCode::OK, &chrome, || pages::queue::page(&chrome, &view)))
}

fn filter(shown: &FormView, desk: &AgentDesk) -> Filter {
    let text = |name: &str| Some(shown.value(name)).filter(|value| !value.is_empty());
    let view = shown.value("view");
    Filter {
        // The desk narrows it to what its member may see.
        within: Within::default(),
        kind: text("kind").and_then(|code| Kind::from_code(&code)),
        product: text("product").filter(|slug| desk.has_product(slug)),
        state: if view == "paused" { Some(State::RequiresInput) } else { text("state").and_then(|code| State::from_code(&code)) },
        assignee: (view == "mine").then(|| desk.me().to_owned()),
        unassigned: view == "unassigned",
        at_risk: view == "at_risk",
        breached: view == "breached",
    }
}

/// The line after which a page begins: `MILLISECONDS.ID`.
fn cursor(text: &str) -> Option<(Timestamp, String)> {
    let (millis, id) = text.split_once('.')?;
    Some((Timestamp::from_millisecond(millis.parse().ok()?).ok()?, id.to_owned()))
}

fn next_query(shown: &FormView, at: Timestamp, id: &str) -> String {
    let mut pairs: Vec<(String, String)> = shown
        .values
        .iter()
        .filter(|(name, _)| *name != "after")
        .flat_map(|(name, values)| values.iter().map(move |value| (name.clone(), value.clone())))
        .collect();
    pairs.push(("after".to_owned(), format!("{}.{id}", at.as_millisecond())));
    serde_html_form::to_string(&pairs).unwrap_or_default()
}

/// Exact search, by POST: an address does not belong into a URL.
pub async fn search(visitor: Visitor, form: Form) -> Outcome {
    let (desk, member) = or_go!(agent(&visitor).await);
    let lines = desk.search(&form.value("q")).await?;
    let lines = desk.line_views(&lines).await?;
    let shown = FormView { values: form.values.clone(), errors: Vec::new() };
    show_queue(&visitor, &desk, &member, FormView::default(), lines, None, Some(shown)).await
}

/// Goes to the ticket that is due first.
pub async fn next(visitor: Visitor, form: Form) -> Outcome {
    let (desk, _) = or_go!(agent(&visitor).await);
    let to = match desk.next(&form.value("but")).await? {
        Some(reference) => format!("/staff/tickets/{reference}"),
        None => {
            // Nothing is left that is not somebody else's: said on the page that one is on.
            let here = visitor
                .headers
                .get(header::REFERER)
                .and_then(|value| value.to_str().ok())
                .and_then(|value| value.strip_prefix(&visitor.web.config.origin));
            let here = here.filter(|path| path.starts_with("/staff/tickets/"));
            let to = here.unwrap_or("/staff/queue").to_owned();
            let response = go(&to);
            return Ok(match here {
                Some(_) => {
                    with_cookie(response, cookies::set(&visitor.web, Jar::Done, "nothing_next", Some(jiff::SignedDuration::from_mins(1))))
                }
                None => response,
            });
        }
    };
    Ok(go(&to))
}
