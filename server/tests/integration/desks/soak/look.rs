//! What must be true at every look.

use std::collections::BTreeSet;

use domain::alert::thresholds;
use domain::clock::evaluate;
use server::args;
use server::desk::explain::explain;
use server::desk::reckon;
use server::desk::verify::verify;

use super::Player;

impl Player {
    /// What is kept is what is computed, and no outcome has changed.
    pub(super) async fn look(&mut self) {
        let found = verify(&self.story, true).await.unwrap();
        // While the jobs were away pauses and alerts may wait for them; nothing else may differ, and then nothing at all.
        let lasting: Vec<_> = found.drifts.iter().filter(|drift| drift.computed != "over").collect();
        assert!(lasting.is_empty(), "at {}: {lasting:?}", self.story.now());
        self.story.work().await;
        assert_eq!(verify(&self.story, true).await.unwrap().drifts, vec![], "at {}", self.story.now());
        let mut conn = self.story.store.read().await.unwrap();
        let sql = "SELECT id, ticket_id, cycle, state, closed_at, promise_due_at, law_due_at, review_due_at FROM outcomes";
        for row in conn.all(sql, &[]).await.unwrap() {
            let text = format!(
                "{} {} {} {:?} {:?} {:?} {:?}",
                row.text("ticket_id").unwrap(),
                row.int("cycle").unwrap(),
                row.text("state").unwrap(),
                row.opt_int("closed_at").unwrap(),
                row.opt_int("promise_due_at").unwrap(),
                row.opt_int("law_due_at").unwrap(),
                row.opt_int("review_due_at").unwrap()
            );
            let first = self.outcomes.entry(row.text("id").unwrap()).or_insert_with(|| text.clone());
            assert_eq!(*first, text, "an outcome changed");
        }
    }

    /// Every alert whose moment has come was told or superseded, and nobody was written to twice.
    pub(super) async fn alerts(&mut self) {
        self.story.work().await;
        let now = self.story.now();
        let mut conn = self.story.store.read().await.unwrap();
        let sql = "SELECT id FROM tickets WHERE on_queue = 1";
        for row in conn.all(sql, &[]).await.unwrap() {
            let id = row.text("id").unwrap();
            let ticket = server::store::ticket::by_id(&mut conn, &self.story.vault, &id).await.unwrap().unwrap();
            let (set, history) =
                (reckon::rules(&self.story, &mut conn, &ticket).await.unwrap(), reckon::history(&mut conn, &ticket).await.unwrap());
            let all = evaluate(&history, &set.rules(ticket.kind, ticket.country.as_deref(), false), now).unwrap();
            let pack = self.story.products.get(&ticket.product).unwrap().pack.clone();
            let claimed = ticket.assignee.is_some();
            let told: BTreeSet<(String, String)> = conn
                .all("SELECT clock, threshold FROM alerts WHERE ticket_id = $1 AND cycle = $2", args![&id, ticket.cycle])
                .await
                .unwrap()
                .iter()
                .map(|row| (row.text("clock").unwrap(), row.text("threshold").unwrap()))
                .collect();
            for threshold in thresholds(&all, &history, claimed, &set.business, pack.escalations()).unwrap() {
                let name = (threshold.clock.code().to_owned(), threshold.code());
                assert!(threshold.fire_at > now || told.contains(&name), "{}: {name:?} was missed", ticket.reference);
            }
        }
        drop(conn);
        let twice = "SELECT COUNT(*) - COUNT(DISTINCT staff_id || alert_id) AS value FROM staff_notices WHERE alert_id IS NOT NULL";
        assert_eq!(self.story.number(twice).await, 0, "each person is told of each alert once");
        // Several may stand in one mail, and of one it is known to whom it went.
        let others = "SELECT COUNT(*) AS value FROM alert_people AS one JOIN alert_people AS other ON other.mail_id = one.mail_id \
                      WHERE other.staff_id <> one.staff_id";
        assert_eq!(self.story.number(others).await, 0, "a mail for each person");
    }

    /// Every ticket can be explained, and the explanation's last due is the kept one.
    pub(super) async fn explained(&self) {
        let mut conn = self.story.store.read().await.unwrap();
        for one in &self.asked {
            let ticket = self.story.ticket(&one.proved.reference).await;
            let moment = ticket.reckoned_at.unwrap();
            let said = explain(&self.story, &mut conn, &ticket, moment).await.unwrap();
            let last = said.cycles.last().unwrap();
            assert_eq!(last.clocks.promise.as_ref().map(|clock| clock.due), ticket.cached.promise_due_at, "{}", said.text());
            assert_eq!(last.clocks.law.as_ref().map(|clock| clock.due), ticket.cached.law_due_at, "{}", said.text());
        }
    }
}
