import { createExpiringMap } from "../../src/expiring-map.ts";
import type { ChannelAdapter } from "../../src/ports/chat/channel.ts";
import { shortened } from "../../src/text/shorten.ts";
import { Address } from "./address.ts";
import { callSlack } from "./problems.ts";
import { verbatim } from "./render/escape.ts";
import { homeView } from "./render/home.ts";
import type { Web } from "./sdk.ts";

/** What Slack takes of prompts: https://docs.slack.dev/reference/methods/assistant.threads.setSuggestedPrompts */
const mostPrompts = 4;
const titleLimit = 75;

/** Slack keeps the prompts of a chat, so the same ones are not sent again for a while. */
const sentForMs = 60 * 60_000;

/** The Home tab of a person, and the prompts in their chat with us. */
export const createHome = ({
  web,
  now,
}: {
  web: Web;
  now: () => number;
}): Pick<ChannelAdapter, "showHome" | "suggest"> => {
  const sent = createExpiringMap<string>(now);

  return {
    showHome: async ({ user }, home) => {
      await callSlack("views.publish", () => web.views.publish({ user_id: user, view: homeView(home) }));
      return true;
    },
    // With a thread_ts Slack ignores the prompts of an app with the agent view.
    suggest: async ({ to }, prompts) => {
      const { channel } = Address.parse(to);
      const given = prompts
        .slice(0, mostPrompts)
        .map(({ title, message }) => ({ title: shortened(verbatim(title), titleLimit), message: verbatim(message) }));
      if (given.length === 0 || sent.get(channel) === JSON.stringify(given)) return;
      await callSlack("assistant.threads.setSuggestedPrompts", () =>
        web.assistant.threads.setSuggestedPrompts({ channel_id: channel, prompts: given }),
      );
      sent.keep(channel, JSON.stringify(given), sentForMs);
    },
  };
};
