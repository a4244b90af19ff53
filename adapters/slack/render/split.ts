import type { Reply } from "../../../src/ports/chat/reply.ts";
import { isLong, splitToFit } from "../../../src/reply/fit/split.ts";
import { blocksOf, wordsAlone } from "./render.ts";
import { fitsMessage } from "./size.ts";

/** Splits a reply into replies that fit one message each, in order, with nothing cut. `share`: the part of a message to use. */
export const split = (reply: Reply, share = 1): Reply[] =>
  !isLong(reply) && fits(reply, share) ? [reply] : splitToFit(reply, (part) => fits(part, share, true));

/** Whether a reply fits into a message, or into a share of one. */
export const fits = (reply: Reply, share = 1, isPart = false): boolean =>
  fitsMessage(blocksOf(reply), { share, isPart }) && (share > textShare || fitsEdit(reply));

/** At this share or less, the text without blocks fits into an edit, too. */
const textShare = 1 / 4;

const fitsEdit = (reply: Reply): boolean => Buffer.byteLength(wordsAlone(reply).text) <= editedTextLimit;

/** Most bytes of `text` in an edit. A post may have ten times as many. */
export const editedTextLimit = 4_000;
