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

const file = new URL("../../../support/databricks/unseen-questions.yaml", import.meta.url);
const questions = Questions.parse(parse(readFileSync(file, "utf8")));
const { ask, sql } = openSpaces();
const today = "'2026-11-20'";

const verdictOn = ({ agent, ask: texts, sql: query, missing }: Question): Verdict =>
  strictVerdict(ask(agent, ...texts), query === undefined ? undefined : sql(query.replaceAll("$today", today)), missing);

it("are answered with the right figures, or asked back", () => {
  expect(questions.length).toBeGreaterThanOrEqual(140);
  const verdicts = questions.map((question) => ({ question: question.ask.join(" → "), verdict: verdictOn(question) }));
  const wrong = verdicts.filter(({ verdict }) => verdict === "something else").map(({ question }) => question);
  const right = verdicts.filter(({ verdict }) => verdict === "right").length;
  expect(wrong).toEqual([]);
  expect(right / verdicts.length).toBeGreaterThanOrEqual(0.92);
});
