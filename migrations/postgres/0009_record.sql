-- The record: seals that only the portal's key can have written, its end, and the looks in it.

-- What was sealed before carried no key's mark: all heads are sealed anew.
DELETE FROM sealed_heads;
DELETE FROM seals;
UPDATE heads SET dirty = 1;
ALTER TABLE seals ADD COLUMN mac BYTEA NOT NULL DEFAULT ''::bytea;
CREATE INDEX sealed_heads_stream ON sealed_heads (stream, seq);

-- The one row that says how many seals there are and which is the last. It is written when the keys of a new database are, and with each
-- seal; whoever takes it away cannot write it again.
CREATE TABLE record_end (
  id BIGINT PRIMARY KEY CHECK (id = 1),
  seals BIGINT NOT NULL,
  at BIGINT NOT NULL,
  hash BYTEA NOT NULL,
  mac BYTEA NOT NULL
);

-- A look carries the mark of the portal's key, and is linked into the chain by the seal that comes after it.
ALTER TABLE looks ADD COLUMN mac BYTEA NOT NULL DEFAULT ''::bytea;
ALTER TABLE looks ADD COLUMN sealed BIGINT NOT NULL DEFAULT 0 CHECK (sealed IN (0, 1));
CREATE INDEX looks_unsealed ON looks (id) WHERE sealed = 0;
-- Which looks a seal holds. It stays when a look goes with its ticket, whose last event then says how many went.
CREATE TABLE sealed_looks (
  seal BIGINT NOT NULL REFERENCES seals (seq),
  look TEXT NOT NULL,
  ticket_id TEXT,
  mac BYTEA NOT NULL,
  PRIMARY KEY (seal, look)
);
CREATE INDEX sealed_looks_look ON sealed_looks (look);
CREATE INDEX sealed_looks_ticket ON sealed_looks (ticket_id) WHERE ticket_id IS NOT NULL;
