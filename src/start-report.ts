import type { Bot } from "./compose.ts";
import { asProblem } from "./errors.ts";
import { openDatabricksProbes } from "./open.ts";

/**
 * Logs what an operator should know right after the start: settings that are hardly meant so, and services that do not
 * answer yet. The bot works meanwhile. Does not reject.
 */
export const reportStart = async (bot: Pick<Bot, "config" | "stores" | "databricks" | "log">): Promise<void> => {
  for (const warning of bot.config.warnings) bot.log.warn({ event: "config.warning" }, warning);
  await Promise.all([reportStore(bot), reportDatabricks(bot)]);
};

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
