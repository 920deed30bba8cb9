-- Who was told of a clock, and who is to be told. Instants are UTC milliseconds.

-- One row for each threshold of a clock in a cycle: told, or superseded by a graver one. What stands here is never told again.
CREATE TABLE alerts (
  id TEXT PRIMARY KEY,
  ticket_id TEXT NOT NULL REFERENCES tickets (id),
  cycle BIGINT NOT NULL,
  clock TEXT NOT NULL CHECK (clock IN ('promise','law','review')),
  threshold TEXT NOT NULL,
  due_at BIGINT NOT NULL,
  at BIGINT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('fired','superseded')),
  UNIQUE (ticket_id, cycle, clock, threshold)
);
CREATE INDEX alerts_breach ON alerts (at) WHERE threshold = 'breach';

-- Whom an alert was sent to, and when they saw it.
CREATE TABLE alert_people (
  alert_id TEXT NOT NULL REFERENCES alerts (id),
  staff_id TEXT NOT NULL REFERENCES staff (id),
  seen_at BIGINT,
  mail_id TEXT,
  PRIMARY KEY (alert_id, staff_id)
);
CREATE INDEX alert_people_unseen ON alert_people (staff_id) WHERE seen_at IS NULL;

-- Who is on call for reports, of one product or ('*') of all. `until_at` no longer belongs to it.
CREATE TABLE rota (
  id TEXT PRIMARY KEY,
  product TEXT NOT NULL,
  staff_id TEXT NOT NULL REFERENCES staff (id),
  from_at BIGINT NOT NULL,
  until_at BIGINT NOT NULL,
  made_by TEXT NOT NULL,
  made_at BIGINT NOT NULL,
  CHECK (from_at < until_at)
);
CREATE INDEX rota_until ON rota (until_at);

-- Who is away gets no alert and no ticket. `lang`: the language in which they read the portal last.
ALTER TABLE staff ADD COLUMN away_from BIGINT;
ALTER TABLE staff ADD COLUMN away_until BIGINT;
ALTER TABLE staff ADD COLUMN lang TEXT;

-- The moment by which a late request is meant to be done, as its requester was told.
ALTER TABLE tickets ADD COLUMN new_moment_at BIGINT;
CREATE INDEX tickets_new_moment ON tickets (new_moment_at) WHERE on_queue = 1 AND new_moment_at IS NOT NULL;

-- Every open ticket is looked at once, so that its next alert is known.
UPDATE tickets SET alert_at = 0 WHERE on_queue = 1;
