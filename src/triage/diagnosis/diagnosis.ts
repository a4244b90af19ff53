import type { JobConfig } from "../../config/config.ts";
import type { FailureClass, Treatment } from "../../config/triage-config.ts";
import type { Run } from "../../ports/databricks/run.ts";
import type { Model } from "../../ports/model.ts";
import { classify, type RuleVerdict, type Symptoms } from "./classification.ts";
import { type Decision, decide } from "./decision.ts";
import {
  clusterLines,
  collectEvidence,
  type EvidenceDeps,
  type FailedTask,
  type RunHistory,
  runSymptoms,
} from "./evidence.ts";
import { askModel, reconcile } from "./model-view.ts";
import { type Runbooks, runbookLines } from "./runbook-lines.ts";
import { signatureOf } from "./signature.ts";

/** What is known of a failed run, judged. */
export interface Diagnosis {
  signature: string;
  decision: Decision;
  history: RunHistory;
  /** The task whose failure was judged. */
  task: string | undefined;
  /** Keys of all tasks that failed. */
  failed: string[];
  /** The end of the trace, as it may be shown. */
  trace: string;
}

export interface DiagnosisDeps extends EvidenceDeps {
  model: Model | undefined;
  treatments: Readonly<Partial<Record<FailureClass, Treatment>>>;
  attempts: number;
  /** Absent: there are none. */
  runbooks?: Runbooks | undefined;
  now: () => number;
}

export interface DiagnosisOrder {
  run: Run;
  job: JobConfig | undefined;
  /** 1 for the first failure. */
  attempt: number;
  attempts?: number;
}

/** The model may think for so long; people wait for the card. */
const modelMs = 8_000;

/** Finds out why a run failed, and decides what to do about it. */
export const diagnose = async (
  deps: DiagnosisDeps,
  { run, job, attempt, attempts }: DiagnosisOrder,
): Promise<Diagnosis> => {
  const evidence = await collectEvidence(deps, run);
  const { task, symptoms, rules } = worst(run, evidence.tasks);
  const events = rules.class === "cluster" ? clusterLines(deps, evidence) : [];
  const view =
    deps.model && rules.by !== "code" ? askModel(deps.model, symptoms, AbortSignal.timeout(modelMs)) : undefined;
  const verdict = reconcile(rules, await view);
  const decision = decide({
    ...{ evidence, task: task?.key, symptoms, verdict, clusterLines: await events, job, attempt },
    treatments: deps.treatments,
    attempts: attempts ?? deps.attempts,
    now: deps.now(),
  });
  const named = { job: job?.name ?? run.name, failure: decision.class, cause: decision.cause };
  const passages = await runbookLines(deps, named);
  return {
    signature: signatureOf(run.job, rules.class, rules.line),
    decision: { ...decision, evidence: [...decision.evidence, ...passages] },
    history: evidence.history,
    task: task?.key,
    failed: evidence.tasks.map(({ key }) => key),
    trace: symptoms.trace || symptoms.error || symptoms.logs || symptoms.message,
  };
};

interface Judged {
  task: FailedTask | undefined;
  symptoms: Symptoms;
  rules: RuleVerdict;
}

/** The task whose failure is understood best, the earliest of several; the run itself where no task tells anything. */
const worst = (run: Run, tasks: readonly FailedTask[]): Judged => {
  const judged = tasks.map((task): Judged => ({ task, symptoms: task.symptoms, rules: classify(task.symptoms) }));
  const whole: Judged = { task: undefined, symptoms: runSymptoms(run), rules: classify(runSymptoms(run)) };
  const [first = whole, ...others] = judged;
  const best = others.reduce((a, b) => (b.rules.confidence > a.rules.confidence ? b : a), first);
  return best.rules.by === "nothing" && whole.rules.by !== "nothing" ? { ...whole, task: best.task } : best;
};
