-- The house: tickets, what hangs on them, and the record of what was done. Instants are UTC milliseconds.
-- Columns of type BYTEA that are not hashes are encrypted with a key that is not in the database; *_hash are keyed hashes of them.

CREATE TABLE tickets (
  id TEXT PRIMARY KEY,
  reference TEXT NOT NULL UNIQUE,
  product TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('access','correction','deletion','ai_training_withdrawal','advertising_opt_out','report')),
  state TEXT NOT NULL CHECK (state IN ('identity_unverified','in_review','in_progress','requires_input','pending_external','fulfilled',
    'partially_fulfilled','denied','revoked','cancelled','expired','duplicate','appealed','decided')),
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
  email_hash BYTEA,
  app_id_hash BYTEA,
  app_id_confirmed_at BIGINT,
  same_hash BYTEA,
  duplicate_of TEXT,
  delay_told_at BIGINT,
  subject BYTEA NOT NULL,
  details BYTEA NOT NULL
);
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

-- One row a report; the ticket above it is the case, one for each target.
CREATE TABLE reports (
  id TEXT PRIMARY KEY,
  ticket_id TEXT NOT NULL REFERENCES tickets (id),
  reference TEXT NOT NULL UNIQUE,
  received_at BIGINT NOT NULL,
  lang TEXT NOT NULL,
  zone TEXT,
  harm TEXT NOT NULL,
  email_hash BYTEA,
  email_proved_at BIGINT,
  told_at BIGINT,
  body BYTEA NOT NULL
);
CREATE INDEX reports_ticket ON reports (ticket_id, received_at);
CREATE INDEX reports_email ON reports (email_hash, received_at);

CREATE TABLE pauses (
  id TEXT PRIMARY KEY,
  ticket_id TEXT NOT NULL REFERENCES tickets (id),
  cycle BIGINT NOT NULL,
  reason TEXT NOT NULL CHECK (reason IN ('identity_check','clarification')),
  started_at BIGINT NOT NULL,
  max_end_at BIGINT NOT NULL,
  ended_at BIGINT
);
CREATE INDEX pauses_ticket ON pauses (ticket_id, started_at);

CREATE TABLE messages (
  id TEXT PRIMARY KEY,
  ticket_id TEXT NOT NULL REFERENCES tickets (id),
  report_id TEXT,
  at BIGINT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('from_requester','from_agent','question','answer','note','outcome','decision')),
  author TEXT,
  mail_id TEXT,
  body BYTEA NOT NULL
);
CREATE INDEX messages_ticket ON messages (ticket_id, at);

CREATE TABLE files (
  id TEXT PRIMARY KEY,
  ticket_id TEXT NOT NULL REFERENCES tickets (id),
  report_id TEXT,
  message_id TEXT,
  role TEXT NOT NULL CHECK (role IN ('evidence','message','package','report')),
  mime TEXT NOT NULL,
  size BIGINT NOT NULL,
  sha256 BYTEA NOT NULL,
  created_at BIGINT NOT NULL,
  expires_at BIGINT,
  downloads BIGINT NOT NULL,
  max_downloads BIGINT,
  destroyed_at BIGINT,
  name BYTEA NOT NULL
);
CREATE INDEX files_ticket ON files (ticket_id, created_at);
CREATE INDEX files_expiry ON files (expires_at) WHERE destroyed_at IS NULL AND expires_at IS NOT NULL;

-- How each cycle of a ticket ended; a later cycle leaves it as it is.
CREATE TABLE outcomes (
  id TEXT PRIMARY KEY,
  ticket_id TEXT NOT NULL REFERENCES tickets (id),
  cycle BIGINT NOT NULL,
  state TEXT NOT NULL,
  closed_at BIGINT NOT NULL,
  closed_by TEXT,
  promise_due_at BIGINT,
  law_due_at BIGINT,
  review_due_at BIGINT,
  body BYTEA NOT NULL,
  UNIQUE (ticket_id, cycle)
);
CREATE INDEX outcomes_closed ON outcomes (closed_at);

CREATE TABLE events (
  stream TEXT NOT NULL,
  seq BIGINT NOT NULL,
  at BIGINT NOT NULL,
  actor TEXT NOT NULL,
  kind TEXT NOT NULL,
  data TEXT NOT NULL,
  prev BYTEA NOT NULL,
  hash BYTEA NOT NULL,
  PRIMARY KEY (stream, seq)
);
CREATE TABLE heads (
  stream TEXT PRIMARY KEY,
  seq BIGINT NOT NULL,
  hash BYTEA NOT NULL,
  dirty BIGINT NOT NULL CHECK (dirty IN (0, 1))
);
CREATE INDEX heads_dirty ON heads (stream) WHERE dirty = 1;
CREATE TABLE seals (
  seq BIGINT PRIMARY KEY,
  at BIGINT NOT NULL,
  prev BYTEA NOT NULL,
  hash BYTEA NOT NULL
);
CREATE TABLE sealed_heads (
  seal BIGINT NOT NULL REFERENCES seals (seq),
  stream TEXT NOT NULL,
  seq BIGINT NOT NULL,
  hash BYTEA NOT NULL,
  PRIMARY KEY (seal, stream)
);

-- Six-digit codes and links. `holder` is the hash of the browser's cookie that may enter the code.
CREATE TABLE codes (
  id TEXT PRIMARY KEY,
  purpose TEXT NOT NULL CHECK (purpose IN ('prove','open','in_app','download')),
  ticket_id TEXT,
  report_id TEXT,
  holder BYTEA,
  code_hash BYTEA,
  link_hash BYTEA,
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  tries BIGINT NOT NULL,
  used_at BIGINT,
  secret BYTEA
);
CREATE INDEX codes_holder ON codes (holder, created_at);
CREATE INDEX codes_link ON codes (link_hash);
CREATE INDEX codes_ticket ON codes (ticket_id, purpose, created_at);
CREATE INDEX codes_expiry ON codes (expires_at);
CREATE INDEX codes_lookup ON codes (created_at) WHERE purpose = 'open' AND secret IS NOT NULL AND code_hash IS NULL;
CREATE INDEX tickets_claims ON tickets (claimed_at) WHERE on_queue = 1 AND kind = 'report' AND claimed_at IS NOT NULL;

CREATE TABLE sessions (
  token_hash BYTEA PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('requester','staff')),
  ticket_id TEXT,
  report_id TEXT,
  staff_id TEXT,
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  fresh_until BIGINT
);
CREATE INDEX sessions_expiry ON sessions (expires_at);

CREATE TABLE staff (
  id TEXT PRIMARY KEY,
  email_hash BYTEA NOT NULL UNIQUE,
  role TEXT NOT NULL CHECK (role IN ('agent','lead','administrator')),
  active BIGINT NOT NULL CHECK (active IN (0, 1)),
  created_at BIGINT NOT NULL,
  password TEXT NOT NULL,
  person BYTEA NOT NULL
);
CREATE TABLE invites (
  token_hash BYTEA PRIMARY KEY,
  role TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  used_at BIGINT,
  email BYTEA
);
CREATE TABLE throttles (
  key BYTEA PRIMARY KEY,
  failures BIGINT NOT NULL,
  first_at BIGINT NOT NULL,
  blocked_until BIGINT
);

CREATE TABLE outbox (
  id TEXT PRIMARY KEY,
  ticket_id TEXT,
  kind TEXT NOT NULL,
  once TEXT NOT NULL UNIQUE,
  message_id TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('queued','sent','failed')),
  tries BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  next_at BIGINT NOT NULL,
  lease_until BIGINT,
  sent_at BIGINT,
  last_error TEXT,
  payload BYTEA
);
CREATE INDEX outbox_due ON outbox (next_at) WHERE state = 'queued';
CREATE INDEX outbox_failed ON outbox (id) WHERE state = 'failed';
CREATE INDEX outbox_ticket ON outbox (ticket_id, created_at);

CREATE TABLE settings (
  key TEXT PRIMARY KEY,
  value BYTEA NOT NULL
);
