//! The ways to the acts that move clocks, how an extension stands, and what is joined with what.

use leptos::prelude::*;

use super::super::parts::act;
use crate::components::icon::icon;
use crate::components::notice::line;
use crate::texts::T;
use crate::views::Chrome;
use crate::views::staff::TicketView;

/// A link to each act that the reader may do now. The question has a form of its own on this page.
pub(super) fn links(t: T, view: &TicketView) -> AnyView {
    let links = view
        .acts
        .iter()
        // Who holds it does what is to be done; what needs a senior is offered to whoever may.
        .filter(|code| matches!(**code, "due" | "reopen") || (view.mine && !view.own_appeal))
        .map(|code| {
            let side = if matches!(*code, "due" | "reopen") { "clocks" } else { "acts" };
            let to = act(&view.reference, &format!("{side}/{code}"));
            view! { <li><a href=to data-act=*code>{icon(sign(code))}{t.coded("act", code)}</a></li> }.into_any()
        })
        .collect::<Vec<_>>();
    if links.is_empty() {
        return ().into_any();
    }
    view! {
        <section class="panel" aria-labelledby="acts" data-testid="acts">
            <h2 id="acts">{t.acts_title()}</h2>
            <p class="hint">{t.acts_lead()}</p>
            <ul class="acts" role="list">{links}</ul>
        </section>
    }
    .into_any()
}

fn sign(code: &str) -> &'static str {
    match code {
        "pause" | "await" => "pause",
        "resume" => "clock",
        "extend" => "mail",
        "merge" => "hand",
        "cancel" => "stop",
        "due" => "clock",
        _ => "alert",
    }
}

/// How the notice of an extension stands.
pub(super) fn notice(chrome: &Chrome, view: &TicketView) -> AnyView {
    let t = chrome.t;
    let Some(notice) = &view.notice else { return ().into_any() };
    let moment = notice.due_at.map(|at| t.moment(at, &chrome.zone)).unwrap_or_default();
    let (tone, words) = match notice.state {
        "extended" => ("success", t.notice_extended(moment)),
        "waiting" => ("", t.notice_waiting(moment)),
        "failed" => ("danger", t.notice_failed(moment)),
        _ => ("danger", t.notice_void(moment)),
    };
    view! { <div data-testid="extension">{line(tone, words)}</div> }.into_any()
}

/// What this request was joined to, and what was joined to it.
pub(super) fn joined(t: T, view: &TicketView) -> AnyView {
    let link = |reference: &String| {
        view! { <li><a class="reference small" href=format!("/staff/tickets/{reference}")>{reference.clone()}</a></li> }.into_any()
    };
    let to = view.joined_to.as_ref().map(|reference| {
        view! { <section class="panel" data-testid="joined-to"><p>{t.joined_to(reference.as_str())}</p><ul>{link(reference)}</ul></section> }
    });
    let these = (!view.joined.is_empty()).then(|| {
        let links = view.joined.iter().map(link).collect::<Vec<_>>();
        view! { <section class="panel" data-testid="joined"><h2>{t.joined_these()}</h2><ul>{links}</ul></section> }
    });
    view! { {to}{these} }.into_any()
}
