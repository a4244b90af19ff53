import { type Failure, Problem } from "../../errors.ts";
import { EndedRun } from "../../jobs/runs/ended-run-task.ts";
import type { RunRecord } from "../../jobs/runs/run-records.ts";
import { bot } from "../../ports/databricks/identity.ts";
import type { Run } from "../../ports/databricks/run.ts";
import type { Lease } from "../../ports/stores/queue.ts";
import type { Step } from "../../worker/worker.ts";
import { caseIdOf } from "../counting.ts";
import { leaveToPeople, openCase } from "../opening.ts";
import { settleGreen, settleTry } from "../settling.ts";
import type { TriageDeps } from "../triage-deps.ts";
import { patient } from "./patience.ts";

/** Finds out what the end of a run means: a failure gets a card, a success closes what it has mended. */
export const endedStep = (deps: TriageDeps): Step =>
  patient(deps, async (lease) => {
    const ended = EndedRun.parse(lease.payload);
    const run = await checkRun(deps, ended.run);
    // It goes on again by a repair, whose own end will be told.
    if (run?.state !== "ended" || (run.endedAt ?? run.startedAt) !== ended.endedAt) return { state: "done" };
    const record = await deps.runs.read(run.run);
    if (run.outcome === "success" || run.outcome === "partly") await settleGreen(deps, run, record);
    else await takeFailure(deps, run, record, ended);
    return { state: "done" };
  });

/** The last word on the end of a run whose meaning could not be found out or shown: what a policy began is left to people. */
export const failEnded = async (deps: TriageDeps, lease: Lease, failure: Failure): Promise<void> => {
  const { run, endedAt } = EndedRun.parse(lease.payload);
  deps.log.error({ event: "triage.end-given-up", run, code: failure.code }, "the end of a run was given up");
  await leaveToPeople(deps, caseIdOf(run, endedAt), failure.sentence);
};

const takeFailure = async (
  deps: TriageDeps,
  run: Run,
  record: RunRecord | undefined,
  { notice }: EndedRun,
): Promise<void> => {
  const before = record?.mends === undefined ? undefined : await deps.cases.read(record.mends);
  if (before) await settleTry(deps, before, run);
  await openCase(deps, { run, record, notice, attempt: (before?.decision.attempt ?? 0) + 1 });
};

const checkRun = async ({ jobs, log }: TriageDeps, run: string): Promise<Run | undefined> => {
  try {
    return await jobs.check(run, bot);
  } catch (thrown) {
    const code = thrown instanceof Problem ? thrown.code : undefined;
    if (code !== "jobs.unknown" && code !== "jobs.permission") throw thrown;
    // One that was started with somebody's own rights may be hidden from the bot.
    if (code === "jobs.permission")
      log.info({ event: "triage.run-hidden", run }, "the end of a run is not looked into: the bot may not view it");
    return undefined;
  }
};
