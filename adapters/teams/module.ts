import { z } from "zod";
import { channelModule } from "../../src/ports/chat/channel-module.ts";
import { httpUrl, text } from "../../src/ports/setup.ts";
import { phrase } from "../../src/reply/words/phrase.ts";
import { teamsSettings } from "./settings.ts";

/** Microsoft Teams as the rest of the program knows it. */
export const teamsModule = channelModule({
  platform: "teams",
  title: "Microsoft Teams",
  routes: ["POST /api/messages"],
  howToAsk: phrase("askInTeams", {}),
  environment: z.object({
    MICROSOFT_APP_ID: text,
    MICROSOFT_APP_PASSWORD: text,
    MICROSOFT_APP_TYPE: z.enum(["MultiTenant", "SingleTenant", "UserAssignedMSI"]).default("SingleTenant"),
    MICROSOFT_APP_TENANT_ID: text,
    MICROSOFT_OPENID_METADATA_URL: httpUrl("https://login.botframework.azure.us/v1/.well-known/openidconfiguration"),
    MICROSOFT_LOGIN_URL: httpUrl("https://login.microsoftonline.us"),
    TEAMS_ALLOW_ANONYMOUS: z.enum(["0", "1"]).default("0"),
    TEAMS_SERVICE_URLS: text,
    MICROSOFT_OAUTH_CONNECTION: text,
    MICROSOFT_TOKEN_SERVICE_URL: httpUrl("https://api.botframework.azure.us"),
  }),
  switchedOnBy: "MICROSOFT_APP_ID",
  settings: teamsSettings,
  admits: () => ({ users: [], tenants: [] }),
  open: async (settings, { log, take }) => {
    const { teams } = await import("./teams-channel.ts");
    return teams({ ...settings, log, take });
  },
  probe: async (settings) => {
    const { probeTeams } = await import("./probe.ts");
    return probeTeams(settings);
  },
});
