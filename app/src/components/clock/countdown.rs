//! What a clock's card says about the time: how much is left, that it waits, or how it ended.

use domain::clock::{ClockState, Risk, Standing};
use jiff::Timestamp;
use leptos::prelude::*;

use super::card::{name, standing};
use crate::islands::{Countdown, CountdownWords, Turn};
use crate::texts::T;
use crate::views::Chrome;

/// The line under a clock's due. A clock that runs or waits counts; one that has stopped says by how much, and counts no
/// further. `closed`: the ticket is done; then a clock that never stopped says nothing.
#[must_use]
pub fn countdown(chrome: &Chrome, clock: &ClockState, closed: bool) -> AnyView {
    if clock.is_stopped() {
        return view! { <p class="countdown done">{done(chrome.t, clock.remaining)}</p> }.into_any();
    }
    // A cancelled clock's card says so, and there is nothing to count.
    if closed || matches!(clock.status, Standing::Cancelled) {
        return ().into_any();
    }
    let (until, paused) = match clock.status {
        Standing::Paused { until } => (until, true),
        _ => (clock.due, false),
    };
    view! {
        <p class="countdown"><Countdown due_ms=until.as_millisecond() now_ms=chrome.now.as_millisecond() paused=paused
            words=CountdownWords::of(chrome.t) turns=turns(chrome.t, clock, chrome.now)/></p>
    }
    .into_any()
}

/// "This clock is done. It stopped 3 hours before it was due.": so many milliseconds were left when the clock stopped (negative: it was so late).
fn done(t: T, remaining: i64) -> String {
    let time = CountdownWords::of(t).time(remaining.saturating_abs());
    if remaining < 0 { t.countdown_done_late(time) } else { t.countdown_done_early(time) }
}

/// What the card shows turns at these moments after `now`: the badge it has is the one of `now`.
fn turns(t: T, clock: &ClockState, now: Timestamp) -> Vec<Turn> {
    let turned = |risk| t.countdown_turned(name(t, clock.name), standing(t, &Standing::AtRisk { risk }));
    let moments = match clock.status {
        Standing::Paused { until } => vec![(Some(until), t.countdown_turned_resumed(name(t, clock.name)))],
        _ => vec![
            (clock.amber_at, turned(Risk::Amber)),
            (clock.red_at, turned(Risk::Red)),
            (Some(clock.due), t.countdown_turned_due(name(t, clock.name))),
        ],
    };
    moments.into_iter().filter_map(|(at, words)| at.filter(|at| *at > now).map(|at| Turn { at_ms: at.as_millisecond(), words })).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::sample::{at, chrome, clocks};
    use domain::clock::ClockName;
    use domain::{Kind, Lang};
    use jiff::SignedDuration;

    fn html(lang: Lang, clock: &ClockState, closed: bool) -> String {
        Owner::new().with(|| countdown(&chrome(lang), clock, closed).to_html())
    }

    /// A clock of the sample at whose `now` so many hours are left.
    fn clock(hours: i64) -> ClockState {
        let mut clock = clocks(Kind::Deletion).remove(0);
        let now = chrome(Lang::En).now;
        clock.due = now + SignedDuration::from_hours(hours);
        clock.amber_at = Some(clock.due - SignedDuration::from_hours(4));
        clock.red_at = Some(clock.due - SignedDuration::from_hours(1));
        clock.status = if hours < 0 { Standing::Breached } else { Standing::Running };
        clock.remaining = hours * 3_600_000;
        clock
    }

    fn stopped(status: Standing, remaining: i64) -> ClockState {
        ClockState { status, remaining, amber_at: None, red_at: None, ..clock(1) }
    }

    #[test]
    fn one_that_runs_counts_and_knows_when_it_turns() {
        let running = clock(5);
        let page = html(Lang::En, &running, false);
        assert!(page.contains("<span aria-hidden=\"true\">5 h 0 min left<"), "{page}");
        assert!(page.contains("<span class=\"visually-hidden\">5 hours left<"), "{page}");
        assert!(page.contains("<span role=\"status\" class=\"turn\"> <"), "empty until something turns: {page}");
        let now = chrome(Lang::En).now;
        let moments = |clock: &ClockState| turns(T(Lang::En), clock, now).iter().map(|turn| turn.at_ms).collect::<Vec<_>>();
        assert_eq!(moments(&running), [running.amber_at.unwrap(), running.red_at.unwrap(), running.due].map(Timestamp::as_millisecond));
        assert_eq!(moments(&clock(2)).len(), 2, "amber is what the badge says already");
        assert_eq!(moments(&clock(-1)).len(), 0, "nothing comes after the due");
    }

    #[test]
    fn one_that_waits_says_so_and_turns_when_the_pause_ends() {
        let mut clock = clock(5);
        let until = chrome(Lang::En).now + SignedDuration::from_hours(50);
        clock.status = Standing::Paused { until };
        let page = html(Lang::En, &clock, false);
        assert!(page.contains(">paused, ends in 2 d 2 h<"), "{page}");
        assert!(page.contains(">paused, ends in 2 days 2 hours<"), "{page}");
        let turns = turns(T(Lang::En), &clock, chrome(Lang::En).now);
        assert_eq!(turns.iter().map(|turn| turn.at_ms).collect::<Vec<_>>(), [until.as_millisecond()]);
    }

    #[test]
    fn one_that_stopped_says_that_it_is_done_and_counts_no_more() {
        for closed in [true, false] {
            let page = html(Lang::En, &stopped(Standing::Met, 3 * 3_600_000 + 59_000), closed);
            assert!(page.contains("This clock is done. It stopped 3 hours before it was due."), "{page}");
            assert!(!page.contains("leptos-island"), "{page}");
        }
        assert!(html(Lang::En, &stopped(Standing::Breached, -2 * 3_600_000), true).contains("It stopped 2 hours late."));
        assert!(html(Lang::En, &stopped(Standing::Met, 0), true).contains("less than a minute before it was due"));
        assert!(html(Lang::ZhCn, &stopped(Standing::Met, 3_600_000), true).contains("计时已结束，比截止时间早 1 小时。"));
        assert!(html(Lang::En, &clock(-1), false).contains(">overdue by 1 hour<"), "late, and still running");
        assert!(!html(Lang::En, &clock(1), true).contains("countdown"), "it never stopped");
    }

    #[test]
    fn every_turn_names_its_clock() {
        for lang in Lang::ALL {
            for turn in turns(T(lang), &clock(5), at("2000-01-01T00:00:00Z")) {
                assert!(turn.words.contains(&name(T(lang), ClockName::Promise)), "{}", turn.words);
            }
        }
    }
}
