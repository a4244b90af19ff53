import { z } from "zod";
import { Problem } from "../../../src/errors.ts";
import type { Log } from "../../../src/logging/log.ts";
import type { Caller } from "../../../src/ports/databricks/identity.ts";
import type { Jobs } from "../../../src/ports/databricks/jobs.ts";
import { Int64, int64 } from "../json.ts";
import type { JobsApi } from "./api.ts";
import type { Catalog } from "./catalog.ts";
import { unknownId } from "./problems.ts";

interface RepairDeps {
  api: JobsApi;
  catalog: Pick<Catalog, "parameterField">;
  runs: Pick<Jobs, "check" | "repairs">;
  log: Log;
}

const Repaired = z.object({ repair_id: Int64 });

/**
 * Repairs a run. There is no idempotency token, but the service refuses a repair that does not name the one before it.
 * So a repair that was refused, or whose answer was lost, may be in the run's history already.
 */
export const createRepair = ({ api, catalog, runs, log }: RepairDeps): Jobs["repair"] => {
  const follower = async (run: string, after: string | null, caller: Caller): Promise<string | undefined> => {
    const known = [null, ...(await runs.repairs(run, caller))];
    return known.includes(after) ? (known[known.indexOf(after) + 1] ?? undefined) : undefined;
  };

  return async ({ run, after, parameters }, caller) => {
    const [id, latest] = [int64(run), after === null ? undefined : int64(after)];
    if (!id || (after !== null && !latest)) throw unknownId({ run });
    const earlier = await follower(run, after, caller);
    if (earlier !== undefined) return { repair: earlier };
    const isNew = Object.keys(parameters).length > 0;
    const fieldOf = async () => catalog.parameterField((await runs.check(run, caller)).job, caller);
    const given = isNew && { [await fieldOf()]: parameters };
    const which = { rerun_all_failed_tasks: true, rerun_dependent_tasks: true, latest_repair_id: latest };
    try {
      const body = { run_id: id, ...which, ...given };
      const { repair_id: repair } = await api.call("runs/repair", Repaired, { body }, { caller, run });
      log.info({ event: "databricks.run-repaired", run, repair }, "run is being repaired");
      return { repair };
    } catch (thrown) {
      const refused = thrown instanceof Problem && thrown.code === "jobs.invalid";
      const repair = refused ? await follower(run, after, caller) : undefined;
      if (repair === undefined) throw thrown;
      return { repair };
    }
  };
};
