import { createHash } from "node:crypto";
import type { RunRecord } from "../jobs/runs/run-records.ts";
import { beginWatch } from "../jobs/runs/watch-task.ts";
import type { Actor } from "../ports/actor.ts";
import type { Caller } from "../ports/databricks/identity.ts";
import type { TriageCase } from "./triage-case.ts";
import type { TriageDeps } from "./triage-deps.ts";
import { actingCaller } from "./triage-rights.ts";

/* Running something again, once for each act, and following it to its end in the thread of the failure. */

export type Busy = Extract<TriageCase["state"], { kind: "busy" }>;

type FollowDeps = Pick<
  TriageDeps,
  "catalog" | "config" | "delivery" | "jobs" | "log" | "lostTasks" | "now" | "poller" | "queue" | "rights" | "runs"
>;

/** What a new run takes. */
export type Values = Readonly<Record<string, string>>;

/** Does what the failure is busy with, and begins to follow it. Safe to repeat. Returns the run that is to mend it. */
export const runAgain = async (deps: FollowDeps, one: TriageCase, busy: Busy, values: Values): Promise<string> => {
  const caller = await actingCaller(deps, one, busy.by);
  if (busy.action !== "repair") return startAgain(deps, one, busy, { caller, values });
  await deps.jobs.repair({ run: one.run, after: busy.after, parameters: {} }, caller);
  const before = await deps.runs.read(one.run);
  const round = busy.repairs + 1;
  if (before?.round === round && before.mends === one.id) return resume(deps, before);
  await deps.runs.clearStop(one.run);
  const starter = before?.starter ?? one.starter;
  await follow(deps, one, busy, { run: one.run, round, starter, as: before?.as, parameters: one.parameters });
  return one.run;
};

const startAgain = async (
  deps: FollowDeps,
  one: TriageCase,
  busy: Busy,
  { caller, values }: { caller: Caller; values: Values },
): Promise<string> => {
  const token = createHash("sha256").update(`triage:${one.id}:${busy.act}`).digest("hex");
  const { run } = await deps.jobs.start({ job: one.number, parameters: { ...values }, token }, caller);
  const before = await deps.runs.read(run);
  if (before?.mends === one.id) return resume(deps, before);
  await follow(deps, one, busy, { run, round: 0, starter: busy.by, as: asOf(caller), parameters: values });
  return run;
};

const asOf = (caller: Caller): string | undefined => (caller.kind === "person" ? caller.as : undefined);

/** A crash may have come between the record of the run and its watch. */
const resume = async (deps: FollowDeps, record: RunRecord): Promise<string> => {
  if (record.phase === "new") await beginWatch(deps, record);
  return record.run;
};

interface Followed {
  run: string;
  round: number;
  starter: Actor | undefined;
  /** The Databricks user as whom it was started. */
  as: string | undefined;
  parameters: Values;
}

/** Nothing is posted here: that may fail, and what runs has to be followed all the same. */
const follow = async (
  deps: FollowDeps,
  one: TriageCase,
  busy: Busy,
  { run, round, starter, as, parameters }: Followed,
): Promise<void> => {
  if (!one.posted) throw new Error(`failure ${one.id} has no card`);
  const tell = busy.by ?? one.starter;
  const record: RunRecord = {
    ...{ run, number: one.number, name: one.name, posted: one.posted, round, mends: one.id, phase: "new" },
    unposted: {
      ...{ key: `triage:${one.id}:${busy.act}:run`, isRepair: busy.action === "repair" },
      ...(busy.by && { by: busy.by }),
    },
    job: one.job ?? one.number,
    ...(starter && { starter }),
    ...(as !== undefined && { as }),
    ...(tell && { tell }),
    parameters: { ...parameters },
    startedAt: deps.now(),
    ...(round > 0 && { endedBefore: one.endedAt }),
  };
  await deps.runs.write(record);
  await beginWatch(deps, record);
};
