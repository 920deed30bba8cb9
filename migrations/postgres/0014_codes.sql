-- What works once, and leads there again when it is pressed twice. Instants are UTC milliseconds.

-- `used_by`: the keyed hash of the browser in which a link's button was pressed; empty where that does not count. NULL: it was not pressed,
-- though it may be over.
ALTER TABLE codes ADD COLUMN used_by BYTEA;
-- `joined`: whose account an invitation made.
ALTER TABLE invites ADD COLUMN joined TEXT;
