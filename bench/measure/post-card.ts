import { placeOf, refOf } from "../../adapters/slack/address.ts";
import type { Actor } from "../../src/ports/actor.ts";
import type { Place, PostRef } from "../../src/ports/place.ts";
import type { Stage } from "../../test/support/stage.ts";

/** A message of the bot in a thread of its own, as if it had posted it, and who it is for. */
export const postCard = ({ sandbox }: Stage): { actor: Actor; ts: string; posted: { ref: PostRef; place: Place } } => {
  const { workspace } = sandbox.slack;
  const [team, channel, bot, user] = [
    "T0CONCIERGE",
    workspace.conversationNamed("random")?.id ?? "",
    "U0GENIEBOT",
    "U0ASKER",
  ];
  const { ts } = workspace.post({ channel, user: bot, bot: true, text: "On it" });
  const place = placeOf(team, channel, ts);
  return {
    actor: { platform: "slack", tenant: team, user },
    ts,
    posted: { ref: refOf(place.thread, { channel, ts }), place },
  };
};
