//! Counts the steps that the database itself takes. They do not depend on the machine or on what else it does, so that a test can
//! say how the cost of a page grows. A store that nobody meters ([`super::Store::open`]) counts nothing and pays nothing.

use std::collections::BTreeMap;
use std::future::Future;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use serde_json::Value;
use sqlx::pool::PoolConnection;
use sqlx::{AssertSqlSafe, Postgres, Sqlite};

use super::{Arg, StoreError};

/// What the database did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Steps {
    /// How many statements ran.
    pub runs: u64,
    /// SQLite: instructions of its virtual machine. PostgreSQL: rows that the nodes of the plans gave on or threw away.
    pub steps: u64,
    /// PostgreSQL: pages that were looked at, in memory or not. SQLite does not tell them: always zero.
    pub pages: u64,
}

impl Steps {
    /// Both together.
    #[must_use]
    pub const fn and(self, more: Self) -> Self {
        Self { runs: self.runs + more.runs, steps: self.steps + more.steps, pages: self.pages + more.pages }
    }
}

/// What was counted, by the text of the statement.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Bill(pub BTreeMap<String, Steps>);

impl Bill {
    /// Everything together.
    #[must_use]
    pub fn sum(&self) -> Steps {
        self.0.values().fold(Steps::default(), |sum, one| sum.and(*one))
    }

    /// Whether something was written.
    #[must_use]
    pub fn writes(&self) -> bool {
        self.0.keys().any(|sql| is_write(sql))
    }
}

/// Counts for one store what its statements cost, while it is asked to.
#[derive(Debug, Clone, Default)]
pub struct Meter(Arc<Counting>);

#[derive(Debug, Default)]
struct Counting {
    /// One count after the other: the statements of two at once could not be told apart.
    turn: tokio::sync::Mutex<()>,
    bill: Mutex<Option<Bill>>,
}

impl Meter {
    /// Counts the steps of everything that the store does until this future has its value.
    pub async fn count<F: Future>(&self, future: F) -> (F::Output, Bill) {
        let _turn = self.0.turn.lock().await;
        *self.bill() = Some(Bill::default());
        let value = future.await;
        let bill = self.bill().take().unwrap_or_default();
        (value, bill)
    }

    fn bill(&self) -> MutexGuard<'_, Option<Bill>> {
        self.0.bill.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn counts(&self) -> bool {
        self.bill().is_some()
    }

    fn add(&self, sql: &str, steps: u64, pages: u64) {
        if let Some(bill) = self.bill().as_mut() {
            let one = bill.0.entry(sql.to_owned()).or_default();
            *one = one.and(Steps { runs: 1, steps, pages });
        }
    }
}

/// The meter of one connection.
#[derive(Debug)]
pub(super) struct Gauge {
    meter: Meter,
    /// SQLite's instructions since the statement began, while the connection tells them.
    ticks: Option<Arc<AtomicU64>>,
}

impl Gauge {
    pub(super) fn new(meter: &Meter) -> Self {
        Self { meter: meter.clone(), ticks: None }
    }

    /// A statement of SQLite begins. While something is counted the connection tells of each instruction.
    ///
    /// # Errors
    /// The database's.
    pub(super) async fn start(&mut self, conn: &mut PoolConnection<Sqlite>) -> Result<(), StoreError> {
        if self.meter.counts() {
            let ticks = match &self.ticks {
                Some(ticks) => ticks,
                None => {
                    // The schema is read by the first statement of a connection: that is no step of whichever comes first.
                    sqlx::query("SELECT 1 FROM tickets LIMIT 1").fetch_optional(&mut **conn).await?;
                    let ticks = self.ticks.insert(Arc::default());
                    let counter = ticks.clone();
                    conn.lock_handle().await?.set_progress_handler(1, move || {
                        counter.fetch_add(1, Ordering::Relaxed);
                        true
                    });
                    ticks
                }
            };
            ticks.store(0, Ordering::Relaxed);
        } else if self.ticks.take().is_some() {
            conn.lock_handle().await?.remove_progress_handler();
        }
        Ok(())
    }

    /// A statement of SQLite is over.
    pub(super) fn stop(&self, sql: &str) {
        if let Some(ticks) = &self.ticks {
            self.meter.add(sql, ticks.load(Ordering::Relaxed), 0);
        }
    }

    /// Runs a statement of PostgreSQL once beside the real one and counts what its plan did. What it writes is undone.
    ///
    /// # Errors
    /// The database's, or a plan that cannot be read.
    pub(super) async fn explain(&self, conn: &mut PoolConnection<Postgres>, sql: &str, args: &[Arg]) -> Result<(), StoreError> {
        if !self.meter.counts() || !is_plannable(sql) {
            return Ok(());
        }
        let writes = is_write(sql);
        if writes {
            sqlx::query("SAVEPOINT metered").execute(&mut **conn).await?;
        }
        let question = format!("EXPLAIN (ANALYZE, BUFFERS, TIMING OFF, FORMAT JSON) {sql}");
        let told = super::conn::bound!(AssertSqlSafe(question), args).fetch_one(&mut **conn).await;
        if writes {
            sqlx::query("ROLLBACK TO metered").execute(&mut **conn).await?;
            sqlx::query("RELEASE metered").execute(&mut **conn).await?;
        }
        let row = match told {
            Ok(row) => row,
            // The real one will fail in the same way, and tell its caller.
            Err(sqlx::Error::Database(error)) if error.is_unique_violation() && writes => return Ok(()),
            Err(error) => return Err(error.into()),
        };
        let text = sqlx::Row::try_get_raw(&row, 0)?.as_str().map(str::to_owned).map_err(sqlx::Error::Decode)?;
        let told: Value = serde_json::from_str(&text).map_err(|error| sqlx::Error::Decode(Box::new(error)))?;
        let plan = &told[0]["Plan"];
        let number = |key: &str| plan[key].as_u64().unwrap_or(0);
        self.meter.add(sql, rows(plan), number("Shared Hit Blocks") + number("Shared Read Blocks"));
        Ok(())
    }
}

/// The rows that a node of a plan and all below it gave on or threw away.
fn rows(plan: &Value) -> u64 {
    let own: f64 = ["Actual Rows", "Rows Removed by Filter", "Rows Removed by Join Filter", "Rows Removed by Index Recheck"]
        .into_iter()
        .filter_map(|key| plan[key].as_f64())
        .sum();
    let below = plan["Plans"].as_array().into_iter().flatten().map(rows).sum::<u64>();
    (own * plan["Actual Loops"].as_f64().unwrap_or(1.0)).round() as u64 + below
}

fn first_word(sql: &str) -> String {
    sql.trim_start().split(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or_default().to_ascii_uppercase()
}

/// Whether a statement has a plan, as those that begin and end transactions do not.
fn is_plannable(sql: &str) -> bool {
    matches!(first_word(sql).as_str(), "SELECT" | "WITH" | "VALUES") || is_write(sql)
}

fn is_write(sql: &str) -> bool {
    matches!(first_word(sql).as_str(), "INSERT" | "UPDATE" | "DELETE")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plan_is_summed_over_its_nodes_and_their_loops() {
        let plan = serde_json::json!({"Actual Rows": 5, "Actual Loops": 1, "Plans": [
            {"Actual Rows": 2, "Actual Loops": 3, "Rows Removed by Filter": 10},
            {"Actual Rows": 0, "Actual Loops": 0, "Rows Removed by Filter": 7}]});
        assert_eq!(rows(&plan), 5 + 36);
    }

    #[test]
    fn what_begins_a_transaction_has_no_plan() {
        assert!(is_plannable("\n SELECT 1") && is_plannable("with a as (select 1) select * from a") && is_write("Delete from tickets"));
        assert!(!is_plannable("BEGIN IMMEDIATE") && !is_plannable("SAVEPOINT job") && !is_write("SELECT 1"));
    }

    #[tokio::test]
    async fn steps_are_counted_by_statement_and_only_when_asked_for() {
        let folder = tempfile::tempdir().unwrap();
        let (store, meter) = super::super::Store::open_metered(&format!("sqlite:{}", folder.path().join("m.db").display())).await.unwrap();
        let many = "WITH RECURSIVE n (k) AS (SELECT 1 UNION ALL SELECT k + 1 FROM n WHERE k < $1) SELECT COUNT(*) AS value FROM n";
        let steps = |bound: i64| {
            let store = store.clone();
            async move { store.read().await.unwrap().one(many, crate::args![bound]).await.unwrap().unwrap().int("value").unwrap() }
        };
        assert_eq!(steps(10).await, 10);
        let (value, few) = meter.count(steps(100)).await;
        let (_, again) = meter.count(steps(100)).await;
        let (_, more) = meter.count(steps(1000)).await;
        // The last instruction, which ends the statement, may be left out: whoever has the one row does not wait for it.
        let apart = few.sum().steps.abs_diff(again.sum().steps);
        assert!(value == 100 && apart <= 1 && again.0.len() == 1, "the same count each time, and nothing of before: {few:?} {again:?}");
        assert_eq!(few.0.keys().collect::<Vec<_>>(), [many]);
        assert!(more.sum().steps > 9 * few.sum().steps && few.sum().steps > 100, "{few:?} {more:?}");
        let (_, written) = meter
            .count(
                store.write(|conn| Box::pin(async move { conn.run("INSERT INTO settings (key, value) VALUES ('a', x'00')", &[]).await })),
            )
            .await;
        assert!(written.writes() && !few.writes(), "{written:?}");
    }
}
