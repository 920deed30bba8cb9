//! What a page costs must not grow with the tickets: every page of the registry is opened as everybody who may, once with two
//! thousand tickets and once with twenty thousand, and the database's own steps are compared. They are the same on every machine.
//!
//! SQLite counts instructions, PostgreSQL rows and pages of its plans (`server::store::meter`). A page that grows has to be mended
//! at the statement that the failure names; what must grow by its nature stands in [`exceptions`] with its reason, and comes off that
//! list as soon as it grows no more.

mod exceptions;
mod visits;

use std::collections::{BTreeMap, BTreeSet};

use server::store::meter::{Bill, Meter, Steps};
use server::testing::crowd::{Crowd, TOLD};
use server::testing::{Database, metered};

use super::routes::world::World;
use crate::support::story::{MONDAY, Story, at};
use exceptions::{EXCEPTIONS, Exception};
use visits::{Visit, visits};

/// How many tickets are there for the first count, and for the second.
const SIZES: [usize; 2] = [2_000, 20_000];

/// How much more a page may take with ten times the tickets: a little, for what is near a bound with the fewer.
const FACTOR: f64 = 1.3;
/// And so much besides: a list of fifty lines fills up that had few with the fewer tickets. PostgreSQL reads a small table whole and
/// looks each row of a greater one up, at three or four pages a row.
const fn more(database: Database) -> Steps {
    match database {
        Database::Sqlite => Steps { runs: 0, steps: 2_000, pages: 0 },
        Database::Postgres => Steps { runs: 0, steps: 1_000, pages: 600 },
    }
}

/// A count that stops (`store::queue::COUNT_LIMIT`) is let grow until there: it is held to this instead, each time that it runs.
const COUNTED: &str = ") AS counted";
const fn most_counted(database: Database) -> Steps {
    match database {
        Database::Sqlite => Steps { runs: 1, steps: 30_000, pages: 0 },
        // It may make a map of a whole index first, as long as that is quickly done.
        Database::Postgres => Steps { runs: 1, steps: 10_000, pages: 4_000 },
    }
}

/// What every page costs, by its name and by who opened it.
type Costs = BTreeMap<(String, String), Bill>;

async fn walk(world: &World, meter: &Meter) -> Costs {
    // What was counted for everybody is shown again for ten minutes.
    world.story.published.lock().await.clear();
    let mut costs = Costs::new();
    for visit in visits(world).await {
        let mut bill = pay(world, meter, &visit).await;
        if bill.writes() {
            // The first to open a page leaves something behind, such as a line of the access log, which the second does not.
            bill = pay(world, meter, &visit).await;
        }
        costs.insert((visit.name.clone(), format!("{:?}", visit.persona)), bill);
    }
    costs
}

async fn pay(world: &World, meter: &Meter, visit: &Visit) -> Bill {
    let (page, bill) = meter.count(visit.open(world)).await;
    assert_eq!(page.status.as_u16(), visit.status, "{} as {:?}: {}", visit.path, visit.persona, page.text());
    bill
}

/// What a page costs without the counts that stop.
fn uncounted(bill: &Bill) -> Steps {
    bill.0.iter().filter(|(sql, _)| !sql.ends_with(COUNTED)).fold(Steps::default(), |sum, (_, one)| sum.and(*one))
}

fn grows(database: Database, few: Steps, many: Steps) -> bool {
    let more = more(database);
    let over = |few: u64, many: u64, more: u64| many as f64 > few as f64 * FACTOR + more as f64;
    over(few.steps, many.steps, more.steps) || over(few.pages, many.pages, more.pages)
}

/// The statements of a page that take more than they did, those with the greatest difference first.
fn grown(few: &Bill, many: &Bill) -> String {
    let mut list: Vec<(i64, String)> = many
        .0
        .iter()
        .map(|(sql, now)| {
            let before = few.0.get(sql).copied().unwrap_or_default();
            let more = now.steps as i64 - before.steps as i64 + now.pages as i64 - before.pages as i64;
            (more, format!("      {} -> {} in {} runs: {sql}", told(before), told(*now), now.runs))
        })
        .filter(|(more, _)| *more > 20)
        .collect();
    list.sort_by_key(|(more, _)| -more);
    list.into_iter().take(4).map(|(_, line)| line).collect::<Vec<_>>().join("\n")
}

fn told(steps: Steps) -> String {
    if steps.pages > 0 { format!("{} rows, {} pages", steps.steps, steps.pages) } else { steps.steps.to_string() }
}

/// What is wrong with the costs of the pages.
fn judge(database: Database, exceptions: &[Exception], few: &Costs, many: &Costs) -> Vec<String> {
    let mut wrong = Vec::new();
    let (mut needed, mut counts) = (BTreeSet::new(), BTreeSet::new());
    for (key, now) in many {
        let (name, persona) = key;
        let before = few.get(key).unwrap_or_else(|| panic!("{name} as {persona} was not opened with fewer tickets"));
        for (sql, steps) in now.0.iter().filter(|(sql, _)| sql.ends_with(COUNTED)) {
            let most = most_counted(database);
            let over = steps.steps > most.steps * steps.runs || steps.pages > most.pages * steps.runs;
            if over && counts.insert(sql.as_str()) {
                wrong.push(format!("{name} as {persona}: a count goes on after its bound: {} in {} runs: {sql}", told(*steps), steps.runs));
            }
        }
        if !grows(database, uncounted(before), uncounted(now)) {
            continue;
        }
        let listed = exceptions.iter().find(|one| one.page == name);
        match listed {
            Some(one) => {
                needed.insert(one.page);
                let steps = uncounted(now).steps;
                if let Some(most) = one.most.filter(|most| steps > *most) {
                    wrong.push(format!("{name} as {persona}: {steps} are more than the {most} that its exception allows"));
                }
            }
            None => {
                wrong.push(format!("{name} as {persona}: {} -> {}\n{}", told(uncounted(before)), told(uncounted(now)), grown(before, now)))
            }
        }
    }
    let idle = exceptions.iter().filter(|one| !needed.contains(one.page));
    wrong.extend(idle.map(|one| format!("{} needs no exception any more: take it off the list", one.page)));
    wrong
}

async fn compared(database: Database) {
    let (house, meter) = metered(database, at(MONDAY)).await;
    let story = Story::of(house);
    let mut crowd = Crowd::tell(&story).await.unwrap();
    let world = World::within(story).await;
    crowd.season(&world.story).await.unwrap();
    let mut costs = Vec::new();
    for tickets in SIZES {
        crowd.grow(&world.story, (tickets / TOLD) as i64).await.unwrap();
        costs.push(walk(&world, &meter).await);
    }
    let there = world.story.number("SELECT COUNT(*) AS value FROM tickets").await;
    assert!(there >= SIZES[1] as i64, "{there}");
    if std::env::var_os("HABEAS_COSTS").is_some() {
        for ((name, persona), now) in &costs[1] {
            let before = costs[0].get(&(name.clone(), persona.clone())).map(Bill::sum).unwrap_or_default();
            println!("{database:?}\t{name}\t{persona}\t{}\t{}", told(before), told(now.sum()));
        }
    }
    let wrong = judge(database, EXCEPTIONS, &costs[0], &costs[1]);
    assert!(wrong.is_empty(), "{} pages on {database:?}:\n{}", wrong.len(), wrong.join("\n"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_page_takes_more_steps_with_ten_times_the_tickets_on_sqlite() {
    compared(Database::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_page_takes_more_steps_with_ten_times_the_tickets_on_postgres() {
    compared(Database::Postgres).await;
}

#[test]
fn what_grows_is_named_and_an_exception_goes_when_it_is_not_needed() {
    let cost = |sql: &str, steps: u64| -> Costs {
        let bill = Bill(BTreeMap::from([(sql.to_owned(), Steps { runs: 1, steps, pages: 0 })]));
        Costs::from([(("Page".to_owned(), "Lead".to_owned()), bill)])
    };
    let list = "SELECT everything";
    let found = |exceptions: &[Exception], few: &Costs, many: &Costs| judge(Database::Sqlite, exceptions, few, many);
    let wrong = found(&[], &cost(list, 1_000), &cost(list, 3_301));
    assert!(matches!(wrong.as_slice(), [one] if one.contains("Page as Lead: 1000 -> 3301") && one.contains(list)), "{wrong:?}");
    assert_eq!(found(&[], &cost(list, 1_000), &cost(list, 3_300)), Vec::<String>::new());
    let excused = [Exception { page: "Page", most: Some(10_000), why: "a sum" }];
    assert_eq!(found(&excused, &cost(list, 1_000), &cost(list, 10_000)), Vec::<String>::new());
    assert_eq!(found(&excused, &cost(list, 1_000), &cost(list, 10_001)).len(), 1, "more than it allows");
    assert_eq!(found(&excused, &cost(list, 1_000), &cost(list, 1_000)).len(), 1, "it is not needed");
    let count = "SELECT COUNT(*) AS n FROM (SELECT 1 AS one FROM tickets LIMIT $1) AS counted";
    assert_eq!(found(&[], &cost(count, 100), &cost(count, most_counted(Database::Sqlite).steps)), Vec::<String>::new(), "up to its bound");
    assert_eq!(found(&[], &cost(count, 100), &cost(count, most_counted(Database::Sqlite).steps + 1)).len(), 1);
}
