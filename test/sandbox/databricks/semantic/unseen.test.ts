import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { z } from "zod";
import { openSpaces } from "../../../support/databricks/genie-answers.ts";
import { strictVerdict, type Verdict } from "../../../support/databricks/strict-answers.ts";

/* Questions that nobody had tuned to when they were written: right figures, or a question back that names what is missing. */

const Agent = z.enum(["sales", "customer", "inventory", "cost", "security", "performance", "reliability", "quality"]);
const Questions = z.array(
  z.strictObject({
    agent: Agent,
    /** Several: a conversation. */
    ask: z.union([z.string().transform((text) => [text]), z.array(z.string())]),
    sql: z.string().optional(),
    missing: z.string().optional(),
  }),
);
type Question = z.infer<typeof Questions>[number];

/** Each set with the day on which its questions were asked. */
const sets: [name: string, today: string, atLeast: number][] = [
  ["unseen-questions.yaml", "2026-11-20", 0.95],
  ["unseen-questions-november.yaml", "2026-11-30", 0.91],
  ["unseen-questions-spoken.yaml", "2026-11-30", 0.97],
  // Seen: written for the kinds of queries that the others had asked back.
  ["questions-by-kind.yaml", "2026-11-30", 0.93],
];

it.each(sets)("are answered with the right figures, or asked back: %s", (name, today, atLeast) => {
  const file = new URL(`../../../support/databricks/${name}`, import.meta.url);
  const questions = Questions.parse(parse(readFileSync(file, "utf8")));
  const { ask, sql } = openSpaces(Date.parse(`${today}T12:00:00Z`));
  const verdictOn = ({ agent, ask: texts, sql: query, missing }: Question): Verdict => {
    const expected = query === undefined ? undefined : sql(query.replaceAll("$today", `'${today}'`));
    return strictVerdict(ask(agent, ...texts), expected, missing);
  };

  expect(questions.length).toBeGreaterThanOrEqual(96);
  const verdicts = questions.map((question) => ({ question: question.ask.join(" → "), verdict: verdictOn(question) }));
  const wrong = verdicts.filter(({ verdict }) => verdict === "something else").map(({ question }) => question);
  const right = verdicts.filter(({ verdict }) => verdict === "right").length;
  expect(wrong).toEqual([]);
  expect(right / verdicts.length).toBeGreaterThanOrEqual(atLeast);
});
