import { z } from "zod";
import { asProblem } from "../../src/errors.ts";
import { isDirect, type To } from "./address.ts";
import { asking } from "./problems.ts";
import type { Web } from "./sdk.ts";

/** A room can be shared with another organisation at any time, so what was seen is not believed for long. */
const freshMs = 60_000;

/**
 * Where the answer to a command goes. People can give one where we are no member, and where another organisation reads
 * along, which the command does not say: there the asker is answered directly. So it is too when Slack does not tell.
 */
export const createConversations = (web: Web, now: () => number): ((to: To) => Promise<To>) => {
  const oursUntil = new Map<string, number>();
  const directs = new Map<string, string>();

  const isOurs = async (channel: string): Promise<boolean> => {
    if ((oursUntil.get(channel) ?? 0) > now()) return true;
    const found = await look(channel);
    if (found) oursUntil.set(channel, now() + freshMs);
    return found;
  };

  const look = async (channel: string): Promise<boolean> => {
    try {
      const { is_member, is_ext_shared } = await asking("conversations.info", async () => {
        return Info.parse(await web.conversations.info({ channel })).channel;
      });
      return is_member && !is_ext_shared;
    } catch (thrown) {
      if (asProblem(thrown).retry === "later") throw thrown;
      return false;
    }
  };

  const directOf = async (user: string): Promise<string> => {
    const known = directs.get(user);
    if (known) return known;
    const { id } = await asking("conversations.open", async () => {
      return Opened.parse(await web.conversations.open({ users: user })).channel;
    });
    directs.set(user, id);
    return id;
  };

  return async (to) => {
    if (!to.asker || (!isDirect(to.channel) && (await isOurs(to.channel)))) return to;
    return { channel: await directOf(to.asker) };
  };
};

const Info = z.object({
  channel: z.object({ is_member: z.boolean().default(false), is_ext_shared: z.boolean().default(false) }),
});
const Opened = z.object({ channel: z.object({ id: z.string() }) });
