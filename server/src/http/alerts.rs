//! One's own alerts.

use app::pages::staff as pages;
use app::views::alerts::{AlertLine, AlertsView, UnexplainedLine};
use axum::http::StatusCode;

use super::cookies::Jar;
use super::entrance::{done, told};
use super::form::Form;
use super::problem::Outcome;
use super::reader::{Visitor, answer};
use super::staff::{agent, or_go};
use crate::store::alert::{Line, Unexplained};

fn product_name(visitor: &Visitor, slug: &str) -> String {
    visitor.web.house.products.get(slug).map_or_else(|| slug.to_owned(), |product| product.pack.name.clone())
}

fn line(visitor: &Visitor, line: Line) -> AlertLine {
    // A second one of its sort has a number behind it.
    let point = line.threshold.split_once('_').map_or(line.threshold.as_str(), |(point, _)| point).to_owned();
    AlertLine {
        product: product_name(visitor, &line.product),
        id: line.id,
        reference: line.reference,
        kind: line.kind,
        closed: line.closed,
        clock: line.clock,
        point,
        due_at: line.due_at,
        at: line.at,
        new: line.seen_at.is_none(),
    }
}

fn late(visitor: &Visitor, one: Unexplained) -> UnexplainedLine {
    let product = product_name(visitor, &one.product);
    UnexplainedLine { reference: one.reference, product, kind: one.kind, clock: one.clock, due_at: one.due_at }
}

/// The alerts of who asks.
pub async fn list(visitor: Visitor) -> Outcome {
    let (desk, member) = or_go!(agent(&visitor).await);
    let own = desk.alerts().await?;
    let view = AlertsView {
        lines: own.lines.into_iter().map(|one| line(&visitor, one)).collect(),
        unexplained: own.unexplained.into_iter().map(|one| late(&visitor, one)).collect(),
        done: visitor.cookie(Jar::Done),
    };
    let mut chrome = visitor.staff_chrome(&member);
    chrome.path = "/staff/alerts".to_owned();
    Ok(told(&visitor, answer(StatusCode::OK, &chrome, || pages::alerts::page(&chrome, &view))))
}

/// Marks one alert as seen, or all of them.
pub async fn seen(visitor: Visitor, form: Form) -> Outcome {
    let (desk, _) = or_go!(agent(&visitor).await);
    desk.see_alerts(form.optional("alert").as_deref()).await?;
    Ok(done(&visitor, "/staff/alerts", "seen"))
}
