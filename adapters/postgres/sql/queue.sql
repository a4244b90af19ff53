-- What changes the head of an ordering key. Both functions hold the key's lock, which ends with the transaction: whoever
-- comes second sees what the first one did, so nothing is stranded behind a head that has just ended.
-- A channel that is given is told when there is work for other replicas.

CREATE FUNCTION concierge.hold_ordering_key(p_key text) RETURNS void LANGUAGE sql AS $$
  SELECT pg_advisory_xact_lock(hashtextextended(p_key, hashtext('concierge.tasks')))
$$;

CREATE FUNCTION concierge.put_task(
  p_id text, p_key text, p_kind text, p_payload text, p_stored_at bigint, p_channel text
) RETURNS TABLE (fresh boolean, ahead bigint) LANGUAGE plpgsql AS $$
DECLARE
  known record;
  others bigint;
BEGIN
  PERFORM concierge.hold_ordering_key(p_key);
  SELECT seq, ordering_key, ended_at INTO known FROM concierge.tasks WHERE id = p_id;
  IF NOT FOUND THEN
    SELECT count(*) INTO others FROM concierge.tasks WHERE ordering_key = p_key AND ended_at IS NULL;
    INSERT INTO concierge.tasks (id, ordering_key, kind, payload, state, stored_at, due_at)
      VALUES (p_id, p_key, p_kind, p_payload, CASE WHEN others = 0 THEN 'head' ELSE 'behind' END,
        p_stored_at, clock_timestamp())
      ON CONFLICT (id) DO NOTHING;
    IF FOUND THEN
      IF others = 0 AND p_channel <> '' THEN PERFORM pg_notify(p_channel, ''); END IF;
      RETURN QUERY SELECT true, others;
      RETURN;
    END IF;
    -- Stored a moment ago under another ordering key.
    SELECT seq, ordering_key, ended_at INTO known FROM concierge.tasks WHERE id = p_id;
  END IF;
  IF known.ended_at IS NOT NULL THEN
    RETURN QUERY SELECT false, 0::bigint;
    RETURN;
  END IF;
  RETURN QUERY SELECT false, count(*) FROM concierge.tasks
    WHERE ordering_key = known.ordering_key AND ended_at IS NULL AND seq < known.seq;
END $$;

-- Ends a task, unless a later run has begun elsewhere: the number of the run is the fencing token. The next task of the
-- ordering key becomes its head. What was asked is not kept longer than it takes to answer it.
CREATE FUNCTION concierge.end_task(
  p_seq bigint, p_attempt integer, p_state text, p_reason text, p_channel text
) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
  key text;
BEGIN
  SELECT ordering_key INTO key FROM concierge.tasks WHERE seq = p_seq;
  PERFORM concierge.hold_ordering_key(key);
  UPDATE concierge.tasks SET state = p_state, ended_at = clock_timestamp(), reason = p_reason, payload = ''
    WHERE seq = p_seq AND attempt = p_attempt AND state = 'running';
  IF NOT FOUND THEN RETURN false; END IF;
  UPDATE concierge.tasks SET state = 'head', due_at = clock_timestamp() WHERE seq = (
    SELECT seq FROM concierge.tasks WHERE ordering_key = key AND ended_at IS NULL ORDER BY seq LIMIT 1
  );
  IF FOUND AND p_channel <> '' THEN PERFORM pg_notify(p_channel, ''); END IF;
  RETURN true;
END $$;
