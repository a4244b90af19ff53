import { z } from "zod";
import type { JobConfig } from "../../config/config.ts";
import { FailureClass, Priority, type Treatment, TriageAction, usualTreatments } from "../../config/triage-config.ts";
import { shownValue } from "../../logging/secrets.ts";
import { phrase } from "../../reply/words/phrase.ts";
import { shortened } from "../../text/shorten.ts";
import { causeOf } from "./cause.ts";
import type { Symptoms } from "./classification.ts";
import type { Evidence, RunHistory } from "./evidence.ts";
import type { JointVerdict } from "./model-view.ts";
import { adviseParameters } from "./parameter-advice.ts";

/** What is to be done about a failed run, and why. */
export const Decision = z.object({
  action: TriageAction,
  class: FailureClass,
  priority: Priority,
  /** 0 to 1. */
  confidence: z.number(),
  /** One sentence that a person understands. */
  cause: z.string(),
  /** What the decision rests on, a line each. */
  evidence: z.array(z.string()),
  /** Values that may help a new run, with the reason. */
  parameters: z.array(z.object({ name: z.string(), value: z.string(), reason: z.string() })),
  /** The attempts that have been made to mend it are this one less; of at most `attempts`. */
  attempt: z.number(),
  attempts: z.number(),
  /** Only the language model has recognised it. */
  isGuess: z.boolean(),
  /** What the language model takes it for, where that is something else. */
  otherwise: FailureClass.optional().catch(undefined),
});
export type Decision = z.infer<typeof Decision>;

export interface DecisionView {
  evidence: Evidence;
  /** The task whose failure was judged; undefined: the run as a whole. */
  task: string | undefined;
  symptoms: Symptoms;
  verdict: JointVerdict;
  clusterLines: readonly string[];
  job: JobConfig | undefined;
  treatments?: Readonly<Partial<Record<FailureClass, Treatment>>>;
  /** 1 for the first failure. */
  attempt: number;
  attempts: number;
  now: number;
}

/** Decides by the table. At the limit of attempts nothing is tried once more: people are called. */
export const decide = (view: DecisionView): Decision => {
  const { verdict, evidence, attempt, attempts, job, treatments = {}, now } = view;
  const failure = verdict.class;
  const usual = treatments[failure] ?? usualTreatments[failure];
  const parameters = adviseParameters(job, failure, evidence.run.parameters, now);
  const isAtLimit = attempt > attempts && tries.has(usual.action);
  return {
    action: isAtLimit ? "escalate" : possible(usual.action, parameters.length > 0),
    class: failure,
    priority: isAtLimit ? "critical" : usual.priority,
    confidence: verdict.confidence,
    cause: verdict.cause || causeOf(failure, view.task, verdict.line),
    evidence: evidenceLines(view),
    parameters,
    attempt: Math.min(attempt, attempts),
    attempts,
    isGuess: verdict.isGuess,
    ...(verdict.otherwise && { otherwise: verdict.otherwise }),
  };
};

/** Actions that run something again. */
export const tries: ReadonlySet<TriageAction> = new Set(["repair", "retry", "retry-with"]);

/** Without a parameter that could help, the same values are all there is. */
const possible = (action: TriageAction, hasParameters: boolean): TriageAction =>
  action === "retry-with" && !hasParameters ? "retry" : action;

const evidenceLines = ({ evidence, symptoms, verdict, clusterLines }: DecisionView): string[] =>
  [
    verdict.line,
    symptoms.code && symptoms.code !== "RUN_EXECUTION_ERROR" ? codeLine(symptoms) : "",
    ...clusterLines,
    ...changedLines(evidence.history),
  ].filter(Boolean);

const codeLine = ({ code, type }: Symptoms): string => phrase("code", { code: `${code}${type ? ` (${type})` : ""}` });

const changedLines = ({ changed }: RunHistory): string[] =>
  changed.slice(0, 3).map(({ name, before, now }) => {
    const value = (text: string) => (text ? `“${shortened(shownValue(name, text), 60)}”` : phrase("nothing", {}));
    return phrase("changed", { name: shortened(name, 60), now: value(now), before: value(before) });
  });
