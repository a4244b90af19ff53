import type { Reply } from "../../../src/ports/reply.ts";
import { splitToFit } from "../../../src/reply/split.ts";
import { type Message, render } from "./render.ts";
import { fitsMessage } from "./size.ts";

/** Replies that fit one message each, in order, nothing cut. `share`: of the space that a message has. */
export const split = (reply: Reply, share = 1): Reply[] =>
  fits(reply, share) ? [reply] : splitToFit(reply, (part) => fits(part, share, true));

/** Whether a reply fits one message, or a share of it. */
export const fits = (reply: Reply, share = 1, isPart = false): boolean => {
  const message = render(reply);
  return fitsMessage(message.blocks, { share, isPart }) && (share > textShare || fitsEdit(message));
};

/** From this share on the text of a message holds everything also in an edit, so that it can stand without blocks. */
const textShare = 1 / 4;

const fitsEdit = ({ text }: Message): boolean => Buffer.byteLength(text) <= editedTextLimit;

/** Bytes of `text` that an edit may have. A post may have ten times as many. */
export const editedTextLimit = 4_000;
