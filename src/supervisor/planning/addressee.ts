import type { JobConfig } from "../../config/config.ts";
import type { AgentProfile } from "../../ports/databricks/agent.ts";
import { routeJobs } from "./job-router.ts";
import { mentionsSubject, pointsBack } from "./keyword-router.ts";
import { hasWords, isThanks } from "./small-talk.ts";

/** Whom a message means that was written in one of our threads without naming us. */
export type Addressee = "bot" | "people" | "unclear";

/**
 * Told by the words alone, and only where they are plain: a question or wish about what we know, or one that narrows the
 * last question, is for us; thanks and bare emoji are for people.
 */
export const addresseeOf = (
  message: string,
  agents: readonly AgentProfile[],
  jobs: readonly JobConfig[],
): Addressee => {
  const text = message.trim();
  if (!hasWords(text) || isThanks(text)) return "people";
  if (isFilter(text)) return "bot";
  if (isRequest(text) && (mentionsSubject(text, agents) || pointsBack(text))) return "bot";
  return (routeJobs(text, jobs)?.confidence ?? 0) >= 0.9 && !isPersonal(text) ? "bot" : "unclear";
};

/** "and by region?", "only Premium", "why?": narrows or turns what was asked before. */
const isFilter = (text: string): boolean => {
  const count = text.split(/\s+/, mostWords + 1).length;
  if (count > mostWords || isPersonal(text)) return false;
  if (text.endsWith("?")) return startsAsFilter.test(text) && text.indexOf("?") === text.length - 1;
  return continues.test(text) || (count <= 4 && filters.test(text));
};

const mostWords = 6;
const startsAsFilter =
  /^(?:and|but|or|now|then|(?:what|how) about|what else|why|how come|same|only|just|for|in|by|per|without|excluding|except|since)\b/i;
const continues = /^(?:and|but|or|now|then)\s+(?:only|just|for|in|by|per|with|without|excluding|except|since)\s/i;
const filters = /^(?:only|by|per|without|excluding|except)\s+(?!the way\b|now\b|far\b|then\b|kidding\b|joking\b)/i;

/** One question, or one wish to see something, and nothing behind it. */
const isRequest = (text: string): boolean => {
  if (isWish.test(text)) return true;
  return isQuestion.test(text) && text.indexOf("?") === text.length - 1 && !isPersonal(text);
};

const isWish =
  /^(?:(?:please|(?:can|could|would) you(?: please)?)\s+)?(?:show|list|tell|check|compare|break|split|count|explain|give|find|filter|sort|plot|chart|calculate|group|sum)\b/i;
const isQuestion = /^(?:what|which|who|when|where|why|how|is|are|was|were|did|do|does|has|have|had)\b/i;

/** Said to a person: "did you see the numbers?" */
const isPersonal = (text: string): boolean => /\b(?:you|your|we|us|our|me|my|he|she|him|her)\b/i.test(text);
