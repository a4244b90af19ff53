import { numberFormIn } from "../../../../sandbox/databricks/semantic/reading/number-forms.ts";
import { openSpaces } from "../../../support/databricks/genie-answers.ts";
import { excess } from "../../../support/reading/linear.ts";
import type { AgentId } from "../../../support/seed-questions.ts";

/* Numbers in the form that people ask for: it is kept, or it is said that it cannot be. */

const { ask } = openSpaces(Date.parse("2026-11-30T12:00:00Z"));

it.each<[AgentId, string[], string]>([
  ["sales", ["total revenue in thousands"], "Total revenue is **3.28 thousand**: North with 2.53 thousand"],
  ["cost", ["What did we spend in October in millions?"], "was **$0.059 million**."],
  ["sales", ["Umsatz in Tausend"], "insgesamt **3,28 Tausend**, davon North 2,53 Tausend"],
  ["cost", ["Kosten der letzten 30 Tage in Tausend"], "**59,39 Tausend $**"],
  ["cost", ["cost in October rounded to whole dollars"], "was **$58,564**."],
  ["cost", ["cost by team in October, rounded to the nearest thousand"], "ml-platform **$20,000**"],
  ["cost", ["Kosten im Oktober ohne Nachkommastellen"], "**58.564 $**"],
  ["cost", ["Kosten im Oktober auf eine Nachkommastelle gerundet"], "**58.564,4 $**"],
  ["sales", ["revenue", "in thousands"], "**3.28 thousand**"],
  ["sales", ["revenue", "and in thousands, please", "only the South"], "**0.75 thousand**"],
])("%s: %s", (agent, questions, text) => {
  expect(ask(agent, ...questions).text).toContain(text);
});

it.each<[AgentId, string, string]>([
  ["reliability", "failure rate in October in thousands", "These figures cannot be given in thousands"],
  ["cost", "cost in October rounded to whole euros", "The data is in US dollars, so these are dollars, not euros."],
  [
    "sales",
    "Umsatz im Oktober auf ganze Euro gerundet",
    "In welcher Währung diese Beträge sind, sagen die Daten nicht.",
  ],
  ["cost", "cost by team in October in thousands", "The table has the figures as they are in the data."],
  ["sales", "List all sales rounded", "I left the figures of the rows as they are in the data."],
])("is said where it cannot be kept: %s, %s", (agent, question, text) => {
  expect(ask(agent, question).text).toContain(text);
});

it("leaves the rest of a question as it was", () => {
  expect(numberFormIn("How many jobs ran in the thousands of runs?").form).toEqual({});
  expect(numberFormIn("revenue above 5 million").form).toEqual({});
  expect(numberFormIn("failed in 2 rounds").form).toEqual({});
});

it("is read in time that grows with the length of the question", () => {
  for (const text of ["rounded to ", "in ", "gerundet auf ganze ", "no ", "to the nearest "])
    expect(excess(numberFormIn, (length) => text.repeat(length / text.length))).toBeUndefined();
});
