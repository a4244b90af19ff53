import { type Failure, Problem } from "../../src/errors.ts";
import { faultOf } from "./fault.ts";
import { type Family, families, general } from "./genie-families.ts";

/** Whom a sentence is about: the agent by its name, and who the bot is in Databricks. */
export interface Who {
  agent: string;
  identity: string;
}

/** What `message.error` of a FAILED message says. */
export interface GenieError {
  type?: string | null | undefined;
  error?: string | null | undefined;
}

/** What a FAILED message means, by its type; a type that nobody knows yet goes by the words in its name. */
export const failureOf = (error: GenieError, who: Who): Failure => spoken(familyOf(error), who);

/** A failed call in the words of the agent. Retry, wait and cause stay; what is no matter of the agent stays as it is. */
export const genieProblem = (problem: Problem, who: Who): Problem => {
  const family = families.find(({ problems }) => problems?.includes(problem.code));
  return family ? reworded(problem, spoken(family, who)) : problem;
};

/** The same Problem under another code and sentence. */
export const reworded = (problem: Problem, { code, sentence }: Failure): Problem =>
  new Problem(code, sentence, {
    retry: problem.retry,
    detail: problem.message,
    cause: faultOf(problem) ?? problem,
    ...(problem.afterMs === undefined ? {} : { afterMs: problem.afterMs }),
  });

const familyOf = ({ type, error }: GenieError): Family => {
  const sqlClass = /^\s*\[([A-Z_]+)/.exec(error ?? "")?.[1] ?? "";
  return (
    families.find(({ sqlClasses }) => sqlClasses?.includes(sqlClass)) ??
    families.find(({ types }) => type && types.includes(type)) ??
    families.find(({ words }) => words?.test(type || error || "")) ??
    general
  );
};

/** A family in words. */
export const spoken = ({ code, sentence }: Family, who: Who): Failure => ({
  code,
  sentence: sentence.replaceAll("{agent}", () => who.agent).replaceAll("{identity}", () => who.identity),
});
