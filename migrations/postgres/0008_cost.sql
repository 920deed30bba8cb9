-- What a page lists or counts is found by an index in the order in which it is shown, and never among all that there ever was.

-- An alert of a late clock is listed until somebody says why it was late. That is noted here, so that what was explained years ago is not
-- looked at again.
ALTER TABLE alerts ADD COLUMN explained BIGINT NOT NULL DEFAULT 0 CHECK (explained IN (0, 1));
UPDATE alerts SET explained = 1 WHERE EXISTS (SELECT 1 FROM breach_reasons WHERE breach_reasons.ticket_id = alerts.ticket_id
  AND breach_reasons.cycle = alerts.cycle AND breach_reasons.clock = alerts.clock);
-- Whose it is stands in the alert and beside its readers, so that who sees a part of the house alone is asked for nothing else.
ALTER TABLE alerts ADD COLUMN product TEXT NOT NULL DEFAULT '';
ALTER TABLE alerts ADD COLUMN kind TEXT NOT NULL DEFAULT '';
ALTER TABLE alert_people ADD COLUMN product TEXT NOT NULL DEFAULT '';
ALTER TABLE alert_people ADD COLUMN kind TEXT NOT NULL DEFAULT '';
UPDATE alerts SET product = (SELECT tickets.product FROM tickets WHERE tickets.id = alerts.ticket_id),
  kind = (SELECT tickets.kind FROM tickets WHERE tickets.id = alerts.ticket_id);
UPDATE alert_people SET product = (SELECT alerts.product FROM alerts WHERE alerts.id = alert_people.alert_id),
  kind = (SELECT alerts.kind FROM alerts WHERE alerts.id = alert_people.alert_id);
DROP INDEX alerts_breach;
CREATE INDEX alerts_unexplained ON alerts (due_at, id) WHERE threshold = 'breach' AND explained = 0;
-- Identifiers stand in the order of time: the newest alerts of somebody are the last ones.
DROP INDEX alert_people_unseen;
CREATE INDEX alert_people_unseen ON alert_people (staff_id, alert_id) WHERE seen_at IS NULL;
CREATE INDEX alert_people_seen ON alert_people (staff_id, alert_id) WHERE seen_at IS NOT NULL;

-- The queue of what nobody holds. The archive by state, and by state of one kind or of one member of staff.
CREATE INDEX tickets_queue_free ON tickets (sort_at, id) WHERE on_queue = 1 AND assignee IS NULL;
CREATE INDEX tickets_closed_state ON tickets (state, stopped_at, id) WHERE stopped_at IS NOT NULL;
CREATE INDEX tickets_closed_kind ON tickets (kind, state, stopped_at, id) WHERE stopped_at IS NOT NULL;
CREATE INDEX tickets_closed_product ON tickets (product, state, stopped_at, id) WHERE stopped_at IS NOT NULL;
CREATE INDEX tickets_closed_assignee ON tickets (assignee, state, stopped_at, id) WHERE stopped_at IS NOT NULL AND assignee IS NOT NULL;
-- The counts of who works for one product, or on reports.
CREATE INDEX tickets_queue_product_risk ON tickets (product, at_risk_at) WHERE on_queue = 1;
CREATE INDEX tickets_queue_product_breach ON tickets (product, breach_at) WHERE on_queue = 1;
CREATE INDEX tickets_queue_kind_state ON tickets (kind, state, sort_at, id) WHERE on_queue = 1;
CREATE INDEX tickets_queue_kind_risk ON tickets (kind, at_risk_at) WHERE on_queue = 1;
CREATE INDEX tickets_queue_kind_breach ON tickets (kind, breach_at) WHERE on_queue = 1;

-- The access log by what it is asked for, the newest first.
DROP INDEX looks_staff;
CREATE INDEX looks_staff ON looks (staff_id, at, id);
CREATE INDEX looks_reference ON looks (reference, at, id) WHERE reference IS NOT NULL;
CREATE INDEX looks_product ON looks (product, at, id) WHERE product IS NOT NULL;
CREATE INDEX looks_minors ON looks (at, id) WHERE minor = 1;
CREATE INDEX looks_staff_minors ON looks (staff_id, at, id) WHERE minor = 1;

-- What the nightly check found is the last word of its kind in the house's own chain.
CREATE INDEX events_house ON events (kind, seq) WHERE stream = 'house';

-- The log of refusals.
CREATE INDEX outcomes_refused ON outcomes (closed_at, id) WHERE state IN ('denied', 'partially_fulfilled');
CREATE INDEX closed_figures_refused ON closed_figures (closed_at, id) WHERE state IN ('denied', 'partially_fulfilled');

-- An outcome knows whose it is, so that the figures of promises and the lists behind them need no ticket beside it.
ALTER TABLE outcomes ADD COLUMN product TEXT NOT NULL DEFAULT '';
ALTER TABLE outcomes ADD COLUMN kind TEXT NOT NULL DEFAULT '';
ALTER TABLE outcomes ADD COLUMN policy_version TEXT NOT NULL DEFAULT '';
UPDATE outcomes SET product = (SELECT tickets.product FROM tickets WHERE tickets.id = outcomes.ticket_id),
  kind = (SELECT tickets.kind FROM tickets WHERE tickets.id = outcomes.ticket_id),
  policy_version = (SELECT tickets.policy_version FROM tickets WHERE tickets.id = outcomes.ticket_id);
DROP INDEX outcomes_figures;
DROP INDEX tickets_figures;
CREATE INDEX outcomes_figures ON outcomes (closed_at, product, kind, policy_version, state, withdrawn_at, started_at, promise_due_at,
  law_due_at, review_due_at);
CREATE INDEX outcomes_ended ON outcomes (product, kind, policy_version, closed_at, id)
  WHERE withdrawn_at IS NULL AND state NOT IN ('revoked', 'cancelled', 'duplicate');
CREATE INDEX outcomes_late_promise ON outcomes (product, kind, policy_version, closed_at, id) WHERE closed_at > promise_due_at;
CREATE INDEX outcomes_late_law ON outcomes (product, kind, policy_version, closed_at, id) WHERE closed_at > law_due_at;
CREATE INDEX outcomes_late_review ON outcomes (product, kind, policy_version, closed_at, id) WHERE closed_at > review_due_at;
CREATE INDEX tickets_ended ON tickets (product, kind, policy_version, stopped_at, id) WHERE state IN ('revoked', 'cancelled', 'duplicate');
CREATE INDEX tickets_due_promise ON tickets (product, kind, policy_version, promise_due_at, id) WHERE on_queue = 1 AND promise_due_at IS NOT NULL;
CREATE INDEX tickets_due_law ON tickets (product, kind, policy_version, law_due_at, id) WHERE on_queue = 1 AND law_due_at IS NOT NULL;
CREATE INDEX tickets_due_review ON tickets (product, kind, policy_version, review_due_at, id) WHERE on_queue = 1 AND review_due_at IS NOT NULL;
CREATE INDEX closed_figures_ended ON closed_figures (kind, policy_version, product, closed_at, state, promise_kept, law_kept);
