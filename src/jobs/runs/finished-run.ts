import { z } from "zod";
import type { Failure } from "../../errors.ts";
import type { Button } from "../../ports/chat/button.ts";
import type { Answer } from "../../ports/chat/reply.ts";
import type { Run } from "../../ports/databricks/run.ts";
import type { Lease, Task } from "../../ports/stores/queue.ts";
import { commandButton, mostButtonWords } from "../../reply/jobs/job-notices.ts";
import { endNotice, type RunResult, runEnded, runGone, runHidden } from "../../reply/jobs/run-end-card.ts";
import { failed } from "../../reply/notices/failure-notices.ts";
import type { DeploymentLocale } from "../../reply/reader.ts";
import { wordsIn } from "../../reply/words/words.ts";
import type { Step } from "../../worker/worker.ts";
import type { JobDeps } from "../job-deps.ts";
import { startWords } from "../job-order.ts";
import { endedTask } from "./ended-run-task.ts";
import type { RunRecord, Stop } from "./run-records.ts";
import { hidesResults, lookAs, withoutMessage } from "./run-rights.ts";
import { readersOf, viewOf } from "./run-view.ts";

type EndDeps = Pick<
  JobDeps,
  "catalog" | "config" | "delivery" | "jobs" | "now" | "outputs" | "queue" | "runs" | "tracer"
>;

/** Edits the card into the outcome and tells the person, once. Repeatable. */
export const finishRun = async (
  deps: EndDeps,
  record: RunRecord,
  run: Run,
  stop: Stop | undefined,
): Promise<RunRecord> => {
  const { found: results } = await lookAs(record, (caller) => deps.outputs.fetch(run, caller));
  const posted = await showOutcome(deps, record, run, stop, results);
  const mention = posted.place.direct ? undefined : record.tell;
  const ending = endNotice({ ...viewOf(deps, record, run, stop), mention, isHidden: isHidden(record) });
  const notice = await deps.delivery.post(posted.place, ending, { key: `${keyOf(record)}:ended` });
  if (!results) await deps.queue.put(resultsTask(record));
  const endedAt = run.endedAt ?? run.startedAt;
  await deps.queue.put(endedTask({ run: run.run, number: record.number, endedAt, notice }));
  await traceRun(deps, record, run);
  return close(deps, record);
};

/** The run as a trace of its own: it may have begun days ago, and its turn is long over. Repeatable. */
const traceRun = async ({ tracer }: EndDeps, record: RunRecord, run: Run): Promise<void> => {
  const { job, name, starter, parameters, posted } = record;
  const outcome = run.outcome ?? "failed";
  const key = keyOf(record);
  const user = starter && `${starter.platform}:${starter.tenant}:${starter.user}`;
  const tags = { job, run: run.run, outcome, thread: posted.place.thread, ...(user && { user }) };
  await tracer.end(key, {
    ...{ key, kind: "tool", name, startedAt: record.startedAt, endedAt: run.endedAt ?? record.startedAt },
    ...{ facts: { job, run: run.run, outcome, round: record.round }, tags, thread: posted.place.thread },
    ...(user && { user }),
    ...(outcome !== "success" && { error: outcome }),
    texts: () => ({ inputs: { parameters: { ...parameters } }, outputs: { outcome, message: run.message ?? "" } }),
  });
};

/** The run is no longer to be seen. Repeatable. */
export const finishGone = async (deps: EndDeps, record: RunRecord, isSignedOut = false): Promise<RunRecord> => {
  const to = readersOf(deps.config, record);
  const { name, run, starter } = record;
  const gone = isSignedOut ? runHidden(name, run, starter, to) : runGone(name, run, to);
  await deps.delivery.finish(record.posted, gone, keyOf(record));
  return close(deps, record);
};

/** Tells in the run's thread that a fault of ours keeps us from showing more of it. Repeatable. */
export const tellFault = async (
  { config, delivery }: Pick<JobDeps, "delivery"> & { config: DeploymentLocale },
  record: RunRecord,
  failure: Failure,
): Promise<void> => {
  await delivery.post(record.posted.place, failed(failure, undefined, readersOf(config, record).locale), {
    key: `${keyOf(record)}:fault`,
  });
};

/** Nothing more can be shown of the run. */
export const close = async ({ runs }: Pick<JobDeps, "runs">, record: RunRecord): Promise<RunRecord> => {
  const closed: RunRecord = { ...record, phase: "ended" };
  await runs.write(closed);
  return closed;
};

const isHidden = (record: RunRecord): boolean => hidesResults(record, record.posted.place);

/** Results that were read with somebody's own rights go only to that person. */
const showOutcome = async (
  deps: EndDeps,
  record: RunRecord,
  run: Run,
  stop: Stop | undefined,
  results: RunResult[] | undefined,
) => {
  const view = { ...viewOf(deps, record, run, stop), results, again: againButton(deps, record) };
  if (!isHidden(record)) return deps.delivery.finish(record.posted, runEnded(view), keyOf(record));
  const shown = { ...view, run: withoutMessage(view.run), results: [], isHidden: true };
  const posted = await deps.delivery.finish(record.posted, runEnded(shown), keyOf(record));
  if (results) await sendResults(deps, record, runEnded(view));
  return posted;
};

const sendResults = async ({ delivery }: EndDeps, record: RunRecord, answer: Answer): Promise<void> => {
  const { starter, posted } = record;
  if (!starter) return;
  const direct = await delivery.directPlace(starter, posted.place);
  const only = direct ? {} : { only: starter };
  await delivery.post(direct ?? posted.place, answer, { key: `${keyOf(record)}:results`, ...only });
};

/** Names the messages of a run; those of a repair are others. */
const keyOf = ({ run, round }: RunRecord): string => (round === 0 ? `run:${run}` : `run:${run}:${round}`);

const againButton = ({ catalog, config }: EndDeps, record: RunRecord): Button | undefined => {
  const { job, parameters } = record;
  const words = `run ${startWords(job, parameters)}`;
  return catalog.byId(job) && words.length <= mostButtonWords
    ? commandButton(words, wordsIn(readersOf(config, record).locale).runs.again)
    : undefined;
};

const ResultsTask = z.object({ run: z.string() });

const resultsTask = ({ run, round }: RunRecord): Task => ({
  id: round === 0 ? `results:${run}` : `results:${run}:${round}`,
  orderingKey: `results:${run}`,
  kind: "results",
  payload: { run },
});

/** The last word on results that could not be shown. */
export const failResults = async (deps: EndDeps, lease: Lease, failure: Failure): Promise<void> => {
  const record = await deps.runs.read(ResultsTask.parse(lease.payload).run);
  if (record) await tellFault(deps, record, failure);
};

/** Shows the results of a run that ended together with many others. */
export const resultsStep =
  (deps: EndDeps): Step =>
  async (lease) => {
    const record = await deps.runs.read(ResultsTask.parse(lease.payload).run);
    if (!record) return { state: "done" };
    const later = () => ({ state: "again", inMs: deps.outputs.retryInMs() }) as const;
    if (record.unposted || deps.outputs.isFull(record.run)) return later();
    const { found: run } = await lookAs(record, (caller) => deps.jobs.check(record.run, caller));
    const { found: results } = await lookAs(record, (caller) => deps.outputs.fetch(run, caller));
    if (!results) return later();
    await showOutcome(deps, record, run, await deps.runs.stopped(record.run), results);
    return { state: "done" };
  };
