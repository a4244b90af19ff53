import type { Failure, ProblemCode } from "../errors.ts";
import { createChartPainter } from "../files/chart-image.ts";
import type { Accept } from "../ports/chat/inbound.ts";
import type { TableWrites } from "../ports/databricks/table-writes.ts";
import type { Lease } from "../ports/stores/queue.ts";
import type { Records } from "../ports/stores/records.ts";
import { createPrecedence } from "../worker/precedence.ts";
import type { Step } from "../worker/worker.ts";
import { fileOf } from "./answers/answer-files.ts";
import { createDataAges } from "./answers/data-age.ts";
import { createFileLinks, type FileLinks, type WantedFile } from "./answers/file-links.ts";
import { viewStep } from "./answers/redrawn-answer.ts";
import { createWholeResults } from "./answers/whole-results.ts";
import { createAskPoller } from "./asks/ask-poller.ts";
import { createProgressView } from "./asks/progress-view.ts";
import { createWaitingTurns } from "./asks/waiting-turns.ts";
import { busyThreadStep } from "./first-sign.ts";
import { createIntake } from "./intake.ts";
import { stopTurnStep } from "./interactions/cancel-turn.ts";
import { failInteraction, interactionStep } from "./interactions/interactions.ts";
import { forgetStep } from "./interactions/reset.ts";
import { createInterrupts } from "./interrupts.ts";
import { signedInStep, signInWaitStep } from "./sign-in-wait.ts";
import { mayAskAgent, type TurnDeps } from "./turn-deps.ts";
import { failTurn } from "./turn-end.ts";
import { turnStep } from "./turn-step.ts";
import { traceDropped } from "./turn-trace.ts";

/** Everything about questions: what comes in, the steps behind it, and the last word when one of them was given up. */
export interface TurnWork {
  accept: Accept;
  steps: Readonly<Record<string, Step>>;
  /** What is served over HTTP, by method and path. */
  routes: FileLinks["routes"];
  /** A task was given up: tells the person. `isOurs`: by a fault of ours. Undefined: it is not a task of turns. */
  fail(lease: Lease, failure: Failure, isOurs: boolean): Promise<void> | undefined;
  /** A task ended of which nobody could be told. */
  dropped(lease: Lease, code: ProblemCode): Promise<void> | undefined;
}

type Made = "interrupts" | "results" | "dataAges" | "fileLinks" | "charts" | "precedence";
interface TurnParts extends Omit<TurnDeps, Made> {
  records: Records;
  tables: TableWrites | undefined;
  publicUrl: string | undefined;
}

export const createTurnWork = ({ records, tables, publicUrl, ...parts }: TurnParts): TurnWork => {
  const results = createWholeResults(parts);
  const charts = createChartPainter();
  const make = (wanted: WantedFile) => fileOf({ ...parts, charts, results }, wanted);
  const fileLinks = createFileLinks({ records, publicUrl, make });
  const own = { interrupts: createInterrupts(parts.turns), precedence: createPrecedence() };
  const dataAges = createDataAges({ tables, now: parts.now });
  const deps: TurnDeps = { ...parts, ...own, results, dataAges, fileLinks, charts };
  const intake = createIntake({ ...deps, mayAsk: (asking) => mayAskAgent(deps, asking) });
  const interaction = interactionStep(deps);
  const interactions = {
    command: interaction,
    click: interaction,
    form: interaction,
    stop: interaction,
    remove: interaction,
    install: interaction,
    open: interaction,
    shortcut: interaction,
  };
  return {
    accept: (inbound) => deps.precedence.first(() => intake(inbound)),
    routes: [...fileLinks.routes, ...deps.signIns.routes],
    steps: {
      ...interactions,
      turn: turnStep(deps, {
        poller: createAskPoller(deps),
        view: createProgressView(deps),
        waiting: createWaitingTurns(deps.now),
      }),
      "busy-thread": busyThreadStep(deps),
      "sign-in-wait": signInWaitStep(deps),
      "signed-in": signedInStep(deps),
      "stop-turn": stopTurnStep(deps),
      forget: forgetStep(deps),
      view: viewStep(deps),
      ...deps.feedback.steps,
      ...deps.signIns.steps,
    },
    dropped: (lease, code) => (lease.kind === "turn" ? traceDropped(deps, lease, code) : undefined),
    fail: (lease, failure, isOurs) => {
      if (lease.kind === "turn") return failTurn(deps, lease, failure, isOurs ? undefined : "again");
      return lease.kind in interactions || lease.kind === "view" ? failInteraction(deps, lease, failure) : undefined;
    },
  };
};
