import { filled, type Placeholder } from "../text/template.ts";
import { botProblems } from "./bot-problems.ts";
import { channelProblems } from "./channel-problems.ts";
import { databricksProblems } from "./databricks-problems.ts";
import { loginProblems } from "./login-problems.ts";
import { modelProblems } from "./model-problems.ts";
import { notifyProblems } from "./notify-problems.ts";
import { toolProblems } from "./tool-problems.ts";
import { traceProblems } from "./trace-problems.ts";

/** Every problem that there is, by its code. docs/errors.md is made of this. */
export const problems = {
  ...botProblems,
  ...channelProblems,
  ...databricksProblems,
  ...modelProblems,
  ...notifyProblems,
  ...loginProblems,
  ...toolProblems,
  ...traceProblems,
};

/** Names a problem in logs, metrics and tests, for ever: `genie.permission`. */
export type ProblemCode = keyof typeof problems;

export const isProblemCode = (code: unknown): code is ProblemCode =>
  typeof code === "string" && Object.hasOwn(problems, code);

/** What the placeholders of a problem's sentence stand for. */
export type ProblemValues<Code extends ProblemCode> = Readonly<
  Record<Placeholder<(typeof problems)[Code]["sentence"]>, string | number>
>;

/** The sentence of a problem with its placeholders filled. */
export const sentenceOf = <Code extends ProblemCode>(code: Code, values: ProblemValues<Code>): string => {
  return filled(problems[code].sentence, values);
};
