import { type Failure, Problem } from "../../../src/errors.ts";
import { type Family, families, general } from "./failure-families.ts";

/** What `message.error` of a FAILED message says. */
interface GenieError {
  type?: string | null | undefined;
  error?: string | null | undefined;
}

/** What a message error means, by its type; a type that nobody knows yet goes by the words in its name. */
export const familyOf = ({ type, error }: GenieError): Family => {
  const sqlClass = sqlSignsIn(error).sqlClass?.split(".")[0] ?? "";
  return (
    families.find(({ sqlClasses }) => sqlClasses?.includes(sqlClass)) ??
    families.find(({ types }) => type && types.includes(type)) ??
    families.find(({ words }) => words?.test(type || error || "")) ??
    general
  );
};

/**
 * What the log may say of an error text: Spark's class and state. Its words quote the values of a statement, and so the rows
 * and people that a question was about; who may see these finds them in Genie, by the ids beside it.
 */
export const sqlSignsIn = (error: string | null | undefined): { sqlClass?: string; sqlState?: string } => {
  const sqlClass = /^\s*\[([A-Z][A-Z0-9_]{0,99}(?:\.[A-Z0-9_]{1,99})?)\]/.exec(error ?? "")?.[1];
  const sqlState = /\bSQLSTATE: ([0-9A-Z]{5})\b/.exec((error ?? "").slice(0, longestError))?.[1];
  return { ...(sqlClass && { sqlClass }), ...(sqlState && { sqlState }) };
};

/** Characters of an error text that are read. */
const longestError = 10_000;

/** What a failed call means for the agent; undefined when the agent is not the matter (credentials, connection). */
export const familyOfProblem = (problem: Problem): Family | undefined =>
  families.find(({ problems }) => problems?.includes(problem.code));

/** What a person is told when an agent fails so. */
export type ToFailure = (family: Family) => Promise<Failure>;

/** Fills in the agent's name and, where a sentence needs it, who the bot is in Databricks. */
export const createFailures = (agent: string, identity: () => Promise<string>): ToFailure => {
  const filled = ({ code }: Family, who: string): Failure => Problem.of(code, { agent, identity: who }).failure;

  return async (family) => {
    const failure = filled(family, unnamed);
    return failure.sentence.includes(unnamed) ? filled(family, await identity()) : failure;
  };
};

/** Stands for a name that is looked up only where a sentence has it. */
const unnamed = "\u0000";

/** What a failed call means, in the agent's words where it is the matter. */
export const failureOfProblem = async (problem: Problem, toFailure: ToFailure): Promise<Failure> => {
  const family = familyOfProblem(problem);
  return family ? toFailure(family) : problem.failure;
};
