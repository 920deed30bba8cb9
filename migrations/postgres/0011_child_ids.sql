-- What the database says of a child in the clear.

-- A flag's kind and who set it are sealed with its note. The rows of before are sealed at the next start: until then their bytes are JSON.
ALTER TABLE child_flags ADD COLUMN body BYTEA;
UPDATE child_flags SET body = convert_to('{"flag":"' || kind || '","by":"' || set_by || '","note":"' || COALESCE(encode(note, 'hex'), '') || '"}', 'UTF8');
ALTER TABLE child_flags ALTER COLUMN body SET NOT NULL;
ALTER TABLE child_flags DROP COLUMN kind;
ALTER TABLE child_flags DROP COLUMN set_by;
ALTER TABLE child_flags DROP COLUMN note;
-- Which flag an authority is held back for.
UPDATE authorities SET reason = NULL WHERE state = 'suspended';

-- A consent that was given while its authority was held back counts for nobody until that is settled.
ALTER TABLE consents ADD COLUMN held BIGINT NOT NULL DEFAULT 0 CHECK (held IN (0, 1));

-- The ID of each child's account that anything hangs on, sealed, once: flags, guardians, consents and tickets name it by its key.
-- `near` is a keyed hash of what the ID looks like.
CREATE TABLE child_ids (
  child_key BYTEA PRIMARY KEY,
  product TEXT NOT NULL,
  near BYTEA NOT NULL,
  app_id BYTEA NOT NULL
);
CREATE INDEX child_ids_near ON child_ids (near);
-- Whether anything hangs on an ID still is asked of the lifted flags as well.
DROP INDEX child_flags_key;
CREATE INDEX child_flags_key ON child_flags (child_key);
