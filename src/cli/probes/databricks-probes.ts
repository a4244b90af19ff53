import type { Config, JobConfig } from "../../config/config.ts";
import { asProblem } from "../../errors.ts";
import { silent } from "../../logging/log.ts";
import { type Databricks, openDatabricksProbes, openJobs } from "../../open/open-databricks.ts";
import { bot } from "../../ports/databricks/identity.ts";
import type { JobInfo } from "../../ports/databricks/jobs.ts";
import type { ProbeResult } from "../../ports/setup.ts";
import { failedCall, type Probe, resultsOf } from "./probe-results.ts";

export const addressOf = ({ host }: Config["databricks"]): string => `${host} (DATABRICKS_HOST)`;

/** Whether Databricks knows the bot, and who it is there. One wrong token or address is one failure. */
export const probeIdentity = async (
  config: Config,
  { http }: Databricks,
): Promise<{ result: ProbeResult; name?: string }> => {
  const { whoAmI } = await openDatabricksProbes();
  const { host, auth } = config.databricks;
  try {
    const me = await whoAmI(http);
    const by = auth.kind === "client" ? "DATABRICKS_CLIENT_ID" : "DATABRICKS_TOKEN";
    return { result: { state: "ok", what: `Databricks: ${host} as ${me.displayName} (${by})` }, name: me.displayName };
  } catch (thrown) {
    return { result: refused(thrown, config) };
  }
};

const refused = (thrown: unknown, { databricks }: Config): ProbeResult => {
  const problem = asProblem(thrown);
  const result = failedCall(problem, { service: "Databricks", address: addressOf(databricks) });
  // Every workspace answers that question.
  if (problem.code === "databricks.not-found" || problem.code === "databricks.unexpected")
    return {
      ...result,
      advice: "This isn't a Databricks workspace. Set DATABRICKS_HOST to the workspace's own address.",
    };
  if (problem.code !== "databricks.unauthorized") return result;
  return {
    ...result,
    advice:
      databricks.auth.kind === "client"
        ? "Databricks refuses the service principal: add it to this workspace, or create a new secret for it (DATABRICKS_CLIENT_SECRET)."
        : "The token is wrong, expired, revoked, or from another workspace: create a new one (DATABRICKS_TOKEN).",
  };
};

/** What the bot needs in Databricks, looked for as `identity`. */
export const probeWorkspace = async (
  config: Config,
  databricks: Databricks,
  identity: string,
): Promise<ProbeResult[]> => {
  const found = await Promise.all([
    ...config.agents.map((agent) => resultsOf(async () => [await probeSpace(agent, databricks, identity)])),
    ...(await jobProbes(config, databricks)).map(resultsOf),
    resultsOf(() => probeWarehouse(config, databricks, identity)),
  ]);
  return found.flat();
};

const probeSpace = async (
  { id, name, space }: Config["agents"][number],
  { http }: Databricks,
  identity: string,
): Promise<ProbeResult> => {
  const { canSeeSpace } = await openDatabricksProbes();
  const found = await canSeeSpace(http, space);
  if (found) return { state: "ok", what: `agent ${name}: Genie space “${found.title}”` };
  return {
    state: "failed",
    what: `agent ${name}: the Genie space ${space} does not exist or is not shared with ${identity}`,
    advice: `Correct the id (space of the agent ${id} in concierge.yaml, or ${id.toUpperCase()}_SPACE_ID), or share the space with this identity (Can Run), with CAN USE on its warehouse and SELECT on its tables. npm run init lists the spaces that it may see.`,
  };
};

/** Rights in Unity Catalog are given one by one, so nobody can look up that there are none to write. */
const probeWarehouse = async (
  { databricks: { warehouseId } }: Config,
  { http }: Databricks,
  identity: string,
): Promise<ProbeResult[]> => {
  if (!warehouseId) return [];
  const { canUseWarehouse } = await openDatabricksProbes();
  const found = await canUseWarehouse(http, warehouseId);
  if (found) return [{ state: "ok", what: `SQL of administrators runs on the warehouse “${found.name}”` }];
  const what = `the SQL warehouse ${warehouseId} (DATABRICKS_WAREHOUSE_ID) does not exist, or ${identity} may not use it`;
  return [{ state: "failed", what, advice: "Correct the id, or grant CAN USE on the warehouse to this identity." }];
};

const jobProbes = async (config: Config, databricks: Databricks): Promise<Probe[]> => {
  const jobs = await openJobs(databricks, silent);
  return config.jobs.map((job) => async () => {
    try {
      return [jobResult(job, await jobs.describe(job.job_id, bot))];
    } catch (thrown) {
      return [missingJob(job, thrown)];
    }
  });
};

const missingJob = ({ id, name, job_id }: JobConfig, thrown: unknown): ProbeResult => ({
  state: "failed",
  what: `job ${name}: ${job_id} can't be looked up: ${asProblem(thrown).detail}`,
  advice: `Correct job_id of the job ${id} in concierge.yaml, or give the bot's identity CAN MANAGE RUN on it.`,
});

/** What a job's definition says about its entry in the configuration. */
const jobResult = ({ name, parameters }: JobConfig, info: JobInfo): ProbeResult => {
  const own = info.parameters.map((parameter) => parameter.name);
  const unknown = own.length > 0 ? Object.keys(parameters).filter((parameter) => !own.includes(parameter)) : [];
  if (unknown.length === 0) return { state: "ok", what: `job ${name}: “${info.name}”` };
  const what = `job ${name}: “${info.name}” has no parameter ${unknown.join(", ")}`;
  return { state: "failed", what, advice: `It has ${own.join(", ")}. Correct the job's parameters in concierge.yaml.` };
};
