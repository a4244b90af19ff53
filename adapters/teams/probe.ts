import { silent } from "../../src/log.ts";
import type { ProbeResult } from "../../src/ports/setup.ts";
import type { TeamsSettings } from "./settings.ts";
import { teams } from "./teams-channel.ts";

/** Gets a token for the bot and the keys of the Bot Connector. */
export const probeTeams = async (settings: TeamsSettings): Promise<ProbeResult[]> => {
  const channel = teams({ ...settings, log: silent });
  await channel.connect(() => Promise.resolve());
  const who = settings.appId
    ? `Microsoft accepts the credentials of the bot ${settings.appId}`
    : "anybody on this machine can write to the bot";
  return [{ state: "ok", what: `Teams: ${who}, and the Bot Connector's keys can be fetched` }];
};
