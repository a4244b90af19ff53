import { cells, openSpaces } from "../../../support/databricks/genie-answers.ts";
import type { AgentId } from "../../../support/seed-questions.ts";

/* Each condition holds for what it was said of. Where a query would put it on something else as well, it is asked back. */

const { ask, sql } = openSpaces(Date.parse("2026-11-30T12:00:00Z"));

it.each<[AgentId, string, string]>([
  // Each side of an "and" has conditions of its own.
  ["sales", "revenue of premium customers and units of the South", "and units of the south"],
  ["sales", "revenue in the North and number of orders above 100", "and number of orders"],
  ["cost", "cost of marketing in October and fraud in September", "and fraud"],
  ["cost", "how many workloads of marketing cost more than 500 and how many of finance", "and how many"],
  ["security", "denied accesses to hr.salaries and downloads of crm.customers", "and downloads"],
  ["reliability", "failures of nightly-etl in October and of the finance team in September", "and of the finance"],
  ["customer", "average lifetime value of women in the North versus men in the South", "versus men"],
  ["inventory", "products of Nordtech and products in Leipzig", "and products"],
  [
    "quality",
    "failed checks on crm.customers in October and failed rows on finance.ledger in September",
    "and failed rows",
  ],
  // Two rankings in one.
  ["sales", "revenue per region and the top product in October", "and the top product"],
  ["security", "most accessed restricted table and most accessed public table", "and most"],
  ["reliability", "top 3 jobs by failures and top 3 by run time", "and top"],
  // No row is of both kinds.
  ["cost", "how much did marketing spend on serverless and on jobs in October", "serverless"],
  ["performance", "average wait on bi-shared in the morning and afternoon", "afternoon"],
  ["sales", "how many orders were over 500 and how many under 100", "under 100"],
])("%s: “%s” is asked back for “%s”", (agent, question, words) => {
  const answer = ask(agent, question);
  expect(answer.kind).toBe("text");
  expect(answer.text.toLowerCase()).toContain(words);
});

it.each<[AgentId, string, string]>([
  [
    "security",
    "failed browser logins vs failed api logins in October",
    `SELECT client, COUNT(*) FROM access.logins WHERE result = 'failed' AND client IN ('api', 'browser')
     AND login_date BETWEEN '2026-10-01' AND '2026-10-31' GROUP BY client ORDER BY 2 DESC, 1`,
  ],
  [
    "cost",
    "cost of serverless sql excluding marketing and finance in September",
    `SELECT ROUND(SUM(cost), 2) FROM billing.usage WHERE sku = 'Serverless SQL' AND team NOT IN ('marketing', 'finance')
     AND usage_date BETWEEN '2026-09-01' AND '2026-09-30'`,
  ],
  [
    "reliability",
    "how many runs did nightly-etl have in October and how many of them failed",
    `SELECT COUNT(*), SUM(CASE WHEN result_state = 'FAILED' THEN 1 ELSE 0 END) FROM lakeflow.job_runs
     WHERE job_name = 'nightly-etl' AND run_date BETWEEN '2026-10-01' AND '2026-10-31'`,
  ],
])("%s: “%s” has the rows of SQL", (agent, question, query) => {
  const answer = ask(agent, question);
  expect(answer.kind === "query" && cells(answer.attempt.result)).toEqual(sql(query));
});
