-- What many turns do at the same moment, in one statement and one commit, each as if it came alone. Whatever is locked is
-- locked in an order of its own, not in that of the calls, so that two batches never wait for each other in a circle.

CREATE FUNCTION concierge.hold_ordering_keys(p_keys text[]) RETURNS void LANGUAGE sql AS $$
  SELECT pg_advisory_xact_lock(lock) FROM (
    SELECT DISTINCT hashtextextended(key, hashtext('concierge.tasks')) AS lock FROM unnest(p_keys) AS key ORDER BY lock
  ) AS locks
$$;

-- Stores tasks in the order in which they are given.
CREATE FUNCTION concierge.put_tasks(
  p_ids text[], p_keys text[], p_kinds text[], p_payloads text[], p_stored_at bigint[], p_channels text[]
) RETURNS TABLE (fresh boolean, ahead bigint) LANGUAGE plpgsql AS $$
BEGIN
  PERFORM concierge.hold_ordering_keys(p_keys);
  FOR at IN 1 .. cardinality(p_ids) LOOP
    RETURN QUERY SELECT * FROM concierge.put_task(
      p_ids[at], p_keys[at], p_kinds[at], p_payloads[at], p_stored_at[at], p_channels[at]);
  END LOOP;
END $$;

-- Rows of tasks that run are locked by their number by whoever changes several of them.
CREATE FUNCTION concierge.hold_tasks(p_seqs bigint[]) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
  PERFORM FROM concierge.tasks WHERE seq = ANY(p_seqs) ORDER BY seq FOR UPDATE;
  RETURN true;
END $$;

CREATE FUNCTION concierge.end_tasks(
  p_seqs bigint[], p_attempts integer[], p_states text[], p_reasons text[], p_channels text[]
) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM concierge.hold_ordering_keys(ARRAY(SELECT ordering_key FROM concierge.tasks WHERE seq = ANY(p_seqs)));
  PERFORM concierge.hold_tasks(p_seqs);
  FOR at IN 1 .. cardinality(p_seqs) LOOP
    PERFORM concierge.end_task(p_seqs[at], p_attempts[at], p_states[at], p_reasons[at], p_channels[at]);
  END LOOP;
END $$;

-- Holds tasks back. Whether a crash of the server undoes it does not matter: then they run again when their lease ends.
CREATE FUNCTION concierge.delay_tasks(
  p_seqs bigint[], p_attempts integer[], p_lives double precision[]
) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM concierge.unhurried();
  PERFORM concierge.hold_tasks(p_seqs);
  UPDATE concierge.tasks AS task SET state = 'head', begun = 0, due_at = clock_timestamp() + life * interval '1 millisecond'
    FROM unnest(p_seqs, p_attempts, p_lives) AS held (seq, attempt, life)
    WHERE task.seq = held.seq AND task.attempt = held.attempt AND state = 'running';
END $$;

-- Prolongs leases; returns the tasks that are still held.
CREATE FUNCTION concierge.renew_tasks(
  p_seqs bigint[], p_attempts integer[], p_life double precision
) RETURNS SETOF bigint LANGUAGE plpgsql AS $$
BEGIN
  PERFORM concierge.unhurried();
  PERFORM concierge.hold_tasks(p_seqs);
  RETURN QUERY UPDATE concierge.tasks AS task SET due_at = clock_timestamp() + p_life * interval '1 millisecond'
    FROM unnest(p_seqs, p_attempts) AS held (seq, attempt)
    WHERE task.seq = held.seq AND task.attempt = held.attempt AND state = 'running'
    RETURNING task.seq;
END $$;

-- Turns of one quota, in the order in which they are claimed.
CREATE FUNCTION concierge.claim_turns(
  p_quota text, p_ids text[], p_askers text[], p_most bigint, p_per double precision, p_lapse double precision
) RETURNS TABLE (place bigint, wait_ms double precision) LANGUAGE plpgsql AS $$
BEGIN
  FOR at IN 1 .. cardinality(p_ids) LOOP
    RETURN QUERY SELECT * FROM concierge.claim_turn(p_quota, p_ids[at], p_askers[at], p_most, p_per, p_lapse);
  END LOOP;
END $$;

CREATE FUNCTION concierge.hold_rates(p_names text[]) RETURNS void LANGUAGE sql AS $$
  SELECT pg_advisory_xact_lock(lock) FROM (
    SELECT DISTINCT hashtextextended(name, hashtext('concierge.uses')) AS lock FROM unnest(p_names) AS name ORDER BY lock
  ) AS locks
$$;

CREATE FUNCTION concierge.spend_all(
  p_names text[], p_most bigint[], p_per double precision[], p_anyway boolean[]
) RETURNS TABLE (counted boolean, free_ms double precision) LANGUAGE plpgsql AS $$
BEGIN
  PERFORM concierge.hold_rates(p_names);
  FOR at IN 1 .. cardinality(p_names) LOOP
    RETURN QUERY SELECT * FROM concierge.spend(p_names[at], p_most[at], p_per[at], p_anyway[at]);
  END LOOP;
END $$;

-- Checkpoints and writes of several threads, each of which is locked in the order of the names.
CREATE FUNCTION concierge.put_checkpoints(p_calls json, p_ttl double precision, p_keep integer) RETURNS text[]
LANGUAGE plpgsql AS $$
DECLARE
  own record;
  replies text[] := array_fill(''::text, ARRAY[json_array_length(p_calls)]);
BEGIN
  FOR own IN SELECT * FROM json_to_recordset(p_calls) AS call (
    at integer, thread text, ns text, id text, parent text, body text, metadata text, channels text,
    needs_parent boolean, inherits boolean, names text[], texts text[], "left" text[]
  ) ORDER BY thread COLLATE "C", at LOOP
    replies[own.at] := concierge.put_checkpoint(own.thread, p_ttl, own.ns, own.id, own.parent, own.body, own.metadata,
      own.channels, own.needs_parent, own.inherits, p_keep, own.names, own.texts, own."left");
  END LOOP;
  RETURN replies;
END $$;

CREATE FUNCTION concierge.put_writes_of(p_calls json, p_ttl double precision) RETURNS text[] LANGUAGE plpgsql AS $$
DECLARE
  own record;
  replies text[] := array_fill(''::text, ARRAY[json_array_length(p_calls)]);
BEGIN
  FOR own IN SELECT * FROM json_to_recordset(p_calls) AS call (
    at integer, thread text, ns text, id text, tasks text[], positions integer[], channels text[], vals text[],
    paths text[], names text[], texts text[], "left" text[]
  ) ORDER BY thread COLLATE "C", at LOOP
    replies[own.at] := concierge.put_writes(own.thread, p_ttl, own.ns, own.id, own.tasks, own.positions, own.channels,
      own.vals, own.paths, own.names, own.texts, own."left");
  END LOOP;
  RETURN replies;
END $$;
