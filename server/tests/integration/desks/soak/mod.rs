//! Ticket lives, thrown by dice, on the moved clock: through daylight saving in London and New York, through Spring
//! Festival and Golden Week, with the house closed and opened again between any two events and the jobs away for days. What is kept
//! is what is computed, at every look; a closed outcome never changes; no alert comes twice, and none is missed but those that a later
//! one superseded.

mod ground;
mod look;

use std::collections::BTreeMap;

use domain::calendar::{CalendarChange, DatedDay};
use domain::clock::PauseReason;
use domain::request::Details;
use domain::{Kind, State};
use jiff::SignedDuration;
use server::desk::agent::{AgentDesk, Question};
use server::desk::decide::Decision;
use server::desk::intake::{self, NewRequest, Opened};
use server::desk::lookup;
use server::desk::requester::RequesterDesk;
use server::products::Products;
use server::store::staff::Staff;
use server::testing::{Database, policies};

use crate::support::forms::{self, access, advertising, ai, correction, deletion, denied, fulfilled, report};
use crate::support::story::{Proved, Story, at};
use ground::{Dice, fair, moved_offices, reopen};

/// How many days `make soak` plays each seed. Every run of the tests plays one, over the days that a test names.
const TWO_YEARS: i64 = 730;

/// A request with the browser that opens it.
#[derive(Clone)]
struct Asked {
    proved: Proved,
    email: String,
}

struct Player {
    story: Story,
    dice: Dice,
    products: Products,
    staff: [Staff; 2],
    asked: Vec<Asked>,
    cases: Vec<String>,
    born: u32,
    done: BTreeMap<&'static str, u32>,
    /// Each outcome as it was when it was recorded: cycle's end and dues.
    outcomes: BTreeMap<String, String>,
}

impl Player {
    async fn begin(database: Database, begin: &str, seed: u64, elsewhere: bool) -> Self {
        let mut story = Story::begin(database, begin).await;
        let folder = if elsewhere { moved_offices(&story.test.folder) } else { policies() };
        let products = Products::read(&folder).unwrap();
        if elsewhere {
            reopen(&mut story, &products).await;
        }
        let staff = [story.hire("Ada", "lead").await, story.hire("Bo", "lead").await];
        Self {
            story,
            dice: Dice(seed),
            products,
            staff,
            asked: Vec::new(),
            cases: Vec::new(),
            born: 0,
            done: BTreeMap::new(),
            outcomes: BTreeMap::new(),
        }
    }

    fn desk(&mut self) -> AgentDesk {
        let member = self.dice.pick(&self.staff).unwrap().clone();
        self.story.agent(&member)
    }

    fn count(&mut self, what: &'static str, well: bool) {
        if well {
            *self.done.entry(what).or_default() += 1;
        }
    }

    /// A request from anywhere, proved at once, late, or never.
    async fn ask(&mut self) {
        let kind = self.dice.throw(9);
        self.ask_of(kind).await;
    }

    async fn ask_of(&mut self, kind: u64) {
        self.born += 1;
        // Few addresses, so that some ask twice.
        let email = format!("person{}@example.org", self.dice.throw(if kind == 5 { 2 } else { 12 }));
        let new = match kind {
            0 => access(&email),
            // Each says something else, so that two of them are not one and the same.
            1 | 5 => {
                let says = format!("Mika {}", self.born);
                let words = String::new();
                let details = Details::Correction { category: "profile".into(), says, should_say: "Mica".into(), words };
                NewRequest { details, ..correction(&email) }
            }
            3 => ai(&email, &["voice"]),
            4 => advertising(&email),
            _ => deletion(&email),
        };
        let mut new = match self.dice.pick(&["KR", "US-CA", "GB", "FR", "CN", "HK", "JP", ""]).unwrap() {
            &"" => new,
            country => forms::from(country, new),
        };
        if matches!(new.kind, Kind::Deletion | Kind::Access) && self.dice.percent(40) {
            new.product = "japanese-ai".into();
        }
        let kind = new.kind;
        let holder = match intake::submit(&self.story, new, vec![]).await {
            Ok(holder) => holder,
            other => return assert!(!fair(other)),
        };
        if self.dice.percent(10) {
            return;
        }
        let code = self.story.mail_to("code", &email).await.code();
        if self.dice.percent(15) {
            self.story.minutes(11); // Too late: another code comes, and the promise starts at its proof.
        }
        match intake::enter(&self.story, &holder, &code, None).await {
            Ok(Opened::Proved { reference, session: Some(session), .. }) => {
                self.asked.push(Asked { proved: Proved { reference, session }, email });
                self.count(kind.code(), true);
            }
            Ok(_) => {}
            other => assert!(!fair(other)),
        }
    }

    async fn report(&mut self) {
        let user = format!("spammer{}", self.dice.throw(20));
        let taken = self.story.report(report(&user, None)).await;
        let case = self.story.case_of(&taken.reference).await;
        if !self.cases.contains(&case) {
            self.cases.push(case);
        }
        self.count("report", true);
    }

    /// Somebody does something with some ticket.
    async fn act(&mut self) {
        if self.dice.percent(12) {
            return self.act_on_case().await;
        }
        let Some(one) = self.dice.pick(&self.asked).cloned() else { return };
        let reference = one.proved.reference.clone();
        let (desk, seen) = (self.desk(), self.story.seen(&reference).await);
        let ticket = self.story.ticket(&reference).await;
        let words = || "Because the soak wants it.".to_owned();
        match self.dice.throw(24) {
            0..=3 => {
                let well = fair(desk.claim(&reference, seen).await);
                self.count("claim", well);
            }
            4 => {
                let well = fair(desk.release(&reference).await);
                self.count("release", well);
            }
            5..=7 => {
                let reason = if self.dice.percent(50) { PauseReason::IdentityCheck } else { PauseReason::Clarification };
                let days = i64::try_from(1 + self.dice.throw(9)).unwrap();
                let question = Question { reason, ..forms::question(days) };
                let well = fair(desk.ask(&reference, seen, question).await);
                self.count("pause", well);
            }
            8..=10 if ticket.state == State::RequiresInput => {
                let Some(mine) = self.mine(&one).await else { return };
                let well = fair(mine.write("Here is the answer.", vec![]).await);
                self.count("answer", well);
            }
            11 => {
                let well = fair(desk.resume(&reference, seen).await);
                self.count("resume", well);
            }
            12 => {
                let due = self.story.now() + SignedDuration::from_hours(i64::try_from(1 + self.dice.throw(90)).unwrap());
                let well = fair(desk.set_due(&reference, seen, due, words()).await);
                self.count("set due", well);
            }
            13 => {
                let well = fair(desk.extend(&reference, seen, words()).await);
                self.count("extend", well);
            }
            14 => {
                let new = self.dice.percent(50);
                let well = fair(desk.reopen(&reference, seen, new, words()).await);
                self.count(if new { "reopen, new" } else { "reopen, same" }, well);
            }
            15 => {
                // Somebody asks for one thing twice in other words, if nobody has.
                if self.twins().await.is_none() {
                    self.ask_of(5).await;
                    self.ask_of(5).await;
                }
                let Some((one, other)) = self.twins().await else { return };
                let (reference, seen) = (one.proved.reference.clone(), self.story.seen(&one.proved.reference).await);
                let other_seen = self.story.seen(&other.proved.reference).await;
                let well = fair(desk.merge(&reference, seen, vec![(other.proved.reference, other_seen)]).await);
                self.count("merge", well);
            }
            16 if self.dice.percent(30) => {
                let well = fair(desk.cancel(&reference, seen, "abuse".into(), words()).await);
                self.count("cancel", well);
            }
            17 => {
                let well = fair(desk.await_processors(&reference, seen, words()).await);
                self.count("await processors", well);
            }
            18 if ticket.stopped_at.is_some() && ticket.state.after(domain::Act::Appeal, ticket.kind).is_ok() => {
                let Some(mine) = self.mine(&one).await else { return };
                let well = fair(mine.appeal("Please look again.").await);
                self.count("appeal", well);
            }
            19 if self.dice.percent(30) && ticket.state.on_queue() => {
                let Some(mine) = self.mine(&one).await else { return };
                let well = fair(mine.withdraw(true).await);
                self.count("withdraw", well);
            }
            _ => {
                let closing = if self.dice.percent(70) { fulfilled(ticket.kind) } else { denied() };
                let well = fair(desk.close(&reference, seen, closing).await);
                self.count("close", well);
            }
        }
    }

    /// Two open requests of one person for one thing, if the dice find any.
    async fn twins(&mut self) -> Option<(Asked, Asked)> {
        let mut open: BTreeMap<(String, &str, String), Asked> = BTreeMap::new();
        for one in &self.asked {
            let ticket = self.story.ticket(&one.proved.reference).await;
            if ticket.state.on_queue() {
                let key = (one.email.clone(), ticket.kind.code(), ticket.product.clone());
                if let Some(other) = open.insert(key, one.clone()) {
                    return Some((other, one.clone()));
                }
            }
        }
        None
    }

    /// The requester's desk: by the session, or by a code anew. Too many codes in an hour, and there is none.
    async fn mine(&self, one: &Asked) -> Option<RequesterDesk> {
        if let Ok(desk) = self.story.requester(&one.proved.session, &one.proved.reference).await {
            return Some(desk);
        }
        self.story.minutes(1);
        let holder = lookup::by_reference(&self.story, &one.proved.reference).await.unwrap();
        self.story.work().await;
        let code = self.story.mail_to("code", &one.email).await.code();
        match intake::enter(&self.story, &holder, &code, None).await.unwrap() {
            Opened::Page { session: Some(session), reference } => self.story.requester(&session, &reference).await.ok(),
            _ => None,
        }
    }

    async fn act_on_case(&mut self) {
        let Some(case) = self.dice.pick(&self.cases).cloned() else { return };
        let (desk, seen) = (self.desk(), self.story.seen(&case).await);
        if self.dice.percent(40) {
            let well = fair(desk.claim(&case, seen).await);
            self.count("claim a case", well);
        } else {
            let decision = Decision { ..forms::decision("warned") };
            let well = fair(desk.decide(&case, seen, decision).await);
            self.count("decide", well);
        }
    }

    /// A typhoon: one drafts it, the other approves.
    async fn storm(&mut self) {
        let day = self.story.now().to_zoned(jiff::tz::TimeZone::UTC).date();
        let days = i64::try_from(self.dice.throw(4)).unwrap();
        let date = day.checked_add(jiff::Span::new().days(days)).unwrap().to_string();
        let product = (*self.dice.pick(&["hellotalk", "japanese-ai"]).unwrap()).to_owned();
        let day = DatedDay { date, open: false, name: "Typhoon, signal 8".into(), hours: vec![], because: None };
        let change = CalendarChange::Office { product, day };
        let [ada, bo] = [0, 1].map(|at| self.story.at_work(&self.staff[at]));
        let id = self.story.calendars(&ada).unwrap().draft(change, "The observatory said so.").await.unwrap();
        let preview = self.story.calendars(&bo).unwrap();
        let change = preview.change(&id).await.unwrap();
        let expected = preview.preview(&change.change).await.unwrap();
        preview.decide(&id, true).await.unwrap();
        let before = self.story.number("SELECT CAST(COALESCE(SUM(moved), 0) AS BIGINT) AS value FROM recomputes").await;
        self.story.work().await;
        let after = self.story.number("SELECT CAST(COALESCE(SUM(moved), 0) AS BIGINT) AS value FROM recomputes").await;
        assert_eq!(after - before, i64::try_from(expected.moving).unwrap(), "what was previewed is what moved");
        self.count("typhoon", true);
    }

    async fn live(&mut self, days: i64) {
        let begin = self.story.now();
        let end = begin + SignedDuration::from_hours(24 * days);
        let mut next_look = self.story.now();
        let latest = begin + SignedDuration::from_hours(24 * TWO_YEARS);
        // A short life goes on until everything was done in it.
        while self.story.now() < end || (self.story.now() < latest && !missing(self).is_empty()) {
            // Mostly hours; now and then a weekend without anybody, the jobs included.
            let away = self.dice.percent(4);
            let most = if away { 100 * 60 } else { 16 * 60 };
            self.story.minutes(i64::try_from(1 + self.dice.throw(most)).unwrap());
            if self.dice.percent(20) {
                reopen(&mut self.story, &self.products).await;
            }
            if !away && self.dice.percent(85) {
                self.story.work().await;
            }
            if self.dice.percent(70) {
                self.story.mails("none").await; // The post goes; sometimes it does not, for a while.
            }
            if self.dice.percent(28) {
                self.ask().await;
            }
            if self.dice.percent(8) {
                self.report().await;
            }
            for _ in 0..self.dice.throw(4) {
                self.act().await;
                if self.dice.percent(10) {
                    reopen(&mut self.story, &self.products).await;
                }
            }
            // Now and then; and however short the life is, once.
            let half = self.story.now() > begin + SignedDuration::from_hours(12 * days);
            if self.dice.throw(300) == 0 || (half && !self.done.contains_key("typhoon")) {
                self.storm().await;
            }
            if self.story.now() >= next_look {
                self.look().await;
                self.alerts().await;
                next_look = self.story.now() + SignedDuration::from_hours(24 * 14);
            }
            // What is long over is nobody's business any more.
            if self.asked.len() > 60 {
                self.asked.remove(0);
            }
        }
        self.alerts().await;
        self.look().await;
        self.explained().await;
    }
}

/// What somebody must have done in each life: then it means something, and nothing was left undone by chance alone.
const ACTS: [&str; 17] = [
    "deletion",
    "access",
    "report",
    "claim",
    "pause",
    "answer",
    "set due",
    "extend",
    "reopen, same",
    "reopen, new",
    "merge",
    "close",
    "appeal",
    "withdraw",
    "await processors",
    "decide",
    "typhoon",
];

/// What nobody has done yet.
fn missing(player: &Player) -> Vec<&'static str> {
    ACTS.into_iter().filter(|act| player.done.get(act).is_none_or(|times| *times == 0)).collect()
}

/// One seed from one day to another; or, where `HABEAS_SOAK` says how many (`make soak`), so many seeds for two years each.
async fn lives(database: Database, [begin, end]: [&str; 2], seed: u64, elsewhere: bool) {
    let soak = std::env::var("HABEAS_SOAK").ok().map(|times| times.parse::<u64>().expect("HABEAS_SOAK is a number"));
    let sample = (at(end).duration_since(at(begin)).as_hours() / 24, 1);
    let (days, seeds) = soak.map_or(sample, |seeds| (TWO_YEARS, seeds));
    for more in 0..seeds {
        let mut player = Player::begin(database, begin, seed + 10 * more, elsewhere).await;
        player.live(days).await;
        assert_eq!(missing(&player), [""; 0], "nobody did this: {:?}", player.done);
    }
}

/// Over Spring Festival and Labour Day, with their make-up days.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn lives_in_hong_kong_and_china() {
    lives(Database::Sqlite, ["2026-02-09T10:00:00+08:00", "2026-05-11T10:00:00+08:00"], 1, false).await;
}

/// Over the days on which the clocks go forward: in New York on 8 March 2026, in London on 29 March.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn lives_in_london_and_new_york() {
    lives(Database::Sqlite, ["2026-02-20T10:00:00+08:00", "2026-04-20T10:00:00+08:00"], 6, true).await;
}

/// Over the days on which they go back: in London on 25 October 2026, in New York on 1 November.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn lives_on_postgres() {
    lives(Database::Postgres, ["2026-10-05T10:00:00+08:00", "2026-12-03T10:00:00+08:00"], 3, true).await;
}
