import type { Config } from "./config/config.ts";
import { asProblem } from "./errors.ts";
import type { Log } from "./log.ts";
import { type Databricks, openDatabricksProbes } from "./open.ts";

/**
 * Logs what an operator should know right after the start: settings that are hardly meant so, a store that may lose
 * something, and services that do not answer yet. The bot works meanwhile. Does not reject.
 */
export const reportStart = async (
  { warnings, store, databricks: { host } }: Config,
  databricks: Databricks,
  log: Log,
): Promise<void> => {
  for (const warning of warnings) log.warn({ event: "config.warning" }, warning);
  await Promise.all([reportStore(store, log), reportDatabricks(host, databricks, log)]);
};

const reportStore = async (store: Config["store"], log: Log): Promise<void> => {
  try {
    const results = await store.probe();
    for (const { what, advice } of results.filter(({ state }) => state !== "ok"))
      log.warn({ event: "store.warning" }, advice === undefined ? what : `${what}. ${advice}`);
  } catch (thrown) {
    const words = `${store.title} cannot be used yet; until it can, nothing is stored and /readyz says so`;
    log.warn({ event: "store.not-there", err: asProblem(thrown) }, words);
  }
};

const reportDatabricks = async (host: string, { http }: Databricks, log: Log): Promise<void> => {
  try {
    const { whoAmI } = await openDatabricksProbes();
    await whoAmI(http);
  } catch (thrown) {
    const words = `Databricks cannot be used at ${host} (DATABRICKS_HOST); npm run doctor says more`;
    log.warn({ event: "databricks.not-there", err: asProblem(thrown) }, words);
  }
};
