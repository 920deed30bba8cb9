-- What works once, and leads there again when it is pressed twice; and which mail leaves first. Instants are UTC milliseconds.

-- `used_by`: the keyed hash of the browser in which a link's button was pressed; empty where that does not count. NULL: it was not pressed,
-- though it may be over.
ALTER TABLE codes ADD COLUMN used_by BYTEA;
-- `joined`: whose account an invitation made.
ALTER TABLE invites ADD COLUMN joined TEXT;

-- `rank`: 0 what somebody waits for at the screen, 1 what goes to people, 2 what goes to staff. `until`: when a mail is worth nothing any
-- more; NULL: never.
ALTER TABLE outbox ADD COLUMN rank BIGINT NOT NULL DEFAULT 1;
ALTER TABLE outbox ADD COLUMN until BIGINT;
CREATE INDEX outbox_next ON outbox (rank, next_at) WHERE state = 'queued';
