import { setTimeout as sleep } from "node:timers/promises";
import type { Bot } from "./compose.ts";
import { asProblem } from "./errors.ts";
import { openDatabricksProbes } from "./open/open-databricks.ts";

/**
 * Logs what an operator should know at the start: settings that look like mistakes, and services that do not answer
 * yet. Ends within two seconds; a service that takes longer to fail is reported when it has. Does not reject.
 */
export const reportStart = async (bot: Pick<Bot, "config" | "stores" | "databricks" | "log">): Promise<void> => {
  for (const warning of bot.config.warnings) bot.log.warn({ event: "config.warning" }, warning);
  const reported = Promise.all([reportStore(bot), reportDatabricks(bot)]);
  const late = new AbortController();
  await Promise.race([reported, sleep(longestMs, undefined, { signal: late.signal })]);
  late.abort();
};

/** A service that is away does not delay the start for longer, ms. */
const longestMs = 2_000;

const reportStore = async ({ config, stores, log }: Pick<Bot, "config" | "stores" | "log">): Promise<void> => {
  try {
    await stores.ping();
  } catch (thrown) {
    const words = `${config.store.title} isn't answering yet. Until it does, nothing can be stored, and /readyz says so`;
    log.warn({ event: "store.not-there", err: asProblem(thrown) }, words);
  }
};

const reportDatabricks = async ({ databricks, log }: Pick<Bot, "databricks" | "log">): Promise<void> => {
  try {
    const { whoAmI } = await openDatabricksProbes();
    await whoAmI(databricks.http);
  } catch (thrown) {
    const words = `Databricks can't be used at ${databricks.host} (DATABRICKS_HOST); npm run doctor tells you more`;
    log.warn({ event: "databricks.not-there", err: asProblem(thrown) }, words);
  }
};
