import { escapeIdentifier, Pool, type PoolClient, type QueryResult } from "pg";
import type { z } from "zod";
import { Problem } from "../../../src/errors.ts";
import type { Log } from "../../../src/logging/log.ts";
import { retry, timing } from "../../../src/resilience/retry.ts";
import { withDeadline } from "../../queue/deadline.ts";
import { type Access, poolOf } from "./connection.ts";
import { createNames, type Names } from "./names.ts";
import { closedProblem, faultOf, isBroken, isLoginRefused, lateProblem, problemOf } from "./problems.ts";

export type Value = string | number | boolean | null | readonly (string | number | boolean | null)[];

export interface Asking {
  /** Doing it twice does no harm, so it is sent again when it is unknown whether the server did it. */
  again?: boolean;
  /** How long to try before Problem `store.unavailable`, ms. */
  patienceMs?: number;
  /** Asked often: each connection plans it once. One plan has to fit all values. */
  prepared?: boolean;
}

/** Runs statements, each with rows parsed by their schema. */
interface Statements {
  ask<Row>(row: z.ZodType<Row>, sql: string, values?: readonly Value[], how?: Asking): Promise<Row[]>;
  /** Returns how many rows it changed. */
  change(sql: string, values?: readonly Value[], how?: Asking): Promise<number>;
}

export interface Database extends Statements {
  /** The schema of everything, quoted. */
  readonly schema: string;
  /** All of the work or, when it throws, nothing. */
  transaction<T>(work: (statements: Statements) => Promise<T>): Promise<T>;
  /** Resolves when the schema is there, with one attempt to make it. */
  ready(): Promise<void>;
  close(): Promise<void>;
}

export interface DatabaseDeps {
  access: Access;
  schema: string;
  log: Log;
  /** Makes or brings up to date what the statements need, before the first of them. */
  prepare(client: PoolClient): Promise<void>;
}

/** What a channel waits for at most, ms. */
const patience = 1_500;
/** Time to close connections in order, ms. */
const closeMs = 1_000;
const waits = { first: 50, longest: 400 };

/**
 * A few connections to one server; broken ones are replaced. Nothing depends on which connection a statement gets, so
 * that all of it works behind a pooler too.
 */
export const openDatabase = ({ access, schema, log, prepare }: DatabaseDeps): Database => {
  const pool = new Pool(poolOf(access.config));
  const presence = createPresence(log);
  const names = createNames(log);
  // Of connections that nobody uses at the moment.
  pool.on("error", (thrown) => presence.note(problemOf(thrown, "asking")));
  // Of one that is cut between two statements: the next statement meets it.
  pool.on("connect", (client) => client.on("error", () => undefined));
  let closing: Promise<void> | undefined;
  let prepared: Promise<void> | undefined;

  const withClient = async <T>(work: (client: PoolClient) => Promise<T>, isOver = () => false): Promise<T> => {
    // One that is tried again would find no pool, and say that the server is away.
    if (closing) throw closedProblem();
    return use(pool, work, isOver).catch((problem: Problem) => {
      if (isLoginRefused(problem)) access.forgetPassword();
      throw problem;
    });
  };

  const ready = (): Promise<void> => {
    prepared ??= withClient(prepare).catch((thrown: unknown) => {
      prepared = undefined;
      throw thrown;
    });
    return prepared;
  };

  const run = <T>(work: (client: PoolClient) => Promise<T>, { again = false, patienceMs = patience }: Asking = {}) => {
    if (closing) return Promise.reject(closedProblem());
    const mayRepeat = (problem: Problem): boolean =>
      problem.code === "store.unavailable" && (again || faultOf(problem)?.taken === "no");
    const attempts = (isOver: () => boolean): Promise<T> => {
      const attempt = async () => {
        await ready();
        return withClient(work, isOver);
      };
      return retry(attempt, { time: timing(), withinMs: patienceMs, again: mayRepeat, waits });
    };
    // Whoever waits while the stores are closed waits for no server.
    return presence.watch(withDeadline(patienceMs, attempts, () => (closing ? closedProblem() : lateProblem())));
  };

  const named = (sql: string, values: readonly Value[] = [], how: Asking = {}): Statement => ({
    sql,
    values,
    ...(how.prepared && { names }),
  });

  return {
    schema: escapeIdentifier(schema),
    ready: () => presence.watch(ready()),
    ask: (row, sql, values, how) => run((client) => rowsOf(client, row, named(sql, values, how)), how),
    change: (sql, values, how) => run((client) => changedBy(client, named(sql, values, how)), how),
    transaction: (work) => run((client) => inTransaction(client, work)),
    close: () => {
      closing ??= within(closeMs, pool.end()).catch(() => undefined);
      return closing;
    },
  };
};

/**
 * Works with a connection of the pool, if there is one in time: what was refused is not sent later. One that is
 * broken does not come back into the pool. Rejects with a Problem.
 */
const use = async <T>(pool: Pool, work: (client: PoolClient) => Promise<T>, isOver: () => boolean): Promise<T> => {
  const client = await pool.connect().catch((thrown: unknown) => {
    throw problemOf(thrown, "connecting");
  });
  if (isOver()) {
    client.release();
    throw lateProblem();
  }
  try {
    const result = await work(client);
    client.release();
    return result;
  } catch (thrown) {
    const problem = problemOf(thrown, "asking");
    client.release(isBroken(problem));
    throw problem;
  }
};

interface Statement {
  sql: string;
  values?: readonly Value[] | undefined;
  /** Of statements that connections keep. */
  names?: Names;
}

const rowsOf = async <Row>(client: PoolClient, row: z.ZodType<Row>, statement: Statement): Promise<Row[]> => {
  const { rows } = await send(client, statement);
  return rows.map((found) => row.parse(found));
};

const changedBy = async (client: PoolClient, statement: Statement): Promise<number> =>
  (await send(client, statement)).rowCount ?? 0;

const send = async (client: PoolClient, { sql, values = [], names }: Statement): Promise<QueryResult> => {
  const query = { text: sql, values: values.map(storable) };
  const name = names?.of(sql);
  if (name === undefined) return client.query(query);
  return client.query({ ...query, name }).catch((thrown: unknown) => {
    if (!names?.isLost(thrown)) throw thrown;
    return client.query(query);
  });
};

/** A text as PostgreSQL keeps it: without NUL, and without half a character. */
export const storableText = (text: string): string => text.toWellFormed().replaceAll("\0", "\u{fffd}");

const storable = (value: Value): unknown => {
  if (typeof value === "string") return storableText(value);
  return Array.isArray(value) ? value.map(storable) : value;
};

const inTransaction = async <T>(client: PoolClient, work: (statements: Statements) => Promise<T>): Promise<T> => {
  await client.query("BEGIN");
  try {
    const result = await work({
      ask: (row, sql, values) => rowsOf(client, row, { sql, values }),
      change: (sql, values) => changedBy(client, { sql, values }),
    });
    await client.query("COMMIT");
    return result;
  } catch (thrown) {
    // On a broken connection the server does it by itself.
    await client.query("ROLLBACK").catch(() => undefined);
    throw thrown;
  }
};

/** Rejects with Problem `store.unavailable` when it takes longer. */
const within = <T>(ms: number, work: Promise<T>): Promise<T> => withDeadline(ms, () => work, lateProblem);

/** Tells the log once when PostgreSQL goes, and once when it is back. */
const createPresence = (log: Log) => {
  let away = false;
  const note = (err: Problem): void => {
    if (!away) log.warn({ event: "postgres.down", err }, "PostgreSQL cannot be reached; I keep trying");
    away = true;
  };
  return {
    note,
    watch: async <T>(work: Promise<T>): Promise<T> => {
      try {
        const result = await work;
        if (away) log.info({ event: "postgres.up" }, "PostgreSQL is back");
        away = false;
        return result;
      } catch (thrown) {
        if (thrown instanceof Problem && thrown.code === "store.unavailable") note(thrown);
        throw thrown;
      }
    },
  };
};
