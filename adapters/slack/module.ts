import { z } from "zod";
import { channelModule } from "../../src/ports/chat/channel-module.ts";
import { type AddMistake, httpUrl, text } from "../../src/ports/setup.ts";
import { phrase } from "../../src/reply/words/phrase.ts";

/** Slack as the rest of the program knows it. */
export const slackModule = channelModule({
  platform: "slack",
  title: "Slack",
  routes: ["POST /slack/events"],
  howToAsk: phrase("askInSlack", {}),
  environment: z.object({
    SLACK_BOT_TOKEN: z.string().startsWith("xoxb-", "must be the bot token that starts with xoxb-").optional(),
    SLACK_SIGNING_SECRET: text,
    SLACK_APP_TOKEN: z.string().startsWith("xapp-", "must be an app-level token that starts with xapp-").optional(),
    SLACK_API_URL: httpUrl("https://slack-gov.com/api/"),
  }),
  switchedOnBy: "SLACK_BOT_TOKEN",
  settings: (env, { addMistake }) => {
    if (!env.SLACK_BOT_TOKEN) {
      if (env.SLACK_SIGNING_SECRET || env.SLACK_APP_TOKEN) missingToken(addMistake);
      return undefined;
    }
    if (!env.SLACK_SIGNING_SECRET && !env.SLACK_APP_TOKEN) {
      addMistake("SLACK_SIGNING_SECRET", "is missing: set it (HTTP), or SLACK_APP_TOKEN xapp-… (Socket Mode)");
    }
    return {
      botToken: env.SLACK_BOT_TOKEN,
      signingSecret: env.SLACK_SIGNING_SECRET,
      appToken: env.SLACK_APP_TOKEN,
      apiUrl: env.SLACK_API_URL,
    };
  },
  admits: () => ({ users: [], tenants: [] }),
  open: async (settings, { log }) => {
    const { slack } = await import("./slack-channel.ts");
    return slack({ ...settings, log });
  },
  probe: async (settings) => {
    const { probeSlack } = await import("./probe.ts");
    return probeSlack(settings);
  },
});

const missingToken = (addMistake: AddMistake): void =>
  addMistake("SLACK_BOT_TOKEN", "is missing: the bot token xoxb-… of the Slack app");
