import { asProblem } from "../../errors.ts";
import type { Log } from "../../logging/log.ts";
import { bot } from "../../ports/databricks/identity.ts";
import type { Jobs } from "../../ports/databricks/jobs.ts";
import type { Run, RunTask } from "../../ports/databricks/run.ts";
import { oneLine, shortened } from "../../text/shorten.ts";
import type { Symptoms } from "./classification.ts";
import { evidenceText } from "./evidence-text.ts";

/* What is looked at of a failed run, cheapest first: the run itself, the outputs of its failed tasks, its earlier runs. */

/** A task that failed, with what it left behind. Texts are without colours and secrets. */
export interface FailedTask {
  key: string;
  cluster: string | undefined;
  symptoms: Symptoms;
}

/** The runs of the job before this one. */
export interface RunHistory {
  /** Failures in a row, this one included. `isAll`: no success was found before them. */
  failures: number;
  isAll: boolean;
  /** When the first of them ended. */
  since: number;
  lastSuccess?: { run: string; at: number; tookMs: number };
  /** Parameters that differ from the last success. */
  changed: { name: string; before: string; now: string }[];
}

export interface Evidence {
  run: Run;
  tasks: FailedTask[];
  history: RunHistory;
}

export interface EvidenceDeps {
  jobs: Pick<Jobs, "clusterEvents" | "list" | "output">;
  log: Log;
}

/** Tasks of a run whose output is looked at. */
const mostTasks = 5;
const earlierRuns = 25;

/** Collects what is known of a failed run. What cannot be had is left out: a diagnosis from less is better than none. */
export const collectEvidence = async (deps: EvidenceDeps, run: Run): Promise<Evidence> => {
  const failed = failedTasks(run).slice(0, mostTasks);
  const [tasks, history] = await Promise.all([
    Promise.all(failed.map((task) => inspectTask(deps, task))),
    unlessFailed(deps, run, noHistory(run), async () => historyOf(run, await earlier(deps, run))),
  ]);
  return { run, tasks, history };
};

/** What happened to the cluster of a failure, in a line each, the latest first. */
export const clusterLines = async (deps: EvidenceDeps, { run, tasks }: Evidence): Promise<string[]> => {
  const cluster = tasks.find((task) => task.cluster)?.cluster;
  if (!cluster) return [];
  const until = (run.endedAt ?? run.startedAt) + 5 * 60_000;
  return unlessFailed(deps, run, [], async () => {
    const events = await deps.jobs.clusterEvents(cluster, { from: run.startedAt, until, limit: 50 }, bot);
    return events
      .filter(({ reason, message }) => reason || message)
      .slice(0, 3)
      .map(({ type, reason, message }) => {
        const words = [type, reason, message].filter(Boolean).join(": ");
        return shortened(oneLine(evidenceText(words)), 300);
      });
  });
};

/** The tasks that failed by themselves, the first one first. */
const failedTasks = ({ tasks }: Run): RunTask[] =>
  tasks
    .filter(({ outcome }) => outcome === "failed" || outcome === "timeout" || outcome === "cancelled")
    .toSorted((a, b) => (a.endedAt ?? 0) - (b.endedAt ?? 0));

const inspectTask = async (deps: EvidenceDeps, task: RunTask): Promise<FailedTask> => {
  const output = task.run
    ? await unlessFailed(deps, task, undefined, () => deps.jobs.output(task.run, bot))
    : undefined;
  return {
    key: task.key,
    cluster: task.cluster,
    symptoms: {
      ...symptomsOfEnd(task),
      error: evidenceText(output?.error),
      trace: evidenceText(output?.trace),
      logs: evidenceText(output?.text),
    },
  };
};

/** The symptoms of the run as a whole, where no task shows any. */
export const runSymptoms = (run: Run): Symptoms => ({ ...symptomsOfEnd(run), error: "", trace: "", logs: "" });

const symptomsOfEnd = ({ outcome = "failed", reason, message }: Pick<Run, "outcome" | "reason" | "message">) => ({
  outcome,
  code: reason?.code ?? "",
  type: reason?.type ?? "",
  message: evidenceText(message),
});

const earlier = ({ jobs }: EvidenceDeps, { job }: Run): Promise<Run[]> =>
  jobs.list({ job, active: false, limit: earlierRuns }, bot);

const noHistory = (run: Run): RunHistory => ({
  failures: 1,
  isAll: false,
  since: run.endedAt ?? run.startedAt,
  changed: [],
});

/** What the earlier runs say about this one. `runs`: newest first. */
export const historyOf = (run: Run, runs: readonly Run[]): RunHistory => {
  const before = runs.filter((other) => other.run !== run.run && other.startedAt <= run.startedAt);
  const at = before.findIndex(({ outcome }) => outcome === "success" || outcome === "partly");
  const failures = (at < 0 ? before : before.slice(0, at)).filter(isFailed);
  const success = at < 0 ? undefined : before[at];
  return {
    failures: failures.length + 1,
    isAll: success === undefined,
    since: endOf(failures.at(-1) ?? run),
    ...(success && { lastSuccess: lastOf(success) }),
    changed: success ? changes(success.parameters, run.parameters) : [],
  };
};

const lastOf = (success: Run) => ({
  run: success.run,
  at: endOf(success),
  tookMs: endOf(success) - success.startedAt,
});

const isFailed = ({ outcome }: Run): boolean => outcome === "failed" || outcome === "timeout";

const endOf = ({ endedAt, startedAt }: Run): number => endedAt ?? startedAt;

/** The person's own words differ each time. */
const requestName = "user_request";

const changes = (before: Readonly<Record<string, string>>, now: Readonly<Record<string, string>>) =>
  [...new Set([...Object.keys(before), ...Object.keys(now)])]
    .filter((name) => name !== requestName && before[name] !== now[name])
    .map((name) => ({ name, before: before[name] ?? "", now: now[name] ?? "" }));

const unlessFailed = async <T>(
  { log }: EvidenceDeps,
  { run }: { run: string },
  otherwise: T,
  look: () => Promise<T>,
): Promise<T> => {
  try {
    return await look();
  } catch (thrown) {
    log.warn(
      { event: "triage.evidence-missing", err: asProblem(thrown), run },
      "some of the evidence could not be fetched",
    );
    return otherwise;
  }
};
