import { type Failure, Problem } from "../../../src/errors.ts";
import { faultOf } from "../fault.ts";
import { type Family, families, general } from "./families.ts";

/** What `message.error` of a FAILED message says. */
export interface GenieError {
  type?: string | null | undefined;
  error?: string | null | undefined;
}

/** What a message error means, by its type; a type that nobody knows yet goes by the words in its name. */
export const familyOf = ({ type, error }: GenieError): Family => {
  const sqlClass = /^\s*\[([A-Z_]+)/.exec(error ?? "")?.[1] ?? "";
  return (
    families.find(({ sqlClasses }) => sqlClasses?.includes(sqlClass)) ??
    families.find(({ types }) => type && types.includes(type)) ??
    families.find(({ words }) => words?.test(type || error || "")) ??
    general
  );
};

/** What a failed call means for the agent; undefined when the agent is not the matter (credentials, connection). */
export const familyOfProblem = (problem: Problem): Family | undefined =>
  families.find(({ problems }) => problems?.includes(problem.code));

/** The same Problem in other words: retry, wait and cause stay. */
export const reworded = (problem: Problem, { code, sentence }: Failure): Problem =>
  new Problem(code, sentence, {
    retry: problem.retry,
    detail: problem.message,
    cause: faultOf(problem) ?? problem,
    ...(problem.afterMs === undefined ? {} : { afterMs: problem.afterMs }),
  });

/** Says what went wrong with one agent. */
export type Say = (family: Family) => Promise<Failure>;

/** Fills in the agent's name and, where a sentence needs it, who the bot is in Databricks. */
export const speaker =
  (agent: string, identity: () => Promise<string>): Say =>
  async ({ code, sentence }) => {
    const who = sentence.includes("{identity}") ? await identity() : "";
    return { code, sentence: sentence.replaceAll("{agent}", () => agent).replaceAll("{identity}", () => who) };
  };
