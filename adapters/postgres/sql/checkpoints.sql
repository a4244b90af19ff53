-- Every change of a thread is one of these functions: all of it or nothing, and one at a time, since each holds the
-- thread's row. Whatever part is stored, all that is below it is stored too.
--
-- They do not wait for the disk. What is done to the world is a record before and after, and the end of a task comes last:
-- those do wait, and take along what was written before. A crash of the server in between is like one of the replica a
-- moment earlier: the step runs again from the checkpoint before.

CREATE FUNCTION concierge.empty_thread(p_num bigint) RETURNS void LANGUAGE sql AS $$
  DELETE FROM concierge.checkpoints WHERE thread = p_num;
  DELETE FROM concierge.writes WHERE thread = p_num;
  DELETE FROM concierge.parts WHERE thread = p_num;
  DELETE FROM concierge.namespaces WHERE thread = p_num;
$$;

-- The number of a thread, which lives on from now; what an expired one of this name left is removed.
CREATE FUNCTION concierge.hold_thread(p_name text, p_ttl double precision) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
  own bigint;
  ends timestamptz;
  later timestamptz;
BEGIN
  PERFORM concierge.unhurried();
  LOOP
    SELECT num, expires_at INTO own, ends FROM concierge.threads WHERE name = p_name FOR UPDATE;
    EXIT WHEN FOUND;
    INSERT INTO concierge.threads (name, expires_at) VALUES (p_name, 'infinity') ON CONFLICT (name) DO NOTHING;
  END LOOP;
  later := clock_timestamp() + p_ttl * interval '1 millisecond';
  IF ends <= clock_timestamp() THEN PERFORM concierge.empty_thread(own); END IF;
  -- Not with every use: a hundredth of the life more or less does not matter, a write does.
  IF ends = 'infinity' OR ends < later - p_ttl * interval '0.01 milliseconds' THEN
    UPDATE concierge.threads SET expires_at = later WHERE num = own;
  END IF;
  RETURN own;
END $$;

CREATE FUNCTION concierge.forget_thread(p_name text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  own bigint;
BEGIN
  SELECT num INTO own FROM concierge.threads WHERE name = p_name FOR UPDATE;
  PERFORM concierge.empty_thread(own);
  DELETE FROM concierge.threads WHERE num = own;
END $$;

CREATE FUNCTION concierge.forget_expired_threads(p_most integer) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
  nums bigint[];
BEGIN
  SELECT array_agg(num) INTO nums FROM (
    SELECT num FROM concierge.threads WHERE expires_at <= now() ORDER BY expires_at LIMIT p_most FOR UPDATE SKIP LOCKED
  ) AS expired;
  PERFORM concierge.empty_thread(num) FROM unnest(nums) AS num;
  DELETE FROM concierge.threads WHERE num = ANY(nums);
  RETURN coalesce(cardinality(nums), 0);
END $$;

-- A stored value without the serializer's type.
CREATE FUNCTION concierge.entry_in(p_value text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT substring(p_value FROM '[=#*].*')
$$;

-- Takes the parts that came along. False: one is missing that should have been here.
CREATE FUNCTION concierge.receive_parts(
  p_thread bigint, p_names text[], p_texts text[], p_left text[]
) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
  IF (SELECT count(*) FROM concierge.parts WHERE thread = p_thread AND name = ANY(p_left)) < cardinality(p_left) THEN
    RETURN false;
  END IF;
  INSERT INTO concierge.parts (thread, name, text) SELECT p_thread, * FROM unnest(p_names, p_texts)
    ON CONFLICT DO NOTHING;
  RETURN true;
END $$;

-- Removes old checkpoints of a namespace once there are twice as many as are kept, with the parts that nothing needs any
-- more. What a kept checkpoint needs stays, and the newest does. Old is what was put long ago.
CREATE FUNCTION concierge.prune(p_thread bigint, p_ns text, p_keep integer) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  removed text[];
BEGIN
  IF (SELECT count(*) FROM concierge.checkpoints WHERE thread = p_thread AND ns = p_ns) <= 2 * p_keep THEN RETURN; END IF;
  WITH RECURSIVE kept (id) AS (
    (
      SELECT id FROM concierge.checkpoints WHERE thread = p_thread AND ns = p_ns ORDER BY seq DESC LIMIT p_keep
    ) UNION (
      SELECT newest FROM concierge.namespaces WHERE thread = p_thread AND ns = p_ns
    ) UNION
    SELECT child.parent FROM kept JOIN concierge.checkpoints AS child
      ON child.thread = p_thread AND child.ns = p_ns AND child.id = kept.id
      WHERE child.needs_parent AND child.parent IS NOT NULL
  ), gone AS (
    DELETE FROM concierge.checkpoints WHERE thread = p_thread AND ns = p_ns AND id NOT IN (SELECT id FROM kept)
    RETURNING id
  )
  SELECT array_agg(id) INTO removed FROM gone;
  IF removed IS NULL THEN RETURN; END IF;
  DELETE FROM concierge.writes WHERE thread = p_thread AND ns = p_ns AND checkpoint = ANY(removed);
  PERFORM concierge.sweep(p_thread);
END $$;

-- What is needed below a list is what the part of the list names.
CREATE FUNCTION concierge.sweep(p_thread bigint) RETURNS void LANGUAGE sql AS $$
  WITH RECURSIVE roots (entry) AS (
    SELECT concierge.entry_in(channel.value ->> 1) FROM concierge.checkpoints, json_each(channels::json) AS channel
      WHERE thread = p_thread
    UNION
    SELECT concierge.entry_in(value) FROM concierge.writes WHERE thread = p_thread
  ), needed (entry) AS (
    SELECT entry FROM roots WHERE entry !~ '^='
    UNION
    SELECT item FROM needed JOIN concierge.parts ON thread = p_thread AND name = substr(entry, 2),
      json_array_elements_text(text::json) AS item
      WHERE entry ~ '^[*]' AND item !~ '^='
  )
  DELETE FROM concierge.parts WHERE thread = p_thread AND name NOT IN (SELECT substr(entry, 2) FROM needed)
$$;

-- 'stored'; 'parts': some are missing, so all have to be sent; 'parent': the one whose values it has is gone.
CREATE FUNCTION concierge.put_checkpoint(
  p_thread text, p_ttl double precision, p_ns text, p_id text, p_parent text, p_body text, p_metadata text,
  p_channels text, p_needs_parent boolean, p_inherits boolean, p_keep integer,
  p_names text[], p_texts text[], p_left text[]
) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  own bigint := concierge.hold_thread(p_thread, p_ttl);
BEGIN
  IF p_inherits AND NOT EXISTS (
    SELECT FROM concierge.checkpoints WHERE thread = own AND ns = p_ns AND id = p_parent
  ) THEN RETURN 'parent'; END IF;
  IF NOT concierge.receive_parts(own, p_names, p_texts, p_left) THEN RETURN 'parts'; END IF;
  INSERT INTO concierge.checkpoints AS old (thread, ns, id, parent, body, metadata, channels, needs_parent)
    VALUES (own, p_ns, p_id, p_parent, p_body, p_metadata, p_channels, p_needs_parent)
    ON CONFLICT (thread, ns, id) DO UPDATE SET parent = excluded.parent, body = excluded.body,
      metadata = excluded.metadata, channels = excluded.channels, needs_parent = excluded.needs_parent, seq = DEFAULT;
  -- The newest has the highest id, or follows the newest though a clock that was set back gave it a lower one.
  INSERT INTO concierge.namespaces AS old (thread, ns, newest) VALUES (own, p_ns, p_id)
    ON CONFLICT (thread, ns) DO UPDATE SET newest = excluded.newest
      WHERE old.newest < excluded.newest OR old.newest = p_parent;
  IF p_keep > 0 THEN PERFORM concierge.prune(own, p_ns, p_keep); END IF;
  RETURN 'stored';
END $$;

-- Of LangGraph's own writes, below zero, the last one counts; of the others the first one does.
CREATE FUNCTION concierge.put_writes(
  p_thread text, p_ttl double precision, p_ns text, p_checkpoint text,
  p_tasks text[], p_positions integer[], p_channels text[], p_values text[], p_paths text[],
  p_names text[], p_texts text[], p_left text[]
) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  own bigint := concierge.hold_thread(p_thread, p_ttl);
BEGIN
  IF NOT concierge.receive_parts(own, p_names, p_texts, p_left) THEN RETURN 'parts'; END IF;
  INSERT INTO concierge.writes AS old (thread, ns, checkpoint, task, position, channel, value, path)
    SELECT own, p_ns, p_checkpoint, * FROM unnest(p_tasks, p_positions, p_channels, p_values, p_paths)
    ON CONFLICT (thread, ns, checkpoint, task, position) DO UPDATE
      SET channel = excluded.channel, value = excluded.value, path = excluded.path WHERE old.position < 0;
  RETURN 'stored';
END $$;
