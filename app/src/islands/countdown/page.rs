//! The time as a page in the browser knows it: one reckoning, one timer and one set of listeners for all countdowns on it.
//!
//! It begins with the server's now, which the page brought, at the moment at which the answer began to come: what the reader
//! waited before (a redirect, a connection, the server's work) was before that now. From there `performance.now()` counts, with
//! `Date.now()` beside it to notice a sleep ([`Elapsed`]). Whenever the two part, or the page comes back from the browser's
//! store, the server is asked: any answer of it has a `Date`. As long as it cannot be asked, the reckoning stands.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::time::Duration;

use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{Event, EventTarget, NavigationType, Performance, PerformanceNavigationTiming, XmlHttpRequest};

use super::elapsed::{Elapsed, Reading};
use super::figure::MINUTE;

/// What is asked for its `Date`: the cheapest answer that there is.
const ASKED: &str = "/healthz";
/// How long an answer may take, in milliseconds.
const PATIENCE: u32 = 10_000;
/// After how many milliseconds it is asked again when it did not answer; each time twice as many, up to the second.
const AGAIN: (i64, i64) = (5_000, 5 * MINUTE);

/// Is told the milliseconds since the server's now, and answers after how many it wants to be told again.
pub(super) type Follower = Box<dyn Fn(i64) -> i64>;

thread_local! {
    static CLOCK: RefCell<Option<Rc<PageClock>>> = const { RefCell::new(None) };
}

/// Tells `follower` how much time has passed since the server's `now_ms`: at once, whenever it wants, and whenever the page comes
/// back to the reader. All followers of a page have the same `now_ms`. In a browser without `performance` nothing is told.
pub(super) fn follow(now_ms: i64, follower: Follower) {
    CLOCK.with_borrow_mut(|clock| {
        if clock.is_none() {
            *clock = PageClock::start(now_ms);
        }
        if let Some(clock) = clock {
            clock.wake_after(follower(clock.look()));
            clock.followers.borrow_mut().push(follower);
        }
    });
}

struct PageClock {
    performance: Performance,
    /// The server's now, of which the elapsed time is counted.
    now_ms: i64,
    elapsed: RefCell<Elapsed>,
    followers: RefCell<Vec<Follower>>,
    /// The timer, and when it rings on the steady clock.
    timer: Cell<Option<(TimeoutHandle, i64)>>,
    /// Whether the page was hidden at the last look, or has been away since.
    away: Cell<bool>,
    asking: Cell<bool>,
    /// When it may be asked again, on the steady clock, and how long after that if it does not answer.
    ask_at: Cell<i64>,
    pause: Cell<i64>,
}

impl PageClock {
    fn start(now_ms: i64) -> Option<Rc<Self>> {
        let performance = window().performance()?;
        let now = reading(&performance);
        let (answered, old) = arrival(&performance);
        let clock = Rc::new(Self {
            elapsed: RefCell::new(Elapsed::new(now, (now.steady - answered).max(0), old)),
            performance,
            now_ms,
            followers: RefCell::default(),
            timer: Cell::new(None),
            away: Cell::new(document().hidden()),
            asking: Cell::new(false),
            ask_at: Cell::new(0),
            pause: Cell::new(AGAIN.0),
        });
        clock.listen();
        Some(clock)
    }

    /// The milliseconds since the server's now.
    fn look(&self) -> i64 {
        let away = self.away.replace(document().hidden());
        self.elapsed.borrow_mut().look(reading(&self.performance), away)
    }

    /// Tells all followers, asks the server if there is a doubt, and waits.
    fn beat(self: &Rc<Self>) {
        let elapsed = self.look();
        let mut wait = self.followers.borrow().iter().map(|follower| follower(elapsed)).min().unwrap_or(MINUTE);
        // Nobody looks at a hidden page: when it is shown, there is another beat.
        if self.elapsed.borrow().doubts() && !self.asking.get() && !document().hidden() {
            let early = self.ask_at.get() - reading(&self.performance).steady;
            if early <= 0 { self.ask() } else { wait = wait.min(early) }
        }
        self.timer.take().inspect(|(timer, _)| timer.clear());
        self.wake_after(wait);
    }

    /// Sets the timer, unless it rings before.
    fn wake_after(self: &Rc<Self>, wait: i64) {
        let at = reading(&self.performance).steady + wait;
        let before = self.timer.take();
        if let Some((timer, earlier)) = before {
            if earlier <= at {
                self.timer.set(before);
                return;
            }
            timer.clear();
        }
        let this = Rc::clone(self);
        let ring = move || {
            this.timer.set(None);
            this.beat();
        };
        let timer = set_timeout_with_handle(ring, Duration::from_millis(wait.unsigned_abs()));
        self.timer.set(timer.ok().map(|timer| (timer, at)));
    }

    /// Listens for everything after which a look is due. The listeners live as long as the page.
    fn listen(self: &Rc<Self>) {
        let this = Rc::clone(self);
        let heard = Closure::<dyn Fn(Event)>::new(move |event: Event| {
            let kind = event.type_();
            // From the browser's store of pages, in which the steady clock need not go on.
            let stored = kind == "pageshow" && js_sys::Reflect::get(&event, &"persisted".into()).is_ok_and(|value| value.is_truthy());
            if stored || kind == "resume" {
                this.away.set(true);
                this.elapsed.borrow_mut().suspect();
            }
            this.ask_at.set(0);
            this.beat();
        });
        let on = |target: &EventTarget, kind: &str| {
            // A browser that refuses a listener still has the timer.
            drop(target.add_event_listener_with_callback(kind, heard.as_ref().unchecked_ref()));
        };
        for kind in ["visibilitychange", "resume"] {
            on(&document(), kind);
        }
        for kind in ["pageshow", "focus", "online"] {
            on(&window(), kind);
        }
        heard.forget();
    }

    /// Asks the server for its now.
    fn ask(self: &Rc<Self>) {
        let sent = reading(&self.performance).steady;
        self.ask_at.set(sent + self.pause.get());
        self.pause.set((self.pause.get() * 2).min(AGAIN.1));
        let Ok(request) = XmlHttpRequest::new() else { return };
        if request.open("HEAD", ASKED).is_err() {
            return;
        }
        request.set_timeout(PATIENCE);
        let (this, asked) = (Rc::clone(self), request.clone());
        let ended = Closure::once_into_js(move || {
            this.asking.set(false);
            this.hear(sent, asked.get_response_header("date").ok().flatten());
            this.beat();
        });
        request.set_onloadend(Some(ended.unchecked_ref()));
        self.asking.set(request.send().is_ok());
    }

    /// Takes the server's now from an answer to what was `sent`; without one, or if it cannot be read, the doubt stays.
    fn hear(&self, sent: i64, date: Option<String>) {
        let Some(date) = date.map(|date| js_sys::Date::parse(&date)).filter(|date| date.is_finite()) else { return };
        let now = reading(&self.performance);
        let way = (now.steady - sent) / 2;
        // The header is cut to whole seconds: half of one was lost, more or less.
        #[expect(clippy::cast_possible_truncation, reason = "whole milliseconds of a date")]
        let told = date as i64 + 500 + way - self.now_ms;
        self.elapsed.borrow_mut().settle(now, told, way);
        self.pause.set(AGAIN.0);
    }
}

#[expect(clippy::cast_possible_truncation, reason = "milliseconds, of which parts do not matter")]
fn reading(performance: &Performance) -> Reading {
    Reading { steady: performance.now() as i64, wall: js_sys::Date::now() as i64 }
}

/// When the page's answer began to come, on the steady clock, and whether the page may be an old one: who goes back, or opens a
/// closed tab, may be given what was kept. A browser that does not tell began at nought.
fn arrival(performance: &Performance) -> (i64, bool) {
    let told: JsValue = performance.get_entries_by_type("navigation").get(0);
    let Some(told) = told.dyn_ref::<PerformanceNavigationTiming>() else { return (0, false) };
    #[expect(clippy::cast_possible_truncation, reason = "milliseconds, of which parts do not matter")]
    let answered = told.response_start() as i64;
    (answered, told.type_() == NavigationType::BackForward)
}
