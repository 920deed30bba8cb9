//! The page on which a code from a mail is entered.

use leptos::prelude::*;

use crate::components::error_summary::error_summary;
use crate::components::field::{Field, Form};
use crate::components::notice;
use crate::pages::shell::Page;
use crate::views::Chrome;
use crate::views::public::{CodeDelivery, CodePurpose, CodeView};

/// The page at `/code`.
#[must_use]
pub fn page(chrome: &Chrome, view: &CodeView) -> Page {
    let t = chrome.t;
    let form = Form::new(t, &view.form);
    let lede = match view.purpose {
        CodePurpose::Prove => t.code_lede_prove(),
        CodePurpose::ProveReport => t.code_lede_report(),
        CodePurpose::Open => t.code_lede_open(),
        CodePurpose::Download => t.code_lede_download(),
    };
    let reference = view.reference.clone().map(|reference| {
        notice::notice(
            "success",
            view! {
                <h2>{t.code_report_in()}</h2>
                <p>{t.reference_is()}" "<span class="reference small">{reference}</span></p>
            }
            .into_any(),
        )
    });
    let resent = view.resent.then(|| notice::line("success", t.code_resent()));
    let undelivered = view.delivery.map(|delivery| {
        let words = match delivery {
            CodeDelivery::Refused => t.code_undelivered(),
            CodeDelivery::Waits => t.code_waits(),
            CodeDelivery::Late => t.code_late(),
        };
        notice::line("warning", words)
    });
    let over = view.tries_left <= 0 || view.expires_at <= chrome.now;
    let entry = if over {
        notice::line("warning", t.code_over())
    } else {
        let until = t.code_until(t.moment(view.expires_at, &chrome.zone));
        view! {
            <form method="post" action="/code" novalidate>
                <input type="hidden" name="of" value=view.of.clone()/>
                {form.input(Field::new("code", t.field_code()).hint(until).code())}
                <div class="actions"><button class="button">{t.code_go()}</button></div>
            </form>
        }
        .into_any()
    };
    let resend = if let Some(until) = view.resend_at {
        view! { <p>{t.code_no_resend(t.moment(until, &chrome.zone))}</p> }.into_any()
    } else {
        let class = if over { "button" } else { "button secondary" };
        view! {
            <form method="post" action="/code/resend"><input type="hidden" name="of" value=view.of.clone()/>
                <button class=class>{t.code_resend()}</button></form>
        }
        .into_any()
    };
    let body = view! {
        {error_summary(&form)}
        {reference}
        {resent}
        {undelivered}
        <h1>{t.code_title()}</h1>
        <p class="lede">{lede}</p>
        {entry}
        <h2>{t.code_none_title()}</h2>
        <p>{t.code_none_text()}</p>
        {resend}
    };
    Page { title: t.code_title(), error: view.form.is_wrong(), islands: false, wide: false, body: body.into_any() }
}
