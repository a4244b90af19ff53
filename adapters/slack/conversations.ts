import { z } from "zod";
import { asProblem } from "../../src/errors.ts";
import type { Log } from "../../src/logging/log.ts";
import { type Address, isDirect } from "./address.ts";
import type { ChannelInfo } from "./channel-info.ts";
import { callSlack } from "./problems.ts";
import type { Web } from "./sdk.ts";

/**
 * Decides where the answer to a command goes. A command can come from a channel where we are not a member, or from one
 * that is shared with another organisation; its payload says neither. In both cases, and when Slack refuses the look-up,
 * the answer goes to the asker as a direct message.
 */
export const createConversations = (deps: {
  web: Web;
  log: Log;
  infoOf: ChannelInfo;
}): ((to: Address) => Promise<Address>) => {
  const { web, log, infoOf } = deps;
  const directMessages = new Map<string, string>();

  const isOurs = async (channel: string): Promise<boolean> => {
    try {
      const { isMember, isShared } = await infoOf(channel);
      return isMember && !isShared;
    } catch (thrown) {
      if (asProblem(thrown).retry === "later") throw thrown;
      return false;
    }
  };

  const openDirect = async (user: string): Promise<string> => {
    const known = directMessages.get(user);
    if (known) return known;
    try {
      const { id } = await callSlack("conversations.open", async () => {
        return Opened.parse(await web.conversations.open({ users: user })).channel;
      });
      directMessages.set(user, id);
      return id;
    } catch (thrown) {
      const { code, retry } = asProblem(thrown);
      if (retry === "later") throw thrown;
      // Slack accepts a person's id as the channel of their direct messages with us.
      log.warn(
        { event: "slack.open-refused", code },
        "a direct message could not be opened; the answer is posted to the person's id",
      );
      return user;
    }
  };

  return async (to) => {
    if (!to.asker || (!isDirect(to.channel) && (await isOurs(to.channel)))) return to;
    return { channel: await openDirect(to.asker) };
  };
};

const Opened = z.object({ channel: z.object({ id: z.string() }) });
