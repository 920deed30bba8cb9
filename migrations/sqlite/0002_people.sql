-- Guardians, accounts, roles, keys and retention. Instants are UTC milliseconds. Columns of type BLOB that are not hashes are
-- encrypted; *_hash and child_key are keyed hashes.
-- SQLite cannot change a CHECK: such tables are built anew and the rows carried over. Foreign keys rest meanwhile.
PRAGMA foreign_keys = OFF;
BEGIN;

CREATE TABLE tickets_new (
  id TEXT PRIMARY KEY,
  reference TEXT NOT NULL UNIQUE,
  product TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('access','correction','deletion','ai_training_withdrawal','advertising_opt_out',
    'consent_revocation','guardian_authority',
    'child_account','report')),
  state TEXT NOT NULL CHECK (state IN ('identity_unverified','authority_pending','in_review','in_progress','requires_input',
    'pending_external',
    'handover_pending','fulfilled','partially_fulfilled','denied','revoked','cancelled','expired','duplicate','appealed','decided')),
  on_queue BIGINT NOT NULL CHECK (on_queue IN (0, 1)),
  version BIGINT NOT NULL,
  lang TEXT NOT NULL,
  zone TEXT,
  country TEXT,
  received_at BIGINT NOT NULL,
  proved_at BIGINT,
  proof_in_time BIGINT NOT NULL CHECK (proof_in_time IN (0, 1)),
  expires_at BIGINT,
  reminded_at BIGINT,
  cycle BIGINT NOT NULL,
  cycle_started_at BIGINT NOT NULL,
  stopped_at BIGINT,
  promise_due_at BIGINT,
  law_due_at BIGINT,
  review_due_at BIGINT,
  governing TEXT CHECK (governing IN ('promise','law','review')),
  sort_at BIGINT NOT NULL,
  at_risk_at BIGINT,
  breach_at BIGINT,
  paused_until BIGINT,
  calendar_version TEXT NOT NULL,
  policy_version TEXT NOT NULL,
  assignee TEXT,
  claimed_at BIGINT,
  urgent BIGINT NOT NULL CHECK (urgent IN (0, 1)),
  email_hash BLOB,
  app_id_hash BLOB,
  app_id_confirmed_at BIGINT,
  same_hash BLOB,
  duplicate_of TEXT,
  delay_told_at BIGINT,
  subject BLOB NOT NULL,
  details BLOB NOT NULL,
  account_id TEXT,
  authority_id TEXT,
  minor BIGINT NOT NULL DEFAULT 0 CHECK (minor IN (0, 1)),
  risk TEXT CHECK (risk IN ('takeover')),
  handover_until BIGINT,
  child_key BLOB,
  pseudonymised_at BIGINT
);
INSERT INTO tickets_new (id, reference, product, kind, state, on_queue, version, lang, zone, country, received_at, proved_at,
    proof_in_time, expires_at, reminded_at, cycle, cycle_started_at, stopped_at, promise_due_at, law_due_at, review_due_at,
    governing, sort_at, at_risk_at, breach_at, paused_until, calendar_version, policy_version, assignee, claimed_at, urgent,
    email_hash, app_id_hash, app_id_confirmed_at, same_hash, duplicate_of, delay_told_at, subject, details)
  SELECT id, reference, product, kind, state, on_queue, version, lang, zone, country, received_at, proved_at, proof_in_time,
    expires_at, reminded_at, cycle, cycle_started_at, stopped_at, promise_due_at, law_due_at, review_due_at, governing, sort_at,
    at_risk_at, breach_at, paused_until, calendar_version, policy_version, assignee, claimed_at, urgent, email_hash, app_id_hash,
    app_id_confirmed_at, same_hash, duplicate_of, delay_told_at, subject, details FROM tickets;
DROP TABLE tickets;
ALTER TABLE tickets_new RENAME TO tickets;
CREATE INDEX tickets_queue ON tickets (sort_at, id) WHERE on_queue = 1;
CREATE INDEX tickets_queue_product ON tickets (product, sort_at, id) WHERE on_queue = 1;
CREATE INDEX tickets_queue_kind ON tickets (kind, sort_at, id) WHERE on_queue = 1;
CREATE INDEX tickets_queue_state ON tickets (state, sort_at, id) WHERE on_queue = 1;
CREATE INDEX tickets_queue_assignee ON tickets (assignee, sort_at, id) WHERE on_queue = 1;
CREATE INDEX tickets_queue_risk ON tickets (at_risk_at) WHERE on_queue = 1;
CREATE INDEX tickets_queue_breach ON tickets (breach_at) WHERE on_queue = 1;
CREATE INDEX tickets_paused ON tickets (paused_until) WHERE paused_until IS NOT NULL;
CREATE INDEX tickets_unproved ON tickets (expires_at) WHERE state = 'identity_unverified';
CREATE INDEX tickets_closed ON tickets (stopped_at) WHERE stopped_at IS NOT NULL;
CREATE INDEX tickets_email ON tickets (email_hash, received_at);
CREATE INDEX tickets_app_id ON tickets (app_id_hash, received_at);
CREATE INDEX tickets_same ON tickets (same_hash) WHERE on_queue = 1;
CREATE INDEX tickets_claims ON tickets (claimed_at) WHERE on_queue = 1 AND kind = 'report' AND claimed_at IS NOT NULL;

CREATE TABLE codes_new (
  id TEXT PRIMARY KEY,
  purpose TEXT NOT NULL CHECK (purpose IN ('prove','open','in_app','download','sign_up','reset','change_email','stop_email','child','child_link','young_person')),
  ticket_id TEXT,
  report_id TEXT,
  holder BLOB,
  code_hash BLOB,
  link_hash BLOB,
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  tries BIGINT NOT NULL,
  used_at BIGINT,
  secret BLOB,
  account_id TEXT,
  authority_id TEXT
);
INSERT INTO codes_new (id, purpose, ticket_id, report_id, holder, code_hash, link_hash, created_at, expires_at, tries, used_at, secret)
  SELECT id, purpose, ticket_id, report_id, holder, code_hash, link_hash, created_at, expires_at, tries, used_at, secret FROM codes;
DROP TABLE codes;
ALTER TABLE codes_new RENAME TO codes;
CREATE INDEX codes_holder ON codes (holder, created_at);
CREATE INDEX codes_link ON codes (link_hash);
CREATE INDEX codes_ticket ON codes (ticket_id, purpose, created_at);
CREATE INDEX codes_expiry ON codes (expires_at);
CREATE INDEX codes_lookup ON codes (created_at) WHERE purpose = 'open' AND secret IS NOT NULL AND code_hash IS NULL;

CREATE TABLE sessions_new (
  token_hash BLOB PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('requester','staff','account')),
  ticket_id TEXT,
  report_id TEXT,
  staff_id TEXT,
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  fresh_until BIGINT,
  id TEXT NOT NULL DEFAULT '',
  account_id TEXT,
  seen_at BIGINT,
  second_at BIGINT,
  label BLOB
);
INSERT INTO sessions_new (token_hash, kind, ticket_id, report_id, staff_id, created_at, expires_at, fresh_until, id)
  SELECT token_hash, kind, ticket_id, report_id, staff_id, created_at, expires_at, fresh_until, lower(hex(randomblob(16))) FROM sessions;
DROP TABLE sessions;
ALTER TABLE sessions_new RENAME TO sessions;
CREATE INDEX sessions_expiry ON sessions (expires_at);

CREATE TABLE staff_new (
  id TEXT PRIMARY KEY,
  email_hash BLOB NOT NULL UNIQUE,
  role TEXT NOT NULL CHECK (role IN ('viewer','agent','reviewer','lead','privacy_officer','administrator')),
  active BIGINT NOT NULL CHECK (active IN (0, 1)),
  created_at BIGINT NOT NULL,
  password TEXT NOT NULL,
  person BLOB NOT NULL,
  products TEXT NOT NULL DEFAULT '*',
  minors_at BIGINT,
  minors_by TEXT,
  totp BLOB,
  totp_at BIGINT,
  totp_step BIGINT,
  left_at BIGINT
);
INSERT INTO staff_new (id, email_hash, role, active, created_at, password, person)
  SELECT id, email_hash, role, active, created_at, password, person FROM staff;
DROP TABLE staff;
ALTER TABLE staff_new RENAME TO staff;

CREATE TABLE invites_new (
  token_hash BLOB PRIMARY KEY,
  role TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  used_at BIGINT,
  email BLOB,
  products TEXT NOT NULL DEFAULT '*',
  invited_by TEXT
);
INSERT INTO invites_new (token_hash, role, created_at, expires_at, used_at, email)
  SELECT token_hash, role, created_at, expires_at, used_at, email FROM invites;
DROP TABLE invites;
ALTER TABLE invites_new RENAME TO invites;

CREATE TABLE files_new (
  id TEXT PRIMARY KEY,
  ticket_id TEXT NOT NULL REFERENCES tickets (id),
  report_id TEXT,
  message_id TEXT,
  role TEXT NOT NULL CHECK (role IN ('evidence','message','package','report','identity','relationship')),
  mime TEXT NOT NULL,
  size BIGINT NOT NULL,
  sha256 BLOB NOT NULL,
  created_at BIGINT NOT NULL,
  expires_at BIGINT,
  downloads BIGINT NOT NULL,
  max_downloads BIGINT,
  destroyed_at BIGINT,
  name BLOB NOT NULL,
  key BLOB
);
INSERT INTO files_new (id, ticket_id, report_id, message_id, role, mime, size, sha256, created_at, expires_at, downloads,
    max_downloads, destroyed_at, name)
  SELECT id, ticket_id, report_id, message_id, role, mime, size, sha256, created_at, expires_at, downloads, max_downloads,
    destroyed_at, name FROM files;
DROP TABLE files;
ALTER TABLE files_new RENAME TO files;
CREATE INDEX files_ticket ON files (ticket_id, created_at);
CREATE INDEX files_expiry ON files (expires_at) WHERE destroyed_at IS NULL AND expires_at IS NOT NULL;

-- People with an account: guardians, and requesters who want one.
CREATE TABLE accounts (
  id TEXT PRIMARY KEY,
  email_hash BLOB NOT NULL UNIQUE,
  created_at BIGINT NOT NULL,
  lang TEXT NOT NULL,
  zone TEXT,
  password TEXT NOT NULL,
  totp BLOB,
  totp_at BIGINT,
  totp_step BIGINT,
  person BLOB NOT NULL
);
-- The codes that stand in for a lost second factor. `holder`: account:ID or staff:ID.
CREATE TABLE recovery_codes (
  id TEXT PRIMARY KEY,
  holder TEXT NOT NULL,
  code_hash BLOB NOT NULL,
  used_at BIGINT
);
CREATE INDEX recovery_codes_holder ON recovery_codes (holder);

-- A child as one guardian tells of it. `child_key` is the same for both guardians of one account of a product.
CREATE TABLE children (
  id TEXT PRIMARY KEY,
  account_id TEXT NOT NULL,
  product TEXT NOT NULL,
  country TEXT NOT NULL,
  child_key BLOB NOT NULL,
  email_hash BLOB,
  created_at BIGINT NOT NULL,
  person BLOB NOT NULL
);
CREATE INDEX children_account ON children (account_id, created_at);
CREATE INDEX children_key ON children (child_key);

-- A guardian's authority over a child's data: proved, decided, and with an end.
CREATE TABLE authorities (
  id TEXT PRIMARY KEY,
  child_id TEXT NOT NULL REFERENCES children (id),
  account_id TEXT NOT NULL,
  child_key BLOB NOT NULL,
  ticket_id TEXT,
  product TEXT NOT NULL,
  country TEXT NOT NULL,
  relation TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('pending','granted','refused','withdrawn','ended','suspended')),
  version BIGINT NOT NULL,
  methods TEXT NOT NULL,
  facts TEXT NOT NULL,
  scope TEXT NOT NULL,
  rule TEXT NOT NULL,
  declared_at BIGINT NOT NULL,
  code_proved_at BIGINT,
  granted_at BIGINT,
  decided_at BIGINT,
  decided_by TEXT,
  rights_end_at BIGINT NOT NULL,
  consent_ends_at BIGINT,
  ended_at BIGINT,
  reason TEXT
);
CREATE INDEX authorities_account ON authorities (account_id);
CREATE INDEX authorities_child ON authorities (child_key, state);
CREATE INDEX authorities_ends ON authorities (rights_end_at) WHERE state = 'granted';
CREATE INDEX authorities_ticket ON authorities (ticket_id);

-- What staff know about a child that limits what may be done: one row for each flag, lifted but never removed.
CREATE TABLE child_flags (
  id TEXT PRIMARY KEY,
  child_key BLOB NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('conflict','separated','protection_order','safeguarding')),
  authority_id TEXT,
  set_at BIGINT NOT NULL,
  set_by TEXT NOT NULL,
  lifted_at BIGINT,
  lifted_by TEXT,
  note BLOB
);
CREATE INDEX child_flags_key ON child_flags (child_key) WHERE lifted_at IS NULL;

-- What the other guardian says to a step that needs both.
CREATE TABLE agreements (
  ticket_id TEXT NOT NULL REFERENCES tickets (id),
  authority_id TEXT NOT NULL REFERENCES authorities (id),
  asked_at BIGINT NOT NULL,
  answer TEXT CHECK (answer IN ('agreed','objected')),
  answered_at BIGINT,
  PRIMARY KEY (ticket_id, authority_id)
);
CREATE INDEX agreements_authority ON agreements (authority_id);

-- Verifiable parental consent, given, joined by the child where the law wants both, and withdrawn.
CREATE TABLE consents (
  id TEXT PRIMARY KEY,
  reference TEXT NOT NULL UNIQUE,
  product TEXT NOT NULL,
  country TEXT NOT NULL,
  child_id TEXT NOT NULL REFERENCES children (id),
  child_key BLOB NOT NULL,
  authority_id TEXT NOT NULL REFERENCES authorities (id),
  account_id TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('awaiting_child','given','withdrawn','ended')),
  method TEXT NOT NULL,
  scope TEXT NOT NULL,
  rule TEXT NOT NULL,
  policy_version TEXT NOT NULL,
  given_at BIGINT NOT NULL,
  child_agreed_at BIGINT,
  withdrawn_at BIGINT,
  ends_at BIGINT NOT NULL
);
CREATE INDEX consents_key ON consents (child_key, given_at);
CREATE INDEX consents_account ON consents (account_id);
CREATE INDEX consents_ends ON consents (ends_at) WHERE state IN ('awaiting_child', 'given');

-- Who of the staff looked at what, and why. `until`: until when the same look needs no new purpose.
CREATE TABLE looks (
  id TEXT PRIMARY KEY,
  at BIGINT NOT NULL,
  until BIGINT NOT NULL,
  staff_id TEXT NOT NULL,
  what TEXT NOT NULL CHECK (what IN ('ticket','file','evidence','search','export')),
  ticket_id TEXT,
  reference TEXT,
  product TEXT,
  minor BIGINT NOT NULL CHECK (minor IN (0, 1)),
  purpose TEXT NOT NULL,
  note BLOB
);
CREATE INDEX looks_at ON looks (at, id);
CREATE INDEX looks_staff ON looks (staff_id, at);
CREATE INDEX looks_ticket ON looks (ticket_id, at);

-- What stays of an erased ticket: figures, and the log of refusals, without persons.
CREATE TABLE closed_figures (
  id TEXT PRIMARY KEY,
  product TEXT NOT NULL,
  kind TEXT NOT NULL,
  country TEXT,
  policy_version TEXT NOT NULL,
  cycle BIGINT NOT NULL,
  received_at BIGINT NOT NULL,
  closed_at BIGINT NOT NULL,
  state TEXT NOT NULL,
  reasons TEXT NOT NULL,
  promise_kept BIGINT CHECK (promise_kept IN (0, 1)),
  law_kept BIGINT CHECK (law_kept IN (0, 1)),
  erased_at BIGINT NOT NULL
);
CREATE INDEX closed_figures_closed ON closed_figures (closed_at);

-- The tokens with which a product's own servers ask.
CREATE TABLE api_tokens (
  token_hash BLOB PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  product TEXT NOT NULL,
  name TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  used_at BIGINT,
  revoked_at BIGINT
);

CREATE INDEX tickets_account ON tickets (account_id, received_at) WHERE account_id IS NOT NULL;
CREATE INDEX tickets_authority ON tickets (authority_id) WHERE authority_id IS NOT NULL;
CREATE INDEX tickets_child ON tickets (child_key, received_at) WHERE child_key IS NOT NULL;
CREATE INDEX tickets_handover ON tickets (handover_until) WHERE handover_until IS NOT NULL;
CREATE INDEX tickets_retention ON tickets (stopped_at) WHERE stopped_at IS NOT NULL AND pseudonymised_at IS NULL;
CREATE UNIQUE INDEX sessions_id ON sessions (id);
CREATE INDEX sessions_account ON sessions (account_id) WHERE account_id IS NOT NULL;
CREATE INDEX sessions_staff ON sessions (staff_id) WHERE staff_id IS NOT NULL;
CREATE INDEX codes_wishes ON codes (created_at) WHERE purpose IN ('sign_up', 'reset', 'change_email') AND link_hash IS NULL;
CREATE INDEX codes_account ON codes (account_id, purpose, created_at) WHERE account_id IS NOT NULL;
CREATE INDEX codes_authority ON codes (authority_id, purpose, created_at) WHERE authority_id IS NOT NULL;

COMMIT;
PRAGMA foreign_keys = ON;
