-- Every table. The schema is called concierge here, and gets its own name when this is run.
-- Texts that are compared or sorted have the collation "C": byte by byte, the same on every server, whatever its operating
-- system believes about languages.

CREATE TABLE concierge.tasks (
  seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  id text COLLATE "C" NOT NULL UNIQUE,
  ordering_key text COLLATE "C" NOT NULL,
  kind text NOT NULL,
  payload text NOT NULL,
  -- 'head' (first of its ordering key, runs when due), 'behind' (waits for its ordering key), 'running', 'done', 'dead'
  state text NOT NULL,
  attempt integer NOT NULL DEFAULT 0,
  -- How often it was begun since it was last settled.
  begun integer NOT NULL DEFAULT 0,
  -- Epoch ms, by the clock of the replica.
  stored_at bigint NOT NULL,
  -- Of a running task: when its lease ends.
  due_at timestamptz NOT NULL,
  ended_at timestamptz,
  reason text
);
CREATE INDEX tasks_by_due ON concierge.tasks (due_at, seq) WHERE state IN ('head', 'running');
CREATE INDEX tasks_by_ordering_key ON concierge.tasks (ordering_key, seq) WHERE ended_at IS NULL;
CREATE INDEX tasks_by_end ON concierge.tasks (state, ended_at) WHERE ended_at IS NOT NULL;

CREATE SEQUENCE concierge.record_versions;
CREATE TABLE concierge.records (
  key text COLLATE "C" PRIMARY KEY,
  value text NOT NULL,
  version bigint NOT NULL DEFAULT nextval('concierge.record_versions'),
  expires_at timestamptz NOT NULL
);
CREATE INDEX records_by_end ON concierge.records (expires_at);

CREATE TABLE concierge.entries (
  seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  id text COLLATE "C" NOT NULL UNIQUE,
  at bigint NOT NULL,
  kind text COLLATE "C" NOT NULL,
  actor text COLLATE "C" NOT NULL,
  thread text COLLATE "C" NOT NULL,
  job text COLLATE "C",
  run text COLLATE "C",
  agent text COLLATE "C",
  entry text NOT NULL,
  amendment text NOT NULL DEFAULT '{}'
);
CREATE INDEX entries_by_time ON concierge.entries (at, seq);
CREATE INDEX entries_by_actor ON concierge.entries (actor, at, seq);
CREATE INDEX entries_by_thread ON concierge.entries (thread, at, seq);
CREATE INDEX entries_by_job ON concierge.entries (job, at, seq) WHERE job IS NOT NULL;
CREATE INDEX entries_by_run ON concierge.entries (run, at, seq) WHERE run IS NOT NULL;
CREATE INDEX entries_by_agent ON concierge.entries (agent, at, seq) WHERE agent IS NOT NULL;
CREATE FUNCTION concierge.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'what happened stays as it was written';
END $$;
CREATE TRIGGER entries_stay BEFORE UPDATE OF seq, id, at, kind, actor, thread, job, run, agent, entry ON concierge.entries
  EXECUTE FUNCTION concierge.refuse_change();

CREATE TABLE concierge.uses (
  seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name text COLLATE "C" NOT NULL,
  at timestamptz NOT NULL
);
CREATE INDEX uses_by_name ON concierge.uses (name, at);
CREATE INDEX uses_by_age ON concierge.uses (at);
CREATE TABLE concierge.claims (
  seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  quota text COLLATE "C" NOT NULL,
  id text COLLATE "C" NOT NULL,
  asker text COLLATE "C" NOT NULL,
  round bigint NOT NULL,
  seen_at timestamptz NOT NULL,
  -- The use that it went with; null: it waits.
  used bigint,
  gone_at timestamptz,
  UNIQUE (quota, id)
);
CREATE INDEX claims_waiting ON concierge.claims (quota, round, seq) WHERE gone_at IS NULL;
CREATE INDEX claims_by_asker ON concierge.claims (quota, asker);
CREATE INDEX claims_by_age ON concierge.claims (seen_at);
CREATE TABLE concierge.pauses (quota text COLLATE "C" PRIMARY KEY, until timestamptz NOT NULL);

CREATE TABLE concierge.threads (
  num bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name text COLLATE "C" NOT NULL UNIQUE,
  expires_at timestamptz NOT NULL
);
CREATE INDEX threads_by_end ON concierge.threads (expires_at);
CREATE TABLE concierge.namespaces (
  thread bigint NOT NULL,
  ns text COLLATE "C" NOT NULL,
  newest text COLLATE "C" NOT NULL,
  PRIMARY KEY (thread, ns)
);
CREATE TABLE concierge.checkpoints (
  thread bigint NOT NULL,
  ns text COLLATE "C" NOT NULL,
  id text COLLATE "C" NOT NULL,
  -- The order of arrival: ids follow a clock that may be set back.
  seq bigint GENERATED ALWAYS AS IDENTITY,
  parent text COLLATE "C",
  body text NOT NULL,
  metadata text NOT NULL,
  channels text NOT NULL,
  needs_parent boolean NOT NULL,
  PRIMARY KEY (thread, ns, id)
);
CREATE TABLE concierge.writes (
  thread bigint NOT NULL,
  ns text COLLATE "C" NOT NULL,
  checkpoint text COLLATE "C" NOT NULL,
  task text COLLATE "C" NOT NULL,
  position integer NOT NULL,
  channel text NOT NULL,
  value text NOT NULL,
  path text NOT NULL,
  PRIMARY KEY (thread, ns, checkpoint, task, position)
);
CREATE TABLE concierge.parts (
  thread bigint NOT NULL,
  name text COLLATE "C" NOT NULL,
  text text NOT NULL,
  PRIMARY KEY (thread, name)
);

-- This transaction does not wait until it is on the disk. It gets there with the next one that does wait, or within a
-- second; only a crash of the server in between undoes it. For what may be done again, or counted once too little.
CREATE FUNCTION concierge.unhurried() RETURNS boolean LANGUAGE sql VOLATILE AS $$
  SELECT set_config('synchronous_commit', 'off', true) IS NOT NULL
$$;

CREATE TABLE concierge.pings (id integer PRIMARY KEY, at timestamptz NOT NULL);
