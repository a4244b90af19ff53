import { scroller } from "../parts/scroller.js";
import { messageView, postedAt } from "./message/message.js";

/** The messages of a channel or thread: `[{ message, replies }]`. */
export const messageList = (context, label, ...before) =>
  scroller(label, { key: ({ message }) => message.ts, create: () => messageView(context), goesOn }, ...before);

/** A long answer is posted in several messages. */
const goesOn = ({ message: before }, { message: after }) =>
  before.bot && after.bot && Math.abs(postedAt(after) - (before.edits.at(-1)?.at ?? postedAt(before))) < 2_000;
