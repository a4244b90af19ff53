import type { Notice } from "../../ports/chat/reply.ts";
import { escapeMarkdown } from "../../text/markup/markdown-escape.ts";
import { oneLine, shortened } from "../../text/shorten.ts";

/** A job's failures of one kind. */
export interface DigestLine {
  name: string;
  failures: number;
  cause: string;
  /** How the last of them stands. */
  standing: "open" | "green" | "failed again" | "ignored";
}

const mostLines = 30;

/** What failed within a day, the most frequent first. */
export const digestCard = (lines: readonly DigestLine[]): Notice => ({
  kind: "notice",
  tone: lines.some(({ standing }) => standing === "open" || standing === "failed again") ? "warning" : "success",
  title: "Failed in the last 24 hours",
  markdown:
    lines.length === 0 ? "Nothing failed." : [...lines.slice(0, mostLines).map(lineOf), ...restOf(lines)].join("\n"),
  buttons: [],
});

const lineOf = ({ name, failures, cause, standing }: DigestLine): string => {
  const times = failures === 1 ? "once" : `${failures} times`;
  return `- ${signs[standing]} **${clean(name, 100)}** ${times}, ${words[standing]}: ${clean(cause, 200)}`;
};

const restOf = ({ length }: readonly DigestLine[]): string[] =>
  length > mostLines ? [`- and ${length - mostLines} more kinds of failure`] : [];

const clean = (text: string, limit: number): string => escapeMarkdown(shortened(oneLine(text), limit));

const signs: Record<DigestLine["standing"], string> = { open: "❌", green: "✅", "failed again": "❌", ignored: "🔕" };
const words: Record<DigestLine["standing"], string> = {
  open: "still open",
  green: "green again",
  "failed again": "failed again after a retry",
  ignored: "ignored",
};
