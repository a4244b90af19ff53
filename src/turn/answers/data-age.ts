import { asProblem } from "../../errors.ts";
import type { AskOutcome, Finding, OpenAsk } from "../../ports/databricks/agent.ts";
import { callerOf } from "../../ports/databricks/identity.ts";
import type { TableWrites } from "../../ports/databricks/table-writes.ts";
import type { TurnResult } from "../../reply/answer/turn-result.ts";
import { sqlTables, type TableName } from "../../reply/query/sql-tables.ts";

/** What is told of the age of an answer's data: when the newest of its tables was last written. */
export interface DataAges {
  /** Begins to look, so that it may be known when the answer is. Never rejects. */
  begin(asks: readonly OpenAsk[], outcomes: readonly AskOutcome[]): void;
  /** The result with the ages that are known by now. */
  known(asks: readonly OpenAsk[], result: TurnResult): TurnResult;
  /** The same after a short wait; undefined: nothing more has become known. Never rejects. */
  later(asks: readonly OpenAsk[], result: TurnResult): Promise<TurnResult | undefined>;
}

/** How long an answer's turn is held for it, ms. */
const waitMs = 2_000;
/** How long what was found is good, ms; a table without a history is asked less often. */
const freshMs = 10 * 60_000;
const unknownMs = 60 * 60_000;
/** Tables that are remembered. */
const mostKnown = 2_000;

interface Look {
  writes: number[] | undefined;
  until: number;
  done: Promise<void>;
}

export const createDataAges = ({ tables, now }: { tables: TableWrites | undefined; now: () => number }): DataAges => {
  if (!tables) return { begin: () => undefined, known: (_, result) => result, later: async () => undefined };
  const looks = new Map<string, Look>();

  const look = (name: TableName, { ask }: OpenAsk): Look => {
    // Whoever may not see a table learns nothing of it from others.
    const key = JSON.stringify([ask.as ?? null, ...name]);
    const before = looks.get(key);
    if (before && before.until > now()) return before;
    const found: Look = { writes: undefined, until: now() + freshMs, done: Promise.resolve() };
    found.done = tables
      .of(name, callerOf(ask.actor, ask.as), AbortSignal.timeout(waitMs))
      .catch((thrown: unknown) => {
        // What has no history gets none within minutes; a warehouse that was slow or stood still may soon tell.
        if (asProblem(thrown).code === "databricks.sql") found.until = now() + unknownMs;
        return [];
      })
      .then((writes) => {
        found.writes = writes;
      });
    looks.delete(key);
    looks.set(key, found);
    if (looks.size > mostKnown) looks.delete(looks.keys().next().value ?? "");
    return found;
  };

  const looksFor = (asks: readonly OpenAsk[], outcome: AskOutcome): { asked: OpenAsk; all: Look[] } | undefined => {
    const asked = asks.find(({ ask }) => ask.key === outcome.key);
    const names = outcome.state === "done" ? tablesOf(outcome.finding) : [];
    return asked && names.length > 0 ? { asked, all: names.map((name) => look(name, asked)) } : undefined;
  };

  const dated = (asks: readonly OpenAsk[], outcome: AskOutcome): AskOutcome => {
    const found = outcome.state === "done" ? looksFor(asks, outcome) : undefined;
    if (!found || outcome.state !== "done") return outcome;
    // What was written after the question was put may not be in its answer.
    const latest = found.all.map(({ writes }) => writes?.find((at) => at <= found.asked.startedAt));
    if (latest.includes(undefined)) return outcome;
    const dataAt = Math.max(...latest.map((at) => at ?? 0));
    return { ...outcome, finding: { ...outcome.finding, dataAt } };
  };

  const known: DataAges["known"] = (asks, result) =>
    result.kind === "answer" ? { ...result, outcomes: result.outcomes.map((outcome) => dated(asks, outcome)) } : result;

  return {
    begin: (asks, outcomes) => {
      for (const outcome of outcomes) looksFor(asks, outcome);
    },
    known,
    later: async (asks, result) => {
      if (result.kind !== "answer") return undefined;
      const all = result.outcomes.flatMap((outcome) => looksFor(asks, outcome)?.all ?? []);
      await Promise.all(all.map(({ done }) => done));
      const after = known(asks, result);
      return agesIn(after) === agesIn(result) ? undefined : after;
    },
  };
};

const agesIn = (result: TurnResult): string =>
  result.kind === "answer"
    ? JSON.stringify(result.outcomes.map((one) => (one.state === "done" ? one.finding.dataAt : undefined)))
    : "";

/** The tables behind a finding; none where not all of them can be told. */
const tablesOf = ({ sql, earlier }: Finding): TableName[] => {
  const queries = [...earlier.map((one) => one.sql), sql].filter((one) => one !== undefined);
  const found = queries.map(sqlTables);
  const names = new Map(found.flat().flatMap((name) => (name ? [[JSON.stringify(name), name] as const] : [])));
  return found.includes(undefined) ? [] : [...names.values()];
};
