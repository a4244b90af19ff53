import type { BaseMessage } from "@langchain/core/messages";
import { MemorySaver } from "@langchain/langgraph";
import type { BaseCheckpointSaver } from "@langchain/langgraph-checkpoint";
import { Redis } from "ioredis";
import { Client } from "pg";
import type { Backend, BackendKind } from "../test/contract/backend.ts";
import { messagesGraph } from "../test/support/graphs.ts";
import { threadConfig } from "../test/support/stores/checkpoints.ts";
import { startPostgres } from "../test/support/stores/postgres.ts";
import { postgresBackend } from "../test/support/stores/postgres-backend.ts";
import { startRedis } from "../test/support/stores/redis.ts";
import { redisBackend } from "../test/support/stores/redis-backend.ts";
import { sqliteBackend } from "../test/support/stores/sqlite-backend.ts";
import { type Figure, percentiles, print } from "./measure/figures.ts";

const marks = [1, 10, 50, 200];
const thread = threadConfig("bench");

/** What a conversation takes up, beside checkpoints that hold the full state; and how soon it is read again. */
export const storage = async (): Promise<void> => {
  const server = await startRedis();
  const redis = redisBackend("Redis", async () => server);
  const database = await startPostgres({ durable: true });
  const postgres = postgresBackend("PostgreSQL", async () => database);
  const disk: Series = new Map();
  const look = async (turn: number) => void disk.set(turn, await onDisk(database.url));
  const full = await fullState();
  const stores = [await grown(sqliteBackend), await grown(redis), await grown(postgres, look)];
  const pings = await pinged(server.url);
  await Promise.all([redis.stop(), postgres.stop()]);
  print(
    "Storage",
    "one thread; a turn is 4 LangChain messages of 3,300 characters and 7 checkpoints, all of them kept; at 1, 10, 50 and 200 turns",
    [
      { name: "full state (MemorySaver): total", values: sizes(full) },
      ...stores.flatMap(({ name, totals, bytes, requests, warm, cold }): Figure[] => [
        { name: `${name}: total`, values: { ...sizes(totals), "less than full state": ratio(full, totals) } },
        { name: `${name}: of one turn`, values: sizes(bytes) },
        { name: `${name}: requests of one turn`, values: counts(requests) },
        { name: `${name}: getTuple at 200 turns`, values: percentiles(warm, 1) },
        { name: `${name}: the same, nothing cached`, values: percentiles(cold, 1) },
      ]),
      { name: "PostgreSQL: tables and indexes on the disk", values: sizes(disk) },
      { name: "Redis: PING", values: percentiles(pings, 1) },
    ],
  );
};

type Series = Map<number, number>;

const kilobytes = (bytes: number): string => `${(bytes / 1_024).toFixed(bytes < 1e6 ? 1 : 0)} kB`;
const sizes = (series: Series) =>
  Object.fromEntries([...series].map(([turn, bytes]) => [`${turn}:`, kilobytes(bytes)]));
const counts = (series: Series) => Object.fromEntries([...series].map(([turn, count]) => [`${turn}:`, String(count)]));
const ratio = (full: Series, own: Series): string => `${Math.round((full.get(200) ?? 0) / (own.get(200) ?? 1))} x`;

/** Plays a long conversation; calls back around the turns that are marked. */
const converse = async (
  saver: BaseCheckpointSaver,
  before: (turn: number) => Promise<void>,
  after: (turn: number) => Promise<void>,
): Promise<void> => {
  const graph = messagesGraph(saver);
  for (let turn = 1; turn <= 200; turn += 1) {
    if (marks.includes(turn)) await before(turn);
    await graph.invoke({ question: `question ${turn}` } as { question: string; messages: BaseMessage[] }, {
      ...thread,
      durability: "sync",
    });
    if (marks.includes(turn)) await after(turn);
  }
};

const fullState = async (): Promise<Series> => {
  const saver = new MemorySaver();
  const totals: Series = new Map();
  const nothing = async () => {};
  await converse(saver, nothing, async (turn) => void totals.set(turn, bytesIn(saver.storage) + bytesIn(saver.writes)));
  return totals;
};

/** Bytes of everything in nested objects and arrays. */
const bytesIn = (value: unknown): number => {
  if (value instanceof Uint8Array) return value.byteLength;
  if (typeof value === "string") return value.length;
  if (typeof value !== "object" || value === null) return 0;
  return Object.values(value).reduce((sum: number, item) => sum + bytesIn(item), 0);
};

/** @param look Is called after each of the turns that are marked. */
const grown = async (kind: BackendKind, look: (turn: number) => Promise<void> = async () => {}) => {
  const backend = await kind.start();
  const stores = await backend.open();
  const totals: Series = new Map();
  const bytes: Series = new Map();
  const requests: Series = new Map();
  let [size, count] = [0, 0];
  const before = async () => {
    size = await backend.size();
    count = await backend.requests();
  };
  const after = async (turn: number) => {
    requests.set(turn, (await backend.requests()) - count);
    totals.set(turn, await backend.size());
    bytes.set(turn, (await backend.size()) - size);
    await look(turn);
  };
  await converse(stores.saver, before, after);
  const warm = settled(await timed(300, () => stores.saver.getTuple(thread)));
  await stores.close(0);
  const cold = await coldReads(backend);
  await backend.drop();
  return { name: kind.name, totals, bytes, requests, warm, cold };
};

/** Each read is the first of its stores: connected, and nothing of the conversation known. */
const coldReads = async (backend: Backend): Promise<number[]> => {
  const times: number[] = [];
  for (let at = 0; at < 60; at += 1) {
    const { saver, close } = await backend.open();
    await saver.getTuple(threadConfig("another"));
    times.push(...(await timed(1, () => saver.getTuple(thread))));
    await close(0);
  }
  return settled(times);
};

/** Bytes of everything that conversations take, with indexes, and with rows that are gone but not yet cleared away. */
const onDisk = async (url: string): Promise<number> => {
  const client = new Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query(`
    SELECT sum(pg_total_relation_size(quote_ident(schemaname) || '.' || tablename))::float8 AS size FROM pg_tables
    WHERE tablename IN ('threads', 'namespaces', 'checkpoints', 'writes', 'parts')`);
  await client.end();
  return Number(rows[0]?.["size"]);
};

const pinged = async (url: string): Promise<number[]> => {
  const client = new Redis(url);
  const times = await timed(300, () => client.ping());
  client.disconnect();
  return settled(times);
};

const timed = async (count: number, call: () => Promise<unknown>): Promise<number[]> => {
  const times: number[] = [];
  for (let at = 0; at < count; at += 1) {
    const from = performance.now();
    await call();
    times.push(performance.now() - from);
  }
  return times;
};

/** Without the first sixth, in which the code is still being compiled. */
const settled = (times: number[]): number[] => times.slice(times.length / 6);
