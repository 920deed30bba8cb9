-- Who somebody is: accounts that are frozen, and browsers that are known. Instants are UTC milliseconds.

-- `frozen_at`: since when nothing opens the account, because the mailbox of an address that it had says that somebody else changed it.
-- `frozen`: those addresses, sealed.
ALTER TABLE accounts ADD COLUMN frozen_at BIGINT;
ALTER TABLE accounts ADD COLUMN frozen BYTEA;
CREATE INDEX accounts_frozen ON accounts (frozen_at) WHERE frozen_at IS NOT NULL;

-- Browsers in which somebody has shown who they are: an account, or a member of staff (`holder`: account:ID or staff:ID). They open nothing;
-- wrong passwords in them are counted apart, so that nobody else's close the log-in to their owner.
CREATE TABLE known_devices (
  token_hash BYTEA NOT NULL,
  holder TEXT NOT NULL,
  seen_at BIGINT NOT NULL,
  PRIMARY KEY (token_hash, holder)
);
CREATE INDEX known_devices_holder ON known_devices (holder, seen_at);
CREATE INDEX known_devices_seen ON known_devices (seen_at);
