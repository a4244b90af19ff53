import { setTimeout as sleep } from "node:timers/promises";
import { Problem } from "../../errors.ts";
import type { Agent, AskOutcome, Check, Finding, OpenAsk } from "../../ports/databricks/agent.ts";
import type { Table } from "../../ports/table.ts";
import { tablesOf } from "../../reply/answer/found-tables.ts";
import type { KeptAnswer } from "../turn-records.ts";

/** The results of answers with all their rows, of which a checkpoint and a kept answer hold the first ones only. */
export interface WholeResults {
  /** Fetches what is missing; an expired result is executed again. Rejects with a Problem when the rows cannot be had. */
  of(turn: string, kept: KeptAnswer): Promise<AskOutcome[]>;
}

interface WholeResultsDeps {
  agents: ReadonlyMap<string, { agent: Agent }>;
  now: () => number;
}

/** How long a result is remembered after it was last used, ms. */
const keptMs = 300_000;
/** Cells of all results that are remembered: some ten megabytes. */
const mostCells = 500_000;
/** How long a query that is executed again may take, and the wait between two looks, ms. */
const withinMs = 60_000;
const lookEveryMs = 700;

export const createWholeResults = ({ agents, now }: WholeResultsDeps): WholeResults => {
  /** Several people may want the same rows at once: they are fetched once. */
  const fetching = new Map<string, Promise<AskOutcome[]>>();
  /** The least recently used first. */
  const known = new Map<string, { outcomes: AskOutcome[]; until: number; cells: number }>();

  const keep = (turn: string, outcomes: AskOutcome[]): void => {
    known.delete(turn);
    known.set(turn, { outcomes, until: now() + keptMs, cells: cellsIn(outcomes) });
    let cells = known.values().reduce((sum, each) => sum + each.cells, 0);
    for (const [name, each] of known) {
      if (each.until > now() && cells <= mostCells) continue;
      known.delete(name);
      cells -= each.cells;
    }
  };

  const fetched = async (outcome: AskOutcome, asks: readonly OpenAsk[]): Promise<AskOutcome> => {
    if (outcome.state === "failed" || tablesIn(outcome.finding).every(isWhole)) return outcome;
    const asked = asks.find(({ ask }) => ask.key === outcome.key);
    const agent = asked && agents.get(asked.ask.agent)?.agent;
    if (!asked || !agent) throw Problem.of("agent.gone", {});
    const finding = await settled(() => agent.check(asked.ref, asked.ask), now);
    if (tablesIn(finding).length < tablesIn(outcome.finding).length) throw Problem.of("answer.rows-gone", {});
    return { ...outcome, finding };
  };

  const fetchAll = (turn: string, outcomes: AskOutcome[], asks: readonly OpenAsk[]): Promise<AskOutcome[]> => {
    const before = fetching.get(turn);
    if (before) return before;
    const all = Promise.all(outcomes.map((outcome) => fetched(outcome, asks))).finally(() => fetching.delete(turn));
    fetching.set(turn, all);
    return all;
  };

  return {
    of: async (turn, { result, asks }) => {
      if (result.kind !== "answer") return [];
      const remembered = known.get(turn);
      const isFresh = remembered && remembered.until > now();
      const outcomes = isFresh ? remembered.outcomes : await fetchAll(turn, result.outcomes, asks);
      keep(turn, outcomes);
      return outcomes;
    },
  };
};

const tablesIn = (finding: Finding): Table[] => tablesOf(finding, "").map(({ table }) => table);

const isWhole = ({ rows, total }: Table): boolean => rows.length >= total;

const cellsIn = (outcomes: AskOutcome[]): number =>
  outcomes
    .flatMap((outcome) => (outcome.state === "done" ? tablesIn(outcome.finding) : []))
    .reduce((sum, { rows, columns }) => sum + rows.length * columns.length, 0);

/** Looks until the answer is there again. */
const settled = async (check: () => Promise<Check>, now: () => number): Promise<Finding> => {
  const end = now() + withinMs;
  for (;;) {
    const checked = await check();
    if (checked.state === "done") return checked.finding;
    const waitMs = Math.max(lookEveryMs, (checked.state === "running" && checked.afterMs) || 0);
    const { failure } = checked.state === "failed" ? checked : { failure: checked.trouble };
    if (checked.state === "failed" || now() + waitMs > end)
      throw failure ? new Problem(failure.code, failure.sentence) : Problem.of("answer.rows-gone", {});
    await sleep(waitMs);
  }
};
