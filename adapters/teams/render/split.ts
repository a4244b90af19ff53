import type { Reply } from "../../../src/ports/chat/reply.ts";
import { splitToFit } from "../../../src/reply/fit/split.ts";
import { type CardMessage, render } from "./render.ts";

/** Replies that fit one message each, in order, nothing cut. */
export const split = (reply: Reply, share = 1): Reply[] => splitToFit(reply, (part) => fits(part, share));

/** Whether a reply fits one message, or this share of it. */
export const fits = (reply: Reply, share = 1): boolean => isSendable(render(reply), share);

/*
 * A message may take about 100 KB of UTF-16, and clients have trouble with cards of more than 28 KB; we stay well below.
 * https://learn.microsoft.com/microsoftteams/platform/bots/how-to/format-your-bot-messages
 */
const mostMessageBytes = 78_000;
const mostCardBytes = 24_000;

/** Whether Teams takes this message. */
const isSendable = ({ attachments: [{ content }], ...rest }: CardMessage, share: number): boolean => {
  const card = JSON.stringify(content);
  const bytes = 2 * (card.length + JSON.stringify(rest).length) + envelope;
  return Buffer.byteLength(card) <= mostCardBytes * share && bytes <= mostMessageBytes * share;
};

/** Bytes that sending adds: what surrounds the card, and ids of the bot, the conversation and the recipient. */
const envelope = 2_200;
