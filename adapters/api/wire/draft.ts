import { safeMarkdown } from "./markdown.ts";
import type { Shown } from "./render.ts";

/** Knows what a stream has sent, so that it sends only what is new. */
export interface Draft {
  /** New lines about the work, and new text of the answer. */
  grow(shown: Extract<Shown, { state: "working" }>): { lines: string[]; text: string };
  /** The rest of the final text. */
  finish(content: string): string;
}

export const createDraft = (): Draft => {
  let known: readonly string[] = [];
  let sent = "";

  return {
    grow: ({ lines, draft = "" }) => {
      const fresh = lines.filter((line) => !known.includes(line));
      known = lines;
      const text = safeMarkdown(wholeSentences(draft));
      if (!text.startsWith(sent)) return { lines: fresh, text: "" };
      const more = text.slice(sent.length);
      sent = text;
      return { lines: fresh, text: more };
    },
    // Text that was sent cannot be taken back, so a final text that differs from it is sent whole.
    finish: (content) => (content.startsWith(sent) ? content.slice(sent.length) : `\n\n---\n\n${content}`),
  };
};

/** The draft up to its last whole sentence or line. Markdown that is still open would be rendered differently later. */
const wholeSentences = (draft: string): string =>
  draft.slice(0, Math.max(draft.lastIndexOf(". "), draft.lastIndexOf("] "), draft.lastIndexOf("\n")) + 1).trimEnd();
