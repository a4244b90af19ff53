import { silent } from "../../src/log.ts";
import type { ProbeResult } from "../../src/ports/setup.ts";
import type { TeamsSettings } from "./settings.ts";
import { teams } from "./teams-channel.ts";

/** Gets a token for the bot and the keys of the Bot Connector. */
export const probeTeams = async (settings: TeamsSettings): Promise<ProbeResult[]> => {
  const channel = teams({ ...settings, log: silent });
  await channel.connect(() => Promise.resolve());
  const who = settings.appId ? `Microsoft knows the bot ${settings.appId}` : "anybody on this machine may write";
  return [{ state: "ok", what: `Teams: ${who}, and the Bot Connector's keys are there` }];
};
