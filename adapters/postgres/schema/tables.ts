/**
 * Every table. Texts that are compared or sorted have the collation "C": byte by byte, the same on every server, whatever
 * its operating system believes about languages.
 * @param s The schema, quoted.
 */
export const tables = (s: string): string => `
  CREATE TABLE ${s}.tasks (
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
  CREATE INDEX tasks_by_due ON ${s}.tasks (due_at, seq) WHERE state IN ('head', 'running');
  CREATE INDEX tasks_by_ordering_key ON ${s}.tasks (ordering_key, seq) WHERE ended_at IS NULL;
  CREATE INDEX tasks_by_end ON ${s}.tasks (state, ended_at) WHERE ended_at IS NOT NULL;

  CREATE SEQUENCE ${s}.record_versions;
  CREATE TABLE ${s}.records (
    key text COLLATE "C" PRIMARY KEY,
    value text NOT NULL,
    version bigint NOT NULL DEFAULT nextval('${s}.record_versions'),
    expires_at timestamptz NOT NULL
  );
  CREATE INDEX records_by_end ON ${s}.records (expires_at);

  CREATE TABLE ${s}.entries (
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
  CREATE INDEX entries_by_time ON ${s}.entries (at, seq);
  CREATE INDEX entries_by_actor ON ${s}.entries (actor, at, seq);
  CREATE INDEX entries_by_thread ON ${s}.entries (thread, at, seq);
  CREATE INDEX entries_by_job ON ${s}.entries (job, at, seq) WHERE job IS NOT NULL;
  CREATE INDEX entries_by_run ON ${s}.entries (run, at, seq) WHERE run IS NOT NULL;
  CREATE INDEX entries_by_agent ON ${s}.entries (agent, at, seq) WHERE agent IS NOT NULL;
  CREATE FUNCTION ${s}.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    RAISE EXCEPTION 'what happened stays as it was written';
  END $$;
  CREATE TRIGGER entries_stay BEFORE UPDATE OF seq, id, at, kind, actor, thread, job, run, agent, entry ON ${s}.entries
    EXECUTE FUNCTION ${s}.refuse_change();

  CREATE TABLE ${s}.uses (
    seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name text COLLATE "C" NOT NULL,
    at timestamptz NOT NULL
  );
  CREATE INDEX uses_by_name ON ${s}.uses (name, at);
  CREATE INDEX uses_by_age ON ${s}.uses (at);
  CREATE TABLE ${s}.claims (
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
  CREATE INDEX claims_waiting ON ${s}.claims (quota, round, seq) WHERE gone_at IS NULL;
  CREATE INDEX claims_by_asker ON ${s}.claims (quota, asker);
  CREATE INDEX claims_by_age ON ${s}.claims (seen_at);
  CREATE TABLE ${s}.pauses (quota text COLLATE "C" PRIMARY KEY, until timestamptz NOT NULL);

  CREATE TABLE ${s}.threads (
    num bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name text COLLATE "C" NOT NULL UNIQUE,
    expires_at timestamptz NOT NULL
  );
  CREATE INDEX threads_by_end ON ${s}.threads (expires_at);
  CREATE TABLE ${s}.namespaces (
    thread bigint NOT NULL,
    ns text COLLATE "C" NOT NULL,
    newest text COLLATE "C" NOT NULL,
    PRIMARY KEY (thread, ns)
  );
  CREATE TABLE ${s}.checkpoints (
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
  CREATE TABLE ${s}.writes (
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
  CREATE TABLE ${s}.parts (
    thread bigint NOT NULL,
    name text COLLATE "C" NOT NULL,
    text text NOT NULL,
    PRIMARY KEY (thread, name)
  );

  -- This transaction does not wait until it is on the disk. It gets there with the next one that does wait, or within a
  -- second; only a crash of the server in between undoes it. For what may be done again, or counted once too little.
  CREATE FUNCTION ${s}.unhurried() RETURNS boolean LANGUAGE sql VOLATILE AS $$
    SELECT set_config('synchronous_commit', 'off', true) IS NOT NULL
  $$;

  CREATE TABLE ${s}.pings (id integer PRIMARY KEY, at timestamptz NOT NULL);
`;
