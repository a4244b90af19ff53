import { z } from "zod";
import { asProblem } from "../../src/errors.ts";
import { isDirect, type To } from "./address.ts";
import { asking } from "./problems.ts";
import type { Web } from "./sdk.ts";

const freshMs = 10 * 60_000;

/**
 * Where the answer to a command goes. People can give one where we are no member, and where another organisation reads
 * along, which the command does not say: there the asker is answered directly. So it is too when Slack does not tell.
 */
export const createRooms = (web: Web, now: () => number): ((to: To) => Promise<To>) => {
  const ours = new Map<string, { isOurs: boolean; until: number }>();
  const directs = new Map<string, string>();

  const isOurs = async (channel: string): Promise<boolean> => {
    const known = ours.get(channel);
    if (known && known.until > now()) return known.isOurs;
    const room = await look(channel);
    ours.set(channel, { isOurs: room, until: now() + freshMs });
    return room;
  };

  const look = async (channel: string): Promise<boolean> => {
    try {
      const answer = await asking("conversations.info", () => web.conversations.info({ channel }));
      const { is_member, is_ext_shared } = Info.parse(answer).channel;
      return is_member && !is_ext_shared;
    } catch (thrown) {
      if (asProblem(thrown).retry === "later") throw thrown;
      return false;
    }
  };

  const directOf = async (user: string): Promise<string> => {
    const known = directs.get(user);
    if (known) return known;
    const answer = await asking("conversations.open", () => web.conversations.open({ users: user }));
    const { id } = Opened.parse(answer).channel;
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
