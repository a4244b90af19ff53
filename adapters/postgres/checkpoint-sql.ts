/* What is read of checkpoints, for a schema that is given quoted. */

/** Threads, namespaces and checkpoints that are asked for: the first three parameters. */
const asked = "unnest($1::text[], $2::text[], $3::text[]) WITH ORDINALITY AS asked (name, ns, id, position)";

export const channelsSql = (s: string): string => `
  SELECT position::integer AS at, found.channels FROM ${asked} CROSS JOIN LATERAL (
    SELECT channels FROM ${s}.checkpoints WHERE ns = asked.ns AND id = asked.id
      AND thread = (SELECT num FROM ${s}.threads WHERE name = asked.name AND expires_at > now()) LIMIT 1
  ) AS found`;

/**
 * Using a thread prolongs its life; not with every read, but when a tenth of it has passed. Whoever has it locked uses it,
 * too. Each checkpoint is looked up by itself, however many are asked for.
 */
export const findSql = (s: string): string => `
  WITH prolonged AS (
    UPDATE ${s}.threads SET expires_at = now() + $4::double precision * interval '1 millisecond' WHERE num IN (
      SELECT num FROM ${s}.threads WHERE name = ANY($1) AND expires_at > now()
        AND expires_at < now() + $4::double precision * interval '0.9 milliseconds' FOR UPDATE SKIP LOCKED
    )
  )
  SELECT position::integer AS at, found.* FROM ${asked} CROSS JOIN LATERAL (
    SELECT num FROM ${s}.threads WHERE name = asked.name AND expires_at > now() LIMIT 1
  ) AS own CROSS JOIN LATERAL (
    SELECT id, parent, body, metadata, channels, (
      SELECT coalesce(json_agg(json_build_array(task, position, channel, value, path) ORDER BY task, position), '[]')::text
      FROM ${s}.writes WHERE thread = own.num AND ns = stored.ns AND checkpoint = stored.id
    ) AS writes
    FROM ${s}.checkpoints AS stored
    WHERE thread = own.num AND ns = asked.ns AND id = coalesce(asked.id, (
      SELECT newest FROM ${s}.namespaces WHERE thread = own.num AND ns = asked.ns
    )) LIMIT 1
  ) AS found`;

export const partsSql = (s: string): string => `
  SELECT parts.name, text FROM ${s}.parts JOIN ${s}.threads ON thread = num
  WHERE threads.name = $1 AND expires_at > now() AND parts.name = ANY($2)`;

export const idsSql = (s: string): string => `
  SELECT name AS thread, ns, id FROM ${s}.checkpoints JOIN ${s}.threads ON thread = num
  WHERE expires_at > now() AND ($1::text IS NULL OR name = $1) AND ($2::text IS NULL OR ns = $2)
    AND ($3::text IS NULL OR id < $3)
  ORDER BY name, id DESC`;
