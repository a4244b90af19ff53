import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { z } from "zod";
import { cells, openSpaces } from "../../../support/databricks/genie-answers.ts";

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

type Verdict = "right" | "asked back" | "something else";

const verdictOn = (question: Question): Verdict => {
  const answer = ask(question.agent, ...question.ask);
  if (answer.kind === "text")
    return question.missing && new RegExp(question.missing, "i").test(answer.text) ? "right" : "asked back";
  const expected = question.sql === undefined ? undefined : sql(question.sql.replaceAll("$today", today));
  const found = [...cells(answer.attempt.result).flat(), ...numbersIn(answer.text)];
  return expected?.flat().every((cell) => found.some((other) => isSame(cell, other)) || isDayIn(answer.text, cell))
    ? "right"
    : "something else";
};

const numbersIn = (text: string): number[] =>
  (text.replaceAll(/(?<=\d),(?=\d{3})/g, "").match(/\d+(?:\.\d+)?/g) ?? []).map(Number);

const isDayIn = (text: string, cell: unknown): boolean =>
  typeof cell === "string" && /^\d{4}-\d\d-\d\d$/.test(cell) && text.includes(cell);

/** Figures may be rounded. */
const isSame = (expected: unknown, found: unknown): boolean =>
  typeof expected === "number" && typeof found === "number"
    ? Math.abs(expected - found) <= (Number.isInteger(expected) ? 0 : Math.max(0.06, 0.0006 * expected))
    : expected === found;

it("are answered with the right figures, or asked back", () => {
  expect(questions.length).toBeGreaterThanOrEqual(140);
  const verdicts = questions.map((question) => ({ question: question.ask.join(" → "), verdict: verdictOn(question) }));
  const wrong = verdicts.filter(({ verdict }) => verdict === "something else").map(({ question }) => question);
  const right = verdicts.filter(({ verdict }) => verdict === "right").length;
  expect(wrong).toEqual([]);
  expect(right / verdicts.length).toBeGreaterThanOrEqual(0.92);
});
