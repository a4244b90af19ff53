import { z } from "zod";
import { Problem } from "../../../src/errors.ts";
import type { Log } from "../../../src/logging/log.ts";
import type { Jobs } from "../../../src/ports/databricks/jobs.ts";
import { type Timing, timing } from "../../../src/resilience/retry.ts";
import { workspaceUrl } from "../exchange.ts";
import type { DatabricksHttp } from "../http.ts";
import { Int64, int64 } from "../json.ts";
import { identityOf } from "../workspace.ts";
import { createJobsApi } from "./api.ts";
import { createCatalog } from "./catalog.ts";
import { createClusters } from "./clusters.ts";
import { OutputShape, outputOf } from "./output.ts";
import { unknownId } from "./problems.ts";
import { createRepair } from "./repair.ts";
import { createRunReader } from "./runs.ts";

export interface JobsDeps extends Partial<Timing> {
  http: DatabricksHttp;
  /** Workspace address, for links that people open. */
  host: string;
  log: Log;
  /** How long a failing call is repeated, ms. */
  retryForMs?: number;
}

const Started = z.object({ run_id: Int64 });

/** The jobs of a workspace, within its rates. */
export const createJobs = (deps: JobsDeps): Jobs => {
  const { http, log } = deps;
  const time = timing(deps);
  const api = createJobsApi({ http, time, identity: identityOf(http), retryForMs: deps.retryForMs ?? 5_000 });
  const catalog = createCatalog(api, time.now);
  const runs = createRunReader(api, workspaceUrl(deps.host));

  return {
    check: runs.check,
    checkMany: runs.checkMany,
    ended: runs.ended,
    repairs: runs.repairs,
    repair: createRepair({ api, catalog, runs, log }),
    list: ({ limit, ...query }, caller) => runs.list({ caller, ...query }, limit),
    describe: catalog.describe,
    discover: catalog.discover,
    ...createClusters(api, workspaceUrl(deps.host)),
    start: async ({ job, parameters, token }, caller) => {
      const id = int64(job);
      if (!id) throw unknownId({ job });
      const given = Object.keys(parameters).length > 0 && { [await catalog.parameterField(job, caller)]: parameters };
      const body = { job_id: id, idempotency_token: token, queue: { enabled: true }, ...given };
      const { run_id: run } = await api.call("run-now", Started, { body }, { caller, job });
      log.info({ event: "databricks.run-started", job, run }, "run started");
      return { run };
    },
    output: async (run, caller) => {
      if (!int64(run)) throw unknownId({ run });
      const query = { run_id: run };
      return outputOf(await api.call("runs/get-output", OutputShape, { query }, { caller, run }));
    },
    cancel: async (run, caller) => {
      const id = int64(run);
      if (!id) throw unknownId({ run });
      try {
        await api.call("runs/cancel", z.unknown(), { body: { run_id: id } }, { caller, run });
        log.info({ event: "databricks.run-cancelled", run }, "run asked to stop");
      } catch (thrown) {
        // It is not documented whether a run that has ended refuses a cancel.
        const refused = thrown instanceof Problem && thrown.code === "jobs.invalid";
        if (!refused || (await runs.check(run, caller)).state !== "ended") throw thrown;
      }
    },
  };
};
