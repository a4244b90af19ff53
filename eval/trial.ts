import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { describeError } from "../src/errors.ts";
import type { Actor } from "../src/ports/actor.ts";
import type { AgentProfile, AskOutcome, OpenAsk } from "../src/ports/databricks/agent.ts";
import type {
  Plan,
  Supervisor,
  SupervisorResult,
  SupervisorStep,
  TurnHooks,
  TurnInput,
} from "../src/supervisor/supervisor.ts";
import type { Case, Mode } from "./case-file.ts";
import type { Outcome } from "./score.ts";
import type { Stage } from "./stage.ts";

export interface TrialOptions {
  mode: Mode;
  /** How many cases are tried at the same time. */
  atOnce: number;
  /** Asks the agents of cases that expect words in the answer. */
  answers: boolean;
}

/** Tries every case, and says what became of each, in their order. */
export const tryCases = async (
  stage: Stage,
  cases: readonly Case[],
  { mode, atOnce, answers }: TrialOptions,
): Promise<Outcome[]> => {
  const supervisor = stage.supervisor(mode);
  const outcomes: Outcome[] = [];
  const rest = [...cases.entries()];
  const work = async (): Promise<void> => {
    for (let next = rest.shift(); next; next = rest.shift()) {
      const [at, wanted] = next;
      const outcome = await route(stage, supervisor, wanted);
      const missing = answers && wanted.contains.length > 0 ? await answerOf(stage, supervisor, wanted) : undefined;
      outcomes[at] = { ...outcome, ...(missing && { missing }) };
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return outcomes;
};

const asker: Actor = { platform: "terminal", tenant: "eval", user: "eval" };

/** How long a plan, and an answer, may take, ms. */
const patience = { plan: 60_000, answer: 300_000 };

const turnOf = (question: string): TurnInput => ({
  ...{ turn: randomUUID(), thread: `eval:${randomUUID()}`, actor: asker, question },
});

const hooksFor = (ms: number): TurnHooks => ({
  signal: AbortSignal.timeout(ms),
  deadline: Number.POSITIVE_INFINITY,
  onPlan: () => undefined,
  mayAsk: () => true,
  rights: async () => ({ kind: "bot" }),
  signedInAs: async () => undefined,
  mayAnswer: () => true,
  mayShowOwn: true,
  isAmongOthers: false,
  runHere: async () => undefined,
  onDraft: () => undefined,
  onSent: () => undefined,
  recall: async () => [],
});

const route = async (stage: Stage, supervisor: Supervisor, wanted: Case): Promise<Outcome> => {
  const exchanges = wanted.after.map(({ ask, agents }) => {
    const kind = agents.length > 0 ? ("answer" as const) : ("reply" as const);
    return { question: ask, answer: "", agents, kind, at: 0 };
  });
  const before = stage.tokens();
  const start = performance.now();
  const outcome = { case: wanted, asked: [], offered: [], job: undefined, confidence: 0 };
  try {
    const plan = await supervisor.plan(turnOf(wanted.ask), exchanges, hooksFor(patience.plan));
    return {
      ...outcome,
      kind: plan.kind,
      asked: plan.asks.map(({ agent }) => agent),
      offered: offeredBy(plan, stage.profiles),
      job: plan.order?.action,
      confidence: plan.confidence,
      ms: performance.now() - start,
      tokens: stage.tokens() - before,
    };
  } catch (thrown) {
    return { ...outcome, kind: "error", ms: performance.now() - start, tokens: 0, error: describeError(thrown) };
  }
};

/** Whose examples the choices are. */
const offeredBy = ({ choices }: Plan, profiles: readonly AgentProfile[]): string[] =>
  choices.flatMap((choice) => profiles.find(({ examples }) => examples.includes(choice))?.id ?? "?");

/** The expected words that the answer and its rows lack. */
const answerOf = async (stage: Stage, supervisor: Supervisor, wanted: Case): Promise<string[]> => {
  const hooks = hooksFor(patience.answer);
  const text = await converse(stage, supervisor, turnOf(wanted.ask), hooks).then(readable, describeError);
  return wanted.contains.filter((word) => !text.includes(word));
};

const converse = async (
  stage: Stage,
  supervisor: Supervisor,
  turn: TurnInput,
  hooks: TurnHooks,
): Promise<SupervisorResult | undefined> => {
  let step: SupervisorStep = await supervisor.advance(turn, undefined, hooks);
  while (step.state !== "answered") {
    if (step.state === "silent") return undefined;
    if (step.state === "awaiting-quota")
      await sleep(Math.max(...step.waiting.map(({ waitMs }) => waitMs)), undefined, hooks);
    const outcomes = step.state === "waiting" ? await settled(stage, step.asks, hooks.signal) : undefined;
    step = await supervisor.advance(turn, outcomes, hooks);
  }
  return step.result;
};

const settled = (stage: Stage, asks: OpenAsk[], signal: AbortSignal): Promise<AskOutcome[]> =>
  Promise.all(asks.map((asked) => ended(stage, asked, signal)));

const ended = async (stage: Stage, { ask, ref, startedAt }: OpenAsk, signal: AbortSignal): Promise<AskOutcome> => {
  const agent = stage.agents.get(ask.agent)?.agent;
  if (!agent) throw new Error(`there is no agent ${ask.agent}`);
  for (let pause = 50; ; pause = Math.min(2 * pause, 2_000)) {
    const check = await agent.check(ref, ask, signal);
    const { key, question } = ask;
    if (check.state === "done") return { state: "done", key, finding: check.finding };
    if (check.state === "failed") {
      const { failure } = check;
      return { state: "failed", key, agent: ask.agent, question, failure, elapsedMs: Date.now() - startedAt };
    }
    await sleep(Math.max(pause, check.afterMs ?? 0), undefined, { signal });
  }
};

/** All that a person reads of a result. */
const readable = (result: SupervisorResult | undefined): string => {
  if (!result) return "";
  const outcomes = result.kind === "answer" ? result.outcomes : [];
  const rows = outcomes.flatMap((one) => (one.state === "done" ? (one.finding.table?.rows.flat() ?? []) : []));
  return [result.markdown, ...rows].join(" ");
};
