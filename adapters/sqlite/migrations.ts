/** Each script brings the file from one version to the next; what has been released is never edited. */
export const migrations: readonly string[] = [
  `
  CREATE TABLE tasks (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    lane TEXT NOT NULL,
    kind TEXT NOT NULL,
    payload TEXT NOT NULL,
    -- 'head' (first of its lane, runs when due), 'behind' (waits for its lane), 'running', 'done', 'dead'
    state TEXT NOT NULL,
    run INTEGER NOT NULL DEFAULT 0,
    stored_at INTEGER NOT NULL,
    due_at INTEGER NOT NULL,
    ended_at INTEGER,
    reason TEXT
  ) STRICT;
  CREATE INDEX tasks_by_state ON tasks (state, due_at, seq) WHERE ended_at IS NULL;
  CREATE INDEX tasks_by_lane ON tasks (lane, seq) WHERE ended_at IS NULL;
  CREATE INDEX tasks_by_end ON tasks (state, ended_at) WHERE ended_at IS NOT NULL;

  CREATE TABLE records (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL,
    version INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX records_by_end ON records (expires_at);

  -- A thread without a name is forgotten; what it owns goes away bit by bit.
  CREATE TABLE threads (
    num INTEGER PRIMARY KEY,
    name TEXT UNIQUE,
    expires_at INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX threads_by_end ON threads (expires_at);
  CREATE TABLE checkpoints (
    thread INTEGER NOT NULL,
    ns TEXT NOT NULL,
    id TEXT NOT NULL,
    parent TEXT,
    body TEXT NOT NULL,
    metadata TEXT NOT NULL,
    channels TEXT NOT NULL,
    leans INTEGER NOT NULL,
    PRIMARY KEY (thread, ns, id)
  ) STRICT;
  CREATE TABLE writes (
    thread INTEGER NOT NULL,
    ns TEXT NOT NULL,
    checkpoint TEXT NOT NULL,
    task TEXT NOT NULL,
    position INTEGER NOT NULL,
    channel TEXT NOT NULL,
    value TEXT NOT NULL,
    path TEXT NOT NULL,
    PRIMARY KEY (thread, ns, checkpoint, task, position)
  ) STRICT;
  CREATE TABLE parts (
    thread INTEGER NOT NULL,
    name TEXT NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (thread, name)
  ) STRICT;

  CREATE TABLE pings (at INTEGER NOT NULL) STRICT;
  INSERT INTO pings VALUES (0);
  `,
  `
  CREATE TABLE uses (name TEXT NOT NULL, at INTEGER NOT NULL) STRICT;
  CREATE INDEX uses_by_name ON uses (name, at);
  CREATE INDEX uses_by_age ON uses (at);
  CREATE TABLE claims (
    seq INTEGER PRIMARY KEY,
    line TEXT NOT NULL,
    id TEXT NOT NULL,
    asker TEXT NOT NULL,
    round INTEGER NOT NULL,
    seen_at INTEGER NOT NULL,
    -- null: stands in line
    gone_at INTEGER,
    UNIQUE (line, id)
  ) STRICT;
  CREATE INDEX claims_in_line ON claims (line, round, seq) WHERE gone_at IS NULL;
  CREATE INDEX claims_gone ON claims (line, gone_at) WHERE gone_at IS NOT NULL;
  CREATE INDEX claims_by_asker ON claims (line, asker);
  CREATE INDEX claims_by_age ON claims (seen_at);
  CREATE TABLE pauses (line TEXT PRIMARY KEY, until INTEGER NOT NULL) STRICT;
  `,
  `
  DROP INDEX tasks_by_lane;
  ALTER TABLE tasks RENAME COLUMN lane TO ordering_key;
  ALTER TABLE tasks RENAME COLUMN run TO attempt;
  CREATE INDEX tasks_by_ordering_key ON tasks (ordering_key, seq) WHERE ended_at IS NULL;
  ALTER TABLE checkpoints RENAME COLUMN leans TO needs_parent;
  -- How often a task was begun since it was last settled.
  ALTER TABLE tasks ADD COLUMN begun INTEGER NOT NULL DEFAULT 0;
  `,
  `
  ALTER TABLE claims RENAME COLUMN line TO quota;
  DROP INDEX claims_in_line;
  CREATE INDEX claims_waiting ON claims (quota, round, seq) WHERE gone_at IS NULL;
  ALTER TABLE pauses RENAME COLUMN line TO quota;
  `,
  `
  -- A person's newest round, without reading all their claims.
  DROP INDEX claims_by_asker;
  CREATE INDEX claims_by_asker ON claims (quota, asker, round);
  `,
];
