import { z } from "zod";
import { isAdmin, isSame } from "../access/access.ts";
import type { Config } from "../config/config.ts";
import type { Delivery } from "../delivery/delivery.ts";
import { isAbort, Problem } from "../errors.ts";
import { tableFile } from "../files/table-file.ts";
import type { Origin } from "../jobs/origin.ts";
import type { Log } from "../logging/log.ts";
import { Actor } from "../ports/actor.ts";
import type { Reply } from "../ports/chat/reply.ts";
import { callerOf } from "../ports/databricks/identity.ts";
import type { Sql } from "../ports/databricks/sql.ts";
import type { Records } from "../ports/stores/records.ts";
import type { Table } from "../ports/table.ts";
import * as say from "../reply/admin-replies.ts";
import { localized } from "../reply/tables/localized.ts";
import { shownRows } from "../reply/tables/table-limits.ts";
import { wordsIn } from "../reply/words/words.ts";
import { retention } from "../retention.ts";
import { mustOnlyRead } from "./sql-check.ts";

const limits = { rowLimit: 1_000, timeoutMs: 300_000 };
/** A statement that takes longer gets a message with a button to cancel it. */
const patienceMs = 2_000;
const lookEveryMs = 300;

export interface QueryDeps {
  config: Pick<Config, "access">;
  /** Undefined: no warehouse is configured. */
  sql: Sql | undefined;
  records: Records;
  delivery: Pick<Delivery, "attach" | "post">;
  log: Log;
  now: () => number;
}

const Running = z.object({ statement: z.string(), actor: Actor });

/** Runs a statement that only reads and waits for its rows. */
export const runQuery = async (deps: QueryDeps, sql: string, from: Origin, signal: AbortSignal): Promise<Reply> => {
  if (!deps.sql) throw Problem.of("sql.no-warehouse", {});
  await mustOnlyRead(sql);
  const began = deps.now();
  await using watch = await watchQuery(deps, from, signal);
  try {
    const table = await deps.sql.query(sql, { ...limits, signal: watch.signal }, callerOf(from.actor));
    const attached = await attachRows(deps, from, table);
    return say.rowsOf(sql, table, {
      elapsedMs: deps.now() - began,
      attached,
      locale: from.actor.locale,
    });
  } catch (thrown) {
    if (isAbort(thrown) && !signal.aborted) return say.statementCancelled(from.actor.locale);
    throw thrown;
  }
};

/** Files are seen by everybody in a channel, so that only a direct message gets one. */
const isAttached = ({ place }: Origin, { rows }: Table): boolean => place.direct === true && rows.length > shownRows;

/** False: there is no file. The rows that the answer shows are there all the same. */
const attachRows = async ({ delivery, log }: QueryDeps, from: Origin, table: Table): Promise<boolean> => {
  if (!isAttached(from, table)) return false;
  const { locale } = from.actor;
  const file = await tableFile(
    { title: wordsIn(locale).answers.result, table: localized(table, locale) },
    "csv",
    "result",
  );
  try {
    await delivery.attach(from.place, file, { key: `${from.id}:rows` });
    return true;
  } catch (err) {
    log.warn({ event: "admin.rows-not-attached", err }, "the rows of a statement could not be attached");
    return false;
  }
};

interface Watch extends AsyncDisposable {
  /** Aborts when somebody cancels the statement, or the step must stop. */
  signal: AbortSignal;
}

/** Tells of a statement that takes long, and looks whether it is cancelled, also on another replica. */
const watchQuery = async (deps: QueryDeps, from: Origin, outer: AbortSignal): Promise<Watch> => {
  const { records, delivery } = deps;
  const { id, actor, place } = from;
  const controller = new AbortController();
  await records.write(runningKey(id), { statement: id, actor }, retention.turns);
  await records.write(latestKey(from), id, retention.turns);
  const looking = setInterval(() => {
    records.read(cancelKey(id)).then(
      (found) => found && controller.abort(),
      () => undefined,
    );
  }, lookEveryMs);
  const telling = setTimeout(() => {
    const how = { key: `${id}:running`, ...(place.direct ? {} : { only: actor }) };
    delivery.post(place, say.statementRuns(id, actor.locale), how).catch(() => undefined);
  }, patienceMs);
  return {
    signal: AbortSignal.any([controller.signal, outer]),
    [Symbol.asyncDispose]: async () => {
      clearInterval(looking);
      clearTimeout(telling);
      // Handed to another replica, it goes on there.
      if (!outer.aborted) await records.remove(runningKey(id)).catch(() => undefined);
    },
  };
};

/** Stops a statement that runs, if this person may. Undefined: no statement was named, and none of theirs runs. */
export const cancelQuery = async (
  { config, records }: QueryDeps,
  from: Origin,
  named?: string,
): Promise<Reply | undefined> => {
  const latest = named ?? (await records.read(latestKey(from)))?.value;
  const running = typeof latest === "string" ? (await records.read(runningKey(latest)))?.value : undefined;
  const { data } = Running.safeParse(running);
  if (!data) return named === undefined ? undefined : say.statementOver(from.actor.locale);
  if (!isSame(data.actor, from.actor) && !isAdmin(config.access, from.actor))
    return say.notDone(Problem.of("access.admin", {}).failure, from.actor.locale);
  await records.add(cancelKey(data.statement), from.id, retention.turns);
  return say.statementStops(from.actor.locale);
};

const runningKey = (id: string): string => `sql:${id}`;
const cancelKey = (id: string): string => `sql-cancel:${id}`;
const latestKey = ({ actor: { platform, tenant, user } }: Origin): string =>
  `sql-latest:${JSON.stringify([platform, tenant, user])}`;
