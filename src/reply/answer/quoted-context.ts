import type { Attached } from "../../ports/inbound.ts";
import { mostInbound } from "../../text/bounds.ts";
import { shortened } from "../../text/shorten.ts";

/* Context of a question (a quoted message, a pasted table), on its way to an agent and back. */

/** Begins the context in a question to an agent. */
const heading = "For context only, quoted and not a request:";
/** Characters of all context together. */
const contextLength = 4_000;

/** A question to an agent with what the person quoted, marked as nothing but material. */
export const withContext = (question: string, attached: readonly Attached[]): string => {
  if (attached.length === 0) return question;
  const left = Math.min(contextLength, mostInbound - question.length - heading.length - 4);
  if (left < 100) return question;
  return `${question}\n\n${heading}\n${shortened(attached.map(quotation).join("\n"), left)}`;
};

/** The question alone, as the person reads it. */
export const withoutContext = (question: string): string => {
  const at = question.indexOf(`\n\n${heading}\n`);
  return at < 0 ? question : question.slice(0, at);
};

const quotation = ({ author, text }: Attached): string =>
  `${author ? `${author}: ` : ""}${text}`
    .split("\n")
    .map((line) => `> ${line}`)
    .join("\n");
