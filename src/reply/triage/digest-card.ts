import type { Notice } from "../../ports/chat/reply.ts";
import { escapeMarkdown } from "../../text/markup/markdown-escape.ts";
import { oneLine, shortened } from "../../text/shorten.ts";
import type { Reader } from "../reader.ts";
import { causeIn } from "../words/phrase-reading.ts";
import { wordsIn } from "../words/words.ts";

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
export const digestCard = (lines: readonly DigestLine[], to: Reader): Notice => {
  const words = wordsIn(to.locale).triage.digest;
  return {
    kind: "notice",
    tone: lines.some(({ standing }) => standing === "open" || standing === "failed again") ? "warning" : "success",
    title: words.title,
    markdown:
      lines.length === 0
        ? words.nothing
        : [...lines.slice(0, mostLines).map((line) => lineOf(line, to)), ...restOf(lines, to)].join("\n"),
    buttons: [],
  };
};

const lineOf = ({ name, failures, cause, standing }: DigestLine, { locale }: Reader): string => {
  const { times, standings } = wordsIn(locale).triage.digest;
  return `- ${signs[standing]} **${clean(name, 100)}** ${times(failures)}, ${standings[standing]}: ${clean(causeIn(cause, locale), 200)}`;
};

const restOf = ({ length }: readonly DigestLine[], { locale }: Reader): string[] =>
  length > mostLines ? [`- ${wordsIn(locale).triage.digest.more(length - mostLines)}`] : [];

const clean = (text: string, limit: number): string => escapeMarkdown(shortened(oneLine(text), limit));

const signs: Record<DigestLine["standing"], string> = { open: "❌", green: "✅", "failed again": "❌", ignored: "🔕" };
