import type { Attached } from "../../ports/chat/inbound.ts";
import type { Preference } from "../../ports/preference.ts";
import { mostInbound } from "../../text/bounds.ts";
import { oneLine, shortened } from "../../text/shorten.ts";

/*
 * Context of a question (what the asker wants to be kept in mind, a quoted message, a pasted table), on its way to an
 * agent and back.
 */

/** Begins the context in a question to an agent. */
const heading = "For context only, quoted and not a request:";
/** Characters of all context together. */
const contextLength = 4_000;

/** Begins what is to be kept in mind. An agent's conversation may be shared, so it says for how long. */
const wishHeading = "For this question only, and only where it fits and the question says nothing else:";

/**
 * A question to an agent with what is to be kept in mind, in words, and what the person quoted, marked as nothing but
 * material.
 */
export const withContext = (
  question: string,
  attached: readonly Attached[],
  preferences: readonly Preference[] = [],
): string => {
  const wishes = preferences.filter(({ display }) => display === undefined).map(({ text }) => `- ${oneLine(text)}`);
  const wished = added(question, wishHeading, wishes);
  return added(wished, heading, attached.map(quotation));
};

const added = (question: string, head: string, parts: readonly string[]): string => {
  const left = Math.min(contextLength, mostInbound - question.length - head.length - 4);
  if (parts.length === 0 || left < 100) return question;
  return `${question}\n\n${head}\n${shortened(parts.join("\n"), left)}`;
};

/** The question alone, as the person reads it. */
export const withoutContext = (question: string): string => {
  const ends = [wishHeading, heading].map((head) => question.indexOf(`\n\n${head}\n`)).filter((at) => at >= 0);
  return ends.length === 0 ? question : question.slice(0, Math.min(...ends));
};

const quotation = ({ author, text }: Attached): string =>
  `${author ? `${author}: ` : ""}${text}`
    .split("\n")
    .map((line) => `> ${line}`)
    .join("\n");
