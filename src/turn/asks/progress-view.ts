import { createExpiringMap } from "../../expiring-map.ts";
import type { ProgressRow } from "../../ports/chat/reply.ts";
import type { AskOutcome } from "../../ports/databricks/agent.ts";
import { asking, placeWords, progress, quotaWait } from "../../reply/progress.ts";
import type { OwnWords } from "../../reply/words/english/en.ts";
import { wordsIn } from "../../reply/words/words.ts";
import type { Plan, QuotaStep, SupervisorStep } from "../../supervisor/supervisor.ts";
import { nameOf, type TurnDeps } from "../turn-deps.ts";
import { echoOf, type Turn } from "../turn-records.ts";

/** A status message is refreshed this often even if nothing changed, so that its seconds keep counting. */
const heartbeatMs = 10_000;
const rememberMs = 120_000;
const longestReasonMs = 900_000;

/** What the asker sees while a turn runs. */
export interface ProgressView {
  planned(turn: Turn, plan: Plan): void;
  sent(turn: Turn, step: Extract<SupervisorStep, { state: "waiting" }>): void;
  /** Shows the places in Genie's queue when they changed, or when the seconds shown are getting old. */
  awaitingQuota(turn: Turn, step: QuotaStep): void;
  /** Shows the rows when they changed, or when the seconds shown are getting old and an edit is free. */
  running(turn: Turn, rows: ProgressRow[], changed: boolean): void;
  writing(turn: Turn, draft: string): void;
  /** Ends a step: whatever could not be shown in it is shown in a later one. */
  flush(turn: Turn, signal: AbortSignal): Promise<void>;
  forget(turn: string): void;
}

export const createProgressView = (deps: Pick<TurnDeps, "agents" | "config" | "delivery" | "now">): ProgressView => {
  const { row, sentRows } = createRows(deps);
  const shownAt = createExpiringMap<number>(deps.now);
  const places = createExpiringMap<string>(deps.now);
  const reasons = createExpiringMap<string>(deps.now);

  const show = (turn: Turn, headline: string, rows: ProgressRow[], draft?: string): void => {
    shownAt.keep(turn.id, deps.now(), rememberMs);
    const echo = echoOf({ ...turn, place: turn.posted.place });
    const view = {
      turn: turn.id,
      headline,
      ...echo,
      rows,
      elapsedMs: deps.now() - turn.startedAt,
      draft,
      locale: turn.actor.locale,
    };
    deps.delivery.show(turn.posted.ref, progress(view));
  };

  const showAsking = (turn: Turn, rows: ProgressRow[]): void =>
    show(
      turn,
      asking(
        rows.map(({ title }) => title),
        reasons.get(turn.id),
        turn.actor.locale,
      ),
      rows,
    );

  const isOld = (turn: Turn): boolean => deps.now() - (shownAt.get(turn.id) ?? 0) > heartbeatMs;

  return {
    planned: (turn, plan) => {
      if (plan.why) reasons.keep(turn.id, plan.why, longestReasonMs);
      if (plan.kind === "ask")
        showAsking(
          turn,
          plan.asks.map(({ agent }) => row(turn, agent, "waiting", said(turn).upNext)),
        );
    },
    sent: (turn, step) => showAsking(turn, sentRows(turn, step)),
    awaitingQuota: (turn, step) => {
      const headline = quotaWait(step.waiting, deps.config.limits.genie_questions_per_minute, turn.actor.locale);
      const waiting = step.waiting.map((ask) => row(turn, ask.agent, "waiting", placeWords(ask, turn.actor.locale)));
      const place = waiting.map(({ words }) => words).join("; ");
      if (place === places.get(turn.id) && !isOld(turn)) return;
      places.keep(turn.id, place, rememberMs);
      show(turn, headline, [...waiting, ...sentRows(turn, step)]);
    },
    running: (turn, rows, changed) => {
      if (changed || (isOld(turn) && deps.delivery.isFree(turn.posted.ref))) showAsking(turn, rows);
    },
    writing: (turn, draft) =>
      show(
        turn,
        said(turn).writingAnswer,
        turn.asks.map(({ ask }) => row(turn, ask.agent, "done", said(turn).answered)),
        draft,
      ),
    flush: async (turn, signal) => {
      if (!(await deps.delivery.flush(turn.posted.ref, signal))) shownAt.forget(turn.id);
    },
    forget: (turn) => {
      shownAt.forget(turn);
      reasons.forget(turn);
    },
  };
};

/** The rows of a status message. */
const createRows = (deps: Pick<TurnDeps, "agents">) => {
  const row = ({ actor }: Turn, agent: string, state: ProgressRow["state"], words: string): ProgressRow => ({
    agent,
    title: nameOf(deps, agent, actor.locale),
    state,
    words,
  });

  const sentRows = (turn: Turn, { asks, settled }: Pick<QuotaStep, "asks" | "settled">): ProgressRow[] => [
    ...asks.map(({ ask }) => row(turn, ask.agent, "running", said(turn).asked)),
    ...settled
      .filter(({ state }) => state === "failed")
      .map((outcome) => row(turn, agentOf(outcome), "failed", said(turn).couldNotAnswer)),
  ];

  return { row, sentRows };
};

/** Our words in the asker's language. */
const said = ({ actor }: Turn): OwnWords => wordsIn(actor.locale);

/** The agent that an outcome came from. */
const agentOf = (outcome: AskOutcome): string => (outcome.state === "done" ? outcome.finding.agent : outcome.agent);
