//! A report case: the reports under it, and the decision.

use domain::Kind;
use domain::report::{CHILD_DECISIONS, CHILD_SEXUAL_EXPLOITATION, DECISIONS};
use leptos::prelude::*;

use super::super::parts::{act, language, long, version};
use super::{offers, prefix, values};
use crate::components::choice::Choice;
use crate::components::field::{Field, Form};
use crate::components::icon::icon;
use crate::texts::T;
use crate::views::Chrome;
use crate::views::staff::{ReportView, TicketView};

/// Whether a report of the case is about the sexual exploitation of a child: then nothing of it is shown or copied.
pub(super) fn is_about_child_exploitation(view: &TicketView) -> bool {
    view.reports.iter().any(|report| report.harm == CHILD_SEXUAL_EXPLOITATION)
}

/// The reports under the case, oldest first.
pub(super) fn reports(chrome: &Chrome, view: &TicketView) -> AnyView {
    if view.kind != Kind::Report {
        return ().into_any();
    }
    let hidden = is_about_child_exploitation(view);
    let items = view.reports.iter().map(|report| one(chrome, report, hidden)).collect::<Vec<_>>();
    view! {
        <section class="panel" data-testid="reports">
            <header><h2>{chrome.t.reports_title()}</h2><span class="muted">{view.reports.len().to_string()}</span></header>
            {items}
        </section>
    }
    .into_any()
}

fn one(chrome: &Chrome, report: &ReportView, hidden: bool) -> AnyView {
    let t = chrome.t;
    let address = match &report.email {
        None => view! { <span class="muted">{t.report_anonymous()}</span> }.into_any(),
        Some(email) => {
            let proved = if report.email_proved { t.report_email_proved() } else { t.report_email_open() };
            view! { <span><span class="ltr">{email.clone()}</span>" "<span class="muted">{proved}</span></span> }.into_any()
        }
    };
    let words = if report.words.is_empty() {
        view! { <p class="muted">{t.report_words_none()}</p> }.into_any()
    } else {
        view! { <div class="body" lang=report.lang.clone()>{report.words.clone()}</div> }.into_any()
    };
    view! {
        <article class="message requester">
            <header><h3>{t.report_by(report.reference.as_str())}</h3><span class="tag">{t.coded("harm", &report.harm)}</span>
                {long(chrome, report.received_at)}<span>{language(&report.lang)}</span>{address}</header>
            {words}
            {(!hidden).then(|| pictures(t, report))}
        </article>
    }
    .into_any()
}

/// The pictures: behind a summary, and blurred until somebody points at one. Closed, the browser does not even fetch them.
fn pictures(t: T, report: &ReportView) -> AnyView {
    let there: Vec<_> = report.files.iter().filter(|file| file.destroyed_at.is_none() && !file.href.is_empty()).collect();
    if there.is_empty() {
        return ().into_any();
    }
    let list = there
        .iter()
        .map(|file| {
            let alt = t.report_picture(file.name.as_str(), report.reference.as_str());
            view! { <li><a class="blurred" href=file.href.clone()><img src=file.href.clone() alt=alt loading="lazy"/></a></li> }.into_any()
        })
        .collect::<Vec<_>>();
    view! {
        <details data-testid="pictures"><summary>{icon("eye")}{t.report_pictures(there.len())}</summary>
            <p class="hint">{t.report_pictures_warning()}</p><ul class="pictures" role="list">{list}</ul></details>
    }
    .into_any()
}

/// The decision: what each choice does stands beside it.
pub(super) fn decide(chrome: &Chrome, view: &TicketView) -> AnyView {
    if !view.kind.is_decided() || !offers(view, "decide") {
        return ().into_any();
    }
    let t = chrome.t;
    let notice = view.kind == Kind::ChildAccount;
    let decisions: &[&str] = if notice { &CHILD_DECISIONS } else { &DECISIONS };
    let values = values(view, "decide");
    let form = Form { t, view: &values, prefix: prefix("decide") };
    let choices =
        decisions.iter().map(|code| Choice::new(*code, t.coded("decide", code)).hint(t.coded("decide", &format!("{code}_hint")))).collect();
    // Who told of a child is told nothing of the account.
    let words = (!notice).then(|| form.area(Field::new("words", t.decide_words()).hint(t.decide_words_hint())));
    view! {
        <section class="panel" data-key="x" data-testid="deciding">
            <h2>{icon("flag")}{t.decide_title()}" "<kbd class="kbd">"x"</kbd></h2>
            <p class="hint">{t.decide_lead()}</p>
            <form method="post" action=act(&view.reference, "decide") novalidate data-testid="decide">
                {version(view)}
                {form.radios(Field::new("decision", t.decide_what()), choices)}
                {words}
                {form.area(Field::new("inside", t.decide_inside()).hint(t.decide_inside_hint()))}
                <div class="actions"><button class="button">{t.decide_button()}</button></div>
            </form>
        </section>
    }
    .into_any()
}
