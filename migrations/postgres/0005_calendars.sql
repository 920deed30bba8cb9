-- Changes of the calendars, each drafted by one member of staff and decided by another, and the moving of open clocks to other
-- rules. Instants are UTC milliseconds.

CREATE TABLE calendar_changes (
  id TEXT PRIMARY KEY,
  state TEXT NOT NULL CHECK (state IN ('draft','approved','rejected')),
  made_at BIGINT NOT NULL,
  made_by TEXT NOT NULL,
  reason TEXT NOT NULL,
  body TEXT NOT NULL,
  decided_at BIGINT,
  decided_by TEXT
);
CREATE INDEX calendar_changes_state ON calendar_changes (state, decided_at);

-- A move of the open tickets of one rule set to another. It is done in steps; `done_at` says that none is left. `cause`:
-- 'policy', or the identifier of the change of the calendars.
CREATE TABLE recomputes (
  id TEXT PRIMARY KEY,
  product TEXT NOT NULL,
  from_rules TEXT NOT NULL,
  to_rules TEXT NOT NULL,
  cause TEXT NOT NULL,
  approved_at BIGINT NOT NULL,
  approved_by TEXT NOT NULL,
  looked BIGINT NOT NULL,
  moved BIGINT NOT NULL,
  done_at BIGINT
);
CREATE INDEX recomputes_open ON recomputes (approved_at) WHERE done_at IS NULL;
