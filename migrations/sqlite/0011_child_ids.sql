-- What the database says of a child in the clear.

-- A flag's kind and who set it are sealed with its note. The rows of before are sealed at the next start: until then their bytes are JSON.
CREATE TABLE child_flags_new (
  id TEXT PRIMARY KEY,
  child_key BLOB NOT NULL,
  authority_id TEXT,
  set_at BIGINT NOT NULL,
  lifted_at BIGINT,
  lifted_by TEXT,
  body BLOB NOT NULL
);
INSERT INTO child_flags_new (id, child_key, authority_id, set_at, lifted_at, lifted_by, body)
  SELECT id, child_key, authority_id, set_at, lifted_at, lifted_by,
    CAST('{"flag":"' || kind || '","by":"' || set_by || '","note":"' || COALESCE(lower(hex(note)), '') || '"}' AS BLOB) FROM child_flags;
DROP TABLE child_flags;
ALTER TABLE child_flags_new RENAME TO child_flags;
-- Which flag an authority is held back for.
UPDATE authorities SET reason = NULL WHERE state = 'suspended';

-- A consent that was given while its authority was held back counts for nobody until that is settled.
ALTER TABLE consents ADD COLUMN held BIGINT NOT NULL DEFAULT 0 CHECK (held IN (0, 1));

-- The ID of each child's account that anything hangs on, sealed, once: flags, guardians, consents and tickets name it by its key.
-- `near` is a keyed hash of what the ID looks like.
CREATE TABLE child_ids (
  child_key BLOB PRIMARY KEY,
  product TEXT NOT NULL,
  near BLOB NOT NULL,
  app_id BLOB NOT NULL
);
CREATE INDEX child_ids_near ON child_ids (near);
-- Whether anything hangs on an ID still is asked of the lifted flags as well.
CREATE INDEX child_flags_key ON child_flags (child_key);
