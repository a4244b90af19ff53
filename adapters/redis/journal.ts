import { z } from "zod";
import type { Log } from "../../src/logging/log.ts";
import { Json } from "../../src/ports/json.ts";
import { type Journal, JournalEntry, type JournalQuery } from "../../src/ports/stores/journal.ts";
import { retention } from "../../src/retention.ts";
import { type Client, type Connection, connect } from "./client.ts";
import { run, script } from "./script.ts";

const page = 500;

/*
 * Each entry is a hash. Beside it there are indexes: sorted sets of equal scores, whose members sort by time and order
 * of arrival. Nothing is found by scanning keys, and all of it expires.
 */

/** The journal; its keys lie in one slot of a cluster. */
export const createJournal = (
  { ask }: Connection,
  prefix: string,
  now: () => number,
  ttlMs: number = retention.journal,
): Journal => {
  const base = `${prefix}:{journal}`;
  const entryKey = (id: string): string => `${base}:entry:${id}`;
  const indexKey = (index: string): string => `${base}:by:${index}`;
  return {
    append: async (entry) => {
      const oldest = now() - ttlMs;
      if (entry.at <= oldest) return;
      const keys = [entryKey(entry.id), `${base}:count`, ...indexesOf(entry).map(indexKey)];
      const args = [JSON.stringify(entry), entry.id, momentOf(entry.at), momentOf(oldest), entry.at + ttlMs];
      await ask((client) => run(client, appendScript, keys, [...args, now() + ttlMs]));
    },
    amend: async (id, { outcome, details = {} }) => {
      const fields = Object.entries(details).flatMap(([name, value]) => [detailField(name), JSON.stringify(value)]);
      const all = outcome === undefined ? fields : ["outcome", outcome, ...fields];
      return (await ask((client) => run(client, amendScript, [entryKey(id)], all))) === 1;
    },
    query: async function* (query) {
      const index = indexKey(narrowest(query));
      const end = query.until === undefined ? "+" : `(${momentOf(query.until)}`;
      let begin = query.from === undefined ? "-" : `[${momentOf(query.from)}`;
      for (;;) {
        const members = await ask((client) => client.zrangebylex(index, begin, end, "LIMIT", 0, page));
        for (const entry of await read(ask, members.map(idOf).map(entryKey))) if (fits(entry, query)) yield entry;
        if (members.length < page) return;
        begin = `(${members.at(-1)}`;
      }
    },
    remove: async (id) => {
      const [entry] = await read(ask, [entryKey(id)]);
      if (!entry) return false;
      const moment = momentOf(entry.at);
      const members = await ask((client) => client.zrangebylex(indexKey("time"), `[${moment}:`, `(${moment};`));
      const own = members.filter((member) => idOf(member) === id);
      for (const index of indexesOf(entry))
        if (own.length > 0) await ask((client) => client.zrem(indexKey(index), ...own));
      return (await ask((client) => client.del(entryKey(id)))) > 0;
    },
  };
};

/** The journal with a connection of its own. */
export const redisJournal = (url: string, log: Log, prefix = "concierge"): { journal: Journal; close(): void } => {
  const connection = connect(url, log);
  return { journal: createJournal(connection, prefix, Date.now), close: connection.close };
};

/** A moment as text that sorts as time does; moments are whole and not before 1970. */
const momentOf = (at: number): string => String(Math.max(0, Math.ceil(at))).padStart(15, "0");

/** Members are `<moment>:<count>:<id>`. */
const idOf = (member: string): string => member.slice(15 + 1 + 15 + 1);

const personOf = ({ platform, tenant, user }: NonNullable<JournalQuery["actor"]>): string =>
  JSON.stringify([platform, tenant, user]);

const indexesOf = ({ actor, place, job, run: number, agent }: JournalEntry): string[] => [
  "time",
  `actor:${personOf(actor)}`,
  `thread:${place.thread}`,
  ...(job === undefined ? [] : [`job:${job}`]),
  ...(number === undefined ? [] : [`run:${number}`]),
  ...(agent === undefined ? [] : [`agent:${agent}`]),
];

/** The index that holds the fewest entries, as far as that is known without looking. */
const narrowest = ({ actor, thread, job, run: number, agent }: JournalQuery): string => {
  if (number !== undefined) return `run:${number}`;
  if (thread !== undefined) return `thread:${thread}`;
  if (actor) return `actor:${personOf(actor)}`;
  if (agent !== undefined) return `agent:${agent}`;
  return job === undefined ? "time" : `job:${job}`;
};

const fits = (entry: JournalEntry, { kinds, actor, thread, job, run: number, agent }: JournalQuery): boolean =>
  (kinds?.includes(entry.kind) ?? true) &&
  (actor === undefined || personOf(actor) === personOf(entry.actor)) &&
  (thread === undefined || thread === entry.place.thread) &&
  (job === undefined || job === entry.job) &&
  (number === undefined || number === entry.run) &&
  (agent === undefined || agent === entry.agent);

const detailField = (name: string): string => `detail:${name}`;

const Stored = z.object({ entry: z.string() }).catchall(z.string());
const Results = z.array(z.tuple([z.null(), z.record(z.string(), z.string())]));

/** The entries of these keys; those that have expired meanwhile are left out. */
const read = async (ask: Connection["ask"], keys: string[]): Promise<JournalEntry[]> => {
  if (keys.length === 0) return [];
  const found = await ask((client: Client) => {
    const pipeline = client.pipeline();
    for (const key of keys) pipeline.hgetall(key);
    return pipeline.exec();
  });
  return Results.parse(found).flatMap(([, fields]) => {
    const stored = Stored.safeParse(fields).data;
    return stored ? [entryOf(stored)] : [];
  });
};

const entryOf = ({ entry: text, outcome, ...fields }: z.infer<typeof Stored>): JournalEntry => {
  const entry = JournalEntry.parse(JSON.parse(text));
  const details = Object.entries(fields).map(([field, value]) => [
    field.slice(detailField("").length),
    Json.parse(JSON.parse(value)),
  ]);
  return {
    ...entry,
    outcome: outcome ?? entry.outcome,
    details: { ...entry.details, ...Object.fromEntries(details) },
  };
};

const appendScript = script("journal-append");

const amendScript = script("journal-amend");
