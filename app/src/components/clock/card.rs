//! The card of a clock: when it is due, how it stands, and how that was computed.

use domain::clock::{ClockName, ClockState, Risk, Standing};
use leptos::prelude::*;

use super::{source, step};
use crate::components::icon::icon;
use crate::islands::{Countdown, CountdownWords};
use crate::texts::T;
use crate::views::Chrome;

/// The card of a clock, in the reader's zone. `closed`: the ticket is done, so that nothing counts down any more.
#[must_use]
pub fn card(chrome: &Chrome, clock: &ClockState, closed: bool) -> AnyView {
    let t = chrome.t;
    let class = format!("clock {}", clock.status.code());
    let (due, words) = match clock.status {
        Standing::Paused { until } => (until, t.clock_paused_until()),
        _ => (clock.due, t.clock_due()),
    };
    // A stopped clock says "met", or that it was late, and counts no further.
    let countdown = (!closed && !matches!(clock.status, Standing::Met | Standing::Cancelled)).then(|| {
        let paused = clock.is_paused();
        view! {
            <p class="countdown"><Countdown due_ms=due.as_millisecond() now_ms=chrome.now.as_millisecond() paused=paused
                words=CountdownWords::of(t)/></p>
        }
    });
    let provisional = clock.provisional.then(|| view! { <p class="hint">{t.clock_provisional()}</p> });
    let steps = clock.steps.iter().map(|one| view! { <li>{step(chrome, one)}</li> }.into_any()).collect::<Vec<_>>();
    let steps = (!steps.is_empty()).then(|| {
        view! { <details><summary>{t.clock_how()}</summary><ol class="clock-steps" role="list">{steps}</ol></details> }
    });
    view! {
        <section class=class>
            <header><h3>{name(t, clock.name)}</h3>{badge(t, &clock.status)}</header>
            <p class="zone">{words}</p>
            <p class="due"><time datetime=due.to_string()>{t.moment(due, &chrome.zone)}</time></p>
            <p class="zone">{source(t, &clock.source)}</p>
            {countdown}
            {provisional}
            {steps}
        </section>
    }
    .into_any()
}

/// The state of a clock as an icon and a word.
#[must_use]
pub fn badge(t: T, standing: &Standing) -> AnyView {
    let (name, words) = match standing {
        Standing::Running => ("clock", t.clock_standing_running()),
        Standing::AtRisk { risk: Risk::Amber } => ("alert", t.clock_standing_amber()),
        Standing::AtRisk { risk: Risk::Red } => ("stop", t.clock_standing_red()),
        Standing::Paused { .. } => ("pause", t.clock_standing_paused()),
        Standing::Met => ("check-circle", t.clock_standing_met()),
        Standing::Breached => ("stop", t.clock_standing_breached()),
        Standing::Cancelled => ("check-circle", t.clock_standing_cancelled()),
    };
    let class = format!("badge {}", standing.code());
    view! { <span class=class>{icon(name)}{words}</span> }.into_any()
}

pub(super) fn name(t: T, clock: ClockName) -> String {
    match clock {
        ClockName::Promise => t.clock_promise(),
        ClockName::Law => t.clock_law(),
        ClockName::Review => t.clock_review(),
    }
}
