-- What clocks keep: the rules by which each was computed, the facts that move it, and why one was late. Instants are UTC
-- milliseconds.

-- `rules`: the rule set that the clocks keep until an approved act moves them. `reckoned_at`: the moment for which the kept due
-- moments were computed. `alert_at`: when the next alert is due.
ALTER TABLE tickets ADD COLUMN rules TEXT;
ALTER TABLE tickets ADD COLUMN reckoned_at BIGINT;
ALTER TABLE tickets ADD COLUMN alert_at BIGINT;
CREATE INDEX tickets_rules ON tickets (rules, id) WHERE on_queue = 1;
CREATE INDEX tickets_alert ON tickets (alert_at) WHERE on_queue = 1 AND alert_at IS NOT NULL;

-- Everything that evaluating a clock needs, word for word: hours, calendars with their exceptions, terms, law. Never changed.
CREATE TABLE rule_sets (
  id TEXT PRIMARY KEY,
  product TEXT NOT NULL,
  made_at BIGINT NOT NULL,
  body TEXT NOT NULL
);

-- What staff or a recomputing did to a cycle's clocks, beside its pauses. `value`: the moment that the kind is about; of an
-- extension the moment at which its notice left, and nothing until it did.
CREATE TABLE clock_facts (
  id TEXT PRIMARY KEY,
  ticket_id TEXT NOT NULL REFERENCES tickets (id),
  cycle BIGINT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('extended','manual_due','promised_due','carried_promise','carried_law','carried_review')),
  at BIGINT NOT NULL,
  value BIGINT,
  mail_id TEXT,
  actor TEXT NOT NULL
);
CREATE INDEX clock_facts_ticket ON clock_facts (ticket_id, at);
CREATE INDEX clock_facts_notice ON clock_facts (mail_id) WHERE kind = 'extended' AND value IS NULL;

-- Why a clock was late, once for each clock and cycle.
CREATE TABLE breach_reasons (
  ticket_id TEXT NOT NULL REFERENCES tickets (id),
  cycle BIGINT NOT NULL,
  clock TEXT NOT NULL CHECK (clock IN ('promise','law','review')),
  code TEXT NOT NULL,
  actor TEXT NOT NULL,
  at BIGINT NOT NULL,
  PRIMARY KEY (ticket_id, cycle, clock)
);

-- An outcome that was our mistake stays in the record, withdrawn; the cycle then has another. `started_at`: when its cycle began.
CREATE TABLE outcomes_new (
  id TEXT PRIMARY KEY,
  ticket_id TEXT NOT NULL REFERENCES tickets (id),
  cycle BIGINT NOT NULL,
  state TEXT NOT NULL,
  closed_at BIGINT NOT NULL,
  closed_by TEXT,
  promise_due_at BIGINT,
  law_due_at BIGINT,
  review_due_at BIGINT,
  body BLOB NOT NULL,
  started_at BIGINT,
  withdrawn_at BIGINT
);
INSERT INTO outcomes_new (id, ticket_id, cycle, state, closed_at, closed_by, promise_due_at, law_due_at, review_due_at, body, started_at)
  SELECT id, ticket_id, cycle, state, closed_at, closed_by, promise_due_at, law_due_at, review_due_at, body,
    (SELECT CASE WHEN outcomes.cycle = 1 THEN received_at WHEN outcomes.cycle = tickets.cycle THEN cycle_started_at END
      FROM tickets WHERE tickets.id = outcomes.ticket_id) FROM outcomes;
DROP TABLE outcomes;
ALTER TABLE outcomes_new RENAME TO outcomes;
CREATE UNIQUE INDEX outcomes_cycle ON outcomes (ticket_id, cycle) WHERE withdrawn_at IS NULL;
CREATE INDEX outcomes_ticket ON outcomes (ticket_id, cycle);
CREATE INDEX outcomes_closed ON outcomes (closed_at);
