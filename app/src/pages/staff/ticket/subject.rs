//! Who asks, and what they have proved.

use domain::Kind;
use leptos::prelude::*;

use super::super::parts::{act, version};
use crate::components::icon::icon;
use crate::components::notice::line;
use crate::islands::CopyButton;
use crate::texts::T;
use crate::views::Chrome;
use crate::views::staff::TicketView;

/// The person's address, log-in and app ID, each with what is known of it. A report case has reporters instead.
pub(super) fn subject(chrome: &Chrome, view: &TicketView) -> AnyView {
    if view.kind.is_decided() && view.subject.email.is_empty() {
        return ().into_any();
    }
    let t = chrome.t;
    let proved = view.proved_at.is_some();
    let confirmed = view.app_id_state == "confirmed";
    let label = if view.subject.contact_only { t.subject_contact() } else { t.subject_email() };
    let email_state =
        if proved { state("met", "check-circle", t.subject_email_proved()) } else { state("waiting", "hand", t.subject_email_open()) };
    let login =
        view.subject.login.as_ref().map(|login| view! { <div><dt>{t.subject_login()}</dt><dd>{t.coded("login", login)}</dd></div> });
    let app_state = match view.app_id_state.as_str() {
        "confirmed" => state("met", "check-circle", t.subject_app_confirmed()),
        "sent" => state("waiting", "send", t.subject_app_sent()),
        "claimed" => state("waiting", "hand", t.subject_app_claimed()),
        _ => view! { <span class="muted">{t.subject_app_none()}</span> }.into_any(),
    };
    let power = view
        .subject
        .contact_only
        .then(|| if confirmed { line("success", t.subject_contact_power()) } else { line("danger", t.subject_contact_no_power()) });
    view! {
        <section class="panel" data-testid="subject">
            <h2>{t.subject_title()}</h2>
            {power}
            <dl class="summary">
                <div><dt>{label}</dt><dd><span class="ltr">{view.subject.email.clone()}</span>" "{email_state}</dd></div>
                {login}
                <div><dt>{t.subject_app_id()}</dt><dd>{view.subject.app_id.clone()}" "{app_state}</dd></div>
            </dl>
            {takeover(t, view)}
        </section>
    }
    .into_any()
}

fn state(class: &'static str, name: &'static str, words: String) -> AnyView {
    view! { <span class=format!("badge {class}")>{icon(name)}{words}</span> }.into_any()
}

/// Whether somebody else may have the account: then nothing is given out, changed or erased until that is ruled out.
fn takeover(t: T, view: &TicketView) -> Option<AnyView> {
    let can = matches!(view.kind, Kind::Access | Kind::Correction | Kind::Deletion) && super::offers(view, "takeover");
    let stands = view.takeover.then(|| line("danger", t.takeover_stands()));
    let (suspected, words) = if view.takeover { ("no", t.takeover_rule_out()) } else { ("yes", t.takeover_suspect()) };
    let button = can.then(|| {
        view! {
            <form method="post" action=act(&view.reference, "takeover") data-testid="takeover">
                {version(view)}<button class="button quiet" name="suspected" value=suspected>{words}</button>
            </form>
        }
    });
    (stands.is_some() || button.is_some()).then(|| view! { {stands}{button} }.into_any())
}

/// The code that is sent inside the app: whoever sends it back controls the account. While one is out it stands here with the
/// words to send, in the requester's language.
pub(super) fn in_app(chrome: &Chrome, view: &TicketView) -> AnyView {
    let t = chrome.t;
    let can =
        !view.kind.is_decided() && view.subject.app_id.is_some() && view.app_id_state != "confirmed" && super::offers(view, "in_app_code");
    if !can && view.in_app_code.is_none() {
        return ().into_any();
    }
    let out = view.in_app_code.as_ref().map(|(code, until)| {
        let theirs = T(domain::Lang::from_tag(&view.lang).unwrap_or_default());
        let words = theirs.in_app_words(view.reference.as_str(), code.as_str());
        view! {
            <p>{t.in_app_code()}" "<strong class="ltr" data-testid="in-app-code">{code.clone()}</strong></p>
            <p class="muted">{t.in_app_until(t.moment(*until, &chrome.zone))}</p>
            <p>{t.in_app_words_label()}</p>
            <div class="code-to-copy">
                <code lang=view.lang.clone()>{words.clone()}</code><CopyButton text=words label=t.copy() done=t.copied()/>
            </div>
        }
    });
    let button = can.then(|| {
        let words = if view.in_app_code.is_some() { t.in_app_again() } else { t.in_app_button() };
        view! {
            <form method="post" action=act(&view.reference, "in-app-code") data-testid="in-app">
                {version(view)}<button class="button secondary">{words}</button>
            </form>
        }
    });
    view! { <section class="panel"><h2>{t.in_app_title()}</h2><p class="hint">{t.in_app_lead()}</p>{out}{button}</section> }.into_any()
}

/// The other tickets of the same address.
pub(super) fn others(t: T, view: &TicketView) -> AnyView {
    if view.others.is_empty() {
        return ().into_any();
    }
    let items = view
        .others
        .iter()
        .map(|(reference, kind, state)| {
            view! {
                <li><a class="reference small" href=format!("/staff/tickets/{reference}")>{reference.clone()}</a>" "
                    {t.coded("staff-kind", kind.code())}" "<span class="muted">{t.coded("staff-state", state.code())}</span></li>
            }
            .into_any()
        })
        .collect::<Vec<_>>();
    view! { <section class="panel"><h2>{t.ticket_others()}</h2><ul>{items}</ul></section> }.into_any()
}
