-- Changes of records, each as if it came alone; whether it was done, in the order of the changes. They are made in the order
-- of their keys, so that of two that change the same ones neither waits for what the other holds.
CREATE FUNCTION concierge.change_records(
  p_changes text[], p_keys text[], p_values text[], p_versions bigint[], p_lives double precision[]
) RETURNS boolean[] LANGUAGE plpgsql AS $$
DECLARE
  own record;
  done boolean[] := array_fill(false, ARRAY[cardinality(p_keys)]);
BEGIN
  FOR own IN
    SELECT change, key, value, version, now() + life * interval '1 millisecond' AS ends, at::integer
    FROM unnest(p_changes, p_keys, p_values, p_versions, p_lives) WITH ORDINALITY AS asked (change, key, value, version, life, at)
    ORDER BY key COLLATE "C", at
  LOOP
    IF own.change = 'remove' THEN
      DELETE FROM concierge.records WHERE key = own.key;
    ELSIF own.change = 'swap' THEN
      UPDATE concierge.records
        SET value = own.value, version = nextval('concierge.record_versions'), expires_at = own.ends
        WHERE key = own.key AND version = own.version AND expires_at > now();
    ELSE
      INSERT INTO concierge.records AS old (key, value, expires_at) VALUES (own.key, own.value, own.ends)
        ON CONFLICT (key) DO UPDATE
        SET value = excluded.value, version = nextval('concierge.record_versions'), expires_at = excluded.expires_at
        WHERE own.change = 'write' OR old.expires_at <= now();
    END IF;
    done[own.at] := FOUND;
  END LOOP;
  RETURN done;
END $$;
