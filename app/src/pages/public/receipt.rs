//! The page after a proved request: its reference, and when it is due.

use domain::Kind;
use leptos::prelude::*;

use crate::components::clock;
use crate::components::icon::icon;
use crate::components::notice;
use crate::pages::shell::Page;
use crate::views::Chrome;
use crate::views::public::ReceiptView;

/// The page that somebody walks away with.
#[must_use]
pub fn page(chrome: &Chrome, view: &ReceiptView) -> Page {
    let t = chrome.t;
    let report = view.kind == Kind::Report;
    let title = match (report, view.joined) {
        (true, _) => t.receipt_title_report(),
        (false, true) => t.receipt_title_joined(),
        (false, false) => t.receipt_title(),
    };
    let first = view.clocks.iter().min_by_key(|clock| clock.due).map(|clock| {
        let label = if report { t.receipt_due_report() } else { t.receipt_due() };
        view! {
            <hr class="tear"/>
            <p>{label}</p>
            <p class="due-moment"><time datetime=clock.due.to_string()>{t.moment(clock.due, &chrome.zone)}</time></p>
        }
    });
    let follow = format!("/requests/{}", view.reference);
    let keep = if view.has_email { t.receipt_keep_mail() } else { t.receipt_keep_no_mail() };
    let next = match (report, view.escalated, view.has_email) {
        (true, true, _) => vec![t.receipt_next_escalated(), t.receipt_next_decision()],
        (true, false, true) => vec![t.receipt_next_report(), t.receipt_next_decision()],
        (true, false, false) => vec![t.receipt_next_report(), t.receipt_next_no_mail()],
        (false, ..) => vec![t.receipt_next_1(), t.receipt_next_2(), t.receipt_next_3()],
    };
    let next = next.into_iter().map(|words| view! { <li>{words}</li> }.into_any()).collect::<Vec<_>>();
    let cards = view.clocks.iter().map(|state| clock::card(chrome, state, false)).collect::<Vec<_>>();
    let follow = (view.has_email || !report).then(|| {
        view! { <div class="actions"><a class="button" href=follow>{t.receipt_follow()}</a></div> }
    });
    let body = view! {
        <section class="panel confirmation">
            {icon("check")}
            <h1>{title.clone()}</h1>
            <p>{t.coded("kind", view.kind.code())}" · "{view.pack.name.clone()}</p>
            <p>{t.reference_label()}</p>
            <p class="reference">{view.reference.clone()}</p>
            <p>{keep}</p>
            {first}
        </section>
        {view.joined.then(|| notice::line("", t.receipt_joined()))}
        {view.late_proof.then(|| notice::line("", t.receipt_late_proof()))}
        <h2>{t.receipt_next_title()}</h2>
        <ul>{next}</ul>
        {follow}
        <h2>{t.receipt_clocks_title()}</h2>
        <div class="clocks">{cards}</div>
        <p><a href=format!("/{}", view.pack.slug)>{t.back_to(view.pack.name.as_str())}</a></p>
    };
    Page { title, error: false, islands: !view.clocks.is_empty(), wide: false, body: body.into_any() }
}
