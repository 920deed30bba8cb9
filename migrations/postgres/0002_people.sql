-- Guardians, accounts, roles, keys and retention. Instants are UTC milliseconds. Columns of type BYTEA that are not hashes are
-- encrypted; *_hash and child_key are keyed hashes.

ALTER TABLE tickets DROP CONSTRAINT tickets_kind_check;
ALTER TABLE tickets ADD CONSTRAINT tickets_kind_check CHECK (kind IN ('access','correction','deletion','ai_training_withdrawal',
    'advertising_opt_out','consent_revocation','guardian_authority',
    'child_account','report'));
ALTER TABLE tickets DROP CONSTRAINT tickets_state_check;
ALTER TABLE tickets ADD CONSTRAINT tickets_state_check CHECK (state IN ('identity_unverified','authority_pending','in_review',
    'in_progress','requires_input','pending_external',
    'handover_pending','fulfilled','partially_fulfilled','denied','revoked','cancelled','expired','duplicate','appealed','decided'));
ALTER TABLE codes DROP CONSTRAINT codes_purpose_check;
ALTER TABLE codes ADD CONSTRAINT codes_purpose_check CHECK (purpose IN ('prove','open','in_app','download','sign_up','reset',
    'change_email','stop_email','child','child_link','young_person'));
ALTER TABLE sessions DROP CONSTRAINT sessions_kind_check;
ALTER TABLE sessions ADD CONSTRAINT sessions_kind_check CHECK (kind IN ('requester','staff','account'));
ALTER TABLE staff DROP CONSTRAINT staff_role_check;
ALTER TABLE staff ADD CONSTRAINT staff_role_check CHECK (role IN ('viewer','agent','reviewer','lead','privacy_officer','administrator'));
ALTER TABLE files DROP CONSTRAINT files_role_check;
ALTER TABLE files ADD CONSTRAINT files_role_check CHECK (role IN ('evidence','message','package','report','identity','relationship'));
ALTER TABLE tickets ADD COLUMN account_id TEXT;
ALTER TABLE tickets ADD COLUMN authority_id TEXT;
ALTER TABLE tickets ADD COLUMN minor BIGINT NOT NULL DEFAULT 0 CHECK (minor IN (0, 1));
ALTER TABLE tickets ADD COLUMN risk TEXT CHECK (risk IN ('takeover'));
ALTER TABLE tickets ADD COLUMN handover_until BIGINT;
ALTER TABLE tickets ADD COLUMN child_key BYTEA;
ALTER TABLE tickets ADD COLUMN pseudonymised_at BIGINT;
ALTER TABLE codes ADD COLUMN account_id TEXT;
ALTER TABLE codes ADD COLUMN authority_id TEXT;
ALTER TABLE sessions ADD COLUMN id TEXT NOT NULL DEFAULT '';
ALTER TABLE sessions ADD COLUMN account_id TEXT;
ALTER TABLE sessions ADD COLUMN seen_at BIGINT;
ALTER TABLE sessions ADD COLUMN second_at BIGINT;
ALTER TABLE sessions ADD COLUMN label BYTEA;
ALTER TABLE staff ADD COLUMN products TEXT NOT NULL DEFAULT '*';
ALTER TABLE staff ADD COLUMN minors_at BIGINT;
ALTER TABLE staff ADD COLUMN minors_by TEXT;
ALTER TABLE staff ADD COLUMN totp BYTEA;
ALTER TABLE staff ADD COLUMN totp_at BIGINT;
ALTER TABLE staff ADD COLUMN totp_step BIGINT;
ALTER TABLE staff ADD COLUMN left_at BIGINT;
ALTER TABLE invites ADD COLUMN products TEXT NOT NULL DEFAULT '*';
ALTER TABLE invites ADD COLUMN invited_by TEXT;
ALTER TABLE files ADD COLUMN key BYTEA;
UPDATE sessions SET id = md5(encode(token_hash, 'hex'));

-- People with an account: guardians, and requesters who want one.
CREATE TABLE accounts (
  id TEXT PRIMARY KEY,
  email_hash BYTEA NOT NULL UNIQUE,
  created_at BIGINT NOT NULL,
  lang TEXT NOT NULL,
  zone TEXT,
  password TEXT NOT NULL,
  totp BYTEA,
  totp_at BIGINT,
  totp_step BIGINT,
  person BYTEA NOT NULL
);
-- The codes that stand in for a lost second factor. `holder`: account:ID or staff:ID.
CREATE TABLE recovery_codes (
  id TEXT PRIMARY KEY,
  holder TEXT NOT NULL,
  code_hash BYTEA NOT NULL,
  used_at BIGINT
);
CREATE INDEX recovery_codes_holder ON recovery_codes (holder);

-- A child as one guardian tells of it. `child_key` is the same for both guardians of one account of a product.
CREATE TABLE children (
  id TEXT PRIMARY KEY,
  account_id TEXT NOT NULL,
  product TEXT NOT NULL,
  country TEXT NOT NULL,
  child_key BYTEA NOT NULL,
  email_hash BYTEA,
  created_at BIGINT NOT NULL,
  person BYTEA NOT NULL
);
CREATE INDEX children_account ON children (account_id, created_at);
CREATE INDEX children_key ON children (child_key);

-- A guardian's authority over a child's data: proved, decided, and with an end.
CREATE TABLE authorities (
  id TEXT PRIMARY KEY,
  child_id TEXT NOT NULL REFERENCES children (id),
  account_id TEXT NOT NULL,
  child_key BYTEA NOT NULL,
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
  child_key BYTEA NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('conflict','separated','protection_order','safeguarding')),
  authority_id TEXT,
  set_at BIGINT NOT NULL,
  set_by TEXT NOT NULL,
  lifted_at BIGINT,
  lifted_by TEXT,
  note BYTEA
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
  child_key BYTEA NOT NULL,
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
  note BYTEA
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
  token_hash BYTEA PRIMARY KEY,
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
