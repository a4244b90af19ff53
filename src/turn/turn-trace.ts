import type { ProblemCode } from "../errors.ts";
import type { AskOutcome, OpenAsk } from "../ports/databricks/agent.ts";
import type { Lease } from "../ports/stores/queue.ts";
import type { Tracer } from "../tracing/tracer.ts";
import { nameOf, type TurnDeps } from "./turn-deps.ts";
import type { TurnEnd } from "./turn-journal.ts";
import { type Turn, TurnTask } from "./turn-records.ts";

/* What the trace of a turn shows besides the work of its steps: its first sign, its asks, and how it ended. */

type Deps = Pick<TurnDeps, "agents" | "tracer">;

export const traceFirstSign = ({ tracer }: Pick<TurnDeps, "tracer">, turn: string, startedAt: number): void =>
  tracer.add(turn, { key: `${turn}:first-sign`, kind: "step", name: "first sign", startedAt });

/** An ask is over. Replicas that each find that out tell the same span. */
export const traceAsk = (deps: Deps, turn: string, { ask, startedAt }: OpenAsk, outcome: AskOutcome): void => {
  const failed = outcome.state === "failed";
  deps.tracer.add(turn, {
    ...{ key: ask.key, kind: "agent", name: nameOf(deps, ask.agent, undefined), startedAt },
    facts: { agent: ask.agent, ...factsOf(outcome) },
    ...(failed && { error: outcome.failure.code }),
    texts: () => ({ inputs: { messages: [{ role: "user", content: ask.question }] }, outputs: saidIn(outcome) }),
  });
};

const factsOf = (outcome: AskOutcome): Record<string, number | boolean> => {
  if (outcome.state === "failed") return {};
  const { table, trusted, clarifies } = outcome.finding;
  return { trusted, clarifies, ...(table && { rows: table.total }) };
};

const saidIn = (outcome: AskOutcome) => {
  if (outcome.state === "failed") return { error: outcome.failure.sentence };
  const { text, sql } = outcome.finding;
  return { messages: [{ role: "assistant", content: text }], ...(sql && { sql }) };
};

/** An ask was stopped before it had ended. */
export const traceStopped = (deps: Deps, turn: string, { ask, startedAt }: OpenAsk): void =>
  deps.tracer.add(turn, {
    ...{ key: ask.key, kind: "agent", name: nameOf(deps, ask.agent, undefined), startedAt },
    ...{ facts: { agent: ask.agent }, error: "cancelled" },
  });

/** A look at an ask that saw something new. */
export const traceCheck = (tracer: Tracer, turn: string, ask: string, startedAt: number, seen: string): void =>
  tracer.add(turn, {
    ...{ key: `${ask}:${seen}`, within: ask, kind: "step", name: "check", startedAt },
    facts: { seen },
  });

type Ended = Pick<Turn, "id" | "actor" | "question" | "startedAt"> & { thread: string };

/** The turn is over: the root of its trace. */
export const traceEnd = async ({ tracer }: Pick<TurnDeps, "tracer">, turn: Ended, end: TurnEnd): Promise<void> => {
  const { id, actor, question, startedAt, thread } = turn;
  const { outcome, agents = [], codes = [], confidence, said } = end;
  const user = `${actor.platform}:${actor.tenant}:${actor.user}`;
  await tracer.end(id, {
    ...{ key: id, kind: "workflow", name: "question", startedAt, user, thread },
    facts: { outcome, platform: actor.platform },
    ...(isFailure(outcome) && { error: codes[0] ?? outcome }),
    tags: {
      user,
      thread,
      outcome,
      ...(agents.length > 0 && { agents: agents.join(",") }),
      ...(confidence && { confidence }),
    },
    texts: () => ({
      inputs: { messages: [{ role: "user", content: question }] },
      ...(said !== undefined && { outputs: { messages: [{ role: "assistant", content: said }] } }),
    }),
  });
};

/** A question ended without an answer and without a word: its trace ends, too. */
export const traceDropped = (deps: Pick<TurnDeps, "tracer">, { payload, storedAt }: Lease, code: ProblemCode) => {
  const { inbound, question } = TurnTask.parse(payload);
  const turn = { ...inbound, question, startedAt: storedAt, thread: inbound.place.thread };
  return traceEnd(deps, turn, { outcome: "abandoned", codes: [code] });
};

const isFailure = (outcome: TurnEnd["outcome"]): boolean =>
  outcome === "failed" || outcome === "abandoned" || outcome === "unanswered";
