import type { Notice } from "../../../src/ports/chat/reply.ts";
import { plainText } from "../../../src/reply/fit/plain-text.ts";
import { verbatim } from "./escape.ts";
import { type PlainMessage, summaryOf } from "./render.ts";

/** A notice as text without a card. Teams refuses it only for its length. */
export const plainMessage = (notice: Notice): PlainMessage => {
  const text = verbatim(plainText(notice)).trim() || "…";
  return { type: "message", textFormat: "plain", text, summary: summaryOf(text) };
};
