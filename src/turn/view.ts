import { asking, progress } from "../reply/progress.ts";
import type { ProgressRow } from "../reply/reply.ts";
import type { Outcome, Plan, Step } from "../supervisor/supervisor.ts";
import { nameOf, type TurnDeps } from "./deps.ts";
import type { Turn } from "./record.ts";

/** A status message is refreshed this often though nothing changed, so that the seconds go on. */
const heartbeatMs = 10_000;

/** What the asker sees while a turn runs. */
export interface View {
  planned(turn: Turn, plan: Plan): void;
  sent(turn: Turn, step: Extract<Step, { state: "waiting" }>): void;
  /** Shows the rows when they changed, or when the seconds shown are getting old. */
  running(turn: Turn, rows: ProgressRow[], changed: boolean): void;
  writing(turn: Turn, draft: string): void;
  forget(turn: string): void;
}

export const createView = (deps: Pick<TurnDeps, "agents" | "delivery" | "now">): View => {
  const shownAt = new Map<string, number>();

  const show = (turn: Turn, headline: string, rows: ProgressRow[], draft?: string): void => {
    shownAt.set(turn.id, deps.now());
    const question = turn.echo ? turn.question : undefined;
    const view = { turn: turn.id, headline, question, rows, elapsedMs: deps.now() - turn.startedAt, draft };
    deps.delivery.show(turn.posted.ref, progress(view));
  };

  const row = (agent: string, state: ProgressRow["state"], words: string): ProgressRow => ({
    agent,
    title: nameOf(deps, agent),
    state,
    words,
  });

  const showAsking = (turn: Turn, rows: ProgressRow[]): void =>
    show(turn, asking(rows.map(({ title }) => title)), rows);

  return {
    planned: (turn, plan) => {
      if (plan.kind === "ask")
        showAsking(
          turn,
          plan.asks.map(({ agent }) => row(agent, "waiting", "chosen")),
        );
    },
    sent: (turn, { asks, settled }) => {
      const failed = settled.filter(({ state }) => state === "failed");
      showAsking(turn, [
        ...asks.map(({ ask }) => row(ask.agent, "running", "asked")),
        ...failed.map((outcome) => row(agentOf(outcome), "failed", "could not answer")),
      ]);
    },
    running: (turn, rows, changed) => {
      if (changed || deps.now() - (shownAt.get(turn.id) ?? 0) > heartbeatMs) showAsking(turn, rows);
    },
    writing: (turn, draft) =>
      show(
        turn,
        "Writing the answer",
        turn.asks.map(({ ask }) => row(ask.agent, "done", "answered")),
        draft,
      ),
    forget: (turn) => void shownAt.delete(turn),
  };
};

/** The agent that an outcome came from. */
export const agentOf = (outcome: Outcome): string => (outcome.state === "done" ? outcome.finding.agent : outcome.agent);
