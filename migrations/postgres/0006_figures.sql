-- For the figures of promises: with a million tickets they are read from these indexes alone, and no row is opened. Their columns
-- hardly ever change after the insert.
CREATE INDEX outcomes_figures ON outcomes (closed_at, ticket_id, state, withdrawn_at, started_at, promise_due_at, law_due_at,
  review_due_at);
CREATE INDEX tickets_figures ON tickets (id, product, kind, policy_version);
CREATE INDEX tickets_unanswered ON tickets (stopped_at, product, kind, policy_version, state)
  WHERE state IN ('revoked', 'cancelled', 'duplicate');
