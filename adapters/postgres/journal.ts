import { z } from "zod";
import { Json } from "../../src/ports/json.ts";
import { type Journal, JournalEntry, type JournalQuery } from "../../src/ports/stores/journal.ts";
import { retention } from "../../src/retention.ts";
import { createBatches } from "./connection/batches.ts";
import type { Database, Value } from "./connection/database.ts";

const page = 500;

/** The journal, and `purge`, which removes up to `limit` entries at the end of their time and returns how many. */
export const createJournal = (
  db: Database,
  now: () => number = Date.now,
  ttlMs: number = retention.journal,
): Journal & { purge(limit: number): Promise<number> } => {
  const table = `${db.schema}.entries`;
  const append = appendSql(table);
  const appendAll = createBatches(async (entries: readonly JournalEntry[]) => {
    const columns = [
      entries.map(({ id }) => id),
      entries.map(({ at }) => Math.ceil(at)),
      entries.map(({ kind }) => kind),
      entries.map(({ actor }) => nameOf(actor)),
      entries.map(({ place }) => place.thread),
      entries.map(({ job = null }) => job),
      entries.map(({ run = null }) => run),
      entries.map(({ agent = null }) => agent),
      entries.map((entry) => JSON.stringify(entry)),
    ];
    await db.change(append, columns, { again: true, prepared: true });
    return entries.map(() => undefined);
  });
  return {
    append: appendAll,
    amend: (id, { outcome, details }) =>
      db.transaction(async (statements) => {
        const read = `SELECT amendment FROM ${table} WHERE id = $1 FOR UPDATE`;
        const [before] = await statements.ask(Amended, read, [id]);
        if (!before) return false;
        const laid = {
          outcome: outcome ?? before.amendment.outcome,
          details: { ...before.amendment.details, ...details },
        };
        await statements.change(`UPDATE ${table} SET amendment = $2 WHERE id = $1`, [id, JSON.stringify(laid)]);
        return true;
      }),
    query: async function* (query) {
      const { conditions, values } = selection(query);
      const [at, seq] = [`$${values.length + 1}`, `$${values.length + 2}`];
      const where = [...conditions, `(at, seq) > (${at}::bigint, ${seq}::bigint)`].join(" AND ");
      const sql = `SELECT seq, at, entry, amendment FROM ${table} WHERE ${where} ORDER BY at, seq LIMIT ${page}`;
      let last: Value[] = [Number.MIN_SAFE_INTEGER, 0];
      for (;;) {
        const rows = await db.ask(Row, sql, [...values, ...last], { again: true });
        for (const row of rows) yield entryOf(row);
        if (rows.length < page) return;
        last = rows.slice(-1).flatMap((row) => [row.at, row.seq]);
      }
    },
    remove: async (id) => (await db.change(`DELETE FROM ${table} WHERE id = $1`, [id], { again: true })) > 0,
    purge: (limit) =>
      db.change(`DELETE FROM ${table} WHERE seq IN (SELECT seq FROM ${table} WHERE at < $1 LIMIT $2)`, [
        Math.floor(now() - ttlMs),
        limit,
      ]),
  };
};

/** In the order in which they were given. */
const appendSql = (table: string): string => `
  INSERT INTO ${table} (id, at, kind, actor, thread, job, run, agent, entry)
  SELECT id, moment, kind, actor, thread, job, run, agent, entry FROM unnest(
    $1::text[], $2::bigint[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[]
  ) WITH ORDINALITY AS given (id, moment, kind, actor, thread, job, run, agent, entry, position)
  ORDER BY position ON CONFLICT (id) DO NOTHING`;

const nameOf = ({ platform, tenant, user }: NonNullable<JournalQuery["actor"]>): string =>
  JSON.stringify([platform, tenant, user]);

/** The conditions of a query, with their values in the same order. */
const selection = (query: JournalQuery): { conditions: string[]; values: Value[] } => {
  const { from, until, kinds, actor, thread, job, run, agent } = query;
  const given: [condition: string, value: Value | undefined][] = [
    ["run =", run],
    ["thread =", thread],
    ["actor =", actor && nameOf(actor)],
    ["agent =", agent],
    ["job =", job],
    ["kind = ANY", kinds],
    ["at >=", from && Math.ceil(from)],
    ["at <", until && Math.ceil(until)],
  ];
  const pairs = given.filter((pair): pair is [string, Value] => pair[1] !== undefined);
  return {
    conditions: pairs.map(([condition], index) => `${condition} ($${index + 1})`),
    values: pairs.map(([, value]) => value),
  };
};

const Laid = z.object({ outcome: z.string().optional(), details: z.record(z.string(), Json).default({}) });

const amendment = z.string().transform((text) => Laid.parse(JSON.parse(text)));

const Amended = z.object({ amendment });

/** Numbers that may be large come as texts, and go back as such. */
const Row = z.object({ seq: z.string(), at: z.string(), entry: z.string(), amendment });

const entryOf = ({ entry: text, amendment: { outcome, details } }: z.infer<typeof Row>): JournalEntry => {
  const entry = JournalEntry.parse(JSON.parse(text));
  return { ...entry, outcome: outcome ?? entry.outcome, details: { ...entry.details, ...details } };
};
