//! The page that a mail's link opens. It only has a button: mail scanners follow links, and press nothing. What the button confirms is
//! said before it, and on it: whoever has the mail may not be who asked.

use domain::Kind;
use jiff::Timestamp;
use leptos::prelude::*;

use crate::pages::shell::Page;
use crate::texts::T;
use crate::views::Chrome;
use crate::views::public::{CodePurpose, LinkView};

/// The page at `/link/{secret}`.
#[must_use]
pub fn page(chrome: &Chrome, view: &LinkView) -> Page {
    let t = chrome.t;
    if let Some(at) = view.done_at {
        return done(chrome, view, at);
    }
    let product = view.product.as_str();
    let (title, text, button, not_you) = match view.purpose {
        CodePurpose::Prove => (t.link_prove_title(), t.link_prove_text(product), yes(t, view.kind, product), t.link_prove_not_you()),
        CodePurpose::ProveReport => (t.link_report_title(), t.link_report_text(product), t.link_report_go(product), t.link_not_you()),
        CodePurpose::Open => (t.link_open_title(), t.link_open_text(product), t.link_open_go(), t.link_not_you()),
        CodePurpose::Download => (t.link_download_title(), t.link_download_text(product), t.link_download_go(), t.link_not_you()),
    };
    let proves = matches!(view.purpose, CodePurpose::Prove | CodePurpose::ProveReport);
    let asked = proves.then(|| asked(chrome, view));
    let deletes = (view.purpose == CodePurpose::Prove && view.kind == Kind::Deletion).then(|| view! { <p>{t.link_prove_deletion()}</p> });
    let body = view! {
        <h1>{title.clone()}</h1>
        {asked}
        <p class="lede">{text}</p>
        {deletes}
        <form method="post" action=view.action.clone()><div class="actions"><button class="button">{button}</button></div></form>
        <p class="hint">{not_you}</p>
    };
    super::plain(title, body.into_any())
}

/// What was asked for, of which app, and when; of a report only the latter two.
fn asked(chrome: &Chrome, view: &LinkView) -> AnyView {
    let t = chrome.t;
    let kind = (view.purpose == CodePurpose::Prove)
        .then(|| view! { <div><dt>{t.link_asked()}</dt><dd data-testid="asked">{t.coded("asked", view.kind.code())}</dd></div> });
    view! {
        <dl class="summary">
            {kind}
            <div><dt>{t.link_asked_of()}</dt><dd>{view.product.clone()}</dd></div>
            <div><dt>{t.link_asked_when()}</dt>
                <dd><time datetime=view.asked_at.to_string()>{t.moment(view.asked_at, &chrome.zone)}</time></dd></div>
        </dl>
    }
    .into_any()
}

/// The page of a link that has confirmed something in another browser: whoever has pressed twice need not wonder.
fn done(chrome: &Chrome, view: &LinkView, at: Timestamp) -> Page {
    let t = chrome.t;
    let body = view! {
        <h1>{t.link_done_title()}</h1>
        {asked(chrome, view)}
        <p class="lede">{t.link_done_text(t.moment(at, &chrome.zone))}</p>
        <form method="post" action=format!("{}/again", view.action)><div class="actions"><button class="button secondary">{t.link_done_open()}</button></div></form>
    };
    super::plain(t.link_done_title(), body.into_any())
}

/// The words on the button that confirms a request: the act itself.
fn yes(t: T, kind: Kind, product: &str) -> String {
    match kind {
        Kind::Access => t.link_yes_access(product),
        Kind::Correction => t.link_yes_correction(product),
        Kind::Deletion => t.link_yes_deletion(product),
        Kind::AiTrainingWithdrawal => t.link_yes_ai_training_withdrawal(product),
        Kind::AdvertisingOptOut => t.link_yes_advertising_opt_out(product),
        Kind::ConsentRevocation => t.link_yes_consent_revocation(product),
        Kind::GuardianAuthority | Kind::ChildAccount | Kind::Report => t.link_yes_other(product),
    }
}
