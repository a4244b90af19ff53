import { openSpaces } from "../../../support/databricks/genie-answers.ts";
import type { AgentId } from "../../../support/seed-questions.ts";

/* Words that name no part of the data and yet change what is asked: they are named in a question back, never left out. */

const { ask } = openSpaces(Date.parse("2026-11-30T12:00:00Z"));

it.each<[AgentId, string, string]>([
  ["sales", "customers who only bought laptops", "only"],
  ["sales", "which products did we sell only in the north", "only"],
  ["sales", "which customers have the same segment as C001", "same"],
  ["sales", "customers with a single purchase", "single"],
  ["sales", "products that were rarely bought", "rarely"],
  ["sales", "how much did she spend", "she"],
  ["sales", "how many products did nobody buy in October", "nobody"],
  ["sales", "revenue at the end of October", "end"],
  ["sales", "revenue in early September", "early"],
  ["sales", "highest and lowest revenue by product", "lowest"],
  ["sales", "customers with the highest revenue and the fewest units", "fewest"],
  ["cost", "days in October where we spent more than usual", "than"],
  ["security", "my logins last week", "my"],
  ["security", "users who logged in every day last week", "every"],
  ["security", "users that read hr.salaries and then downloaded data", "then"],
  ["performance", "how many queries did I run last week", "i"],
  ["performance", "which warehouse has the highest wait and the most queries in October", "most"],
  ["reliability", "jobs that failed again after October", "again"],
  ["reliability", "longest time without a failure", "time"],
  ["reliability", "jobs with more failures than successes last month", "than"],
  ["quality", "tables that failed the same check more than once in October", "same"],
  ["quality", "checks that never failed this month", "never"],
  ["sales", "which region grew", "grew"],
  ["sales", "revenue in October or November", "or"],
  ["sales", "what share of customers bought electronics", "share of"],
  ["cost", "what share of teams spent over 5000 in October", "share of"],
  ["cost", "average cost of the 5 most expensive days in October", "average"],
  ["security", "how many failed logins per successful login this year", "successful"],
  ["quality", "tables without not_null failures this year", "without"],
  ["sales", "what is the ratio of laptops to chairs sold", "ratio"],
  ["inventory", "what is the stock of the product with the highest reorder level", "highest"],
  ["cost", "which team has the most expensive jobs", "jobs"],
])("%s: “%s” is asked back for “%s”", (agent, question, word) => {
  expect(ask(agent, question)).toMatchObject({ kind: "text", text: expect.stringContaining(`“${word}”`) });
});

it.each<[AgentId, string]>([
  ["sales", "revenue, only the north"],
  ["sales", "the largest single sale"],
  ["sales", "can I see the revenue by region"],
  ["sales", "is revenue in the north higher than in the south"],
  ["customer", "lifetime value per segment, smallest first"],
  ["reliability", "jobs without a single failure last week"],
  ["reliability", "run time of every job in October"],
])("%s: “%s” is answered", (agent, question) => {
  expect(ask(agent, question)).toMatchObject({ kind: "query" });
});
