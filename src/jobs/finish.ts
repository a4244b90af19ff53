import type { Run, RunTask } from "../ports.ts";
import { sayButton } from "../reply/jobs.ts";
import type { Button } from "../reply/reply.ts";
import { endNotice, type Result, runEnded, runGone } from "../reply/run.ts";
import type { JobDeps } from "./deps.ts";
import { startWords } from "./order.ts";
import type { RunRecord, Stop } from "./runs.ts";

/** Tasks whose output is fetched; the service grants few of these calls. */
const mostOutputs = 12;

/** Edits the card into the outcome and tells the person, once. Repeatable. */
export const finishRun = async (
  deps: JobDeps,
  record: RunRecord,
  run: Run,
  stop: Stop | undefined,
): Promise<RunRecord> => {
  const { name, starter, parameters, usualMs } = record;
  const view = { run, name, starter, parameters, stopper: stop?.by, usualMs, now: deps.now() };
  const ended = runEnded({ ...view, results: await resultsOf(deps, run), again: againButton(deps, record) });
  const posted = await deps.delivery.finish(record.posted, ended, `run:${run.run}`);
  const mention = posted.place.direct ? undefined : record.tell;
  await deps.delivery.open(posted.place, endNotice({ ...view, mention }), { key: `run:${run.run}:ended` });
  return close(deps, record);
};

/** The run is no longer to be seen. Repeatable. */
export const finishGone = async (deps: JobDeps, record: RunRecord): Promise<RunRecord> => {
  await deps.delivery.finish(record.posted, runGone(record.name, record.run), `run:${record.run}`);
  return close(deps, record);
};

const close = async ({ runs }: JobDeps, record: RunRecord): Promise<RunRecord> => {
  const closed: RunRecord = { ...record, phase: "ended" };
  await runs.write(closed);
  return closed;
};

/** What the tasks left behind; what cannot be fetched is not worth holding up the outcome. */
const resultsOf = async ({ jobs, log }: JobDeps, run: Run): Promise<Result[]> => {
  const ran = run.tasks.filter(({ run: id, outcome }) => id && outcome !== "skipped" && outcome !== "cancelled");
  const told = ran.toSorted((a, b) => rank(a) - rank(b)).slice(0, mostOutputs);
  const outputs = await Promise.all(
    told.map(async (task) => {
      try {
        return { task, output: await jobs.output(task.run) };
      } catch (thrown) {
        log.warn({ err: thrown, run: run.run, task: task.key }, "an output cannot be fetched");
        return { task, output: { truncated: false } };
      }
    }),
  );
  return run.tasks.flatMap((task) => outputs.find((output) => output.task === task) ?? []);
};

/** Failures first. */
const rank = ({ outcome }: RunTask): number => (outcome === "failed" || outcome === "timeout" ? 0 : 1);

const buttonLimit = 2_000;

const againButton = ({ catalog }: JobDeps, { job, parameters }: RunRecord): Button | undefined => {
  const words = `run ${startWords(job, parameters)}`;
  return catalog.byId(job) && words.length <= buttonLimit ? sayButton(words, "Run again") : undefined;
};
