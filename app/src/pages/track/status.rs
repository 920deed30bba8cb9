//! Where a request stands, and the question that waits for an answer.

use domain::{Kind, State};
use leptos::prelude::*;

use super::Forms;
use super::talk;
use crate::components::icon::icon;
use crate::texts::T;
use crate::views::Chrome;
use crate::views::track::TrackView;

/// The heading with the reference, the state as a badge, and what that means.
pub(super) fn head(chrome: &Chrome, view: &TrackView, title: &str) -> AnyView {
    let t = chrome.t;
    let received = t.track_received(t.moment(view.received_at, &chrome.zone));
    view! {
        <p class="muted">{view.pack.name.clone()}" · "<span class="reference small">{view.reference.clone()}</span></p>
        <h1>{title.to_owned()}</h1>
        <p>{badge(t, view.state)}</p>
        <p class="lede">{words(t, view)}</p>
        <p class="muted">{received}</p>
    }
    .into_any()
}

/// The state in a sentence. A report is told about as one.
fn words(t: T, view: &TrackView) -> String {
    let code = view.state.code().replace('_', "-");
    let report = (view.kind == Kind::Report).then(|| t.by_key(&format!("track-report-{code}"))).flatten();
    report.or_else(|| t.by_key(&format!("track-state-{code}"))).unwrap_or_else(|| t.coded("state", view.state.code()))
}

/// The state of a request as icon, word and colour.
pub(crate) fn badge(t: T, state: State) -> AnyView {
    let (class, name) = match state {
        State::IdentityUnverified | State::RequiresInput | State::AuthorityPending | State::HandoverPending => ("badge waiting", "hand"),
        State::InReview | State::InProgress | State::Appealed => ("badge running", "clock"),
        State::PendingExternal => ("badge paused", "pause"),
        State::Fulfilled | State::Decided => ("badge met", "check-circle"),
        State::PartiallyFulfilled => ("badge amber", "alert"),
        State::Denied => ("badge red", "stop"),
        State::Revoked | State::Cancelled | State::Expired | State::Duplicate => ("badge closed", "lock"),
    };
    view! { <span class=class>{icon(name)}{t.coded("state", state.code())}</span> }.into_any()
}

/// The open question with the form that answers it, before everything else.
pub(super) fn question(chrome: &Chrome, view: &TrackView, forms: &Forms<'_>) -> Option<AnyView> {
    let t = chrome.t;
    let question = view.question.clone()?;
    Some(
        view! {
            <section class="panel" aria-labelledby="question">
                <h2 id="question">{icon("hand")}" "{t.track_question()}</h2>
                <p class="body">{question}</p>
                <p class="hint">{t.track_question_hint()}</p>
                {talk::reply(chrome, view, forms, t.track_answer(), t.track_answer_send())}
            </section>
        }
        .into_any(),
    )
}
