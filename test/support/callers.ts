import type { Actor } from "../../src/ports/actor.ts";
import { bot, type Caller, callerOf } from "../../src/ports/databricks/identity.ts";
import type { Jobs } from "../../src/ports/databricks/jobs.ts";

/** Somebody who may do everything in the emulated workspace, in their own name too. */
export const somebody: Actor = { platform: "slack", tenant: "T1", user: "U0ADMIN" };

export const person: Caller = callerOf(somebody);

type ForOneCaller<T> = {
  [Name in keyof T]: T[Name] extends (...args: [...infer Args, Caller]) => infer Result
    ? (...args: Args) => Result
    : never;
};
export type OwnJobs = ForOneCaller<Jobs>;

/** The jobs as one caller uses them. */
export const jobsOf = (jobs: Jobs, caller: Caller = bot): OwnJobs => ({
  start: (order) => jobs.start(order, caller),
  check: (run) => jobs.check(run, caller),
  checkMany: (runs) => jobs.checkMany(runs, caller),
  list: (query) => jobs.list(query, caller),
  output: (run) => jobs.output(run, caller),
  ended: (runs, since) => jobs.ended(runs, since, caller),
  cancel: (run) => jobs.cancel(run, caller),
  repairs: (run) => jobs.repairs(run, caller),
  repair: (order) => jobs.repair(order, caller),
  describe: (job) => jobs.describe(job, caller),
  discover: (tag) => jobs.discover(tag, caller),
  clusterEvents: (cluster, query) => jobs.clusterEvents(cluster, query, caller),
  clusters: () => jobs.clusters(caller),
});
