import { safeMarkdown } from "./markdown.ts";
import type { Shown } from "./render.ts";

/** What a stream has sent already, so that only what is new is sent. */
export interface Draft {
  /** New lines about the work, and what is new of the answer's text. */
  grow(shown: Extract<Shown, { state: "working" }>): { lines: string[]; text: string };
  /** What is left to send of the final text. */
  finish(content: string): string;
}

export const createDraft = (): Draft => {
  let said: readonly string[] = [];
  let sent = "";

  return {
    grow: ({ lines, draft = "" }) => {
      const fresh = lines.filter((line) => !said.includes(line));
      said = lines;
      const text = safeMarkdown(wholeSentences(draft));
      if (!text.startsWith(sent)) return { lines: fresh, text: "" };
      const more = text.slice(sent.length);
      sent = text;
      return { lines: fresh, text: more };
    },
    // A final text that differs from what was sent follows whole: what was sent cannot be taken back.
    finish: (content) => (content.startsWith(sent) ? content.slice(sent.length) : `\n\n---\n\n${content}`),
  };
};

/** The draft up to the end of its last sentence or line: marks that are open in the middle of one look different later. */
const wholeSentences = (draft: string): string =>
  draft.slice(0, Math.max(draft.lastIndexOf(". "), draft.lastIndexOf("] "), draft.lastIndexOf("\n")) + 1).trimEnd();
