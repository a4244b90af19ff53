import type { Case } from "./case-file.ts";

/* How well plans fit what the cases expect. */

/** What became of a case. */
export interface Outcome {
  case: Case;
  /** `ask`, `clarify`, `reply`, `job`, `silent`, or `error`. */
  kind: string;
  /** Who is asked. */
  asked: string[];
  /** Agents of the choices that are offered, in their order. */
  offered: string[];
  /** What is wanted of the jobs. */
  job: string | undefined;
  confidence: number;
  ms: number;
  tokens: number;
  /** Why there is no plan. */
  error?: string;
  /** Of an answer: the expected words that it lacks. Absent: nothing was answered. */
  missing?: string[];
}

export interface Verdict {
  exact: boolean;
  /** Exact, or a set that will do. */
  tolerated: boolean;
  /** Share of the agents that are asked. */
  recall: number;
  /** All of them are asked, or one of them is among the first three choices. */
  offered: boolean;
  /** A question about data that nobody is asked for and nothing right is offered for. */
  refused: boolean;
}

export const judge = ({ case: wanted, kind, asked, offered, job }: Outcome): Verdict => {
  if (wanted.expect === "agents") return judgeAgents(wanted, kind, kind === "job" ? ["jobs"] : asked, offered);
  const right =
    wanted.expect === "job"
      ? kind === "job" && (wanted.job === undefined || wanted.job === job)
      : kind !== "job" && kind !== "error" && asked.length === 0;
  return { exact: right, tolerated: right, recall: right ? 1 : 0, offered: right, refused: false };
};

const judgeAgents = (wanted: Case, kind: string, asked: string[], offered: string[]): Verdict => {
  const sets = [wanted.agents, ...wanted.or];
  const found = wanted.agents.filter((agent) => asked.includes(agent));
  const isAsked = sets.some((set) => set.every((agent) => asked.includes(agent)));
  const isOffered = kind === "clarify" && offered.slice(0, 3).some((agent) => wanted.agents.includes(agent));
  return {
    exact: isSame(wanted.agents, asked),
    tolerated: sets.some((set) => isSame(set, asked)),
    recall: found.length / wanted.agents.length,
    offered: isAsked || isOffered,
    refused: asked.length === 0 && !isOffered,
  };
};

const isSame = (one: readonly string[], other: readonly string[]): boolean =>
  new Set(one).size === new Set(other).size && one.every((item) => other.includes(item));

export interface Totals {
  cases: number;
  exact: number;
  tolerated: number;
  recall: number;
  offered: number;
  refusedWrongly: number;
  errors: number;
  /** Of the cases whose answers were read; undefined: none were. */
  answers: { cases: number; right: number } | undefined;
  ms: { median: number; p95: number };
  tokens: number;
  byTag: Record<string, { cases: number; tolerated: number; offered: number }>;
  /** What was asked in place of what was expected, most frequent first. */
  confusion: { expected: string; got: string; cases: number }[];
}

export const total = (outcomes: readonly Outcome[]): Totals => {
  const all = outcomes.map((outcome) => ({ outcome, verdict: judge(outcome) }));
  const share = (of: (verdict: Verdict) => number | boolean) => meanOf(all.map(({ verdict }) => Number(of(verdict))));
  const answered = outcomes.filter(({ missing }) => missing !== undefined);
  const times = outcomes.map(({ ms }) => ms).toSorted((a, b) => a - b);
  return {
    cases: outcomes.length,
    exact: share(({ exact }) => exact),
    tolerated: share(({ tolerated }) => tolerated),
    recall: share(({ recall }) => recall),
    offered: share(({ offered }) => offered),
    refusedWrongly: all.filter(({ verdict }) => verdict.refused).length,
    errors: outcomes.filter(({ kind }) => kind === "error").length,
    answers:
      answered.length === 0
        ? undefined
        : { cases: answered.length, right: answered.filter(({ missing }) => missing?.length === 0).length },
    ms: { median: atShare(times, 0.5), p95: atShare(times, 0.95) },
    tokens: outcomes.reduce((sum, { tokens }) => sum + tokens, 0),
    byTag: tagsOf(all),
    confusion: confusionOf(all),
  };
};

type Judged = { outcome: Outcome; verdict: Verdict };

const tagsOf = (all: readonly Judged[]): Totals["byTag"] =>
  Object.fromEntries(
    [...Map.groupBy(all, ({ outcome }) => outcome.case.tag)].map(([tag, some]) => [
      tag,
      {
        cases: some.length,
        tolerated: some.filter(({ verdict }) => verdict.tolerated).length,
        offered: some.filter(({ verdict }) => verdict.offered).length,
      },
    ]),
  );

const confusionOf = (all: readonly Judged[]): Totals["confusion"] => {
  const wrong = all.filter(({ verdict }) => !verdict.tolerated);
  const pairs = Map.groupBy(wrong, ({ outcome }) => JSON.stringify([expectedOf(outcome.case), gotOf(outcome)]));
  return [...pairs.values()]
    .flatMap((some) =>
      some[0] ? [{ expected: expectedOf(some[0].outcome.case), got: gotOf(some[0].outcome), cases: some.length }] : [],
    )
    .toSorted((a, b) => b.cases - a.cases);
};

/** In words: whom or what a case expects, and what it got. */
export const expectedOf = ({ expect, agents, job }: Case): string => {
  if (expect === "agents") return agents.join("+");
  return expect === "job" ? `job ${job ?? ""}`.trim() : "nobody";
};
export const gotOf = ({ kind, asked, job }: Outcome): string => {
  if (kind === "ask") return asked.join("+");
  return kind === "job" ? `job ${job ?? ""}`.trim() : kind;
};

const meanOf = (values: readonly number[]): number =>
  values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;

const atShare = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
