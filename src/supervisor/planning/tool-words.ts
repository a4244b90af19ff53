import type { AgentProfile } from "../../ports/databricks/agent.ts";
import { contains, foldText, stems } from "../../text/word-forms.ts";

/**
 * The tool that a sentence asks for in so many words: it begins with one of the tool's verbs and names one of its nouns.
 * Undefined also where it wants something else as well. `isForJobs`: it may be about a job whose name has the same noun, so
 * the noun has to stand near the beginning.
 */
export const toolNamedIn = (
  question: string,
  profiles: readonly AgentProfile[],
  isForJobs: boolean,
): string | undefined => {
  const text = withoutPoliteness(question.trim()).slice(0, mostText);
  if (and.test(text)) return undefined;
  const all = stems(text);
  const words = isForJobs ? all.slice(0, nearBeginning) : all;
  const [verb = ""] = text.toLowerCase().match(/\p{L}+/u) ?? [];
  const named = profiles.filter(
    ({ tool, keywords }) => tool?.verbs.includes(verb) && keywords.some((noun) => contains(words, stems(noun))),
  );
  return named.length === 1 ? named[0]?.id : undefined;
};

/**
 * The one tool that a sentence wishes for at its beginning without naming it: "how to fix out of memory errors?" Undefined
 * where it wants something else as well.
 */
export const toolWishedIn = (question: string, profiles: readonly AgentProfile[]): string | undefined => {
  const text = question.slice(0, mostText);
  if (and.test(text)) return undefined;
  const words = wordsOf(text).slice(0, mostOpening);
  const wished = profiles.filter(({ tool }) => tool?.wishes.some((wish) => contains(words, wordsOf(wish))));
  return wished.length === 1 ? wished[0]?.id : undefined;
};

const wordsOf = (text: string): string[] => foldText(text).match(/[\p{L}\p{N}]+/gu) ?? [];

const nearBeginning = 4;
/** "Do you perhaps know what to do when": words of an opening. */
const mostOpening = 9;

/** A longer text is more than a wish for a tool. */
const mostText = 1_000;

/** A second wish: `show me the dashboard for costs and tell me how much we spent`. */
const and =
  /\b(?:and|und) (?:also |then |auch )?(?:how|what|which|who|why|when|tell|show|list|give|wie|was|welche|wer|zeig)\b/i;

const withoutPoliteness = (text: string): string =>
  text.replace(/^(?:please|bitte|can you please|could you please|can you|could you|kannst du)[,]?\s+/i, "");
