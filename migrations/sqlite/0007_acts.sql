-- Requests that were joined to another are found by it, and lead whoever asks for the same once more to it.
CREATE INDEX tickets_joined ON tickets (duplicate_of) WHERE duplicate_of IS NOT NULL;
CREATE INDEX tickets_same_joined ON tickets (same_hash) WHERE duplicate_of IS NOT NULL;

-- A pause ends by itself, whether a clock waits for it or none.
CREATE INDEX pauses_over ON pauses (max_end_at) WHERE ended_at IS NULL;
