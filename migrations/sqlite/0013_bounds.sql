-- Files whose sender has not proved who they are: all of them together have a bound (desk/receive.rs).
ALTER TABLE files ADD COLUMN unproved BIGINT NOT NULL DEFAULT 0 CHECK (unproved IN (0, 1));
CREATE INDEX files_unproved ON files (size) WHERE unproved = 1 AND destroyed_at IS NULL;

-- What staff are told about tickets by mail: the first at once, what follows within a quarter of an hour together. `told_at`: when the
-- mail was queued; until then it waits. `alert_id`: the alert that it is, if it is one.
CREATE TABLE staff_notices (
  id TEXT PRIMARY KEY,
  staff_id TEXT NOT NULL REFERENCES staff (id),
  ticket_id TEXT NOT NULL REFERENCES tickets (id),
  alarm TEXT NOT NULL,
  at BIGINT NOT NULL,
  told_at BIGINT,
  alert_id TEXT
);
CREATE INDEX staff_notices_waiting ON staff_notices (staff_id, at) WHERE told_at IS NULL;
CREATE INDEX staff_notices_told ON staff_notices (staff_id, told_at) WHERE told_at IS NOT NULL;
CREATE INDEX staff_notices_ticket ON staff_notices (ticket_id);
