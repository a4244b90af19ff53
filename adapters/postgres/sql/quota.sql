-- The line of a quota stands in the order of rounds. Each claim of a person is one round later than the one before, and
-- nobody begins before the round that is being served; within a round the order is that of arrival. All goes by the clock
-- of the server, so that replicas need not agree on the time; one change of a name at a time.

-- Everybody waits for this lock, so nobody holds it while the disk writes.
CREATE FUNCTION concierge.hold_rate(p_name text) RETURNS void LANGUAGE sql AS $$
  SELECT concierge.unhurried();
  SELECT pg_advisory_xact_lock(hashtextextended(p_name, hashtext('concierge.uses')))
$$;

CREATE FUNCTION concierge.ms(p_ms double precision) RETURNS interval LANGUAGE sql IMMUTABLE AS $$
  SELECT p_ms * interval '1 millisecond'
$$;

CREATE FUNCTION concierge.ms_until(p_moment timestamptz) RETURNS double precision LANGUAGE sql VOLATILE AS $$
  SELECT greatest(0, extract(epoch FROM p_moment - clock_timestamp()) * 1000)::double precision
$$;

-- How long until the use counts no longer that stands at this position, from 1 for the oldest that counts.
CREATE FUNCTION concierge.use_ends_in(
  p_name text, p_since timestamptz, p_per double precision, p_position bigint
) RETURNS double precision LANGUAGE sql VOLATILE AS $$
  SELECT coalesce((
    SELECT concierge.ms_until(at + concierge.ms(p_per)) FROM concierge.uses
    WHERE name = p_name AND at > p_since AND p_position > 0
    ORDER BY at, seq OFFSET greatest(p_position, 1) - 1 LIMIT 1
  ), 0)
$$;

CREATE FUNCTION concierge.join_line(
  p_quota text, p_id text, p_asker text, p_since timestamptz, p_alive timestamptz
) RETURNS void LANGUAGE sql VOLATILE AS $$
  INSERT INTO concierge.claims (quota, id, asker, round, seen_at) SELECT p_quota, p_id, p_asker, greatest(
    coalesce(
      (SELECT min(round) FROM concierge.claims WHERE quota = p_quota AND gone_at IS NULL AND seen_at > p_alive),
      (SELECT max(round) FROM concierge.claims WHERE quota = p_quota AND gone_at > p_since),
      0
    ),
    1 + coalesce((
      SELECT max(round) FROM concierge.claims WHERE quota = p_quota AND asker = p_asker
        AND (gone_at > p_since OR (gone_at IS NULL AND seen_at > p_alive))
    ), -1)
  ), clock_timestamp()
$$;

-- A place of 0 means: go.
CREATE FUNCTION concierge.claim_turn(
  p_quota text, p_id text, p_asker text, p_most bigint, p_per double precision, p_lapse double precision
) RETURNS TABLE (place bigint, wait_ms double precision) LANGUAGE plpgsql AS $$
DECLARE
  moment timestamptz;
  own record;
  standing bigint;
  used bigint;
  paused double precision;
  laps bigint;
  use bigint;
BEGIN
  PERFORM concierge.hold_rate(p_quota);
  moment := clock_timestamp();
  UPDATE concierge.claims SET seen_at = moment WHERE quota = p_quota AND id = p_id;
  IF NOT FOUND THEN
    PERFORM concierge.join_line(p_quota, p_id, p_asker, moment - concierge.ms(p_per), moment - concierge.ms(p_lapse));
  END IF;
  SELECT seq, round, gone_at INTO own FROM concierge.claims WHERE quota = p_quota AND id = p_id;
  IF own.gone_at IS NOT NULL THEN
    RETURN QUERY SELECT 0::bigint, 0::double precision;
    RETURN;
  END IF;
  SELECT 1 + count(*) INTO standing FROM concierge.claims AS claim
    WHERE claim.quota = p_quota AND claim.gone_at IS NULL AND (claim.round, claim.seq) < (own.round, own.seq)
      AND claim.seen_at > moment - concierge.ms(p_lapse);
  SELECT count(*) INTO used FROM concierge.uses WHERE name = p_quota AND at > moment - concierge.ms(p_per);
  SELECT coalesce((SELECT concierge.ms_until(until) FROM concierge.pauses WHERE quota = p_quota), 0) INTO paused;
  IF paused > 0 OR used + standing > p_most THEN
    laps := (standing - 1) / p_most;
    RETURN QUERY SELECT standing, laps * p_per + greatest(paused, concierge.use_ends_in(
      p_quota, moment - concierge.ms(p_per), p_per, used + standing - laps * p_most - p_most));
    RETURN;
  END IF;
  INSERT INTO concierge.uses (name, at) VALUES (p_quota, moment) RETURNING uses.seq INTO use;
  UPDATE concierge.claims SET gone_at = moment, used = use WHERE claims.seq = own.seq;
  RETURN QUERY SELECT 0::bigint, 0::double precision;
END $$;

CREATE FUNCTION concierge.leave_line(p_quota text, p_id text) RETURNS void LANGUAGE sql AS $$
  SELECT concierge.hold_rate(p_quota);
  DELETE FROM concierge.uses WHERE seq = (
    SELECT used FROM concierge.claims WHERE quota = p_quota AND id = p_id AND gone_at IS NOT NULL
  );
  DELETE FROM concierge.claims WHERE quota = p_quota AND id = p_id;
$$;

-- It has its old place again as soon as it is claimed; until then it holds nobody up.
CREATE FUNCTION concierge.refuse_turn(
  p_quota text, p_id text, p_after double precision, p_lapse double precision
) RETURNS void LANGUAGE sql AS $$
  SELECT concierge.hold_rate(p_quota);
  UPDATE concierge.claims SET gone_at = NULL, used = NULL, seen_at = clock_timestamp() - concierge.ms(p_lapse)
    WHERE quota = p_quota AND id = p_id;
  INSERT INTO concierge.pauses AS pause VALUES (p_quota, clock_timestamp() + concierge.ms(p_after))
    ON CONFLICT (quota) DO UPDATE SET until = greatest(pause.until, excluded.until);
$$;

CREATE FUNCTION concierge.spend(
  p_name text, p_most bigint, p_per double precision, p_anyway boolean
) RETURNS TABLE (counted boolean, free_ms double precision) LANGUAGE plpgsql AS $$
DECLARE
  since timestamptz;
  used bigint;
  may boolean;
BEGIN
  PERFORM concierge.hold_rate(p_name);
  since := clock_timestamp() - concierge.ms(p_per);
  SELECT count(*) INTO used FROM concierge.uses WHERE name = p_name AND at > since;
  may := p_anyway OR used < p_most;
  IF may THEN
    INSERT INTO concierge.uses (name, at) VALUES (p_name, clock_timestamp());
    used := used + 1;
  END IF;
  RETURN QUERY SELECT may, concierge.use_ends_in(p_name, since, p_per, used - p_most + 1);
END $$;
